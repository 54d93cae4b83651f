"""Reports in every form: their shapes, hostile titles in each of them, and one sentence where there is nothing."""

from __future__ import annotations

import csv
import io
import re
from xml.etree import ElementTree as ET

import pytest

SPRINT_REPORTS = ("burndown", "burnup")
REPORTS = (*SPRINT_REPORTS, "velocity", "flow", "cfd", "forecast", "calibration")
KEYS = {
    "burndown": {"sprint", "unit", "days", "reason"},
    "burnup": {"sprint", "unit", "days", "reason"},
    "velocity": {"unit", "sprints", "mean3", "mean6", "per_day3", "per_day6", "reason"},
    "flow": {"from", "to", "lead_time", "cycle_time", "weeks", "limits", "work_in_progress", "ages", "notes"},
    "cfd": {"statuses", "days", "notes"},
    "forecast": {
        *("seed", "trials", "history", "until", "remaining", "counted", "how_many", "when", "chance", "hit_rate"),
        *("warning", "reason", "notes"),
    },
    "calibration": {"forecasts", "notes"},
}
DAYS = {"day", "working", "scope", "completed", "remaining", "guideline"}
HOSTILE = "\x1b[2J</svg><script>alert(1)</script> | *x* [l](http://e.example) `c` \u202e =1+1 {{v}} ]]> <!--"


def at(monkeypatch, day, clock="10:00:00"):
    for name in ("GITAGILE_NOW", "GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, f"2026-{day}T{clock}+00:00")


@pytest.fixture
def lived(run, monkeypatch):
    """Four weeks of a backlog: one sprint closed, the next running, titles that want to be more than titles."""
    at(monkeypatch, "10-26")
    run("sprint", "new", "s1", "--start", "2026-10-26", "--weeks", "2", "--goal", HOSTILE)
    names = [run.new(f"{HOSTILE} {number}", "--points", str(number + 1)) for number in range(6)]
    run("move", *names[:4], "s1")
    run("sprint", "start", "s1")
    for number, name in enumerate(names[:3]):
        at(monkeypatch, f"10-{27 + number}")
        run("start", name)
        at(monkeypatch, f"10-{28 + number}")
        run("done", name)
    at(monkeypatch, "11-06", "17:00:00")
    run("sprint", "close", "--yes", "--carry", "backlog")
    at(monkeypatch, "11-09")
    run("sprint", "new", "s2", "--start", "2026-11-09", "--weeks", "2", "--goal", HOSTILE)
    run("move", names[3], names[4], "s2")
    run("sprint", "start", "s2")
    run("start", names[3])
    run.write("train.py", "x = 1\n")
    run.git("add", "train.py")
    run.git("commit", "-q", "-m", f"{names[3]}: {HOSTILE[4:]}")
    at(monkeypatch, "11-12")
    return run


def assert_harmless(text):
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "<script" not in text


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_comes_in_each_of_its_forms(lived, name):
    assert lived("report", name).out.strip()
    shape = lived("report", name, "--json").shape
    assert shape.keys() == {"schema", *KEYS[name]}
    assert lived("report", name, "--format", "json").shape == shape
    markdown = lived("report", name, "--format", "md").out
    assert markdown.startswith("# ")
    assert re.search(r"^\| ---", markdown, re.MULTILINE)
    picture = ET.fromstring(lived("report", name, "--format", "svg").out)  # noqa: S314
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    assert picture.find(".//{http://www.w3.org/2000/svg}title") is not None
    rows = list(csv.reader(io.StringIO(lived("report", name, "--format", "csv").out), strict=True))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) > 1


@pytest.mark.parametrize("form", ["text", "md", "csv", "svg", "json"])
@pytest.mark.parametrize("name", REPORTS)
def test_a_title_stays_a_title_in_a_report(lived, name, form):
    said = lived("report", name, "--format", form).out
    assert "\x1b" not in said
    if form != "json":
        assert "\u202e" not in said
    if form in ("svg", "md"):
        assert "<script" not in said.replace("\\<script", "")


def test_days_velocity_and_flow_have_the_figures_of_what_happened(lived):
    days = lived("report", "burndown", "--sprint", "s1", "--json").shape["days"]
    assert days[0].keys() == DAYS
    known = {day["day"][5:]: day["remaining"] for day in days}
    assert [known[day] for day in ("10-26", "10-28", "10-29", "10-30", "11-06")] == [10, 9, 7, 4, 4]
    velocity = lived("report", "velocity", "--json").shape
    row = velocity["sprints"][0]
    assert (row["sprint"], row["commitment"], row["completed"], row["carried"], row["say_do"]) == ("s1", 10, 6, 4, 0.6)
    assert velocity["mean3"] == 6
    flow = lived("report", "flow", "--json").shape
    assert [one["days"] for one in flow["cycle_time"]["items"]] == [2, 2, 2]
    assert [one["status"] for one in flow["ages"]] == ["doing"]
    cfd = lived("report", "cfd", "--json").shape
    assert cfd["days"][-1]["statuses"]["done"] == 3
    forecast = lived("report", "forecast", "--json").shape
    assert (forecast["remaining"], forecast["counted"], forecast["trials"]) == (2, "open in s2", 10000)
    assert forecast["how_many"]["95"] <= forecast["how_many"]["50"]


