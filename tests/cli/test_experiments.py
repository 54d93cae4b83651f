"""Experiments on the command line."""

from __future__ import annotations

import csv
import io

import pytest

HYPOTHESIS = "hypothesis=A larger batch lifts AUC"


@pytest.fixture
def tried(run, monkeypatch):
    """A rejected experiment and an open one."""
    monkeypatch.setenv("GITAGILE_NOW", "2026-03-02T09:00:00+00:00")
    first = run.new("Batch", "--type", "experiment", "--set", HYPOTHESIS, "--set", "timebox=2d")
    run.new("Labels", "--type", "experiment", "--set", "hypothesis=Noise hurts", "--set", "budget=gpu_hours:20,eur:1.5")
    run("start", first)
    monkeypatch.setenv("GITAGILE_NOW", "2026-03-05T09:00:00+00:00")
    run("edit", first, "outcome=rejected", "learned==SUM(A1)", "metric=eval.auc", "baseline=0.84")
    run("done", first)
    return first


def test_they_are_shown_with_what_came_out_and_what_was_learned(run, tried):
    text = run("experiments").out
    assert f"2026-03-05   {tried}  rejected  overrun by 2 days, 4 of 2" in text
    assert "  A larger batch lifts AUC\n  learned: =SUM(A1)\n" in text
    assert "gpu_hours ? of 20, eur ? of 1.5" in text
    assert "1 rejected, 1 open; timeboxes: 1 overrun\nA rejected hypothesis is a result" in text


def test_every_form_tells_the_same(run, tried):
    shape = run("experiments", "--json").shape
    assert (shape["schema"], shape["counts"]["rejected"], shape["timeboxes"]) == (1, 1, {"kept": 0, "overrun": 1})
    first, second = shape["experiments"]
    assert first["timebox"] == {"written": "2d", "said": "overrun", "days": 2, "used": 4}
    assert first["metric"]["from"]["raw"] == "0.84"
    assert second["budget"][0] == {"name": "gpu_hours", "allowed": 20, "used": None, "over": False}
    rows = list(csv.DictReader(io.StringIO(run("experiments", "--format", "csv").out)))
    assert [row["outcome"] for row in rows] == ["rejected", "open"]
    assert rows[0]["learned"] == "'=SUM(A1)"
    page = run("experiments", "--format", "md", "--runs").out
    assert "| A larger batch lifts AUC | rejected | overrun by 2 days, 4 of 2 |" in page
    assert "## Runs\n\nNone." in page
    assert "  no runs" in run("experiments", "--runs").out


def test_a_query_and_a_sprint_choose_among_them(run, tried):
    assert tried not in run("experiments", "-outcome:rejected").out
    run("sprint", "new", "s1")
    assert "no experiment matches" in run("experiments", "--sprint", "s1").err
    assert "no sprint 'nine'" in run("experiments", "--sprint", "nine", code=2).err
    assert "did you mean" in run("experiments", "outcom:rejected", code=2).err


def test_without_one_the_way_to_the_first_is_said(run):
    assert "--type experiment" in run("experiments").err


def test_budget_metric_and_baseline_are_set_like_other_keys(run, tried):
    text = run.file_of(tried).read_text()
    assert "metric: eval.auc\nbaseline: 0.84\n" in text
    run("edit", tried, "budget={gpu_hours: 3, runs: 10}", "baseline=0.80")
    assert "budget: {gpu_hours: 3, runs: 10}\n" in run.file_of(tried).read_text()
    assert 'baseline: "0.80"\n' in run.file_of(tried).read_text()
    run("edit", tried, "baseline=sprint-start", "budget=")
    assert 'baseline: "sprint-start"\n' in run.file_of(tried).read_text()
    assert "budget" not in run.file_of(tried).read_text()
    assert run("check").code == 0


@pytest.mark.parametrize("budget", ["20", "gpu hours:20", "a:b", "a:1,a:2", "a:-1", "a:1,"])
def test_a_budget_that_is_none_is_refused(run, tried, budget):
    assert "budget=gpu_hours:20" in run("edit", tried, f"budget={budget}", code=2).err
