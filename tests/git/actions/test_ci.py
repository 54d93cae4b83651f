"""What a branch does to the backlog, told from git's objects of real repositories."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from gitagile.actions.ci.report import ci_report
from gitagile.actions.ci.span import span_of
from gitagile.actions.steps import done
from gitagile.actions.trees import commit_tree
from gitagile.config.reader import read_config
from gitagile.errors import UsageError, WrongPlace
from gitagile.render.ci import MOST, ci_annotations, ci_json, ci_markdown, ci_text
from tests.git.actions.backlogs import (
    CONFIG,
    SPRINTS,
    A,
    B,
    C,
    at,
    backlog_of,
    item,
    opened,
    refusal,
    sprint,
    sprint_file,
)
from tests.git.places import git, repository, snapshot, write

METRICS = "eval/metrics.json"
BETTER = "gates:\n  - {metric: auc, source: eval/metrics.json, baseline: merge-base, min_delta: 0.01}\n"
STARTED = {"started": "2026-03-01"}


def look(root, text=None, **environ):
    """The report of a range, or of HEAD, with no working tree looked at."""
    span = span_of(repository(root), environ, text)
    workspace = opened(root)
    tree = commit_tree(workspace, span.tip)
    raw = tree.read(CONFIG).decode() if CONFIG in tree.paths else ""
    config, findings = read_config(raw, os.environ)
    return ci_report(workspace._replace(config=config), span, tree, findings)


def commit(root, message="By hand", **files):
    git(root, "add", "--all")
    git(root, "commit", "-q", "-m", message)


def kinds(report):
    return {one.id: one.kinds for one in report.changes}


@pytest.fixture
def root(make_repository):
    """Three items in a sprint that runs since today, and a branch `work` that nothing was done on yet."""
    files = {at(one, "s2"): item(one, points="3") for one in (A, B, C)}
    top = backlog_of(make_repository, {**SPRINTS, **files})
    git(top, "switch", "-q", "-c", "work")
    return top


def rewrite(root, path, old, new):
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    write(root, path, text.replace(old, new))


def test_a_branch_without_a_commit_adds_nothing(root):
    report = look(root)
    assert (report.span.is_empty, report.changes, report.passes) == (True, (), True)
    assert "adds nothing to main" in ci_text(report)


def test_each_kind_of_change_is_told(root):
    for identifier, old, new in ((A, "status: todo", "status: review"), (B, "points: 3", "points: 5")):
        rewrite(root, at(identifier, "s2"), old, new)
    git(root, "mv", at(C, "s2"), at(C, "s3"))
    write(root, at("ML-ddd444"), item("ML-ddd444"))
    commit(root)
    report = look(root)
    assert kinds(report) == {A: ("stepped",), B: ("re-estimated",), C: ("moved",), "ML-ddd444": ("added",)}
    assert report.passes
    assert {kind: count for kind, count in report.counts().items() if count} == {
        "stepped": 1,
        "re-estimated": 1,
        "moved": 1,
        "added": 1,
    }


def test_several_changes_of_one_item_and_its_text_alone_are_told(root):
    rewrite(root, at(A, "s2"), "status: todo", "status: done\nfinished: 2026-03-02")
    rewrite(root, at(A, "s2"), "points: 3", "points: 8")
    rewrite(root, at(B, "s2"), "---\n", "---\n")
    write(root, at(B, "s2"), (root / at(B, "s2")).read_text(encoding="utf-8") + "\nMore.\n")
    commit(root)
    report = look(root)
    assert kinds(report) == {A: ("stepped", "re-estimated"), B: ("edited",)}
    assert "todo -> done; points 3 -> 8" in ci_text(report)


def test_a_deleted_item_is_a_lost_id_and_fails(root):
    git(root, "rm", "-q", at(B, "s2"))
    commit(root)
    report = look(root)
    assert [one.path for one in report.lost] == [at(B, "s2")]
    assert kinds(report) == {B: ("lost",)}
    assert not report.passes
    assert ci_text(report).startswith("1 lost id\n")
    assert f"file={at(B, 's2')},line=1,col=1,title=B311::{B} was there at " in ci_annotations(report)
    assert "brings it back" in ci_markdown(report)


def test_an_id_that_became_another_item_is_an_error(root):
    rewrite(root, at(A, "s2"), "created: 2026-03-01", "created: 2026-02-01")
    commit(root)
    report = look(root)
    assert ([one.code for one in report.errors], report.passes) == (["B312"], False)


def test_an_item_under_another_name_or_unreadable_is_not_lost(root):
    git(root, "mv", at(A, "s2"), f".backlog/sprints/s2/{A}-with-a-name.md")
    write(root, at(B, "s2"), "no front matter\n")
    commit(root)
    report = look(root)
    assert report.lost == ()
    assert [one.code for one in report.errors] == ["I102"]
    assert not report.passes


def test_the_other_file_of_an_id_that_was_given_twice_keeps_it(root):
    git(root, "switch", "-q", "main")
    write(root, f".backlog/backlog/{A}-twin.md", item(A))
    commit(root)
    git(root, "switch", "-q", "work")
    git(root, "merge", "-q", "main")
    git(root, "rm", "-q", f".backlog/backlog/{A}-twin.md")
    commit(root)
    assert look(root).lost == ()


def test_warnings_of_files_that_the_branch_does_not_touch_are_only_counted(root):
    rewrite(root, at(A, "s2"), "priority: medium", "priority: medium\nprioritty: high")
    commit(root)
    git(root, "branch", "-f", "main")
    rewrite(root, at(B, "s2"), "priority: medium", "priority: medium\nprioritty: high")
    commit(root)
    report = look(root)
    assert {one.path for one in report.warnings} == {at(B, "s2")}
    assert report.other_warnings == 1
    assert report.passes
    assert "1 warning in files that the branch does not touch" in ci_markdown(report)


def test_nothing_of_the_working_tree_or_the_index_is_looked_at(root):
    rewrite(root, at(A, "s2"), "points: 3", "points: 5")
    commit(root)
    git(root, "rm", "-q", "-r", ".backlog")
    write(root, ".backlog/config.toml", "prefix = 3\n")
    span = span_of(repository(root), {}, "main..work")
    git(root, "reset", "-q")
    git(root, "checkout", "-q", "--", ".backlog/config.toml")
    before = snapshot(root)
    report = look(root, "main..work")
    assert (report.span, kinds(report)) == (span, {A: ("re-estimated",)})
    assert snapshot(root) == before


def test_a_branch_that_makes_the_backlog_adds_all_of_it(make_repository):
    root = make_repository()
    git(root, "switch", "-q", "-c", "work")
    write(root, CONFIG, "")
    write(root, at(A), item(A))
    commit(root)
    assert kinds(look(root)) == {A: ("added",)}


def test_a_tip_without_a_backlog_is_the_wrong_place(root):
    git(root, "rm", "-q", "-r", ".backlog")
    commit(root)
    git(root, "checkout", "-q", "HEAD~1", "--", ".backlog")
    assert "no backlog at HEAD" in refusal(lambda: look(root), WrongPlace)


# What it is compared with


def test_only_what_the_branch_did_since_it_left_counts(root):
    rewrite(root, at(A, "s2"), "points: 3", "points: 5")
    commit(root)
    git(root, "switch", "-q", "main")
    rewrite(root, at(B, "s2"), "points: 3", "points: 8")
    commit(root)
    git(root, "switch", "-q", "work")
    assert kinds(look(root)) == {A: ("re-estimated",)}
    assert kinds(look(root, "main..work")) == kinds(look(root, "main...work")) == kinds(look(root, "main.."))
    assert kinds(look(root, "work..main")) == {B: ("re-estimated",)}


def test_the_merge_commit_that_github_judges_shows_the_pull_request(root, tmp_path):
    rewrite(root, at(A, "s2"), "points: 3", "points: 5")
    commit(root)
    git(root, "switch", "-q", "main")
    rewrite(root, at(B, "s2"), "points: 3", "points: 8")
    commit(root)
    git(tmp_path, "clone", "-q", str(root), "clone")
    clone = tmp_path / "clone"
    git(clone, "checkout", "-q", "--detach", "origin/main")
    git(clone, "merge", "-q", "--no-ff", "-m", "Merge", "origin/work")
    report = look(clone, GITHUB_BASE_REF="main")
    assert (report.span.base_called, kinds(report)) == ("origin/main", {A: ("re-estimated",)})


def test_the_merge_request_of_gitlab_names_its_base(root):
    base = git(root, "rev-parse", "HEAD").strip()
    rewrite(root, at(A, "s2"), "points: 3", "points: 5")
    commit(root)
    asked = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "trunk"}
    span = span_of(repository(root), asked)
    assert (span.base, span.base_called) == (base, "trunk")
    git(root, "branch", "-m", "main", "trunk")
    assert span_of(repository(root), {"CI_DEFAULT_BRANCH": "trunk"}).base_called == "trunk"


def test_a_target_that_is_not_here_says_how_to_get_it(root):
    said = refusal(lambda: look(root, GITHUB_BASE_REF="release"), WrongPlace)
    assert "the branch release is not in this clone" in said
    assert "fetch-depth: 0" in said


def test_without_a_default_branch_the_range_must_be_given(root):
    git(root, "branch", "-m", "main", "trunk")
    assert "--range A..B" in refusal(lambda: look(root), WrongPlace)
    assert look(root, "trunk..").span.is_empty


@pytest.mark.parametrize("text", ["main", "nope..HEAD", "main..nope", "..-x"])
def test_what_is_no_range_is_asked_wrongly(root, text):
    with pytest.raises(UsageError):
        look(root, text)


def test_two_histories_have_nothing_between_them(root):
    git(root, "switch", "-q", "--orphan", "else")
    git(root, "commit", "-q", "--allow-empty", "-m", "Else")
    assert "no commit in common" in refusal(lambda: look(root, "main..else"), UsageError)


@pytest.mark.parametrize("depth", [1, 2])
def test_a_shallow_clone_is_refused_whatever_it_holds(root, tmp_path, depth):
    for number in range(3):
        write(root, "code.py", f"{number}\n")
        commit(root)
    git(tmp_path, "clone", "-q", "--depth", str(depth), "--no-single-branch", f"file://{root}", "clone")
    said = refusal(lambda: look(tmp_path / "clone", "main..work"), WrongPlace)
    assert all(word in said for word in ("shallow", "fetch-depth: 0", 'GIT_DEPTH: "0"', "git fetch --unshallow"))


def test_a_bare_repository_will_do(root, tmp_path, monkeypatch):
    from gitagile.cli.main import main

    rewrite(root, at(A, "s2"), "status: todo", "status: dooing")
    commit(root)
    git(tmp_path, "clone", "-q", "--bare", str(root), "bare.git")
    monkeypatch.chdir(tmp_path / "bare.git")
    monkeypatch.setenv("GIT_DIR", ".")
    assert main(["ci", "--range", "main..work"]) == 1


# Gates


@pytest.fixture
def gated(make_repository):
    """An item in progress, one to do and one that is done, all with a gate against the merge base."""
    texts = {
        at(A): item(A, status="doing", **STARTED).replace("title:", f"{BETTER}title:"),
        at(B): item(B).replace("title:", f"{BETTER}title:"),
        at(C): item(C, status="done", finished="2026-03-01", **STARTED).replace("title:", f"{BETTER}title:"),
    }
    top = backlog_of(make_repository, {**texts, METRICS: '{"auc": 0.8}\n'})
    git(top, "switch", "-q", "-c", "work")
    return top


def score(root, value, message="Retrain"):
    write(root, METRICS, f'{{"auc": {value}}}\n')
    commit(root, message)


def judged(report):
    return {one.row.id: (one.row.result.result, one.counts) for one in report.gates}


def test_an_item_in_progress_is_judged_where_its_evidence_changes(gated):
    score(gated, "0.79")
    report = look(gated)
    assert judged(report) == {A: ("fail", True)}
    assert not report.passes
    assert "FAIL" in ci_text(report)
    assert f"file={at(A)},line=1,col=1,title=gate::{A}: auc better than merge-base" in ci_annotations(report)
    score(gated, "0.85")
    assert judged(look(gated)) == {A: ("pass", True)}


@pytest.mark.parametrize(("source", "seen"), [('direction = "up"', {A}), ('source = "mlflow:auc"', set())])
def test_a_new_lock_file_is_evidence_of_a_metric_that_names_no_file(make_repository, source, seen):
    gate = BETTER.replace("source: eval/metrics.json, ", "")
    text = item(A, status="doing", **STARTED).replace("title:", f"{gate}title:")
    top = backlog_of(make_repository, {at(A): text}, f'[metrics."auc"]\n{source}\n')
    git(top, "switch", "-q", "-c", "work")
    write(top, "dvc.lock", "schema: '2.0'\n")
    commit(top, "Retrain")
    assert {*judged(look(top))} == seen


def overridden(root, why="the client takes it"):
    write(root, ".backlog/config.toml", '[workflow]\ndone_needs = ["gates"]\n')
    commit(root, "Gates hold back what is done")
    done(opened(root), (A,), override=why)


def test_a_gate_that_was_passed_over_with_a_reason_fails_nothing_and_shows_the_reason(gated):
    overridden(gated)
    report = look(gated)
    assert judged(report) == {A: ("fail", True)}
    assert report.passes
    assert "nothing stands against it, 1 gate passed over" in ci_text(report)
    assert "passed over: the client takes it" in ci_markdown(report)
    assert f"::warning file={at(A)},line=1,col=1,title=gate passed over::{A}: auc better" in ci_annotations(report)
    assert json.loads(ci_json(report))["gates"][0]["override"] == "the client takes it"


def test_an_override_is_over_where_the_item_is_taken_up_again_or_asked_for_something_else(gated):
    overridden(gated)
    rewrite(gated, at(A), "status: done", "status: doing")
    score(gated, "0.79")
    assert not look(gated).passes
    rewrite(gated, at(A), "status: doing", "status: done")
    rewrite(gated, at(A), "min_delta: 0.01", "min_delta: 0.02")
    commit(gated)
    assert not look(gated).passes


def test_an_item_that_cannot_be_read_is_an_error_and_hides_no_gate(gated):
    rewrite(gated, at(C), "title:", "title: [\n#")
    score(gated, "0.79")
    report = look(gated)
    assert judged(report) == {A: ("fail", True)}
    assert [one.path for one in report.errors] == [at(C)]


def test_what_the_commits_of_code_name_is_judged(gated):
    write(gated, "code.py", "1\n")
    commit(gated, f"{A}: tidy")
    assert judged(look(gated)) == {A: ("fail", True)}


def test_an_item_whose_file_alone_was_touched_is_not_asked_yet(gated):
    rewrite(gated, at(A), "priority: medium", "priority: high")
    rewrite(gated, at(B), "priority: medium", "priority: high")
    commit(gated)
    report = look(gated)
    assert judged(report) == {A: ("fail", False)}
    assert report.passes
    assert "not yet" in ci_markdown(report)


def test_a_done_item_is_asked_where_the_branch_touches_it(gated):
    rewrite(gated, at(B), "status: todo", "status: done\nstarted: 2026-03-01\nfinished: 2026-03-02")
    commit(gated)
    assert judged(look(gated)) == {B: ("fail", True)}


def test_gates_of_a_type_are_asked_of_its_items(gated):
    gates = '[[types.training.gates]]\nmetric = "auc"\nsource = "eval/metrics.json"\nop = ">="\nvalue = 0.9\n'
    write(gated, CONFIG, gates)
    write(gated, at("ML-ddd444"), item("ML-ddd444", type="training", status="doing", **STARTED))
    score(gated, "0.85", "ML-ddd444: train")
    report = look(gated)
    assert judged(report) == {A: ("pass", True), "ML-ddd444": ("fail", True)}


def test_the_merge_base_is_that_of_the_range(gated):
    score(gated, "0.5")
    git(gated, "branch", "halfway")
    score(gated, "0.6")
    assert judged(look(gated, "halfway..work")) == {A: ("pass", True)}
    (one,) = look(gated, "halfway..work").gates
    assert (one.row.result.demand, one.row.result.baseline) == ("auc better than merge-base by at least 0.01", "0.5")
    assert judged(look(gated, "main..work")) == {A: ("fail", True)}


def test_a_gate_that_was_loosened_to_pass_is_shown(gated):
    rewrite(gated, at(A), "min_delta: 0.01", "min_delta: -0.5")
    score(gated, "0.7")
    report = look(gated)
    assert judged(report) == {A: ("pass", True)}
    (remark,) = report.remarks
    assert (remark.item, remark.kind) == (A, "gate loosened")
    assert "#### To look at" in ci_markdown(report)
    assert "::warning " in ci_annotations(report)


# The sprint


def test_the_effect_on_a_sprint_without_a_ledger_is_told_from_its_first_day(root):
    rewrite(root, at(A, "s2"), "status: todo", "status: done\nstarted: 2026-03-02\nfinished: 2026-03-02")
    rewrite(root, at(B, "s2"), "points: 3", "points: 5")
    commit(root)
    effect = look(root).sprint
    assert (effect.sprint, effect.unit) == ("s2", "points")
    assert (effect.before.completed, effect.after.completed) == (0, 3)


def started(root):
    """Start the sprint s3 instead, on main."""
    from gitagile.actions.sprints.start import sprint_start

    git(root, "switch", "-q", "main")
    write(root, sprint_file("s2"), sprint("planned"))
    commit(root)
    sprint_start(opened(root), "s2")
    git(root, "switch", "-q", "work")
    git(root, "merge", "-q", "main")


def test_the_effect_on_a_sprint_that_was_started_is_told_by_its_ledger(root):
    started(root)
    rewrite(root, at(A, "s2"), "status: todo", "status: done\nstarted: 2026-03-02\nfinished: 2026-03-02")
    rewrite(root, at(B, "s2"), "points: 3", "points: 5")
    git(root, "mv", at(C, "s2"), at(C))
    commit(root)
    effect = look(root).sprint
    figures = [(one.scope, one.completed, one.remaining) for one in (effect.before, effect.after)]
    assert figures == [(9, 0, 9), (8, 3, 5)]
    text = ci_text(look(root))
    assert all(line in text for line in ("scope      9           8        -1", "remaining  9           5        -4"))


def test_a_branch_that_leaves_the_sprint_alone_says_so(root):
    started(root)
    write(root, at("ML-ddd444"), item("ML-ddd444"))
    commit(root)
    assert "no change: 9 of 9 points remain" in ci_text(look(root))


def test_a_branch_that_closes_the_sprint_says_so(root):
    started(root)
    rewrite(root, sprint_file("s2"), "status: active", "status: closed")
    commit(root)
    assert "the branch closes it" in ci_text(look(root))


def test_without_a_sprint_nothing_is_said_of_one(make_repository):
    root = backlog_of(make_repository)
    assert look(root).sprint is None
    assert "sprint" not in ci_text(look(root))


# The page


def test_what_people_wrote_is_harmless_on_the_page(root):
    title = '"::error::x | [a](http://b) <img> @ana\\n::set-output::y"'
    write(root, at("ML-ddd444"), item("ML-ddd444", title=title))
    commit(root)
    report = look(root)
    page, said = ci_markdown(report), ci_annotations(report)
    assert "<img>" not in page
    assert "\\@ana" in page
    beginnings = ("|", "#", "<!--", "From", "-", "no change")
    assert all(line.startswith(beginnings) or not line for line in page.splitlines())
    assert all(line.startswith(("::error file=", "::warning file=")) for line in said.splitlines())


def test_a_long_list_is_cut(root):
    for number in range(MOST + 5):
        identifier = f"ML-zz{number:04}"
        write(root, at(identifier), item(identifier))
    commit(root)
    page = ci_markdown(look(root))
    assert "… and 5 more" in page
    assert len(page) < 65_536
    assert ci_json(look(root)).count('"kinds": ["added"]') == MOST + 5


def test_git_is_asked_by_a_few_processes_however_many_items_change(root, tmp_path, monkeypatch):
    counter = tmp_path / "calls"
    real = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout.strip()
    for number in range(60):
        write(root, at(f"ML-zz{number:04}"), item(f"ML-zz{number:04}"))
    commit(root)
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "git").write_text(f'#!/bin/sh\necho x >> {counter}\nexec {real} "$@"\n', encoding="utf-8")
    (folder / "git").chmod(0o755)
    from gitagile.vcs import process

    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    process.git_program.cache_clear()
    try:
        look(root)
    finally:
        process.git_program.cache_clear()
    assert len(counter.read_text(encoding="utf-8").split()) < 40
