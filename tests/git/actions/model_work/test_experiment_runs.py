"""Runs of real MLflow stores and DVC experiments, joined to items by what they say and by their commits."""

from __future__ import annotations

import os
import sqlite3
import subprocess

import pytest

from gitagile.actions.ledgers import ledgers
from gitagile.actions.model_work.experiments import experiments
from gitagile.actions.model_work.run_links import Link
from gitagile.actions.model_work.runs import join_runs
from gitagile.vcs.commit_facts import CommitFacts, commit_facts
from tests.git.actions.backlogs import at, backlog_of, item, opened
from tests.git.places import git, repository, write
from tests.unit.evidence.samples import ML, unpacked

ONE, TWO = "ML-x2v9kq", "ML-bbb222"
TRIAL = {"type": "experiment", "hypothesis": "Clean clicks help", "status": "doing", "started": "2026-02-27"}
FILES = {
    at(ONE): item(ONE, **TRIAL, metric="eval.auc", baseline="0.80", budget="{runs: 2, run_hours: 1}"),
    at(TWO): item(TWO, **TRIAL),
}
LEDGER = (
    '{{"schema": 1, "sprint": "{name}", "timezone": "UTC", "started": "{start}T00:00:00+00:00", "committed": [], '
    '"metrics": {{"start": null, "close": null}}, "closed": "{end}T23:00:00+00:00", "outcome": [], "series": []}}\n'
)


def with_store(root, *statements):
    """MLflow's own database of three runs and one that still runs, altered by some statements."""
    path = unpacked("fresh/runs.db.gz", root)
    with sqlite3.connect(path) as database:
        for statement in statements:
            database.execute(statement)
    return root


def commit(root, message, *, file="train.py", text=None):
    write(root, file, text or message)
    git(root, "add", "--all", "--", file)
    git(root, "commit", "-q", "-m", message)
    return git(root, "rev-parse", "HEAD").strip()


def joined(root):
    workspace = opened(root)
    found = join_runs(workspace, workspace.backlog().items, ledgers(workspace).ledgers)
    return {one.run.name: one for one in found.runs}


def links(root):
    return {name: [(link.item, link.how) for link in one.links] for name, one in joined(root).items()}


UNTAGGED = "DELETE FROM tags WHERE key = 'gitagile.item'"


def all_at(commit):
    return f"UPDATE tags SET value = '{commit}' WHERE key = 'mlflow.source.git.commit'"  # noqa: S608 - a test's own


@pytest.fixture
def root(make_repository):
    return backlog_of(make_repository, FILES)


def test_a_tag_that_names_an_item_joins_a_run(root):
    assert links(with_store(root)) == {
        "first": [("ml-x2v9kq", "tag")],
        "crashed": [("ml-x2v9kq", "tag")],
        "second": [("ml-x2v9kq", "tag")],
        "still-running": [],
    }


def test_the_commit_that_names_an_item_joins_its_runs(root):
    named = commit(root, "ML-BBB222: a larger batch")
    assert links(with_store(root, UNTAGGED, all_at(named)))["second"] == [("ml-bbb222", "commit")]


def test_the_commit_need_not_be_merged(root):
    git(root, "switch", "-q", "-c", "trial")
    named = commit(root, f"Try it\n\nBacklog-Item: {TWO}")
    git(root, "switch", "-q", "main")
    assert links(with_store(root, UNTAGGED, all_at(named)))["second"] == [("ml-bbb222", "commit")]


def test_the_commit_that_touched_one_item_joins_its_runs_and_one_that_touched_many_none(root):
    one = commit(root, "Estimate it", file=at(TWO), text=item(TWO, **TRIAL, points="3"))
    assert links(with_store(root, UNTAGGED, all_at(one)))["first"] == [("ml-bbb222", "commit")]
    many = git(root, "rev-parse", "HEAD~1").strip()
    with_store(root, UNTAGGED, all_at(many))
    assert links(root)["first"] == []


def test_what_a_run_says_itself_is_surer_than_its_commit(root):
    named = commit(root, f"{TWO}: a larger batch")
    found = links(with_store(root, all_at(named)))
    assert found["second"] == [("ml-x2v9kq", "tag")]
    assert found["still-running"] == [("ml-bbb222", "commit")]


