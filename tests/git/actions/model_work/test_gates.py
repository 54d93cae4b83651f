"""Gates judged in real repositories: every kind of demand and of baseline, and each comparison that cannot be made."""

from __future__ import annotations

import json
import subprocess
from datetime import timedelta

import pytest

from gitagile.actions.model_work.gate_report import gate_report, release_report, written_places
from gitagile.actions.model_work.gates import judge_items, judge_release
from gitagile.actions.moves import move
from gitagile.actions.sprints.start import sprint_start
from gitagile.errors import UsageError
from tests.git.actions.backlogs import NOW, A, B, at, opened, refusal, sprint, sprint_file
from tests.git.actions.model_work.gated import CONFIG, backlog, commit, demo, judged, trained, values
from tests.git.places import git, write
from tests.unit.evidence.samples import sample, unpacked

VALUE = '{metric: eval.auc, op: ">=", value: 0.88}'
TEST = "{junit: reports/junit.xml, test: %s}"
CARD = "{file: MODEL_CARD.md, has: Intended use}"


LOCK = """\
schema: '2.0'
stages:
  evaluate:
    cmd: python eval.py
    deps:
    - {path: data/holdout.csv, md5: 8180bb780bb7936297bfa19e8d722357, size: 1}
    outs:
    - {path: eval/metrics.json, md5: 9180bb780bb7936297bfa19e8d722357, size: 1}
"""


def better(baseline: str, least: object = 0.01, metric: str = "eval.auc") -> str:
    return f'{{metric: {metric}, baseline: "{baseline}", min_delta: {least}}}'


def test_a_gate_without_a_source_finds_what_dvc_declares(tmp_path):
    root = demo(tmp_path)
    backlog(root, VALUE, better("sprint-01-start", 0.09), better("sprint-01-start", 0.1, "eval.f1"), config="")
    assert judged(root) == [
        ("0.89", "", "pass", ""),
        ("0.89", "0.8", "pass", ""),
        ("0.79", "0.7", "fail", "0.7 -> 0.79 is better by 0.09, 0.1 is demanded"),
    ]


def test_a_gate_on_what_lies_in_no_cache_says_where_it_should_lie(tmp_path):
    root = demo(tmp_path)
    git(root, "checkout", "-q", "cached")
    backlog(root, VALUE, config='[metrics."eval.auc"]\ndirection = "up"\n')
    ((value, _, result, reason),) = judged(root)
    assert (value, result) == ("", "fail")
    assert "it is in dvc.lock as d276b807…, which the local DVC cache does not have" in reason


def test_a_gate_on_a_name_that_two_files_have_asks_for_a_source(make_repository):
    root = make_repository()
    write(root, "dvc.yaml", "metrics:\n  - a.json\n  - b.json\n")
    write(root, "a.json", '{"eval.auc": 0.9}')
    write(root, "b.json", '{"eval.auc": 0.8}')
    backlog(root, VALUE, VALUE.replace("eval.auc", "b.json#eval.auc"), config="")
    (several, _, result, reason), (value, *_) = judged(root)
    assert (several, result, value) == ("", "fail", "0.8")
    assert reason.startswith("more than one file has it, a `source` says which: a.json, b.json")


def test_the_bundle_of_dvc_passes_on_main_and_failed_where_it_began(tmp_path):
    root = demo(tmp_path)
    backlog(root, VALUE, better("sprint-01-start", 0.09), better("sprint-01-start", 0.1))
    assert judged(root) == [
        ("0.89", "", "pass", ""),
        ("0.89", "0.8", "pass", ""),
        ("0.89", "0.8", "fail", "0.8 -> 0.89 is better by 0.09, 0.1 is demanded"),
    ]
    assert judged(root, revision="sprint-01-start") == [
        ("0.8", "", "fail", "0.8 is not >= 0.88"),
        (
            *("0.8", "0.8", "fail"),
            "0.8 -> 0.8 is better by 0.0, 0.09 is demanded; sprint-01-start is the commit that is judged",
        ),
        (
            *("0.8", "0.8", "fail"),
            "0.8 -> 0.8 is better by 0.0, 0.1 is demanded; sprint-01-start is the commit that is judged",
        ),
    ]


