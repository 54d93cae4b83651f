"""What git tells of a sprint's time: what was overridden and why, and which decisions were written down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...model.days import zone_named
from ...model.timeline import day_of
from ...vcs.batch import ObjectReader
from ...vcs.mentions import Found, find_messages
from ...vcs.message import parse_trailers
from ...vcs.moments import end_of_line_at
from ...vcs.objects import TreeEntry, list_tree, read_blobs
from ...workspace import Workspace

OVERRIDE = "Backlog-Override"
DECISIONS = ("docs/decisions", "docs/adr", "doc/adr")
"""The folders that projects keep their decision records in."""


class Override(NamedTuple):
    """A step that went on although something asked for more: the items, the reason given, the day and the commit."""

    items: tuple[str, ...]
    why: str
    day: str
    commit: str


class Decision(NamedTuple):
    """A decision record that was added: its path and its first heading, empty where it has none."""

    path: str
    title: str


class Stretch(NamedTuple):
    """The history of a sprint's time: what the commit `end` has and `start` has not; None: from the very beginning."""

    start: str | None
    end: str


def stretch(workspace: Workspace, started: int, until: int) -> Stretch | None:
    """What the line had at `until` and not yet at `started` (seconds since 1970); None where there was no commit."""
    end = end_of_line_at(workspace.repository, "HEAD", until)
    return None if end is None else Stretch(end_of_line_at(workspace.repository, "HEAD", started), end)


def overrides(workspace: Workspace, between: Stretch) -> tuple[Override, ...]:
    """The overrides that commits of the stretch record, oldest first."""
    revision = f"{between.start}..{between.end}" if between.start else between.end
    found = find_messages(workspace.repository, (f"{OVERRIDE}:",), revision)
    zone = zone_named(workspace.config.timezone)
    told = (override for one in found if (override := _override(one, day_of(one.at, zone))) is not None)
    return tuple(reversed(tuple(told)))


def decisions(workspace: Workspace, between: Stretch) -> tuple[Decision, ...]:
    """The decision records that the end of the stretch has and its start has not, by path."""
    added = tuple(entry for folder in _changed_folders(workspace, between) for entry in _added(folder, between))
    blobs = read_blobs(workspace.repository, (entry.oid for entry in added))
    return tuple(Decision(one.path, _title(blobs.get(one.oid, b""), one.path)) for one in added)


class _Folder(NamedTuple):
    """A folder of decisions that is not as it was."""

    workspace: Workspace
    path: str

    def entries(self, revision: str | None) -> tuple[TreeEntry, ...]:
        """Its Markdown files at a commit."""
        if revision is None:
            return ()
        found = list_tree(self.workspace.repository, revision, self.path)
        return tuple(one for one in found if one.path.casefold().endswith(".md") and not _is_readme(one.path))


def _changed_folders(workspace: Workspace, between: Stretch) -> Iterator[_Folder]:
    revisions = (between.end, between.start)
    with ObjectReader(workspace.repository, workspace.environ) as reader:
        ids = reader.identify(f"{revision}:{folder}" for folder in DECISIONS for revision in revisions if revision)
    width = 2 if between.start else 1
    for at, folder in enumerate(DECISIONS):
        end, *start = ids[at * width : (at + 1) * width]
        if end is not None and [end] != start:
            yield _Folder(workspace, folder)


def _added(folder: _Folder, between: Stretch) -> Iterator[TreeEntry]:
    before = {entry.path for entry in folder.entries(between.start)}
    return (entry for entry in folder.entries(between.end) if entry.path not in before)


def _is_readme(path: str) -> bool:
    return path.rpartition("/")[2].casefold() in ("readme.md", "index.md")


def _title(content: bytes, path: str) -> str:
    from ...evidence.model_card import read_headings  # late: markdown-it

    return next(iter(read_headings(content, path).titles), "")


def _override(found: Found, day: str) -> Override | None:
    trailers = parse_trailers(found.message)
    why = next((value for key, value in trailers if key.casefold() == OVERRIDE.casefold()), None)
    items = tuple(value for key, value in trailers if key.casefold() == "backlog-item")
    return None if why is None else Override(items, why, day, found.commit)
