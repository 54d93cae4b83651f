"""Texts with conflict markers, sifted."""

from __future__ import annotations

from gitagile.text.merge_sieve import decided, has_markers, without_labels

TEXT = b"a\n<<<<<<< ours\nb\n||||||| base\nc\n=======\nd\n>>>>>>> theirs\ne\n"


def test_a_conflict_is_decided_for_one_side():
    assert decided(TEXT, "ours", 7) == b"a\nb\ne\n"
    assert decided(TEXT, "theirs", 7) == b"a\nd\ne\n"


def test_what_looks_like_a_marker_outside_of_a_conflict_stays():
    text = b"=======\n>>>>>>> x\n||||||| y\nno last newline\xff"
    assert decided(text, "ours", 7) == text
    assert decided(b"<<<<<<< a\n", "ours", 12) == b"<<<<<<< a\n"


def test_markers_are_seen_whatever_their_length():
    assert has_markers(TEXT)
    assert has_markers(b"<<<<<<<< HEAD:a\nx\n========\ny\n>>>>>>>> b:a\n")
    assert not has_markers(b"a < b\n")


def test_texts_that_differ_in_labels_and_line_ends_alone_are_alike():
    other = b"a\r\n<<<<<<<< HEAD:x\r\nb\r\n|||||||| 12ab\r\nc\r\n========\r\nd\r\n>>>>>>>> branch\r\ne\r\n"
    assert without_labels(other) == without_labels(TEXT)
