"""Metrics as their user sees them: on DVC's and MLflow's own output, at revisions, over sprints, and in the summary."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
from types import SimpleNamespace
from typing import ClassVar

import pytest

from tests.archives import unpack
from tests.cli.conftest import Program
from tests.unit.evidence.samples import ML, sample, unpacked

TAGS = ("--from", "sprint-01-start", "--to", "sprint-01-end")
MD5 = "d276b8071ed65440f41d507174a98133"
FETCH = "`dvc pull` or `dvc fetch --all-commits` brings what a remote has"
CONFIG = """\
[metrics."eval.auc"]
source = "eval/metrics.json"
direction = "up"
evaluated_on = ["data/holdout.csv"]
[metrics.loss]
source = "eval/metrics.json"
direction = "down"
"""
GATES = """\
gates:
  - {metric: eval.auc, op: ">=", value: 0.85}
  - {metric: eval.auc, baseline: sprint-start, min_delta: 0.2}
"""


def at(monkeypatch, day, clock="10:00:00"):
    for name in ("GITAGILE_NOW", "GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, f"2026-{day}T{clock}+00:00")


def program_in(root, monkeypatch, capfd):
    monkeypatch.chdir(root)
    return Program(root, capfd)


@pytest.fixture
def demo(tmp_path, monkeypatch, capfd):
    """A clone of the repository that DVC made; nobody ran `gitagile init` in it."""
    root = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(ML / "dvc/dvcdemo.bundle"), str(root)], check=True)
    return program_in(root, monkeypatch, capfd)


def values(answer):
    """Name, both values as printed, where both were found."""
    rows = answer.shape["metrics"]
    return [(one["name"], *((one[end]["raw"], one[end]["found"]) for end in ("from", "to"))) for one in rows]


def test_a_fresh_clone_of_a_dvc_project_shows_what_moved_and_what_moved_it(demo):
    assert demo("metrics", *TAGS).lines == [
        "from sprint-01-start (2e421d0d) to sprint-01-end (c20516f8)",
        "",
        "  eval.auc  0.8  0.89  up by 0.09 (11.25 %)  eval/metrics.json  git",
        "  eval.f1   0.7  0.79  up by 0.09 (12.86 %)  eval/metrics.json  git",
        "  step      5    7     up by 2 (40 %)        eval/metrics.json  git",
        "",
        "Parameters:",
        "  train.epochs  5    ->  7",
        "  train.lr      0.1  ->  0.01",
        "",
        "Commits:",
        "  c20516f8  tune  [dvc.lock, eval/metrics.json, params.yaml]",
    ]


def test_the_json_of_metrics_has_its_shape(demo):
    shape = demo("metrics", "eval.auc", *TAGS, "--json").shape
    assert shape == {
        "schema": 1,
        "from": "sprint-01-start",
        "to": "sprint-01-end",
        "from_commit": demo.git("rev-parse", "sprint-01-start"),
        "to_commit": demo.git("rev-parse", "sprint-01-end"),
        "metrics": [
            {
                "name": "eval.auc",
                "source": "eval/metrics.json",
                "from": {"value": 0.8, "raw": "0.8", "found": "git", "source": "eval/metrics.json", "reason": None},
                "to": {"value": 0.89, "raw": "0.89", "found": "git", "source": "eval/metrics.json", "reason": None},
                "delta": 0.09,
                "change": 0.09,
                "percent": 11.25,
                "direction": None,
                "comparable": True,
                "said": "changed",
                "reason": None,
            }
        ],
        "items": [],
        "params": [
            {"name": "train.epochs", "from": "5", "to": "7"},
            {"name": "train.lr", "from": "0.1", "to": "0.01"},
        ],
        "commits": [
            {
                "commit": demo.git("rev-parse", "sprint-01-end"),
                "subject": "tune",
                "items": [],
                "moved": ["dvc.lock", "eval/metrics.json", "params.yaml"],
            }
        ],
        "more_commits": False,
        "notes": [],
    }
    assert demo("metrics", "eval.auc", *TAGS, "--format", "json").shape == shape


def test_metrics_come_as_markdown(demo):
    said = demo("metrics", "eval.auc", *TAGS, "--format", "md").out
    assert "| eval.auc | 0.8 | 0.89 | up by 0.09 (11.25 %) | eval/metrics.json (git) |" in said
    assert "## Parameters\n\n- train.epochs: 5 → 7\n- train.lr: 0.1 → 0.01\n" in said
    assert "- `c20516f8` tune" in said


def test_a_cached_metric_is_the_same_with_its_cache(demo):
    demo.git("checkout", "-q", "cached")
    stored = demo.root / ".dvc" / "cache" / "files" / "md5" / MD5[:2] / MD5[2:]
    stored.parent.mkdir(parents=True)
    stored.write_bytes(sample("dvc/metrics.json"))
    answer = demo("metrics", "eval.auc", "--from", "sprint-01-start", "--to", "cached", "--json")
    assert values(answer) == [("eval.auc", ("0.8", "git"), ("0.89", "dvc-cache"))]


def test_a_cached_metric_is_unavailable_without_its_cache_and_says_why(demo):
    answer = demo("metrics", "--from", "sprint-01-start", "--to", "origin/cached")
    assert "  eval.auc  0.8  unavailable  gone  eval/metrics.json  git -> unavailable" in answer.lines
    assert answer.out.count("eval/metrics.json is not in git; it is in dvc.lock as d276b807…") == 1
    assert f"which the local DVC cache does not have: {FETCH}" in answer.out
    (row,) = demo("metrics", "eval.auc", "--from", "sprint-01-start", "--to", "origin/cached", "--json").shape[
        "metrics"
    ]
    assert (row["to"]["value"], row["to"]["found"], row["delta"], row["comparable"]) == (
        None,
        "unavailable",
        None,
        None,
    )


def test_where_no_value_is_to_be_had_at_all_it_is_said_and_not_left_empty(demo):
    answer = demo("metrics", "--from", "origin/cached", "--to", "origin/cached")
    assert answer.out == ""
    assert answer.err.startswith("note: eval/metrics.json is not in git; it is in dvc.lock as d276b807…")


def test_a_cached_metric_that_is_asked_for_by_name_says_that_it_cannot_be_had(demo):
    demo.git("checkout", "-q", "cached")
    answer = demo("metrics", "eval.auc")
    assert "  eval.auc  unavailable  unavailable  unavailable  -  unavailable" in answer.lines
    assert f"it is in dvc.lock as d276b807…, which the local DVC cache does not have: {FETCH}" in answer.out


def test_without_a_sprint_it_is_from_the_last_commit_to_the_working_tree(demo):
    demo.write("eval/metrics.json", '{"eval": {"auc": 0.91}}')
    demo.write("params.yaml", "train: {lr: 0.001, epochs: 7}\nfeaturize: {max_features: 200}\n")
    answer = demo("metrics", "--json")
    assert (answer.shape["from"], answer.shape["to"], answer.shape["to_commit"]) == ("HEAD", "the working tree", None)
    assert values(answer)[0] == ("eval.auc", ("0.89", "git"), ("0.91", "work-tree"))
    assert values(answer)[1] == ("eval.f1", ("0.79", "git"), (None, "unavailable"))
    assert answer.shape["params"] == [{"name": "train.lr", "from": "0.01", "to": "0.001"}]


def test_a_key_of_any_file_may_be_asked_for(demo):
    answer = demo("metrics", "eval/metrics.json#eval.f1", "params.yaml#train.lr", *TAGS, "--json")
    assert values(answer) == [
        ("eval/metrics.json#eval.f1", ("0.7", "git"), ("0.79", "git")),
        ("params.yaml#train.lr", ("0.1", "git"), ("0.01", "git")),
    ]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("evl.auc",), 2, ("no metric here is called 'evl.auc'", "did you mean eval.auc?")),
        (("zzz",), 2, ("no metric here is called 'zzz'", "there is: eval.auc, eval.f1, step")),
        (("--from", "nope"), 2, ("'nope' is no commit here", "name a commit, a branch or a tag")),
        (("--from", "HEAD", "--to", "-x"), 2, ("'-x' is no commit here", "")),
        (("--to", "HEAD"), 2, ("`--to` needs the commit to start from", "`--from REV --to HEAD`")),
        (("--sprint", "s1"), 2, ("no sprint 's1'", "")),
        (("--sprint", "s1", "--from", "HEAD"), 2, ("`--sprint` has its own two moments", "")),
    ],
)
def test_a_wrong_request_says_what_is_wrong_and_what_to_do(demo, words, code, said):
    answer = demo("metrics", *words, code=code)
    assert said[0] in answer.err
    assert said[1] in answer.err


def test_where_there_is_no_metric_the_way_to_one_is_shown(empty):
    answer = empty("metrics")
    assert answer.out == ""
    assert answer.err.startswith("no metric is known here\nhint: `[metrics.")
    assert empty("metrics", "--json").shape["metrics"] == []
    assert "write `[metrics" in empty("metrics", "auc", code=2).err


def test_a_repository_without_a_commit_has_nothing_to_compare_with(make_repository, monkeypatch, capfd):
    run = program_in(make_repository(files=None), monkeypatch, capfd)
    assert "there is no commit yet to compare with" in run("metrics", code=1).err


def test_two_files_with_one_name_are_told_apart(empty):
    empty.write("dvc.yaml", "metrics: [a/m.json, b/m.json, lone.txt]\n")
    for folder in ("a", "b"):
        empty.write(f"{folder}/m.json", json.dumps({"acc": 0.5, "note": "fine", "flag": True, "bad": float("nan")}))
    empty.write("lone.txt", "7\n")
    empty.write("sub/dvc.yaml", "metrics: [n.json]\n")
    empty.write("sub/n.json", '{"f1": 0.25}')
    empty.git("add", "--all")
    empty.git("commit", "-q", "-m", "Metrics")
    answer = empty("metrics", "--json")
    names = [row["name"] for row in answer.shape["metrics"]]
    assert names == ["a/m.json#acc", "a/m.json#bad", "b/m.json#acc", "b/m.json#bad", "lone.txt", "f1"]
    bad = answer.shape["metrics"][1]
    assert (bad["from"]["raw"], bad["from"]["reason"]) == ("NaN", "a/m.json#bad is NaN, not a number")
    assert values(empty("metrics", "acc", "--json")) == [
        ("a/m.json#acc", ("0.5", "git"), ("0.5", "work-tree")),
        ("b/m.json#acc", ("0.5", "git"), ("0.5", "work-tree")),
    ]


@pytest.mark.parametrize("kind", ["db.gz", "tgz"])
def test_a_fresh_mlflow_project_needs_no_config(kind, tmp_path, monkeypatch, capfd):
    root = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "-b", "main", str(ML / "fresh/runs.bundle"), str(root)], check=True)
    unpacked(f"fresh/runs.{kind}", root)
    run = program_in(root, monkeypatch, capfd)
    answer = run("metrics", "--from", "main~1", "--to", "main", "--json")
    assert ("eval.auc", ("0.8", "mlflow"), ("0.89", "mlflow")) in values(answer)
    (bad,) = [one["from"] for one in answer.shape["metrics"] if one["name"] == "nan_m"]
    assert (bad["value"], bad["found"], bad["reason"]) == (None, "mlflow", "nan_m is NaN, not a number")
    said = run("metrics", "eval.auc", "--from", "main~1", "--to", "main").out
    assert "eval.auc  0.8  0.89  up by 0.09 (11.25 %)  run second  mlflow" in said


def test_runs_of_other_commits_are_named_where_no_metric_is_found(empty):
    unpacked("fresh/runs.db.gz", empty.root)
    answer = empty("metrics")
    assert answer.out == ""
    assert answer.err.startswith("note: no finished run in mlflow.db is of HEAD or the working tree: a run belongs to")


def test_values_on_other_evaluation_data_are_not_compared(tmp_path, monkeypatch, capfd):
    root = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(ML / "fresh/pipeline.bundle"), str(root)], check=True)
    with tarfile.open(ML / "fresh/cache.tgz") as archive:
        unpack(archive, root)
    run = program_in(root, monkeypatch, capfd)
    (row,) = run("metrics", "eval.auc", "--from", "second", "--to", "third", "--json").shape["metrics"]
    assert (row["said"], row["comparable"], row["delta"]) == ("not comparable", False, None)
    assert row["reason"] == "not comparable: the evaluation data changed (data/holdout.csv)"
    said = run("metrics", "eval.auc", "--from", "second", "--to", "third").out
    assert "eval.auc not comparable: the evaluation data changed (data/holdout.csv)" in said


# Over a sprint.


def measure(run, auc, loss, lr, message):
    run.write("eval/metrics.json", f'{{"eval": {{"auc": {auc}}}, "loss": {loss}}}\n')
    run.write("params.yaml", f"train: {{lr: {lr}}}\n")
    run.git("add", "eval", "params.yaml")
    run.git("commit", "-q", "-m", message)


@pytest.fixture
def started(run, monkeypatch):
    """A sprint with a focus, two metrics and an item with gates, started on the value 0.80."""
    at(monkeypatch, "11-23")
    with (run.root / ".backlog/config.toml").open("a", encoding="utf-8") as file:
        file.write(CONFIG)
    measure(run, "0.80", "0.5", "0.1", "Train")
    run("sprint", "new", "s1", "--start", "2026-11-23", "--weeks", "2", "--focus", "eval.auc")
    item = run.new("Tune the rate", "--to", "s1", "--points", "3")
    file = run.file_of(item)
    file.write_text(file.read_text().replace("\n---\n", f"\n{GATES}---\n", 1))
    run.git("commit", "-q", "--all", "-m", "backlog: gates")
    run("sprint", "start")
    return run, item


def ledger(run):
    return json.loads((run.root / ".backlog/sprints/s1/ledger.json").read_text())


def summary(run):
    return (run.root / ".backlog/sprints/s1/summary.md").read_text()


def test_a_start_freezes_the_focus_and_the_configs_metrics(started):
    run, _ = started
    where = {"found": "git", "source": "eval/metrics.json"}
    assert ledger(run)["metrics"] == {
        "start": [
            {"name": "eval.auc", "value": "0.80", **where, "direction": "up"},
            {"name": "loss", "value": "0.5", **where, "direction": "down"},
        ],
        "close": None,
    }


def test_a_running_sprint_is_measured_from_its_start_to_now(started, monkeypatch):
    run, item = started
    at(monkeypatch, "11-24")
    run("start", item)
    measure(run, "0.89", "0.6", "0.01", f"{item}: tune")
    answer = run("metrics", "--json")
    assert (answer.shape["from"], answer.shape["to"]) == ("the start of s1", "the working tree")
    assert values(answer) == [
        ("eval.auc", ("0.80", "git"), ("0.89", "work-tree")),
        ("loss", ("0.5", "git"), ("0.6", "work-tree")),
    ]
    assert [(one["delta"], one["change"], one["direction"]) for one in answer.shape["metrics"]] == [
        (0.09, 0.09, "up"),
        (-0.1, 0.1, "down"),
    ]
    assert answer.shape["items"] == [{"id": item, "title": "Tune the rate", "before": "todo", "after": "doing"}]
    assert [(one["subject"], one["items"]) for one in answer.shape["commits"]] == [(f"{item}: tune", [item])]
    said = run("metrics").out
    assert "better by 0.09 (11.25 %)" in said
    assert "worse by 0.1 (20 %)" in said


def test_the_value_that_the_start_froze_outlives_history(started, monkeypatch):
    run, _ = started
    at(monkeypatch, "11-24")
    run.write("eval/metrics.json", "{}")
    run.git("add", "eval")
    run.git("commit", "-q", "-m", "Lost")
    file = run.root / ".backlog/sprints/s1/ledger.json"
    file.write_text(file.read_text().replace('"0.80", "found": "git"', '"0.81", "found": "dvc-cache"'))
    assert values(run("metrics", "eval.auc", "--json")) == [("eval.auc", ("0.81", "dvc-cache"), (None, "unavailable"))]


def test_the_summary_of_a_running_sprint_measures_now_and_its_file_does_not(started, monkeypatch):
    run, item = started
    at(monkeypatch, "11-24")
    run("start", item)
    measure(run, "0.89", "0.6", "0.01", f"{item}: tune")
    said = run("sprint", "summary").out
    assert "Model metrics from the start of s1 to the working tree (in focus: eval.auc):" in said
    assert "  eval.auc  0.80  0.89  better by 0.09 (11.25 %)  eval/metrics.json  git -> work-tree" in said
    assert "parameters: train.lr 0.1 -> 0.01" in said
    assert f"pass  {item}  eval.auc >= 0.85: 0.89" in said
    assert f"fail  {item}  eval.auc better than sprint-start by at least 0.2" in said
    shape = run("sprint", "summary", "--json").shape
    assert [one["name"] for one in shape["metrics"]] == ["eval.auc", "loss"]
    assert [(one["id"], one["result"], one["metric"]) for one in shape["gates"]] == [
        (item, "pass", "eval.auc"),
        (item, "fail", "eval.auc"),
    ]
    run("sprint", "summary", "--write")
    assert "| eval.auc | 0.80 | not measured yet |  | eval/metrics.json (git) |" in summary(run)
    assert "nothing to change" in run("sprint", "summary", "--write").err
    measure(run, "0.95", "0.4", "0.02", "Train more")
    run("sprint", "summary", "--check")


def test_the_summary_of_a_past_day_has_the_values_of_then(started, monkeypatch):
    run, item = started
    for day, auc in (("11-24", "0.82"), ("11-26", "0.89")):
        at(monkeypatch, day)
        measure(run, auc, "0.6", "0.01", f"{item}: tune to {auc}")
    at(monkeypatch, "11-27")
    (row, _) = run("sprint", "summary", "--as-of", "2026-11-25", "--json").shape["metrics"]
    assert (row["from"]["raw"], row["to"]["raw"], row["to"]["found"]) == ("0.80", "0.82", "git")


def test_a_close_freezes_metrics_gates_and_what_moved_them(started, monkeypatch):
    run, item = started
    at(monkeypatch, "11-24")
    measure(run, "0.89", "0.6", "0.01", f"{item}: tune")
    run("done", item)
    commit = run.git("log", "-1", "--format=%H", "--", "eval")
    at(monkeypatch, "12-04", "17:00:00")
    run("sprint", "close", "--yes")
    frozen = ledger(run)
    assert [(one["name"], one["value"]) for one in frozen["metrics"]["close"]] == [
        ("eval.auc", "0.89"),
        ("loss", "0.6"),
    ]
    assert frozen["metrics"]["params"] == [{"name": "train.lr", "start": "0.1", "close": "0.01"}]
    assert frozen["metrics"]["moved_by"] == [{"commit": commit, "subject": f"{item}: tune"}]
    assert [(one["demand"], one["result"]) for one in frozen["gates"]] == [
        ("eval.auc >= 0.85", "pass"),
        ("eval.auc better than sprint-start by at least 0.2", "fail"),
    ]
    written = summary(run)
    moved = (
        "| eval.auc | 0.80 | 0.89 | better by 0.09 (11.25 %) | fail: eval.auc better than sprint-start by at least 0.2"
    )
    assert f"{moved} | eval/metrics.json (git) |" in written
    assert "| loss | 0.5 | 0.6 | worse by 0.1 (20 %) |  | eval/metrics.json (git) |" in written
    assert (
        f"- items done: {item}\n- parameters: train.lr 0.1 -\\> 0.01\n- commit `{commit[:8]}` {item}: tune" in written
    )
    assert f"- pass: **{item}** eval.auc \\>= 0.85: 0.89" in written


def test_a_closed_sprint_needs_no_history_and_no_file(started, monkeypatch):
    run, item = started
    at(monkeypatch, "11-24")
    measure(run, "0.89", "0.6", "0.01", f"{item}: tune")
    run("done", item)
    at(monkeypatch, "12-04", "17:00:00")
    run("sprint", "close", "--yes")
    written = summary(run)
    run.git("rm", "-q", "-r", "eval", "params.yaml")
    with (run.root / ".backlog/config.toml").open("r+", encoding="utf-8") as file:
        text = file.read().replace(CONFIG, "")
        file.seek(0)
        file.truncate()
        file.write(text)
    run.git("commit", "-q", "--all", "-m", "All gone")
    at(monkeypatch, "12-07")
    run("sprint", "summary", "s1", "--check")
    assert summary(run) == written
    answer = run("metrics", "--sprint", "s1", "--json")
    assert values(answer) == [("eval.auc", ("0.80", "git"), ("0.89", "git")), ("loss", ("0.5", "git"), ("0.6", "git"))]
    assert [one["delta"] for one in answer.shape["metrics"]] == [0.09, -0.1]
    assert answer.shape["items"] == [{"id": item, "title": "Tune the rate", "before": "todo", "after": "done"}]
    assert answer.shape["params"] == [{"name": "train.lr", "from": "0.1", "to": "0.01"}]
    assert [one["subject"] for one in answer.shape["commits"]] == [f"{item}: tune"]


def test_a_metric_that_cannot_be_measured_stops_no_sprint(run, monkeypatch):
    at(monkeypatch, "11-23")
    run("sprint", "new", "s1", "--start", "2026-11-23", "--weeks", "2", "--focus", "eval.auc,nothing")
    run.new("Tune", "--to", "s1")
    answer = run("sprint", "start")
    said = "no metric of the config, of a dvc.yaml or of a run is called 'eval.auc'"
    assert f"warning: eval.auc is unavailable: {said}" in answer.err
    first, second = ledger(run)["metrics"]["start"]
    assert first == {"name": "eval.auc", "value": None, "found": "unavailable", "reason": said}
    assert second["name"] == "nothing"
    at(monkeypatch, "12-04", "17:00:00")
    run("sprint", "close", "--yes")
    assert "| eval.auc | unavailable | unavailable | unavailable |" in summary(run)
    assert f"eval.auc, nothing at the start: {said}" not in summary(run)
    assert (
        "- eval.auc at the start: no metric of the config, of a dvc.yaml or of a run is called 'eval.auc'"
        in summary(run)
    )
    assert values(run("metrics", "--sprint", "s1", "--json")) == [
        ("eval.auc", (None, "unavailable"), (None, "unavailable")),
        ("nothing", (None, "unavailable"), (None, "unavailable")),
    ]


def test_what_is_not_committed_is_said_at_the_start(run, monkeypatch):
    at(monkeypatch, "11-23")
    run.write("dvc.yaml", "metrics: [m.json]\n")
    run.write("m.json", '{"auc": 0.7, "f1": NaN}')
    run.git("add", "dvc.yaml", "m.json")
    run.git("commit", "-q", "-m", "Metrics")
    run.write("m.json", '{"auc": 0.9, "f1": NaN}')
    run("sprint", "new", "s1", "--start", "2026-11-23", "--weeks", "2", "--focus", "auc, f1")
    run.new("Tune", "--to", "s1")
    answer = run("sprint", "start")
    assert "warning: auc is 0.9 in the working tree, 0.7 in the last commit: what is committed was kept" in answer.err
    assert "warning: f1 has no value: f1 is NaN, not a number" in answer.err
    assert [(one["name"], one["value"], one["found"]) for one in ledger(run)["metrics"]["start"]] == [
        ("auc", "0.7", "git"),
        ("f1", "NaN", "git"),
    ]


def test_a_value_that_git_does_not_have_is_taken_from_the_working_tree(run, monkeypatch):
    at(monkeypatch, "11-23")
    run.write(".gitignore", "m.json\n")
    run.write("dvc.yaml", "metrics: [m.json]\n")
    run.write("m.json", '{"auc": 0.7}')
    run.git("add", "--all")
    run.git("commit", "-q", "-m", "Metrics")
    run("sprint", "new", "s1", "--start", "2026-11-23", "--weeks", "2", "--focus", "auc")
    run.new("Tune", "--to", "s1")
    run("sprint", "start")
    (row,) = ledger(run)["metrics"]["start"]
    assert (row["value"], row["found"], row["source"]) == ("0.7", "work-tree", "m.json")


def test_a_sprint_without_metrics_says_nothing_of_any(run, monkeypatch):
    at(monkeypatch, "11-23")
    run("sprint", "new", "s1", "--start", "2026-11-23", "--weeks", "2")
    item = run.new("Tune", "--to", "s1")
    run("sprint", "start")
    run("done", item)
    assert "etric" not in run("sprint", "summary").out
    shape = run("sprint", "summary", "--json").shape
    assert (shape["metrics"], shape["gates"], shape["params"], shape["moved_by"]) == ([], [], [], [])
    at(monkeypatch, "12-04", "17:00:00")
    run("sprint", "close", "--yes")
    assert ledger(run)["metrics"] == {"start": None, "close": None}
    assert "gates" not in ledger(run)
    assert "## Model" not in summary(run)


def test_names_that_want_to_be_more_than_names_stay_names(empty):
    hostile = "\x1b[2J</b><script>alert(1)</script> | x ] (h)"
    empty.write("m.json", json.dumps({hostile: 0.5}))
    empty.write("dvc.yaml", "metrics: [m.json]\n")
    empty.git("add", "--all")
    empty.git("commit", "-q", "-m", f"Train {hostile[4:]}")
    empty.write("m.json", json.dumps({hostile: 0.6}))
    for form in ("text", "md"):
        said = empty("metrics", "--format", form).out
        assert "\x1b" not in said
        assert "0.5" in said
    assert re.search(r"(?<!\\)[<|]script", empty("metrics", "--format", "md").out) is None
    assert empty("metrics", "--json").shape["metrics"][0]["name"] == hostile


STARTER = """
import sys
from gitagile.cli.main import main
code = main(sys.argv[1:])
print("loaded:", code, *(name for name in sys.modules if name.startswith("gitagile.evidence.")), file=sys.stderr)
"""


@pytest.mark.parametrize("words", [("sprint", "start"), ("sprint", "summary"), ("sprint", "close", "--yes")])
def test_where_no_metric_matters_no_sprint_pays_for_any(run, monkeypatch, words):
    at(monkeypatch, "11-23")
    run("sprint", "new", "s1", "--start", "2026-11-23", "--weeks", "2")
    run.new("Tune", "--to", "s1")
    if words[1] != "start":
        run("sprint", "start")
    command = [sys.executable, "-c", STARTER, *words]
    ended = subprocess.run(command, cwd=run.root, check=True, capture_output=True, text=True)
    assert ended.stderr.rpartition("loaded: ")[2].split() == ["0"]


class Client:
    """A stand-in for MLflow's client, that says it was asked and has one run for any commit."""

    asked: ClassVar[list[str]] = []

    def __init__(self, tracking_uri):
        self.uri = tracking_uri

    def search_experiments(self, **_):
        return Page([SimpleNamespace(experiment_id="1", name="ranker")])

    def search_runs(self, filter_string, **_):
        self.asked.append(self.uri)
        about = {"run_id": "r1", "run_name": "served", "experiment_id": "1", "status": "FINISHED"}
        found = SimpleNamespace(**about, start_time=1, end_time=2)
        tags = {"mlflow.source.git.commit": filter_string.split("'")[1]}
        return Page([SimpleNamespace(info=found, data=SimpleNamespace(metrics={"val": 0.75}, params={}, tags=tags))])


class Page(list):
    """What MLflow's client gives; there is no next page."""

    token = None


def test_a_server_is_asked_where_nothing_else_answers_and_only_if_the_user_names_one(demo, monkeypatch):
    monkeypatch.setitem(sys.modules, "mlflow", SimpleNamespace(MlflowClient=Client))
    for name in ("MLFLOW_HTTP_REQUEST_TIMEOUT", "MLFLOW_HTTP_REQUEST_MAX_RETRIES"):
        monkeypatch.setenv(name, "1")
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    Client.asked.clear()
    answer = demo("metrics", "mlflow:val", "--from", "HEAD~1", "--to", "HEAD", "--json")
    assert values(answer) == [("mlflow:val", (None, "unavailable"), (None, "unavailable"))]
    assert Client.asked == []
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "https://mlflow.example.org")
    demo("metrics", *TAGS)
    assert Client.asked == []
    answer = demo("metrics", "val", "mlflow:val", "--from", "HEAD~1", "--to", "HEAD", "--json")
    served = ("0.75", "mlflow")
    assert values(answer) == [("val", served, served), ("mlflow:val", served, served)]
    assert Client.asked == ["https://mlflow.example.org"] * 2
