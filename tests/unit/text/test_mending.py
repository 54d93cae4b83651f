"""Mending: what --fix changes in a file, and what it leaves as it is."""

from __future__ import annotations

import pytest

from gitagile.config.reader import read_config
from gitagile.text.mending import mend

CONFIG, _ = read_config('[fields.hours]\ntype = "number"\n', {})
PATH = ".backlog/backlog/ML-1.md"
STAMP = "2026-11-24T09:12:00+01:00"


def file(*lines):
    return "\n".join(["---", "id: ML-1", *lines, "---", "Body", ""])


def mended(*lines, path=PATH, only=None):
    content, said = mend(file(*lines).encode(), path, CONFIG, STAMP, only=only)
    return content.decode(), said


def test_a_file_in_order_stays_byte_for_byte():
    lines = ("title: x  # why", "points: 5", "x-mine:   [a,b]")
    assert mended(*lines) == (file(*lines), ())


def test_a_misspelt_key_is_spelt_right_and_nothing_else_changes():
    text, said = mended("asignee:  [ana]  # lead", "lables: [a]")
    assert text == file("assignee:  [ana]  # lead", "labels: [a]")
    assert said == ("`asignee` was spelt `assignee`", "`lables` was spelt `labels`")


@pytest.mark.parametrize("lines", [("label: a", "labels: [b]"), ("label: a", "labels:"), ("colour: red",)])
def test_a_key_is_not_renamed_to_one_that_is_there_or_that_is_not_near(lines):
    assert mended(*lines) == (file(*lines), ())


def test_of_two_misspellings_of_one_key_the_first_is_mended():
    assert mended("asignee: a", "assigne: b")[0] == file("assignee: a", "assigne: b")


def test_a_quoted_number_loses_its_quotes():
    text, said = mended('points: "5"', "hours: '0.50'", 'title: "5"')
    assert text == file("points: 5", "hours: 0.5", 'title: "5"')
    assert said == ("`points` lost its quotes", "`hours` lost its quotes")


def test_a_quoted_text_stays_where_a_number_was_asked_for():
    assert mended('points: "five"')[1] == ()


def test_an_active_item_is_stamped_with_the_day_and_the_instant():
    text, said = mended("status: doing", "priority: high")
    assert "created: 2026-11-24\n" in text
    assert f"started: {STAMP}\n" in text
    assert said == ("`created` was stamped", "`started` was stamped")


def test_a_stamp_that_is_there_stays():
    text, said = mended("status: done", "created: 2026-01-02", "started: 2026-01-03")
    assert said == ("`finished` was stamped",)
    assert "started: 2026-01-03\n" in text


def test_a_planned_item_is_not_stamped():
    assert mended("status: todo")[1] == ()


def test_quoting_comes_first_so_that_the_rest_can_be_mended():
    text, said = mended("title: fix: x", "status: doing", "created: 2026-11-20")
    assert 'title: "fix: x"\n' in text
    assert said == ("line 3: `title` was quoted", "`started` was stamped")


def test_only_what_was_complained_about_is_mended():
    assert mended("asignee: a", "status: doing", only={"I143"})[1] == ("`created` was stamped", "`started` was stamped")


def test_duplicate_keys_are_never_mended():
    lines = ("status: todo", "status: doing")
    assert mended(*lines) == (file(*lines), ())


def test_a_head_in_braces_is_not_stamped():
    content = b"---\n{id: ML-1, status: doing}\n---\n"
    assert mend(content, PATH, CONFIG, STAMP) == (content, ())


def test_a_sprint_has_its_own_keys_and_no_stamps():
    path = ".backlog/sprints/s1/sprint.md"
    assert mended("gaol: x", "asignee: a", "status: doing", path=path)[0] == file(
        "goal: x", "asignee: a", "status: doing"
    )
