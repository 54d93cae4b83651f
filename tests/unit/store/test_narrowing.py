"""Tests of gitagile.store.narrowing: the same items by SQL and by hand."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from gitagile.model.item import Item
from gitagile.model.sprint import Sprint
from gitagile.store.narrowing import EVERYTHING, Narrowing, as_sql, is_wanted

SPRINTS = (Sprint("old", "old/sprint.md", status="closed"), Sprint("now", "now/sprint.md", status="active"))
ITEMS = tuple(
    Item(f"{place}-{status}", f"{place}/{status}", place, status=status)
    for place in ("backlog", "archive", "old", "now")
    for status in ("todo", "done", None)
)
TEXTS = {item.path: f"{item.place} text of it" for item in ITEMS}


def by_sql(narrowing: Narrowing) -> set[str]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE files (path, place, kind, status)")
        database.executemany(
            "INSERT INTO files VALUES (?, ?, 'item', ?)", [(one.path, one.place, one.status or "") for one in ITEMS]
        )
        database.executemany(
            "INSERT INTO files VALUES (?, ?, 'sprint', ?)", [(one.path, one.id, one.status) for one in SPRINTS]
        )
        paths = tuple(path for path, text in TEXTS.items() if all(word in text for word in narrowing.words))
        condition, values = as_sql(narrowing, paths)
        return {path for (path,) in database.execute(f"SELECT path FROM files WHERE {condition}", values)}  # noqa: S608


@pytest.mark.parametrize(
    ("narrowing", "count"),
    [
        (EVERYTHING, 12),
        (Narrowing(live=True), 9),
        (Narrowing(live=True, finished=("done",)), 8),
        (Narrowing(live=True, finished=("done", "todo")), 7),
        (Narrowing(finished=("done",)), 12),
        (Narrowing(words=("text", "old")), 3),
        (Narrowing(words=("%",)), 0),
        (Narrowing(live=True, words=("archive",)), 0),
        (Narrowing(words=("' OR 1",)), 0),
    ],
)
def test_sql_and_hand_want_the_same_items(narrowing: Narrowing, count: int):
    by_hand = {item.path for item in ITEMS if is_wanted(narrowing, item, SPRINTS, TEXTS.__getitem__)}
    assert by_sql(narrowing) == by_hand
    assert len(by_hand) == count
