"""Who is who by `.mailmap`: names and addresses as git itself joins them, and the authors of late."""

from __future__ import annotations

from collections.abc import Iterable

from gitagile.vcs.process import as_bytes, as_text, attempt, run
from gitagile.vcs.repository import Repository, head_commit
from gitagile.vcs.walk import OFFLINE

Signature = tuple[str, str]
"""A name and an address, as a commit bears them."""

_MOST = 20_000
"""No more commits are looked at for those who wrote them."""


def canonical(repo: Repository, signatures: Iterable[Signature]) -> dict[Signature, Signature]:
    """Each signature with the name and address that `.mailmap` (`mailmap.file`, `mailmap.blob`) has for it.

    What it has none for stays as it is, and so does everything where git cannot tell. One process, which runs nothing.
    """
    wanted = tuple(dict.fromkeys(one for one in signatures if _bare(one[1])))
    lines = "".join(f"{_bare(name)} <{_bare(email)}>\n".lstrip() for name, email in wanted)
    said = attempt(repo, ("check-mailmap", "--stdin"), stdin=as_bytes(lines), env=OFFLINE) if wanted else None
    answers = as_text(said.out).split("\n")[:-1] if said is not None and said.code == 0 else []
    if len(answers) != len(wanted):
        return {one: one for one in wanted}
    return {one: _read(answer, one) for one, answer in zip(wanted, answers, strict=True)}


def recent_authors(repo: Repository, since: int) -> tuple[Signature, ...]:
    """Those who wrote commits since an instant (seconds since 1970), by name, each once, as `.mailmap` has them."""
    if head_commit(repo) is None:
        return ()
    form = "--format=tformat:%aN%x00%aE"
    args = ("log", "-z", "--no-color", form, f"--max-age={since}", f"--max-count={_MOST}", "HEAD", "--")
    pieces = as_text(run(repo, args, env=OFFLINE)).split("\0")
    pairs = set(zip(pieces[0:-1:2], pieces[1::2], strict=False))
    return tuple(sorted(pairs, key=lambda pair: (pair[0].casefold(), pair[1])))


def _bare(text: str) -> str:
    """A name or an address without what would end it in git's form."""
    return " ".join(text.translate({ord(sign): " " for sign in "<>\0"}).split())


def _read(answer: str, before: Signature) -> Signature:
    name, sign, rest = answer.rpartition("<")
    return (name.strip() or before[0], rest.rstrip(">")) if sign else before
