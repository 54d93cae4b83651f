"""Carrying an edit over to a text that differs elsewhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gitagile.actions.carry import carried_over

LINES = st.lists(st.sampled_from([b"a\n", b"b\n", b"c\r\n", b"d"]), max_size=8).map(b"".join)


def test_edits_of_different_lines_go_together():
    before = b"1\n2\n3\n4\n5\n"
    assert carried_over(before, b"one\n2\n3\n4\n5\n", b"1\n2\n3\n4\nfive\nsix\n") == b"one\n2\n3\n4\nfive\nsix\n"
    assert carried_over(before, b"2\n3\n4\n5\n", b"1\n2\n3\n4\n5\n6") == b"2\n3\n4\n5\n6"


def test_edits_of_the_same_or_adjoining_lines_do_not():
    before = b"1\n2\n3\n"
    assert carried_over(before, b"one\n2\n3\n", b"eins\n2\n3\n") is None
    assert carried_over(before, b"one\n2\n3\n", b"1\ntwo\n3\n") is None
    assert carried_over(before, b"1\n2\n3\n4\n", b"1\n2\n3\nfour\n") is None


def test_the_same_edit_on_both_sides_is_made_once():
    assert carried_over(b"1\n2\n3\n", b"1\ntwo\n3\n", b"1\ntwo\n3\n") == b"1\ntwo\n3\n"


@given(before=LINES, after=LINES)
def test_an_edit_is_itself_where_nothing_else_changed(before, after):
    assert carried_over(before, after, before) == after
    assert carried_over(before, before, after) == after


@given(before=LINES, after=LINES, content=LINES)
def test_which_side_is_which_makes_no_difference(before, after, content):
    assert carried_over(before, after, content) == carried_over(before, content, after)
