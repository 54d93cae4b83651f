"""The measured cases of evidence: metrics at two revisions against git's own reading, and many runs of MLflow."""

from __future__ import annotations

import gzip
import hashlib
import json
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.cases import Ground, Row, ratio, seconds
from benchmarks.measure import Cost, Place, best_of, cost_of, in_turn

FILES, NAMES, RUNS = 20, 8, 10_000
SAMPLE = Path(__file__).parents[1] / "tests/data/ml/fresh/runs.db.gz"
READ_ALL = """
import gc
gc.disable()  # as every command does: see gitagile/__main__.py
from pathlib import Path
from gitagile.evidence.mlflow import find_stores, gather_runs
gathered = gather_runs(find_stores(Path(".")))
assert len(gathered.runs) == {runs}, (len(gathered.runs), gathered.faults)
"""
FLOOR = "`git cat-file --batch` of the same files + start-up"


def metrics_in_git(ground: Ground) -> list[Row]:
    """Metrics that git tracks, at two revisions: what the config names, with what lies between."""
    place = _project(ground, "metrics-in-git", cached=False)
    what = f"`metrics` of {FILES} files at two revisions"
    return [ratio(what, FLOOR, *_metrics_and_floor(ground, place), bar=3)]


def metrics_in_the_cache(ground: Ground) -> list[Row]:
    """The same where DVC keeps the files: `dvc.lock` of many stages, and the local cache."""
    place = _project(ground, "metrics-in-cache", cached=True)
    what = f"`metrics` of {FILES} files of DVC's cache at two revisions"
    return [ratio(what, FLOOR, *_metrics_and_floor(ground, place), bar=3)]


def runs_of_mlflow(ground: Ground) -> list[Row]:
    """Ten thousand runs in SQLite: all of them read, and the command that looks for those of two commits."""
    place = _project(ground, "runs", cached=False)
    commits = _revisions(place)
    write_runs(place.folder / "mlflow.db", RUNS, commits)
    all_runs = best_of(ground.runs, place, (ground.python, "-c", READ_ALL.format(runs=RUNS)))
    words = (ground.gitagile, "metrics", "mlflow:val_auc", "--from", *commits[:1], "--to", *commits[1:])
    return [
        seconds(f"{RUNS:,} runs of MLflow's SQLite, all read, start of Python included", all_runs, 0.5),
        seconds(
            f"`metrics` of the runs of two commits, of {RUNS:,} in MLflow's SQLite", _best(ground, place, words), 0.5
        ),
    ]


EVIDENCE_CASES: tuple[Callable[[Ground], list[Row]], ...] = (metrics_in_git, metrics_in_the_cache, runs_of_mlflow)


def _project(ground: Ground, name: str, *, cached: bool) -> Place:
    """A repository with two commits whose metric files differ, and a config that names a metric of each file."""
    place = Place(ground.scratch / name, ground.place.environ)
    _git(place, "init", "--quiet", str(place.folder))
    config = place.folder / ".backlog/config.toml"
    config.parent.mkdir()
    config.write_text("".join(f'[metrics."m{one}.auc"]\nsource = "eval/m{one}.json#auc"\n' for one in range(FILES)))
    for step in range(2):
        _write_step(place.folder, step, cached=cached)
        _git(place, "add", "--all")
        _git(place, "commit", "--quiet", "-m", f"Step {step}")
    return place


def _write_step(folder: Path, step: int, *, cached: bool) -> None:
    stages = []
    for one in range(FILES):
        values = {f"name{number}": number / 7 + step for number in range(NAMES)} | {"auc": 0.5 + (one + step) / 100}
        content = json.dumps(values).encode()
        if cached:
            md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
            _put(folder / f".dvc/cache/files/md5/{md5[:2]}/{md5[2:]}", content)
            stages.append(_stage(one, md5, len(content)))
        else:
            _put(folder / f"eval/m{one}.json", content)
    _put(folder / "params.yaml", f"train:\n  lr: {0.1 / (step + 1)}\n  epochs: 7\n".encode())
    if cached:
        _put(folder / "dvc.lock", ("schema: '2.0'\nstages:\n" + "".join(stages)).encode())
        _put(folder / ".dvc/.gitignore", b"/cache\n")
        _put(folder / ".gitignore", b"/eval\n")


