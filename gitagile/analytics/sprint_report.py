"""A sprint's report: its figures from the ledger alone, each as docs/figures defines it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from ..model.ids import normal_id
from ..model.ledger import (
    ADDED,
    CARRIED,
    DONE,
    DROPPED,
    REESTIMATED,
    REMOVED,
    ItemOutcome,
    Ledger,
    LedgerChange,
    PlannedDays,
)
from ..model.sprint import Sprint
from .amounts import ITEMS, POINTS, Amount, subtract, total, weight
from .burndown import SprintDay, sprint_days
from .guideline import planned_of
from .workdays import Calendar

__all__ = ("ITEMS", "POINTS", "Amount", "figures_of", "sprint_report", "subtract", "total", "unit_of", "weight")

OPEN = "open"
"""The result of an unfinished item while the sprint still runs."""


class Figures(NamedTuple):
    """A sprint's figures in one unit: `commitment + added - removed + reestimated = scope = completed + remaining`.

    `removed` counts what was dropped too; `carried` is 0 until the close. Shares are None where nothing was committed.
    """

    unit: str
    commitment: Amount
    added: Amount
    removed: Amount
    reestimated: Amount
    scope: Amount
    completed: Amount
    completed_committed: Amount
    remaining: Amount
    carried: Amount
    say_do: float | None
    scope_change: float | None


class ReportRow(NamedTuple):
    """One item of a report. `times` is how many sprints have closed with it unfinished, this one counted too."""

    id: str
    title: str
    points: Amount | None
    result: str
    added: bool
    role: str | None = None
    times: int = 0


class RoleRow(NamedTuple):
    """What a role's items came to, in the report's unit; `role` None for items that ask for none."""

    role: str | None
    commitment: Amount
    scope: Amount
    completed: Amount


class SprintReport(NamedTuple):
    """All that is said of a sprint. `unestimated` counts committed items that had no estimate.

    `days` and `changes` are () for a ledger that kept none; `changes` are in points, whatever the unit.
    """

    sprint: str
    goal: str
    focus: str | None
    status: str
    start: str | None
    end: str | None
    started: str
    closed: str | None
    figures: Figures
    unestimated: int
    rows: tuple[ReportRow, ...]
    roles: tuple[RoleRow, ...]
    days: tuple[SprintDay, ...] = ()
    changes: tuple[LedgerChange, ...] = ()

    @property
    def unit(self) -> str:
        """Points or items: what all its amounts are in."""
        return self.figures.unit

    def rows_with(self, result: str) -> tuple[ReportRow, ...]:
        """The items with a result, in order."""
        return tuple(row for row in self.rows if row.result == result)


def sprint_report(
    sprint: Sprint,
    ledger: Ledger,
    titles: Mapping[str, str] | None = None,
    times: Mapping[str, int] | None = None,
    *,
    calendar: Calendar | None = None,
) -> SprintReport:
    """The report of a sprint from its ledger, whose outcome is filled in: no clock, no history.

    `titles` (by normal id) stand in where the ledger has none; `times` says how often each item was carried. What the
    ledger froze of the planned days comes before `sprint.md` and the calendar.
    """
    figures = figures_of(ledger)
    planned = _planned(sprint, ledger, calendar or Calendar())
    return SprintReport(
        sprint=sprint.id,
        goal=sprint.goal,
        focus=sprint.focus,
        status=sprint.status,
        start=ledger.planned.start if ledger.planned else sprint.start,
        end=ledger.planned.end if ledger.planned else sprint.end,
        started=ledger.started,
        closed=ledger.closed,
        figures=figures,
        unestimated=sum(1 for one in ledger.committed if one.points is None),
        rows=tuple(_report_row(row, ledger, titles or {}, times or {}) for row in ledger.outcome),
        roles=_role_rows(ledger, figures.unit),
        days=sprint_days(ledger.series, figures.commitment, planned) if planned else (),
        changes=ledger.changes,
    )


def unit_of(ledger: Ledger) -> str:
    """Points, or items where under half of the sprint's items have an estimate (figures: points or count)."""
    rows = ledger.outcome or ledger.committed
    estimated = sum(1 for row in rows if row.points is not None)
    return ITEMS if estimated * 2 < len(rows) else POINTS


