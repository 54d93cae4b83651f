"""Tests of gitagile.model.item: where an item lies and in which order items come."""

from __future__ import annotations

from gitagile.model.item import ITEM_FIELDS, Item, order_key, place_in_order


def item(identifier: str, **keys: object) -> Item:
    return Item(identifier, f"{identifier}.md", str(keys.pop("place", "backlog")), **keys)  # type: ignore[arg-type]


def test_the_folder_is_the_sprint():
    assert item("ML-1", place="2026-s24").sprint == "2026-s24"
    assert item("ML-1").sprint is None
    assert item("ML-1", place="archive").sprint is None


def test_an_archived_item_is_put_away():
    assert item("ML-1", place="archive").is_archived
    assert not item("ML-1").is_archived


def test_items_come_by_priority_then_rank_then_age_then_id():
    urgent = item("ML-9", priority="urgent")
    ranked_first, ranked_last = item("ML-8", rank="a"), item("ML-7", rank="z")
    old, new, undated = item("ML-6", created="2026-01-01"), item("ML-5", created="2026-02-01T09:00:00Z"), item("ML-1")
    low = item("ML-0", priority="low", rank="0a")
    ordered = [urgent, ranked_first, old, new, undated, ranked_last, low]
    assert sorted([low, ranked_last, undated, new, old, ranked_first, urgent], key=order_key) == ordered


def test_an_unknown_priority_counts_as_medium():
    assert (
        order_key(item("ML-1", priority="soon"))
        == order_key(item("ML-1", priority="medium"))
        == order_key(item("ML-1"))
    )


def test_a_rank_that_is_none_counts_as_no_rank():
    assert place_in_order(item("ML-1", rank="B!")) == place_in_order(item("ML-1"))
    assert place_in_order(item("ML-1")).endswith("ml000000001i")


def test_sequential_ids_of_one_day_come_by_number():
    assert [one.id for one in sorted([item("ML-10"), item("ML-9")], key=order_key)] == ["ML-9", "ML-10"]


def test_a_day_in_other_digits_is_no_day():
    assert place_in_order(item("ML-1", created="٢٠٢٦-٠١-٠٥")).startswith("i99999999")


def test_an_instant_that_no_other_zone_has_is_no_age():
    for created in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
        assert place_in_order(item("ML-1", created=created)).startswith("i")


def test_the_fields_are_known_by_name_in_order():
    assert ITEM_FIELDS[:4] == ("id", "path", "place", "title")
    assert ITEM_FIELDS[-2:] == ("fields", "criteria")
