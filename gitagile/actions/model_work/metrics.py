"""Metrics at two moments, each with where it was found, how it moved, and what lies between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...analytics.gate_check import UNKNOWN, Delta, metric_delta
from ...config.record import Config
from ...errors import Refused, UsageError
from ...evidence.ladder import HEAD, Ladder, open_ladder
from ...evidence.moment import Moment
from ...evidence.printed import TEXT, Printed, number_in
from ...evidence.wanted import Wanted
from ...model.backlog import find_sprint
from ...model.days import read_instant
from ...model.ledger import DONE, Ledger, MetricValue
from ...model.measurement import Measurement
from ...model.sprint import Sprint, active_sprint
from ...store import layout
from ...vcs.between import commit_that_added
from ...vcs.moments import end_of_line_at
from ...workspace import Workspace
from ..ledgers import ledger_of
from .between import Between, CodeCommit, ItemStep, between
from .metric_names import Chosen, MetricNames

WORK_TREE = "the working tree"


class MetricRow(NamedTuple):
    """One metric at two moments; None where it was not measured then. `source` is the file or run it was read from.

    `direction` is empty where no config says whether more or less is better: its delta then counts more as better.
    """

    name: str
    source: str
    start: Measurement | None
    close: Measurement | None
    delta: Delta
    direction: str


class Point(NamedTuple):
    """One of the two moments: what it is called, and its commit (None: a working tree, or a frozen value)."""

    called: str
    commit: str | None = None


class MetricsReport(NamedTuple):
    """Metrics from `start` to `close`. `notes` say what could not be read."""

    start: Point
    close: Point
    rows: tuple[MetricRow, ...]
    between: Between = Between()
    notes: tuple[str, ...] = ()


class _Span(NamedTuple):
    """From which revision to which (None: the working tree), what they are called, and the ledger that has values.

    `is_strict`: a metric that nothing here has is an error, not a row that says so.
    """

    start: str | None
    close: str | None
    start_called: str
    close_called: str
    ledger: Ledger | None = None
    is_strict: bool = True


def compare_metrics(
    workspace: Workspace, start: str | None, close: str | None, names: Sequence[str] = ()
) -> MetricsReport:
    """Metrics at two revisions (None: the working tree): those named, else the config's, else all that are declared.

    UsageError for a revision that is none here, or a metric that nothing here has.
    """
    return _compare(workspace, _Span(start, close, start or WORK_TREE, close or WORK_TREE), names)


def current_metrics(workspace: Workspace, names: Sequence[str] = ()) -> MetricsReport:
    """From the start of the running sprint to the working tree; without a running sprint from the last commit on."""
    sprint = active_sprint(workspace.backlog().sprints)
    if sprint is not None and ledger_of(workspace, sprint.id) is not None:
        return sprint_metrics(workspace, sprint.id, names)
    return compare_metrics(workspace, HEAD, None, names)


def sprint_metrics(workspace: Workspace, text: str, names: Sequence[str] = ()) -> MetricsReport:
    """From the start of a sprint to its close, or to the working tree while it runs: as its ledger has them.

    What the ledger does not have is measured at the commits of then. Refused for a sprint that was not started.
    """
    sprint = find_sprint(workspace.backlog(), text)
    ledger = ledger_of(workspace, sprint.id)
    if ledger is None:
        hint = f"`gitagile sprint start {sprint.id}` freezes its metrics"
        raise Refused(f"the sprint {sprint.id} is not started", hint)
    ledger = ledger._replace(sprint=sprint.id)
    rows = ledger_metrics(workspace.config, ledger)
    if ledger.is_closed and rows and {*names} <= {row.name for row in rows}:
        return _frozen(sprint, ledger, tuple(row for row in rows if not names or row.name in names))
    close = end_of_line_at(workspace.repository, HEAD, _second(ledger.closed)) if ledger.closed else None
    ending = f"the close of {sprint.id}" if ledger.is_closed else WORK_TREE
    return _compare(workspace, _since_start(workspace, ledger, close, ending), names)


def running_metrics(workspace: Workspace, ledger: Ledger, revision: str | None, names: Sequence[str]) -> MetricsReport:
    """Some metrics of a sprint from its start to a revision (None: the working tree); none of them is an error."""
    span = _since_start(workspace, ledger, revision, WORK_TREE if revision is None else revision[:8])
    return _compare(workspace, span._replace(is_strict=False), names)


def _since_start(workspace: Workspace, ledger: Ledger, close: str | None, called: str) -> _Span:
    return _Span(start_of(workspace, ledger), close, f"the start of {ledger.sprint}", called, ledger)


def start_of(workspace: Workspace, ledger: Ledger) -> str:
    """The commit that started a sprint; where it is not committed yet, the last one before its start."""
    repository, path = workspace.repository, layout.ledger_file(ledger.sprint)
    return commit_that_added(repository, path) or end_of_line_at(repository, HEAD, _second(ledger.started)) or HEAD


def _second(stamp: str | None) -> int:
    instant = read_instant(stamp)
    return int(instant.timestamp()) if instant else 0


def _compare(workspace: Workspace, span: _Span, names: Sequence[str]) -> MetricsReport:
    with open_ladder(workspace.repository, workspace.config.mlflow_stores, workspace.environ) as ladder:
        start, close = _moment(ladder, span.start), _moment(ladder, span.close)
        chosen = _chosen(MetricNames(workspace, (start, close)), names, is_strict=span.is_strict)
        rows = measured_rows(workspace.config, ladder, chosen.metrics, (span.start, span.close))
        if span.ledger is not None:
            rows = tuple(_with_frozen(row, span.ledger) for row in rows)
        found = between(workspace, start, close, (one.path for one in chosen.metrics if one.path))
    points = (Point(span.start_called, _commit(start)), Point(span.close_called, _commit(close)))
    return MetricsReport(*points, rows, found, chosen.notes if rows else (*chosen.notes, *_of_stores(ladder, span)))


def _of_stores(ladder: Ladder, span: _Span) -> tuple[str, ...]:
    """Why no metric was found where there are MLflow stores."""
    if not ladder.stores:
        return ()
    places = ", ".join(store.path for store in ladder.stores)
    said = f"no finished run in {places} is of {span.start_called} or {span.close_called}"
    return (f"{said}: a run belongs to the commit that its code was at",)


def _chosen(found: MetricNames, names: Sequence[str], *, is_strict: bool) -> Chosen:
    if not is_strict:
        return Chosen(tuple(dict.fromkeys(one for name in names for one in found.named(name))))
    return found.asked(names) if names else found.all()


def _moment(ladder: Ladder, revision: str | None) -> Moment:
    moment = ladder.at(revision)
    if isinstance(moment, Moment):
        return moment
    if revision == HEAD:
        raise Refused("there is no commit yet to compare with", "`git commit` makes one; `--from REV` names another")
    raise UsageError(moment, "name a commit, a branch or a tag")


def _commit(moment: Moment) -> str | None:
    return None if moment.is_work else moment.commit


def measured_rows(
    config: Config, ladder: Ladder, metrics: Sequence[Wanted], revisions: tuple[str | None, str | None]
) -> tuple[MetricRow, ...]:
    """Each metric at two revisions, on an open ladder."""
    starts, closes = ladder.measure(metrics, revisions)
    return tuple(
        row_of(one.name, (start, close), known_direction(config, one.name), one.path)
        for one, start, close in zip(metrics, starts, closes, strict=True)
    )


def known_direction(config: Config, name: str) -> str:
    """`up` or `down` as the config says, empty where it does not know the metric."""
    return next((one.direction for one in config.metrics if one.name == name), "")


def row_of(
    name: str, pair: tuple[Measurement | None, Measurement | None], direction: str, source: str = ""
) -> MetricRow:
    """A metric with how it moved."""
    start, close = pair
    if start is None or close is None:
        delta = Delta(UNKNOWN, reason="it was measured at one of the two moments alone")
    else:
        delta = metric_delta(start, close, direction)
    known = next((one.source for one in (close, start) if one is not None and one.source), "")
    return MetricRow(name, source or known, start, close, delta, direction)


def ledger_metrics(config: Config, ledger: Ledger) -> tuple[MetricRow, ...]:
    """The metrics as a sprint's ledger holds them, no history needed; what was not measured is None."""
    starts, closes = ({one.name: one for one in found or ()} for found in (ledger.start_metrics, ledger.close_metrics))
    return tuple(_row(config, starts.get(name), closes.get(name)) for name in dict.fromkeys((*starts, *closes)))


