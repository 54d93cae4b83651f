"""MLflow's file store, `mlruns/`: folders of runs, each metric a file of lines; kept up to MLflow 3."""

from __future__ import annotations

import math
import os
from collections.abc import Collection, Iterator
from pathlib import Path

from ..model.measurement import Alias, Run
from .files import File, read_inside
from .mlflow_tags import COMMIT, NAME
from .yaml_file import Unreadable, yaml_table

MOST_RUNS = 50_000
_STATUSES = {"1": "RUNNING", "2": "SCHEDULED", "3": "FINISHED", "4": "FAILED", "5": "KILLED"}
_NOT_EXPERIMENTS = (".trash", "models", "traces")


def file_runs(root: Path, commits: Collection[str] | None = None) -> tuple[Run, ...]:
    """The runs of a file store, without deleted ones: those of `commits`, or all; the earliest first.

    A folder that is no run is passed over, and so is a value that cannot be read: MLflow writes while it trains.
    """
    found = []
    for experiment, folder in _run_folders(root):
        commit = _text(root, folder / "tags" / COMMIT)
        if commits is None or commit in commits:
            run = _run(root, folder, experiment)
            if run is not None:
                found.append(run)
    return tuple(sorted(found, key=lambda run: (run.started or 0, run.id)))


def _run_folders(root: Path) -> Iterator[tuple[str, Path]]:
    """Every run's folder with the name of its experiment."""
    count = 0
    for experiment in _folders(root):
        if experiment.name in _NOT_EXPERIMENTS:
            continue
        about = _about(root, experiment)
        if about.get("lifecycle_stage") == "deleted":
            continue
        for folder in _folders(experiment):
            count += 1
            if count > MOST_RUNS:
                raise Unreadable(f"holds more than {MOST_RUNS:,} runs")
            yield str(about.get("name") or experiment.name), folder


def _folders(folder: Path) -> list[Path]:
    """The folders right below one, by name; links are not followed."""
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False))
    except OSError:
        return []


def _about(root: Path, folder: Path) -> dict[str, object]:
    try:
        return yaml_table(read_inside(root, folder / "meta.yaml").content or b"")
    except Unreadable:
        return {}


def _run(root: Path, folder: Path, experiment: str) -> Run | None:
    about = _about(root, folder)
    identifier = about.get("run_id") or about.get("run_uuid")
    if not identifier or about.get("lifecycle_stage") == "deleted":
        return None
    tags = tuple((name, file.content.decode("utf-8", "replace")) for name, file in _files(root, folder / "tags"))  # type: ignore[union-attr]
    status = str(about.get("status") or "")
    return Run(
        str(identifier),
        dict(tags).get(NAME) or str(about.get("run_name") or ""),
        experiment,
        _STATUSES.get(status, status),
        _moment(about.get("start_time")),
        _moment(about.get("end_time")),
        dict(tags).get(COMMIT, "").strip(),
        tuple((name, last) for name, file in _files(root, folder / "metrics") if (last := _last(file.content or b""))),
        tuple(
            (name, (file.content or b"").decode("utf-8", "replace")) for name, file in _files(root, folder / "params")
        ),
        tags,
    )


def _files(root: Path, folder: Path) -> Iterator[tuple[str, File]]:
    """The files below a folder by their names; a `/` in a name is a folder."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        waiting += reversed(_folders(here))
        try:
            with os.scandir(here) as entries:
                names = sorted(entry.name for entry in entries if entry.is_file(follow_symlinks=False))
        except OSError:
            continue
        for name in names:
            file = read_inside(root, here / name)
            if file.content is not None:
                yield (here / name).relative_to(folder).as_posix(), file


def _last(content: bytes) -> str:
    """The value of the highest step, then time, then value, as MLflow takes it; empty where no line holds one.

    A line is `time value`, `time value step`, or with a dataset's name and digest behind it, five fields.
    """
    best: tuple[tuple[int, int, float], str] | None = None
    for line in content.decode("utf-8", "replace").splitlines():
        row = _row(line.split())
        if row is not None and (best is None or row[0] >= best[0]):
            best = row
    return best[1] if best else ""


def _row(fields: list[str]) -> tuple[tuple[int, int, float], str] | None:
    try:
        value = float(fields[1])
        step = int(fields[2]) if len(fields) > 2 else 0
        return (step, int(fields[0]), -math.inf if math.isnan(value) else value), fields[1]
    except (IndexError, ValueError):
        return None


def _moment(value: object) -> int | None:
    text = str(value or "")
    return int(text) if text.isdecimal() and len(text) < 20 else None


def _text(root: Path, path: Path) -> str:
    return (read_inside(root, path).content or b"").decode("utf-8", "replace").strip()


def file_aliases(root: Path) -> tuple[Alias, ...]:
    """The aliases of registered models, by name."""
    found = []
    for model in _folders(root / "models"):
        for alias, file in _files(root, model / "aliases"):
            version = (file.content or b"").decode("utf-8", "replace").strip()
            if version.isdecimal():
                about = _about(root, model / f"version-{version}")
                found.append(Alias(model.name, alias, version, str(about.get("run_id") or "")))
    return tuple(sorted(found))
