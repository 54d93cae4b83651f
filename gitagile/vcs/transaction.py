"""Commit exactly the paths of one act, or nothing: the public door of this room for everything that writes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from gitagile.errors import Refused, WrongPlace
from gitagile.vcs.attempt import Attempt, add_hint
from gitagile.vcs.batch import ObjectReader
from gitagile.vcs.change import Change, Edit, HeadMoved, Mode, Outcome, check_changes
from gitagile.vcs.desk import Desk
from gitagile.vcs.hooks import Hooks
from gitagile.vcs.index import IndexCopy, index_draft
from gitagile.vcs.journal import Journal, journal_file
from gitagile.vcs.lock import ActLock, IndexLock
from gitagile.vcs.repository import Repository
from gitagile.vcs.settings import read_settings
from gitagile.vcs.state import how_to_end, operation_in_progress

__all__ = ["Change", "Edit", "HeadMoved", "Mode", "Outcome", "Transaction", "open_transaction"]

_TRIES = 5  # times an act is worked out anew because HEAD moved meanwhile
_PATIENCE = 30.0  # seconds to wait for another process


def open_transaction(
    repo: Repository, *, mode: Mode, environ: Mapping[str, str] | None = None, patience: float = _PATIENCE
) -> Transaction:
    """A transaction for one act, to be used in a `with` block; what the act depends on is to be read inside it.

    mode: 'auto' commits; 'stage' changes index and working tree; 'none' changes the working tree alone.
    patience: seconds to wait for another gitagile, or another git that writes.
    """
    return Transaction(repo, mode, os.environ if environ is None else environ, patience)


class Transaction:
    """Holds gitagile's lock and git's index lock while open. Nobody else commits or stages here in that time."""

    def __init__(self, repo: Repository, mode: Mode, environ: Mapping[str, str], patience: float) -> None:
        self._repo = repo
        self._mode = mode
        self._environ = environ
        self._patience = patience
        self._open_things = ExitStack()
        self._desk: Desk | None = None
        self._spent = False
        self._recovered: tuple[str, ...] = ()

    def __enter__(self) -> Self:
        """Raises WrongPlace (a merge in progress, conflicts, no working tree) or Refused (no lock to be had)."""
        try:
            self._desk = self._open()
        except BaseException as problem:
            self._release()
            add_hint(problem, self._recovered)
            _as_refusal(problem)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._release()
        add_hint(error, self._recovered)

    def commit(self, changes: Iterable[Change], message: str) -> Outcome:
        """Carry the act out; once per transaction. `message` is str(Message).

        Where it raises (Refused, WrongPlace, GitFailed, or what an edit raises), HEAD, index and working tree are byte
        for byte as before. An edit may be called more than once: HEAD may move under our hands, and then the act is
        worked out anew.
        """
        if self._desk is None or self._spent:
            raise RuntimeError("a transaction commits once, inside its `with` block")
        self._spent = True
        changes = tuple(changes)
        check_changes(changes)
        try:
            outcome = self._try(self._desk, changes, message)
        except OSError as problem:
            _as_refusal(problem)
            raise
        finally:
            hooks = self._desk.hooks
            self._release()
        outcome = outcome._replace(warnings=(*self._recovered, *outcome.warnings))
        return _with_post_commit(hooks, outcome)

    def _open(self) -> Desk:
        if self._repo.bare:
            raise WrongPlace("a bare repository has no working tree to change", "work in a clone of it")
        act_lock = ActLock(self._repo)
        self._open_things.callback(act_lock.release)
        act_lock.take(self._patience)
        if journal_file(self._repo).exists():
            from gitagile.vcs.recovery import recover  # late: acts are seldom killed

            self._recovered = recover(self._repo, act_lock, self._environ, self._patience)
        index_lock = IndexLock(self._repo)
        self._open_things.callback(index_lock.release)
        index_lock.take(self._patience)
        operation = operation_in_progress(self._repo)
        if operation is not None:
            raise WrongPlace(f"git is in the middle of a {operation}", how_to_end(operation))
        return self._lay_out(act_lock)

    def _lay_out(self, act_lock: ActLock) -> Desk:
        settings = read_settings(self._repo)
        user = IndexCopy(self._repo, index_draft(self._repo, "user"), self._environ, act_lock)
        heads = IndexCopy(self._repo, index_draft(self._repo, "head"), self._environ, act_lock)
        journal = Journal(self._repo)
        reader = ObjectReader(self._repo, self._environ)
        for close in (journal.leave, heads.discard, user.discard, reader.close):
            self._open_things.callback(close)
        user.copy_from(self._repo.index_file)
        return Desk(
            repo=self._repo,
            mode=self._mode,
            environ=self._environ,
            settings=settings,
            hooks=Hooks(self._repo, settings, self._environ, journal),
            reader=reader,
            act_lock=act_lock,
            journal=journal,
            user=user,
            heads=heads,
            user_tree=user.write_tree(),
        )

    def _try(self, desk: Desk, changes: tuple[Change, ...], message: str) -> Outcome:
        for left in reversed(range(_TRIES)):
            try:
                return Attempt(desk, changes, message).run()
            except HeadMoved:
                if not left:
                    raise
                desk.user.copy_from(self._repo.index_file)
        raise AssertionError("unreachable")

    def _release(self) -> None:
        self._desk = None
        self._open_things.close()


def _as_refusal(problem: BaseException) -> None:
    """A full disk or a folder without write permission is a refusal, told in one sentence."""
    if isinstance(problem, OSError):
        where = f" {problem.filename}" if problem.filename else ""
        raise Refused(f"could not write{where}: {problem.strerror or problem}", "nothing was changed") from problem


def _with_post_commit(hooks: Hooks, outcome: Outcome) -> Outcome:
    """Run post-commit without the locks, so that it may call git and gitagile itself."""
    if outcome.commit is None:
        return outcome
    ended = hooks.run("post-commit")
    if ended.code == 0:
        return outcome
    warning = f"the post-commit hook failed after the commit was made: {ended.words or ended.code}"
    return Outcome(outcome.commit, outcome.paths, (*outcome.warnings, warning))
