"""Bring an act that was killed to its end: forward if its commit is in HEAD, else back; at the start of every act."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gitagile.errors import Refused
from gitagile.vcs.batch import ObjectReader
from gitagile.vcs.index import IndexCopy, Put, index_draft
from gitagile.vcs.journal import VERSION, Left, journal_file, read_journal, wait_for_hooks
from gitagile.vcs.lock import ActLock, IndexLock, scratch_folder
from gitagile.vcs.log import ChangedPath, tree_changes
from gitagile.vcs.objects import EMPTY_BLOBS, TreeEntry
from gitagile.vcs.repository import Repository
from gitagile.vcs.stashes import put_back_stash
from gitagile.vcs.tips import is_ancestor
from gitagile.vcs.worktree import WorkTree, named_as_left, words_of

_ORPHANS = 10.0  # seconds to wait for a hook that outlived its gitagile
_RUBBISH = ("index.lock", "COMMIT_EDITMSG", "gitagile-index.*", ".gitagile-kept-back*")


def recover(repo: Repository, lock: ActLock, environ: Mapping[str, str], patience: float) -> tuple[str, ...]:
    """What was done, in sentences; nothing, after one `stat`, where no act was killed. To be called under the lock.

    Raises Refused where the index lock is not to be had, GitFailed or OSError where the system refuses; the journal is
    then still there, for the next command.
    """
    if not journal_file(repo).exists():
        return ()
    left = read_journal(repo)
    said: tuple[str, ...] = ()
    if left is not None:
        wait_for_hooks(repo, _ORPHANS)
        if left.facts["gitagile"] > VERSION:
            raise Refused("an act of a newer gitagile was killed here", "let that version bring it to its end")
        index_file = Path(left.facts["index"])
        if index_file.parent.is_dir():  # else GIT_INDEX_FILE named one that is gone with its folder
            repo = repo._replace(index_file=index_file)
        index_lock = IndexLock(repo)
        try:
            index_lock.take(patience)
            said = _Recovery(repo, left, lock, environ).run()
        finally:
            index_lock.release()
    _sweep(repo)
    journal_file(repo).unlink()
    return said


class _Recovery:
    """One act, found in the middle."""

    def __init__(self, repo: Repository, left: Left, lock: ActLock, environ: Mapping[str, str]) -> None:
        self._repo = repo
        self._left = left
        self._environ = environ
        self._index = IndexCopy(repo, index_draft(repo, "recovered"), environ, lock)

    def run(self) -> tuple[str, ...]:
        with ObjectReader(self._repo, self._environ) as reader:
            texts = reader.contents(dict.fromkeys(self._left.texts))
        said = put_back_stash(self._repo, self._left.last("stash"), self._environ)
        work = WorkTree(self._repo.root, scratch_folder(self._repo))
        work.resume(self._left.intent(texts))
        for path, mark in self._left.owned:
            work.own_mark(path, mark)
        self._index.copy_from(self._repo.index_file)
        try:
            ended = self._forward(work) if self._is_done() else self._back(work, texts)
        finally:
            self._index.discard()
        return (*said, *ended)

    def _is_done(self) -> bool:
        """Did the act get past the point from which on it is done?"""
        commit = self._left.last("commit")
        if commit is not None and is_ancestor(self._repo, commit, "HEAD"):
            return True
        stages = self._left.last("stages")
        if stages is not None:
            return self._index.stages(list(stages)) == {path: tuple(map(tuple, ones)) for path, ones in stages.items()}
        changes = self._index_changes()
        now = self._index.entries([one.path for one in changes])
        return bool(changes) and all(_oid_at(now, one) == one.after_oid for one in changes)

    def _index_changes(self) -> tuple[ChangedPath, ...]:
        before, after = self._left.last("user_tree"), self._left.last("index_tree")
        return tree_changes(self._repo, before, after) if after else ()

    def _forward(self, work: WorkTree) -> tuple[str, ...]:
        changes = self._index_changes()
        now = self._index.entries([one.path for one in changes])
        puts = [_put(one) for one in changes if _oid_at(now, one) == one.before_oid]
        staged = [one.path for one in changes if _oid_at(now, one) not in (one.before_oid, one.after_oid)]
        if puts:
            self._index.put(puts)
            self._index.refresh()
            self._index.install(self._repo.index_file)
        commit = self._left.last("commit")
        done = f"was completed{f': {commit}' if commit else ''}"
        return (f"an act that was killed {done}", *named_as_left(staged, "staged since"), *words_of(work.finish()))

    def _back(self, work: WorkTree, texts: Mapping[str, bytes]) -> tuple[str, ...]:
        remains = work.put_back()
        if remains.failed:
            raise Refused("an act that was killed could not be taken back", "make room on the disk, then try again")
        lost = [m["path"] for m in self._left.facts["marks"] if m["before"] and m["before"][0] not in texts]
        return (
            "an act that was killed was taken back",
            *named_as_left(lost, "its old text is gone"),
            *words_of(remains),
        )


def _oid_at(entries: Mapping[str, tuple[TreeEntry, bool]], change: ChangedPath) -> str | None:
    """What the index holds there; of an announced file (`git add -N`) nothing, as a tree would."""
    if change.path not in entries:
        return None
    oid = entries[change.path][0].oid
    return None if oid in EMPTY_BLOBS and change.before_oid is None and change.after_oid != oid else oid


def _put(change: ChangedPath) -> Put:
    if change.after_oid is None:
        return Put(change.path, None, "0" * len(change.before_oid or ""))
    return Put(change.path, change.mode, change.after_oid)


def _sweep(repo: Repository) -> None:
    """Remove unfinished files that nobody will ask for again."""
    folder = scratch_folder(repo)
    for pattern in _RUBBISH:
        for file in folder.glob(pattern):
            file.unlink(missing_ok=True)
