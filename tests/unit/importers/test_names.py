"""Words of other tools to ours."""

from __future__ import annotations

import pytest

from gitagile.config.reader import read_config
from gitagile.importers.names import day_for, folded, handle_for, named, priority_for, status_for
from gitagile.model.workflow import Workflow

FLOW = read_config("", {})[0].workflow


def test_words_are_compared_without_case_blanks_and_signs():
    assert {folded(word) for word in ("To Do", "to-do", "TODO", "to_do")} == {"todo"}
    assert named("Data Science", ("data-science", "business")) == "data-science"
    assert named("ops", ("data-science",)) is None


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("To Do", "todo"),
        ("To do", "todo"),
        ("Draft", "todo"),
        ("In Progress", "doing"),
        ("In Review", "review"),
        ("Review", "review"),
        ("Testing", "doing"),
        ("Done", "done"),
        ("Closed", "done"),
        ("Won't Do", "dropped"),
        ("Cancelled", "dropped"),
    ],
)
def test_a_status_is_matched_by_name_and_else_by_what_it_means(word, status):
    assert status_for(word, FLOW) == status


def test_a_status_that_means_nothing_known_is_not_guessed():
    assert status_for("Waiting for Godot", FLOW) is None


def test_a_status_of_a_category_that_the_workflow_lacks_is_not_guessed():
    assert status_for("Won't Do", Workflow((("open", "todo"), ("closed", "done")))) is None


def test_the_workflows_own_words_come_first():
    flow = Workflow((("backlog", "todo"), ("in-progress", "active"), ("shipped", "done")))
    assert [status_for(word, flow) for word in ("To Do", "In Progress", "Done", "Shipped")] == [
        "backlog",
        "in-progress",
        "shipped",
        "shipped",
    ]


def test_priorities_are_matched_by_like_names():
    assert [priority_for(word) for word in ("High", "critical", "Normal", "lowest", "P1")] == [
        "high",
        "urgent",
        "medium",
        "low",
        None,
    ]


def test_a_handle_loses_its_at_sign_and_takes_the_teams_spelling():
    assert handle_for("@codex", ()) == "codex"
    assert handle_for(" @Claude", ("ana", "claude")) == "claude"
    assert handle_for("Claude", ()) == "Claude"


@pytest.mark.parametrize(
    ("text", "day", "is_all"),
    [
        ("2026-08-07", "2026-08-07", True),
        ("2026-08-07 21:26", "2026-08-07", False),
        ("2026-08-07T21:26:00", "2026-08-07", False),
        ("2026-08-07T21:26:00Z", "2026-08-07T21:26:00Z", True),
        ("2026-08-07T21:26+02:00", "2026-08-07T21:26+02:00", True),
        ("19-06-25", "2025-06-19", True),
        ("19/06/25", "2025-06-19", True),
        ("19.06.25", "2025-06-19", True),
        ("2026-02-30", None, False),
        ("31-02-26", None, False),
        ("soon", None, False),
        ("", None, False),
    ],
)
def test_a_date_gives_its_day_and_says_whether_that_is_all(text, day, is_all):
    assert day_for(text) == (day, is_all)
