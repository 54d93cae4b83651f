"""What happened: steps, moves and other changes of items, and the commits of code that name them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ...model.event import Change, Event, changes_of
from ...model.timeline import Timeline

NEW, CHANGED, GONE, CODE, MIGRATION = "new", "changed", "gone", "code", "migration"


class Happening(NamedTuple):
    """One thing that happened to one item. `kind` is new, changed, gone or code (a commit that names the item).

    A migration is one thing, without an item, whatever it brought: `subject` then counts that. `changes` is what
    changed, field by field; `subject` the commit's where it is code. `commit` is empty for what is staged and not
    committed yet.
    """

    at: int
    item: str
    title: str
    kind: str
    changes: tuple[Change, ...] = ()
    commit: str = ""
    who: str = ""
    subject: str = ""
    place: str = ""


class Log(NamedTuple):
    """What happened, newest first; `notes` say what history cannot tell."""

    happenings: tuple[Happening, ...]
    notes: tuple[str, ...] = ()
    more: int = 0


def from_event(event: Event) -> Happening | None:
    """What an event tells a reader; None where only the file's name or a stamp changed."""
    known = event.after or event.before
    if known is None:
        return None
    kind = NEW if event.before is None else GONE if event.after is None else CHANGED
    changes = changes_of(event)
    if kind == CHANGED and not changes:
        return None
    return Happening(event.at, known.id, known.title, kind, changes, event.commit, event.who, place=known.place)


def migrated(events: Iterable[Event]) -> Happening:
    """What one commit of a migration did, as one thing. `events` are all of that commit, at least one."""
    found = tuple(events)
    count = len({event.item for event in found})
    said = f"{count} {'item' if count == 1 else 'items'} brought or changed by a migration"
    return Happening(found[0].at, "", "", MIGRATION, (), found[0].commit, found[0].who, said)


def notes_of(timeline: Timeline) -> tuple[str, ...]:
    """What must be said of a history beside its figures."""
    notes = []
    if timeline.partial:
        notes.append(timeline.partial)
    if timeline.clamped:
        noun = "commit has a date that cannot be" if timeline.clamped == 1 else "commits have dates that cannot be"
        notes.append(f"{timeline.clamped} {noun}: put in line with those around")
    if timeline.unreadable:
        noun = "version of an item" if timeline.unreadable == 1 else "versions of items"
        notes.append(f"{timeline.unreadable} {noun} could not be read: the item counts as it was before")
    return tuple(notes)
