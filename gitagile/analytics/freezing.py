"""Freezing: what a replay found, put into the sprint's ledger, from which alone its report is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ..model.ledger import DONE, REOPENED, Ledger, LedgerChange, PlannedDays
from .amounts import POINTS, total, weight
from .burndown import Step, series_of
from .scope import Replay
from .scope_change import ScopeChange, completed_effect, scope_effect
from .sprint_report import unit_of


def frozen(ledger: Ledger, replay: Replay, *, closed: str | None = None, planned: PlannedDays | None = None) -> Ledger:
    """A ledger with outcome, daily series and changes as the replay found them; `closed` (an instant) closes it.

    Without `closed` it is what `sprint_report` makes a running sprint's report of, and is not written. `planned` (see
    analytics.guideline.planned_of) keeps the planned days with it.
    """
    known = ledger._replace(outcome=replay.rows, closed=closed, planned=planned or ledger.planned)
    unit = unit_of(known)
    commitment = total(weight(one.points, unit) for one in ledger.committed)
    first, last = date.fromisoformat(replay.first), date.fromisoformat(replay.last)
    return known._replace(
        series=series_of(commitment, steps_of(replay.changes, unit), first, last),
        changes=tuple(_as_ledger_change(change) for change in replay.changes),
    )


def steps_of(changes: Iterable[ScopeChange], unit: str) -> Iterator[Step]:
    """Each change as what it does to scope and completed, in a unit."""
    for change in changes:
        yield Step(change.day, scope_effect(change, unit), completed_effect(change, unit))


def _as_ledger_change(change: ScopeChange) -> LedgerChange:
    effect = completed_effect if change.change in (DONE, REOPENED) else scope_effect
    return LedgerChange(change.day, change.id, change.change, effect(change, POINTS), change.who)
