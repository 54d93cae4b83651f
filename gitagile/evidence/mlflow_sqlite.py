"""MLflow's SQLite store, opened so that nothing can be written, its tables looked for rather than taken for granted."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

from ..model.measurement import Alias, Run
from .mlflow_tags import COMMIT, NAME
from .yaml_file import Unreadable

Pair = tuple[str, str]
Pairs = Mapping[str, Sequence[Pair]]
_MOST_ROWS = 4_000_000
_AT_ONCE = 500
_TAGS_TAKEN = f"(substr(key, 1, 7) <> 'mlflow.' OR key IN ('{COMMIT}', '{NAME}'))"
"""Of MLflow's own tags only the commit and the name: the others are many, and nothing here asks for them."""
_LARGEST = 1.7976931348623157e308
"""What MLflow stores for infinity, which not every database can hold."""


def sqlite_runs(path: Path, commits: Sequence[str] | None = None) -> tuple[Run, ...]:
    """The runs of a store, without deleted ones: those of `commits`, or all; the earliest first. Raises Unreadable."""
    with closing(_open(path)) as database:
        try:
            return _Store(database).runs(commits)
        except (sqlite3.Error, TypeError, ValueError) as error:  # a text where a number belongs is possible in SQLite
            raise Unreadable(_said(error)) from None


def sqlite_aliases(path: Path) -> tuple[Alias, ...]:
    """The aliases of registered models, by name. Raises Unreadable."""
    with closing(_open(path)) as database:
        try:
            return _Store(database).aliases()
        except (sqlite3.Error, TypeError, ValueError) as error:  # a text where a number belongs is possible in SQLite
            raise Unreadable(_said(error)) from None


def _open(path: Path) -> sqlite3.Connection:
    """`immutable` reads without a lock and without a side file; where a writer left one, its locks are heeded."""
    unfinished = any(_is_filled(path.with_name(path.name + ending)) for ending in ("-wal", "-journal"))
    mode = "mode=ro" if unfinished else "mode=ro&immutable=1"
    try:
        database = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=1.0)
        database.execute("PRAGMA trusted_schema = OFF")
        database.execute("PRAGMA query_only = ON")
    except sqlite3.Error as error:
        raise Unreadable(_said(error)) from None
    return database


