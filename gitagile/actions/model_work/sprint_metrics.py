"""What a sprint's summary says of model work: its metrics from start to close, its gates, and what moved them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...evidence.ladder import HEAD
from ...model.item import Item
from ...model.ledger import FrozenGate, Ledger, MovingCommit, ParamChange
from ...model.measurement import UNAVAILABLE, Measurement
from ...model.sprint import Sprint
from ...vcs.moments import end_of_line_at
from ...workspace import Workspace
from .freezing import frozen_gates, names_of
from .metrics import MetricRow, ledger_metrics, running_metrics


class SprintMetrics(NamedTuple):
    """Metrics and gates of a sprint. `focus` are the names it was about; `called` the two moments in words."""

    rows: tuple[MetricRow, ...] = ()
    gates: tuple[FrozenGate, ...] = ()
    params: tuple[ParamChange, ...] = ()
    moved_by: tuple[MovingCommit, ...] = ()
    focus: tuple[str, ...] = ()
    called: tuple[str, str] = ("the start", "the close")


def frozen_metrics(workspace: Workspace, sprint: Sprint, ledger: Ledger) -> SprintMetrics:
    """As the ledger holds them: no history, no file is asked. Of a running sprint only what its start froze."""
    rows = _told(ledger_metrics(workspace.config, ledger), sprint.focus_metrics)
    return SprintMetrics(rows, ledger.gates, ledger.params, ledger.moved_by, sprint.focus_metrics)


def metrics_now(
    workspace: Workspace, sprint: Sprint, ledger: Ledger, *, items: Sequence[Item], until: tuple[str, int] | None
) -> SprintMetrics:
    """Of a running sprint as it stands now, or at the end of a line at an instant (`until`: revision and second)."""
    revision = None if until is None else end_of_line_at(workspace.repository, *until) or HEAD
    gates, focus = frozen_gates(workspace, items, revision=revision), sprint.focus_metrics
    names = names_of(workspace.config, sprint, ledger)
    if not names:
        return SprintMetrics(gates=gates)
    report = running_metrics(workspace, ledger, revision, names)
    moved = tuple(MovingCommit(one.commit, one.subject) for one in report.between.commits if one.moved)
    called = (report.start.called, report.close.called)
    return SprintMetrics(_told(report.rows, focus), gates, report.between.params, moved, focus, called)


def _told(rows: Sequence[MetricRow], focus: Sequence[str]) -> tuple[MetricRow, ...]:
    """The focus first, then what else was found at all."""
    first = [row for name in focus for row in rows if row.name == name]
    rest = [row for row in rows if row not in first and any(map(_is_found, (row.start, row.close)))]
    return (*first, *rest)


def _is_found(one: Measurement | None) -> bool:
    return one is not None and one.found != UNAVAILABLE
