"""Commits remembered in the common git directory, by their ids: what one did against its first parent holds for ever.

A commit's place is a number: its line, and how many commits of that line touched items before it. A line hangs on a
commit of another one, or on nothing, so branches share what they have in common. Nothing here says where a branch is.
The file may be deleted any time; whatever is wrong with it, history is read anew from git.
"""

from __future__ import annotations

from binascii import crc32
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, count
from pathlib import Path

from .commit import Commit
from .database import opened
from .instants import Settled
from .rows import BrokenMemoryError, Row, Unpacking
from .schema import LAYOUT, LINE, SEAL, Stretch, cut
from .told import unpacked_dates
from .touched import Batch, batches_of

_FEW = 200
"""So many commits are looked for one by one; then all are taken into memory."""
_AT_ONCE = 500
"""So many commits are asked for with one question."""
_ROWS = "SELECT n, oid, at, packed, facts.seal FROM commits JOIN facts USING (n)"


class Memory:
    """An opened file. Its errors are sqlite3.Error, OSError and BrokenMemoryError."""

    def __init__(self, path: Path) -> None:
        self.database = opened(path, LAYOUT)
        self._span: tuple[Stretch, ...] | None = None
        self._batches: tuple[Batch, ...] = ()

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    def begin(self) -> None:
        """See one state of the file from here on."""
        self._span = None
        self.database.execute("BEGIN")

    def place_of(self, commit: str) -> int | None:
        """The place of the newest commit, up to this one, that touched items: 0 before the first; None if unknown."""
        oid = bytes.fromhex(commit)
        query = f"SELECT n FROM commits WHERE oid = ? AND older = 0 AND seal = {SEAL}"  # noqa: S608 - own words
        row = self.database.execute(query, (oid,)).fetchone()
        if row is None:
            query = "SELECT n, seal FROM tips WHERE oid = ?"
            row = self.database.execute(query, (oid,)).fetchone()
            if row is not None and row[1] != crc32(oid, row[0] & 0xFFFFFFFF):
                raise BrokenMemoryError("a tip was changed")
        return None if row is None else int(row[0])

    def known(self) -> Callable[[str], bool] | None:
        """Says of commits whether they are remembered, cheaply even where thousands are not; None where none is."""
        if self.database.execute("SELECT 1 FROM tips UNION ALL SELECT 1 FROM commits LIMIT 1").fetchone() is None:
            return None
        asked = count()
        every: set[bytes] = set()

        def is_known(commit: str) -> bool:
            if next(asked) < _FEW:
                return self.place_of(commit) is not None
            if not every:
                query = "SELECT oid FROM commits WHERE older = 0 UNION ALL SELECT oid FROM tips"
                every.update(oid for (oid,) in self.database.execute(query))
            return bytes.fromhex(commit) in every

        return is_known

    def stretches(self, n: int) -> tuple[Stretch, ...]:
        """The places of all commits up to the one at `n`, oldest first."""
        found: list[Stretch] = []
        while n:
            base = self._base(n // LINE)
            first = n // LINE * LINE + ((base & (LINE - 1)) + 1 if base else 0)
            if first > n or base // LINE >= n // LINE:
                raise BrokenMemoryError("a line that hangs on itself")
            found.append(Stretch(first, n))
            n = base
        return tuple(reversed(found))

    def dates(self, stretches: Sequence[Stretch]) -> tuple[list[int], Settled | None]:
        """The committers' dates of the commits at these places, from the beginning of their line on.

        And what the beginning of them that was told before came to.
        """
        dates: list[int] = []
        known = None
        told = self._told(stretches, "dates")
        if told is not None:
            dates, known = unpacked_dates(told[1])
            stretches = cut(stretches, len(dates))[1]
        query = f"SELECT at FROM commits WHERE n BETWEEN ? AND ? AND seal = {SEAL} ORDER BY n"  # noqa: S608 - own words
        for stretch in stretches:
            rows = self.database.execute(query, stretch).fetchall()
            if len(rows) != stretch.length:
                raise BrokenMemoryError("commits are missing")
            dates += [at for (at,) in rows]
        return dates, known

    def living(self, n: int) -> int:
        """How many item files there were after the commit at `n`."""
        row = self.database.execute("SELECT living FROM commits WHERE n = ?", (n,)).fetchone() if n else (0,)
        if row is None:
            raise BrokenMemoryError("a commit is missing")
        return int(row[0])

    def commits(self, stretches: Iterable[Stretch], unpacking: Unpacking) -> Iterator[Commit]:
        """The commits at these places."""
        query = f"{_ROWS} WHERE n BETWEEN ? AND ? ORDER BY n"
        for stretch in stretches:
            found = 0
            for commit in unpacking.commits(map(Row._make, self.database.execute(query, stretch))):
                found += 1
                yield commit
            if found != stretch.length:
                raise BrokenMemoryError("commits are missing")

    def some(self, places: Iterable[int], unpacking: Unpacking) -> dict[int, Commit]:
        """The commits at single places."""
        found: dict[int, Commit] = {}
        wanted = list(dict.fromkeys(places))
        for first in range(0, len(wanted), _AT_ONCE):
            some = wanted[first : first + _AT_ONCE]
            query = f"{_ROWS} WHERE n IN ({','.join('?' * len(some))})"
            rows = [Row._make(row) for row in self.database.execute(query, some)]
            if len(rows) != len(some):
                raise BrokenMemoryError("a commit is missing")
            found.update(zip((row.n for row in rows), unpacking.commits(rows), strict=True))
        return found

    def touching(self, keys: Iterable[int], stretches: Sequence[Stretch]) -> set[int]:
        """The places within the stretches whose commits have one of the keys."""
        span = tuple(stretches)
        if span != self._span:
            self._span, self._batches = span, batches_of(self.database, span)
        last = {one.first // LINE: one for one in stretches}
        found: set[int] = set()
        for key in keys:
            for n in chain.from_iterable(batch.places_of(key) for batch in self._batches):
                stretch = last.get(n // LINE)
                if stretch is not None and stretch.first <= n <= stretch.last:
                    found.add(n)
        return found

    def told(self, stretches: Sequence[Stretch]) -> tuple[int, bytes] | None:
        """The longest beginning of the line that was told before: how many commits it is, and its events, packed."""
        return self._told(stretches, "packed")

    def _told(self, stretches: Sequence[Stretch], column: str) -> tuple[int, bytes] | None:
        before = sum(stretch.length for stretch in stretches)
        query = f"SELECT n, {column}_seal FROM told WHERE n BETWEEN ? AND ? ORDER BY n DESC LIMIT 1"  # noqa: S608 - own words
        for stretch in reversed(stretches):
            before -= stretch.length
            row = self.database.execute(query, stretch).fetchone()
            if row is not None:
                n, seal = row
                with self.database.blobopen("told", column, n, readonly=True) as blob:
                    packed = blob.read()
                if seal != crc32(packed, n & 0xFFFFFFFF):
                    raise BrokenMemoryError("what was told was changed")
                return before + n - stretch.first + 1, packed
        return None

    def _base(self, line: int) -> int:
        row = self.database.execute("SELECT base, seal FROM lines WHERE line = ?", (line,)).fetchone()
        if row is None or row[1] != seal_of_line(line, row[0]):
            raise BrokenMemoryError("a line is missing or was changed")
        return int(row[0])


def seal_of_line(line: int, base: int) -> int:
    """The checksum of a line that hangs on the commit at `base`."""
    return crc32(b"%d %d" % (line, base))
