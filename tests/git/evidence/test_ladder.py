"""Where a value is found at a revision: real repositories, real DVC output, real MLflow stores."""

from __future__ import annotations

import json
import subprocess
import tarfile
from decimal import Decimal

import pytest

from gitagile.analytics.gate_check import Delta, metric_delta
from gitagile.evidence.dvc_experiments import dvc_experiments
from gitagile.evidence.dvc_yaml import declared_in
from gitagile.evidence.files import GitFiles
from gitagile.evidence.ladder import open_ladder
from gitagile.evidence.wanted import wanted
from gitagile.vcs.repository import find_repository
from tests.archives import unpack
from tests.git.places import git, repository, write
from tests.unit.evidence.samples import ML, sample, unpacked

AUC = wanted("eval.auc", "eval/metrics.json")
FETCH = "`dvc pull` or `dvc fetch --all-commits` brings what a remote has"


def cloned(tmp_path, bundle, *options):
    root = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", *options, str(ML / bundle), str(root)], check=True)
    return root


def measure(root, metrics, *revisions, stores=()):
    with open_ladder(repository(root), stores) as ladder:
        return ladder.measure(metrics, revisions)


def seen(root, metric, *revisions, stores=()):
    """What one metric is at each revision: value as printed, where found."""
    return [(row[0].raw, row[0].found) for row in measure(root, (metric,), *revisions, stores=stores)]


@pytest.fixture
def demo(tmp_path):
    return cloned(tmp_path, "dvc/dvcdemo.bundle")


@pytest.fixture
def pipeline(tmp_path):
    """The repository that DVC just wrote, with its cache."""
    root = cloned(tmp_path, "fresh/pipeline.bundle")
    with tarfile.open(ML / "fresh/cache.tgz") as archive:
        unpack(archive, root)
    return root


def test_a_metric_that_git_tracks_moves_from_080_to_089(demo):
    assert seen(demo, AUC, "sprint-01-start", "sprint-01-end", "main", None) == [
        ("0.8", "git"),
        ("0.89", "git"),
        ("0.89", "git"),
        ("0.89", "work-tree"),
    ]
    (start,), (close,) = measure(demo, (AUC,), "sprint-01-start", "sprint-01-end")
    assert metric_delta(start, close, "up") == Delta("changed", Decimal("0.09"), Decimal("0.09"), Decimal("11.25"))


def test_a_cached_metric_is_the_same_with_its_cache(demo):
    md5 = "d276b8071ed65440f41d507174a98133"
    stored = demo / ".dvc" / "cache" / "files" / "md5" / md5[:2] / md5[2:]
    stored.parent.mkdir(parents=True)
    stored.write_bytes(sample("dvc/metrics.json"))
    assert seen(demo, AUC, "sprint-01-start", "origin/cached") == [("0.8", "git"), ("0.89", "dvc-cache")]
    git(demo, "checkout", "-q", "cached")
    assert seen(demo, AUC, "HEAD", None) == [("0.89", "dvc-cache"), ("0.89", "dvc-cache")]


def test_a_cached_metric_without_its_cache_is_said_to_be_unavailable(demo):
    ((found,),) = measure(demo, (AUC,), "origin/cached")
    assert (found.value, found.raw, found.found) == (None, "", "unavailable")
    assert found.reason == (
        "eval/metrics.json is not in git; it is in dvc.lock as d276b807…, "
        f"which the local DVC cache does not have: {FETCH}"
    )


def test_an_experiment_of_dvc_is_measured_where_it_was_fetched(demo):
    assert dvc_experiments(repository(demo)) == ()
    git(demo, "fetch", "-q", str(ML / "dvc/dvcdemo.bundle"), "refs/exps/*:refs/exps/*")
    (experiment,) = dvc_experiments(repository(demo))
    assert (experiment.name, experiment.base) == ("exp-lr05", "c20516f8b7d575dddd37091f33e9c2137ff3a47a")
    assert seen(demo, AUC, experiment.commit, experiment.base) == [("0.84", "git"), ("0.89", "git")]


def test_fresh_output_of_dvc_is_what_dvc_itself_says(pipeline):
    said = sample("fresh/said.txt").decode()
    f1 = wanted("f1", "pipelines/eval/live/metrics.json")
    young = wanted("slice.young", "slices/young.txt")
    rows = measure(pipeline, (AUC, f1, young), "first", "second", "third")
    assert [[(one.raw, one.found) for one in row] for row in rows] == [
        [("0.8", "dvc-cache"), ("0.7", "dvc-cache"), ("0.7", "git")],
        [("0.89", "dvc-cache"), ("0.79", "dvc-cache"), ("0.7", "git")],
        [("0.9", "dvc-cache"), ("0.8", "dvc-cache"), ("0.7", "git")],
    ]
    theirs = json.loads(said.rpartition("\n")[2] or said.splitlines()[-1])["eval/metrics.json"]["eval.auc"]
    assert (theirs["old"], theirs["new"]) == (0.8, 0.9)


