"""Marks at a remote: small references that only one clone can make, each an annotated tag that says who and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from gitagile.errors import UsageError
from gitagile.vcs.fetching import Pushed, fetch, push
from gitagile.vcs.process import as_bytes, as_text, attempt, failure, run
from gitagile.vcs.repository import Repository

_FIELDS = "refname objectname taggername taggeremail taggerdate:unix contents"
_FORMAT = "--format=" + "%00".join(f"%({field})" for field in _FIELDS.split()) + "%00"


class Mark(NamedTuple):
    """One mark: the last part of its reference, its object, who set it, when (seconds since 1970), and its text."""

    name: str
    oid: str
    who: str
    email: str
    at: int
    text: str


def read_marks(repo: Repository, folder: str) -> tuple[Mark, ...]:
    """The marks below a folder of references, such as `refs/gitagile/claims`, as this clone remembers them."""
    fields = as_text(run(repo, ("for-each-ref", _FORMAT, folder))).split("\0")
    rows = (fields[start : start + 6] for start in range(0, len(fields) - 6, 6))
    return tuple(_mark(row, folder) for row in rows)


def _mark(row: list[str], folder: str) -> Mark:
    reference, oid, who, email, at, text = row
    name = reference.lstrip("\n").removeprefix(f"{folder}/")
    return Mark(name, oid, who, email.strip("<>"), int(at) if at.isdecimal() else 0, text)


def make_mark(repo: Repository, name: str, text: str, *, now: datetime, environ: Mapping[str, str]) -> str:
    """Store a mark's object and give its id; no reference is made.

    The tag leads to an empty blob, so that `git log --all` shows nothing of it. UsageError where git does not know who
    sits here. `text` must be new each time: two equal marks would be one object, and both clones would have it.
    """
    dated = {**environ, "GIT_COMMITTER_DATE": f"@{int(now.timestamp())} +0000"}
    identity = attempt(repo, ("var", "GIT_COMMITTER_IDENT"), environ=dated)
    if identity.code:
        raise UsageError("git does not know who you are", "`git config user.email you@example.org`")
    blob = run(repo, ("hash-object", "-w", "--stdin"), stdin=b"").decode("ascii").strip()
    head = f"object {blob}\ntype blob\ntag {name}\ntagger {as_text(identity.out).strip()}\n\n"
    ended = attempt(repo, ("mktag",), stdin=as_bytes(f"{head}{text}\n"))
    if ended.code:
        raise failure(("mktag",), ended)
    return ended.out.decode("ascii").strip()


def set_marks(
    repo: Repository,
    remote: str,
    folder: str,
    marks: Mapping[str, tuple[str | None, str | None]],
    *,
    environ: Mapping[str, str],
) -> dict[str, Pushed]:
    """Set marks at a remote, each from the object it must have there to another one (None: none); what became of each.

    The lease of each is exact: of two clones only one has its way. What was set is remembered here. Unreachable.
    """
    leases = [f"--force-with-lease={folder}/{name}:{old or ''}" for name, (old, _) in marks.items()]
    refspecs = [f"{new or ''}:{folder}/{name}" for name, (_, new) in marks.items()]
    rows, _ = push(repo, remote, refspecs, leases, environ=environ)
    found = {row.target.removeprefix(f"{folder}/"): row for row in rows}
    done = [name for name in marks if name in found and not found[name].is_refused]
    _remember(repo, folder, {name: marks[name][1] for name in done})
    return found


def fetch_marks(repo: Repository, remote: str, folder: str, *, environ: Mapping[str, str]) -> None:
    """Let this clone remember the remote's marks as they are now, and forget those that are gone. Unreachable."""
    fetch(repo, remote, f"+{folder}/*:{folder}/*", environ=environ)


def _remember(repo: Repository, folder: str, marks: Mapping[str, str | None]) -> None:
    known = {mark.name for mark in read_marks(repo, folder)}
    lines = [f"update {folder}/{name}\0{oid}\0\0" for name, oid in marks.items() if oid]
    lines += [f"delete {folder}/{name}\0\0" for name, oid in marks.items() if not oid and name in known]
    run(repo, ("update-ref", "-z", "--stdin"), stdin=as_bytes("".join(lines)))
