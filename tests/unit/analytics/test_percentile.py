"""Percentiles: nearest rank, worked out by hand."""

from __future__ import annotations

import pytest

from gitagile.analytics.percentile import nearest_rank, percentile, rank_of, spread


@pytest.mark.parametrize(
    ("percent", "value"), [(5, 15), (30, 20), (40, 20), (50, 35), (80, 40), (81, 50), (100, 50), (0, 15)]
)
def test_the_smallest_value_that_enough_do_not_exceed(percent: int, value: int) -> None:
    assert percentile([50, 15, 40, 20, 35], percent) == value


def test_fewer_than_five_values_show_their_points_and_no_percentile() -> None:
    assert percentile([3, 1, 2, 9], 50) is None
    assert spread([3, 1, 2, 9]).values == (1, 2, 3, 9)
    assert spread([3, 1, 2, 9]).percentiles == ()
    assert spread([3, 1, 2, 9, 4]).percentiles == ((50, 3), (85, 9), (95, 9))


def test_ranks_are_counted_in_whole_numbers() -> None:
    assert 0.55 * 100 > 55
    assert [rank_of(55, 100), rank_of(85, 20), rank_of(85, 21), rank_of(95, 10_000)] == [55, 17, 18, 9_500]
    assert nearest_rank(range(1, 101), 55) == 55
