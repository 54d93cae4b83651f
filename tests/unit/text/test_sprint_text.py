"""Tests of gitagile.text.sprint_text: a document as a sprint, and a new sprint's text."""

from __future__ import annotations

import pytest

from gitagile.model.sprint import Sprint
from gitagile.text.front_matter import read_document
from gitagile.text.quick_sprint import quick_sprint
from gitagile.text.sprint_text import new_sprint_text, sprint_from


def sprint_of(text: str) -> Sprint:
    document = read_document(text.encode(), ".backlog/sprints/s1/sprint.md")
    assert document.fault is None
    return sprint_from(document, "s1")


FULL = Sprint(
    id="s1",
    path=".backlog/sprints/s1/sprint.md",
    goal="Lift AUC: above 0.88",
    focus="eval.auc",
    start="2026-11-23",
    end="2026-12-04",
    status="active",
    capacity=(("ana", 8.0), ("bo c", 6.5)),
)


def test_a_sprint_is_written_and_read_back():
    text = new_sprint_text(FULL, "\nNotes.\n")
    assert text == (
        '---\ngoal: "Lift AUC: above 0.88"\nfocus: eval.auc\nstart: 2026-11-23\nend: 2026-12-04\nstatus: active\n'
        'capacity: {ana: 8, "bo c": 6.5}\n---\n\nNotes.\n'
    )
    assert sprint_of(text) == FULL


@pytest.mark.parametrize(
    ("line", "focus"),
    [
        ("focus: eval.auc", ("eval.auc",)),
        ("focus: [eval.auc, latency]", ("eval.auc", "latency")),
        ("focus: eval.auc, latency", ("eval.auc", "latency")),
        ("focus: []", ()),
        ("focus: {a: b}", ()),
    ],
)
def test_a_focus_is_one_metric_or_several(line: str, focus: tuple[str, ...]):
    assert sprint_of(f"---\n{line}\n---\n").focus_metrics == focus
    quick = quick_sprint(f"---\n{line}\n---\n".encode(), "p", "s1")
    assert quick is None or quick.focus_metrics == focus


def test_several_metrics_in_focus_are_written_as_a_list():
    sprint = Sprint("s1", ".backlog/sprints/s1/sprint.md", focus="eval.auc,latency, eval.auc")
    assert new_sprint_text(sprint) == "---\ngoal:\nfocus: [eval.auc, latency]\nstatus: planned\n---\n"
    assert sprint_of(new_sprint_text(sprint)).focus == "eval.auc, latency"


def test_a_bare_sprint_is_planned_and_asks_for_its_goal():
    bare = Sprint("s1", ".backlog/sprints/s1/sprint.md")
    assert new_sprint_text(bare) == "---\ngoal:\nstatus: planned\n---\n"
    assert sprint_of(new_sprint_text(bare)) == bare


@pytest.mark.parametrize(
    "head", ["", "goal: [a]\n", "status: ~\n", "capacity: 5\n", "capacity: {ana: much, bo: [1]}\n", "start: {a: b}\n"]
)
def test_wrong_values_are_left_out(head: str):
    assert sprint_of(f"---\n{head}---\n") == Sprint("s1", ".backlog/sprints/s1/sprint.md")
