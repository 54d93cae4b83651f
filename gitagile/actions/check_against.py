"""The check of what a line of work lost since it left another: items gone without an archive, ids of other items."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import UsageError, WrongPlace
from ..model.finding import Finding
from ..model.ids import normal_id
from ..model.item import Item
from ..rules.lost_rules import lost
from ..rules.remark import finding_at, finding_in
from ..rules.silence import is_silenced
from ..store import layout
from ..store.reader import document_of, load, locate
from ..store.tree import BlobTree, DiskTree, Tree
from ..vcs.branches import merge_base
from ..vcs.tips import commit_at
from ..workspace import Workspace
from .trees import commit_tree, reading


def lost_since(
    workspace: Workspace, tree: Tree, against: str, revision: str = "HEAD", *, ignored: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """What `tree`, made at or on top of `revision`, lost of what the line of `against` had where the two parted.

    What came to `against` later is not missed. UsageError where `against` is no commit, WrongPlace where the two have
    no history in common.
    """
    silenced = frozenset(ignored)
    base = _parting(workspace, against, revision)
    listed = commit_tree(workspace, base, None if isinstance(tree, DiskTree) else lambda _: False)
    paths = frozenset(path for path in tree.paths if layout.is_item_path(path))
    same = frozenset(path for path in listed.paths if path in paths and _same(listed, tree, path))
    changed = frozenset(path for path in listed.paths if layout.is_item_path(path)) - same
    before = _items(reading(workspace, listed, changed.__contains__), changed)
    now = {normal_id(item.id): item for item in _items(tree, paths - same)}
    read = {item.path for item in now.values()}
    kept = {normal_id(name) for name, path in locate(sorted(paths)) if path not in read}
    found = lost(before, now, kept, base[:12])
    return tuple(
        finding_in(remark, document_of(tree.read(path), path)) if path in paths else finding_at(remark, path)
        for path, remark in found
        if not is_silenced(remark.code, silenced)
    )


def _parting(workspace: Workspace, against: str, revision: str) -> str:
    """The commit at which two lines parted."""
    repository = workspace.repository
    for name in (against, revision):
        if commit_at(repository, name) is None:
            raise UsageError(f"{name!r} is no commit", "name a branch, a tag or a commit, such as `origin/main`")
    base = merge_base(repository, against, revision)
    if base is None:
        message = f"{against} and {revision} have no commit in common here"
        raise WrongPlace(message, "in a shallow clone, `git fetch --unshallow` brings the rest of history")
    return base


def _same(base: BlobTree, tree: Tree, path: str) -> bool:
    """Whether a file that is in both is as it was; by its object's id where git holds both."""
    if isinstance(tree, BlobTree):
        return tree.blobs[path][1] == base.blobs[path][1]
    try:
        return tree.read(path) == base.read(path)
    except OSError:
        return False


def _items(tree: Tree, paths: Iterable[str]) -> tuple[Item, ...]:
    """The items that lie at some paths; what cannot be read is none, and the check of the tree says so."""
    loaded = (load(tree, path)[0] for path in sorted(paths))
    return tuple(one for one in loaded if isinstance(one, Item))
