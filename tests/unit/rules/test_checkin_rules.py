"""Check-ins: where they lie, what their keys say, and the files that cannot be read."""

from __future__ import annotations

import pytest

from tests.unit.rules.trees import CONFIG, checked, codes, item

TEAM = {CONFIG: '[team.ana]\nname = "Ana Lee"\n'}
PATH = ".backlog/checkins/2026-11-23/ana.md"


def checkin(*keys, path=PATH, body="## Did\n- a\n"):
    return {path: "\n".join(["---", *keys, "---", body])}


def test_a_check_in_needs_nothing_but_its_place():
    assert checked({**TEAM, **checkin()}).findings == ()
    assert checked({**TEAM, **checkin("person: Ana", "day: 2026-11-23", "mood: sunny")}).findings == ()


@pytest.mark.parametrize(
    ("keys", "code", "line"),
    [
        (["person: bo"], "B322", 2),
        (["day: 2026-11-24"], "B322", 2),
        (["person: [ana]"], "B321", 2),
        (["person: ana", "day: 23.11.2026"], "B321", 3),
        (["until: 2026-11-23"], "B321", 2),
        (["blocks: {ML-1: x}"], "B321", 2),
        (["blocks: [ML-zzz999]"], "B324", 2),
    ],
)
def test_a_fault_is_found_on_its_line(keys, code, line):
    assert [(one.code, one.line) for one in checked({**TEAM, **checkin(*keys)}).findings] == [(code, line)]


@pytest.mark.parametrize("folder", ["", "2026-11-31/", "today/", "2026-11-23/team/", "2026-11-23 monday/"])
def test_a_check_in_in_no_day_s_folder_is_found(folder):
    assert codes(checked({**TEAM, **checkin(path=f".backlog/checkins/{folder}ana.md")})) == ["B320"]


def test_a_name_that_is_no_handle_is_found():
    assert codes(checked(checkin(path=".backlog/checkins/2026-11-23/ana lee.md"))) == ["B320"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("just words", "I102"),
        ("---\nperson: ana\n", "I103"),
        ("---\nperson: a: b\n---\n", "I104"),
        (b"---\nperson: \xe4\n---\n", "I101"),
        ("---\nday: 2026-11-23\n---\n<<<<<<< ours\n- a\n=======\n- b\n>>>>>>> theirs\n", "I109"),
        (None, "I112"),
    ],
)
def test_a_file_that_cannot_be_read_is_found(text, code):
    report = checked({**TEAM, PATH: text})
    assert codes(report) == [code]
    assert "`id:" not in report.findings[0].hint


def test_a_stranger_to_the_team_is_found_and_without_a_team_nobody_is_strange():
    path = ".backlog/checkins/2026-11-23/anna.md"
    report = checked({**TEAM, **checkin(path=path)})
    assert codes(report) == ["B323"]
    assert "ana" in report.findings[0].hint
    assert checked(checkin(path=path)).findings == ()


def test_some_files_alone_are_checked_the_same():
    files = {**TEAM, **checkin("blocks: [ML-x2v9kq, ML-zzz999]"), ".backlog/backlog/ML-x2v9kq-a.md": item()}
    report = checked(files, paths=[PATH])
    assert [(one.code, one.path) for one in report.findings] == [("B324", PATH)]


def test_a_rule_is_passed_over_where_the_file_says_so():
    assert checked({**TEAM, **checkin("person: bo # gitagile: ignore[B322]")}).findings == ()


def test_a_readme_beside_them_is_none():
    assert checked({".backlog/checkins/README.md": "what this is"}).findings == ()
