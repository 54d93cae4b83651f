"""What is remembered stays small: lines that nobody extended for long are forgotten."""

from __future__ import annotations

import sqlite3

from .schema import LINE, TABLES_OF_PLACES

MOST_LINES = 256
KEPT_LINES = 64
_MOST_TIPS = 2_000


def prune(database: sqlite3.Connection, line: int) -> None:
    """Forget lines where there are too many: all but `line`, the youngest ones, and those that they hang on.

    Where these are too many still, all is forgotten: reading anew makes one line of them.
    """
    tips = database.execute("SELECT count(*) FROM tips").fetchone()[0]
    if tips > _MOST_TIPS:
        database.execute(
            "DELETE FROM tips WHERE rowid IN (SELECT rowid FROM tips ORDER BY rowid LIMIT ?)", (tips // 2,)
        )
    bases = dict(database.execute("SELECT line, base / ? FROM lines", (LINE,)))
    if len(bases) <= MOST_LINES:
        return
    kept: set[int] = set()
    for one in (line, *sorted(bases, reverse=True)[:KEPT_LINES]):
        while one and one not in kept:
            kept.add(one)
            one = bases.get(one, 0)  # noqa: PLW2901 - up the lines it hangs on
    if len(kept) > MOST_LINES:
        kept = set()
    for one in bases.keys() - kept:
        _forget(database, one)


def _forget(database: sqlite3.Connection, line: int) -> None:
    span = (line * LINE, line * LINE + LINE - 1)
    for table in TABLES_OF_PLACES:
        database.execute(f"DELETE FROM {table} WHERE n BETWEEN ? AND ?", span)  # noqa: S608 - own words
    database.execute("DELETE FROM lines WHERE line = ?", (line,))
