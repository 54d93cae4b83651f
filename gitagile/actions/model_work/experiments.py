"""Experiments: what was expected, what came out, what it took and what was learned, over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ...analytics.budget import BudgetRow, budget_rows
from ...analytics.stop_rule import StopProposal
from ...analytics.timebox import KEPT, OVERRUN, Span, Timebox, timebox_of
from ...analytics.workdays import calendar_of
from ...evidence.ladder import open_ladder
from ...model.backlog import find_sprint
from ...model.days import read_instant
from ...model.finding import Finding
from ...model.ids import normal_id
from ...model.item import Item
from ...model.ledger import Ledger
from ...workspace import Workspace
from ..find import list_items
from ..history.code import code_commits
from ..ledgers import ledgers
from .metrics import MetricRow
from .runs import Joined, JoinedRun, join_runs
from .stops import proposed_stops
from .trial_metric import TrialMetrics, gate_of
from .trial_spans import spans_of

TYPES = ("experiment", "spike")
CONFIRMED, REJECTED, INCONCLUSIVE, STOPPED = "confirmed", "rejected", "inconclusive", "stopped"
OPEN, NOT_SAID = "open", "not said"
"""Still open, and finished or dropped without an outcome."""
DECIDED = (CONFIRMED, REJECTED, INCONCLUSIVE, STOPPED)
OUTCOMES = (*DECIDED, NOT_SAID, OPEN)


class ExperimentRow(NamedTuple):
    """One experiment. `span` says from when to when it was worked on.

    `sprints` are those it was in: by where it lies, and by the ledgers. `metric` is None where it names none.
    """

    item: Item
    outcome: str
    span: Span
    timebox: Timebox
    budget: tuple[BudgetRow, ...] = ()
    metric: MetricRow | None = None
    runs: tuple[JoinedRun, ...] = ()
    sprints: tuple[str, ...] = ()

    @property
    def decided(self) -> date | None:
        """The day it was finished or dropped; None while it is open or where nobody knows."""
        return self.span.ended

    @property
    def is_decided(self) -> bool:
        """Whether something came out, or it was given up."""
        return self.outcome != OPEN


class ExperimentsReport(NamedTuple):
    """Experiments by when they were decided, open ones last.

    `counts` has every outcome; `kept` and `overrun` count timeboxes. `stops` are proposed by the config's rule.
    `unjoined` counts the runs that belong to no item at all; `notes` say what could not be read.
    """

    rows: tuple[ExperimentRow, ...]
    counts: Mapping[str, int]
    kept: int
    overrun: int
    stops: tuple[StopProposal, ...] = ()
    unjoined: int = 0
    notes: tuple[str, ...] = ()
    unreadable: tuple[Finding, ...] = ()


def experiments(
    workspace: Workspace, sprint: str | None = None, words: tuple[str, ...] = (), *, everything: bool = False
) -> ExperimentsReport:
    """Items of the types `experiment` and `spike`, and others with a hypothesis: those of a query, or of a sprint.

    A sprint's are those that lie in it and those that its ledger names: what was carried from it was in it as well.
    `everything` takes archived ones too. UsageError for a query or a sprint that is none.
    """
    listed = list_items(workspace, words, everything=True)
    backlog, read = workspace.backlog(), ledgers(workspace)
    named = None if sprint is None else find_sprint(backlog, sprint).id
    sprints = _sprints_of(read.ledgers)
    chosen = [
        item
        for item in listed.items
        if is_experiment(item)
        and (everything or words or not item.is_archived)
        and (named is None or named in (item.place, *sprints.get(normal_id(item.id), ())))
    ]
    joined = join_runs(workspace, backlog.items, read.ledgers) if chosen else Joined()
    rows = _rows(workspace, chosen, joined.by_item(), sprints)
    words_of_boxes = Counter(row.timebox.word for row in rows)
    return ExperimentsReport(
        rows=rows,
        counts={outcome: sum(row.outcome == outcome for row in rows) for outcome in OUTCOMES},
        kept=words_of_boxes[KEPT],
        overrun=words_of_boxes[OVERRUN],
        stops=proposed_stops(workspace),
        unjoined=sum(1 for run in joined.runs if not run.links),
        notes=joined.faults,
        unreadable=(*listed.unreadable, *read.unreadable),
    )


def is_experiment(item: Item) -> bool:
    """Whether an item is one: by its type, or since it has a hypothesis."""
    return item.type in TYPES or bool((item.hypothesis or "").strip())


def outcome_of(item: Item, *, is_open: bool) -> str:
    """What came out: the item's own word; without one it is open, or finished and nobody said."""
    if item.outcome in DECIDED:
        return item.outcome
    return OPEN if is_open else NOT_SAID


def _sprints_of(found: Sequence[Ledger]) -> dict[str, tuple[str, ...]]:
    """The sprints whose ledgers name an item, by its normal id."""
    sprints: dict[str, dict[str, None]] = {}
    for ledger in found:
        for one in (*(row.id for row in ledger.committed), *(row.id for row in ledger.outcome)):
            sprints.setdefault(normal_id(one), {})[ledger.sprint] = None
    return {item: tuple(names) for item, names in sprints.items()}


def _rows(
    workspace: Workspace,
    items: Sequence[Item],
    joined: Mapping[str, tuple[JoinedRun, ...]],
    sprints: Mapping[str, tuple[str, ...]],
) -> tuple[ExperimentRow, ...]:
    spans, metrics = spans_of(workspace, items), _metrics(workspace, items, joined)
    config, calendar, today = workspace.config, calendar_of(workspace.config), workspace.today()
    rows = []
    for item in items:
        key, fields = normal_id(item.id), dict(item.fields)
        runs = joined.get(key, ())
        places = dict.fromkeys((*sprints.get(key, ()), *([item.sprint] if item.sprint else [])))
        row = ExperimentRow(
            item=item,
            outcome=outcome_of(item, is_open=config.workflow.is_open(item.status)),
            span=spans[key],
            timebox=timebox_of(item.timebox, spans[key], today, calendar),
            budget=budget_rows(fields.get("budget"), fields, [one.run for one in runs]),
            metric=metrics.get(key),
            runs=runs,
            sprints=tuple(places),
        )
        rows.append(row)
    return tuple(sorted(rows, key=_when))


def _metrics(
    workspace: Workspace, items: Sequence[Item], joined: Mapping[str, tuple[JoinedRun, ...]]
) -> dict[str, MetricRow]:
    """The metric of each experiment that names one, by normal id."""
    about = [item for item in items if gate_of(item) is not None]
    if not about:
        return {}
    last = {one.item: one.commit for one in code_commits(workspace, items=[item.id for item in about])}
    found: dict[str, MetricRow] = {}
    with open_ladder(workspace.repository, workspace.config.mlflow_stores) as ladder:
        measuring = TrialMetrics(workspace, ladder)
        for item in about:
            key = normal_id(item.id)
            metric = measuring.of(item, joined.get(key, ()), last.get(key))
            if metric is not None:
                found[key] = metric
    return found


def _when(row: ExperimentRow) -> tuple[int, date, float, date, str]:
    """Decided ones by day and instant, then those that nobody knows the day of; open ones by their start, last."""
    instant = read_instant(row.item.finished) if row.decided else None
    rank = 2 if not row.is_decided else 0 if row.decided else 1
    at = instant.timestamp() if instant else 0.0
    return (rank, row.decided or date.max, at, row.span.started or date.max, row.item.id)
