"""The mentions of one line of history, remembered in the common git directory: a cache that may be deleted any time."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from .database import Layout, forget, is_harmless, opened
from .mention import HOWS, Mention

VERSION = 2
FEW = 200
"""So many items are named one by one in a question to the database."""
PATIENCE = 2.0
"""Seconds to wait for another process that writes: looking at all commits again takes about as long."""

_TABLES = (
    "CREATE TABLE line (tip TEXT, cut TEXT, prefixes TEXT)",
    """CREATE TABLE mentions (
        item TEXT, commit_id TEXT, at INTEGER, who TEXT, email TEXT, subject TEXT, closes INTEGER, how TEXT,
        authored INTEGER, PRIMARY KEY (commit_id, item)
    ) WITHOUT ROWID""",
    "CREATE INDEX by_time ON mentions (at)",
)
LAYOUT = Layout(VERSION, ("line", "mentions"), _TABLES, PATIENCE, "OFF")
_KINDS = (str, bytes, int, str, str, str, int, str, int)


class Line(NamedTuple):
    """A line of history: the commit it ends at, what cuts it short, and the prefixes of ids that were looked for."""

    tip: str
    cut: str
    prefixes: tuple[str, ...]


class Wanted(NamedTuple):
    """Which mentions are asked for: those of some items (None: all), committed from a second on (None: all)."""

    items: frozenset[str] | None = None
    since: int | None = None

    def holds(self, mention: Mention) -> bool:
        """Whether the mention is asked for."""
        return (self.items is None or mention.item in self.items) and (self.since is None or mention.at >= self.since)


class Differences(NamedTuple):
    """What makes one line's mentions another's: the commits that are not in it, and the mentions that are new in it."""

    gone: Collection[str]
    new: Collection[Mention]


def line_held(memory: Path) -> Line | None:
    """The line that is remembered; None where there is none, or none that can be read."""
    with _forgetting(memory), closing(opened(memory, LAYOUT)) as database:
        return _line(database)
    return None  # type: ignore[unreachable]  # where what is wrong with the file was held back


def recall(memory: Path, line: Line, wanted: Wanted) -> tuple[Mention, ...] | None:
    """The mentions that are wanted of `line`, in no order; None where that line is not what is remembered."""
    with _forgetting(memory), closing(opened(memory, LAYOUT)) as database:
        database.execute("BEGIN")
        if _line(database) == line:
            return _mentions(_rows(database, wanted))
    return None


def keep(memory: Path, held: Line | None, line: Line, differences: Differences) -> None:
    """Remember `line`: what was `held` (None: nothing) with the differences. Nothing is kept where others were first.

    Never raises for what is wrong with the file.
    """
    with _forgetting(memory), closing(opened(memory, LAYOUT)) as database:
        database.execute("BEGIN IMMEDIATE")
        if held is None:
            database.execute("DELETE FROM mentions")
        elif _line(database) != held:
            return
        for commit in differences.gone:
            database.execute("DELETE FROM mentions WHERE commit_id = ?", (bytes.fromhex(commit),))
        marks = ", ".join("?" * len(Mention._fields))
        rows = sorted((one.item, bytes.fromhex(one.commit), *one[2:]) for one in differences.new)
        database.executemany(f"INSERT OR REPLACE INTO mentions VALUES ({marks})", rows)  # noqa: S608 - marks
        database.execute("DELETE FROM line")
        database.execute("INSERT INTO line VALUES (?, ?, ?)", (line.tip, line.cut, " ".join(line.prefixes)))
        database.execute("COMMIT")


@contextmanager
def _forgetting(memory: Path) -> Iterator[None]:
    """Let nothing out that is wrong with the file, and remove one whose content is."""
    try:
        yield
    except OSError:
        return
    except (sqlite3.Error, ValueError, TypeError, LookupError) as error:
        if not (isinstance(error, sqlite3.Error) and is_harmless(error)):
            forget(memory)


def _line(database: sqlite3.Connection) -> Line | None:
    row = database.execute("SELECT tip, cut, prefixes FROM line").fetchone()
    return None if row is None else Line(row[0], row[1], tuple(row[2].split()))


def _rows(database: sqlite3.Connection, wanted: Wanted) -> list[tuple[object, ...]]:
    conditions, values = ["1"], list[object]()
    if wanted.items is not None and len(wanted.items) <= FEW:
        conditions.append(f"item IN ({', '.join('?' * len(wanted.items))})")
        values += sorted(wanted.items)
    if wanted.since is not None:
        conditions.append("at >= ?")
        values.append(wanted.since)
    query = f"SELECT * FROM mentions WHERE {' AND '.join(conditions)}"  # noqa: S608 - own words
    rows = database.execute(query, values).fetchall()
    if wanted.items is not None and len(wanted.items) > FEW:
        return [row for row in rows if row[0] in wanted.items]
    return rows


def _mentions(rows: list[tuple[Any, ...]]) -> tuple[Mention, ...]:
    """The mentions that rows hold; ValueError where there is one that is none of ours."""
    columns = tuple(zip(*rows, strict=True))
    kinds = all(set(map(type, column)) == {kind} for column, kind in zip(columns, _KINDS, strict=bool(rows)))
    if not kinds or (rows and not (set(columns[6]) <= {0, 1} and set(columns[7]) <= HOWS)):
        raise ValueError("a row that is no mention")
    return tuple(
        Mention(item, commit.hex(), at, who, email, subject, closes == 1, how, authored)
        for item, commit, at, who, email, subject, closes, how, authored in rows
    )
