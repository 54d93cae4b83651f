"""What the close of a sprint reads: all sprints and ledgers, the sprint's items, and promised ones that left it.

A backlog may be ten thousand files, all of them younger than what is remembered of them: here each file that matters is
read, and no other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ...model.backlog import Backlog
from ...model.ids import normal_id
from ...model.item import Item
from ...store import layout
from ...store.reader import backlog_of, closed_findings, content_of, is_read, load, locate
from ...store.tree import DiskTree
from ...workspace import Workspace

_FILES = ("/" + layout.SPRINT_FILE, "/" + layout.LEDGER_FILE)


class Around(NamedTuple):
    """The working tree's files, and the backlog without its items: sprints, and what ledgers say was carried."""

    workspace: Workspace
    tree: DiskTree
    backlog: Backlog

    def with_gates(self, sprint: str, *, types: bool) -> tuple[Item, ...]:
        """The items of a sprint that have gates of their own; all of its items where `types` have gates."""
        folder = layout.folder_of(sprint) + "/"
        own = (path for path in self.tree.paths if path.startswith(folder) and layout.is_item_path(path))
        return _read(self.tree, (path for path in own if types or self._names_gates(path))).items

    def _names_gates(self, path: str) -> bool:
        content, _ = content_of(self.tree, path)
        return content is not None and b"\ngates:" in content

    def with_items(self, sprint: str, promised: frozenset[str]) -> Backlog:
        """The backlog with a sprint's items and with the promised ones (normal ids) that lie elsewhere, and no other.

        Those are found by the ids in file names; where one is not, the whole backlog is read.
        """
        folder = layout.folder_of(sprint) + "/"
        paths = self.tree.paths
        own = _read(self.tree, (path for path in paths if path.startswith(folder) and layout.is_item_path(path)))
        gone = promised - _ids(own)
        named = [path for name, path in locate(paths) if normal_id(name) in gone] if gone else []
        elsewhere = _read(self.tree, (path for path in named if not path.startswith(folder)))
        if gone - _ids(elsewhere):
            return self.workspace.backlog()
        items = (*own.items, *(item for item in elsewhere.items if normal_id(item.id) in gone))
        return self.backlog._replace(items=items, unreadable=(*self.backlog.unreadable, *own.unreadable))


def around(workspace: Workspace) -> Around:
    """All sprints and ledgers of the working tree, read now."""
    tree = workspace.tree()
    backlog = _read(tree, (path for path in tree.paths if path.endswith(_FILES) and is_read(path)))
    closed = closed_findings(tree.listing.closed)
    return Around(workspace, tree, backlog._replace(unreadable=(*backlog.unreadable, *closed)))


def _read(tree: DiskTree, paths: Iterable[str]) -> Backlog:
    return backlog_of((path, *load(tree, path)) for path in paths)


def _ids(backlog: Backlog) -> frozenset[str]:
    return frozenset(normal_id(item.id) for item in backlog.items)
