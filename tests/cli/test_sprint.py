"""A sprint from its plan to its summary."""

from __future__ import annotations

import pytest


@pytest.fixture
def planned(run):
    """A planned sprint of two weeks with one item in it."""
    run("sprint", "new", "s1", "--goal", "Lift it", "--weeks", "2")
    identifier = run.new("One", "--points", "3")
    run("move", identifier, "s1")
    return identifier


def test_a_plan_is_proposed_and_moved_after_a_yes(run, planned):
    more = run.new("Two", "--points", "2")
    answer = run("sprint", "plan", "s1", "--capacity", "8")
    assert f"{more}  2" in answer.out
    assert "`--yes` moves them" in answer.err
    assert run.file_of(more).parent.name == "backlog"
    shape = run("sprint", "plan", "s1", "--capacity", "8", "--yes", "--json").shape
    assert shape["acts"][0]["id"] == more
    assert [one["id"] for one in shape["planned"]] == [more]
    assert run.file_of(more).parent.name == "s1"


def test_a_sprint_is_started_closed_and_summed_up(run, planned):
    assert "started with 1 item" in run("sprint", "start").out
    assert "asks first" in run("sprint", "close", code=2).err
    assert run("sprint", "close", "--dry-run").out.startswith("would: s1")
    run("done", planned)
    assert "closed: 1 done" in run("sprint", "close", "--yes").out
    assert run("sprint", "summary", "s1", "--check").code == 0
    assert "Completed" in run("sprint", "summary", "s1").out
    assert run("sprint", "summary", "s1", "--format", "md").out.startswith("<!-- Generated")
    shape = run("sprint", "summary", "s1", "--json").shape
    assert (shape["schema"], shape["sprint"], shape["completed"], shape["say_do"]) == (1, "s1", 3, 1.0)
    assert shape["items"][0]["result"] == "done"


def test_a_summary_that_was_changed_is_found_and_written_anew(run, planned):
    run("sprint", "start")
    run("sprint", "close", "--yes")
    run.write(".backlog/sprints/s1/summary.md", "changed\n")
    assert "not current" in run("sprint", "summary", "s1", "--check", code=1).err
    run.git("commit", "-qam", "By hand")
    run("sprint", "summary", "s1", "--write")
    assert run("sprint", "summary", "s1", "--check").err == ""


def test_sprints_are_listed_and_shown(run, planned):
    assert "s1  planned" in run("sprint", "list").out
    shown = run("sprint", "show", "s1").out
    assert "goal: Lift it" in shown
    assert planned in shown
    assert run("sprint", "list", "--json").shape["sprints"][0]["points"] == 3
    assert run("sprint", "show", "s1", "--json").shape["items"][0]["id"] == planned


def test_without_a_sprint_the_way_to_one_is_said(run):
    assert "`gitagile sprint new NAME`" in run("sprint", "list").err