def test_the_item_s_own_word_joins_a_run_by_id_name_or_experiment(root):
    store = with_store(root, UNTAGGED)
    for written, names in (
        ("[e382ff6e]", {"crashed"}),
        ("[e382ff6e784e4c61b6b8fdd439ab4036]", {"crashed"}),
        ("[second, nothing]", {"second"}),
        ("ranker", {"first", "crashed", "second", "still-running"}),
        ("[e38]", set()),
    ):
        write(root, at(TWO), item(TWO, **TRIAL, runs=written))
        assert {name for name, own in links(store).items() if own == [("ml-bbb222", "runs")]} == names


def test_a_run_s_name_joins_it(root):
    renamed = "UPDATE runs SET name = 'ML-bbb222, lr 0.1' WHERE name = 'second'"
    assert links(with_store(root, UNTAGGED, renamed))["ML-bbb222, lr 0.1"] == [("ml-bbb222", "name")]


def test_a_tag_of_another_tracker_or_an_unknown_id_joins_nothing(root):
    other = "UPDATE tags SET value = 'ML-zzz999 see https://x.org/ML-bbb222' WHERE key = 'gitagile.item'"
    assert set(map(tuple, links(with_store(root, other)).values())) == {()}


def test_a_run_belongs_to_the_sprint_that_ran_when_it_started(root):
    for name, start, end in (("s1", "2026-10-26", "2026-11-13"), ("s2", "2026-11-23", "2026-12-04")):
        write(root, f".backlog/sprints/{name}/ledger.json", LEDGER.format(name=name, start=start, end=end))
        write(root, f".backlog/sprints/{name}/sprint.md", f"---\nstart: {start}\nend: {end}\nstatus: closed\n---\n")
    with_store(root, "UPDATE runs SET start_time = 1794500000000 WHERE name = 'first'")
    with_store(root, "UPDATE runs SET start_time = 1794500000000 WHERE name = 'first'")
    found = joined(root)
    assert (found["first"].sprint, found["second"].sprint) == ("s1", "s2")
    with_store(root, "UPDATE runs SET start_time = 1795000000000")
    assert joined(root)["second"].sprint is None


def test_an_experiment_shows_what_its_runs_used_and_what_came_out(root):
    (_, row) = experiments(opened(with_store(root))).rows
    assert [run.run.name for run in row.runs] == ["first", "crashed", "second"]
    assert [(one.name, one.used, one.is_over) for one in row.budget] == [("runs", 3, True), ("run_hours", 0, False)]
    assert (row.metric.start.raw, row.metric.close.raw, row.metric.close.source) == ("0.8", "0.89", "run second")
    assert (str(row.metric.delta.gain), row.metric.close.found) == ("0.09", "mlflow")


def test_a_failed_run_is_a_run_and_proves_nothing(root):
    failed = "UPDATE runs SET status = 'FAILED'"
    (_, row) = experiments(opened(with_store(root, failed))).rows
    assert len(row.runs) == 3
    assert (row.metric.close.raw, row.metric.close.reason) == ("", "no finished run of it has it")


def test_runs_that_belong_to_nothing_are_counted(root):
    assert experiments(opened(with_store(root))).unjoined == 1


def test_a_broken_store_is_said_and_hides_nothing(root):
    (root / "mlflow.db").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    report = experiments(opened(root))
    assert len(report.rows) == 2
    assert report.notes[0].startswith("mlflow.db cannot be read as an MLflow database")


@pytest.fixture
def tried(tmp_path):
    """What DVC wrote: a commit, and an experiment tried from it."""
    root = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(ML / "dvc/dvcdemo.bundle"), str(root)], check=True)
    git(root, "fetch", "-q", str(ML / "dvc/dvcdemo.bundle"), "refs/exps/*:refs/exps/*")
    return root


def with_backlog(root, config="", **keys):
    write(root, ".backlog/config.toml", config)
    write(root, ".backlog/backlog/README.md", "Items.\n")
    write(root, at(ONE), item(ONE, **TRIAL, **keys))
    return root


