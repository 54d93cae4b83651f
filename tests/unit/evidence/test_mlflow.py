"""MLflow's stores as MLflow itself wrote them, and what may be wrong with one; without MLflow."""

from __future__ import annotations

import sqlite3

import pytest

from gitagile.evidence.mlflow import find_stores, gather_aliases, gather_runs, run_behind
from gitagile.evidence.mlflow_files import file_aliases, file_runs
from gitagile.evidence.mlflow_sqlite import sqlite_aliases, sqlite_runs
from gitagile.evidence.yaml_file import Unreadable
from gitagile.model.measurement import Alias
from tests.unit.evidence.samples import sample, unpacked

FIRST, SECOND = "3799f1b8f15ee2350b70134645b81cc8fdee5148", "94d590ccccde73a19708eeedc357d2777861ef5b"


def fresh(kind, folder):
    path = unpacked(f"fresh/runs.{kind}", folder)
    return sqlite_runs if kind == "db.gz" else file_runs, path


def test_the_sample_database_is_read(tmp_path):
    runs = sqlite_runs(unpacked("mlflow/mlflow_v3.17_sqlite.db.gz", tmp_path))
    assert [(run.name, run.experiment, run.status, run.started) for run in runs] == [
        ("sprint-01", "churn", "FINISHED", 1795402330210),
        ("sprint-02", "churn", "FINISHED", 1795402330244),
    ]
    assert [dict(run.metrics) for run in runs] == [
        {"val_auc": "0.8", "nan_m": "NaN"},
        {"val_auc": "0.89", "nan_m": "NaN"},
    ]
    assert [dict(run.params) for run in runs] == [{"lr": "0.1"}, {"lr": "0.01"}]
    assert [dict(run.tags)["gitagile.item"] for run in runs] == ["ML-1", "ML-2"]
    assert {run.commit for run in runs} == {"8c96713c53d388f86595fd02c6b325d2ee8344ac"}


def test_the_alias_of_the_sample_is_read(tmp_path):
    path = unpacked("mlflow/mlflow_v3.17_sqlite.db.gz", tmp_path)
    assert sqlite_aliases(path) == (Alias("churn-model", "champion", "1", "789287577ca94cfa8a1980dd874ca9c7"),)
    found = run_behind(find_stores(tmp_path), "churn-model@champion")
    assert not isinstance(found, str)
    assert (found.name, dict(found.metrics)["val_auc"]) == ("sprint-02", "0.89")


@pytest.mark.parametrize("version", ["2.12", "3.17"])
def test_the_sample_folders_are_read(version, tmp_path):
    runs = file_runs(unpacked(f"mlflow/mlruns_v{version}_filestore.tgz", tmp_path))
    assert [(run.name, run.experiment, run.status) for run in runs] == [
        ("sprint-01", "churn", "FINISHED"),
        ("sprint-02", "churn", "FINISHED"),
    ]
    assert [dict(run.metrics) for run in runs] == [
        {"nan_m": "nan", "val_auc": "0.8"},
        {"nan_m": "nan", "val_auc": "0.89"},
    ]
    assert [dict(run.tags)["gitagile.item"] for run in runs] == ["ML-1", "ML-2"]


@pytest.mark.parametrize("kind", ["db.gz", "tgz"])
def test_what_mlflow_just_wrote_is_read(kind, tmp_path):
    read, path = fresh(kind, tmp_path)
    runs = read(path)
    assert [(run.name, run.status, run.commit, run.is_finished) for run in runs] == [
        ("first", "FINISHED", FIRST, True),
        ("crashed", "FAILED", FIRST, False),
        ("second", "FINISHED", SECOND, True),
        ("still-running", "RUNNING", SECOND, False),
    ]
    metrics = {name: value.casefold().removesuffix("inity") for name, value in runs[0].metrics}
    assert metrics == {
        "eval.auc": "0.8",
        "eval/f1": "0.30000000000000004",
        "nan_m": "nan",
        "up": "inf",
        "down": "-inf",
    }
    assert dict(runs[2].metrics) == {"eval.auc": "0.89"}
    assert runs[0].params == (("lr", "0.1"),)
    assert [run.ended is None for run in runs] == [False, False, False, True]
    assert [run.name for run in read(path, (SECOND,))] == ["second", "still-running"]
    assert read(path, ("0" * 40,)) == ()


@pytest.mark.parametrize("kind", ["db.gz", "tgz"])
def test_what_mlflow_just_registered_is_read(kind, tmp_path):
    _, path = fresh(kind, tmp_path)
    aliases = (sqlite_aliases if kind == "db.gz" else file_aliases)(path)
    assert [(alias.name, alias.version) for alias in aliases] == [
        ("ranker-model@challenger", "2"),
        ("ranker-model@champion", "1"),
    ]
    found = run_behind(find_stores(tmp_path), "ranker-model@challenger")
    assert not isinstance(found, str)
    assert found.name == "second"


def test_an_alias_that_is_not_there_names_those_that_are(tmp_path):
    unpacked("mlflow/mlflow_v3.17_sqlite.db.gz", tmp_path)
    found = run_behind(find_stores(tmp_path), "churn-model@production")
    assert found == "no MLflow alias 'churn-model@production' is here; there is: churn-model@champion"
    assert run_behind((), "m@a") == "no MLflow alias 'm@a' is here; there is: none"


def test_nothing_is_written_beside_a_database(tmp_path):
    path = unpacked("mlflow/mlflow_v3.17_sqlite.db.gz", tmp_path)
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    before = path.stat()
    try:
        sqlite_runs(path)
    finally:
        tmp_path.chmod(0o755)
    assert (path.stat().st_mtime_ns, [one.name for one in tmp_path.iterdir()]) == (before.st_mtime_ns, ["mlflow.db"])


