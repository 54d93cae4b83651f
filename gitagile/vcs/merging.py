"""Merge a remote's branch as git does it: the user's hooks, signature and driver; what cannot be is left as it was."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from gitagile.errors import Refused
from gitagile.vcs.lock import ActLock
from gitagile.vcs.merge_driver import DRIVER, KEY
from gitagile.vcs.process import Ended, as_text, attempt, launch, place_environment
from gitagile.vcs.recovery import recover
from gitagile.vcs.repository import Repository

_PATIENCE = 30.0  # seconds to wait for another gitagile
_MERGE = "merge --quiet --no-edit --ff --commit --no-squash --no-autostash --no-stat".split()
"""Each option is said that a config may turn: `merge.ff`, `merge.autoStash`, `branch.<name>.mergeOptions`."""

CLEAN, CONFLICT, REFUSED = "clean", "conflict", "refused"


class Merge(NamedTuple):
    """How a merge ended: clean, in conflict (left in progress), or refused, with git's or a hook's words."""

    ended: str
    words: str = ""


class Acting(NamedTuple):
    """Our lock while it is held, and what had to be done about an act that was killed, in sentences."""

    lock: ActLock
    recovered: tuple[str, ...]


@contextmanager
def acting(repo: Repository, environ: Mapping[str, str]) -> Iterator[Acting]:
    """Keep every other gitagile from writing here meanwhile; git's own locks are left to git. Refused after a while.

    An act that was killed is brought to its end first.
    """
    lock = ActLock(repo)
    lock.take(_PATIENCE)
    try:
        yield Acting(lock, recover(repo, lock, environ, _PATIENCE))
    finally:
        lock.release()


def merge(repo: Repository, upstream: str, title: str, *, lock: ActLock, environ: Mapping[str, str]) -> Merge:
    """Merge a commit into the branch that HEAD is on, or move the branch forward to it. `title` is a merge's message.

    Where git refuses because of the user's own changes, or a hook does, everything is as it was.
    """
    ended = _git(repo, (*_MERGE, "-m", title, "--end-of-options", upstream), lock, environ)
    if ended.code == 0:
        return Merge(CLEAN)
    if not is_merging(repo):
        return Merge(REFUSED, ended.words)
    if has_unmerged(repo):
        return Merge(CONFLICT, ended.words)
    _git(repo, ("merge", "--abort"), lock, environ)
    return Merge(REFUSED, ended.words)


def conclude(repo: Repository, *, lock: ActLock, environ: Mapping[str, str]) -> None:
    """Commit a merge of which no conflict is left, by git's own commit. Refused where a hook says no; it stays."""
    ended = _git(repo, ("commit", "--quiet", "--no-edit"), lock, environ)
    if ended.code:
        hint = "the merge is in progress as before: mend what the hook asks for, `git add` it, then `gitagile sync`"
        raise Refused(f"git would not commit the merge:\n{ended.words or ended.code}", hint)


def is_merging(repo: Repository) -> bool:
    """Whether a merge waits for its commit."""
    return (repo.git_dir / "MERGE_HEAD").is_file()


def has_unmerged(repo: Repository) -> bool:
    """Whether the index has a conflict in it."""
    return bool(attempt(repo, ("ls-files", "--unmerged", "-z")).out)


def merging_with(repo: Repository) -> str | None:
    """The one commit that is being merged in; None without a merge, or where several are."""
    if not is_merging(repo):
        return None
    heads = (repo.git_dir / "MERGE_HEAD").read_text(encoding="ascii", errors="replace").split()
    return heads[0] if len(heads) == 1 else None


class Foreseen(NamedTuple):
    """What a merge would give: the tree, or which paths would be in conflict; neither where this git cannot tell."""

    tree: str | None
    conflicts: tuple[str, ...] = ()


def foresee(repo: Repository, upstream: str, *, lends_driver: bool = False) -> Foreseen:
    """Merge into a tree alone, by `git merge-tree` (git 2.38 and newer); no branch or file changes.

    `lends_driver`: as if the merge driver were in git's config.
    """
    lent = ("-c", f"{KEY}={DRIVER}") if lends_driver else ()
    args = (*lent, "merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", "HEAD", upstream)
    ended = launch(repo, args, _environment(repo, os.environ))
    if ended.code not in (0, 1):
        return Foreseen(None)
    tree, *paths = as_text(ended.out).split("\0")
    return Foreseen(tree if ended.code == 0 else None, tuple(dict.fromkeys(path for path in paths if path)))


def uncommitted(repo: Repository, folder: str) -> int:
    """How many files below a folder differ from HEAD in the index or in the working tree, new ones too."""
    args = ("status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", folder)
    return attempt(repo, args).out.count(b"\0")


def _git(repo: Repository, args: tuple[str, ...], lock: ActLock, environ: Mapping[str, str]) -> Ended:
    """Run git with the user's own environment; the child holds our lock until its end, should we be killed."""
    return launch(repo, args, _environment(repo, environ), keep_open=lock.descriptors)


def _environment(repo: Repository, environ: Mapping[str, str]) -> dict[str, str]:
    """The user's environment; the driver's `gitagile` is this one where the PATH has none."""
    result = {**place_environment(repo, environ), "GIT_MERGE_AUTOEDIT": "no", "GIT_EDITOR": ":"}
    beside = Path(sys.executable).parent
    if shutil.which("gitagile", path=result.get("PATH")) is None and (beside / "gitagile").is_file():
        result["PATH"] = f"{result.get('PATH', '')}{os.pathsep}{beside}"
    return result
