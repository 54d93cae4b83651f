"""The backlog as git holds it: in the index, or at any commit, without a working tree."""

from __future__ import annotations

from collections.abc import Iterable

from ..store import layout
from ..store.tree import BlobTree
from ..vcs import objects
from ..workspace import Workspace


def index_tree(workspace: Workspace) -> BlobTree:
    """What the next commit would hold: the index (GIT_INDEX_FILE is honoured). Unmerged files keep our side."""
    return _tree(workspace, objects.list_index(workspace.repository, layout.ROOT))


def commit_tree(workspace: Workspace, revision: str) -> BlobTree:
    """What a commit holds. GitFailed where git does not know the revision."""
    return _tree(workspace, objects.list_tree(workspace.repository, revision, layout.ROOT))


def _tree(workspace: Workspace, entries: Iterable[objects.TreeEntry]) -> BlobTree:
    blobs: dict[str, tuple[int, str]] = {}
    for entry in entries:
        if entry.stage in (0, 2) or entry.path not in blobs:
            blobs[entry.path] = (int(entry.mode, 8), entry.oid)
    return BlobTree(blobs, objects.read_blobs(workspace.repository, (oid for _, oid in blobs.values())))
