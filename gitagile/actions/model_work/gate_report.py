"""The gate report: which items' gates are meant, how each was judged, and where each is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ...errors import UsageError
from ...model.backlog import Backlog, find_sprint
from ...model.gate import read_gate
from ...model.item import Item, order_key
from ...model.sprint import active_sprint
from ...model.workflow import DROPPED
from ...store.layout import CONFIG
from ...store.reader import document_of
from ...text.nodes import Sequence
from ...vcs.moments import commit_named
from ...workspace import Workspace
from .gates import BY_ITEM, BY_RELEASE, GateRow, has_gates, judge_items, judge_release


class GateReport(NamedTuple):
    """Gates judged at a revision as it was typed (None: the working tree), with the items they are asked of.

    `note` says whose gates these are where nobody was named, or that there are none.
    """

    rows: tuple[GateRow, ...]
    items: tuple[Item, ...] = ()
    revision: str | None = None
    note: str = ""

    @property
    def failed(self) -> int:
        """How many do not hold."""
        return sum(not row.result.passed for row in self.rows)


class Written(NamedTuple):
    """Where a gate is written: the file, and line and column from 1."""

    path: str
    line: int = 1
    column: int = 1


def gate_report(
    workspace: Workspace, texts: tuple[str, ...] = (), *, sprint: str | None = None, at: str | None = None
) -> GateReport:
    """The gates of the items named, of a sprint's items, or of the active sprint's (else of all open ones with gates).

    The demands are those of the working tree, the values those of the revision `at`. UsageError where an item, a sprint
    or a revision is none.
    """
    revision = _commit(workspace, at)
    if texts:
        return _judged(workspace, map(workspace.find, texts), (at, revision), "")
    backlog = workspace.backlog()
    chosen = find_sprint(backlog, sprint) if sprint else active_sprint(backlog.sprints)
    why = "no active sprint has gates"
    if chosen is not None:
        report = _judged(workspace, _undropped(workspace, backlog, chosen.id), (at, revision), chosen.id)
        if report.rows or sprint:
            return report
        why = report.note
    items = [one for one in backlog.live_items() if workspace.config.workflow.is_open(one.status)]
    asked = sorted((one for one in items if has_gates(workspace.config, one)), key=order_key)
    report = _judged(workspace, asked, (at, revision), "")
    return report._replace(
        note=f"{why}{': these are all open items that have' if asked else ', nor has any open item'}"
    )


def release_report(workspace: Workspace, at: str | None = None) -> GateReport:
    """The gates of a release. UsageError where the revision is none."""
    rows = judge_release(workspace, _commit(workspace, at))
    return GateReport(rows, (), at, "" if rows else "a release needs no gates: the config has no `[[release.gates]]`")


def written_places(workspace: Workspace, report: GateReport) -> tuple[Written, ...]:
    """Where each gate of a report is written, row by row."""
    by_id = {item.id: item for item in report.items}
    return tuple(_written(workspace, row, by_id.get(row.id)) for row in report.rows)


def _commit(workspace: Workspace, at: str | None) -> str | None:
    if at is None:
        return None
    named = commit_named(workspace.repository, at)
    if named is None:
        raise UsageError(f"{at!r} is no commit", "name a branch, a tag or a commit; `git fetch` may bring it")
    return named[0]


def _undropped(workspace: Workspace, backlog: Backlog, sprint: str) -> list[Item]:
    workflow = workspace.config.workflow
    items = (one for one in backlog.items_in(sprint) if workflow.category_of(one.status) != DROPPED)
    return sorted(items, key=order_key)


def _judged(
    workspace: Workspace, items: Iterable[Item], revision: tuple[str | None, str | None], sprint: str
) -> GateReport:
    """The report on some items, at a revision given as typed and as a commit; the note says who has no gates."""
    asked = {item.path: item for item in items}
    rows = judge_items(workspace, tuple(asked.values()), revision=revision[1])
    having = {row.id for row in rows}
    without = [item.id for item in asked.values() if item.id not in having]
    note = f"no gates: {', '.join(without)}" if without else ""
    if sprint:
        note = "" if rows else f"no item of {sprint} has gates"
    return GateReport(rows, tuple(one for one in asked.values() if one.id in having), revision[0], note)


def _written(workspace: Workspace, row: GateRow, item: Item | None) -> Written:
    if row.demanded_by != BY_ITEM or item is None:
        setting = "release.gates" if row.demanded_by == BY_RELEASE else f"types.{row.type}.gates"
        named = (one for one in workspace.config.written_gates if one.setting == setting)
        return next((Written(CONFIG, one.line) for one in named if read_gate(one.keys) == row.gate), Written(CONFIG))
    document = document_of(workspace.content(item.path), item.path)
    node = document.node("gates")
    if not isinstance(node, Sequence):
        return Written(item.path) if node is None else Written(item.path, *document.place_of(node))
    found = (one for one, gate in zip(node.items, item.gates, strict=False) if read_gate(gate) == row.gate)
    return next((Written(item.path, *document.place_of(one)) for one in found), Written(item.path))
