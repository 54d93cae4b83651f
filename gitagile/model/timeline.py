"""The timeline: all events of a backlog in the order of the line, and when a step really happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from .days import day_in, read_day, read_instant
from .event import Event, Version


class Timeline(NamedTuple):
    """Events along the first parents, oldest first. `since`: events before that instant were not asked for (None: all).

    `clamped` commits had dates that cannot be and were put in line; `unreadable` versions could not be read, the item
    then stays as it was; `partial` says why part of the history is missing and what mends it, None where it is whole.
    """

    events: tuple[Event, ...] = ()
    since: int | None = None
    clamped: int = 0
    unreadable: int = 0
    partial: str | None = None


def versions_after(events: Iterable[Event]) -> dict[str, Version]:
    """The items (by normal id) as they stand after the events: the fold of them all."""
    last = {event.item: event.after for event in events}
    return {item: version for item, version in last.items() if version is not None}


def stamped_at(stamp: str | None, committed: int, zone: tzinfo) -> int:
    """When a step happened: the stamp in the file if it is there and not later than its commit, else the commit.

    A stamp that is a day alone is its last second in the zone. Seconds since 1970 (docs/figures: time).
    """
    instant = read_instant(stamp)
    if instant is None:
        day = read_day(stamp)
        if day is None:
            return committed
        try:
            instant = datetime.combine(day + timedelta(days=1), time(), zone) - timedelta(seconds=1)
        except OverflowError:
            return committed
    return min(int(instant.timestamp()), committed)


def as_instant(seconds: int) -> datetime:
    """The instant of a number of seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)


def day_of(seconds: int, zone: tzinfo) -> str:
    """The day of an instant in the project's zone, as an ISO day."""
    return day_in(zone, as_instant(seconds)).isoformat()


def with_beginnings(timeline: Timeline) -> Timeline:
    """A timeline that begins in the middle, with one more event for each item that was there before it.

    Those come an instant before the middle, as if each item had been made then just as it stood: what a stamp dates
    earlier stays earlier, and nothing else that is older than the middle may be asked.
    """
    if timeline.since is None:
        return timeline
    seen: dict[str, Event] = {}
    for event in timeline.events:
        seen.setdefault(event.item, event)
    earlier = timeline.since - 1
    beginnings = (Event(event.item, earlier, None, event.before) for event in seen.values() if event.before is not None)
    return timeline._replace(events=(*beginnings, *timeline.events))
