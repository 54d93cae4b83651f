"""Velocity: what each closed sprint completed, and the mean of the last ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..model.ledger import Ledger, in_closing_order
from .sprint_report import ITEMS, POINTS, Amount, figures_of, total, unit_of

PLANNING, CHART = 3, 6
"""How many sprints the mean is taken of: for planning, and in the chart."""


class VelocityRow(NamedTuple):
    """One closed sprint; `completed` is split into what was committed and what was added."""

    sprint: str
    commitment: Amount
    completed: Amount
    completed_committed: Amount
    added: Amount
    carried: Amount


class Velocity(NamedTuple):
    """The closed sprints in order, all in one unit. Means are None where no sprint has closed yet."""

    unit: str
    rows: tuple[VelocityRow, ...]
    mean3: float | None
    mean6: float | None


def velocity_of(ledgers: Iterable[Ledger]) -> Velocity:
    """The velocity of closed ledgers (figures: velocity): a sprint with 0 counts, a running one does not.

    Items are counted in all of them where one of the last three has under half of its items estimated.
    """
    closed = in_closing_order(ledgers)
    unit = ITEMS if any(unit_of(ledger) == ITEMS for ledger in closed[-PLANNING:]) else POINTS
    rows = tuple(_velocity_row(ledger, unit) for ledger in closed)
    return Velocity(unit, rows, mean_of(rows, PLANNING), mean_of(rows, CHART))


def mean_of(rows: tuple[VelocityRow, ...], last: int) -> float | None:
    """The mean of what the last sprints completed, of those there are; None where there is none."""
    amounts = [row.completed for row in rows[-last:]]
    return total(amounts) / len(amounts) if amounts else None


def _velocity_row(ledger: Ledger, unit: str) -> VelocityRow:
    figures = figures_of(ledger, unit)
    return VelocityRow(
        sprint=ledger.sprint,
        commitment=figures.commitment,
        completed=figures.completed,
        completed_committed=figures.completed_committed,
        added=figures.added,
        carried=figures.carried,
    )
