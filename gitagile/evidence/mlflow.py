"""MLflow: the stores of a repository, the runs at a commit, and the run behind a registered model's alias."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from ..model.measurement import Alias, Run
from .files import clean_path
from .yaml_file import Unreadable

One = TypeVar("One")
DATABASES = ("mlflow.db", "mlruns.db", "mlruns/mlflow.db")
FOLDER = "mlruns"
"""Where MLflow puts its stores in the folder it is used in; a project may name others."""


class Store(NamedTuple):
    """One store: its path in the repository, and whether it is a database or a folder."""

    root: Path
    path: str
    is_database: bool


class Gathered(NamedTuple):
    """What several stores hold together, each run once, and what was wrong with a store."""

    runs: tuple[Run, ...] = ()
    faults: tuple[str, ...] = ()

    def at(self, commit: str) -> tuple[Run, ...]:
        """The runs whose code was at a commit, the earliest first."""
        return tuple(run for run in self.runs if run.commit == commit)


def find_stores(root: Path, named: Iterable[str] = ()) -> tuple[Store, ...]:
    """The stores of a repository: databases before folders, `named` ones first. No link may lead out of it."""
    top = root.resolve()
    paths = [clean for one in (*named, *DATABASES, FOLDER) if (clean := clean_path(one))]
    found = []
    for path in dict.fromkeys(paths):
        try:
            target = (root / path).resolve(strict=True)
        except (OSError, RuntimeError):
            continue
        if target.is_relative_to(top) and (target.is_file() or target.is_dir()):
            found.append(Store(root, path, target.is_file()))
    return tuple(sorted(found, key=lambda store: not store.is_database))


def gather_runs(stores: Sequence[Store], commits: Collection[str] | None = None) -> Gathered:
    """The runs of all stores, of `commits` or all; the first store that has a run is believed. Never raises."""
    wanted = None if commits is None else sorted(commits)
    rows, faults = _each(stores, lambda store: _runs_of(store, wanted))
    runs: dict[str, Run] = {}
    for run in rows:
        runs.setdefault(run.id, run)
    return Gathered(tuple(runs.values()), faults)


def _runs_of(store: Store, commits: Sequence[str] | None) -> tuple[Run, ...]:
    path = store.root / store.path
    if store.is_database:
        from .mlflow_sqlite import sqlite_runs  # late: SQLite

        return sqlite_runs(path, commits)
    from .mlflow_files import file_runs

    return file_runs(path, commits)


def _aliases_of(store: Store) -> tuple[Alias, ...]:
    path = store.root / store.path
    if store.is_database:
        from .mlflow_sqlite import sqlite_aliases

        return sqlite_aliases(path)
    from .mlflow_files import file_aliases

    return file_aliases(path)


def gather_aliases(stores: Sequence[Store]) -> tuple[tuple[Alias, ...], tuple[str, ...]]:
    """The aliases of all stores, and what was wrong with a store. Never raises."""
    return _each(stores, _aliases_of)


def _each(stores: Sequence[Store], read: Callable[[Store], tuple[One, ...]]) -> tuple[tuple[One, ...], tuple[str, ...]]:
    found: list[One] = []
    faults = []
    for store in stores:
        try:
            found += read(store)
        except Unreadable as error:
            faults.append(f"{store.path} {error.reason}")
    return tuple(found), tuple(faults)


def run_behind(stores: Sequence[Store], name: str) -> Run | str:
    """The run that made the version an alias such as `churn-model@champion` points at, or why there is none."""
    aliases, faults = gather_aliases(stores)
    found = next((one for one in aliases if one.name == name), None)
    if found is None:
        known = ", ".join(one.name for one in aliases) or "none"
        return "; ".join((*faults, f"no MLflow alias {name!r} is here; there is: {known}"))
    run = next((one for one in gather_runs(stores).runs if one.id == found.run), None)
    return run or f"the MLflow alias {name!r} points at version {found.version}, whose run is not here"