def _stage(one: int, md5: str, size: int) -> str:
    """A stage as DVC writes it."""
    digest = hashlib.md5(str(one).encode(), usedforsecurity=False).hexdigest()
    rows = "".join(
        f"    - path: {path}\n      hash: md5\n      md5: {value}\n      size: {size}\n"
        for path, value in ((f"data/part{one}.csv", digest), ("src/evaluate.py", digest))
    )
    out = f"    - path: eval/m{one}.json\n      hash: md5\n      md5: {md5}\n      size: {size}\n"
    params = "    params:\n      params.yaml:\n        train.lr: 0.1\n"
    return f"  evaluate{one}:\n    cmd: python src/evaluate.py {one}\n    deps:\n{rows}{params}    outs:\n{out}"


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _metrics_and_floor(ground: Ground, place: Place) -> tuple[Cost, Cost]:
    """Our reading, and git's own of all files under `eval/`, or of `dvc.lock` and the cached files beside it."""
    names = [f"{commit}:{path}" for commit in _revisions(place) for path in _read_files(place)]
    listed = place.folder.with_suffix(".names")
    listed.write_text("".join(f"{name}\n" for name in names))
    ours = (ground.gitagile, "metrics", "--from", "HEAD~1", "--to", "HEAD")
    by_git = ("sh", "-c", f"git cat-file --batch <'{listed}'")
    commands = (lambda: cost_of(place, ours)), (lambda: cost_of(place, by_git)), ground.start
    metrics, reading, start = in_turn(ground.runs * 2, *commands)
    return metrics, reading + start


def _read_files(place: Place) -> list[str]:
    tracked = sorted(path.relative_to(place.folder).as_posix() for path in (place.folder / "eval").glob("*"))
    return tracked or [f"eval/m{one}.json" for one in range(FILES)] + ["dvc.lock"]


def _best(ground: Ground, place: Place, command: tuple[str, ...]) -> Cost:
    return best_of(ground.runs * 2, place, command)


def _revisions(place: Place) -> list[str]:
    return _git(place, "rev-parse", "HEAD~1", "HEAD").split()


def _git(place: Place, *words: str) -> str:
    where = place.folder if place.folder.exists() else place.folder.parent
    ended = subprocess.run(
        ("git", *words), cwd=where, env=dict(place.environ), check=True, capture_output=True, text=True
    )
    return ended.stdout


def write_runs(path: Path, count: int, commits: list[str]) -> None:
    """A database with so many runs of five metrics, five parameters and six tags each, by MLflow's own schema.

    The last two are those of the commits given; all others have commits of their own.
    """
    path.write_bytes(gzip.decompress(SAMPLE.read_bytes()))
    with closing(sqlite3.connect(path)) as database:
        for table in (
            "latest_metrics",
            "metrics",
            "params",
            "tags",
            "registered_model_aliases",
            "model_versions",
            "runs",
        ):
            database.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of the line above
        rows = list(_runs(count, commits))
        database.executemany(
            "INSERT INTO runs (run_uuid, name, status, start_time, end_time, lifecycle_stage, experiment_id)"
            " VALUES (?, ?, 'FINISHED', ?, ?, 'active', 1)",
            [(run, f"run-{number}", number, number + 60_000) for number, (run, _) in enumerate(rows)],
        )
        metric = "INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES (?, ?, 0, 9, 0, ?)"
        names = ("val_auc", "val_loss", "train_auc", "train_loss", "seconds")
        database.executemany(metric, [(name, 0.5, run) for run, _ in rows for name in names])
        params = [(f"p{number}", "0.1", run) for run, _ in rows for number in range(5)]
        database.executemany("INSERT INTO params (key, value, run_uuid) VALUES (?, ?, ?)", params)
        tags = [(key, value, run) for run, commit in rows for key, value in _tags(commit)]
        database.executemany("INSERT INTO tags (key, value, run_uuid) VALUES (?, ?, ?)", tags)
        database.commit()
        database.execute("VACUUM")


def _runs(count: int, commits: list[str]) -> Iterator[tuple[str, str]]:
    for number in range(count):
        identifier = hashlib.md5(str(number).encode(), usedforsecurity=False).hexdigest()
        own = count - number <= len(commits)
        yield identifier, commits[number - count] if own else hashlib.sha256(identifier.encode()).hexdigest()[:40]


def _tags(commit: str) -> tuple[tuple[str, str], ...]:
    mlflow = (("source.git.commit", commit), ("user", "ana"), ("source.name", "train.py"), ("source.type", "LOCAL"))
    return (*((f"mlflow.{key}", value) for key, value in mlflow), ("team", "ranking"), ("kind", "nightly"))
