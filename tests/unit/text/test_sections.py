"""Tests of gitagile.text.sections: headings and checklists as markdown-it sees them."""

from __future__ import annotations

import pytest

from gitagile.errors import UsageError
from gitagile.text.sections import Criterion, Section, criteria, sections, with_tick


def boxes(body: str) -> list[tuple[str, bool, int]]:
    return [(one.text, one.done, one.line) for one in criteria(body)]


def test_a_section_ends_at_the_next_heading_of_its_level_or_above():
    body = "# A\n\n## B\ntext\n### C\n## D\n"
    assert sections(body) == (
        Section("A", 1, 0, 7),
        Section("B", 2, 2, 5),
        Section("C", 3, 4, 5),
        Section("D", 2, 5, 7),
    )


@pytest.mark.parametrize(
    ("body", "titles"),
    [
        ("Head\n====\n\nSub\n---\n", ["Head", "Sub"]),
        ("# A #\n", ["A"]),
        ("#A\n", []),
        ("```\n# code\n```\n", []),
        ("    # code\n", []),
        ("> # quoted\n", []),
        ("- # in a list\n", []),
        ("# *A* `b`\n", ["*A* `b`"]),
        ("", []),
    ],
)
def test_headings_are_those_of_the_body_itself(body: str, titles: list[str]):
    assert [one.title for one in sections(body)] == titles


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("- [ ] a\n- [x] b\n- [X] c\n", [("a", False, 0), ("b", True, 1), ("c", True, 2)]),
        (
            "* [ ] a\n\n+ [ ] b\n\n1. [x] c\n2) [ ] d\n",
            [("a", False, 0), ("b", False, 2), ("c", True, 4), ("d", False, 5)],
        ),
        ("- [ ] a\n  - [x] b\n    text\n", [("a", False, 0), ("b text", True, 1)]),
        ("> - [ ] a\n> > - [x] b\n", [("a", False, 0), ("b", True, 1)]),
        ("- [ ] - [x] b\n", [("", False, 0), ("b", True, 0)]),
        ("- - [x] b\n", [("b", True, 0)]),
        ("- [ ] a\n  more\n\n  para\n", [("a more", False, 0)]),
        ("- [ ](link)\n- [x]b\n- [y] c\n- [] d\n-[ ] e\n[ ] f\n", []),
        ("```\n- [ ] a\n```\n\n    - [ ] b\n\n~~~md\n- [x] c\n~~~\n", []),
        ("`- [ ] a`\n\n<!--\n- [ ] b\n-->\n", [("b -->", False, 3)]),
        ("- [ ] a\r\n- [x] b\r\n", [("a", False, 0), ("b", True, 1)]),
        ("text\r- [ ] a\n- [x] b\n", [("a", False, 1), ("b", True, 2)]),
        ("text\x0c\u2028\n- [ ] a\n", [("a", False, 1)]),
        ("", []),
    ],
)
def test_a_checklist_is_found_where_markdown_has_one(body: str, found: list[tuple[str, bool, int]]):
    assert boxes(body) == found


def test_only_the_boxes_under_the_named_heading_count_if_there_is_one():
    body = (
        "- [ ] note\n\n## acceptance Criteria\n- [x] a\n### More\n- [ ] b\n\n"
        "## Later\n- [ ] c\n\nAcceptance criteria\n---\n- [ ] d\n"
    )
    assert [one.text for one in criteria(body)] == ["a", "b", "d"]
    assert [one.text for one in criteria(body, ("Later",))] == ["c"]
    assert [one.text for one in criteria(body, ("Nothing",))] == ["note", "a", "b", "c", "d"]
    assert criteria("# Acceptance criteria\nnone\n# Other\n- [ ] a\n") == ()


def test_criteria_are_numbered_from_one():
    assert criteria("\n- [x] a\n") == (Criterion(1, "a", True, 1),)


@pytest.mark.parametrize(
    ("body", "number", "after"),
    [
        ("- [ ] a\n- [ ] b", 2, "- [ ] a\n- [x] b"),
        ("- [ ] a [ ]\n", 1, "- [x] a [ ]\n"),
        ("- [ ] - [ ] b\n", 2, "- [ ] - [x] b\n"),
        ("text [ ]\r\n- [ ] a\r\n", 1, "text [ ]\r\n- [x] a\r\n"),
        ("a\rb\n\x0c\u2028\n- [ ] a\n", 1, "a\rb\n\x0c\u2028\n- [x] a\n"),
        ("```\n- [ ] a\n```\n> 1. [ ] b\n", 1, "```\n- [ ] a\n```\n> 1. [x] b\n"),
    ],
)
def test_a_tick_changes_one_character(body: str, number: int, after: str):
    assert with_tick(body, number, done=True) == after
    assert with_tick(after, number, done=False) == body


def test_what_is_ticked_already_stays_as_it_is():
    assert with_tick("- [X] a", 1, done=True) == "- [X] a"


@pytest.mark.parametrize(
    ("body", "number", "count"),
    [
        ("- [ ] a", 2, "1 acceptance criteria"),
        ("- [ ] a", 0, "1 acceptance criteria"),
        ("", 1, "no acceptance criteria"),
    ],
)
def test_a_number_that_no_criterion_has_is_refused(body: str, number: int, count: str):
    with pytest.raises(UsageError) as refused:
        with_tick(body, number, done=True)
    assert refused.value.message == f"there is no criterion {number}: the item has {count}"


def test_a_table_holds_no_heading_and_no_criterion():
    body = "| a | b |\n|---|---|\n| # x | - [ ] y |\n\n# Head\n- [ ] z\n"
    assert [one.title for one in sections(body)] == ["Head"]
    assert [one.text for one in criteria(body)] == ["z"]