def test_values_on_other_evaluation_data_are_not_comparable(pipeline):
    (first,), (second,), (third,) = measure(pipeline, (AUC,), "first", "second", "third")
    assert first.proof == (("data/holdout.csv", "8180bb780bb7936297bfa19e8d722357"),)
    assert metric_delta(first, second, "up").gain == Decimal("0.09")
    assert metric_delta(second, third, "up") == Delta(
        "not comparable", reason="not comparable: the evaluation data changed (data/holdout.csv)"
    )


def test_what_fresh_dvc_declares_is_read_at_any_commit(pipeline):
    with GitFiles(repository(pipeline)) as files:
        found = declared_in(files.at(files.commits(["first"])["first"]))
    assert found.metrics == (
        "pipelines/eval/live/metrics.json",
        "eval/metrics.json",
        "slices/young.txt",
        "slices/old.txt",
    )
    assert found.faults == ()


def test_an_experiment_of_fresh_dvc_is_found(pipeline):
    git(pipeline, "fetch", "-q", str(ML / "fresh/pipeline.bundle"), "refs/exps/*:refs/exps/*")
    (experiment,) = dvc_experiments(repository(pipeline))
    assert experiment.name == "try-lr"
    assert experiment.base == git(pipeline, "rev-parse", "third").strip()
    assert seen(pipeline, AUC, experiment.commit) == [("0.71", "dvc-cache")]


@pytest.mark.parametrize("kind", ["db.gz", "tgz"])
def test_a_run_of_mlflow_answers_for_its_commit(kind, tmp_path):
    root = cloned(tmp_path, "fresh/runs.bundle", "--branch", "main")
    unpacked(f"fresh/runs.{kind}", root)
    auc, f1 = wanted("eval.auc", None), wanted("f1", "mlflow:eval/f1")
    assert seen(root, auc, "main~1", "main", None) == [("0.8", "mlflow"), ("0.89", "mlflow"), ("0.89", "mlflow")]
    (one, two), (_, gone) = measure(root, (auc, f1), "main~1", "main")
    assert (one.source, two.value) == ("run first", Decimal("0.30000000000000004"))
    assert gone.reason == "no finished MLflow run of this commit has 'eval/f1'; run still-running is RUNNING"
    ((bad,),) = measure(root, (wanted("nan_m", None),), "main~1")
    assert (bad.value, bad.found, bad.reason) == (None, "mlflow", "nan_m is NaN, not a number")


def test_an_alias_gives_the_values_of_the_run_behind_it(tmp_path):
    root = cloned(tmp_path, "fresh/runs.bundle", "--branch", "main")
    unpacked("fresh/runs.db.gz", root)
    with open_ladder(repository(root)) as ladder:
        champion, gone = ladder.behind((wanted("eval.auc", None), wanted("loss", None)), "ranker-model@champion")
        (nobody,) = ladder.behind((AUC,), "ranker-model@nobody")
    assert (champion.raw, champion.found, champion.source) == ("0.8", "mlflow", "ranker-model@champion, run first")
    assert gone.reason == "ranker-model@champion, run first has no 'loss'"
    assert nobody.reason.startswith("no MLflow alias 'ranker-model@nobody' is here; there is: ranker-model@challenger,")


def test_the_first_place_that_answers_is_taken(tmp_path):
    root = cloned(tmp_path, "fresh/runs.bundle", "--branch", "main")
    unpacked("fresh/runs.db.gz", root)
    write(root, "eval/metrics.json", '{"eval": {"auc": 0.5}}')
    assert seen(root, AUC, "main", None) == [("0.89", "mlflow"), ("0.5", "work-tree")]
    write(root, "eval/metrics.json", '{"loss": 0.5}')
    assert seen(root, AUC, None) == [("0.89", "mlflow")]


def test_a_broken_file_is_named_and_never_passed_over(tmp_path):
    root = cloned(tmp_path, "fresh/runs.bundle", "--branch", "main")
    unpacked("fresh/runs.db.gz", root)
    write(root, "eval/metrics.json", '{"eval": {"auc": 0.5')
    ((found,),) = measure(root, (AUC,), None)
    assert (found.value, found.found) == (None, "work-tree")
    assert found.reason.startswith("eval/metrics.json is no JSON: line 1: ")


