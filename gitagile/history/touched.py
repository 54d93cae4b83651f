"""Which remembered commits touched a file or an item: keys beside places, in batches that each cover a stretch.

A batch is an array of 64-bit numbers in order, a key above the place of a commit, which is LAST_PLACE for the last one.
A commit that is added makes a batch of its own, which takes in the smaller ones before it: so there are ever few.
"""

from __future__ import annotations

import sqlite3
import sys
from array import array
from binascii import crc32
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .rows import LAST_PLACE, PLACE, BrokenMemoryError
from .schema import LINE, Stretch

_TIMES = 2
"""A batch takes in the one before it that is not as many times as large."""
_ROWS = "SELECT n, last, packed, seal FROM touched"


class Batch(NamedTuple):
    """The keys of the commits from the place `n` to the place `last`."""

    n: int
    last: int
    keys: array[int]

    def places_of(self, key: int) -> Iterator[int]:
        """The places of the commits that have a key."""
        at = bisect_left(self.keys, key << PLACE)
        while at < len(self.keys) and self.keys[at] >> PLACE == key:
            yield self.last - LAST_PLACE + (self.keys[at] & LAST_PLACE)
            at += 1


def add_batch(database: sqlite3.Connection, first: int, last: int, keys: array[int]) -> None:
    """Keep the keys of the commits from `first` to `last`, which follow what is there of their line."""
    new = Batch(first, last, keys)
    start = first // LINE * LINE
    query = f"{_ROWS} WHERE n >= ? AND last = ? ORDER BY n DESC LIMIT 1"
    while (row := database.execute(query, (start, new.n - 1)).fetchone()) is not None:
        before = _batch(*row)
        if len(before.keys) > _TIMES * len(new.keys):
            break
        database.execute("DELETE FROM touched WHERE n = ?", (before.n,))
        shift = last - before.last
        new = Batch(before.n, last, array("Q", sorted([*(one - shift for one in before.keys), *new.keys])))
    packed = _as_bytes(new.keys)
    row = (new.n, new.last, packed, _seal(new.n, new.last, packed))
    database.execute("INSERT OR REPLACE INTO touched VALUES (?, ?, ?, ?)", row)


def batches_of(database: sqlite3.Connection, stretches: Sequence[Stretch]) -> tuple[Batch, ...]:
    """The batches that cover some stretches. BrokenMemoryError where they leave any commit out."""
    found: list[Batch] = []
    for stretch in stretches:
        following = stretch.first
        query = f"{_ROWS} WHERE n BETWEEN ? AND ? AND last >= ? ORDER BY n"
        for row in database.execute(query, (stretch.first // LINE * LINE, stretch.last, stretch.first)):
            batch = _batch(*row)
            if batch.n > following:
                break
            found.append(batch)
            following = batch.last + 1
        if following <= stretch.last:
            raise BrokenMemoryError("keys are missing")
    return tuple(found)


def _batch(n: int, last: int, packed: bytes, seal: int) -> Batch:
    if seal != _seal(n, last, packed):
        raise BrokenMemoryError("keys were changed")
    keys = array("Q")
    keys.frombytes(packed)
    if sys.byteorder == "big":
        keys.byteswap()
    return Batch(n, last, keys)


def _as_bytes(keys: array[int]) -> bytes:
    if sys.byteorder == "big":
        keys = keys[:]
        keys.byteswap()
    return keys.tobytes()


def _seal(n: int, last: int, packed: bytes) -> int:
    return crc32(packed, (n * 31 + last) & 0xFFFFFFFF)
