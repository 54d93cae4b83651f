"""A sprint's time and load, and a plan by role."""

from __future__ import annotations

import json

import pytest

from gitagile.actions.sprints.plan import propose_plan
from gitagile.actions.team.capacity import capacity
from gitagile.errors import UsageError
from gitagile.render.sprints import plan_text
from gitagile.render.team import capacity_json, capacity_text
from tests.git.actions.backlogs import at, backlog_of, item, opened, sprint, sprint_file

CONFIG = """\
[roles]
required = ["data-science", "engineering"]
[team.ana]
roles = ["data-science"]
days_per_sprint = 8
[team.bo]
roles = ["engineering"]
days_per_sprint = 4
days_off = ["2026-03-03", "2026-03-04"]
[team.cy]
"""
ONE, TWO, THREE, FOUR = "ML-aaa111", "ML-bbb222", "ML-ccc333", "ML-ddd444"
FILES = {
    sprint_file("s2"): sprint("active"),
    at(ONE, "s2"): item(ONE, points="8", assignee="[ana]", role="data-science"),
    at(TWO, "s2"): item(TWO, points="3", assignee="[ana, bo]", role="engineering"),
    at(THREE, "s2"): item(THREE, points="2", role="engineering"),
    at(FOUR, "s2"): item(FOUR, points="5", status="dropped", assignee="[cy]"),
}
LEDGER = (
    '{"schema": 1, "sprint": "s1", "timezone": "UTC", "started": "2026-02-16T09:00:00+00:00", "committed": [], '
    '"metrics": {"start": null, "close": null}, "closed": "2026-02-27T15:00:00+00:00", "outcome": ['
    '{"id": "ML-zzz999", "points": 20, "result": "done", "added": true}], "series": []}\n'
)
S1 = "---\ngoal: A goal\nstart: 2026-02-16\nend: 2026-02-27\nstatus: closed\ncapacity: {ana: 8, bo: 4}\n---\n"


def asked(make_repository, files=(), config=CONFIG, name=None):
    return capacity(opened(backlog_of(make_repository, {**FILES, **dict(files)}, config)), name)


def told(rows):
    return [(one[0], one.standing.word, round(one.standing.by, 2)) for one in rows]


def test_each_person_has_the_days_that_are_left_of_theirs(make_repository):
    report = asked(make_repository)
    assert report.working_days == 10
    times = [(one.handle, one.time.working, one.time.off, one.time.declared, one.time.days) for one in report.people]
    assert times == [("ana", 10, 0, 8, 8), ("bo", 10, 2, 4, 2), ("cy", 10, 0, None, None)]


def test_a_load_is_held_against_a_share_of_what_the_sprint_can_take(make_repository):
    report = asked(make_repository)
    assert report.capacity == (10, "points", "the team's days_per_sprint, one point a day")
    assert [(one.handle, one.share, one.load.points, one.load.items) for one in report.people] == [
        ("ana", 8, 9.5, 2),
        ("bo", 2, 1.5, 1),
        ("cy", None, 0, 0),
    ]
    assert told(report.people) == [("ana", "full", 1.5), ("bo", "room", 0.5), ("cy", "unknown", 0)]
    assert (report.nobody.points, report.nobody.items) == (2, 1)


def test_roles_have_the_time_of_their_people_and_the_work_that_asks_for_them(make_repository):
    report = asked(make_repository)
    assert [(one.role, one.people, one.days, one.load.points) for one in report.roles] == [
        ("business", (), 0, 0),
        ("data-science", ("ana",), 8, 8),
        ("engineering", ("bo",), 2, 5),
    ]
    assert told(report.roles) == [("business", "away", 0), ("data-science", "fits", 0), ("engineering", "full", 3)]


def test_who_is_off_for_the_whole_sprint_is_away_and_their_items_are_named(make_repository):
    days = ", ".join(f'"2026-03-{day:02}"' for day in range(2, 14))
    report = asked(make_repository, config=CONFIG.replace('["2026-03-03", "2026-03-04"]', f"[{days}]"))
    assert told(report.people)[1] == ("bo", "away", 1.5)
    assert "away for all of it: 1 item may want other hands" in capacity_text(report)
    assert "required, no time in this sprint" in capacity_text(report)


def test_a_person_without_an_item_is_free_and_not_called_idle(make_repository):
    report = asked(make_repository, {at(TWO, "s2"): item(TWO, points="3", assignee="[zoe]", role="engineering")})
    assert told(report.people)[1] == ("bo", "free", 2)
    text = capacity_text(report)
    assert "nothing yet; about 2 points would fit" in text
    assert "zoe" in text
    assert "idle" not in text


def test_nothing_is_judged_where_nobody_knows_any_days(make_repository):
    report = asked(make_repository, config="[team.ana]\n")
    assert report.capacity is None
    assert {one.standing.word for one in (*report.people, *report.roles)} <= {"unknown"}
    assert "nothing says how much it can take" in capacity_text(report)
    assert json.loads(capacity_json(report))["capacity"] is None


def test_a_sprint_without_dates_has_the_days_that_the_config_says(make_repository):
    report = asked(make_repository, {sprint_file("s2"): "---\nstatus: active\n---\n"})
    assert report.working_days is None
    assert [one.time.days for one in report.people] == [8, 4, None]


def test_a_sprint_that_is_not_there_is_asked_for_in_vain(make_repository):
    with pytest.raises(UsageError, match="no sprint 'nine'"):
        asked(make_repository, name="nine")


def test_more_days_in_the_sprint_s_file_than_somebody_is_there_are_said(make_repository):
    text = sprint("active").replace("status: active", "status: active\ncapacity: {ana: 8, bo: 9}")
    report = asked(make_repository, {sprint_file("s2"): text})
    assert [one.time.days for one in report.people] == [8, 8, None]
    assert report.remarks == (
        "bo is off 2 of the 10 working days of s2: 8 count, not the 9 in .backlog/sprints/s2/sprint.md",
    )


@pytest.fixture
def after_a_sprint(make_repository):
    files = {sprint_file("s1"): S1, ".backlog/sprints/s1/ledger.json": LEDGER, sprint_file("s2"): sprint()}
    return opened(backlog_of(make_repository, files, CONFIG))


def test_a_plan_takes_less_where_people_have_fewer_days_than_before(after_a_sprint):
    plan = propose_plan(after_a_sprint, "s2")
    assert round(plan.capacity.amount, 3) == 16.667
    assert plan.capacity.source == "the mean of s1, 20, for 10 of their 12 days"


def test_a_plan_warns_of_a_required_role_without_work_without_time_or_without_a_person(make_repository):
    days = ", ".join(f'"2026-03-{day:02}"' for day in range(2, 14))
    config = CONFIG.replace('["2026-03-03", "2026-03-04"]', f"[{days}]").replace(
        '"engineering"]\n[team.ana]', '"engineering", "business"]\n[team.ana]'
    )
    plan = propose_plan(opened(backlog_of(make_repository, FILES, config)), "s2")
    assert plan.warnings == (
        "the required role business has no work in this plan",
        "the required role engineering has no time in this sprint (bo)",
        "nobody in the team has the required role business",
    )


def test_a_plan_shows_how_much_of_each_role_it_uses(make_repository):
    text = plan_text(propose_plan(opened(backlog_of(make_repository, FILES, CONFIG)), "s2"))
    assert "by role\n  data-science  8 of 8 points\n  engineering   5 of 2 points" in text
