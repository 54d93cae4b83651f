"""What somebody did since a moment, from their steps and commits: one line an item, as a draft of their own words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from ...history.message_names import is_own, names_in
from ...model.event import Change, Event, changes_of
from ...model.ids import normal_id
from ...vcs.authored import Authored, commits_by
from ...workspace import Workspace
from ..history.past import timeline
from .oneself import Oneself, Signature, own_signatures

MOST_COMMITS = 300
"""So many of somebody's newest commits are looked at."""
MOST_SUBJECTS = 3
"""Subjects of commits shown of one item, and of what names none; the rest is counted."""
MOST_LOOSE = 6
MANY = 3
"""One commit that moves or makes more items than this is one line."""

_EDITED = re.compile(r"\d+ changes")
_OWN_ACT = re.compile(r"backlog\(([^)\s]+)\): (?!rank )(.+)")


class Span(NamedTuple):
    """A stretch of time: from one second up to another, both counted."""

    since: int
    until: int

    def holds(self, at: int) -> bool:
        """Whether a second lies in it."""
        return self.since <= at <= self.until


class _Told(NamedTuple):
    """What was done of each item (normal id), in the order it was begun, and what was done beside the items."""

    words: dict[str, list[str]]
    loose: list[str]


class Past(NamedTuple):
    """What happened to the items lately, and which signatures of it are one's own."""

    events: tuple[Event, ...]
    own: frozenset[Signature]

    def is_own(self, event: Event) -> bool:
        """Whether oneself made it."""
        return (event.who, event.email) in self.own

    def stepped_last(self) -> frozenset[str]:
        """The items (normal ids) whose last step oneself made."""
        steps = {
            event.item: event for event in self.events if any(change.field == "status" for change in changes_of(event))
        }
        return frozenset(item for item, event in steps.items() if self.is_own(event))


def past_of(workspace: Workspace, who: Oneself, since: int) -> Past:
    """The events since a second, without what a migration brought."""
    events = tuple(event for event in timeline(workspace, since=since).events if not event.is_migration)
    return Past(events, own_signatures(workspace, who, {(event.who, event.email) for event in events}))


def done_lately(workspace: Workspace, who: Oneself, span: Span, past: Past) -> tuple[str, ...]:
    """What somebody did in a stretch of time: steps and commits by item, then what names no item."""
    events = [event for event in past.events if span.holds(event.at) and past.is_own(event)]
    found = commits_by(workspace.repository, who.signatures, MOST_COMMITS)
    commits = sorted((one for one in reversed(found) if span.holds(one.at)), key=lambda one: one.at)
    bulk, single = _apart(events)
    told = _Told(defaultdict(list), [])
    for item, mine in _by_item(single):
        told.words[item] += _steps(mine)
    _tell_commits(told, workspace, commits, {event.commit for event in events})
    names = _names(workspace, single, told.words)
    lines = [_line(names.get(item, (item, "")), words) for item, words in told.words.items() if words]
    return (*lines, *bulk, *_shortened(list(dict.fromkeys(told.loose)), MOST_LOOSE))


def _names(workspace: Workspace, events: Iterable[Event], wanted: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Id and title of the items as they are now, or as they were."""
    items = {normal_id(item.id): (item.id, item.title) for item in workspace.backlog().items}
    known = {event.item: event.after or event.before for event in events}
    names = {item: (one.id, one.title) for item, one in known.items() if one is not None}
    return names | {item: items[item] for item in wanted if item in items}


def _apart(events: Iterable[Event]) -> tuple[list[str], list[Event]]:
    """A line for each commit that only moved or made many items, and the events of all others."""
    bulk: list[str] = []
    single: list[Event] = []
    for _, group in groupby(events, key=lambda event: event.commit):
        mine = list(group)
        places = {event.after.place for event in mine if event.after}
        alike = all(event.before is None or [one.field for one in changes_of(event)] == ["place"] for event in mine)
        if len(mine) <= MANY or len(places) != 1 or not alike:
            single += mine
            continue
        made = all(event.before is None for event in mine)
        bulk.append(f"{len(mine)} {'new items in' if made else 'items moved to'} {places.pop()}")
    return bulk, single


def _by_item(events: Iterable[Event]) -> Iterator[tuple[str, list[Event]]]:
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(event.item, []).append(event)
    yield from found.items()


def _steps(events: list[Event]) -> list[str]:
    """What happened to one item, in a few words each."""
    changes = [change for event in events for change in changes_of(event)]
    made = events[0].before is None
    statuses = [one for one in changes if one.field == "status"]
    words = ["new"] if made else []
    if statuses:
        words.append(" -> ".join(str(one or "none") for one in (statuses[0].before, *(one.after for one in statuses))))
    words += _last(changes, "place", "moved to {}")
    words += _last(changes, "points", "estimated {}")
    words += ["unblocked"] if any(one.field == "blocked" and not one.after for one in changes) else []
    others = [one for one in changes if one.field not in ("status", "place", "points", "blocked")]
    return words or (["edited"] if others else [])


def _last(changes: Iterable[Change], field: str, said: str) -> list[str]:
    values = [one.after for one in changes if one.field == field and one.after is not None]
    return [said.format(f"{values[-1]:g}" if isinstance(values[-1], float) else values[-1])] if values else []


def _tell_commits(told: _Told, workspace: Workspace, commits: Iterable[Authored], known: set[str]) -> None:
    """Put in what commits say; `known` are the commits whose steps are told already."""
    subjects: defaultdict[str, list[str]] = defaultdict(list)
    for one in commits:
        subject, _, rest = one.message.replace("\r\n", "\n").strip().partition("\n")
        if is_own(subject, rest):
            act = _OWN_ACT.fullmatch(subject)
            if act is not None and one.commit not in known:
                told.words[normal_id(act[1])].append("edited" if _EDITED.fullmatch(act[2]) else act[2])
            continue
        named = [name.item for name in names_in(one.message, (workspace.config.prefix,))]
        for item in named:
            subjects[item].append(_without_id(subject, item))
        if not named and subject and one.commit not in known:
            told.loose.append(subject)
    for item, mine in subjects.items():
        told.words[item] += _shortened(list(dict.fromkeys(mine)), MOST_SUBJECTS)


def _shortened(subjects: list[str], most: int) -> list[str]:
    """The last subjects, and how many commits come before them."""
    rest = len(subjects) - most
    said = subjects[-most:]
    return said if rest <= 0 else [*said, f"and {rest} more commit{'' if rest == 1 else 's'}"]


def _without_id(subject: str, item: str) -> str:
    """A subject without the id that it begins with."""
    found = re.match(rf"(?i)\[?{re.escape(item)}\]?[:\s-]+(?=\S)", subject)
    return subject[found.end() :] if found else subject


def _line(name: tuple[str, str], words: list[str]) -> str:
    identifier, title = name
    head = f"{identifier} {title}".strip()
    return f"{head}: {'; '.join(words)}"