def figures_of(ledger: Ledger, unit: str | None = None) -> Figures:
    """The figures of a ledger whose outcome is filled in, in its own unit unless one is given.

    Rows of docs/figures: commitment, scope, completed, remaining, carry-over, say/do, scope change %.
    """
    unit = unit or unit_of(ledger)
    commitment = total(weight(one.points, unit) for one in ledger.committed)
    moved = _moved_in_days(ledger, unit) if ledger.changes else _moved_in_all(ledger, unit)
    done = [row for row in ledger.outcome if row.result == DONE]
    completed_committed = _sum((row for row in done if not row.added), unit)
    remaining = _sum((row for row in ledger.outcome if row.result == CARRIED), unit)
    turnover = total((moved.added, moved.removed, *map(abs, moved.steps)))
    reestimated = total(moved.steps)
    return Figures(
        unit=unit,
        commitment=commitment,
        added=moved.added,
        removed=moved.removed,
        reestimated=reestimated,
        scope=total((commitment, moved.added, -moved.removed, reestimated)),
        completed=_sum(done, unit),
        completed_committed=completed_committed,
        remaining=remaining,
        carried=remaining if ledger.is_closed else 0,
        say_do=completed_committed / commitment if commitment else None,
        scope_change=turnover / commitment if commitment else None,
    )


class _Moved(NamedTuple):
    """What came in, what went out, and each re-estimate as a difference."""

    added: Amount
    removed: Amount
    steps: tuple[Amount, ...]


def _moved_in_days(ledger: Ledger, unit: str) -> _Moved:
    """From the changes day by day: what was added and removed again counts in both."""

    def sizes(*changes: str) -> tuple[Amount, ...]:
        rows = [row for row in ledger.changes if row.change in changes]
        return tuple(row.points for row in rows) if unit == POINTS else (1,) * len(rows)

    left = total(sizes(REMOVED, DROPPED))
    steps = sizes(REESTIMATED) if unit == POINTS else ()
    return _Moved(total(sizes(ADDED)), abs(left), steps)


def _moved_in_all(ledger: Ledger, unit: str) -> _Moved:
    """From the outcome compared with the commitment: what came and went in between is not seen."""
    promised = {normal_id(one.id): weight(one.points, unit) for one in ledger.committed}
    left = [row for row in ledger.outcome if row.result in (DROPPED, REMOVED)]
    return _Moved(
        added=_sum((row for row in ledger.outcome if row.added), unit),
        removed=total(weight(row.points, unit) if row.added else promised.get(normal_id(row.id), 0) for row in left),
        steps=tuple(
            subtract(weight(row.points, unit), promised.get(normal_id(row.id), 0))
            for row in ledger.outcome
            if not row.added and row.result in (DONE, CARRIED)
        ),
    )


def _planned(sprint: Sprint, ledger: Ledger, calendar: Calendar) -> PlannedDays | None:
    """The planned days of a ledger that kept a series: the frozen ones, on to its last day where it runs longer."""
    if not ledger.series:
        return None
    if ledger.is_closed and ledger.planned:
        return ledger.planned
    first, last = (date.fromisoformat(ledger.series[at].day) for at in (0, -1))
    return planned_of(sprint, calendar, first, last, frozen=ledger.planned)


def _sum(rows: Iterable[ItemOutcome], unit: str) -> Amount:
    return total(weight(row.points, unit) for row in rows)


def _report_row(row: ItemOutcome, ledger: Ledger, titles: Mapping[str, str], times: Mapping[str, int]) -> ReportRow:
    key = normal_id(row.id)
    is_open = row.result == CARRIED and not ledger.is_closed
    return ReportRow(
        id=row.id,
        title=row.title or titles.get(key, ""),
        points=row.points,
        result=OPEN if is_open else row.result,
        added=row.added,
        role=row.role,
        times=times.get(key, 0),
    )


def _role_rows(ledger: Ledger, unit: str) -> tuple[RoleRow, ...]:
    """One row a role, by name, items without one last; none where no item asks for a role."""
    roles = sorted({row.role for row in ledger.outcome if row.role is not None})
    if not roles:
        return ()
    rest = [None] if any(row.role is None for row in ledger.outcome) else []
    promised = {normal_id(one.id): weight(one.points, unit) for one in ledger.committed}
    return tuple(_role_row(role, ledger, unit, promised) for role in (*roles, *rest))


def _role_row(role: str | None, ledger: Ledger, unit: str, promised: Mapping[str, Amount]) -> RoleRow:
    own = [row for row in ledger.outcome if row.role == role]
    return RoleRow(
        role=role,
        commitment=total(promised.get(normal_id(row.id), 0) for row in own if not row.added),
        scope=_sum((row for row in own if row.result in (DONE, CARRIED)), unit),
        completed=_sum((row for row in own if row.result == DONE), unit),
    )
