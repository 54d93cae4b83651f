"""The ledger: what a sprint promised when it started and what had come of it when it closed, frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from .days import read_instant
from .ids import normal_id

DONE, CARRIED, DROPPED, REMOVED = "done", "carried", "dropped", "removed"
RESULTS = (DONE, CARRIED, DROPPED, REMOVED)
ADDED, REESTIMATED, REOPENED = "added", "re-estimated", "reopened"
CHANGES = (ADDED, REMOVED, DROPPED, REESTIMATED, DONE, REOPENED)
VERDICTS = ("pass", "fail")
LARGEST_ESTIMATE = 1e12
"""No estimate is as large: what is not below it counts as not estimated."""


class CommittedItem(NamedTuple):
    """An item as it stood at the start. `points` None: not estimated."""

    id: str
    points: int | float | None
    status: str
    role: str | None = None


class ItemOutcome(NamedTuple):
    """What came of an item. `added`: it was not committed; `points` as they stood at the close.

    A removed item keeps the points it was committed with; `role` and `title` are as they stood at the close.
    """

    id: str
    points: int | float | None
    result: str
    added: bool
    role: str | None = None
    title: str = ""


class MetricValue(NamedTuple):
    """A model's metric at the start or the close: the value as printed in its file, and where it was found.

    `value` is None where there was none; `reason` says why it is no number. `source` is the file or run it was read
    from, `proof` the evaluation data it rests on (path and hash), `direction` `up` or `down` as the config said then.
    """

    name: str
    value: str | int | float | None
    found: str
    source: str = ""
    reason: str = ""
    direction: str = ""
    proof: tuple[tuple[str, str], ...] = ()


class ParamChange(NamedTuple):
    """A parameter whose value changed from the start to the close; None where it was not there."""

    name: str
    start: str | None
    close: str | None


class MovingCommit(NamedTuple):
    """A commit that changed the files behind the metrics: their own, the params files or `dvc.lock`."""

    commit: str
    subject: str


class FrozenGate(NamedTuple):
    """A gate as it stood at the close: the demand in words, the values as printed, `pass` or `fail`, and why.

    `metric` is the one it is about, empty where it is about a test or a file.
    """

    id: str
    demand: str
    result: str
    value: str = ""
    baseline: str = ""
    reason: str = ""
    demanded_by: str = ""
    metric: str = ""


class SeriesDay(NamedTuple):
    """Scope and completed at the end of one day, in the sprint's unit."""

    day: str
    scope: int | float
    completed: int | float


class LedgerChange(NamedTuple):
    """What happened to an item of the sprint on a day: one of CHANGES.

    `points`: how many more (less: negative) it put into the scope; of done and reopened, into what is completed.
    """

    day: str
    id: str
    change: str
    points: int | float
    who: str = ""


class PlannedDays(NamedTuple):
    """The days a sprint was planned for, and those of them (and later ones, to its close) on which nobody works.

    `start` and `end` are None where `sprint.md` says none.
    """

    start: str | None
    end: str | None
    off: tuple[str, ...] = ()


class Foretold(NamedTuple):
    """What a forecast made at the start said: items the team would finish up to a day, at least so many with 50, 85
    and 95 % confidence; `finished` is how many it did by then (or by the close), None until the close.
    """

    until: str
    likely: int
    safe: int
    sure: int
    finished: int | None = None


class Ledger(NamedTuple):
    """One sprint's `ledger.json`. `started`, `closed`: instants; metrics are None where none was measured.

    `params` and `moved_by` are what changed behind the metrics from the start to the close. Ledgers from before there
    was a history have no `series`, no `changes` and None for `planned` and `forecast`.
    """

    sprint: str
    timezone: str
    started: str
    committed: tuple[CommittedItem, ...] = ()
    start_metrics: tuple[MetricValue, ...] | None = None
    close_metrics: tuple[MetricValue, ...] | None = None
    closed: str | None = None
    outcome: tuple[ItemOutcome, ...] = ()
    series: tuple[SeriesDay, ...] = ()
    changes: tuple[LedgerChange, ...] = ()
    planned: PlannedDays | None = None
    forecast: Foretold | None = None
    params: tuple[ParamChange, ...] = ()
    moved_by: tuple[MovingCommit, ...] = ()
    gates: tuple[FrozenGate, ...] = ()

    @property
    def is_closed(self) -> bool:
        """Whether the outcome is frozen too."""
        return self.closed is not None

    @property
    def committed_ids(self) -> frozenset[str]:
        """The normal ids of what was promised."""
        return frozenset(normal_id(one.id) for one in self.committed)


def estimate(points: float | None) -> int | float | None:
    """The points that count: a finite number of at least 0, a whole one without `.0`; None for anything else."""
    if points is None or not 0 <= points < LARGEST_ESTIMATE:
        return None
    return int(points) if float(points).is_integer() else points


def in_closing_order(ledgers: Iterable[Ledger]) -> tuple[Ledger, ...]:
    """The closed ledgers, the one closed last at the end."""
    closed = [ledger for ledger in ledgers if ledger.is_closed]
    return tuple(sorted(closed, key=_closing_key))


def carried_until(ledgers: Iterable[Ledger], last: Ledger) -> dict[str, int]:
    """How often each item (normal id) had been carried when `last` closed, that close counted too."""
    earlier = in_closing_order(one for one in ledgers if one.sprint != last.sprint)
    counted = [one for one in earlier if not last.is_closed or _closing_key(one) < _closing_key(last)]
    rows = (row for ledger in (*counted, last) for row in ledger.outcome if row.result == CARRIED)
    return dict(Counter(normal_id(row.id) for row in rows))


def _closing_key(ledger: Ledger) -> tuple[float, str]:
    instant = read_instant(ledger.closed)
    return (instant.timestamp() if instant else 0.0, ledger.sprint)
