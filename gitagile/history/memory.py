"""Commits remembered in the common git directory, by their ids: what one did against its first parent holds for ever.

A commit's place is a number: its line, and how many commits of that line touched items before it. A line hangs on a
commit of another one, or on nothing, so branches share what they have in common. Nothing here says where a branch is.
The file may be deleted any time; whatever is wrong with it, history is read anew from git.
"""

from __future__ import annotations

import sqlite3
from binascii import crc32
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

from .commit import NOTHING, Commit
from .pruning import prune
from .rows import BrokenMemoryError, Row, Unpacking, keys_of, packed_row

VERSION = 1
PATIENCE = 5.0
"""Seconds to wait for another process that writes, before all is read from git."""
_HURRY = 200
"""Milliseconds to wait before nothing is written."""
_LINE = 1 << 32
_DEPTH = _LINE - 1
_FEW = 200
"""So many commits are looked for one by one; then all are taken into memory."""

_TABLES = (
    "CREATE TABLE lines (line INTEGER PRIMARY KEY, base INTEGER, seal INTEGER)",
    "CREATE TABLE commits (n INTEGER PRIMARY KEY, oid BLOB, at INTEGER, older INTEGER, living INTEGER, seal INTEGER)",
    "CREATE INDEX by_oid ON commits (oid)",
    "CREATE TABLE facts (n INTEGER PRIMARY KEY, packed BLOB, seal INTEGER)",
    "CREATE TABLE touched (key INTEGER, n INTEGER, PRIMARY KEY (key, n)) WITHOUT ROWID",
    "CREATE TABLE tips (oid BLOB PRIMARY KEY, n INTEGER, seal INTEGER)",
    "CREATE TABLE totals (touched INTEGER)",
    "INSERT INTO totals VALUES (0)",
)
_NAMES = ("lines", "commits", "facts", "touched", "tips", "totals")
_TOTAL = "SELECT coalesce(sum((key * 31 + n) % 2147483647), 0) FROM touched"
_ROWS = "SELECT n, oid, at, packed, facts.seal FROM commits JOIN facts USING (n)"
_SEAL = "(n * 31 + at * 8191 + older * 127 + living * 131071) % 2147483647"
_HARMLESS = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
    )
)
"""Errors of the place, not of the content: the file stays, another process may be at work in it."""


class Stretch(NamedTuple):
    """Places that follow each other in one line, both ends included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many places these are."""
        return self.last - self.first + 1


