"""An item: one Markdown file of the backlog, as a record."""

from __future__ import annotations

from datetime import UTC
from typing import NamedTuple

from .days import read_instant
from .rank import is_rank
from .workflow import DEFAULT_PRIORITY, PRIORITIES

BACKLOG, ARCHIVE = "backlog", "archive"
"""The folders that are no sprint."""


class Item(NamedTuple):
    """One item. Dates stay the file's text; a key that is absent, or whose value has the wrong type, is None or ().

    `place` is the folder it lies in: a sprint's id, `backlog` or `archive`. `path` begins at the repository's root.
    `fields` holds every other key with its YAML 1.2 value; `criteria` is (done, total), None while nobody has counted.
    """

    id: str
    path: str
    place: str
    title: str = ""
    type: str | None = None
    status: str | None = None
    priority: str | None = None
    rank: str | None = None
    points: int | float | None = None
    assignee: tuple[str, ...] = ()
    role: str | None = None
    labels: tuple[str, ...] = ()
    parent: str | None = None
    depends_on: tuple[str, ...] = ()
    created: str | None = None
    started: str | None = None
    finished: str | None = None
    due: str | None = None
    blocked: str | None = None
    hypothesis: str | None = None
    outcome: str | None = None
    learned: str | None = None
    timebox: str | None = None
    gates: tuple[object, ...] = ()
    runs: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    fields: tuple[tuple[str, object], ...] = ()
    criteria: tuple[int, int] | None = None

    @property
    def sprint(self) -> str | None:
        """The sprint whose folder it lies in; None for the backlog and the archive."""
        return None if self.place in (BACKLOG, ARCHIVE) else self.place

    @property
    def is_archived(self) -> bool:
        """Put away: readable and findable, in no list."""
        return self.place == ARCHIVE


ITEM_FIELDS = Item._fields


_PLACE_OF_PRIORITY = {name: at for at, name in enumerate(PRIORITIES)}
_MIDDLE = PRIORITIES.index(DEFAULT_PRIORITY)


def order_key(item: Item) -> tuple[int, str, str]:
    """Items in priority order: priority, then rank, then age, then id."""
    return (_PLACE_OF_PRIORITY.get(item.priority or "", _MIDDLE), place_in_order(item), item.id)


def place_in_order(item: Item) -> str:
    """The rank, or without a valid one one that puts it among its like by age: a middle letter, its instant, its id.

    Since it is a text of the rank's own alphabet, a rank can be found between any two items with one file changed.
    """
    if item.rank and is_rank(item.rank):
        return item.rank
    head, _, part = item.id.casefold().partition("-")
    letters = head + (part.zfill(9) if part.isdecimal() else part)
    if not (letters.isascii() and letters.isalnum()):
        letters = "".join(letter for letter in letters if letter.isascii() and letter.isalnum())
    return f"i{_age(item.created or '')}{letters}i"


def _age(created: str) -> str:
    """Digits that sort by age to the millisecond, from a day or an instant; nines for neither."""
    try:
        instant = read_instant(created) if len(created) > 10 else None
        moment = instant.astimezone(UTC).isoformat(timespec="milliseconds") if instant else ""
    except OverflowError:  # a day that no other zone's calendar has
        moment = ""
    if moment:
        return "".join(letter for letter in moment[:23] if letter.isdecimal())
    day = created[:10].replace("-", "")
    return f"{day}000000000" if day.isdecimal() and day.isascii() and len(day) == 8 else "9" * 17
