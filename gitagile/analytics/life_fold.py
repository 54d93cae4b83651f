"""The fold of one item's events: what each of them says of its start, its finish and where it stood."""

from __future__ import annotations

from datetime import tzinfo
from typing import NamedTuple

from ..model.days import day_in, read_day
from ..model.event import Event, Version
from ..model.item import ARCHIVE
from ..model.timeline import as_instant, stamped_at
from ..model.workflow import ACTIVE, DONE, DROPPED, TODO, Workflow

GONE = "gone"
"""Where an item stands that left the board: deleted, or put into the archive while it was open."""


class Mark(NamedTuple):
    """A step: the second it happened, the status and what that means."""

    at: int
    status: str | None
    category: str


class Reading(NamedTuple):
    """How versions are read: what each status means, the first ones to do and active, and the project's zone."""

    categories: dict[str | None, str]
    first_todo: str | None
    first_active: str | None
    zone: tzinfo

    @classmethod
    def of(cls, workflow: Workflow, zone: tzinfo) -> Reading:
        """The reading that a workflow and a zone make."""
        return cls(dict(workflow.statuses), workflow.first_in(TODO), workflow.first_in(ACTIVE), zone)

    def standing(self, version: Version) -> str:
        """The category of a version's status; gone where it was put away while open."""
        category = self.categories.get(version.status, TODO)
        return GONE if version.place == ARCHIVE and category in (TODO, ACTIVE) else category

    def said(self, stamp: str | None, committed: int, since: int | None = None) -> int | None:
        """When a stamp says it happened; None where it cannot be read, is later than its commit or before `since`."""
        day = read_day(stamp) if stamp else None
        if day is None:
            return None
        instant = stamped_at(stamp, committed, self.zone)
        if since is not None and instant < since:
            return None
        is_credible = instant < committed or day <= day_in(self.zone, as_instant(committed))
        return instant if is_credible else None


