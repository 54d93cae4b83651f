"""The backlog as git holds it: in the index, or at any commit, without a working tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ..store import layout
from ..store.tree import BlobTree
from ..vcs import objects
from ..vcs.repository import Repository
from ..workspace import Workspace

_OURS = (0, 2)
"""The stages of an index entry that is merged, or ours (git-ls-files(1))."""


def index_tree(workspace: Workspace, wanted: Callable[[str], bool] | None = None) -> BlobTree:
    """What the next commit would hold: the index (GIT_INDEX_FILE is honoured). Unmerged files keep our side.

    Contents are read when one is asked for: those of all paths, or of the `wanted` ones, by one process.
    """
    return _tree(workspace, objects.list_staged(workspace.repository, layout.ROOT), wanted)


def commit_tree(workspace: Workspace, revision: str, wanted: Callable[[str], bool] | None = None) -> BlobTree:
    """What a commit holds, read as `index_tree` reads. GitFailed where git does not know the revision."""
    return _tree(workspace, objects.list_tree(workspace.repository, revision, layout.ROOT), wanted)


def reading(workspace: Workspace, tree: BlobTree, wanted: Callable[[str], bool]) -> BlobTree:
    """The same tree without listing it anew; the contents of these paths are read by one process."""
    return BlobTree(tree.blobs, _contents(workspace, tree.blobs, wanted))


def _tree(workspace: Workspace, entries: Iterable[objects.TreeEntry], wanted: Callable[[str], bool] | None) -> BlobTree:
    blobs = {entry.path: (int(entry.mode, 8), entry.oid) for entry in entries if entry.stage in _OURS}
    return BlobTree(blobs, _contents(workspace, blobs, wanted))


def _contents(
    workspace: Workspace, blobs: Mapping[str, tuple[int, str]], wanted: Callable[[str], bool] | None
) -> _Contents:
    together = (oid for path, (_, oid) in blobs.items() if path != layout.CONFIG and (wanted is None or wanted(path)))
    return _Contents(workspace.repository, dict.fromkeys(together))


class _Contents(dict[str, bytes]):
    """Blobs by id: the first of those that go `together` brings them all, any other (the config) comes by itself."""

    def __init__(self, repository: Repository, together: Iterable[str]) -> None:
        super().__init__()
        self._repository, self._together = repository, together

    def __missing__(self, oid: str) -> bytes:
        wave: Iterable[str] = (oid,)
        if oid in self._together:
            wave, self._together = self._together, ()
        self.update(objects.read_blobs(self._repository, wave))
        if oid not in self:
            raise OSError(f"git has no object {oid[:12]}: the clone is partial or damaged")
        return self[oid]
