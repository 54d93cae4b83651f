"""Three sides: who settles it, and how two orders become one."""

from __future__ import annotations

import pytest

from gitagile.text.merge_sides import Texts, framed, free_width, interleaved, is_settled, settled, whole_conflict


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "wanted"),
    [("a", "a", "b", "b"), ("a", "b", "a", "b"), ("a", "b", "b", "b"), ("a", "a", "a", "a"), (None, "b", None, "b")],
)
def test_one_side_that_changed_settles_it(base, ours, theirs, wanted):
    assert is_settled(base, ours, theirs)
    assert settled(base, ours, theirs) == wanted


@pytest.mark.parametrize(("base", "ours", "theirs"), [("a", "b", "c"), (None, "b", "c"), ("a", None, "c")])
def test_two_changes_settle_nothing(base, ours, theirs):
    assert not is_settled(base, ours, theirs)


@pytest.mark.parametrize(
    ("ours", "theirs", "wanted"),
    [
        ("abc", "abc", "abc"),
        ("ac", "abc", "abc"),
        ("abx", "aby", "abxy"),
        ("xab", "yab", "xyab"),
        ("", "ab", "ab"),
        ("ab", "zab", "zab"),
        ("axc", "aycz", "axycz"),
    ],
)
def test_what_only_they_have_comes_behind_what_precedes_it_there(ours, theirs, wanted):
    assert "".join(interleaved(tuple(ours), tuple(theirs))) == wanted


def test_an_order_that_only_they_changed_is_theirs():
    assert framed("abc", "abc", "cab") == ("cab", "abc")
    assert framed("abc", "bac", "cab") == ("bac", "cab")


def test_a_whole_conflict_holds_both_texts_and_ends_every_line():
    merged = whole_conflict(Texts(b"", b"one", b"two\n"), 7, "why")
    assert merged.content == b"<<<<<<< ours\none\n=======\ntwo\n>>>>>>> theirs\n"
    assert merged.conflicts == ("why",)
    assert b"\r\n" in whole_conflict(Texts(b"", b"one\r\n", b"two\r\n"), 7, "why").content.splitlines(keepends=True)[0]


def test_markers_can_be_longer_than_anything_that_looks_like_one():
    assert free_width(Texts(b"", b"<<<<<<<<<<<< a\n", b"=====\n")) > 12
