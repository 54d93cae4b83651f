"""Tests of gitagile.model.rank: texts in order with room between any two."""

from __future__ import annotations

import pytest

from gitagile.model.rank import is_rank, rank_between


@pytest.mark.parametrize(
    ("before", "after", "rank"),
    [
        (None, None, "i"),
        ("i", None, "r"),
        (None, "i", "9"),
        ("a", "b", "ai"),
        ("a", "a1", "a0i"),
        ("az", "b", "azi"),
        (None, "1", "0i"),
        (None, "01", "00i"),
        ("z", None, "zi"),
        ("1", "21", "2"),
    ],
)
def test_the_shortest_rank_between_two_is_found(before: str | None, after: str | None, rank: str):
    assert rank_between(before, after) == rank


@pytest.mark.parametrize(
    ("before", "after"), [("b", "a"), ("a", "a"), (None, "0"), (None, ""), ("A", "b"), ("a0", None), ("é", None)]
)
def test_no_rank_lies_where_there_is_no_room_or_no_rank(before: str | None, after: str | None):
    with pytest.raises(ValueError, match="no rank"):
        rank_between(before, after)


def test_a_thousand_items_can_be_put_to_the_top_and_in_between():
    first, ranks = "i", []
    for _ in range(1_000):
        first = rank_between(None, first)
        ranks.append(first)
    assert sorted(ranks, reverse=True) == ranks
    assert max(map(len, ranks)) < 250


@pytest.mark.parametrize(
    ("text", "fits"), [("i", True), ("0i", True), ("i0", False), ("", False), ("I", False), ("a b", False)]
)
def test_a_rank_is_base_36_and_never_ends_in_zero(text: str, fits: bool):
    assert is_rank(text) is fits