def _row(config: Config, start: MetricValue | None, close: MetricValue | None) -> MetricRow:
    known = [one for one in (close, start) if one is not None]
    name = known[0].name
    direction = next((one.direction for one in known if one.direction), "") or known_direction(config, name)
    return row_of(name, (measurement_of(start), measurement_of(close)), direction)


def measurement_of(value: MetricValue | None) -> Measurement | None:
    """A value of a ledger as a measurement."""
    if value is None:
        return None
    raw = "" if value.value is None else str(value.value)
    number, reason = (None, value.reason) if value.value is None else number_in(Printed(raw, TEXT))
    said = value.reason or (f"{value.name} {reason}" if reason else "") or ("" if raw else "it was not measured")
    return Measurement(value.name, number, raw, value.found, value.source, said if number is None else "", value.proof)


def _with_frozen(row: MetricRow, ledger: Ledger) -> MetricRow:
    """A row with the values that a ledger holds, where those are numbers."""
    start, close = (_frozen_value(row.name, found) for found in (ledger.start_metrics, ledger.close_metrics))
    return row_of(row.name, (start or row.start, close or row.close), row.direction, row.source)


def _frozen_value(name: str, values: Iterable[MetricValue] | None) -> Measurement | None:
    found = next((measurement_of(one) for one in values or () if one.name == name), None)
    return found if found is not None and found.is_number else None


def _frozen(sprint: Sprint, ledger: Ledger, rows: tuple[MetricRow, ...]) -> MetricsReport:
    """A closed sprint's metrics, and what its ledger says lay between."""
    status = {one.id: one.status for one in ledger.committed}
    done = (row for row in ledger.outcome if row.result == DONE)
    found = Between(
        items=tuple(ItemStep(row.id, row.title, status.get(row.id), DONE) for row in done),
        commits=tuple(CodeCommit(one.commit, 0, one.subject) for one in ledger.moved_by),
        params=ledger.params,
    )
    return MetricsReport(Point(f"the start of {sprint.id}"), Point(f"the close of {sprint.id}"), rows, found)
