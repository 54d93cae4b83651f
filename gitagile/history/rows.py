"""Commits of the line packed as rows of what is remembered, and unpacked again."""

from __future__ import annotations

import json
from array import array
from binascii import crc32
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from ..model.event import Version
from ..model.ids import normal_id
from ..model.places import place_below
from .commit import NOTHING, Commit, Fact

_ASSIGNEE = Version._fields.index("assignee") - 2
_HEAD = len(Version._fields) - 2
_EMPTY: list[Any] = [None] * _HEAD
_AT_ONCE = 256
PLACE = 32
"""Bits that a place takes beside a key."""
LAST_PLACE = (1 << PLACE) - 1
"""Stands for the last place: the one before it is one less."""
_AS_JSON = json.JSONEncoder(separators=(",", ":")).encode


class BrokenMemoryError(Exception):
    """What is remembered is not what was written."""


class Row(NamedTuple):
    """One commit as it is remembered at the place `n`; `seal` is a checksum of all the others."""

    n: int
    oid: bytes
    at: int
    packed: bytes
    seal: int


class Packing:
    """Commits packed one by one, newest first, before their places are known. `gains`: files added, less removed."""

    def __init__(self) -> None:
        self.gains = array("l")
        self._packed: list[tuple[bytes, int, bytes]] = []
        self._keys = array("Q")

    def __len__(self) -> int:
        return len(self._packed)

    def add(self, commit: Commit) -> None:
        """Pack the commit before the last one that was packed."""
        place = LAST_PLACE - len(self._packed)
        facts = [_packed_fact(fact) for fact in commit.facts]
        packed = _AS_JSON([commit.who, commit.email, int(commit.is_migration), commit.folder, facts])
        self._packed.append((bytes.fromhex(commit.commit), commit.at, packed.encode()))
        self._keys.extend([key << PLACE | place for key in keys_of(commit)])
        self.gains.append(sum((fact.now != NOTHING) - (fact.before != NOTHING) for fact in commit.facts))

    def rows(self, first: int) -> list[Row]:
        """The rows of the commits, oldest first, from the place `first` on."""
        return [
            Row(n, oid, at, packed, _seal(n, oid, at, packed))
            for n, (oid, at, packed) in enumerate(reversed(self._packed), first)
        ]

    def keys(self) -> array[int]:
        """The keys of all commits in order, each beside its commit's place, counted from the last (`touched.py`)."""
        return array("Q", sorted(self._keys))


def packed(commits: Sequence[Commit]) -> Packing:
    """Commits, oldest first, packed."""
    packing = Packing()
    for commit in reversed(commits):
        packing.add(commit)
    return packing


def keys_of(commit: Commit) -> set[int]:
    """The keys under which a commit is found again: those of its files and its items."""
    keys = set()
    for fact in commit.facts:
        keys.add(key_of(fact.path))
        if fact.version is not None:
            keys.add(key_of(normal_id(fact.version.id)))
    return keys


def key_of(text: str) -> int:
    """The key of a file's path or of an item's normal id; two may share one."""
    return crc32(text.encode())


class Unpacking:
    """Unpacks rows; equal texts become one."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._places: dict[str, tuple[str, str]] = {}

    def commits(self, rows: Iterable[Row]) -> Iterator[Commit]:
        """The commits of rows. Raises BrokenMemoryError where one is not as it was written."""
        rows = iter(rows)
        try:
            while batch := tuple(islice(rows, _AT_ONCE)):
                if any(row[4] != _seal(*row[:4]) for row in batch):
                    raise BrokenMemoryError("a row was changed")
                texts = json.loads(f"[{b','.join([row[3] for row in batch]).decode()}]")
                for row, text in zip(batch, texts, strict=True):
                    yield self._commit(row, *text)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            raise BrokenMemoryError(str(error)) from None

    def _commit(self, row: Row, *told: Any) -> Commit:
        who, email, is_migration, folder, facts = told
        share = self._texts.setdefault
        read = tuple([self._fact(folder, *fact) for fact in facts])
        return Commit(row[1].hex(), row[2], share(who, who), share(email, email), bool(is_migration), folder, read)

    def _fact(self, folder: str, path: str, /, before: int, now: int, *heads: list[Any]) -> Fact:
        share = self._texts.setdefault
        path = share(path, path)
        if not heads:
            return Fact(path, None, before, now)
        head = [share(value, value) if value.__class__ is str else value for value in heads[0]]
        if len(head) < _HEAD:
            head += _EMPTY[len(head) :]
        head[_ASSIGNEE] = tuple(map(share, head[_ASSIGNEE], head[_ASSIGNEE])) if head[_ASSIGNEE] else ()
        head[1:1] = self._place(folder, path)
        return Fact(path, Version._make(head), before, now)

    def _place(self, folder: str, path: str) -> tuple[str, str]:
        whole = f"{folder}/{path}"
        if whole not in self._places:
            place = place_below(path.rpartition("/")[0]) or ""
            self._places[whole] = (whole, self._texts.setdefault(place, place))
        return self._places[whole]


def _packed_fact(fact: Fact) -> list[object]:
    if fact.version is None:
        return [fact.path, fact.before, fact.now]
    head = [fact.version.id, *fact.version[3:]]
    while head[-1] is None or head[-1] == ():
        head.pop()
    return [fact.path, fact.before, fact.now, head]


def _seal(n: int, oid: bytes, at: int, packed: bytes) -> int:
    return crc32(packed, crc32(oid, (n * 31 + at) & 0xFFFFFFFF))
