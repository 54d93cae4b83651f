"""Tests of gitagile.text.key_edit: one key changed, every other byte as it was."""

from __future__ import annotations

import pytest

from gitagile.errors import Refused
from gitagile.text.key_edit import set_key
from gitagile.text.kinds import KINDS, TRIAL_KINDS
from gitagile.text.written_keys import KEY_ORDER, Value, rendered


def edited(head: str, key: str, value: Value) -> str:
    """The head after a change; fences and body must have stayed."""
    opening, closing = "---\n", "---\nBody, no newline"
    changed = set_key((opening + head + closing).encode(), key, value, "a.md").decode()
    assert changed.startswith(opening)
    assert changed.endswith(closing)
    return changed[len(opening) : -len(closing)]


@pytest.mark.parametrize(
    ("head", "after"),
    [
        ("status: todo\n", "status: doing\n"),
        ("status: todo  # was stuck\n", "status: doing  # was stuck\n"),
        ("status:\n", "status: doing\n"),
        ("status:  # nothing yet\n", "status: doing  # nothing yet\n"),
        ("status: ~\n", "status: doing\n"),
        ("status:    todo\n", "status:    doing\n"),
        ("status : todo\n", "status : doing\n"),
        ("'status': 'todo'\n", "'status': 'doing'\n"),
        ('"status": "todo"\nx: 1\n', '"status": "doing"\nx: 1\n'),
        ("? status\n: todo\n", "? status\n: doing\n"),
        ("status: to\n  do\nx: 1\n", "status: doing\nx: 1\n"),
        ("status: |\n  todo\n\n# c\nx: 1\n", "status: doing\n\n# c\nx: 1\n"),
        ("status: |+\n  todo\n\n\nx: 1\n", "status: doing\n\n\nx: 1\n"),
        ("status: >-\n  todo\n  more\n", "status: doing\n"),
        ("status: [todo]\n", "status: doing\n"),
        ("status:\n  - todo\n  - more\nx: 1\n", "status: doing\nx: 1\n"),
        ("status:\n- todo\nx: 1\n", "status: doing\nx: 1\n"),
        ("status:\n  a: b\nx: 1\n", "status: doing\nx: 1\n"),
        ("  status: todo\n  x: 1\n", "  status: doing\n  x: 1\n"),
        ("{status: todo, x: 1}\n", "{status: doing, x: 1}\n"),
        ("{status: , x: 1}\n", "{status: doing, x: 1}\n"),
        ("status: todo\r\nx: 1\r\n", "status: doing\r\nx: 1\r\n"),
        ("status: |\r\n  todo\r\nx: 1\r\n", "status: doing\r\nx: 1\r\n"),
        ("# status: todo\nstatus: todo\n", "# status: todo\nstatus: doing\n"),
        ("x: 'status: todo'\nstatus: todo\n", "x: 'status: todo'\nstatus: doing\n"),
    ],
)
def test_a_value_is_replaced_and_nothing_else(head: str, after: str):
    assert edited(head, "status", "doing") == after


@pytest.mark.parametrize(
    ("value", "source"),
    [
        ("A title", "A title"),
        ("fix: x", '"fix: x"'),
        ("yes", '"yes"'),
        ("5", '"5"'),
        ("a\nb\tc", '"a\\nb\\tc"'),
        ("\x1b[31m", '"\\x1b[31m"'),
        ("a\u2028b", '"a\\u2028b"'),
        ("", '""'),
        ("2026-02-30", '"2026-02-30"'),
        (5, "5"),
        (2.5, "2.5"),
        (3.0, "3"),
        (True, "true"),
        (("a", "b c"), '[a, "b c"]'),
    ],
)
def test_a_value_is_quoted_where_a_reader_would_take_it_for_something_else(value: Value, source: str):
    assert edited("title: old\n", "title", value) == f"title: {source}\n"
    assert rendered(value) == source


def test_a_double_quoted_value_stays_quoted():
    assert edited('title: "old"\n', "title", "new") == 'title: "new"\n'


def test_a_single_quoted_value_that_quotes_cannot_bear_is_double_quoted():
    assert edited("title: 'old'\n", "title", "it's\n") == 'title: "it\'s\\n"\n'


def test_what_is_so_already_is_not_written_anew():
    assert edited('points: 5.0\ntitle: "x"\nlabels: [a,b]\n', "points", 5) == 'points: 5.0\ntitle: "x"\nlabels: [a,b]\n'
    assert edited("labels: [a,b]\n", "labels", ("a", "b")) == "labels: [a,b]\n"
    assert edited("title: 2nd try\n", "title", "2nd try") == "title: 2nd try\n"


def test_the_word_null_is_no_text():
    assert edited("title: null\n", "title", "null") == 'title: "null"\n'


