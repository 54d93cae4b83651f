"""What people do to one made-up item at a time: steps with and without stamps, estimates, titles, second thoughts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from benchmarks.made_up import NEXT_STATUS, POINTS, PRIORITIES, WORDS, MadeUpItem, reword, step

Edit = Callable[[MadeUpItem, Random, str], MadeUpItem]
CLOSED = ("done", "dropped")


def edited(item: MadeUpItem, random: Random, day: str) -> tuple[str, MadeUpItem]:
    """The item after one edit that its status allows, and a word for it."""
    edits = _WHEN_CLOSED if item.status in CLOSED else _WHEN_OPEN
    edit = random.choices(tuple(edits), tuple(edits.values()))[0]
    return edit.__name__.strip("_"), edit(item, random, day)


def retitled(item: MadeUpItem, random: Random, _day: str) -> MadeUpItem:
    """The item with another title, and the file's name with it."""
    words = random.sample(WORDS, random.randint(3, 6))
    return replace(item, title=" ".join(words).capitalize(), slug="-".join(words[:4]))


def settled(ours: MadeUpItem, theirs: MadeUpItem, base: MadeUpItem) -> MadeUpItem:
    """What a merge makes of an item: theirs, with the folder, priority and points that ours changed since the base."""
    return replace(
        theirs,
        folder=theirs.folder if ours.folder == base.folder else ours.folder,
        priority=theirs.priority if ours.priority == base.priority else ours.priority,
        points=theirs.points if ours.points == base.points else ours.points,
    )


def touched(item: MadeUpItem, random: Random) -> MadeUpItem:
    """The item with another estimate and priority."""
    points = random.choice([number for number in POINTS if number != item.points])
    return replace(item, points=points, priority=random.choice(PRIORITIES))


def _stepped(item: MadeUpItem, _random: Random, day: str) -> MadeUpItem:
    return step(item, day)


def _stepped_by_hand(item: MadeUpItem, _random: Random, _day: str) -> MadeUpItem:
    return replace(item, status=NEXT_STATUS[item.status])


def _sent_back(item: MadeUpItem, _random: Random, _day: str) -> MadeUpItem:
    return replace(item, status="doing" if item.status == "review" else "todo")


def _estimated(item: MadeUpItem, random: Random, _day: str) -> MadeUpItem:
    return replace(item, points=None if random.random() < 0.1 else random.choice(POINTS))


def _reworded(item: MadeUpItem, random: Random, _day: str) -> MadeUpItem:
    return reword(item, random)


def _dropped(item: MadeUpItem, _random: Random, day: str) -> MadeUpItem:
    return replace(item, status="dropped", finished=day)


def _reopened(item: MadeUpItem, _random: Random, _day: str) -> MadeUpItem:
    return replace(item, status="doing", finished=None)


_WHEN_OPEN: dict[Edit, int] = {
    _stepped: 60,
    _stepped_by_hand: 8,
    _sent_back: 4,
    _estimated: 8,
    _reworded: 14,
    retitled: 3,
    _dropped: 2,
}
_WHEN_CLOSED: dict[Edit, int] = {_reopened: 1, _reworded: 2, retitled: 1}