class LifeFold:
    """What is known of one item after the events taken so far; the rules are told at `lifetimes`."""

    __slots__ = (
        "_first", "_is_brought", "_is_start_lost", "_left_active", "_left_done", "_marks", "_reading", "_spells",
        "_standing_finish", "created", "finished", "is_here", "last", "reopens", "started",
    )  # fmt: skip

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._marks: list[Mark] = []
        self._first = self._spells = self._standing_finish = 0
        self._is_brought = self._is_start_lost = False
        self._left_active: int | None = None
        self._left_done: int | None = None
        self.last: Version | None = None
        self.created: int | None = None
        self.started: int | None = None
        self.finished: int | None = None
        self.is_here = False
        self.reopens = 0

    def take(self, event: Event, *, is_dated: bool) -> None:
        """Take the next event; one that is not `is_dated` folds, and its commit says of nothing when it happened."""
        if self.last is None and event.before is not None:
            self._appear(event.before, event.at, is_dated=False)
        before, after = self.last, event.after
        if after is None:
            self._leave(event.at)
        elif before is None:
            self._appear(after, event.at, is_dated=is_dated)
        elif self.is_here and _stands_as(before, after):
            self.last = after
        else:
            self._change(before, after, event.at, is_dated=is_dated)

    def _appear(self, version: Version, at: int, *, is_dated: bool) -> None:
        reading, standing = self._reading, self._reading.standing(version)
        self.last, self._first, self.is_here = version, at, True
        commit = at if is_dated else None
        self.created = _either(reading.said(version.created, at), commit)
        self.started = _either(reading.said(version.started, at), commit if standing == ACTIVE else None)
        own: int | None = at if is_dated or standing == TODO else None
        if standing == ACTIVE:
            own, self._spells = self.started, 1
            self._is_start_lost = own is None
        elif standing == DONE:
            own = self.finished = _either(reading.said(version.finished, at), commit)
        self._is_brought = own is None
        self._marks.append(Mark(at if own is None else own, version.status, standing))

    def _leave(self, at: int) -> None:
        if self.is_here and self.last is not None:
            self.is_here = False
            if self._reading.standing(self.last) == ACTIVE:
                self._left_active = at
            self._marks.append(Mark(at, None, GONE))

    def _change(self, before: Version, after: Version, at: int, *, is_dated: bool) -> None:
        was_here, self.last, self.is_here = self.is_here, after, True
        was, now = self._reading.standing(before), self._reading.standing(after)
        if after.created != before.created:
            self.created = _either(self._reading.said(after.created, self._first), self.created)
        moment = self._start(before, after, at, is_step=now == ACTIVE != was, is_dated=is_dated)
        if now == DONE:
            moment = self._finish(before, after, at, is_step=was != DONE, is_dated=is_dated)
        elif was == DONE:
            self.finished, self._left_done = None, at
            self.reopens += is_dated and now != DROPPED
        if was == ACTIVE != now:
            self._left_active = at
        if now != was or after.status != before.status or not was_here:
            self._marks.append(Mark(moment if now != was else at, after.status, now))

    def _start(self, before: Version, after: Version, at: int, *, is_step: bool, is_dated: bool) -> int:
        """Look for a start, and say when a step into active happened."""
        if not is_step and after.started == before.started:
            return at
        said = self._reading.said(after.started, at, self._left_active if is_step else None)
        self._spells += is_step
        is_correction = not is_step and self._spells <= 1
        if said is not None:
            self.started = said if self.started is None or is_correction else min(said, self.started)
        elif is_step and self.started is None and not self._is_start_lost:
            self.started = at if is_dated else None
            self._is_start_lost = not is_dated
        return said if said is not None and is_step else at

    def _finish(self, before: Version, after: Version, at: int, *, is_step: bool, is_dated: bool) -> int:
        """Date the finish of an item that stands done now, and say when a step into done happened."""
        if not is_step and after.finished == before.finished:
            return at
        said = self._reading.said(after.finished, at, self._left_done)
        if is_step:
            self.finished = _either(said, at if is_dated else None)
            self._standing_finish = len(self._marks)
        elif said is not None:
            self.finished = said
            self._marks[self._standing_finish] = self._marks[self._standing_finish]._replace(at=said)
        return at if said is None else said

    def steps(self) -> tuple[Mark, ...]:
        """Where it stood from when on, in time: with the steps that stamps alone tell, and never falling.

        A later step pulls the earlier ones back: what was finished on a day was there on that day.
        """
        marks = list(self._marks)
        if not self._is_brought:
            self._add_start(marks)
            self._add_creation(marks)
        for index in range(len(marks) - 2, -1, -1):
            if marks[index].at > marks[index + 1].at:
                marks[index] = marks[index]._replace(at=marks[index + 1].at)
        return tuple(marks)

    def _add_start(self, marks: list[Mark]) -> None:
        if self.started is None:
            return
        first = next((at for at, mark in enumerate(marks) if mark.category == ACTIVE), None)
        if first is not None:
            marks[first] = marks[first]._replace(at=self.started)
            return
        end = next((at for at, mark in enumerate(marks) if mark.category != TODO), None)
        if end is not None and self._reading.first_active is not None:
            marks.insert(end, Mark(self.started, self._reading.first_active, ACTIVE))

    def _add_creation(self, marks: list[Mark]) -> None:
        if self.created is None:
            return
        if marks[0].category == TODO:
            marks[0] = marks[0]._replace(at=self.created)
        elif self.created < marks[0].at and self._reading.first_todo is not None:
            marks.insert(0, Mark(self.created, self._reading.first_todo, TODO))


def _either(first: int | None, second: int | None) -> int | None:
    return second if first is None else first


def _stands_as(before: Version, after: Version) -> bool:
    """Whether nothing changed that says where an item stands and since when."""
    return (
        before.status == after.status
        and before.place == after.place
        and before.created == after.created
        and before.started == after.started
        and before.finished == after.finished
    )