def test_a_cached_metric_passes_with_its_cache_and_fails_without(tmp_path):
    root = demo(tmp_path)
    backlog(root, VALUE)
    (row,) = judged(root, revision="origin/cached")
    assert row[:3] == ("", "", "fail")
    assert row[3].startswith(
        "eval/metrics.json is not in git; it is in dvc.lock as d276b807…, which the local DVC cache"
    )
    stored = root / ".dvc/cache/files/md5/d2/76b8071ed65440f41d507174a98133"
    stored.parent.mkdir(parents=True)
    stored.write_bytes(sample("dvc/metrics.json"))
    assert judged(root, revision="origin/cached") == [("0.89", "", "pass", "")]


def test_the_working_tree_is_judged_where_no_revision_is_named(make_repository):
    root = make_repository()
    values(root, auc=0.9)
    backlog(root, VALUE, "{metric: eval.loss, op: '<=', value: 0.3, source: other.json}")
    values(root, auc=0.5)
    assert judged(root) == [
        ("0.5", "", "fail", "0.5 is not >= 0.88"),
        ("", "", "fail", "other.json is not on disk"),
    ]
    assert judged(root, revision="HEAD")[0] == ("0.9", "", "pass", "")


def test_a_metric_that_is_nan_never_passes(make_repository):
    root = make_repository(files={"eval/metrics.json": '{"eval": {"auc": NaN, "loss": true}}'})
    backlog(root, VALUE, better("HEAD", 0), better("HEAD", 0, "eval.loss"), better("HEAD", 0, "eval.gone"))
    assert [(result, reason) for _, _, result, reason in judged(root)] == [
        ("fail", "eval.auc is NaN, not a number"),
        ("fail", "eval.auc is NaN, not a number"),
        ("fail", "eval.loss is true, not a number"),
        ("fail", "there is no MLflow store here"),
    ]


def test_less_is_better_where_the_config_says_so(make_repository):
    root = make_repository()
    values(root, loss=0.3)
    git(root, "add", "--all")
    git(root, "commit", "-qm", "first")
    git(root, "tag", "before")
    values(root, loss=0.2)
    backlog(root, better("before", 0.1, "eval.loss"), better("before", 0.11, "eval.loss"))
    assert judged(root) == [
        ("0.2", "0.3", "pass", ""),
        ("0.2", "0.3", "fail", "0.3 -> 0.2 is better by 0.1, 0.11 is demanded"),
    ]


def froze(root, value):
    """Let the ledger of s1 say that it froze this value, or nothing."""
    ledger = root / ".backlog/sprints/s1/ledger.json"
    held = json.loads(ledger.read_text())
    held["metrics"]["start"] = [{"name": "eval.auc", "value": value, "found": "git"}] if value else None
    ledger.write_text(json.dumps(held))


