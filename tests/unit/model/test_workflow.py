"""Tests of gitagile.model.workflow: what a status means."""

from __future__ import annotations

from gitagile.model.workflow import Workflow

FLOW = Workflow(
    (("todo", "todo"), ("doing", "active"), ("review", "active"), ("done", "done"), ("dropped", "dropped")),
    (("doing", 3),),
)


def test_a_status_has_the_category_the_workflow_gives_it():
    assert [FLOW.category_of(name) for name in FLOW.names] == ["todo", "active", "active", "done", "dropped"]


def test_an_unknown_or_missing_status_never_counts_as_done():
    assert FLOW.category_of("dnoe") == FLOW.category_of(None) == "todo"
    assert not FLOW.is_done("dnoe")
    assert FLOW.is_open(None)


def test_done_and_dropped_are_not_open():
    assert [name for name in FLOW.names if FLOW.is_open(name)] == ["todo", "doing", "review"]
    assert [name for name in FLOW.names if FLOW.is_done(name)] == ["done"]


def test_the_first_status_of_a_category_is_found():
    assert FLOW.first_in("active") == "doing"
    assert Workflow((("a", "todo"),)).first_in("active") is None


def test_a_limit_is_known_where_there_is_one():
    assert FLOW.limit_of("doing") == 3
    assert FLOW.limit_of("review") is None
