"""Quoting: heads that are no YAML become YAML, and nothing else changes."""

from __future__ import annotations

import pytest

from gitagile.text.front_matter import read_document
from gitagile.text.nodes import as_value
from gitagile.text.quoting import quoted


def file(*lines, newline="\n"):
    return newline.join(["---", *lines, "---", "", "Body: @stays", ""])


def value_in(text, key):
    document = read_document(text.encode(), "x")
    assert document.fault is None
    return as_value(document.node(key))


@pytest.mark.parametrize(
    "value",
    [
        "@ana",
        "fix: the clean log",
        "[wip] train",
        '"a" b',
        '"a" and "b"',
        "`train.py`",
        "%done",
        "- dash",
        "? why",
        "> 90 % recall",
        "| pipe",
        "{x} y",
        ", then",
        "]",
        "*important*",
        "!important",
        "see: bug #12",
        "ends:",
    ],
)
def test_a_title_that_is_no_yaml_is_quoted_as_it_stands(value):
    text, said = quoted(file("id: ML-1", f"title: {value}", "status: todo"))
    assert value_in(text, "title") == value
    assert said == ("line 3: `title` was quoted",)
    others = [line for line in text.split("\n") if not line.startswith("title")]
    assert others == file("id: ML-1", "status: todo").split("\n")


@pytest.mark.parametrize(
    ("value", "meant"),
    [("'it's slow'", "it's slow"), ('"C:\\work"', "C:\\work"), ('"say "hi" now"', 'say "hi" now'), ("'x''", "'x''")],
)
def test_quotes_around_the_whole_value_are_not_part_of_it(value, meant):
    text, _ = quoted(file(f"title: {value}"))
    assert value_in(text, "title") == meant


@pytest.mark.parametrize(
    ("lines", "values"),
    [
        (["assignee:", "  - @ana", "  - bo"], ["@ana", "bo"]),
        (["assignee: [@ana, bo]"], ["@ana", "bo"]),
        (["assignee: [#1, 'b']"], ["#1", "b"]),
        (["assignee:", "\t- ana"], ["ana"]),
    ],
)
def test_entries_of_lists_are_quoted_one_by_one(lines, values):
    text, _ = quoted(file("id: ML-1", *lines))
    assert value_in(text, "assignee") == values


def test_several_lines_are_mended_at_once():
    text, said = quoted(file("title: fix: x", "assignee: @ana", "reporter: @bo"))
    assert [value_in(text, key) for key in ("title", "assignee", "reporter")] == ["fix: x", "@ana", "@bo"]
    assert len(said) == 3


def test_a_comment_stays_a_comment():
    text, _ = quoted(file("assignee: @ana # the lead"))
    assert 'assignee: "@ana" # the lead\n' in text


def test_carriage_returns_and_a_byte_order_mark_stay():
    before = "\ufeff" + file("title: fix: x", "assignee: @ana", newline="\r\n")
    text, _ = quoted(before)
    assert text == before.replace("fix: x", '"fix: x"').replace("@ana", '"@ana"')


@pytest.mark.parametrize(
    "text",
    [
        file("title: in order"),
        file("title: a", "title: b"),
        file("labels: [a, b", "status: todo"),
        file("labels: &x [a]"),
        file("title: a", "  b: c"),
        file("<<<<<<< HEAD", "title: @a", "=======", "title: @b", ">>>>>>> x"),
        "title: @a\n",
        file('title: "a', '  b" c'),
    ],
)
def test_what_quoting_cannot_mend_without_loss_is_left_alone(text):
    assert quoted(text) == (text, ())


def test_a_head_of_thousands_of_faulty_lines_ends_soon_and_unchanged():
    text = file(*[f"k{n}: @x" for n in range(2_000)])
    assert quoted(text) == (text, ())
