"""Tests of gitagile.store.packing: what a row was made of comes out of it again."""

from __future__ import annotations

import pytest

from gitagile.model.finding import ERROR, Finding
from gitagile.model.item import Item
from gitagile.model.sprint import Sprint
from gitagile.store.packing import packed, unpacked

FULL = Item(
    "ML-1", "p.md", "s1", "Über\u2028", "story", "doing", "high", "i5", 2.5, ("ana",), "data-science", ("a", "b"),
    "ML-9", ("ML-2",), "2026-01-05", "2026-01-06", None, None, "why", "h", "confirmed", "l", "3d",
    ({"metric": "f1", "value": [1, None]},), ("r",), ("d",),
    (("sha", 123), ("x", ["y", {"z": True}])),
)  # fmt: skip


@pytest.mark.parametrize(
    "loaded",
    [
        FULL,
        Item("ML-2", "p.md", "s1"),
        Sprint("s1", "p.md", "goal", "f1", "2026-01-05", "2026-01-16", "active", (("ana", 8.0), ("bo", 6.5))),
        ("ml-1", "ml-2"),
        (),
    ],
)
def test_what_is_packed_is_unpacked(loaded: Item | Sprint | tuple[str, ...]):
    kind, _, payload = packed(loaded, None)
    assert list(unpacked([("p.md", "s1", kind, payload)])) == [("p.md", loaded, None)]


def test_a_finding_is_packed_too():
    fault = Finding("I104", ERROR, "p.md", 3, 8, "message", "hint", True)
    kind, status, payload = packed(None, fault)
    assert (kind, status) == ("fault", None)
    assert list(unpacked([("p.md", "s1", kind, payload)])) == [("p.md", None, fault)]


def test_the_status_is_a_column_of_its_own():
    assert packed(FULL, None)[:2] == ("item", "doing")
    assert packed(Item("ML-2", "p", "s1"), None)[:2] == ("item", "")


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("item", "[]"),
        ("item", '["ML-1"]'),
        ("item", "5"),
        ("item", "{}"),
        ("item", '["a"]]'),
        ("item", ""),
        ("odd", "[]"),
        ("sprint", "[]"),
        ("sprint", '["a"]'),
        ("fault", "[1]"),
        ("ledger", "5"),
        ("item", "[" + "null," * 25 + "null]"),
        ("item", "[" * 100_000),
    ],
)
def test_a_row_that_is_none_is_an_error_that_the_index_knows(kind: str, payload: str):
    with pytest.raises((ValueError, TypeError, LookupError, AttributeError, RecursionError)):
        list(unpacked([("p.md", "s1", kind, payload)]))
