"""What a branch does to items: which are new, moved, stepped, re-estimated, changed, and which ids are lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ...model.event import Change, Event, changes_of, version_of
from ...model.ids import normal_id
from ...model.item import Item
from ...store import layout
from ...store.reader import fallback_id, load, locate
from ...store.tree import BlobTree

ADDED, LOST = "added", "lost"
STEPPED, MOVED, REESTIMATED, CHANGED, EDITED = "stepped", "moved", "re-estimated", "changed", "edited"
KINDS = (LOST, ADDED, STEPPED, MOVED, REESTIMATED, CHANGED, EDITED)
_KIND_OF = {"status": STEPPED, "place": MOVED, "points": REESTIMATED}


class ItemChange(NamedTuple):
    """What became of one item: `kinds` of KINDS, and what changed field by field. `path` is where it lies, or lay."""

    id: str
    title: str
    path: str
    place: str
    kinds: tuple[str, ...]
    changes: tuple[Change, ...] = ()


def item_changes(base: BlobTree, tip: BlobTree, paths: Iterable[str]) -> tuple[ItemChange, ...]:
    """What happened to items between two trees that differ at these paths, lost ids first, then by id.

    A file that cannot be read stands for the id in its name; that it cannot be read is a finding.
    """
    touched = [path for path in paths if layout.is_item_path(path)]
    before, after = _items(base, touched), _items(tip, touched)
    untouched = {normal_id(name) for name, path in locate(tip.paths) if path not in set(touched)}
    found = []
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if new is None and key in untouched:
            continue  # another file bears the id still
        found.append(_change(key, old, new))
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kinds[0]) > 0, normal_id(one.id))))


def _items(tree: BlobTree, paths: Iterable[str]) -> Mapping[str, Item]:
    """The items in some files of a tree, by normal id; where two give one id, the smaller path speaks."""
    items: dict[str, Item] = {}
    known = frozenset(tree.paths)
    for path in sorted(paths):
        if path not in known:
            continue
        one, _ = load(tree, path)
        item = one if isinstance(one, Item) else Item(fallback_id(path), path, layout.place_of(path) or "")
        items.setdefault(normal_id(item.id), item)
    return items


def _change(key: str, old: Item | None, new: Item | None) -> ItemChange:
    known = new or old
    assert known is not None  # noqa: S101 - a key comes from one of the two
    head = known.id, known.title, known.path, known.place
    if old is None or new is None:
        return ItemChange(*head, (ADDED if old is None else LOST,))
    changes = changes_of(Event(key, 0, version_of(old), version_of(new)))
    kinds = dict.fromkeys(_KIND_OF.get(change.field, CHANGED) for change in changes)
    return ItemChange(*head, tuple(sorted(kinds, key=KINDS.index)) or (EDITED,), changes)
