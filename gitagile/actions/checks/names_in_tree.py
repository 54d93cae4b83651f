"""The names in a tree, searched as one text: whether an id is there is answered without reading a file."""

from __future__ import annotations

from typing import NamedTuple

from ...model.ids import name_begins_with, normal_id
from ...rules.name_rules import folded
from ...store import layout
from ...store.tree import Tree


class NamesInTree(NamedTuple):
    """All paths of a tree: as a set, in order, and joined in the form in which names are compared."""

    paths: frozenset[str]
    in_order: tuple[str, ...]
    joined: str

    def paths_of(self, identifier: str) -> tuple[str, ...]:
        """The item files whose names begin with an id."""
        wanted = "/" + folded(normal_id(identifier))
        found, start = [], self.joined.find(wanted)
        while start >= 0 and len(wanted) > 1:
            path = self.in_order[self.joined.count("\0", 0, start) // 2]
            if layout.is_item_path(path) and name_begins_with(path.rpartition("/")[2], identifier):
                found.append(path)
            start = self.joined.find(wanted, start + 1)
        return tuple(dict.fromkeys(found))

    def same_name(self, path: str) -> str | None:
        """Another path that is the same where names have no case; None if there is none."""
        wanted = "\0" + folded(path) + "\0"
        if self.joined.count(wanted) == 1:
            return None  # itself: the commonest case by far
        start = self.joined.find(wanted)
        while start >= 0:
            other = self.in_order[self.joined.count("\0", 0, start) // 2]
            if other != path:
                return other
            start = self.joined.find(wanted, start + 1)
        return None


def names_in(tree: Tree) -> NamesInTree:
    """The names in this tree."""
    paths = tree.paths
    return NamesInTree(frozenset(paths), paths, folded("\0" + "\0\0".join(paths) + "\0"))
