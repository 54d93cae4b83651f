"""Ordinals as ranks."""

from __future__ import annotations

from itertools import pairwise

import pytest

from gitagile.importers.ranks import spread
from gitagile.model.item import Item, place_in_order
from gitagile.model.rank import is_rank, rank_between


@pytest.mark.parametrize("count", [0, 1, 2, 35, 36, 174, 1_300, 50_000])
def test_ranks_ascend_are_ranks_and_stand_above_items_without_one(count):
    ranks = spread(count)
    assert len(ranks) == count
    assert list(ranks) == sorted(set(ranks))
    assert all(map(is_rank, ranks))
    unranked = place_in_order(Item("BACK-1", "", "backlog", created="1970-01-01"))
    assert all(rank < unranked for rank in ranks)


def test_between_any_two_is_room_for_another():
    ranks = spread(174)
    assert all(low < rank_between(low, high) < high for low, high in pairwise(ranks))


def test_ranks_are_evenly_spaced():
    assert spread(2) == ("6", "c")
