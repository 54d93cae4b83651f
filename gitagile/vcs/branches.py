"""The default branch of a repository, and where a line of work left it."""

from __future__ import annotations

from gitagile.vcs.process import as_text, attempt, run
from gitagile.vcs.repository import Repository
from gitagile.vcs.settings import read_settings
from gitagile.vcs.walk import OFFLINE

_REMOTE_HEAD = "refs/remotes/origin/HEAD"
_USUAL = ("main", "master")


def default_branch(repo: Repository) -> str | None:
    """The full name of the branch that work is merged into; None where none can be told.

    What `origin/HEAD` points at; else the first of `init.defaultBranch`, main and master that there is, the remote's
    before one's own, which may lie behind.
    """
    told = as_text(run(repo, ("symbolic-ref", "--quiet", _REMOTE_HEAD), ok=(0, 1, 128))).strip()
    if told and _present(repo, (told,)):
        return told
    configured = read_settings(repo).last("init.defaultbranch")
    names = dict.fromkeys((*([configured] if configured else []), *_USUAL))
    wanted = [f"refs/{folder}/{name}" for name in names for folder in ("remotes/origin", "heads")]
    present = _present(repo, wanted)
    return next((name for name in wanted if name in present), None)


def merge_base(repo: Repository, one: str, other: str) -> str | None:
    """The best commit that the histories of two revisions share; None where they share none that is here.

    Of several that are equally good git's first is taken (git-merge-base(1)). Nothing is fetched for it.
    """
    ended = attempt(repo, ("merge-base", "--end-of-options", one, other), env=OFFLINE)
    return ended.out.decode("ascii").strip() or None if ended.code == 0 else None


def short_name(branch: str) -> str:
    """A branch as people call it: `main`, `origin/main`."""
    return branch.removeprefix("refs/heads/").removeprefix("refs/remotes/")


def _present(repo: Repository, names: list[str] | tuple[str, ...]) -> frozenset[str]:
    """Those of some full names that are references with an object here."""
    out = run(repo, ("for-each-ref", "--format=%(refname)", "--", *names)) if names else b""
    return frozenset(as_text(out).splitlines())