class TestSprintStart:
    """The baseline `sprint-start`."""

    @pytest.fixture
    def started(self, make_repository, monkeypatch):
        """A sprint started with 0.80, whose ledger holds no metric; 0.85 since."""
        root = make_repository()
        values(root, auc=0.8)
        write(root, ".backlog/config.toml", CONFIG)
        write(root, sprint_file("s1"), sprint())
        write(root, at(A, "s1"), trained(A, better("sprint-start", 0.05)))
        commit(root, "Sprint planned")
        later = (NOW + timedelta(minutes=1)).isoformat()
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            monkeypatch.setenv(name, later)
        sprint_start(opened(root, now=NOW + timedelta(minutes=1)))
        values(root, auc=0.85)
        commit(root, "Train", at="2026-03-03T09:00:00+00:00")
        return root

    def test_is_measured_at_the_commit_the_sprint_started_from(self, started):
        froze(started, None)
        assert judged(started) == [("0.85", "0.8", "pass", "")]

    def test_is_what_the_ledger_froze(self, started):
        froze(started, "0.81")
        assert judged(started) == [("0.85", "0.81", "fail", "0.81 -> 0.85 is better by 0.04, 0.05 is demanded")]

    def test_that_was_nan_when_it_was_frozen_is_none(self, started):
        froze(started, "NaN")
        assert judged(started)[0][2:] == ("fail", "no baseline sprint-start: eval.auc is NaN, not a number")

    def test_on_other_evaluation_data_is_no_comparison(self, started):
        ledger = started / ".backlog/sprints/s1/ledger.json"
        held = json.loads(ledger.read_text())
        row = {"name": "eval.auc", "value": "0.8", "found": "git", "proof": {"data/holdout.csv": "a1"}}
        held["metrics"]["start"] = [row]
        ledger.write_text(json.dumps(held))
        write(started, "dvc.lock", LOCK)
        assert judged(started)[0][2:] == ("fail", "not comparable: the evaluation data changed (data/holdout.csv)")

    def test_of_a_broken_ledger_is_named(self, started):
        write(started, ".backlog/sprints/s1/ledger.json", "{")
        (row,) = judged(started)
        assert row[3].startswith("no baseline sprint-start: the ledger of s1 cannot be read: ")

    def test_is_measured_anew_where_the_gate_looks_elsewhere_than_the_ledger(self, started):
        text = (started / at(A, "s1")).read_text()
        (started / at(A, "s1")).write_text(text.replace("eval.auc,", "eval.auc, source: other.json,"))
        write(started, "other.json", '{"eval": {"auc": 0.9}}')
        (row,) = judged(started)
        assert row[2:] == ("fail", "no baseline sprint-start: other.json is not in git")

    def test_is_none_for_an_item_that_lies_in_no_sprint(self, started):
        move(opened(started), (A,), "backlog")
        (row,) = judged(started)
        assert row[3] == ("no baseline sprint-start: the item lies in no sprint: `gitagile move` puts it into one")

    def test_is_none_for_a_sprint_that_is_not_started(self, make_repository):
        root = make_repository()
        values(root, auc=0.8)
        write(root, sprint_file("s1"), sprint())
        write(root, ".backlog/config.toml", CONFIG)
        write(root, at(A, "s1"), trained(A, better("sprint-start")))
        commit(root, "All")
        (row,) = judged(root)
        assert row[3].startswith("no baseline sprint-start: s1 is not started: `gitagile sprint start s1`")

    def test_is_the_first_day_of_a_sprint_that_was_started_by_hand(self, started):
        git(started, "rm", "-q", ".backlog/sprints/s1/ledger.json")
        path = started / sprint_file("s1")
        path.write_text(path.read_text().replace("2026-03-02", "2026-03-03"))
        assert judged(started) == [("0.85", "0.8", "pass", "")]

    def test_is_named_where_a_clone_is_too_shallow_to_have_it(self, started, tmp_path):
        root = tmp_path / "shallow"
        subprocess.run(["git", "clone", "-q", "--depth=1", started.as_uri(), str(root)], check=True)
        froze(root, None)
        (row,) = judged(root)
        assert row[3] == (
            "no baseline sprint-start: no commit here is as old as the start of s1; "
            "this clone is shallow: `git fetch --unshallow` brings the rest"
        )