def test_a_dvc_experiment_is_joined_by_its_name(tried):
    (one,) = joined(with_backlog(tried, runs="[exp-lr05]")).values()
    assert (one.source, one.links, one.run.commit) == (
        "dvc",
        (Link("ml-x2v9kq", "runs"),),
        git(tried, "rev-parse", "HEAD").strip(),
    )
    assert one.run.started == int(git(tried, "log", "-1", "--format=%ct", one.run.id)) * 1000


def test_a_dvc_experiment_is_joined_by_the_commit_it_was_tried_from(tried):
    base = commit(tried, f"{ONE}: ready to try")
    git(
        tried,
        "update-ref",
        f"refs/exps/{base[:2]}/{base[2:]}/brave-hen",
        "refs/exps/c2/0516f8b7d575dddd37091f33e9c2137ff3a47a/exp-lr05",
    )
    found = links(with_backlog(tried))
    assert (found["brave-hen"], found["exp-lr05"]) == ([("ml-x2v9kq", "commit")], [])


def test_the_metric_of_a_dvc_experiment_is_read_at_its_own_commit(tried):
    config = '[metrics."eval.auc"]\nsource = "eval/metrics.json"\n'
    root = with_backlog(tried, config, runs="[exp-lr05]", metric="eval.auc", baseline="sprint-01-start")
    (row,) = experiments(opened(root)).rows
    assert (row.metric.start.raw, row.metric.close.raw) == ("0.8", "0.84")
    assert row.metric.close.source == "eval/metrics.json of run exp-lr05"
    assert (str(row.metric.delta.gain), row.metric.direction) == ("0.04", "up")


def test_the_metric_of_an_experiment_is_found_where_dvc_declares_it(tried):
    root = with_backlog(tried, runs="[exp-lr05]", metric="eval.auc", baseline="sprint-01-start")
    (row,) = experiments(opened(root)).rows
    assert (row.metric.start.raw, row.metric.close.raw, row.metric.direction) == ("0.8", "0.84", "")


def test_without_a_run_the_last_commit_that_names_the_item_has_its_metric(tried):
    for message, auc in ((f"{ONE}: train on clean clicks", 0.9), ("Something else", 0.7)):
        commit(tried, message, file="eval/metrics.json", text=f'{{"eval": {{"auc": {auc}}}}}')
    gates = "[{metric: eval.auc, source: eval/metrics.json, baseline: sprint-01-start, min_delta: 0.01}]"
    (row,) = experiments(opened(with_backlog(tried, gates=gates))).rows
    assert (row.metric.name, row.metric.start.raw, row.metric.close.raw) == ("eval.auc", "0.8", "0.9")
    assert row.metric.close.found == "git"


def test_commits_that_are_not_here_are_left_out_and_nothing_in_their_name_is_an_option(root):
    head = git(root, "rev-parse", "HEAD").strip()
    asked = [head, "f" * 40, "", "HEAD", "--all", f"{head}\n{head}", head[:8], head.upper()]
    found = commit_facts(repository(root), asked, ".backlog")
    assert list(found) == [head]
    assert found[head].message == "Begin\n"
    assert set(found[head].paths) == {at(ONE), at(TWO), ".backlog/backlog/README.md", ".backlog/config.toml"}


def test_a_tree_or_a_blob_is_no_commit(root):
    tree = git(root, "rev-parse", "HEAD^{tree}").strip()
    assert commit_facts(repository(root), [tree], ".backlog") == {}


def test_a_commit_with_a_message_of_any_kind_is_read(root):
    write(root, "odd", "x")
    git(root, "add", "odd")
    body = "ML-bbb222\x01 é\n\ncommitter Eve <e@x> 5 +0000\n".encode()
    subprocess.run(
        ["git", "commit", "-q", "--cleanup=verbatim", "-F", "-"], cwd=root, input=body, check=True, env=os.environ
    )
    head = git(root, "rev-parse", "HEAD").strip()
    facts = commit_facts(repository(root), [head], ".backlog")[head]
    assert facts == CommitFacts(int(git(root, "log", "-1", "--format=%ct")), body.decode(), ())
