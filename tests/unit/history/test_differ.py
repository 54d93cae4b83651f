"""Tests of gitagile.history.differ: commits into events."""

from __future__ import annotations

import pytest

from gitagile.history.commit import Fact
from gitagile.history.differ import BrokenLineError, Standing
from gitagile.model.event import Event
from tests.unit.history.commits import UNREADABLE, Told, version

ONE, MOVED, TWO = "backlog/ML-1.md", "sprints/s1/ML-1.md", "backlog/z.md"
FIRST = version(ONE, "ML-1", status="todo")
DOING = version(ONE, "ML-1", status="doing")
LATER = version(MOVED, "ML-1", status="doing")


@pytest.fixture
def told() -> Told:
    return Told()


def test_an_event_says_who_did_what_when_by_which_commit(told: Told):
    commit = told.commit({ONE: FIRST}, is_migration=True)
    (event,) = Standing().fold(commit, 7)
    assert event == Event("ml-1", 7, None, FIRST, commit.commit, "Ana", "ana@example.org", is_migration=True)


def test_edits_moves_and_ends_are_events_of_the_item(told: Told):
    standing = Standing()
    sides = []
    for files in ({ONE: FIRST}, {ONE: DOING}, {ONE: None, MOVED: LATER}, {MOVED: None}):
        sides += [(event.before, event.after) for event in standing.fold(told.commit(files), 0)]
    assert sides == [(None, FIRST), (FIRST, DOING), (DOING, LATER), (LATER, None)]
    assert standing.versions() == {}


def test_what_says_the_same_is_no_event(told: Told):
    standing = Standing()
    standing.fold(told.commit({ONE: FIRST}), 0)
    assert standing.fold(told.commit({ONE: version(ONE, "ML-1", status="todo")}), 0) == []
    assert standing.versions() == {"ml-1": FIRST}


def test_ids_may_be_swapped_in_one_commit(told: Told):
    standing = Standing()
    standing.fold(told.commit({ONE: FIRST, TWO: version(TWO, "ML-2")}), 0)
    events = standing.fold(told.commit({ONE: version(ONE, "ML-2"), TWO: version(TWO, "ML-1")}), 0)
    assert [
        (event.item, event.before and event.before.path[-4:], event.after and event.after.path[-4:]) for event in events
    ] == [
        ("ml-1", "1.md", "z.md"),
        ("ml-2", "z.md", "1.md"),
    ]


def test_the_smaller_path_of_two_speaks_and_the_other_takes_over(told: Told):
    standing = Standing()
    other = version(TWO, "ml-1", status="done")
    standing.fold(told.commit({TWO: other}), 0)
    assert [event.after for event in standing.fold(told.commit({ONE: FIRST}), 0)] == [FIRST]
    assert standing.fold(told.commit({TWO: version(TWO, "ML-1", status="dropped")}), 0) == []
    assert [event.after and event.after.status for event in standing.fold(told.commit({ONE: None}), 0)] == ["dropped"]


def test_a_version_that_cannot_be_read_leaves_the_item(told: Told):
    standing = Standing()
    standing.fold(told.commit({ONE: FIRST}), 0)
    assert standing.fold(told.commit({ONE: UNREADABLE, TWO: UNREADABLE}), 0) == []
    (event,) = standing.fold(told.commit({ONE: None, MOVED: UNREADABLE}), 0)
    assert (event.before, event.after) == (FIRST, FIRST._replace(path=f".backlog/{MOVED}", place="s1"))
    (event,) = standing.fold(told.commit({MOVED: LATER}), 0)
    assert event.after == LATER


def test_a_fact_must_follow_the_one_before(told: Told):
    standing = Standing()
    commit = told.commit({ONE: FIRST})
    standing.fold(commit, 0)
    with pytest.raises(BrokenLineError):
        standing.fold(commit._replace(facts=(Fact(ONE, DOING, 99, 100),)), 0)
    lenient = Standing(is_whole=False)
    assert len(lenient.fold(commit._replace(facts=(Fact(ONE, DOING, 99, 100),)), 0)) == 1
