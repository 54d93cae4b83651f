"""One sprint with everything, as a story: what its files said, and when each day's work arrived.

Two weeks in Berlin, 2026-10-19 to 2026-10-30, with a weekend, the end of summer time in it and a holiday on Wednesday
the 28th. Every figure of it is written out in tests/unit/analytics/test_scenario.py; tests/git/test_scenario.py brings
the same work by merge commits, by rebase and by squash.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from gitagile.model.event import Event, Version
from gitagile.model.ledger import CommittedItem, Ledger
from gitagile.model.sprint import Sprint
from gitagile.model.workflow import Workflow

SPRINT, NEXT = "2026-s43", "2026-s44"
BERLIN = ZoneInfo("Europe/Berlin")
FLOW = Workflow((("todo", "todo"), ("doing", "active"), ("done", "done"), ("dropped", "dropped")))
HOLIDAY = "2026-10-28"
STARTED, CLOSED = "2026-10-19T09:00:00+02:00", "2026-10-30T17:00:00+01:00"
WHO = "Ada Example"

Keys = dict[str, object]


class Edit(NamedTuple):
    """One commit: the keys of an item that it sets (`place` moves it); None deletes its file."""

    item: str
    keys: Keys | None


class Arrival(NamedTuple):
    """What arrived on the main branch at an instant. A migration is one commit with its trailer."""

    at: str
    edits: tuple[Edit, ...]
    is_migration: bool = False


def edit(part: str, **keys: object) -> Edit:
    """An edit of the item SC-`part`."""
    return Edit(f"SC-{part}", keys)


def done(part: str, stamp: str, **keys: object) -> Edit:
    """A step into done, with its stamp."""
    return edit(part, status="done", finished=stamp, **keys)


def fresh(part: str, place: str, points: float | None, **keys: object) -> Edit:
    """A new item."""
    known = {"place": place, "title": f"Item {part}", "status": "todo", "created": "2026-10-01", "points": points}
    return edit(part, **{**known, **keys})


BEFORE = Arrival(
    "2026-10-16T12:00:00+02:00",
    (
        fresh("a", SPRINT, 5, role="engineering"),
        fresh("b", SPRINT, 8),
        fresh("c", SPRINT, 3),
        fresh("d", SPRINT, 5),
        fresh("e", SPRINT, 2),
        fresh("f", SPRINT, None),
        fresh("g", SPRINT, 13),
        fresh("k", SPRINT, 2),
        fresh("n", SPRINT, 1),
        fresh("x", SPRINT, 100, status="done", finished="2026-10-12T10:00:00+02:00"),
        fresh("i", "backlog", 1),
        fresh("h", "backlog", 3),
    ),
)
"""What lay there before the start: nine open items, one of them without an estimate, and one that is done."""

WORK = (
    Arrival("2026-10-19T18:00:00+02:00", (done("a", "2026-10-19T15:00:00+02:00"), edit("i", place=SPRINT))),
    Arrival(
        "2026-10-20T18:00:00+02:00",
        (done("i", "2026-10-20T11:00:00+02:00"), done("k", "2026-10-20T14:00:00+02:00")),
    ),
    Arrival("2026-10-21T18:00:00+02:00", (done("b", "2026-10-21T10:00:00+02:00"), edit("c", place="backlog"))),
    Arrival(
        "2026-10-22T18:00:00+02:00",
        (edit("b", status="doing", finished=None), edit("d", points=8), fresh("j", SPRINT, 5)),
    ),
    Arrival("2026-10-23T18:00:00+02:00", (edit("c", place=SPRINT), edit("e", status="dropped"))),
    Arrival(
        "2026-10-25T02:30:00+01:00",
        (fresh("l", SPRINT, 1, status="done", finished="2026-10-20T16:00:00+02:00"),),
    ),
    Arrival("2026-10-25T23:59:30+01:00", (edit("n", status="dropped"),)),
    Arrival(
        "2026-10-26T18:00:00+01:00",
        (
            edit("a", points=3),
            done("f", "2026-10-26T09:00:00+01:00"),
            edit("h", place=SPRINT),
            edit("n", status="todo"),
        ),
    ),
    Arrival(
        "2026-10-27T18:00:00+01:00",
        (edit("x", title="Done long before"), done("d", "2026-10-27T12:00:00+01:00"), edit("j", place=NEXT)),
    ),
    Arrival("2026-10-28T10:00:00+01:00", (fresh("m", SPRINT, 50), edit("g", priority="high")), is_migration=True),
    Arrival(
        "2026-10-29T18:00:00+01:00",
        (
            done("b", "2026-10-29T09:30:00+01:00"),
            done("h", "2026-10-29T16:00:00+01:00"),
            edit("k", place="archive"),
        ),
    ),
    Arrival("2026-10-30T12:00:00+01:00", (edit("f", points=2), edit("g", status="doing"))),
)
"""What arrived between the start and the close."""

AFTER = (
    Arrival("2026-10-30T17:00:05+01:00", tuple(edit(part, place=NEXT) for part in "cgn")),
    Arrival(
        "2026-11-02T10:00:00+01:00",
        (edit("a", points=100), edit("b", status="todo", finished=None), Edit("SC-d", None), edit("h", place=NEXT)),
    ),
)
"""The close's own moves, and what happened to the items later."""

STORY = (BEFORE, *WORK)

COMMITTED = tuple(
    CommittedItem(f"SC-{part}", points, "todo", "engineering" if part == "a" else None)
    for part, points in (("a", 5), ("b", 8), ("c", 3), ("d", 5), ("e", 2), ("f", None), ("g", 13), ("k", 2), ("n", 1))
)
LEDGER = Ledger(SPRINT, "Europe/Berlin", STARTED, COMMITTED)
PLANNED = Sprint(SPRINT, "sprint.md", "Everything", start="2026-10-19", end="2026-10-30", status="active")


def seconds(instant: str) -> int:
    """An instant as seconds since 1970."""
    return int(datetime.fromisoformat(instant).timestamp())


def events(*arrivals: Arrival) -> tuple[Event, ...]:
    """The story as the events of a line on which each edit is a commit of its own."""
    return tuple(_events(arrivals))


def _events(arrivals: tuple[Arrival, ...]) -> Iterator[Event]:
    versions: dict[str, Version] = {}
    for number, arrival in enumerate(arrivals):
        for one in arrival.edits:
            key = one.item.casefold()
            before, after = versions.pop(key, None), None
            if one.keys is not None:
                known = before or Version(one.item, f"{one.item}.md", "backlog")
                after = versions[key] = known._replace(**one.keys)  # type: ignore[arg-type]
            yield Event(key, seconds(arrival.at), before, after, f"c{number}", WHO, "", arrival.is_migration)
