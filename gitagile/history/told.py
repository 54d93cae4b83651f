"""The events of a long line packed column by column, so that all of them are there again in a moment."""

from __future__ import annotations

import json
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from ..model.event import Event, Version
from .rows import BrokenMemoryError

_HEADER = 4
_NUMBERED = ("points",)
"""Fields in which equal values may differ: 3 and 3.0."""


class Told(NamedTuple):
    """Events of a line and the places (from 0) of their commits in it; places of versions that could not be read."""

    events: tuple[Event, ...]
    places: tuple[int, ...]
    unreadable: tuple[int, ...]

    def since(self, place: int) -> Told:
        """What happened from the commit at a place on."""
        first = bisect_left(self.places, place)
        unreadable = self.unreadable[bisect_left(self.unreadable, place) :]
        return Told(self.events[first:], self.places[first:], unreadable)

    def __add__(self, other: object) -> Told:
        """What happened, and what happened then."""
        if not isinstance(other, Told):
            return NotImplemented
        return Told(self.events + other.events, self.places + other.places, self.unreadable + other.unreadable)


def packed_events(told: Told) -> bytes:
    """The events without their instants, which depend on what follows in the line."""
    events = told.events
    before, after = [event.before for event in events], [event.after for event in events]
    sides = [side for pair in zip(before, after, strict=True) for side in pair]
    versions = dict(zip(map(id, sides), sides, strict=True))
    versions.pop(id(None), None)
    numbers = {id(None): 0, **{key: at for at, key in enumerate(versions, 1)}}
    commits = {
        event.commit: (place, event) for event, place in zip(reversed(events), reversed(told.places), strict=True)
    }
    rows = {commit: at for at, commit in enumerate(commits)}
    fields = zip(*versions.values(), strict=True) if versions else ((),) * len(Version._fields)
    columns = [
        _coded([event.item for event in events]),
        _plain([rows[event.commit] for event in events]),
        _plain(map(numbers.__getitem__, map(id, before))),
        _plain(map(numbers.__getitem__, map(id, after))),
        *(_coded(field, numbered=name in _NUMBERED) for name, field in zip(Version._fields, fields, strict=True)),
        _plain([place for place, _ in commits.values()]),
        *(_coded([event[at] for _, event in commits.values()]) for at in range(4, len(Event._fields))),
    ]
    about = [(values, numbers.typecode, len(numbers)) for values, numbers in columns]
    header = json.dumps([sys.byteorder, told.unreadable, about], separators=(",", ":")).encode()
    return b"".join((len(header).to_bytes(_HEADER, "little"), header, *(numbers.tobytes() for _, numbers in columns)))


def unpacked_events(packed: bytes, instants: Sequence[int]) -> Told:
    """The events again, with the instants of the line's commits. BrokenMemoryError where it is none of ours."""
    try:
        unreadable, columns = _columns(packed)
        items, rows, before, after = (next(columns) for _ in range(4))
        version = [
            None,
            *map(partial(tuple.__new__, Version), zip(*(next(columns) for _ in Version._fields), strict=True)),
        ]
        places, *abouts = map(list, columns)
        rows, told_at = list(rows), [instants[place] for place in places]
        others = (map(about.__getitem__, rows) for about in (told_at, *abouts))
        sides = (map(version.__getitem__, side) for side in (before, after))
        told = zip(items, next(others), *sides, *others, strict=True)
        events = tuple(map(partial(tuple.__new__, Event), told))
        return Told(events, tuple(map(places.__getitem__, rows)), tuple(unreadable))
    except (ValueError, TypeError, LookupError, StopIteration) as error:
        raise BrokenMemoryError(str(error)) from None


_Column = tuple[list[Any] | None, "array[int]"]
"""Different values (None: the numbers stand for themselves), and a number for each row."""


def _plain(numbers: Iterable[int]) -> _Column:
    return None, array("I", numbers)


def _coded(column: Sequence[object], *, numbered: bool = False) -> _Column:
    """Each different value once, as it comes first, and for each row its number."""
    keys: Sequence[Any] = [(value.__class__, value) for value in column] if numbered else column
    values = list(dict.fromkeys(keys))
    numbers = {key: at for at, key in enumerate(values)}
    code = "B" if len(values) < 1 << 8 else "H" if len(values) < 1 << 16 else "I"
    coded = array(code, map(numbers.__getitem__, keys))
    return [value for _, value in values] if numbered else values, coded


def _columns(packed: bytes) -> tuple[list[int], Iterator[Iterable[Any]]]:
    at = _HEADER + int.from_bytes(packed[:_HEADER], "little")
    order, unreadable, abouts = json.loads(packed[_HEADER:at])
    if order != sys.byteorder:
        raise BrokenMemoryError("packed on another machine")
    found: list[Iterable[Any]] = []
    for values, code, length in abouts:
        numbers = array(code)
        end = at + length * numbers.itemsize
        numbers.frombytes(packed[at:end])
        at = end
        if len(numbers) != length:
            raise BrokenMemoryError("columns are missing")
        found.append(numbers if values is None else map(_frozen(values).__getitem__, numbers))
    return unreadable, iter(found)


def _frozen(values: list[Any]) -> list[Any]:
    """Values as they were before JSON made lists of tuples."""
    if list not in set(map(type, values)):
        return values
    return [tuple(value) if value.__class__ is list else value for value in values]
