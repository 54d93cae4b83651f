"""One line of history, part of it remembered and the rest just read, told as events: all, the latest, or one item's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..model.event import Event
from ..model.ids import normal_id
from ..model.timeline import Timeline
from .commit import Commit, Fact
from .differ import Standing
from .instants import Instants, Settled, put_in_line, settled
from .memory import Memory
from .rows import Unpacking, key_of
from .schema import Stretch, cut
from .told import Told, packed_dates, packed_events, unpacked_events

FAR = 2_500
"""Commits from which on the events of a line are remembered as they are."""


class Line(NamedTuple):
    """The commits of a line, oldest first: `older` ones are remembered at these places, `newer` ones follow them."""

    memory: Memory | None
    older: tuple[Stretch, ...]
    newer: tuple[Commit, ...]

    @property
    def remembered(self) -> int:
        """How many commits are remembered."""
        return sum(stretch.length for stretch in self.older)

    def dates(self) -> tuple[list[int], Settled | None]:
        """The commits' dates as they are written there, and what a beginning of them came to before."""
        older, known = self.memory.dates(self.older) if self.memory is not None else ([], None)
        return older + [commit.at for commit in self.newer], known


def tell(line: Line, since: int | None, now: int) -> Timeline:
    """The events of a line from `since` on, all where it is None. Those of a long line are remembered as they are.

    Where a long line was just read, all of it is told and remembered, whatever is asked: reading it took far longer.
    """
    dates, known = line.dates()
    instants = put_in_line(dates, now, known)
    asked = 0 if since is None else bisect_left(instants.at, since)
    first = 0 if len(line.newer) > FAR else asked
    told, start = _told_before(line, first, instants)
    unpacking = Unpacking()
    latest = (*_from(line, start, unpacking), *line.newer)
    told = told + _told(latest, start, _standing_before(line, start, latest, unpacking), instants)
    if first == 0 and line.memory is not None and len(latest) > FAR:
        from .keeping import remember_told

        kept = packed_dates(dates, settled(dates, instants, now))
        remember_told(line.memory, latest[-1].commit, kept, packed_events(told))
    told = told.since(asked)
    clamped = sum(1 for at in instants.wrong if at >= asked)
    return Timeline(told.events, since, clamped, len(told.unreadable))


def _told_before(line: Line, first: int, instants: Instants) -> tuple[Told, int]:
    """What is remembered as it was told, where that spares a long way, and the place up to which that is."""
    if line.memory is not None and line.remembered - first > FAR:
        found = line.memory.told(line.older)
        if found is not None and found[0] > first:
            return unpacked_events(found[1], instants.at), found[0]
    return Told((), (), ()), min(first, line.remembered)


def _told(commits: Iterable[Commit], start: int, standing: Standing, instants: Instants) -> Told:
    events: list[Event] = []
    places: list[int] = []
    unreadable: list[int] = []
    for place, commit in enumerate(commits, start):
        happened = standing.fold(commit, instants.at[place])
        events += happened
        places += [place] * len(happened)
        unreadable += [place] * commit.unreadable
    return Told(tuple(events), tuple(places), tuple(unreadable))


def tell_item(line: Line, item: str, now: int) -> Timeline:
    """The events of one item, given by its normal id."""
    dates, known = line.dates()
    instants = put_in_line(dates, now, known)
    circle = _Circle(set(), {item})
    circle.widen(line.newer)
    older = circle.remembered(line, line.older, Unpacking())
    narrowed = [*older, *((at, circle.narrowed(one)) for at, one in enumerate(line.newer, line.remembered))]
    standing = Standing(is_whole=bool(line.older))
    events: list[Event] = []
    unreadable = 0
    for at, commit in narrowed:
        events += (event for event in standing.fold(commit, instants.at[at]) if event.item == item)
        unreadable += commit.unreadable
    wrong = len({at for at, commit in narrowed if commit.facts}.intersection(instants.wrong))
    return Timeline(tuple(events), None, wrong, unreadable)


def _from(line: Line, start: int, unpacking: Unpacking) -> Iterator[Commit]:
    """The remembered commits from the place `start` in the line on."""
    if line.memory is None:
        return iter(())
    return line.memory.commits(cut(line.older, start)[1], unpacking)


def _standing_before(line: Line, start: int, latest: Iterable[Commit], unpacking: Unpacking) -> Standing:
    """What all that the latest commits touch was before them."""
    standing = Standing(is_whole=bool(line.older))
    if start:
        circle = _Circle(set(), set())
        circle.widen(latest, everything=True)
        for _, commit in circle.remembered(line, cut(line.older, start)[0], unpacking):
            standing.fold(commit, 0)
    return standing


class _Circle:
    """Files and items that have to do with each other: what one of them says depends on these and on no others."""

    def __init__(self, paths: set[str], items: set[str]) -> None:
        self._paths, self._items = paths, items

    def widen(self, commits: Iterable[Commit], *, everything: bool = False) -> None:
        """Take in what the commits show to belong; `everything` they touch."""
        commits = tuple(commits)
        size = -1
        while size != (size := len(self._paths) + len(self._items)):
            for commit in commits:
                names = self._names_in(commit)
                for fact in commit.facts:
                    if everything or self._has(fact, names):
                        self._take(fact)

    def remembered(self, line: Line, stretches: Sequence[Stretch], unpacking: Unpacking) -> list[tuple[int, Commit]]:
        """The remembered commits that touch the circle, with their places in the line, cut down to it; it widens."""
        if line.memory is None:
            return []
        found: dict[int, Commit] = {}
        asked: set[str] = set()
        while new := (self._paths | self._items) - asked:
            asked |= new
            places = line.memory.touching(map(key_of, new), stretches) - found.keys()
            found |= line.memory.some(sorted(places), unpacking)
            self.widen((*found.values(), *line.newer))
        return [(_count_before(stretches, n), self.narrowed(commit)) for n, commit in sorted(found.items())]

    def narrowed(self, commit: Commit) -> Commit:
        """The commit with what it did to the circle alone."""
        facts = tuple(fact for fact in commit.facts if fact.path in self._paths)
        return commit if len(facts) == len(commit.facts) else commit._replace(facts=facts)

    def _names_in(self, commit: Commit) -> set[str]:
        """Names of files by which the commit may have moved an item that could not be read."""
        return {_name(fact) for fact in commit.facts if fact.version is None and fact.path in self._paths}

    def _has(self, fact: Fact, names: set[str]) -> bool:
        if fact.path in self._paths:
            return True
        return _name(fact) in names if fact.version is None else normal_id(fact.version.id) in self._items

    def _take(self, fact: Fact) -> None:
        self._paths.add(fact.path)
        if fact.version is not None:
            self._items.add(normal_id(fact.version.id))


def _name(fact: Fact) -> str:
    return fact.path.rpartition("/")[2]


def _count_before(stretches: Iterable[Stretch], n: int) -> int:
    """How many places of the stretches lie before `n`, which is one of them."""
    count = 0
    for stretch in stretches:
        if stretch.first <= n <= stretch.last:
            return count + n - stretch.first
        count += stretch.length
    return count