class TestMergeBase:
    """The baseline `merge-base`."""

    @pytest.fixture
    def branched(self, make_repository):
        """A branch that left main at 0.80 and has 0.85; main went on to 0.90."""
        root = make_repository()
        values(root, auc=0.8)
        backlog(root, better("merge-base", 0.05))
        git(root, "branch", "work")
        values(root, auc=0.9)
        commit(root, "Others")
        git(root, "checkout", "-q", "work")
        values(root, auc=0.85)
        commit(root, "Work")
        return root

    def test_is_where_the_branch_left_the_default_branch(self, branched):
        assert judged(branched) == [("0.85", "0.8", "pass", "")]
        assert judged(branched, revision="work") == [("0.85", "0.8", "pass", "")]

    def test_is_said_to_be_the_commit_itself_on_the_default_branch(self, branched):
        git(branched, "checkout", "-q", "main")
        said = "0.9 -> 0.9 is better by 0.0, 0.05 is demanded; the merge base with main is"
        assert [row[3] for row in judged(branched)] == [f"{said} HEAD"]
        assert [row[3] for row in judged(branched, revision="main")] == [f"{said} the commit that is judged"]

    def test_goes_by_the_remote_s_head_before_all_others(self, branched, tmp_path):
        git(branched, "branch", "-m", "main", "trunk")
        git(branched, "symbolic-ref", "HEAD", "refs/heads/trunk")
        git(branched, "reset", "-q", "--hard")
        root = tmp_path / "clone"
        subprocess.run(["git", "clone", "-q", str(branched), str(root)], check=True)
        git(root, "checkout", "-q", "work")
        git(root, "branch", "main", "work")
        assert judged(root) == [("0.85", "0.8", "pass", "")]

    def test_is_found_in_a_build_s_clone_that_has_no_branch(self, branched, tmp_path):
        root = tmp_path / "build"
        subprocess.run(["git", "clone", "-q", str(branched), str(root)], check=True)
        git(root, "remote", "set-head", "origin", "--delete")
        git(root, "checkout", "-q", "--detach", "origin/work")
        git(root, "branch", "-D", "work")
        assert judged(root) == [("0.85", "0.8", "pass", "")]

    def test_fails_and_is_named_without_a_default_branch_or_a_common_commit(self, branched):
        git(branched, "branch", "-m", "main", "trunk")
        (row,) = judged(branched)
        assert row[3] == (
            "no baseline merge-base: no default branch is here: neither origin/HEAD, nor main, nor master"
        )
        git(branched, "checkout", "-q", "--orphan", "main")
        git(branched, "commit", "-qm", "another root")
        git(branched, "checkout", "-q", "work")
        (row,) = judged(branched)
        assert row[3] == "no baseline merge-base: no commit here is shared with main"

    def test_is_named_where_a_clone_is_too_shallow_to_have_it(self, branched, tmp_path):
        git(branched, "checkout", "-q", "main")
        root = tmp_path / "shallow"
        options = ("--depth=1", "--no-single-branch", "--branch=work")
        subprocess.run(["git", "clone", "-q", *options, branched.as_uri(), str(root)], check=True)
        (row,) = judged(root)
        assert row[3] == (
            "no baseline merge-base: no commit here is shared with origin/main; "
            "this clone is shallow: `git fetch --unshallow` brings the rest"
        )


def test_a_branch_of_the_remote_is_a_baseline_too(make_repository, tmp_path):
    source = make_repository()
    values(source, auc=0.8)
    backlog(source, better("main"))
    root = tmp_path / "build"
    subprocess.run(["git", "clone", "-q", str(source), str(root)], check=True)
    git(root, "checkout", "-q", "--detach")
    git(root, "branch", "-D", "main")
    values(root, auc=0.9)
    assert judged(root) == [("0.9", "0.8", "pass", "")]


def test_an_alias_of_mlflow_is_a_baseline_after_revisions_of_that_name(tmp_path):
    root = demo(tmp_path, "fresh/runs.bundle")
    unpacked("fresh/runs.db.gz", root)
    write(root, ".gitignore", "mlflow.db\n")
    values(root, auc=0.9)
    backlog(root, better("ranker-model@champion", 0.1), better("ranker-model@nobody"), VALUE)
    champion, nobody, _ = judged(root)
    assert champion == ("0.9", "0.8", "pass", "")
    assert nobody[3].startswith(
        "no baseline ranker-model@nobody: no MLflow alias 'ranker-model@nobody' is here; there is:"
    )
    values(root, auc=0.85)
    commit(root, "A release of the same name")
    git(root, "tag", "ranker-model@champion")
    values(root, auc=0.9)
    assert judged(root)[0][:2] == ("0.9", "0.85")


def test_a_store_that_the_config_names_is_read(tmp_path):
    root = demo(tmp_path, "fresh/runs.bundle")
    (root / "tracking").mkdir()
    unpacked("fresh/runs.db.gz", root / "tracking")
    write(root, ".gitignore", "tracking\n")
    backlog(root, VALUE, config='[evidence]\nmlflow = ["tracking/mlflow.db"]\n[metrics."eval.auc"]\n')
    assert judged(root, revision="main~1") == [("0.89", "", "pass", "")]


