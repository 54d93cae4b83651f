"""Velocity: what each closed sprint completed, the mean of the last ones, and what it says of what is left."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor
from typing import NamedTuple

from ..model.days import read_day
from ..model.ledger import Ledger, in_closing_order
from .amounts import ITEMS, POINTS, Amount, subtract, total
from .day_edges import days_from
from .sprint_report import figures_of, unit_of
from .workdays import Calendar

PLANNING, CHART = 3, 6
"""How many sprints the mean is taken of: for planning, and in the chart."""


LINES = 1_000
"""No plan is drawn for more sprints than these."""


class VelocityRow(NamedTuple):
    """One closed sprint; `completed` is split into what was committed and what was added.

    `added` is all that was added, finished or not. `working_days` are those from its start to its close; shares are
    None where nothing was committed, `per_day` where there was no working day.
    """

    sprint: str
    commitment: Amount
    completed: Amount
    completed_committed: Amount
    added: Amount
    carried: Amount
    completed_added: Amount = 0
    say_do: float | None = None
    scope_change: float | None = None
    working_days: int = 0

    @property
    def per_day(self) -> float | None:
        """What was completed in a working day."""
        return self.completed / self.working_days if self.working_days else None


class Velocity(NamedTuple):
    """The closed sprints in order, all in one unit. Means are None where no sprint has closed yet.

    `per_day3`, `per_day6`: what the last ones completed in a working day, for sprints of unlike length.
    """

    unit: str
    rows: tuple[VelocityRow, ...]
    mean3: float | None
    mean6: float | None
    per_day3: float | None = None
    per_day6: float | None = None

    @property
    def lengths_differ(self) -> bool:
        """Whether the sprints in the chart had unlike numbers of working days."""
        return len({row.working_days for row in self.rows[-CHART:]}) > 1


class PlanLine(NamedTuple):
    """One sprint to come: how many items it takes, what they come to, and the room it leaves to the next."""

    items: int
    used: Amount
    carry: Amount


def velocity_of(ledgers: Iterable[Ledger], calendar: Calendar | None = None) -> Velocity:
    """The velocity of closed ledgers (figures: velocity): a sprint with 0 counts, a running one does not.

    Items are counted in all of them where one of the last three has under half of its items estimated. The calendar
    serves ledgers that did not freeze their days off.
    """
    closed = in_closing_order(ledgers)
    unit = ITEMS if any(unit_of(ledger) == ITEMS for ledger in closed[-PLANNING:]) else POINTS
    rows = tuple(_velocity_row(ledger, unit, calendar or Calendar()) for ledger in closed)
    return Velocity(
        unit=unit,
        rows=rows,
        mean3=mean_of(rows, PLANNING),
        mean6=mean_of(rows, CHART),
        per_day3=mean_per_day(rows, PLANNING),
        per_day6=mean_per_day(rows, CHART),
    )


def mean_of(rows: tuple[VelocityRow, ...], last: int) -> float | None:
    """The mean of what the last sprints completed, of those there are; None where there is none."""
    amounts = [row.completed for row in rows[-last:]]
    return total(amounts) / len(amounts) if amounts else None


def mean_per_day(rows: tuple[VelocityRow, ...], last: int) -> float | None:
    """What the last sprints completed in one of their working days; None where they had none."""
    days = sum(row.working_days for row in rows[-last:])
    return total(row.completed for row in rows[-last:]) / days if days else None


def sprints_left(remaining: Amount, velocity: Velocity) -> int | None:
    """How many more sprints what remains takes: ceil(remaining / round(mean of the last 3)), halves rounded up.

    Row of docs/figures: oracles. None where the mean is not known or rounds to 0 and something remains.
    """
    pace = floor(velocity.mean3 + 0.5) if velocity.mean3 is not None else 0
    if remaining <= 0:
        return 0
    return ceil(remaining / pace) if pace else None


def plan_lines(amounts: Iterable[Amount], velocity: Amount) -> tuple[PlanLine, ...]:
    """Items in their order over sprints to come, as docs/figures' oracle has it: room that is left is carried on.

    An item that is larger than a sprint waits until enough room has come together. () where the velocity is not
    above 0; no more than LINES.
    """
    waiting = list(amounts)
    lines: list[PlanLine] = []
    room: Amount = 0
    while waiting and velocity > 0 and len(lines) < LINES:
        room = total((room, velocity))
        taken: list[Amount] = []
        while waiting and waiting[0] <= room:
            taken.append(waiting.pop(0))
            room = subtract(room, taken[-1])
        lines.append(PlanLine(len(taken), total(taken), room))
    return tuple(lines)


def _velocity_row(ledger: Ledger, unit: str, calendar: Calendar) -> VelocityRow:
    figures = figures_of(ledger, unit)
    return VelocityRow(
        sprint=ledger.sprint,
        commitment=figures.commitment,
        completed=figures.completed,
        completed_committed=figures.completed_committed,
        added=figures.added,
        carried=figures.carried,
        completed_added=subtract(figures.completed, figures.completed_committed),
        say_do=figures.say_do,
        scope_change=figures.scope_change,
        working_days=_working_days(ledger, calendar),
    )


def _working_days(ledger: Ledger, calendar: Calendar) -> int:
    """The working days from the start to the close, as the ledger froze them if it did."""
    first, last = read_day(ledger.started), read_day(ledger.closed)
    if first is None or last is None:
        return 0
    if ledger.planned is None:
        return calendar.count(first, last)
    off = frozenset(ledger.planned.off)
    return sum(1 for day in days_from(first, last) if day.isoformat() not in off)
