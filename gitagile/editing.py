"""Editing: the files of one act, collected and then committed together or not at all."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from .errors import Refused
from .model.backlog import Backlog
from .vcs.change import Change, Outcome
from .vcs.message import Message

if TYPE_CHECKING:
    from .vcs.transaction import Transaction
    from .workspace import Workspace

Edit = Callable[[bytes], bytes]


class _Plan(NamedTuple):
    """What shall happen to one file: the edits to make, and where it shall lie."""

    path: str | None
    target: str | None
    edits: tuple[Edit, ...] = ()
    generated: bool = False

    def as_change(self) -> Change:
        edits = self.edits
        joined = (lambda content: reduce(lambda text, edit: edit(text), edits, content)) if edits else None
        return Change(self.path, self.target, joined, self.generated)


class Editing:
    """The files of one act. Nothing is written before `commit`; without a transaction nothing is written at all."""

    def __init__(self, workspace: Workspace, transaction: Transaction | None) -> None:
        self.workspace = workspace
        self._transaction = transaction
        self._plans: dict[str, _Plan] = {}
        self._targets: set[str] = set()
        self._backlog: Backlog | None = None

    @property
    def is_dry(self) -> bool:
        """Whether this only shows what would happen."""
        return self._transaction is None

    @property
    def backlog(self) -> Backlog:
        """The whole backlog as it is now."""
        if self._backlog is None:
            self._backlog = self.workspace.backlog()
        return self._backlog

    def edit(self, path: str, edit: Edit) -> None:
        """Change the bytes of a file; several edits of one file follow each other."""
        plan = self._plans.get(path, _Plan(path, path))
        self._plans[path] = plan._replace(edits=(*plan.edits, edit))

    def move(self, path: str, target: str) -> None:
        """Put a file elsewhere, with its edits if there are any. Refused where another file lies there already."""
        if path == target:
            return
        self._take_place(target, "rename one of the two files with `git mv`")
        self._plans[path] = self._plans.get(path, _Plan(path, path))._replace(target=target)

    def create(self, path: str, text: str | bytes) -> None:
        """Add a file that must not be there yet."""
        self._take_place(path)
        content = text.encode("utf-8", "replace") if isinstance(text, str) else text
        self._plans[path] = _Plan(None, path, (lambda _: content,))

    def replace(self, path: str, text: str | Edit) -> None:
        """Write a generated file whole, whatever stood there; or what an edit makes of that (b"" where nothing did)."""
        edit = text if callable(text) else lambda _: text.encode("utf-8")
        self._plans[path] = _Plan(path, path, (edit,), generated=True)

    def remove(self, path: str) -> None:
        """Take a generated file away, or an item that no other branch has seen yet."""
        self._plans[path] = _Plan(path, None, generated=True)

    def commit(self, message: Message) -> Outcome:
        """Do it all in one commit (or stage it, or only write it, as the config says)."""
        changes = [plan.as_change() for plan in self._plans.values()]
        if self._transaction is not None:
            return self._transaction.commit(changes, str(message))
        for plan in self._plans.values():
            self._try(plan)
        return Outcome(None, tuple(path for change in changes for path in change.paths[-1:]))

    def _take_place(self, target: str, hint: str | None = None) -> None:
        """Take a place; Refused where a file lies already, or where another file of this act will lie."""
        if (self.workspace.root / target).exists():
            raise Refused(f"{target} exists already", hint)
        if target in self._targets:
            raise Refused(f"two files of this act would both become {target}", "rename one of them with `git mv`")
        self._targets.add(target)

    def _try(self, plan: _Plan) -> None:
        """Make the edits on the working tree's text, to find out whether they can be made."""
        content = b"" if plan.generated or plan.path is None else self.workspace.content(plan.path)
        for edit in plan.edits:
            content = edit(content)
