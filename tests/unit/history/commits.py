"""Commits made up for tests: what each made of which item files."""

from __future__ import annotations

from itertools import count

from gitagile.history.commit import NOTHING, Commit, Fact
from gitagile.model.event import Version
from gitagile.model.places import ROOT, place_below

UNREADABLE = "unreadable"
_BLOBS = count(1)
_IDS = count(1)


def version(path: str, identifier: str, **values: object) -> Version:
    """What an item's file said."""
    place = place_below(path.rpartition("/")[0]) or ""
    return Version(identifier, f"{ROOT}/{path}", place, **values)  # type: ignore[arg-type]


class Told:
    """Makes commits whose facts follow each other."""

    def __init__(self) -> None:
        self._now: dict[str, int] = {}

    def commit(self, files: dict[str, Version | str | None], **about: object) -> Commit:
        """A commit: a path's version, UNREADABLE, or None where the file is gone."""
        facts = tuple(self._fact(path, made) for path, made in files.items())
        values = {"at": 0, "who": "Ana", "email": "ana@example.org", "is_migration": False, "folder": ROOT, **about}
        return Commit(commit=f"{next(_IDS):040x}", facts=facts, **values)  # type: ignore[arg-type]

    def _fact(self, path: str, made: Version | str | None) -> Fact:
        before, now = self._now.get(path, NOTHING), NOTHING if made is None else next(_BLOBS)
        self._now[path] = now
        return Fact(path, made if isinstance(made, Version) else None, before, now)
