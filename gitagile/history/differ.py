"""Commits into events: a standing of all item files that each commit changes, and what that changes of the items.

An item is its id, never its file. Where two files give one id the smaller path speaks for it. A version that cannot be
read leaves its item as it was.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..model.event import Event, Version
from ..model.ids import normal_id
from ..model.places import place_below
from .commit import NOTHING, Commit, Fact


class BrokenLineError(Exception):
    """A fact that does not follow the one before it: what was remembered is not what happened."""


class Standing:
    """What each item file says at one commit of the line, as far as it was told: fold commits into it, oldest first.

    `is_whole`: all commits from the first on are told, so that each fact must follow the one before it.
    """

    def __init__(self, *, is_whole: bool = True) -> None:
        self._is_whole = is_whole
        self._held: dict[str, Version] = {}
        self._blobs: dict[str, int] = {}
        self._paths: dict[str, list[str]] = {}

    def fold(self, commit: Commit, at: int) -> list[Event]:
        """Take a commit in; the events it is. Raises BrokenLineError where it cannot follow what was told before."""
        facts = commit.facts
        about = commit.commit, commit.who, commit.email, commit.is_migration
        edits = self._edits(facts)
        if edits is not None:
            return [Event(normal_id(new.id), at, old, new, *about) for old, new in edits if old != new]
        before = {item: self._shown(item) for item in self._touched(facts)}
        gone: dict[str, Version] = {}
        for fact in facts:
            self._follow(fact)
            if fact.version is not None:
                self._put(fact.path, fact.version)
            elif fact.is_gone and (version := self._drop(fact.path)) is not None:
                gone[fact.path] = version
        for fact in facts:
            if fact.version is None and not fact.is_gone:
                self._keep_unreadable(fact.path, commit.folder, gone)
        return [Event(item, at, old, new, *about) for item, old in before.items() if (new := self._shown(item)) != old]

    def _edits(self, facts: tuple[Fact, ...]) -> list[tuple[Version, Version]] | None:
        """The versions before and after where all facts are edits of the one file of their item, as most are."""
        held, paths = self._held, self._paths
        edits = []
        for fact in facts:
            old, new = held.get(fact.path), fact.version
            if old is None or new is None or old.id != new.id or len(paths[normal_id(old.id)]) > 1:
                return None
            edits.append((old, new))
        blobs, is_whole = self._blobs, self._is_whole
        for fact, (_, new) in zip(facts, edits, strict=True):
            path = fact.path
            if is_whole and blobs.get(path, NOTHING) != fact.before:
                raise BrokenLineError(path)
            blobs[path] = fact.now
            held[path] = new
        return edits

    def versions(self) -> dict[str, Version]:
        """The items by their normal ids."""
        return {item: version for item in self._paths if (version := self._shown(item)) is not None}

    def _touched(self, facts: Iterable[Fact]) -> Iterable[str]:
        for fact in facts:
            held = self._held.get(fact.path)
            if held is not None:
                yield normal_id(held.id)
            if fact.version is not None:
                yield normal_id(fact.version.id)

    def _shown(self, item: str) -> Version | None:
        paths = self._paths.get(item)
        if not paths:
            return None
        return self._held[paths[0] if len(paths) == 1 else min(paths)]

    def _follow(self, fact: Fact) -> None:
        known = self._blobs.get(fact.path, NOTHING)
        if known != fact.before and self._is_whole:
            raise BrokenLineError(fact.path)
        if fact.is_gone:
            self._blobs.pop(fact.path, None)
        else:
            self._blobs[fact.path] = fact.now

    def _put(self, path: str, version: Version) -> None:
        self._drop(path)
        self._held[path] = version
        self._paths.setdefault(normal_id(version.id), []).append(path)

    def _drop(self, path: str) -> Version | None:
        version = self._held.pop(path, None)
        if version is not None:
            item = normal_id(version.id)
            paths = self._paths[item]
            paths.remove(path)
            if not paths:
                del self._paths[item]
        return version

    def _keep_unreadable(self, path: str, folder: str, gone: dict[str, Version]) -> None:
        """A file that cannot be read and was moved is still its item, in its new place: told by its name."""
        name = path.rpartition("/")[2]
        source = next((one for one in gone if one.rpartition("/")[2] == name), None)
        if path in self._held or source is None:
            return
        place = place_below(path.rpartition("/")[0]) or ""
        self._put(path, gone.pop(source)._replace(path=f"{folder}/{path}", place=place))
