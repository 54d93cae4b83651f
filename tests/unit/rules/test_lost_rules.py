"""What a line of work lost, item by item."""

from __future__ import annotations

import pytest

from gitagile.model.item import Item
from gitagile.rules.lost_rules import lost


def item(identifier, created="2026-03-02"):
    return Item(identifier, f".backlog/backlog/{identifier}-x.md", "backlog", title="About it", created=created)


def codes(before, now, kept=()):
    return [(remark.code, path) for path, remark in lost(before, {one.id.casefold(): one for one in now}, kept, "abc")]


def test_an_item_that_is_gone_is_lost_and_one_that_moved_or_cannot_be_read_is_not():
    gone = item("ML-aaa111")
    assert codes([gone], []) == [("B311", gone.path)]
    assert codes([gone], [item("ml-AAA111")]) == []
    assert codes([gone], [], {"ml-aaa111"}) == []


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ("2026-03-02", "2026-03-03", True),
        ("2026-03-02", None, True),
        (None, "2026-03-02", True),
        ("soon", "2026-03-02", True),
        ("2026-03-02", "2026-03-02T10:00:00+01:00", False),
        (None, None, False),
    ],
)
def test_an_id_whose_day_of_creation_changed_is_another_item_s(before, now, found):
    said = codes([item("ML-aaa111", before)], [item("ML-aaa111", now)])
    assert [code for code, _ in said] == ["B312"] * found


def test_one_item_of_an_id_that_was_given_twice_keeps_it():
    twice = [item("ML-aaa111"), item("ML-aaa111", "2026-03-09")]
    assert codes(twice, [item("ML-aaa111", "2026-03-09")]) == []
