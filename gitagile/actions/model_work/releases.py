"""The releases there are: versions by their tags and notes, in the order of the line, and what each one holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from ...analytics.lifetimes import Lifetime, lifetimes
from ...analytics.released import Cut, Waits, contents, done_second, waits_of
from ...model.days import day_in, zone_named
from ...model.delivery import Delivery
from ...model.ids import normal_id
from ...model.release import is_numbered
from ...model.timeline import Timeline, as_instant
from ...store import layout
from ...store.reader import content_of
from ...text.release_text import named_items
from ...vcs.cuts import shallow_commits
from ...vcs.tags import Tag, line_of, read_tags
from ...vcs.tips import commit_at
from ...vcs.walk import walk_line
from ...workspace import Workspace
from ..history.happenings import notes_of
from ..history.past import HEAD, Moment, timeline
from .deliveries import deliveries


class Version(NamedTuple):
    """One version that was released: by a tag, by notes (`path`), or both. `at` in seconds since 1970.

    `place` is that of its commit on the line of first parents, or of the one at which it left the line; None where it
    has nothing to do with the line. `named` are the ids its notes list.
    """

    name: str
    at: int | None
    commit: str | None
    place: int | None
    tag: Tag | None = None
    path: str | None = None
    named: tuple[str, ...] | None = None


class Shipped(NamedTuple):
    """One item of a release. `days` from the day it was done to the day of the release, None where nobody knows."""

    id: str
    title: str
    days: int | None


class Release(NamedTuple):
    """One version with its items, None where they cannot be told, and how long those waited for it."""

    version: Version
    items: tuple[Shipped, ...] | None
    waits: Waits | None


class Releases(NamedTuple):
    """What was released, the newest last; what was delivered by other tools' marks; what history cannot tell."""

    releases: tuple[Release, ...]
    deliveries: tuple[Delivery, ...] = ()
    notes: tuple[str, ...] = ()


def releases(workspace: Workspace) -> Releases:
    """All releases and deliveries of the repository."""
    tags = read_tags(workspace.repository)
    line = Line(workspace, tags)
    delivered, faults = deliveries(workspace, tags)
    if not line.versions:
        return Releases((), delivered, faults)
    lives = {life.item: life for life in lifetimes(line.timeline, workspace.config.workflow, line.zone)}
    found = zip(line.versions, line.contents(), strict=True)
    told = tuple(_release(workspace, version, items, lives) for version, items in found)
    return Releases(told, delivered, (*faults, *notes_of(line.timeline)))


class Line:
    """The line of first parents up to HEAD, with the versions that were released on it or beside it."""

    def __init__(self, workspace: Workspace, tags: Iterable[Tag]) -> None:
        self._workspace, self._tags = workspace, {tag.name: tag for tag in tags}
        self.zone = zone_named(workspace.config.timezone)
        self.tip = commit_at(workspace.repository, HEAD)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The how-many-th commit of the line each is, from 0."""
        commits = line_of(self._workspace.repository, self.tip) if self.tip else ()
        return {commit: place for place, commit in enumerate(commits)}

    @cached_property
    def timeline(self) -> Timeline:
        """What happened on the line, without what is only staged."""
        return timeline(self._workspace, Moment(int(self._workspace.now.timestamp()), is_now=False))

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """The versions in the order of the line; what does not lie on it comes first, what is not committed last."""
        notes = _notes(self._workspace)
        names = sorted({name for name in self._tags if is_numbered(name)} | notes.keys())
        made = self._made({layout.release_file(name) for name in notes if name not in self._tags})
        found = [self._version(name, notes.get(name), made) for name in names]
        return tuple(sorted(found, key=_order))

    def contents(self) -> tuple[tuple[str, ...] | None, ...]:
        """The items (normal ids) of each version."""
        cuts = (Cut(one.name, one.place, one.named) for one in self.versions)
        return contents(cuts, self.timeline.events, self.places, self._workspace.config.workflow)

    def _version(self, name: str, named: tuple[str, ...] | None, made: Mapping[str, tuple[str, int]]) -> Version:
        tag = self._tags.get(name)
        path = None if named is None else layout.release_file(name)
        if tag is not None:
            return Version(name, tag.at, tag.commit, self._place(tag.commit), tag, path, named)
        commit, at = made.get(path or "", (None, None))
        place = len(self.places) if commit is None else self._place(commit)
        if commit in shallow_commits(self._workspace.repository):
            commit, at = None, None  # all that was there before it seems to come with it
        return Version(name, at, commit, place, None, path, named)

    def _place(self, commit: str) -> int | None:
        if commit in self.places:
            return self.places[commit]
        own = reversed(line_of(self._workspace.repository, commit))
        return next((self.places[one] for one in own if one in self.places), None)

    def _made(self, paths: set[str]) -> dict[str, tuple[str, int]]:
        """The commit of the line that brought each of some files, and when."""
        if not paths or self.tip is None:
            return {}
        found: dict[str, tuple[str, int]] = {}
        for commit in walk_line(self._workspace.repository, self.tip, layout.RELEASES):
            for change in commit.changes:
                path = change.path.decode("utf-8", "surrogateescape")
                if path in paths and not change.before.strip(b"0"):
                    found.setdefault(path, (commit.commit, commit.at))
        return found


def _notes(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """The versions that have notes, and the ids those list."""
    tree, found = workspace.tree(), {}
    for path in tree.paths:
        folder, _, name = path.rpartition("/")
        if folder == layout.RELEASES and name.endswith(".md") and name.casefold() != "readme.md":
            content, _ = content_of(tree, path)
            found[name.removesuffix(".md")] = named_items((content or b"").decode("utf-8", "replace"))
    return found


def _order(version: Version) -> tuple[int, int, str]:
    return -1 if version.place is None else version.place, version.at or 0, version.name


def _release(
    workspace: Workspace, version: Version, items: tuple[str, ...] | None, lives: Mapping[str, Lifetime]
) -> Release:
    if items is None:
        return Release(version, None, None)
    written = {normal_id(name): name for name in version.named or ()}
    shipped = tuple(_shipped(workspace, version, (item, written.get(item, item)), lives.get(item)) for item in items)
    return Release(version, shipped, waits_of(one.days for one in shipped if one.days is not None))


def _shipped(workspace: Workspace, version: Version, item: tuple[str, str], life: Lifetime | None) -> Shipped:
    if life is None:
        return Shipped(item[1], "", None)
    done = None if version.at is None else done_second(life, version.at)
    if done is None or version.at is None:
        return Shipped(life.id, life.title, None)
    zone = zone_named(workspace.config.timezone)
    days = (day_in(zone, as_instant(version.at)) - day_in(zone, as_instant(done))).days
    return Shipped(life.id, life.title, max(days, 0))
