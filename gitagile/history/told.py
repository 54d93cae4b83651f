"""The events of a long line packed column by column, so that all of them are there again in a moment."""

from __future__ import annotations

import json
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from ..model.event import Event, Version
from .instants import Settled
from .rows import BrokenMemoryError

_HEADER = 4
_BETWEEN = "~^|`"
"""Letters that texts are joined with: the first that is in none of them."""
_AT_ONCE = 4_096
_COMMITS = 4 + len(Version._fields)
"""The columns of events come first, then those of versions, then those of commits."""
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


def packed_dates(dates: Sequence[int], known: Settled | None) -> bytes:
    """The dates of a line's commits and what they came to."""
    about = () if known is None else (known[1:-1], known.wrong)
    numbers = (len(dates), *chain.from_iterable(about))
    return array("q", (len(numbers), *numbers, *dates)).tobytes()


def unpacked_dates(packed: bytes) -> tuple[list[int], Settled | None]:
    """The dates again. BrokenMemoryError where they are none of ours."""
    try:
        array_of = array("q")
        array_of.frombytes(packed)
        numbers = array_of.tolist()
        head, dates = numbers[1 : numbers[0] + 1], numbers[numbers[0] + 1 :]
        if head[0] != len(dates):
            raise BrokenMemoryError("dates are missing")
        fixed = len(Settled._fields) - 1
        return dates, Settled._make((*head[:fixed], tuple(head[fixed:]))) if len(head) > 1 else None
    except (ValueError, LookupError, TypeError) as error:
        raise BrokenMemoryError(str(error)) from None


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
    about, parts = [], []
    for values, numbers_of in columns:
        between, text = _joined(values)
        about.append((None if between else values, between, len(text), numbers_of.typecode, len(numbers_of)))
        parts += [text, numbers_of.tobytes()]
    header = json.dumps([sys.byteorder, told.unreadable, about], separators=(",", ":")).encode()
    return b"".join((len(header).to_bytes(_HEADER, "little"), header, *parts))


def unpacked_events(packed: bytes, instants: Sequence[int]) -> Told:
    """The events again, with the instants of the line's commits. BrokenMemoryError where it is none of ours."""
    try:
        unreadable, columns = _columns(packed)
        of_events, of_versions, of_commits = columns[:4], columns[4:_COMMITS], columns[_COMMITS:]
        versions: list[Version | None] = [None]
        for part in _in_parts(of_versions):
            versions += map(partial(tuple.__new__, Version), zip(*part, strict=True))
        places, *abouts = map(_whole, of_commits)
        abouts.insert(0, [instants[place] for place in places])
        events: list[Event] = []
        happened: list[int] = []
        for items, rows, before, after in _in_parts(of_events):
            at, *others = [[about[row] for row in rows] for about in abouts]
            sides = [[versions[number] for number in side] for side in (before, after)]
            events += map(partial(tuple.__new__, Event), zip(items, at, *sides, *others, strict=True))
            happened += [places[row] for row in rows]
        return Told(tuple(events), tuple(happened), tuple(unreadable))
    except (ValueError, TypeError, LookupError) as error:
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


def _columns(packed: bytes) -> tuple[list[int], list[_Column]]:
    at = _HEADER + int.from_bytes(packed[:_HEADER], "little")
    order, unreadable, abouts = json.loads(packed[_HEADER:at])
    if order != sys.byteorder:
        raise BrokenMemoryError("packed on another machine")
    view = memoryview(packed)
    found: list[_Column] = []
    for values, between, size, code, length in abouts:
        numbers = array(code)
        start, at = at + size, at + size + length * numbers.itemsize
        numbers.frombytes(view[start:at])
        if len(numbers) != length:
            raise BrokenMemoryError("columns are missing")
        texts = str(view[start - size : start], "utf-8").split(between) if between else None
        found.append((texts or _frozen(values), numbers))
    return unreadable, found


def _in_parts(columns: Sequence[_Column]) -> Iterator[list[list[Any]]]:
    """Columns of one length, some rows at a time: what lies close together is quicker to go through."""
    for start in range(0, max(len(numbers) for _, numbers in columns), _AT_ONCE):
        yield [_whole((values, numbers[start : start + _AT_ONCE])) for values, numbers in columns]


def _whole(column: _Column) -> list[Any]:
    """The value of each row. A list display takes half the time of a map here."""
    values, numbers = column
    return numbers.tolist() if values is None else [values[number] for number in numbers]


def _joined(values: list[Any] | None) -> tuple[str, bytes]:
    """Texts as one, which is far quicker to read than a list, and what is between them; nothing for all else."""
    if not values or set(map(type, values)) != {str}:
        return "", b""
    text = "".join(values)
    between = next((one for one in _BETWEEN if one not in text), "")
    try:
        return between, between.join(values).encode() if between else b""
    except UnicodeEncodeError:  # half a letter, which JSON can tell
        return "", b""


def _frozen(values: list[Any] | None) -> list[Any] | None:
    """Values as they were before JSON made lists of tuples."""
    if values is None or list not in set(map(type, values)):
        return values
    return [tuple(value) if value.__class__ is list else value for value in values]