def test_what_is_asked_wrongly_is_unavailable_with_its_reason(make_repository):
    root = make_repository(files={"eval/metrics.json": '{"a": true}', "eval/sub/x.json": "{}"})
    metrics = (
        wanted("a", "eval/metrics.json"),
        wanted("b", "eval/metrics.json"),
        wanted("c", "../secret.json"),
        wanted("d", ".git/config"),
        wanted("e", "eval"),
        wanted("f", None),
    )
    ((a, b, c, d, e, f),) = measure(root, metrics, "HEAD")
    assert (a.found, a.reason) == ("git", "a is true, not a number")
    assert (b.found, b.reason) == ("unavailable", "eval/metrics.json has no 'b'")
    assert c.reason == "its source '../secret.json' is no path inside the repository"
    assert d.reason == "its source '.git/config' is no path inside the repository"
    assert e.reason == "eval is a folder, not a file"
    assert f.reason == "there is no MLflow store here"


def test_another_name_in_the_file_and_odd_names_are_read(make_repository):
    root = make_repository(files={"a b/größe.json": '{"auc": 0.7}', "m.json": '{"auc": 0.8}'})
    assert seen(root, wanted("eval.auc", "a b/größe.json#auc"), "HEAD", None) == [("0.7", "git"), ("0.7", "work-tree")]
    assert seen(root, wanted("auc", "m.json"), "HEAD") == [("0.8", "git")]


@pytest.mark.parametrize("revision", ["nope", "", "-x", "HEAD\nHEAD", "HEAD:m.json", "0" * 40])
def test_a_revision_that_is_none_is_said(revision, make_repository):
    root = make_repository(files={"m.json": '{"auc": 0.8}'})
    ((found,),) = measure(root, (wanted("auc", "m.json"),), revision)
    assert (found.found, found.reason) == ("unavailable", f"{revision!r} is no commit here")


def test_a_shallow_clone_says_what_it_lacks(tmp_path, demo):
    root = tmp_path / "shallow"
    subprocess.run(["git", "clone", "-q", "--depth", "1", demo.as_uri(), str(root)], check=True)
    (found,), (here,) = measure(root, (AUC,), "HEAD~1", "HEAD")
    assert found.reason == "'HEAD~1' is no commit of this shallow clone: `git fetch --unshallow` brings the rest"
    assert here.raw == "0.89"


def test_a_repository_without_a_commit_has_its_working_tree(make_repository):
    root = make_repository(files=None)
    write(root, "m.json", '{"auc": 0.8}')
    assert seen(root, wanted("auc", "m.json"), None, "HEAD") == [("0.8", "work-tree"), ("", "unavailable")]


def test_a_repository_of_sha256_is_read(make_repository):
    root = make_repository(files={"m.json": '{"auc": 0.8}'}, options=("--object-format=sha256",))
    assert seen(root, wanted("auc", "m.json"), "HEAD") == [("0.8", "git")]


def test_a_pointer_of_git_lfs_is_followed_or_said(make_repository):
    content = '{"auc": 0.9}'
    name = "e6f0cc3b5ae4a6dcd0d9a8f3a1ee5b9b3f4e6b4a3f8b2b8c0b7a7a2d5f1c4e3d"
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{name}\nsize {len(content)}\n"
    root = make_repository(files={"m.json": pointer})
    ((found,),) = measure(root, (wanted("auc", "m.json"),), "HEAD")
    assert found.reason == ("m.json is a Git LFS pointer, and its file is not here: `git lfs fetch --all` brings it")


def test_many_metrics_at_many_revisions_cost_one_process(tmp_path, monkeypatch):
    root = tmp_path / "many"
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    for step in range(4):
        for number in range(20):
            write(root, f"eval/m{number}.json", f'{{"auc": 0.{step}{number:02}}}')
        git(root, "add", "--all")
        git(root, "commit", "-q", "-m", f"step {step}")
    trace = tmp_path / "trace"
    monkeypatch.setenv("GIT_TRACE2_EVENT", str(trace))
    metrics = tuple(wanted("auc", f"eval/m{number}.json") for number in range(20))
    with open_ladder(find_repository(root, {})) as ladder:
        rows = ladder.measure(metrics, ("HEAD~3", "HEAD~2", "HEAD~1", "HEAD", None))
    assert [row[7].raw for row in rows] == ["0.007", "0.107", "0.207", "0.307", "0.307"]
    starts = [one for one in map(json.loads, trace.read_text().splitlines()) if one["event"] == "start"]
    assert [one["argv"][1:] for one in starts] == [["cat-file", "--batch-command"]]