@pytest.mark.parametrize(
    ("head", "key", "value", "after"),
    [
        ("id: a\n# c\nstatus: todo\n", "title", "x", "id: a\n# c\nstatus: todo\ntitle: x\n"),
        ("id: a\ntitle: x\n", "status", "todo", "id: a\nstatus: todo\ntitle: x\n"),
        ("title: x\n", "id", "a", "id: a\ntitle: x\n"),
        ("# c\ntitle: x\n", "id", "a", "# c\nid: a\ntitle: x\n"),
        ("id: a\nother: 1\n\n# below\n", "mine", "x", "id: a\nother: 1\nmine: x\n\n# below\n"),
        ("", "id", "a", "id: a\n"),
        ("# only this\n", "id", "a", "# only this\nid: a\n"),
        (
            "id: a\nblocked: |\n  why\n\n\nx: 1\n",
            "due",
            "2026-01-05",
            "id: a\nblocked: |\n  why\ndue: 2026-01-05\n\n\nx: 1\n",
        ),
        ("blocked: |+\n  why\n\nx: 1\n", "due", "2026-01-05", "blocked: |+\n  why\n\ndue: 2026-01-05\nx: 1\n"),
        (
            "id: a\nlabels:\n  - b\n  # c\nx: 1\n",
            "due",
            "2026-01-05",
            "id: a\nlabels:\n  - b\ndue: 2026-01-05\n  # c\nx: 1\n",
        ),
        ("  id: a\n  x: 1\n", "title", "b", "  id: a\n  title: b\n  x: 1\n"),
        ("id: a\n", "labels", ("b", "c"), "id: a\nlabels: [b, c]\n"),
        ("id: a\n", "points", 0.5, "id: a\npoints: 0.5\n"),
    ],
)
def test_a_new_key_gets_one_line_in_the_order_that_merges_best(head: str, key: str, value: Value, after: str):
    assert edited(head, key, value) == after


def test_a_new_key_takes_over_the_files_line_ending():
    assert (
        set_key(b"\xef\xbb\xbf---\r\nid: a\r\n---\r\n", "title", "x")
        == b"\xef\xbb\xbf---\r\nid: a\r\ntitle: x\r\n---\r\n"
    )


@pytest.mark.parametrize(
    ("head", "after"),
    [
        ("id: a\nblocked: x\ntitle: b\n", "id: a\ntitle: b\n"),
        ("id: a\nblocked: x # c\n\n# about title\ntitle: b\n", "id: a\n\n# about title\ntitle: b\n"),
        ("id: a\nblocked: |\n  x\n  y\n\ntitle: b\n", "id: a\n\ntitle: b\n"),
        ("id: a\nblocked: |+\n  x\n\n\ntitle: b\n", "id: a\ntitle: b\n"),
        ("id: a\nblocked:\n- x\n- y # c\n# d\ntitle: b\n", "id: a\n# d\ntitle: b\n"),
        ("id: a\nblocked: [\n  x, # c\n  y\n]\ntitle: b\n", "id: a\ntitle: b\n"),
        ("id: a\nblocked:\n", "id: a\n"),
        ("x: |+\n  a\n\nblocked: c\n\n \n# d\ny: 1\n", "x: |+\n  a\n\n# d\ny: 1\n"),
        ("x: |+\n  a\nblocked: c\n\ny: 1\n", "x: |+\n  a\ny: 1\n"),
        ("id: a\r\nblocked: x\r\n", "id: a\r\n"),
        ("id: a\n", "id: a\n"),
        ("blocked: x\n", ""),
    ],
)
def test_a_key_is_taken_out_with_its_lines(head: str, after: str):
    assert edited(head, "blocked", None) == after
    assert edited(head, "blocked", ()) == after


@pytest.mark.parametrize(
    ("content", "key", "value"),
    [
        (b"no front matter", "title", "x"),
        (b"---\nid: a\nid: b\n---\n", "title", "x"),
        (b"---\n{id: a}\n---\n", "title", "x"),
        (b"---\n{id: a, title: b}\n---\n", "title", None),
        (b"---\nid: a\n---\n", "title", "\ud800"),
        (b"---\nid: a\n---\n", "points", float("inf")),
        (b"---\nid: a\n---\n", "points", float("nan")),
        (b"---\nlabels: [a, {b: c}]\n---\n", "labels", ("a",)),
        (b"---\nid: a\rlabels: b\n---\n", "labels", None),
        (b"---\nid: a\n---\n", "title", "x" * 70_000),
    ],
)
def test_what_cannot_be_changed_alone_is_refused(content: bytes, key: str, value: Value):
    with pytest.raises(Refused) as refused:
        set_key(content, key, value, "a.md")
    assert refused.value.hint
    assert "a.md" in refused.value.message


def test_every_key_of_an_item_has_its_place_in_the_order():
    assert sorted(KEY_ORDER) == sorted((*KINDS, *TRIAL_KINDS))
