"""The budget of an experiment: what it may cost, beside what is known of what it cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from ..model.measurement import Run

RUNS, RUN_HOURS = "runs", "run_hours"
"""Amounts that every tracker knows: how many runs, and how many hours they ran."""
_HOUR = 3_600_000


class BudgetRow(NamedTuple):
    """One amount of a budget, and how much of it was used; None where nothing says so."""

    name: str
    allowed: Decimal
    used: Decimal | None = None

    @property
    def is_over(self) -> bool:
        """Whether more was used than allowed."""
        return self.used is not None and self.used > self.allowed


def budget_rows(budget: object, fields: Mapping[str, object], runs: Iterable[Run]) -> tuple[BudgetRow, ...]:
    """Each amount of an item's `budget` with what was used of it.

    An amount is looked for in the item's own key of that name, else summed over its runs: a metric, a parameter or a
    tag of that name in each; `runs` counts them, `run_hours` is how long those that ended ran.
    """
    if not isinstance(budget, Mapping):
        return ()
    own = tuple(runs)
    amounts = ((str(name), number(amount)) for name, amount in budget.items())
    return tuple(BudgetRow(name, amount, _used(name, fields, own)) for name, amount in amounts if amount is not None)


def number(value: object) -> Decimal | None:
    """A finite number as the decimal that was written, None for anything else."""
    if value is None or isinstance(value, bool | list | tuple | dict):
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _used(name: str, fields: Mapping[str, object], runs: tuple[Run, ...]) -> Decimal | None:
    own = number(fields.get(name))
    if own is not None or not runs:
        return own
    if name == RUNS:
        return Decimal(len(runs))
    if name == RUN_HOURS:
        return _hours(runs)
    found = [value for run in runs if (value := _logged(name, run)) is not None]
    return sum(found, Decimal(0)) if found else None


def _hours(runs: tuple[Run, ...]) -> Decimal | None:
    spans = [run.ended - run.started for run in runs if run.started is not None and run.ended is not None]
    return round(Decimal(sum(max(one, 0) for one in spans)) / _HOUR, 2) if spans else None


def _logged(name: str, run: Run) -> Decimal | None:
    said = (dict(pairs).get(name) for pairs in (run.metrics, run.params, run.tags))
    return next((value for text in said if (value := number(text)) is not None), None)
