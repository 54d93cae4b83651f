"""The file in which history is remembered: its tables, and places in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .database import Layout

VERSION = 7
PATIENCE = 5.0
"""Seconds to wait for another process that writes, before all is read from git."""
HURRY = 0.2
"""Seconds to wait before nothing is written."""
LINE = 1 << 32
"""Places of a line: those of line 3 begin at 3 * LINE."""
SEAL = "(n * 31 + at * 8191 + older * 127 + living * 131071) % 2147483647"

_TABLES = (
    "CREATE TABLE lines (line INTEGER PRIMARY KEY, base INTEGER, seal INTEGER)",
    "CREATE TABLE commits (n INTEGER PRIMARY KEY, oid BLOB, at INTEGER, older INTEGER, living INTEGER, seal INTEGER)",
    "CREATE INDEX by_oid ON commits (oid)",
    "CREATE TABLE facts (n INTEGER PRIMARY KEY, packed BLOB, seal INTEGER)",
    "CREATE TABLE touched (n INTEGER PRIMARY KEY, last INTEGER, packed BLOB, seal INTEGER)",
    "CREATE TABLE told (n INTEGER PRIMARY KEY, dates BLOB, dates_seal INTEGER, packed BLOB, packed_seal INTEGER)",
    "CREATE TABLE tips (oid BLOB PRIMARY KEY, n INTEGER, seal INTEGER)",
)
TABLES_OF_PLACES = ("commits", "facts", "touched", "told", "tips")
_NAMES = (*TABLES_OF_PLACES, "lines", "totals")
LAYOUT = Layout(VERSION, _NAMES, _TABLES, PATIENCE, "NORMAL")


class Stretch(NamedTuple):
    """Places that follow each other in one line, both ends included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many places these are."""
        return self.last - self.first + 1


def cut(stretches: Sequence[Stretch], count: int) -> tuple[list[Stretch], list[Stretch]]:
    """The first `count` places, and the rest."""
    head: list[Stretch] = []
    rest: list[Stretch] = []
    for stretch in stretches:
        middle = stretch.first + min(max(count, 0), stretch.length)
        count -= stretch.length
        if middle > stretch.first:
            head.append(Stretch(stretch.first, middle - 1))
        if middle <= stretch.last:
            rest.append(Stretch(middle, stretch.last))
    return head, rest
