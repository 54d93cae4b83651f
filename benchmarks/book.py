"""The book of a made-up project: its items as main has them, its open branches, and what each commit says of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple

from benchmarks.hand_edits import CLOSED
from benchmarks.made_up import PEOPLE, MadeUpItem, make_ids, make_item
from benchmarks.simulation import EPOCH, MAIN, Commit

SPRINT_DAYS = 14
SPRINT_SIZE = 60
WRONG_CLOCKS = 0.004  # of the commits
DAY = 86400


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a history to make up; the same scale always gives the same commit ids."""

    items: int
    commits: int
    share: float = 0.5  # of the commits, those that touch the backlog
    seed: int = 1
    samples: int = 8  # commits at which the truth is taken down, beside the last


class Truth(NamedTuple):
    """What the backlog is after one commit of main, by its number: each item's place, status, points and title."""

    number: int
    items: dict[str, tuple[str, str, int | None, str]]


class Bag:
    """Ids to pick from by chance, in a time that does not grow with them."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._places: dict[str, int] = {}

    def put(self, identity: str) -> None:
        """Put an id in that is not in it."""
        self._places[identity] = len(self.ids)
        self.ids.append(identity)

    def take(self, identity: str) -> None:
        """Take an id out if it is in."""
        place = self._places.pop(identity, None)
        if place is not None:
            last = self.ids.pop()
            if last != identity:
                self.ids[place] = last
                self._places[last] = place


@dataclass(slots=True)
class Desk:
    """The items as one branch has them, and the paths its next commit changes, with their bytes; None where they go."""

    items: dict[str, MadeUpItem] = field(default_factory=dict)
    changes: dict[str, bytes | None] = field(default_factory=dict)

    def put(self, item: MadeUpItem) -> None:
        """Write the item's file; the one it had is gone if it was another."""
        self.drop(item.id)
        self.items[item.id] = item
        self.changes[item.path] = item.as_markdown()

    def drop(self, identity: str) -> None:
        """Remove the item's file."""
        before = self.items.pop(identity, None)
        if before is not None:
            self.changes[before.path] = None


@dataclass(slots=True)
class Branch:
    """A short-lived branch: its own versions of a few items, how main had them, and its code."""

    ref: str
    tip: int
    due: int  # the number of the commit from which on it may be merged
    desk: Desk = field(default_factory=Desk)
    base: dict[str, MadeUpItem] = field(default_factory=dict)
    code: dict[str, bytes | None] = field(default_factory=dict)


class Book:
    """The state of the made-up project. `truths` are taken down at every `samples`-th part of its commits."""

    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        self.random = Random(scale.seed)
        self.spare = list(make_ids(self.random, scale.items + scale.commits // 50 + 50))
        self.made = 0
        self.main = Desk()
        self.bags = {name: Bag() for name in ("waiting", "running", "closed")}
        self.branches: list[Branch] = []
        self.locked: set[str] = set()
        self.sprint = 1
        self.now = int(EPOCH.timestamp())
        sprints = max(3, scale.items // (SPRINT_SIZE - 10))
        self.gap = sprints * SPRINT_DAYS * DAY // max(1, scale.commits)
        self.number = self.tip = 0
        self.truths: list[Truth] = []

    @property
    def folder(self) -> str:
        """The running sprint's folder."""
        return f"sprints/{self._sprint_start():%Y}-s{self.sprint:03d}"

    @property
    def day(self) -> str:
        """Today, as stamps say it."""
        return datetime.fromtimestamp(self.now, UTC).strftime("%Y-%m-%d")

    @property
    def is_sprint_over(self) -> bool:
        """Whether the running sprint's days have passed."""
        return self.now >= (self._sprint_start() + timedelta(days=SPRINT_DAYS)).timestamp()

    @property
    def behind(self) -> int:
        """How many items should have been made by now, and are not."""
        first = max(5, self.scale.items // 20)
        return first + (self.scale.items - first) * self.number // self.scale.commits - self.made

    def go_on(self) -> None:
        """Let some time pass."""
        self.now += int(self.gap * (0.2 + 1.6 * self.random.random()))

    def any_of(self, bag: str) -> MadeUpItem | None:
        """An item of main picked from a bag; None where it is empty."""
        ids = self.bags[bag].ids
        return self.main.items[self.random.choice(ids)] if ids else None

    def put(self, word: str, item: MadeUpItem) -> str:
        """Write an item on main; gives what a message says of it."""
        self.main.put(item)
        self._take(item.id)
        if item.id not in self.locked:
            is_open = item.status not in CLOSED
            bag = {self.folder: "running", "backlog": "waiting"}.get(item.folder, "closed") if is_open else "closed"
            self.bags[bag].put(item.id)
        return f"{item.id} {word}"

    def drop(self, identity: str) -> None:
        """Remove an item from main."""
        self.main.drop(identity)
        self._take(identity)

    def make(self, branch: Branch | None = None) -> MadeUpItem:
        """A new item, on main or on a branch."""
        waiting = self.bags["waiting"].ids
        earlier = (self.random.choice(waiting),) if waiting else ()
        item = make_item(self.random, self.spare.pop(), self.day, earlier)
        self.made += 1
        if branch is None:
            self.put("new", item)
        else:
            branch.desk.put(item)
            self.lock(item.id)
        return item

    def lock(self, identity: str) -> None:
        """Keep an item for the branch that works on it."""
        self.locked.add(identity)
        self._take(identity)

    def write_sprint(self, status: str) -> None:
        """Write the running sprint's file."""
        start, end = self._sprint_start(), self._sprint_start() + timedelta(days=SPRINT_DAYS - 3)
        head = f"goal: Sprint {self.sprint}\nstart: {start:%Y-%m-%d}\nend: {end:%Y-%m-%d}\nstatus: {status}"
        self.main.changes[f".backlog/{self.folder}/sprint.md"] = f"---\n{head}\n---\nNotes.\n".encode()

    def commit(self, message: str, branch: Branch | None = None, *, merged: Branch | None = None) -> Commit:
        """Everything that changed since the last commit on main, or on a branch."""
        self.number += 1
        desk = branch.desk if branch else self.main
        before = branch.tip if branch else self.tip
        commit = Commit(
            self.number,
            branch.ref if branch else MAIN,
            tuple(number for number in (before, merged.tip if merged else 0) if number),
            self._clock(),
            self.random.choice(PEOPLE),
            message,
            tuple((path, content) for path, content in desk.changes.items() if content is not None),
            removals=tuple(path for path, content in desk.changes.items() if content is None),
        )
        desk.changes.clear()
        if branch:
            branch.tip = self.number
        else:
            self.tip = self.number
            if self.number * self.scale.samples // self.scale.commits > len(self.truths):
                self.take_down()
        return commit

    def take_down(self) -> None:
        """Note the truth at main's last commit."""
        items = {
            item.id: (item.folder.removeprefix("sprints/"), item.status, item.points, item.title)
            for item in self.main.items.values()
        }
        self.truths.append(Truth(self.tip, items))

    def _take(self, identity: str) -> None:
        for bag in self.bags.values():
            bag.take(identity)

    def _clock(self) -> int:
        """What the committer's clock says: some are days off, both ways."""
        if self.random.random() >= WRONG_CLOCKS:
            return self.now
        return self.now + self.random.choice((-400, -9, -1, 1, 30, 5000)) * DAY

    def _sprint_start(self) -> datetime:
        return EPOCH + timedelta(days=(self.sprint - 1) * SPRINT_DAYS)
