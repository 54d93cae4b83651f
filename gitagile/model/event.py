"""Events: what one commit did to one item, with the item's version before and after."""

from __future__ import annotations

from typing import NamedTuple

from .item import ARCHIVE, BACKLOG, Item


class Version(NamedTuple):
    """What an item's file said at one commit, as far as history asks. Dates stay the file's text; absent is None or ().

    `place` is the folder it lay in (a sprint's id, `backlog` or `archive`); `path` begins at the repository's root.
    """

    id: str
    path: str
    place: str
    title: str = ""
    type: str | None = None
    status: str | None = None
    priority: str | None = None
    points: int | float | None = None
    assignee: tuple[str, ...] = ()
    role: str | None = None
    blocked: str | None = None
    created: str | None = None
    started: str | None = None
    finished: str | None = None

    @property
    def sprint(self) -> str | None:
        """The sprint whose folder it lay in; None for the backlog and the archive."""
        return None if self.place in (BACKLOG, ARCHIVE) else self.place


class Event(NamedTuple):
    """One item changed by one commit of the line: `before` None where it is new, `after` None where its file is gone.

    `item` is the normal id; `at` seconds since 1970 in UTC, never falling along the line; `who` and `email` the author.
    A migration folds like any other event and moves no figure. `commit` is empty for what is not committed yet.
    """

    item: str
    at: int
    before: Version | None
    after: Version | None
    commit: str = ""
    who: str = ""
    email: str = ""
    is_migration: bool = False


def version_of(item: Item) -> Version:
    """What an item's file says now, as a version of it."""
    return Version(*(getattr(item, name) for name in Version._fields))


class Change(NamedTuple):
    """One field of an item that an event changed: the field's name and its value before and after."""

    field: str
    before: object
    after: object


TOLD = ("status", "place", "points", "title", "type", "priority", "assignee", "role", "blocked")
"""The fields whose changes are told, in the order they are told."""


def changes_of(event: Event) -> tuple[Change, ...]:
    """What the event changed of the item, field by field; () where it is new or gone."""
    before, after = event.before, event.after
    if before is None or after is None:
        return ()
    return tuple(
        Change(field, getattr(before, field), getattr(after, field))
        for field in TOLD
        if getattr(before, field) != getattr(after, field)
    )
