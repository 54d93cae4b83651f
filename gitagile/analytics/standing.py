"""Standing: how one item stands to a sprint, and what is told of it when that changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from ..model import ledger as words
from ..model.event import Event, Version
from ..model.ledger import CommittedItem, estimate
from ..model.timeline import day_of
from ..model.workflow import DONE, DROPPED, TODO
from .amounts import Amount
from .commitment import Commitment
from .item_facts import CATEGORY, INSIDE, POINTS, Fact, Reading, facts_of
from .scope_change import ScopeChange


class Standing(NamedTuple):
    """Whether an item lies in the sprint's folder, with which points, and open (TODO), done or dropped.

    `is_past`: it was done before the start and has stayed so, so that it counts for nothing.
    """

    inside: bool = False
    points: Amount | None = None
    category: str = TODO
    is_past: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is in the sprint's scope."""
        return self.inside and self.category != DROPPED and not self.is_past

    @property
    def is_done(self) -> bool:
        """Whether it is completed, if it counts."""
        return self.category == DONE


class Followed(NamedTuple):
    """One item followed through a sprint: what happened, how it stands at the end, and its last version.

    `lies_there`: its file lies in the sprint's folder at the end, whether it counts or not.
    """

    changes: tuple[ScopeChange, ...]
    standing: Standing
    version: Version | None
    lies_there: bool


class _Difference(NamedTuple):
    change: str
    before: Amount | None
    after: Amount | None
    is_done: bool = False


def follow(promised: CommittedItem | None, events: list[Event], commitment: Commitment, reading: Reading) -> Followed:
    """Follow an item through its events, those from before the start too; `promised` where it was committed.

    What several commits of one second say of it is one change.
    """
    version = events[-1].after or events[-1].before if events else None
    name = promised.id if promised else (version.id if version else "")
    standing, facts = _at_start(promised, events, commitment, reading)
    facts += _facts_since(promised, events, commitment, reading)
    changes: list[ScopeChange] = []
    for at, group in groupby(sorted(facts, key=attrgetter("at")), key=attrgetter("at")):
        told = list(group)
        before, standing = standing, _moved_on(standing, told)
        for found in _differences(before, standing):
            teller = _teller(found.change, told)
            by = (teller.who, teller.commit, max(teller.at, at))
            changes.append(ScopeChange(day_of(at, reading.zone), at, name, *found, *by))
    return Followed(tuple(changes), standing, version, bool(events) and reading.is_inside(events[-1].after))


def _at_start(
    promised: CommittedItem | None, events: list[Event], commitment: Commitment, reading: Reading
) -> tuple[Standing, list[Fact]]:
    """How an item stands before anything is told; one that lies there, open and never promised, is added at once."""
    if promised:
        return Standing(inside=True, points=estimate(promised.points)), []
    earlier = [event for event in events if event.at < commitment.settled]
    version = earlier[-1].after if earlier else events[0].before
    if version is None:
        return Standing(), []
    standing = Standing(reading.is_inside(version), estimate(version.points), reading.category_of(version))
    if not standing.counts:
        return standing, []
    if standing.is_done:
        return standing._replace(is_past=True), []
    return standing._replace(inside=False), [Fact(commitment.settled, INSIDE, True, events[max(len(earlier) - 1, 0)])]


def _facts_since(
    promised: CommittedItem | None, events: list[Event], commitment: Commitment, reading: Reading
) -> list[Fact]:
    """What became known since the commitment was settled, and what was finished before that in the sprint's time.

    Nothing is earlier than the start: a stamp from before it counts from the start on.
    """
    started = commitment.started
    return [
        fact._replace(at=max(fact.at, started))
        for fact in facts_of(events, reading)
        if fact.event.at >= commitment.settled or (promised and fact.about == CATEGORY and fact.at >= started)
    ]


def _moved_on(standing: Standing, facts: Iterable[Fact]) -> Standing:
    for fact in facts:
        keeps = fact.about == POINTS or getattr(standing, fact.about) == fact.value
        standing = standing._replace(is_past=standing.is_past and keeps, **{fact.about: fact.value})
    return standing


def _differences(before: Standing, after: Standing) -> Iterator[_Difference]:
    """What is told when an item's standing changes, in an order in which scope and completed add up at each step."""
    if not after.counts:
        if before.counts:
            word = words.DROPPED if after.inside else words.REMOVED
            yield _Difference(word, before.points, None, before.is_done)
        return
    was_done = before.counts and before.is_done
    if not before.counts:
        yield _Difference(words.ADDED, None, after.points)
    elif was_done and not after.is_done:
        yield _Difference(words.REOPENED, before.points, before.points)
    if before.counts and before.points != after.points:
        yield _Difference(words.REESTIMATED, before.points, after.points, was_done and after.is_done)
    if after.is_done and not was_done:
        yield _Difference(words.DONE, after.points, after.points)


_TOLD_BY = {words.ADDED: INSIDE, words.REMOVED: INSIDE, words.REESTIMATED: POINTS}


def _teller(change: str, facts: list[Fact]) -> Event:
    """The event whose author and commit a change is told with: the last one that says just this."""
    about = _TOLD_BY.get(change, CATEGORY)
    return next((fact.event for fact in reversed(facts) if fact.about == about), facts[-1].event)
