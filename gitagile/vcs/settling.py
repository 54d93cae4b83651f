"""Settle conflicts of a merge that stopped: files and index entries of given paths, and nothing else; no commit."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from typing import NamedTuple

from gitagile.errors import Refused
from gitagile.vcs.lock import ActLock, scratch_folder
from gitagile.vcs.objects import write_blobs
from gitagile.vcs.process import as_bytes, run
from gitagile.vcs.repository import Repository
from gitagile.vcs.worktree import WorkFile, WorkTree

_PATIENCE = 30.0  # seconds to wait for another gitagile


class Settlement(NamedTuple):
    """What one path shall be. `stages` are index entries (stage, mode, bytes); none: the path is gone from the index.

    `work` is what the file shall hold, None where it shall be gone; `before` what it holds now.
    """

    path: str
    stages: tuple[tuple[int, str, bytes], ...]
    work: bytes | None
    before: WorkFile | None


def work_files(repo: Repository, paths: Iterable[str]) -> dict[str, WorkFile | None]:
    """The files of the working tree at these paths. Raises Refused for links and folders."""
    tree = WorkTree(repo.root, scratch_folder(repo))
    return {path: tree.read(path) for path in paths}


def settle(repo: Repository, settlements: tuple[Settlement, ...], environ: Mapping[str, str] | None = None) -> None:
    """Write files first and then, in one step of git's, the index: a killed run is simply run again.

    Where it raises (Refused, GitFailed), the files are put back and the index is as before.
    """
    environ = os.environ if environ is None else environ
    with ExitStack() as things:
        lock = ActLock(repo)
        things.callback(lock.release)
        lock.take(_PATIENCE)
        lines = _index_lines(repo, settlements)
        tree = WorkTree(repo.root, scratch_folder(repo))
        try:
            for one in settlements:
                _write(tree, one)
            run(repo, ("update-index", "-z", "--index-info"), stdin=as_bytes(lines))
        except BaseException as problem:
            kept = tree.put_back()
            if kept:
                raise Refused(
                    f"{kept[0]} changed while gitagile was at work", "look at it, then try again"
                ) from problem
            raise
        tree.finish()
        # without their time stamps `git merge --abort` takes the files for changed, and refuses
        run(repo, ("update-index", "-q", "--unmerged", "--refresh"), ok=(0, 1))


def _write(tree: WorkTree, one: Settlement) -> None:
    now = one.before.content if one.before else None
    if now == one.work:
        return
    if one.work is not None:
        tree.write(one.path, one.before, one.work)
    elif one.before is not None:
        tree.remove(one.path, one.before)


def _index_lines(repo: Repository, settlements: tuple[Settlement, ...]) -> str:
    """Every stage of each path taken out, then its new ones put in (git-update-index(1), --index-info)."""
    contents = list(dict.fromkeys([b"", *(content for one in settlements for _, _, content in one.stages)]))
    oids = dict(zip(contents, _stored(repo, contents), strict=True))
    zeros = "0" * len(oids[b""])
    lines = []
    for one in settlements:
        lines.append(f"0 {zeros}\t{one.path}\0")
        lines += [f"{mode} {oids[content]} {stage}\t{one.path}\0" for stage, mode, content in one.stages]
    return "".join(lines)


def _stored(repo: Repository, contents: list[bytes]) -> tuple[str, ...]:
    drafts = [scratch_folder(repo) / f"settling-{number}" for number in range(len(contents))]
    try:
        for draft, content in zip(drafts, contents, strict=True):
            draft.write_bytes(content)
        return write_blobs(repo, map(str, drafts))
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)
