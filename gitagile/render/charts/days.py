"""Labels along an axis: which days are named, and how, in the room there is."""

from __future__ import annotations

from typing import NamedTuple

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EVERY = (1, 2, 7, 14, 28, 56, 91, 182, 364)
_LONGEST = 16


class Mark(NamedTuple):
    """A label that is written: its index, its text, and the month below it where a new one is named."""

    at: int
    text: str
    below: str = ""


def short_day(label: str) -> str:
    """An ISO day as people say it (`2 Mar`); any other label as it is."""
    parts = _parts(label)
    return f"{parts[2]} {_MONTHS[parts[1] - 1]}" if parts else label


def marks_of(labels: tuple[str, ...], slot: float, letter: float = 1.0, *, least: int = 3) -> tuple[Mark, ...]:
    """The labels to write where each has a slot of this width and a letter takes `letter` of it.

    Each mark has room for `least` letters. Days that follow each other are numbers, a month's name below its first.
    """
    if not labels:
        return ()
    if follow_each_other(labels):
        return _day_marks(labels, slot, letter, least * letter)
    texts = [short_day(label)[:_LONGEST] for label in labels]
    every = _wide_enough(max(*map(len, texts), least - 1) * letter + 2 * letter, slot)
    return tuple(Mark(at, texts[at]) for at in range(0, len(texts), every))


def follow_each_other(labels: tuple[str, ...]) -> bool:
    """Whether the labels are ISO days, each the day after the one before."""
    from datetime import date

    if not labels or not all(map(_parts, labels)):
        return False
    try:
        days = [date.fromisoformat(label).toordinal() for label in labels]
    except ValueError:
        return False
    return days == list(range(days[0], days[0] + len(days)))


def _day_marks(labels: tuple[str, ...], slot: float, letter: float, needed: float) -> tuple[Mark, ...]:
    from datetime import date

    every = next((every for every in _EVERY if every * slot >= needed), _wide_enough(needed, slot))
    first = date.fromisoformat(labels[0])
    start = -first.weekday() % 7 if every % 7 == 0 and len(labels) > 7 else 0
    marks, month, free = [], "", 0.0
    for at in range(start, len(labels), every):
        year, number, day = labels[at].split("-")
        below = ""
        if number != month and at * slot >= free:
            below = _MONTHS[int(number) - 1] + (f" {year}" if not month or number == "01" else "")
            free = at * slot + (len(below) + 1) * letter
            month = number
        marks.append(Mark(at, str(int(day)), below))
    return tuple(marks)


def _wide_enough(needed: float, slot: float) -> int:
    return max(1, -int(-needed // max(slot, 1e-6)))


def _parts(label: str) -> tuple[int, int, int] | None:
    if len(label) != 10 or label[4] != "-" or label[7] != "-" or not label.isascii():
        return None
    year, month, day = label[:4], label[5:7], label[8:]
    if not (year + month + day).isdecimal() or not 1 <= int(month) <= 12:
        return None
    return int(year), int(month), int(day)
