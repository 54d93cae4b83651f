"""What the start and the close of a sprint freeze of model work: metrics, what moved them, and gates.

Nothing of it stops a sprint: a metric that cannot be measured is recorded as unavailable, with a remark.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...config.record import Config
from ...errors import GitagileError
from ...evidence.ladder import HEAD, Ladder, open_ladder
from ...evidence.moment import Moment
from ...evidence.wanted import Wanted
from ...model.item import Item
from ...model.ledger import FrozenGate, Ledger, MetricValue, MovingCommit, ParamChange
from ...model.measurement import UNAVAILABLE, Measurement
from ...model.sprint import Sprint
from ...workspace import Workspace
from .between import changed_params, code_between
from .gates import GateRow, has_gates, judge_items
from .metric_names import MetricNames
from .metrics import known_direction, start_of

MOST_COMMITS = 20
"""So many commits that moved the metrics are kept."""


class Frozen(NamedTuple):
    """What was frozen of the metrics, and what must be said of it."""

    values: tuple[MetricValue, ...]
    params: tuple[ParamChange, ...] = ()
    moved_by: tuple[MovingCommit, ...] = ()
    remarks: tuple[str, ...] = ()


def start_metrics(workspace: Workspace, sprint: Sprint) -> Frozen:
    """The focus metrics of a sprint and the config's, as they stand: in the last commit, else in the working tree."""
    return _or_remark(workspace, sprint.focus_metrics, names_of(workspace.config, sprint))


def close_metrics(workspace: Workspace, sprint: Sprint, ledger: Ledger) -> Frozen:
    """The same at the close, for what was measured at the start too, with what moved the metrics in between."""
    names = names_of(workspace.config, sprint, ledger)
    return _or_remark(workspace, sprint.focus_metrics, names, since=start_of(workspace, ledger))


def names_of(config: Config, sprint: Sprint, ledger: Ledger | None = None) -> tuple[str, ...]:
    """The metrics of a sprint: its focus, the config's, and what its start froze."""
    started = ledger.start_metrics or () if ledger else ()
    known = (*(metric.name for metric in config.metrics), *(one.name for one in started))
    return tuple(dict.fromkeys((*sprint.focus_metrics, *known)))


def _or_remark(workspace: Workspace, focus: Sequence[str], names: Sequence[str], since: str | None = None) -> Frozen:
    try:
        return _measured(workspace, focus, names, since)
    except GitagileError as error:
        return Frozen((), remarks=(f"no metric could be measured: {error}",))


def _measured(workspace: Workspace, focus: Sequence[str], names: Sequence[str], since: str | None = None) -> Frozen:
    """The metrics by name; `since` is the commit that started the sprint, where what lies behind is asked for too."""
    with open_ladder(workspace.repository, workspace.config.mlflow_stores, workspace.environ) as ladder:
        moments = [one for one in (ladder.at(HEAD), ladder.at(None)) if isinstance(one, Moment)]
        found = MetricNames(workspace, moments)
        metrics = tuple(dict.fromkeys(one for name in names for one in found.named(name)))
        pairs = tuple(zip(metrics, *ladder.measure(metrics, (HEAD, None)), strict=True))
        behind = Frozen(()) if since is None else _behind(workspace, ladder, metrics, since)
    values, remarks = [], []
    for one, committed, lying in pairs:
        chosen = lying if committed.found == UNAVAILABLE != lying.found else committed
        values.append(value_of(chosen, known_direction(workspace.config, one.name)))
        remarks += _remarks(committed, lying) if one.name in focus else []
    return behind._replace(values=tuple(values), remarks=tuple(remarks))


def value_of(one: Measurement, direction: str) -> MetricValue:
    """A measurement as a ledger keeps it."""
    return MetricValue(one.name, one.raw or None, one.found, one.source, one.reason, direction, one.proof)


def _remarks(committed: Measurement, lying: Measurement) -> list[str]:
    if committed.found == UNAVAILABLE == lying.found:
        return [f"{committed.name} is unavailable: {committed.reason}"]
    if committed.is_number and lying.is_number and committed.value != lying.value:
        said = f"{committed.name} is {lying.raw} in the working tree, {committed.raw} in the last commit"
        return [f"{said}: what is committed was kept"]
    return [] if committed.is_number or lying.is_number else [f"{committed.name} has no value: {committed.reason}"]


def _behind(workspace: Workspace, ladder: Ladder, metrics: Iterable[Wanted], since: str) -> Frozen:
    """The parameters that changed since the start, and the commits that touched the files behind the metrics."""
    start, close = ladder.at(since), ladder.at(HEAD)
    if not isinstance(start, Moment) or not isinstance(close, Moment):
        return Frozen(())
    commits, _ = code_between(workspace, start, close, (one.path for one in metrics if one.path))
    moved = (MovingCommit(one.commit, one.subject) for one in commits if one.moved)
    return Frozen((), changed_params(start, close), tuple(moved)[:MOST_COMMITS])


def frozen_gates(workspace: Workspace, items: Sequence[Item], *, revision: str | None = None) -> tuple[FrozenGate, ...]:
    """The gates of a sprint's items as they stand at a revision, None: the working tree."""
    asked = [item for item in items if has_gates(workspace.config, item)]
    return tuple(map(frozen_gate, judge_items(workspace, asked, revision=revision))) if asked else ()


def frozen_gate(row: GateRow) -> FrozenGate:
    """A judged gate as a ledger keeps it."""
    result = row.result
    rest = result.value, result.baseline, result.reason, row.demanded_by, row.gate.metric
    return FrozenGate(row.id, result.demand, result.result, *rest)
