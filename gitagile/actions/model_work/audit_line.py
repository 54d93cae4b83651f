"""The line that an audit looks at: each commit's items and config as they were before and after it, oldest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from typing import NamedTuple

from ...config.reader import read_config
from ...config.record import Config
from ...model.ids import normal_id
from ...model.item import Item
from ...store import layout
from ...store.reader import parse
from ...text.limits import MAX_FILE
from ...vcs.blob_stream import BlobStream
from ...vcs.place import Repository
from ...vcs.process import as_text
from ...vcs.walk import LogCommit, RawChange, walk_line

_SLACK = 86_400
"""Seconds: a line is followed so far beyond its window, as clocks of people differ."""
_FAULTY = "C501"
"""The finding on a config that is no TOML at all: of such a text nothing is known."""

IsWanted = Callable[[str], bool]


class ItemChange(NamedTuple):
    """One item of a commit as it was and as it is; `before` is None where it was not there."""

    before: Item | None
    after: Item


class LineCommit(NamedTuple):
    """One commit with the items and the config it changed."""

    commit: str
    at: int
    items: tuple[ItemChange, ...]
    config: tuple[Config, Config] | None = None


def commits_in_time(repo: Repository, since: int, until: int, wanted: IsWanted) -> tuple[LineCommit, ...]:
    """The commits along HEAD's first parents in a window of seconds, both ends counted; `wanted` tells by normal id."""
    found: list[LogCommit] = []
    with closing(walk_line(repo, "HEAD", layout.ROOT)) as line:
        for commit in line:
            if commit.at < since - _SLACK:
                break
            if since <= commit.at <= until:
                found.append(commit)
    return _read(repo, found, wanted)


def commits_of_range(repo: Repository, base: str, tip: str, wanted: IsWanted) -> tuple[LineCommit, ...]:
    """The commits along the first parents of `tip` that the history of `base` does not have (both full ids)."""
    with closing(walk_line(repo, f"{base}..{tip}", layout.ROOT)) as line:
        return _read(repo, list(line), wanted)


def _read(repo: Repository, newest_first: list[LogCommit], wanted: IsWanted) -> tuple[LineCommit, ...]:
    """What the commits changed, all blobs by one process; an item keeps what it was where its file was away."""
    commits = [(one, tuple(change for change in one.changes if _is_meant(change, wanted))) for one in newest_first]
    commits = [(one, changes) for one, changes in reversed(commits) if changes]
    if not commits:
        return ()
    blobs = _blobs(repo, (oid for _, changes in commits for one in changes for oid in (one.before, one.after)))
    held: dict[str, Item] = {}
    found = []
    for commit, changes in commits:
        items = [one for one in changes if as_text(one.path) != layout.CONFIG]
        before = _items(_blob_item(one.path, blobs.get(one.before)) for one in items)
        after = _items(_blob_item(one.path, blobs.get(one.after)) for one in items)
        held |= before
        pairs = tuple(ItemChange(held.get(name), item) for name, item in after.items())
        held |= after
        found.append(LineCommit(commit.commit, commit.at, pairs, _configs(changes, blobs)))
    return tuple(found)


def _is_meant(change: RawChange, wanted: IsWanted) -> bool:
    path = as_text(change.path)
    if path == layout.CONFIG:
        return True
    if not layout.is_item_path(path):
        return False
    name = layout.id_in_name(path.rpartition("/")[2])
    return name is None or wanted(normal_id(name))


def _blobs(repo: Repository, oids: Iterable[bytes]) -> dict[bytes, bytes]:
    """The blobs by their ids, without those that are not here (zeros stand for no file) or too large for an item."""
    found: dict[bytes, bytes] = {}

    def take(oid: bytes, content: bytes | None) -> None:
        if content is not None and len(content) <= MAX_FILE:
            found[oid] = content

    with BlobStream(repo, take, MAX_FILE) as stream:
        for oid in dict.fromkeys(oids):
            if oid.strip(b"0"):
                stream.ask(oid)
        stream.finish()
    return found


def _items(items: Iterable[Item | None]) -> dict[str, Item]:
    return {normal_id(item.id): item for item in items if item is not None}


def _blob_item(path: bytes, content: bytes | None) -> Item | None:
    if content is None:
        return None
    one, _ = parse(content, as_text(path))
    return one if isinstance(one, Item) else None


def _configs(changes: Iterable[RawChange], blobs: dict[bytes, bytes]) -> tuple[Config, Config] | None:
    change = next((one for one in changes if as_text(one.path) == layout.CONFIG), None)
    if change is None:
        return None
    texts = (blobs.get(oid, b"").decode("utf-8", "replace") for oid in (change.before, change.after))
    (before, wrong), (after, wrong_now) = (read_config(text, {}) for text in texts)
    is_known = not any(finding.code == _FAULTY for finding in (*wrong, *wrong_now))
    return (before, after) if is_known else None
