"""The order of a foreign backlog as ranks: evenly spaced, with room between any two."""

from __future__ import annotations

from ..model.rank import DIGITS

_BASE = len(DIGITS)


def spread(count: int) -> tuple[str, ...]:
    """As many ranks in ascending order, evenly spaced in the upper half, above the items that have no rank.

    An item without rank stands in the middle of the alphabet (`model.item.place_in_order`), and in the source an item
    with an ordinal stands above those without.
    """
    width = 2
    while _BASE**width // 2 <= (count + 1) * _BASE:
        width += 1
    top = _BASE**width // 2
    return tuple(_digits(top * (number + 1) // (count + 1), width) for number in range(count))


def _digits(number: int, width: int) -> str:
    letters = ""
    for _ in range(width):
        number, rest = divmod(number, _BASE)
        letters = DIGITS[rest] + letters
    return letters.rstrip("0")