def test_a_report_of_a_past_day_knows_nothing_later(lived):
    assert lived("report", "velocity", "--as-of", "2026-11-01", "--json").shape["sprints"] == []
    assert lived("report", "cfd", "--as-of", "2026-10-28", "--json").shape["days"][-1]["statuses"]["done"] == 1
    assert len(lived("report", "flow", "--as-of", "2026-10-29", "--json").shape["cycle_time"]["items"]) == 2


@pytest.mark.parametrize("form", ["text", "md", "html", "json"])
def test_a_summary_shows_titles_as_titles(lived, form):
    for name in ("s1", "s2"):
        said = lived("sprint", "summary", name, "--format", form).out
        assert "\x1b" not in said
        if form == "html":
            assert "<script" not in said
            assert 'href="' not in said
            assert said.count("</svg>") == said.count("<svg")
        if form == "md":
            assert "<script" not in said.replace("\\<script", "")


def test_summaries_log_and_standup_have_their_shapes(lived):
    shape = lived("sprint", "summary", "--json").shape
    figures = "commitment added removed reestimated scope completed completed_committed remaining carried say_do"
    rest = "items days roles contributors code_commits changes forecast_at_start notes scope_change unit"
    wanted = {*f"schema sprint goal status start end {figures} {rest}".split()}
    assert wanted <= shape.keys()
    assert (shape["sprint"], shape["commitment"]) == ("s2", 9)
    assert sorted(one["carried"] for one in shape["items"]) == [0, 1]
    carried = next(one["id"] for one in shape["items"] if one["carried"])
    assert len(shape["code_commits"]) == 1
    log = lived("log", "--json").shape
    assert log["events"][0].keys() == {"at", "id", "title", "kind", "changes", "subject", "commit", "who"}
    named = lived("log", carried, "--json").shape["events"]
    assert "code" in [one["kind"] for one in named]
    assert {one["id"] for one in named} == {carried}
    standup = lived("standup", "--since", "1w", "--json").shape
    assert standup["sprint"] == "s2"
    assert [one["name"] for one in standup["people"]] == ["Ada Example"]
    assert "code" in [one["kind"] for one in standup["people"][0]["did"]]
    assert [one["id"] for one in standup["in_progress"]] == [carried]


def test_what_happened_is_told_harmlessly(lived):
    for words in (("log",), ("standup", "--since", "9w"), ("standup", "--since", "9w", "--format", "md")):
        said = lived(*words).out
        assert "\x1b" not in said
        assert "\u202e" not in said
    assert "<script" not in said.replace("\\<script", "")


@pytest.mark.parametrize("form", ["text", "md", "json", "csv", "svg"])
@pytest.mark.parametrize("name", REPORTS)
def test_of_an_empty_backlog_one_sentence_is_said(run, name, form):
    answer = run("report", name, "--format", form, code=2 if name in SPRINT_REPORTS else 0)
    assert (answer.out + answer.err).strip()
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        *((("report", name), 2 if name in SPRINT_REPORTS else 0) for name in REPORTS),
        (("sprint", "summary"), 2),
        (("log",), 0),
        (("standup",), 0),
        (("hook", "summary"), 0),
    ],
)
def test_before_the_first_commit_nothing_breaks(make_repository, monkeypatch, capfd, words, code):
    from .conftest import Program

    root = make_repository("fresh", files=None)
    monkeypatch.chdir(root)
    program = Program(root, capfd)
    program.write(".backlog/config.toml", 'prefix = "ML"\n')
    program(*words, code=code)


