"""Amounts: what an item counts in points or as an item, added up and taken apart as people do it."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.ledger import estimate

POINTS, ITEMS = "points", "items"

Amount = int | float


def weight(points: float | None, unit: str) -> Amount:
    """What an item counts in a unit: 1 as an item; its points, or 0 where it is not estimated."""
    return 1 if unit == ITEMS else estimate(points) or 0


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum as people add decimals up (0.1 + 0.2 is 0.3), a whole one without `.0`."""
    those = list(amounts)
    if all(one.__class__ is int for one in those):
        return sum(those)
    from decimal import Decimal  # late: few teams estimate in halves

    amount = sum((Decimal(str(one)) for one in those), Decimal())
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def subtract(left: Amount, right: Amount) -> Amount:
    """The difference as people work decimals out."""
    return total((left, -right))