def test_the_tests_that_pytest_reported_are_judged_by_name(make_repository):
    root = make_repository(files={"reports/junit.xml": sample("junit/report.xml").decode()})
    names = ("test_auc_floor", "tests/test_model.py::test_no_nulls", "tests.test_model.test_slice_fairness")
    backlog(root, *(TEST % f'"{name}"' for name in (*names, "test_gpu", "test_gone")))
    write(root, "reports/junit.xml", "<html/>")
    rows = judged(root, revision="HEAD")
    assert [row[0] for row in rows] == ["passed", "passed", "failed", "skipped", ""]
    assert [row[2] for row in rows] == ["pass", "pass", "fail", "fail", "fail"]
    assert rows[2][3].startswith("test_slice_fairness is failed: AssertionError: slice recall 0.71 < 0.75")
    assert rows[3][3] == "test_gpu is skipped, which is not passed: needs GPU"
    assert rows[4][3] == "reports/junit.xml has no test 'test_gone'"
    assert judged(root)[0][3] == "reports/junit.xml is no JUnit report: its root is <html>"


def test_a_heading_is_looked_up_in_its_file(make_repository):
    root = make_repository(files={"MODEL_CARD.md": "# Ranker\n\n## Intended use\n"})
    backlog(root, CARD, "{file: ../outside.md, has: x}", "{file: gone.md, has: x}")
    assert [row[2:] for row in judged(root)] == [
        ("pass", ""),
        ("fail", "../outside.md is no path inside the repository"),
        ("fail", "gone.md is not there"),
    ]


def test_gates_of_a_type_are_demanded_of_each_of_its_items_once(make_repository):
    config = CONFIG + '[[types.training.gates]]\nmetric = "eval.auc"\nop = ">="\nvalue = 0.88\n'
    config += '[[types.training.gates]]\nfile = "MODEL_CARD.md"\nhas = "Intended use"\n'
    root = make_repository()
    values(root, auc=0.9)
    backlog(root, VALUE, config=config)
    write(root, at(B), trained(B))
    workspace = opened(root)
    rows = judge_items(workspace, sorted(workspace.backlog().items))
    assert [(row.id, row.demanded_by, row.result.result) for row in rows] == [
        (A, "item", "pass"),
        (A, "type training", "fail"),
        (B, "type training", "pass"),
        (B, "type training", "fail"),
    ]
    report = gate_report(workspace)
    places = [(place.path, place.line) for place in written_places(workspace, report)]
    assert places == [
        (at(A), 9),
        (".backlog/config.toml", 10),
        (".backlog/config.toml", 6),
        (".backlog/config.toml", 10),
    ]


def test_a_release_has_gates_of_its_own(make_repository):
    config = CONFIG + '[[release.gates]]\nmetric = "eval.auc"\nbaseline = "sprint-start"\nmin_delta = 0\n'
    root = make_repository()
    values(root, auc=0.9)
    backlog(root, config=config)
    (row,) = judge_release(opened(root), "HEAD")
    assert (row.id, row.demanded_by) == ("", "release")
    assert row.result.reason.startswith("no baseline sprint-start: ")
    write(root, sprint_file("s1"), sprint("active"))
    git(root, "commit", "--allow-empty", "-qm", "later", "--date", "2026-03-03T09:00:00+00:00")
    assert judge_release(opened(root), None)[0].result.reason.startswith(
        "no baseline sprint-start: no commit here is as old"
    )


@pytest.mark.parametrize(
    ("gates", "fault"),
    [
        ("gates: {metric: eval.auc, op: '>=', value: 0.1}\n", "`gates` is no list of gates"),
        ("gates: all\n", "`gates` is no list of gates"),
        ("gates: [7]\n", "it is not a mapping of keys"),
        ("gates: [{metric: eval.auc, op: '>=', value: 0.1, atol: -1}]\n", "`atol` is below 0"),
    ],
)
def test_gates_that_cannot_be_read_fail(make_repository, gates, fault):
    root = make_repository()
    values(root, auc=0.9)
    path = backlog(root)
    path.write_text(path.read_text().replace("type: training\n", f"type: training\n{gates}"))
    assert judged(root) == [("", "", "fail", fault)]


@pytest.mark.parametrize("gates", ["gates: []\n", "gates:\n", "gates: null\n", ""])
def test_no_gates_are_no_gates(make_repository, gates):
    root = make_repository()
    path = backlog(root)
    path.write_text(path.read_text().replace("type: training\n", f"type: training\n{gates}"))
    assert judged(root) == []


