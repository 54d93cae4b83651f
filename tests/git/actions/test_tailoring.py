"""A backlog made one's own: templates, profiles, and what the doctor notes of a configuration."""

from __future__ import annotations

import json
import os
import random

import pytest

from gitagile.actions.check_backlog import check
from gitagile.actions.doctor import doctor
from gitagile.actions.new_item import NewItem, new_item
from gitagile.actions.setup import Wishes, init
from gitagile.actions.sprints.new import sprint_new
from gitagile.config.profiles import PROFILES
from gitagile.render.diagnosis import diagnosis_json, diagnosis_text
from tests.git.actions.backlogs import CONFIG, NOW, backlog_of, committed, opened
from tests.git.places import write

DEMANDED = {"hypothesis": "It helps", "timebox": "2d", "data": "a.csv"}
TEAM = '[team.ana]\nroles = ["data-science"]\ndays_per_sprint = 8\n'


def set_up(make_repository, profile):
    root = make_repository()
    init(root, Wishes(profile=profile), os.environ, NOW, choose=random.Random(1).choice)
    return root


@pytest.mark.parametrize("profile", PROFILES)
def test_every_type_of_a_profile_makes_a_sound_item(make_repository, profile):
    root = set_up(make_repository, profile)
    workspace = opened(root)
    for one in workspace.config.types:
        new_item(workspace, NewItem(one.name, one.name, tuple((key, DEMANDED[key]) for key in one.requires)))
    sprint_new(workspace, "s1", start="2026-03-02", goal="Try it")
    report = check(workspace.tree(), workspace.config, workspace.config_findings)
    assert report.findings == ()
    assert report.files == len(workspace.config.types) + 1


def test_research_begins_with_longer_timeboxes_and_sprints(make_repository):
    root = set_up(make_repository, "research")
    path = new_item(opened(root), NewItem("Does it scale?", "spike")).acts[0].path
    assert "timebox: 1w\n" in committed(root, path)
    assert "## The question\n" in committed(root, path)
    sprint = sprint_new(opened(root), "s1", start="2026-03-02").sprint
    assert sprint.end == "2026-03-27"


def test_a_new_sprint_begins_with_the_team_s_notes(make_repository):
    root = backlog_of(make_repository)
    path = sprint_new(opened(root), "bare", start="2026-03-02").sprint.path
    assert committed(root, path).endswith("---\n")
    write(root, ".backlog/templates/sprint.md", "---\ngoal: not this one\n---\n\n## Why\r\nBecause.\r\n")
    path = sprint_new(opened(root), "told", goal="Ours").sprint.path
    assert committed(root, path).startswith("---\ngoal: Ours\n")
    assert committed(root, path).endswith("---\n\n## Why\nBecause.\n")


def test_criteria_of_a_new_item_stand_under_the_team_s_heading(make_repository):
    root = backlog_of(make_repository, config='[items]\ncriteria_headings = ["Done when"]\n')
    path = new_item(opened(root), NewItem("Clean the log", "data")).acts[0].path
    assert "## Done when\n- [ ] The data is versioned\n" in committed(root, path)


def test_the_doctor_s_notes_are_no_complaints(make_repository):
    root = backlog_of(make_repository, config=TEAM + "[metrics.auc]\n")
    diagnosis = doctor(opened(root))
    assert diagnosis.complaints == ()
    assert [note.about for note in diagnosis.notes] == ["metrics, sprint start"]
    text = diagnosis_text(diagnosis, fixing=False)
    assert text.startswith("nothing is wrong\n\nWhat this configuration leaves without meaning, which is no fault:\n")
    assert "\n  hint: add a `source`" in text
    shape = json.loads(diagnosis_json(diagnosis))
    assert shape["complaints"] == []
    assert set(shape["notes"][0]) == {"about", "message", "hint"}
    (root / "mlruns").mkdir()
    assert doctor(opened(root)).notes == ()


def test_a_config_that_cannot_be_read_is_a_complaint_without_notes(make_repository):
    root = backlog_of(make_repository)
    write(root, CONFIG, "prefx = 1\n")
    diagnosis = doctor(opened(root))
    assert [one.name for one in diagnosis.complaints] == ["config"]
    assert diagnosis.notes == ()
