"""Tests of gitagile.text.list_edit: lists changed entry by entry."""

from __future__ import annotations

import pytest

from gitagile.text.key_edit import set_key

LINES = 'labels:\n  # above\n  - a  # one\n  # on b\n  - "b"\n\n  - c\n# below\nx: 1\n'
WRAPPED = "labels: [\n  a,  # one\n  'b',  # two\n  c  # three\n]\nx: 1\n"


def edited(head: str, *values: str) -> str:
    return set_key(f"---\n{head}---\n".encode(), "labels", values).decode()[4:-4]


@pytest.mark.parametrize(
    ("values", "after"),
    [
        ("abcd", 'labels:\n  # above\n  - a  # one\n  # on b\n  - "b"\n\n  - c\n  - d\n# below\nx: 1\n'),
        ("ab", 'labels:\n  # above\n  - a  # one\n  # on b\n  - "b"\n\n# below\nx: 1\n'),
        ("ac", "labels:\n  # above\n  - a  # one\n  # on b\n\n  - c\n# below\nx: 1\n"),
        ("bc", 'labels:\n  # above\n  # on b\n  - "b"\n\n  - c\n# below\nx: 1\n'),
        ("c", "labels:\n  # above\n  - c\n# below\nx: 1\n"),
        ("ad", "labels:\n  # above\n  - a  # one\n  # on b\n\n  - d\n# below\nx: 1\n"),
        ("d", "labels:\n  # above\n  - d\n# below\nx: 1\n"),
    ],
)
def test_entries_of_a_list_of_lines_keep_their_lines(values: str, after: str):
    assert edited(LINES, *values) == after


@pytest.mark.parametrize(
    ("values", "after"),
    [
        ("abcd", "labels: [\n  a,  # one\n  'b',  # two\n  c, d  # three\n]\nx: 1\n"),
        ("ab", "labels: [\n  a,  # one\n  'b',  # two\n]\nx: 1\n"),
        ("ac", "labels: [\n  a,  # one\n  c  # three\n]\nx: 1\n"),
        ("bc", "labels: [\n  'b',  # two\n  c  # three\n]\nx: 1\n"),
        ("c", "labels: [\n  c  # three\n]\nx: 1\n"),
        ("ad", "labels: [\n  a, d,  # one\n]\nx: 1\n"),
        ("d", "labels: [d]\nx: 1\n"),
    ],
)
def test_entries_of_a_wrapped_list_keep_their_lines_and_comments(values: str, after: str):
    assert edited(WRAPPED, *values) == after


@pytest.mark.parametrize(
    ("head", "values", "after"),
    [
        ("labels: [a, b, c]  # d\n", "ac", "labels: [a, c]  # d\n"),
        ("labels: [a, b, c]\n", "bc", "labels: [b, c]\n"),
        ("labels: [ a , 'b' ]\n", "abc", "labels: [ a , 'b', c ]\n"),
        ("labels: [ a , 'b', ]\n", "a", "labels: [ a, ]\n"),
        ("labels: [a, b, a]\n", "aa", "labels: [a, a]\n"),
        ("labels: [a, b]\n", "ba", "labels: [b, a]\n"),
        ('labels: ["a", b]\n', "ba", 'labels: [b, "a"]\n'),
        ("labels: []\n", "a", "labels: [a]\n"),
        ("labels:\n", "a", "labels: [a]\n"),
        ("labels: a\n", "ab", "labels: [a, b]\n"),
        ("labels: [a, ~, b]\n", "a", "labels: [a]\n"),
        ("labels:\r\n- a\r\n- b\r\nx: 1\r\n", "bc", "labels:\r\n- b\r\n- c\r\nx: 1\r\n"),
        ("labels:\n- a\n-\n- b\n", "ab", "labels:\n- a\n- b\n"),
        ("labels:\n- # it-self\n  a\n- b\n", "ac", "labels:\n- # it-self\n  a\n- c\n"),
        ("labels:\n- |\n  x-y\n  z\n- b\n", "b", "labels:\n- b\n"),
        ("labels:\n- b\n- >-\n  x\n\nx: 1\n", "bc", "labels:\n- b\n- c\n\nx: 1\n"),
        ("labels:\n- 'a\n  b'\n- c\n", "c", "labels:\n- c\n"),
    ],
)
def test_lists_of_every_form_are_changed_in_place(head: str, values: str, after: str):
    assert edited(head, *values) == after


def test_words_that_a_list_cannot_bear_plain_are_quoted():
    assert edited("labels:\n- a\n", "a", "b: c", "- d", "5") == 'labels:\n- a\n- "b: c"\n- "- d"\n- "5"\n'
    assert edited("labels: [a]\n", "a", "b, c", "x]", "5") == 'labels: [a, "b, c", "x]", "5"]\n'
