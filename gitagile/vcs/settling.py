"""Settle conflicts of a merge that stopped: files and index entries of given paths, and nothing else; no commit."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from typing import NamedTuple

from gitagile.errors import Refused
from gitagile.vcs.index import IndexCopy, index_draft
from gitagile.vcs.journal import Journal
from gitagile.vcs.lock import ActLock, IndexLock, scratch_folder
from gitagile.vcs.recovery import recover
from gitagile.vcs.repository import Repository, head_commit
from gitagile.vcs.steps import Step
from gitagile.vcs.texts import write_texts
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
    """Files and index entries, all or nothing, by the same journal as an act's.

    Where it raises (Refused, GitFailed), the files are put back and the index is as before.
    """
    environ = os.environ if environ is None else environ
    with ExitStack() as things:
        lock = ActLock(repo)
        things.callback(lock.release)
        lock.take(_PATIENCE)
        recover(repo, lock, environ, _PATIENCE)
        index_lock = IndexLock(repo)
        things.callback(index_lock.release)
        index_lock.take(_PATIENCE)
        index = IndexCopy(repo, index_draft(repo, "user"), environ, lock)
        things.callback(index.discard)
        journal = Journal(repo)
        things.callback(journal.leave)
        _settle(repo, settlements, index, journal)


def _settle(repo: Repository, settlements: tuple[Settlement, ...], index: IndexCopy, journal: Journal) -> None:
    oids = _stored(repo, settlements)
    tree = WorkTree(repo.root, scratch_folder(repo))
    intent = tree.intend(_steps(settlements))
    stages = {one.path: [(mode, oids[text], str(stage)) for stage, mode, text in one.stages] for one in settlements}
    journal.begin(intent, (), oids[b""], index=str(repo.index_file), stages=stages)
    try:
        tree.carry_out()
        index.copy_from(repo.index_file)
        index.put_lines(_index_lines(settlements, oids))
        index.refresh()  # without their time stamps `git merge --abort` takes the files for changed, and refuses
        index.install(repo.index_file)
    except BaseException as problem:
        _put_back(tree, journal, problem)
        raise
    try:
        tree.finish()
        journal.end()
    except OSError:
        journal.leave()  # it is done; the next command tidies up


def _put_back(tree: WorkTree, journal: Journal, problem: BaseException) -> None:
    remains = tree.put_back()
    if remains.failed:
        journal.leave()
        raise Refused("not everything could be put back", "the next gitagile command does it") from problem
    journal.end()
    if remains.named:
        raise Refused(
            f"{remains.named[0]} changed while gitagile was at work", "look at it, then try again"
        ) from problem


def _steps(settlements: tuple[Settlement, ...]) -> Iterator[Step]:
    for one in settlements:
        now = one.before.content if one.before else None
        if now != one.work:
            yield Step(one.path, one.before, one.work, durable=True)


def _index_lines(settlements: tuple[Settlement, ...], oids: Mapping[bytes, str]) -> str:
    """Every stage of each path taken out, then its new ones put in (git-update-index(1), --index-info)."""
    zeros = "0" * len(oids[b""])
    lines = []
    for one in settlements:
        lines.append(f"0 {zeros}\t{one.path}\0")
        lines += [f"{mode} {oids[content]} {stage}\t{one.path}\0" for stage, mode, content in one.stages]
    return "".join(lines)


def _stored(repo: Repository, settlements: tuple[Settlement, ...]) -> dict[bytes, str]:
    """The ids of all texts that shall be in the index, and of the empty one."""
    contents = list(dict.fromkeys([b"", *(content for one in settlements for _, _, content in one.stages)]))
    like = head_commit(repo) or "0" * 40
    return dict(zip(contents, write_texts(repo, contents, like), strict=True))