def _is_filled(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _said(error: Exception) -> str:
    return f"cannot be read as an MLflow database: {error}"


class _Store:
    """An open database and the columns of its plain tables; views and virtual tables that came with it are none."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        rows = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        plain = [name for name, sql in rows if not (sql or "").lstrip().upper().startswith("CREATE VIRTUAL")]
        self._columns = {
            name: {row[0] for row in database.execute("SELECT name FROM pragma_table_info(?)", (name,))}
            for name in plain
        }

    def _has(self, table: str, *columns: str) -> bool:
        return set(columns) <= self._columns.get(table, set()) and table in self._columns

    def runs(self, commits: Sequence[str] | None) -> tuple[Run, ...]:
        if not self._has("runs", "run_uuid", "status"):
            raise Unreadable("is no MLflow database: it has no table of runs")
        wanted = None if commits is None else self._runs_at(commits)
        found = tuple(self._bare_runs(wanted))
        if wanted is not None:
            wanted = [run.id for run in found]
        metrics, params = self._metrics(wanted), self._texts("params", "1", wanted)
        tags = self._texts("tags", _TAGS_TAKEN, wanted)
        return tuple(
            _filled(run, metrics.get(run.id, ()), params.get(run.id, ()), tags.get(run.id, ())) for run in found
        )

    def _runs_at(self, commits: Sequence[str]) -> list[str]:
        if not self._has("tags", "key", "value", "run_uuid"):
            return []
        query = f"SELECT run_uuid FROM tags WHERE key = '{COMMIT}'"  # noqa: S608 - a constant
        return [row[0] for row in self._asked(query, "value", commits)]

    def _bare_runs(self, wanted: Sequence[str] | None) -> Iterator[Run]:
        asked = ("run_uuid", "name", "status", "start_time", "end_time", "lifecycle_stage")
        chosen = [f"r.{name}" if self._has("runs", name) else "NULL" for name in asked]
        named = self._has("runs", "experiment_id") and self._has(
            "experiments", "experiment_id", "name", "lifecycle_stage"
        )
        chosen += ["e.name", "e.lifecycle_stage"] if named else ["NULL", "NULL"]
        joined = " LEFT JOIN experiments e ON e.experiment_id = r.experiment_id" if named else ""
        query = f"SELECT {', '.join(chosen)} FROM runs r{joined} WHERE 1"  # noqa: S608 - from the names above alone
        rows = sorted(self._asked(query, "r.run_uuid", wanted), key=lambda row: (row[3] or 0, row[0]))
        for identifier, name, status, started, ended, stage, experiment, stage_of_all in rows:
            if stage != "deleted" and stage_of_all != "deleted":
                yield Run(identifier, name or "", experiment or "", status or "", started, ended)

    def _metrics(self, wanted: Sequence[str] | None) -> Pairs:
        """The last value of each metric of each run as printed; a NaN is stored as 0 with a flag beside it."""
        found: defaultdict[str, list[Pair]] = defaultdict(list)
        if not self._has("latest_metrics", "key", "value", "run_uuid"):
            return found
        flag = "is_nan" if self._has("latest_metrics", "is_nan") else "0"
        query = f"SELECT run_uuid, key, value, {flag} FROM latest_metrics WHERE 1"  # noqa: S608 - one of two words
        for run, key, value, is_nan in self._asked(query, "run_uuid", wanted):
            text = str(value) if -_LARGEST < value < _LARGEST else _infinity(value)
            found[run].append((key, "NaN" if is_nan else text))
        return found

    def _texts(self, table: str, taken: str, wanted: Sequence[str] | None) -> Pairs:
        """The keys and values of each run in a table of texts."""
        found: defaultdict[str, list[Pair]] = defaultdict(list)
        if not self._has(table, "key", "value", "run_uuid"):
            return found
        query = f"SELECT run_uuid, key, ifnull(value, '') FROM {table} WHERE {taken}"  # noqa: S608 - params or tags
        for run, key, value in self._asked(query, "run_uuid", wanted):
            found[run].append((key, value))
        return found

    def aliases(self) -> tuple[Alias, ...]:
        if not self._has("registered_model_aliases", "name", "alias", "version"):
            return ()
        if not self._has("model_versions", "name", "version", "run_id"):
            return ()
        rows = self._database.execute(
            "SELECT a.name, a.alias, a.version, v.run_id FROM registered_model_aliases a"
            " JOIN model_versions v ON v.name = a.name AND v.version = a.version ORDER BY 1, 2 LIMIT 100000"
        )
        return tuple(Alias(*(str(one or "") for one in row)) for row in rows)

    def _asked(self, query: str, column: str, wanted: Sequence[str] | None) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, all of them or those whose column is one of the wanted values."""
        if wanted is None:
            return self._database.execute(f"{query} LIMIT {_MOST_ROWS}")
        chunks = (wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE))
        return chain.from_iterable(
            self._database.execute(f"{query} AND {column} IN ({', '.join('?' * len(chunk))})", chunk)
            for chunk in chunks
        )


def _infinity(value: float) -> str:
    return "Infinity" if value > 0 else "-Infinity"


def _filled(run: Run, metrics: Sequence[Pair], params: Sequence[Pair], tags: Sequence[Pair]) -> Run:
    labels = dict(tags)
    identifier, name, experiment, status, started, ended = run[:6]
    return Run(
        identifier,
        name or labels.get(NAME, ""),
        experiment,
        status,
        started,
        ended,
        labels.get(COMMIT, ""),
        tuple(metrics),
        tuple(params),
        tuple(tags),
    )