@pytest.mark.parametrize(
    "words",
    [
        ("report", "flow", "--since", "soon"),
        ("report", "flow", "--since", ""),
        ("report", "flow", "--since", "2999-01-01"),
        ("report", "flow", "--since", "9999-12-31"),
        ("report", "flow", "--as-of", "soon"),
        ("report", "flow", "--as-of", "9999-12-31"),
        ("report", "burndown", "--as-of", "2020-01-01"),
        ("report", "burndown", "--sprint", "nope"),
        ("report", "flow", "--sprint", "nope"),
        ("report", "velocity", "--as-of", "-x"),
        ("report", "forecast", "--by", "soon"),
        ("report", "forecast", "--by", "2026-11-11"),
        ("report", "forecast", "--days", "0"),
        ("report", "forecast", "--by", "2026-11-20", "--days", "3"),
        ("report", "flow", "--type", "nosuch"),
        ("report", "calibration", "--type", "stroy"),
        ("report", "burndown", "--sprint", ""),
        ("report", "forecast", "--sprint", ""),
        ("report", "flow", "--format", "pdf"),
        ("log", "--since", "soon"),
        ("log", "--since", "-1d"),
        ("log", "--since", "2026-11-13"),
        ("log", "--since", "2026-11-09T25:00"),
        ("log", "--since", "2026-11-12T10:00:01Z"),
        ("log", "zzzzzz"),
        ("standup", "--since", "soon"),
        ("standup", "--since", "2999-01-01"),
        ("sprint", "summary", "--as-of", "2026-11-10", "--write"),
        ("sprint", "summary", "nope"),
        ("sprint", "summary", ""),
        ("sprint", "summary", "--write", "--check"),
        ("sprint", "summary", "--dry-run"),
    ],
)
def test_a_wrong_request_is_answered_with_a_hint(lived, words):
    refused = 1 if "2020-01-01" in words else 2
    said = lived(*words, code=refused).err
    assert "hint: " in said or "Usage: " in said or "Try " in said, said
    assert len(said.splitlines()) <= 5


def test_an_unknown_type_is_answered_with_the_nearest_one(lived):
    assert "did you mean 'training'?" in lived("report", "flow", "--type", "trainin", code=2).err
    assert len(lived("report", "flow", "--type", "STORY", "--json").shape["cycle_time"]["items"]) == 3


def test_a_forecast_of_a_past_day_counts_what_was_open_that_day_in_the_sprint_that_ran(lived):
    then = lived("report", "forecast", "--as-of", "2026-10-29", "--json").shape
    assert (then["remaining"], then["counted"], then["until"]) == (2, "open in s1 on 2026-10-29", "2026-11-06")
    between = lived("report", "forecast", "--as-of", "2026-11-07", "--json").shape
    assert (between["remaining"], between["counted"]) == (3, "open in the whole backlog on 2026-11-07")
    assert lived("report", "forecast", "--as-of", "2026-10-29", "--type", "bug", "--json").shape["remaining"] == 0
    before = lived("report", "forecast", "--as-of", "2026-10-01")
    assert "remaining  0 items" in before.out
    assert "nothing was in the backlog on 2026-10-01" in before.err


def test_a_forecast_looks_ahead_to_the_end_of_the_sprint_that_is_asked_for(lived):
    lived("sprint", "new", "s3", "--start", "2026-11-23", "--weeks", "2")
    assert lived("report", "forecast", "--json").shape["until"] == "2026-11-20"
    assert lived("report", "forecast", "--sprint", "s3", "--json").shape["until"] == "2026-12-04"
    assert "nothing remains" in lived("report", "forecast", "--sprint", "s3").out


def test_what_is_farther_than_can_be_forecast_is_said_to_be(lived):
    assert "99999 items: not done within 500 working days" in lived("report", "forecast", "--items", "99999").out


@pytest.mark.parametrize("since", ["9999w", "0001-01-01"])
def test_no_day_is_counted_before_anything_is_known(lived, since):
    assert lived("report", "flow", "--since", since, "--json").shape["from"] == "2026-10-26"
    assert lived("report", "cfd", "--since", since, "--json").shape["days"][0]["day"] == "2026-10-26"


def test_a_day_too_far_ahead_has_no_forecast_and_that_is_said(lived):
    answer = lived("report", "forecast", "--by", "9999-12-31")
    assert "no forecast: " in answer.out
    assert lived("report", "forecast", "--by", "9999-12-31", "--json").shape["how_many"] is None
    assert "no forecast: " in lived("report", "forecast", "--by", "9999-12-31", "--format", "csv").err


@pytest.mark.parametrize("since", ["9999w", "0001-01-01", "2026-11-09T10:00:00+00:00", "yesterday", "today", "0d"])
def test_a_day_long_ago_is_a_day(lived, since):
    lived("log", "--since", since)
    lived("standup", "--since", since)
    lived("report", "flow", "--since", since)


def test_a_summary_is_checked_written_and_stands(lived):
    assert "not current" in lived("sprint", "summary", "--check", code=1).err
    assert lived("sprint", "summary", "--check", "--json", code=1).shape == {"schema": 1, "current": False}
    assert lived("sprint", "summary", "--write", "--dry-run").out.startswith("would")
    lived("sprint", "summary", "--write")
    tip = lived.git("rev-parse", "HEAD")
    assert lived("sprint", "summary", "--check").err == ""
    lived("sprint", "summary", "--write")
    assert lived.git("rev-parse", "HEAD") == tip
    lived("hook", "summary")
    assert lived.git("status", "--porcelain") == ""