def test_a_revision_that_is_none_fails_every_gate_and_is_a_usage_error_where_it_was_typed(make_repository):
    root = make_repository(files={"MODEL_CARD.md": "# Intended use\n"})
    backlog(root, VALUE, CARD, TEST % "a", better("main"))
    assert judged(root, revision="nope") == [("", "", "fail", "'nope' is no commit here")] * 4
    assert refusal(lambda: gate_report(opened(root), at="nope"), UsageError).startswith("'nope' is no commit\n")


def test_all_gates_of_all_items_cost_one_process_of_git(make_repository, tmp_path, monkeypatch):
    root = make_repository()
    values(root, auc=0.9)
    backlog(root)
    for number in range(20):
        name = f"ML-aaa1{number:02}"
        write(root, at(name), trained(name, VALUE, better("HEAD", 0), better("main", 0), CARD))
    workspace = opened(root)
    items = workspace.backlog().items
    trace = tmp_path / "trace"
    monkeypatch.setenv("GIT_TRACE2_EVENT", str(trace))
    rows = judge_items(workspace, items, revision="HEAD")
    assert len(rows) == 80
    starts = [one for one in map(json.loads, trace.read_text().splitlines()) if one["event"] == "start"]
    assert [one["argv"][1:] for one in starts] == [["cat-file", "--batch-command"]]


def test_no_process_is_started_where_there_is_no_gate(make_repository, tmp_path, monkeypatch):
    root = make_repository()
    backlog(root)
    workspace = opened(root)
    items = workspace.backlog().items
    trace = tmp_path / "trace"
    monkeypatch.setenv("GIT_TRACE2_EVENT", str(trace))
    assert judge_items(workspace, items) == ()
    assert not trace.exists()


class TestWhoseGates:
    """Which items are meant."""

    def report(self, root, *ids, **named):
        report = gate_report(opened(root), ids, **named)
        return [row.id for row in report.rows], report.note

    @pytest.fixture
    def three(self, make_repository):
        """One gated item in the sprint, one in the backlog, one of the sprint without gates, one dropped."""
        root = make_repository()
        backlog(root, VALUE, place=".backlog/sprints/s1")
        write(root, sprint_file("s1"), sprint("active"))
        write(root, at(B), trained(B, VALUE))
        write(root, at("ML-ccc333", "s1"), trained("ML-ccc333"))
        write(root, at("ML-ddd444", "s1"), trained("ML-ddd444", VALUE, status="dropped"))
        return root

    def test_are_the_active_sprint_s(self, three):
        assert self.report(three) == ([A], "")
        assert self.report(three, sprint="@current") == ([A], "")

    def test_are_all_open_ones_where_the_sprint_has_none(self, three):
        (three / at(A, "s1")).unlink()
        assert self.report(three) == ([B], "no item of s1 has gates: these are all open items that have")
        assert self.report(three, sprint="s1") == ([], "no item of s1 has gates")
        (three / sprint_file("s1")).unlink()
        assert self.report(three) == ([B], "no active sprint has gates: these are all open items that have")
        (three / at(B)).unlink()
        assert self.report(three) == ([], "no active sprint has gates, nor has any open item")

    def test_are_those_of_the_items_named(self, three):
        assert self.report(three, B, "ccc", B) == ([B], "no gates: ML-ccc333")
        assert refusal(lambda: self.report(three, "zzz"), UsageError).startswith("no item 'zzz'")
        assert refusal(lambda: self.report(three, sprint="s9"), UsageError).startswith("no sprint 's9'")

    def test_of_a_release_are_said_to_be_none(self, three):
        assert release_report(opened(three)).note.startswith("a release needs no gates")


def test_nothing_of_the_repository_is_run(make_repository):
    root = make_repository()
    mark = root / "ran"
    for key in ("core.fsmonitor", "core.pager", "diff.external", "credential.helper"):
        git(root, "config", key, f"touch {mark}")
    write(root, ".gitattributes", "*.json diff=x filter=x\n")
    git(root, "config", "diff.x.textconv", f"touch {mark}; cat")
    git(root, "config", "filter.x.smudge", f"touch {mark}; cat")
    values(root, auc=0.9)
    backlog(root, VALUE, better("merge-base", 0), better("sprint-start", 0), TEST % "a", CARD)
    mark.unlink(missing_ok=True)
    assert len(judged(root)) == 5
    assert not mark.exists()
