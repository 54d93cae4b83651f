"""Check-ins from two clones merged by git: two people never meet in one file, and one person loses no word."""

from __future__ import annotations

import os
import subprocess
from datetime import date, datetime

import pytest

from gitagile.actions.check_backlog import check
from gitagile.actions.merging.installing import ATTRIBUTES, install_driver
from gitagile.actions.merging.resolve import resolve, survey
from gitagile.actions.team.checkin import Words, check_in, checkins_between
from tests.faults.simulated import tools_in
from tests.git.actions.backlogs import A, B, at, backlog_of, item, opened
from tests.git.places import git, repository

DAY = "2026-03-09"
PATH = f".backlog/checkins/{DAY}/ada.md"
TEAM = '[team.ada]\nemails = ["ada@example.com"]\n[team.bo]\nemails = ["bo@example.com"]\n'


@pytest.fixture
def clones(make_repository, monkeypatch, tmp_path):
    """Two clones of one backlog, with a `gitagile` on the PATH; the driver is in neither."""
    monkeypatch.setenv("PATH", f"{tools_in(tmp_path / 'tools')}{os.pathsep}{os.environ['PATH']}")
    files = {at(A): item(A), at(B): item(B), ATTRIBUTES: "*.md merge=gitagile\n"}
    first = backlog_of(make_repository, files, TEAM)
    second = tmp_path / "second"
    git(tmp_path, "clone", "-q", str(first), str(second))
    return first, second


def said(root, words, *, hour, email="ada@example.com"):
    git(root, "config", "user.email", email)
    now = datetime.fromisoformat(f"{DAY}T{hour:02}:00:00+00:00")
    return check_in(opened(root, now=now), words)


def pulled(first, second):
    """How git ends that pulls the first clone's work into the second's."""
    command = ["git", "pull", "-q", "--no-rebase", "--no-edit", str(first), "main"]
    return subprocess.run(command, cwd=second, check=False, capture_output=True).returncode


def of_the_day(root):
    return checkins_between(opened(root), date.fromisoformat(DAY), date.fromisoformat(DAY))


@pytest.mark.parametrize("driver", [True, False])
def test_two_people_on_one_day_never_conflict(clones, driver):
    first, second = clones
    if driver:
        install_driver(repository(second))
    said(first, Words(did=("a",), blockers=(f"{A}: x",)), hour=9)
    said(second, Words(did=("b",), blockers=(f"{B}: y",)), hour=9, email="bo@example.com")
    assert pulled(first, second) == 0
    assert [(one.person, one.did) for one in of_the_day(second)] == [("ada", ("a",)), ("bo", ("b",))]
    assert [opened(second).find(one).blocked for one in (A, B)] == ["x", "y"]


def test_one_person_on_two_clones_has_the_words_of_both(clones):
    first, second = clones
    install_driver(repository(second))
    said(first, Words(did=("a", "both"), blockers=(f"{A}: x",), notes=("kind: q",)), hour=9)
    said(second, Words(did=("b", "both"), next=("c",), blockers=(f"{B}: y",)), hour=10)
    assert pulled(first, second) == 0
    (found,) = of_the_day(second)
    assert sorted(found.did) == ["a", "b", "both"]
    assert found.next[0] == "c"
    assert sorted(found.blocks) == [A, B]
    assert [note.text for note in found.notes] == ["q"]
    assert found.until == f"{DAY}T09:00:00+00:00"
    workspace = opened(second)
    assert check(workspace.tree(), workspace.config).findings == ()


def test_further_words_of_both_clones_go_together(clones):
    first, second = clones
    install_driver(repository(second))
    said(first, Words(did=("a",)), hour=9)
    assert pulled(first, second) == 0
    said(first, Words(did=("b",), help_offered=("h",)), hour=11)
    said(second, Words(did=("c",), help_offered=("i",)), hour=12)
    assert pulled(first, second) == 0
    (found,) = of_the_day(second)
    assert (found.did[0], sorted(found.did), sorted(found.help_offered)) == ("a", ["a", "b", "c"], ["h", "i"])


def test_without_the_driver_git_keeps_both_and_says_so(clones):
    first, second = clones
    said(first, Words(did=("a",)), hour=9)
    said(second, Words(did=("b",)), hour=10)
    assert pulled(first, second) == 1
    text = (second / PATH).read_text()
    assert text.count("<<<<<<<") >= 1
    assert "- a\n" in text
    assert "- b\n" in text
    workspace = opened(second)
    assert {one.code for one in check(workspace.tree(), workspace.config).findings} == {"I109"}


def test_what_stopped_without_the_driver_is_resolved_without_a_question(clones):
    first, second = clones
    said(first, Words(did=("a",)), hour=9)
    said(second, Words(did=("b",)), hour=10)
    assert pulled(first, second) == 1
    place = repository(second)
    assert resolve(place, survey(place), {}).left == ()
    assert sorted(of_the_day(second)[0].did) == ["a", "b"]
