"""Keys of remembered commits: batches that stay few, cover what they say, and are never believed once changed."""

from __future__ import annotations

import random
import sqlite3
from array import array

import pytest

from gitagile.history.rows import LAST_PLACE, PLACE, BrokenMemoryError
from gitagile.history.schema import LINE, Stretch
from gitagile.history.touched import add_batch, batches_of

FIRST = 3 * LINE + 5


def database_with(sizes: list[int], keys_at: dict[int, set[int]]) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.execute("CREATE TABLE touched (n INTEGER PRIMARY KEY, last INTEGER, packed BLOB, seal INTEGER)")
    first = FIRST
    for size in sizes:
        places = [(LAST_PLACE - size + 1 + at, first + at) for at in range(size)]
        keys = array("Q", sorted(key << PLACE | place for place, n in places for key in keys_at[n]))
        add_batch(database, first, first + size - 1, keys)
        first += size
    return database


@pytest.mark.parametrize("seed", range(20))
def test_every_commit_is_found_by_each_of_its_keys_and_by_no_other(seed: int):
    chance = random.Random(seed)
    sizes = [chance.choice((1, 1, 1, 2, 7, 30)) for _ in range(40)]
    places = range(FIRST, FIRST + sum(sizes))
    keys_at = {n: {chance.choice((0, 1, 7, (1 << 32) - 1, chance.randrange(50))) for _ in range(3)} for n in places}
    database = database_with(sizes, keys_at)
    batches = batches_of(database, [Stretch(FIRST, places[-1])])
    for key in (0, 1, 7, 49, (1 << 32) - 1, 60):
        found = [n for batch in batches for n in batch.places_of(key)]
        assert found == [n for n in places if key in keys_at[n]]


def test_commits_that_come_one_by_one_make_few_batches():
    database = database_with([1] * 500, {FIRST + at: {at, at + 1} for at in range(500)})
    (count,) = database.execute("SELECT count(*) FROM touched").fetchone()
    assert count <= 10


@pytest.mark.parametrize(
    "change", ["DELETE FROM touched", "UPDATE touched SET last = last + 1", "UPDATE touched SET packed = zeroblob(8)"]
)
def test_what_was_changed_is_never_believed(change: str):
    database = database_with([4], {FIRST + at: {at} for at in range(4)})
    database.execute(change)
    with pytest.raises(BrokenMemoryError):
        batches_of(database, [Stretch(FIRST, FIRST + 3)])


def test_a_stretch_that_is_not_covered_is_broken():
    database = database_with([4], {FIRST + at: {at} for at in range(4)})
    with pytest.raises(BrokenMemoryError, match="missing"):
        batches_of(database, [Stretch(FIRST, FIRST + 4)])