def is_harmless(error: sqlite3.Error) -> bool:
    """Whether an error says nothing against the content."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _HARMLESS


def forget(memory: Path) -> None:
    """Remove the file."""
    for name in (memory.name, memory.name + "-journal"):
        with suppress(OSError):
            memory.with_name(name).unlink(missing_ok=True)


class Memory:
    """An opened file. Its errors are sqlite3.Error, OSError and BrokenMemoryError."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        try:
            if self._version() != VERSION:
                self._set_up()
            self._database.execute("PRAGMA synchronous = NORMAL")
        except BaseException:
            self._database.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def begin(self) -> None:
        """See one state of the file from here on."""
        self._database.execute("BEGIN")

    def place_of(self, commit: str) -> int | None:
        """The place of the newest commit, up to this one, that touched items: 0 before the first; None if unknown."""
        oid = bytes.fromhex(commit)
        query = f"SELECT n FROM commits WHERE oid = ? AND older = 0 AND seal = {_SEAL}"  # noqa: S608 - own words
        row = self._database.execute(query, (oid,)).fetchone()
        if row is None:
            query = "SELECT n, seal FROM tips WHERE oid = ?"
            row = self._database.execute(query, (oid,)).fetchone()
            if row is not None and row[1] != crc32(oid, row[0] & 0xFFFFFFFF):
                raise BrokenMemoryError("a tip was changed")
        return None if row is None else int(row[0])

    def known(self) -> Callable[[str], bool] | None:
        """Says of commits whether they are remembered, cheaply even where thousands are not; None where none is."""
        if self._database.execute("SELECT 1 FROM tips UNION ALL SELECT 1 FROM commits LIMIT 1").fetchone() is None:
            return None
        asked = count()
        every: set[bytes] = set()

        def is_known(commit: str) -> bool:
            if next(asked) < _FEW:
                return self.place_of(commit) is not None
            if not every:
                query = "SELECT oid FROM commits WHERE older = 0 UNION ALL SELECT oid FROM tips"
                every.update(oid for (oid,) in self._database.execute(query))
            return bytes.fromhex(commit) in every

        return is_known

    def stretches(self, n: int) -> tuple[Stretch, ...]:
        """The places of all commits up to the one at `n`, oldest first."""
        found: list[Stretch] = []
        while n:
            base = self._base(n // _LINE)
            first = n // _LINE * _LINE + ((base & _DEPTH) + 1 if base else 0)
            if first > n or base // _LINE >= n // _LINE:
                raise BrokenMemoryError("a line that hangs on itself")
            found.append(Stretch(first, n))
            n = base
        return tuple(reversed(found))

    def dates(self, stretches: Iterable[Stretch]) -> list[int]:
        """The committers' dates of the commits at these places."""
        query = f"SELECT at FROM commits WHERE n BETWEEN ? AND ? AND seal = {_SEAL} ORDER BY n"  # noqa: S608 - own words
        dates: list[int] = []
        for stretch in stretches:
            rows = self._database.execute(query, stretch).fetchall()
            if len(rows) != stretch.length:
                raise BrokenMemoryError("commits are missing")
            dates += [at for (at,) in rows]
        return dates

    def living(self, n: int) -> int:
        """How many item files there were after the commit at `n`."""
        row = self._database.execute("SELECT living FROM commits WHERE n = ?", (n,)).fetchone() if n else (0,)
        if row is None:
            raise BrokenMemoryError("a commit is missing")
        return int(row[0])

    def commits(self, stretches: Iterable[Stretch], unpacking: Unpacking) -> Iterator[Commit]:
        """The commits at these places."""
        query = (
            "SELECT n, oid, at, packed, facts.seal FROM commits JOIN facts USING (n) WHERE n BETWEEN ? AND ? ORDER BY n"
        )
        for stretch in stretches:
            count = 0
            for commit in unpacking.commits(map(Row._make, self._database.execute(query, stretch))):
                count += 1
                yield commit
            if count != stretch.length:
                raise BrokenMemoryError("commits are missing")

    def some(self, places: Iterable[int], unpacking: Unpacking) -> dict[int, Commit]:
        """The commits at single places."""
        found: dict[int, Commit] = {}
        for n in places:
            rows = map(Row._make, self._database.execute(f"{_ROWS} WHERE n = ?", (n,)))
            (commit,) = (*unpacking.commits(rows),) or (None,)
            if commit is None:
                raise BrokenMemoryError("a commit is missing")
            found[n] = commit
        return found

    def touching(self, keys: Iterable[int], stretches: Sequence[Stretch]) -> set[int]:
        """The places within the stretches whose commits have one of the keys."""
        if self._database.execute(f"SELECT touched = ({_TOTAL}) FROM totals").fetchone() != (1,):  # noqa: S608 - own words
            raise BrokenMemoryError("keys are missing")
        last = {one.first // _LINE: one for one in stretches}
        found: set[int] = set()
        for key in keys:
            for (n,) in self._database.execute("SELECT n FROM touched WHERE key = ?", (key,)):
                stretch = last.get(n // _LINE)
                if stretch is not None and stretch.first <= n <= stretch.last:
                    found.add(n)
        return found

    def remember(self, tip: str, base: str | None, commits: Sequence[Commit], folder: str) -> None:
        """Keep commits, oldest first, that follow `base` (None: nothing) and end the line of `tip`.

        Nothing is kept while another process writes. Commits that somebody else remembered meanwhile stay as they are.
        """
        self._database.execute(f"PRAGMA busy_timeout = {_HURRY}")
        try:
            self._database.execute("BEGIN IMMEDIATE")
            n = self._add(base, commits, folder)
            if self.place_of(tip) is None:
                oid = bytes.fromhex(tip)
                self._database.execute("INSERT INTO tips VALUES (?, ?, ?)", (oid, n, crc32(oid, n & 0xFFFFFFFF)))
            if prune(self._database, n // _LINE):
                self._database.execute(f"UPDATE totals SET touched = ({_TOTAL})")  # noqa: S608 - own words
            self._database.execute("COMMIT")
        except sqlite3.Error as error:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            if not is_harmless(error):
                raise
        finally:
            self._database.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")

    def _add(self, base: str | None, commits: Sequence[Commit], folder: str) -> int:
        """Add what is not there yet; the place of the last commit."""
        n = (self.place_of(base) if base is not None else 0) or 0
        known = 0
        for commit in commits:
            found = self.place_of(commit.commit) if commit.folder == folder else None
            if found is None:
                break
            n, known = found, known + 1
        new = commits[known:]
        if not new:
            return n
        first = self._next_to(n)
        self._insert(first, new, (self.living(n), folder))
        return first + len(new) - 1

    def _next_to(self, n: int) -> int:
        """The place for the commit after the one at `n`: in the same line where that ends there, else in a new one."""
        if n and self._database.execute("SELECT 1 FROM commits WHERE n = ?", (n + 1,)).fetchone() is None:
            return n + 1
        line = (self._database.execute("SELECT max(line) FROM lines").fetchone()[0] or 0) + 1
        self._database.execute("INSERT INTO lines VALUES (?, ?, ?)", (line, n, _seal_of_line(line, n)))
        return line * _LINE + ((n & _DEPTH) + 1 if n else 0)

    def _insert(self, first: int, commits: Sequence[Commit], start: tuple[int, str]) -> None:
        living, folder = start
        rows: list[tuple[int, bytes, int, int, int]] = []
        facts: list[tuple[int, bytes, int]] = []
        touched: list[tuple[int, int]] = []
        for n, commit in enumerate(commits, first):
            row = packed_row(n, commit)
            living += sum((fact.now != NOTHING) - (fact.before != NOTHING) for fact in commit.facts)
            rows.append((n, row.oid, row.at, int(commit.folder != folder), living))
            facts.append((n, row.packed, row.seal))
            touched += ((key, n) for key in keys_of(commit))
        seal = _SEAL.replace("n *", "?1 *").replace("at *", "?3 *").replace("older *", "?4 *").replace("living", "?5")
        execute = self._database.executemany
        execute(f"INSERT INTO commits VALUES (?1, ?2, ?3, ?4, ?5, {seal})", rows)  # noqa: S608 - own words
        execute("INSERT INTO facts VALUES (?, ?, ?)", facts)
        execute("INSERT INTO touched VALUES (?, ?)", sorted(touched))
        total = sum((key * 31 + n) % 2147483647 for key, n in touched)
        self._database.execute("UPDATE totals SET touched = touched + ?", (total,))

    def _base(self, line: int) -> int:
        row = self._database.execute("SELECT base, seal FROM lines WHERE line = ?", (line,)).fetchone()
        if row is None or row[1] != _seal_of_line(line, row[0]):
            raise BrokenMemoryError("a line is missing or was changed")
        return int(row[0])

    def _version(self) -> int:
        version: int = self._database.execute("PRAGMA user_version").fetchone()[0]
        return version

    def _set_up(self) -> None:
        self._database.execute("BEGIN IMMEDIATE")
        if self._version() != VERSION:
            for table in _NAMES:
                self._database.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in _TABLES:
                self._database.execute(statement)
            self._database.execute(f"PRAGMA user_version = {VERSION}")
        self._database.execute("COMMIT")


def _seal_of_line(line: int, base: int) -> int:
    return crc32(b"%d %d" % (line, base))
