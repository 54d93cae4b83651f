"""Sprints: one by itself, and all beside each other."""

from __future__ import annotations

import pytest

from tests.unit.rules.trees import CONFIG, checked, codes

DATES = ("start: 2026-11-23", "end: 2026-12-04")


def sprint(*lines, name="2026-s24"):
    return {f".backlog/sprints/{name}/sprint.md": "\n".join(["---", *lines, "---", ""])}


def test_a_planned_sprint_needs_nothing_yet():
    assert checked(sprint("goal: Lift AUC")).findings == ()


@pytest.mark.parametrize(
    ("lines", "code", "line"),
    [
        (["start: 23.11.2026"], "S204", 2),
        (["goal: x", "status: on"], "S209", 3),
        (["capacity: 8"], "S203", 2),
        (["capacity: {ana: many}"], "S211", 2),
        (["status: closed"], "S213", 2),
        (["stat: 2026-11-23"], "S210", 2),
        (["start: 2026-11-23", "end: 2026-12-25"], "S206", 3),
    ],
)
def test_a_fault_of_one_sprint_is_found_on_its_line(lines, code, line):
    assert [(finding.code, finding.line) for finding in checked(sprint(*lines)).findings] == [(code, line)]


@pytest.mark.parametrize(
    ("focus", "found"),
    [
        ("eval.auc", []),
        ("[eval.auc, loss]", []),
        ("eval.auk", ["S214"]),
        ("[eval.auc, los]", ["S214"]),
        ("[[eval.auc]]", ["S203"]),
        ("{eval.auc: 1}", ["S203"]),
    ],
)
def test_the_focus_is_one_or_more_of_the_configs_metrics(focus, found):
    config = '[metrics."eval.auc"]\n[metrics.loss]\n'
    assert codes(checked({CONFIG: config, **sprint(f"focus: {focus}")})) == found


def test_a_sprint_file_that_cannot_be_read_is_found():
    assert codes(checked(sprint("goal: a: b"))) == ["I104"]


def test_the_cadence_of_the_config_holds():
    config = "[cadence]\nmin_weeks = 1\nmax_weeks = 6\n"
    assert checked({CONFIG: config, **sprint("start: 2026-11-23", "end: 2026-12-25")}).findings == ()


def test_a_sprint_inside_a_longer_one_overlaps_it():
    files = {
        **sprint("start: 2026-11-02", "end: 2026-11-27", name="a"),
        **sprint("start: 2026-11-03", "end: 2026-11-06", name="b"),
        **sprint("start: 2026-11-23", "end: 2026-12-04", name="c"),
    }
    report = checked(files)
    assert [(finding.code, finding.path[17:18]) for finding in report.findings] == [("S207", "b"), ("S207", "c")]


def test_closed_sprints_may_have_overlapped():
    files = {**sprint("status: closed", *DATES), **sprint("status: closed", *DATES, name="other")}
    assert checked(files).findings == ()


@pytest.mark.parametrize("name", ["Sprint 24", "s24.", "-s", "con", "s\u00fcd"])
def test_these_are_no_names_for_sprints(name):
    assert "S201" in codes(checked(sprint("goal: x", name=name)))


def test_a_folder_with_a_ledger_alone_lacks_its_sprint_file():
    assert "S202" in codes(checked({".backlog/sprints/s1/ledger.json": "{}"}))
