"""Labels at the ends of lines."""

from __future__ import annotations

import pytest

from gitagile.render.charts.scale import scale_of
from gitagile.render.charts.svg_labels import End, labels_within, spread
from gitagile.render.charts.svg_parts import Frame

FRAME = Frame(40, 50, 600, 280, scale_of((50,), 5), 14)


@pytest.mark.parametrize(
    ("wished", "places"),
    [
        ([100, 200], [100, 200]),
        ([100, 100, 100], [100, 115, 130]),
        ([199, 200, 60], [185, 200, 60]),
        ([0, 300], [50, 200]),
        ([], []),
    ],
)
def test_labels_are_pushed_apart_and_stay_beside_the_drawing(wished, places):
    assert spread(wished, 50, 200) == places


def test_more_labels_than_there_is_room_for_are_closer():
    places = spread([100] * 21, 50, 200)
    assert (min(places), max(places)) == (50, 200)
    assert len(set(places)) == 21


def test_a_label_within_covers_no_line_where_it_can():
    line = [(x, 160.0) for x in range(40, 600, 4)]
    text = labels_within([End((300, 160), "guideline")], FRAME, line)
    assert 'y="152"' in text or 'y="177"' in text


def test_two_labels_at_one_place_do_not_cover_each_other():
    text = labels_within([End((300, 160), "first"), End((300, 160), "second")], FRAME, ())
    assert text.count('y="164"') == 1
