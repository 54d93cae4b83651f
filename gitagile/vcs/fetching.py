"""Talk to a remote: fetch what is new there, push references, never by force; hooks run as git runs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gitagile.errors import Refused
from gitagile.vcs.process import Ended, as_text, attempt, launch, place_environment, run
from gitagile.vcs.repository import Repository

_BUSY = (
    *("fetch first", "non-fast-forward", "stale info", "failed to update ref"),
    *("cannot lock ref", "incorrect old value", "reference already exists"),
)
"""What a server or git says where somebody else was quicker (git-push(1), receive-pack)."""


class Unreachable(Refused):
    """A remote that does not answer, or does not let us in."""


class Pushed(NamedTuple):
    """What became of one reference: `flag` as `git push --porcelain` gives it (`!`: refused), and git's reason."""

    target: str
    flag: str
    reason: str

    @property
    def is_refused(self) -> bool:
        """Whether the remote's reference is not what was pushed."""
        return self.flag == "!"

    @property
    def is_changed(self) -> bool:
        """Whether this very push set it; `=` says that it was so before."""
        return self.flag not in ("!", "=")

    @property
    def may_have_moved(self) -> bool:
        """Whether it was refused because somebody else was quicker, as far as can be told from the words."""
        return self.is_refused and any(word in self.reason for word in _BUSY)


def fetch(repo: Repository, remote: str, *refspecs: str, environ: Mapping[str, str] | None = None) -> None:
    """Fetch what the remote's config says, or just these references, dropping those that are gone there. Unreachable.

    Git may ask for a password on the terminal, as ever.
    """
    options = ("--prune", "--no-tags", "--no-write-fetch-head") if refspecs else ()
    ended = launch(
        repo, ("fetch", "--quiet", *options, "--end-of-options", remote, *refspecs), place_environment(repo, environ)
    )
    if ended.code:
        raise _unreachable(remote, ended)


def push(
    repo: Repository, remote: str, refspecs: Sequence[str], options: Sequence[str] = (), *, environ: Mapping[str, str]
) -> tuple[tuple[Pushed, ...], str]:
    """Push exactly these references, and say what became of each, with git's own words. Unreachable.

    A refspec with a plus is a wrong request: nothing is ever overwritten.
    """
    if any(one.startswith("+") for one in refspecs):
        raise ValueError("gitagile never pushes by force")
    args = ("push", "--porcelain", "--no-follow-tags", *options, "--end-of-options", remote, *refspecs)
    ended = launch(repo, args, place_environment(repo, environ))
    rows = tuple(_pushed(line) for line in as_text(ended.out).splitlines() if line.count("\t") == 2)
    if ended.code and not rows:
        raise _unpushed(remote, ended)
    return rows, ended.err.decode("utf-8", "replace").strip()


def count_apart(repo: Repository, ours: str, theirs: str) -> tuple[int, int]:
    """How many commits `ours` has and `theirs` has not, and the other way round."""
    out = run(repo, ("rev-list", "--count", "--left-right", "--end-of-options", f"{ours}...{theirs}", "--"))
    left, _, right = out.decode("ascii").strip().partition("\t")
    return int(left), int(right)


def is_there(repo: Repository, reference: str) -> bool:
    """Whether a full reference leads to a commit here."""
    args = ("rev-parse", "--quiet", "--verify", "--end-of-options", f"{reference}^{{commit}}")
    return attempt(repo, args).code == 0


def _pushed(line: str) -> Pushed:
    """One line `<flag> TAB <from>:<to> TAB <summary> (<reason>)` of git-push(1), OUTPUT."""
    flag, names, said = line.split("\t")
    return Pushed(names.rpartition(":")[2], flag.strip(), said)


def _unreachable(remote: str, ended: Ended) -> Unreachable:
    message = f"cannot fetch from {remote}: {ended.words or f'exit code {ended.code}'}"
    return Unreachable(message, "nothing was changed; all but sharing goes on offline")


def _unpushed(remote: str, ended: Ended) -> Unreachable:
    """No reference was even tried: no way to the remote, or a pre-push hook that refused."""
    message = f"cannot push to {remote}: {ended.words or f'exit code {ended.code}'}"
    return Unreachable(message, "your commits are safe here; try again when the remote answers, and its hooks agree")
