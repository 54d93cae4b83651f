"""A sprint's report: its figures from the ledger alone, each as docs/figures defines it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from ..model.ids import normal_id
from ..model.ledger import CARRIED, DONE, DROPPED, REMOVED, ItemOutcome, Ledger, estimate
from ..model.sprint import Sprint

POINTS, ITEMS = "points", "items"
OPEN = "open"
"""The result of an unfinished item while the sprint still runs."""

Amount = int | float


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
    """All that is said of a sprint. `unestimated` counts committed items that had no estimate."""

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

    def rows_with(self, result: str) -> tuple[ReportRow, ...]:
        """The items with a result, in order."""
        return tuple(row for row in self.rows if row.result == result)


def sprint_report(
    sprint: Sprint, ledger: Ledger, titles: Mapping[str, str] | None = None, times: Mapping[str, int] | None = None
) -> SprintReport:
    """The report of a sprint from its ledger, whose outcome is filled in: no clock, no history.

    `titles` (by normal id) stand in where the ledger has none; `times` says how often each item was carried.
    """
    figures = figures_of(ledger)
    return SprintReport(
        sprint=sprint.id,
        goal=sprint.goal,
        focus=sprint.focus,
        status=sprint.status,
        start=sprint.start,
        end=sprint.end,
        started=ledger.started,
        closed=ledger.closed,
        figures=figures,
        unestimated=sum(1 for one in ledger.committed if one.points is None),
        rows=tuple(_report_row(row, ledger, titles or {}, times or {}) for row in ledger.outcome),
        roles=_role_rows(ledger, figures.unit),
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
    promised = {normal_id(one.id): weight(one.points, unit) for one in ledger.committed}
    kept = [row for row in ledger.outcome if not row.added]
    added = [row for row in ledger.outcome if row.added]
    left = [row for row in ledger.outcome if row.result in (DROPPED, REMOVED)]
    steps = [
        subtract(weight(row.points, unit), promised.get(normal_id(row.id), 0))
        for row in kept
        if row.result in (DONE, CARRIED)
    ]
    commitment, change = total(promised.values()), total(steps)
    more = _sum(added, unit)
    less = total(weight(row.points, unit) if row.added else promised.get(normal_id(row.id), 0) for row in left)
    completed_committed = _sum((row for row in kept if row.result == DONE), unit)
    remaining = _sum((row for row in ledger.outcome if row.result == CARRIED), unit)
    moved = total((more, less, *map(abs, steps)))
    return Figures(
        unit=unit,
        commitment=commitment,
        added=more,
        removed=less,
        reestimated=change,
        scope=total((commitment, more, -less, change)),
        completed=_sum((row for row in ledger.outcome if row.result == DONE), unit),
        completed_committed=completed_committed,
        remaining=remaining,
        carried=remaining if ledger.is_closed else 0,
        say_do=completed_committed / commitment if commitment else None,
        scope_change=moved / commitment if commitment else None,
    )


def weight(points: float | None, unit: str) -> Amount:
    """What an item counts in a unit: 1 as an item; its points, or 0 where it is not estimated."""
    return 1 if unit == ITEMS else estimate(points) or 0


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum as people add decimals up (0.1 + 0.2 is 0.3), a whole one without `.0`."""
    amount = sum((Decimal(str(one)) for one in amounts), Decimal())
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def subtract(left: Amount, right: Amount) -> Amount:
    """The difference as people work decimals out."""
    return total((left, -right))


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
