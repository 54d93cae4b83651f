"""Experiments over time: what came out, what it took, and what counts."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from gitagile.actions.ledgers import ledgers
from gitagile.actions.model_work.experiments import experiments
from gitagile.actions.model_work.stops import proposed_stops
from gitagile.actions.reports import velocity_report
from gitagile.actions.sprints.close import sprint_close
from gitagile.actions.sprints.start import sprint_start
from gitagile.errors import UsageError
from gitagile.render.experiments import experiments_csv, experiments_json, experiments_markdown, experiments_text
from gitagile.render.sprint_summary import summary_markdown
from tests.git.actions.backlogs import at, backlog_of, item, opened, sprint, sprint_file
from tests.git.places import git, write

A, B, C, D, E, F = (f"ML-{letter}" for letter in ("aaa111", "bbb222", "ccc333", "ddd444", "eee555", "fff666"))
CONFIG = '[cadence]\nholidays = ["2026-02-25"]\n'


def trial(identifier, **keys):
    given = {"type": "experiment", "hypothesis": f"Hypothesis of {identifier}", "timebox": "2d"}
    return item(identifier, **{**given, **keys})


def done(identifier, outcome, finished, **keys):
    stamps = {"status": "done", "started": "2026-02-23", "finished": finished}
    return trial(identifier, **stamps, outcome=outcome, learned="A lesson", **keys)


FILES = {
    at(A): trial(A, status="doing", started="2026-02-27"),
    at(B): done(B, "rejected", "2026-02-24T10:00:00+00:00"),
    at(C): done(C, "confirmed", "2026-02-24T09:00:00+00:00"),
    at(D): done(D, "", "2026-02-26", timebox="3d"),
    at(E): trial(E, type="spike", hypothesis="", timebox="1w"),
    at(F): item(F),
}


@pytest.fixture
def root(make_repository):
    return backlog_of(make_repository, FILES, CONFIG)


def told(report):
    return [(row.item.id, row.outcome, row.timebox.word) for row in report.rows]


def test_they_stand_in_the_order_they_were_decided_in_and_open_ones_last(root):
    assert told(experiments(opened(root))) == [
        (C, "confirmed", "kept"),
        (B, "rejected", "kept"),
        (D, "not said", "kept"),
        (A, "open", "running"),
        (E, "open", "not started"),
    ]


def test_outcomes_and_timeboxes_are_counted(root):
    report = experiments(opened(root, now=datetime(2026, 3, 4, tzinfo=UTC)))
    assert report.counts == {
        "confirmed": 1,
        "rejected": 1,
        "inconclusive": 0,
        "stopped": 0,
        "not said": 1,
        "open": 2,
    }
    assert (report.kept, report.overrun) == (3, 1)


def test_an_item_of_any_type_with_a_hypothesis_is_one(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, type="training", hypothesis="More is better"), at(B): item(B)})
    assert [row.item.id for row in experiments(opened(root)).rows] == [A]


def test_a_query_chooses_among_them(root):
    assert [row.item.id for row in experiments(opened(root), words=("outcome:rejected",)).rows] == [B]
    assert [row.item.id for row in experiments(opened(root), words=("type:spike",)).rows] == [E]
    with pytest.raises(UsageError):
        experiments(opened(root), words=("outcom:rejected",))


def test_archived_ones_are_shown_if_asked_for(root):
    write(root, at(C, "archive"), FILES[at(C)])
    (root / at(C)).unlink()
    assert C not in [row.item.id for row in experiments(opened(root)).rows]
    assert C in [row.item.id for row in experiments(opened(root), everything=True).rows]
    assert C in [row.item.id for row in experiments(opened(root), words=("is:archived",)).rows]


def test_what_was_dropped_was_decided_on_the_day_it_was_dropped(root, monkeypatch):
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-03-03T12:00:00+00:00")
    write(root, at(A), trial(A, status="dropped", started="2026-02-27", outcome="stopped", learned="Too dear"))
    git(root, "commit", "-qam", "Give it up")
    report = experiments(opened(root, now=datetime(2026, 3, 9, tzinfo=UTC)))
    row = next(one for one in report.rows if one.item.id == A)
    assert (row.outcome, str(row.decided), row.timebox.word, row.timebox.used) == (
        "stopped",
        "2026-03-03",
        "overrun",
        3,
    )


def test_a_missing_start_is_taken_from_history(root, monkeypatch):
    write(root, at(A), trial(A, status="doing"))
    git(root, "commit", "-qam", "No stamp")
    row = next(one for one in experiments(opened(root)).rows if one.item.id == A)
    assert str(row.span.started) == "2026-02-27"  # the stamp that its first version had


def test_nothing_an_item_may_hold_breaks_the_table(make_repository):
    strange = trial(
        A,
        timebox="soon",
        outcome="open",
        started="yesterday",
        budget="[1, 2]",
        metric="[a]",
        baseline="{a: b}",
        runs="{}",
    )
    other = trial(B, metric="eval.auc", baseline=".nan", budget="{a: .inf, b: -1, 3: 4}", gates="[7, {metric: x}]")
    workspace = opened(backlog_of(make_repository, {at(A): strange, at(B): other}))
    report = experiments(workspace)
    assert told(report) == [(A, "open", "none"), (B, "open", "not started")]
    for text in (experiments_text, experiments_markdown):
        assert B in text(report, "UTC", with_runs=True)
    assert json.loads(experiments_json(report))["schema"] == 1
    assert len(list(csv.reader(io.StringIO(experiments_csv(report))))) == 3


SPRINT = {sprint_file("s2"): sprint("planned"), sprint_file("s3"): sprint("planned", "2026-03-16", "2026-03-27")}


def test_a_rejected_hypothesis_counts_as_done_with_all_its_points(make_repository):
    files = {at(A, "s2"): trial(A, points="5"), at(B, "s2"): trial(B, points="3"), at(C, "s2"): item(C, points="2")}
    root = backlog_of(make_repository, {**SPRINT, **files})
    sprint_start(opened(root), "s2")
    for identifier, outcome in ((A, "rejected"), (C, "")):
        write(
            root, at(identifier, "s2"), done(identifier, outcome, "2026-03-05", points="5" if identifier == A else "2")
        )
    git(root, "commit", "-qam", "Two are done")
    later = datetime(2026, 3, 13, 16, tzinfo=UTC)
    sprint_close(opened(root, now=later), "s2", None, write_summary=summary_markdown)
    (row,) = velocity_report(opened(root, now=later), None).rows
    assert (row.commitment, row.completed, row.completed_committed, row.say_do) == (10, 7, 7, 0.7)
    text = experiments_text(experiments(opened(root, now=later)), "UTC")
    assert "A rejected hypothesis is a result: it counts as done, with all its points." in text


def test_a_sprint_s_experiments_are_those_it_had_carried_ones_too(make_repository):
    files = {at(A, "s2"): trial(A), at(B, "s2"): trial(B), at(C, "s3"): trial(C), at(D): trial(D)}
    root = backlog_of(make_repository, {**SPRINT, **files})
    sprint_start(opened(root), "s2")
    sprint_close(opened(root, now=datetime(2026, 3, 13, tzinfo=UTC)), "s2", "s3", write_summary=summary_markdown)
    assert {row.item.id: row.sprints for row in experiments(opened(root), "s2").rows} == {
        A: ("s2", "s3"),
        B: ("s2", "s3"),
    }
    assert {row.item.id for row in experiments(opened(root), "s3").rows} == {A, B, C}
    with pytest.raises(UsageError, match="no sprint 'x'"):
        experiments(opened(root), "x")


RULE = '[metrics."eval.auc"]\nsource = "m.json"\nmin_delta = 0.005\nstop_after = 2\n'
LEDGER = (
    '{{"schema": 1, "sprint": "{name}", "timezone": "UTC", "started": "2026-0{month}-02T09:00:00+00:00", '
    '"committed": [], "metrics": {{"start": [{{"name": "eval.auc", "value": "{start}", "found": "git"}}], '
    '"close": [{{"name": "eval.auc", "value": "{close}", "found": "git"}}]}}, '
    '"closed": "2026-0{month}-13T15:00:00+00:00", "outcome": [], "series": []}}\n'
)


@pytest.fixture
def stalled(make_repository):
    """Three closed sprints: the metric rises in the first and stalls in the other two."""
    files = {}
    for month, (start, close) in enumerate((("0.80", "0.85"), ("0.85", "0.853"), ("0.853", "0.8531")), 1):
        name = f"s{month}"
        files[f".backlog/sprints/{name}/ledger.json"] = LEDGER.format(name=name, month=month, start=start, close=close)
        files[sprint_file(name)] = sprint("closed", f"2026-0{month}-02", f"2026-0{month}-13")
    return backlog_of(make_repository, {**FILES, **files}, RULE)


def test_a_stop_is_proposed_from_what_the_ledgers_froze(stalled):
    (one,) = experiments(opened(stalled)).stops
    assert [(gain.sprint, str(gain.gain)) for gain in one.gains] == [("s2", "0.003"), ("s3", "0.0001")]
    text = experiments_text(experiments(opened(stalled)), "UTC")
    assert "Stop? eval.auc gained less than 0.005 in the last 2 sprints (+0.003 in s2, +0.0001 in s3)" in text
    assert "Stop?" in experiments_markdown(experiments(opened(stalled)), "UTC")


def test_the_retro_of_an_earlier_sprint_proposes_what_was_known_then(stalled):
    workspace = opened(stalled)
    known = {one.sprint: one for one in ledgers(workspace).ledgers}
    assert proposed_stops(workspace, until=known["s2"]) == ()
    assert len(proposed_stops(workspace, until=known["s3"])) == 1


def test_without_a_rule_no_stop_is_proposed(stalled):
    write(stalled, ".backlog/config.toml", RULE.replace("stop_after = 2\n", ""))
    assert proposed_stops(opened(stalled)) == ()


def test_a_shallow_clone_says_that_commits_may_be_missing(make_repository, tmp_path):
    root = backlog_of(make_repository, {at(A): trial(A, metric="auc", baseline="0.8")})
    git(root, "commit", "-q", "--allow-empty", "-m", "Else")
    (row,) = experiments(opened(root)).rows
    assert row.metric.close.reason == "no run and no commit of code belongs to it"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", "shallow")
    (row,) = experiments(opened(tmp_path / "shallow")).rows
    assert row.metric.close.reason.endswith("; this clone is shallow: `git fetch --unshallow` brings the rest")
