"""One attempt at an act, under the locks: edit three layers, write, record; put everything back where that fails."""

from __future__ import annotations

from gitagile.errors import GitagileError, Refused
from gitagile.vcs.change import Change, Outcome
from gitagile.vcs.commit import commit_object, final_message, move_head
from gitagile.vcs.desk import Desk
from gitagile.vcs.index import IndexCopy, Put
from gitagile.vcs.layers import Edited
from gitagile.vcs.lock import scratch_folder
from gitagile.vcs.log import ChangedPath, tree_changes
from gitagile.vcs.plan import Plan, make_plan, steps_of, stored_texts
from gitagile.vcs.precommit import Draft, draft_of, pass_pre_commit
from gitagile.vcs.staging import build_tree
from gitagile.vcs.state import is_detached
from gitagile.vcs.tips import is_ancestor
from gitagile.vcs.worktree import WorkTree, words_of


class Attempt:
    """One try. When `run` raises, HEAD, index and working tree are as before, or the next command makes them so."""

    def __init__(self, desk: Desk, changes: tuple[Change, ...], message: str) -> None:
        self._desk = desk
        self._changes = changes
        self._message = message
        self._work = WorkTree(desk.repo.root, scratch_folder(desk.repo))
        self._commit: str | None = None

    def run(self) -> Outcome:
        """Do it. Raises HeadMoved, Refused, WrongPlace or GitFailed, or what an edit raises."""
        plan = make_plan(self._desk, self._changes, self._work)
        if not plan.paths:
            return Outcome(None, ())
        self._write_down(plan)
        try:
            self._work.carry_out()
            outcome = self._record(plan)
        except BaseException as problem:
            completed = self._end_badly(plan, problem)
            if completed is None:
                raise
            return completed
        return self._end_well(outcome)

    def _write_down(self, plan: Plan) -> None:
        desk = self._desk
        intent = self._work.intend(steps_of(plan.edited, self._work))
        index = str(desk.repo.index_file)
        desk.journal.begin(intent, stored_texts(plan.edited), desk.user_tree, index=index, user_tree=desk.user_tree)

    def _record(self, plan: Plan) -> Outcome:
        if self._desk.mode == "none":
            return Outcome(None, plan.paths)
        if self._desk.mode == "stage":
            puts = _index_puts(plan.edited, self._desk.user_tree).values()
            self._install(build_tree(self._desk, self._desk.user, puts))
            return Outcome(None, plan.paths)
        return self._record_commit(plan)

    def _record_commit(self, plan: Plan) -> Outcome:
        desk = self._desk
        index = desk.user if plan.nothing_staged else self._index_of_head(plan.head)
        draft = draft_of(desk, index, plan.edited, desk.user_tree)
        if draft.tree == plan.head_tree:
            self._install(self._prepare_users_index(plan, draft, ()))
            return Outcome(None, plan.paths)
        draft = pass_pre_commit(desk, self._work, draft)
        if draft.tree == plan.head_tree:
            raise Refused("the pre-commit hook took the whole change back", "nothing was changed")
        message = final_message(desk, self._message, index)
        index_tree = self._prepare_users_index(plan, draft, self._hooked(draft))
        self._commit = commit_object(desk, tree=draft.tree, parent=plan.head, message=message)
        desk.journal.note(commit=self._commit, index_tree=index_tree)
        move_head(desk, new=self._commit, old=plan.head, message=message)
        desk.user.install(desk.repo.index_file)
        return Outcome(self._commit, plan.paths, (*_detached(desk), *draft.warnings))

    def _hooked(self, draft: Draft) -> tuple[ChangedPath, ...]:
        """What a hook put into the commit beyond our own entries."""
        return tree_changes(self._desk.repo, draft.built, draft.tree) if draft.tree != draft.built else ()

    def _index_of_head(self, head: str | None) -> IndexCopy:
        index = self._desk.heads
        index.copy_from(self._desk.repo.index_file)
        index.load(head)
        return index

    def _prepare_users_index(self, plan: Plan, draft: Draft, hooked: tuple[ChangedPath, ...]) -> str:
        """Where nothing was staged the commit's index is the user's; else the same edits go into what they staged.

        The tree that the user's index then makes.
        """
        if plan.nothing_staged:
            return draft.tree
        puts = _index_puts(plan.edited, self._desk.user_tree)
        untouched = {path for one in plan.edited if one.index_is_head for path in one.layers.change.paths}
        puts.update({put.path: put for put in draft.puts if put.path in untouched})
        for changed in hooked:
            if changed.path in untouched or (changed.path not in puts and self._is_unstaged(plan, changed.path)):
                mode = changed.mode if changed.after_oid else None
                puts[changed.path] = Put(changed.path, mode, changed.after_oid or "0" * len(draft.tree))
        return build_tree(self._desk, self._desk.user, puts.values())

    def _is_unstaged(self, plan: Plan, path: str) -> bool:
        staged, committed = self._desk.reader.identify((f"{self._desk.user_tree}:{path}", f"{plan.head}:{path}"))
        return staged == committed

    def _install(self, index_tree: str) -> None:
        self._desk.journal.note(index_tree=index_tree)
        self._desk.user.install(self._desk.repo.index_file)

    def _end_well(self, outcome: Outcome) -> Outcome:
        """The act is done. What it leaves to tidy up must not look like its failure."""
        try:
            said = words_of(self._work.finish())
            self._desk.journal.end()
        except (OSError, Refused) as problem:
            self._desk.journal.leave()
            said = (f"the act is done, but tidying up was refused ({problem}); the next gitagile command does it",)
        return Outcome(outcome.commit, outcome.paths, (*outcome.warnings, *said))

    def _end_badly(self, plan: Plan, problem: BaseException) -> Outcome | None:
        """Put everything back; unless HEAD has our commit already: then complete it, which is no failure any more."""
        if self._commit is not None and is_ancestor(self._desk.repo, self._commit, "HEAD"):
            return self._complete(plan, problem)
        remains = self._work.put_back()
        if remains.failed:
            self._desk.journal.leave()
            add_hint(problem, ("not everything could be put back: the next gitagile command does it",))
        else:
            self._desk.journal.end()
            add_hint(problem, words_of(remains))
        return None

    def _complete(self, plan: Plan, problem: BaseException) -> Outcome | None:
        try:
            if self._desk.user.path.exists():
                self._desk.user.install(self._desk.repo.index_file)
        except OSError:
            self._desk.journal.leave()  # the next command's recovery does it
        outcome = self._end_well(Outcome(self._commit, plan.paths))
        if isinstance(problem, Exception):
            return outcome
        problem.add_note(f"committed as {self._commit} all the same")
        return None


def add_hint(problem: BaseException | None, words: tuple[str, ...]) -> None:
    """Say more with an error that a person will read."""
    if words and isinstance(problem, GitagileError):
        problem.hint = "; ".join((*filter(None, (problem.hint,)), *words))


def _index_puts(edited: tuple[Edited, ...], like: str) -> dict[str, Put]:
    return {put.path: put for one in edited for put in one.index_puts(like)}


def _detached(desk: Desk) -> tuple[str, ...]:
    if not is_detached(desk.repo):
        return ()
    return ("HEAD is detached: the commit is on no branch (`git switch -c <name>` gives it one)",)