def test_what_a_writer_has_not_yet_folded_in_is_seen(tmp_path):
    path = unpacked("fresh/runs.db.gz", tmp_path)
    writer = sqlite3.connect(path)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("UPDATE runs SET status = 'FINISHED' WHERE name = 'still-running'")
    writer.commit()
    assert (tmp_path / "mlflow.db-wal").stat().st_size > 0
    assert [run.status for run in sqlite_runs(path) if run.name == "still-running"] == ["FINISHED"]
    writer.close()


def database(path, *statements):
    with sqlite3.connect(path) as made:
        for statement in statements:
            made.execute(statement)
    made.close()
    return path


def test_a_schema_of_another_time_is_looked_at_rather_than_assumed(tmp_path):
    path = database(
        tmp_path / "old.db",
        "CREATE TABLE runs (run_uuid TEXT, status TEXT)",
        "CREATE TABLE latest_metrics (key TEXT, value FLOAT, run_uuid TEXT)",
        "INSERT INTO runs VALUES ('r', 'FINISHED')",
        "INSERT INTO latest_metrics VALUES ('auc', 0.9, 'r')",
    )
    assert [(run.id, run.status, run.metrics) for run in sqlite_runs(path)] == [("r", "FINISHED", (("auc", "0.9"),))]
    assert sqlite_runs(path, ("abc",)) == ()
    assert sqlite_aliases(path) == ()


BROKEN = [
    (("CREATE TABLE other (a)",), "is no MLflow database: it has no table of runs"),
    (("CREATE TABLE other (a)", "CREATE VIEW runs AS SELECT 1 AS run_uuid, 2 AS status"), "is no MLflow database"),
    (
        (
            "CREATE TABLE runs (run_uuid TEXT, status TEXT)",
            "CREATE TABLE latest_metrics (key TEXT, value FLOAT, run_uuid TEXT)",
            "INSERT INTO runs VALUES ('r', 'FINISHED')",
            "INSERT INTO latest_metrics VALUES ('auc', 'high', 'r')",
        ),
        "cannot be read as an MLflow database",
    ),
]


@pytest.mark.parametrize(("statements", "reason"), BROKEN)
def test_a_database_that_is_not_mlflows_has_a_reason(statements, reason, tmp_path):
    with pytest.raises(Unreadable) as caught:
        sqlite_runs(database(tmp_path / "x.db", *statements))
    assert caught.value.reason.startswith(reason)


def test_a_file_that_is_no_database_is_a_fault_of_its_store_alone(tmp_path):
    (tmp_path / "mlflow.db").write_bytes(b"not a database, but long enough to be looked at as one" * 40)
    unpacked("fresh/runs.tgz", tmp_path)
    found = gather_runs(find_stores(tmp_path))
    assert [run.name for run in found.runs] == ["first", "crashed", "second", "still-running"]
    assert found.faults == ("mlflow.db cannot be read as an MLflow database: file is not a database",)
    assert gather_aliases(find_stores(tmp_path))[1] == found.faults


def test_stores_are_databases_first_and_lie_inside(tmp_path):
    root = tmp_path / "root"
    (root / "mlruns").mkdir(parents=True)
    (root / "tracking").mkdir()
    (root / "tracking" / "runs.db").write_bytes(b"")
    (root / "mlflow.db").symlink_to(tmp_path / "outside.db")
    (tmp_path / "outside.db").write_bytes(b"")
    named = ("tracking/runs.db", "../outside.db", "gone.db")
    assert [(store.path, store.is_database) for store in find_stores(root, named)] == [
        ("tracking/runs.db", True),
        ("mlruns", False),
    ]


def run_folder(root, metrics, meta="run_id: r\nstatus: 3\nlifecycle_stage: active\nstart_time: 5\n"):
    folder = root / "mlruns" / "1" / "r"
    (folder / "metrics").mkdir(parents=True)
    (folder / "meta.yaml").write_text(meta)
    for name, text in metrics.items():
        (folder / "metrics" / name).write_bytes(text)
    return root / "mlruns"


def test_the_last_value_is_that_of_the_highest_step(tmp_path):
    store = run_folder(
        tmp_path,
        {
            "five": sample("mlflow/metric_5field_example.txt") + b"\n1795402798999 0.1 3 eval abc12345\n",
            "two": b"1 0.5\n2 0.6\n",
            "tie": b"5 0.7 1\n5 0.9 1\n5 0.8 1\n",
            "nan": b"5 nan 2\n5 0.1 1\n",
            "torn": b"5 0.7 1\n6 0.",
            "odd": b"\xff\n\nx y z\n1 2 3 4 5\n",
            "none": b"",
        },
    )
    assert dict(file_runs(store)[0].metrics) == {
        "five": "0.9",
        "two": "0.6",
        "tie": "0.9",
        "nan": "nan",
        "torn": "0.7",
        "odd": "2",
    }


@pytest.mark.parametrize(
    "meta", ["run_id: r\nlifecycle_stage: deleted\n", "a: [", "", "lifecycle_stage: active\n", "- 1\n"]
)
def test_a_folder_that_is_no_live_run_is_passed_over(meta, tmp_path):
    assert file_runs(run_folder(tmp_path, {}, meta)) == ()


def test_a_deleted_experiment_takes_its_runs_along(tmp_path):
    store = run_folder(tmp_path, {})
    assert len(file_runs(store)) == 1
    (store / "1" / "meta.yaml").write_text("name: x\nlifecycle_stage: deleted\n")
    assert file_runs(store) == ()
