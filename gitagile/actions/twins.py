"""Twins: two items with one id, the later of which gets a new one, with every reference that was made to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from ..editing import Edit, Editing
from ..model.ids import file_name, normal_id
from ..model.item import Item
from ..store import layout
from ..store.reader import document_of, is_ledger
from ..text.nodes import Sequence, as_value
from ..vcs.naming import commit_that_named
from ..vcs.objects import list_tree
from ..vcs.repository import Repository
from ..workspace import Workspace
from .new_item import fresh_id
from .result import Act
from .steps import setting


class Reference(NamedTuple):
    """A place that names an id: the file, what of it (a key, or the ledger), and the id as written."""

    path: str
    about: str
    written: str

    def edit(self, new: str, words: tuple[str, ...]) -> Edit:
        """The edit that makes it name another id; `words` are all entries of a key that is a list."""
        if self.about == "ledger":
            return partial(_renamed, old=self.written, new=new)
        if self.about == "parent":
            return setting(self.path, "parent", new)
        return setting(self.path, self.about, tuple(new if one == self.written else one for one in words))


def twins(items: tuple[Item, ...]) -> list[Item]:
    """The items whose id an earlier one has: live ones before archived ones, then by age, then by path."""
    seen: set[str] = set()
    later = []
    for item in sorted(items, key=lambda one: (one.is_archived, one.created or "9", one.path)):
        normal = normal_id(item.id)
        if normal in seen:
            later.append(item)
        seen.add(normal)
    return later


def mend_twins(editing: Editing) -> tuple[list[Act], tuple[str, ...]]:
    """Give each later twin a new id and mend what refers to it; the acts, and what could not be told."""
    acts: list[Act] = []
    doubts: list[str] = []
    taken = frozenset[str]()
    later = twins(editing.backlog.items)
    for item in later:
        new = fresh_id(editing.workspace, taken)
        taken |= {normal_id(new)}
        path = f"{layout.folder_of(item.place)}/{file_name(new, item.title)}"
        editing.edit(item.path, setting(item.path, "id", new))
        editing.edit(item.path, setting(item.path, "former_id", item.id))
        editing.move(item.path, path)
        first = _first(editing, item)
        acts.append(Act(new, f"was {item.id}, which {first.path if first else 'another item'} has", path))
        for act, doubt in _mend_references(editing, (first, item), new) if first else ():
            acts += [act] if act else []
            doubts += [doubt] if doubt else []
    return acts, tuple(dict.fromkeys(doubts))


def _first(editing: Editing, twin: Item) -> Item | None:
    later = {item.path for item in twins(editing.backlog.items)}
    same = (one for one in editing.backlog.items if normal_id(one.id) == normal_id(twin.id) and one.path not in later)
    return next(same, None)


def _mend_references(editing: Editing, pair: tuple[Item, Item], new: str) -> Iterator[tuple[Act | None, str]]:
    """Mend those that can only mean the later twin: the other was not there when they were written.

    An act for each, or a sentence where both were there.
    """
    first, later = pair
    for reference, words in _references(editing.workspace, editing.backlog.items, later.id):
        meant = _meant(editing.workspace.repository, reference, first, later)
        path, named = reference.path, f"{reference.about} {reference.written}"
        if meant is None:
            yield None, f"{path}: {named} goes on meaning {first.path}; whether that was meant cannot be told"
        elif meant.path == later.path:
            editing.edit(path, reference.edit(new, words))
            yield Act(layout.id_in_name(path.rpartition("/")[2]) or path, f"{named} -> {new}", path), ""


def _meant(repository: Repository, reference: Reference, first: Item, later: Item) -> Item | None:
    """Which of two twins a reference means: the only one that was there when it was written; None where both were."""
    path, name = reference.path, reference.path.rpartition("/")[2]
    by_name = layout.is_item_path(path)  # an item keeps its file's name in every folder
    commit = commit_that_named(
        repository, reference.written, layout.ROOT, lambda one: one == path or (by_name and one.endswith(f"/{name}"))
    )
    if commit is None:
        return None
    names = {entry.path.rpartition("/")[2] for entry in list_tree(repository, commit, layout.ROOT)}
    there = [one for one in (first, later) if one.path.rpartition("/")[2] in names]
    same = first.path.rpartition("/")[2] == later.path.rpartition("/")[2]
    return there[0] if len(there) == 1 and not same else None


def _references(
    workspace: Workspace, items: tuple[Item, ...], identifier: str
) -> Iterator[tuple[Reference, tuple[str, ...]]]:
    """All that names an id: `parent` and `depends_on` of items, `blocks` of check-ins, and ledgers."""
    wanted = normal_id(identifier)
    for item in items:
        if item.parent and normal_id(item.parent) == wanted:
            yield Reference(item.path, "parent", item.parent), ()
        for written in (one for one in item.depends_on if normal_id(one) == wanted):
            yield Reference(item.path, "depends_on", written), item.depends_on
    for path in workspace.tree().paths:
        if layout.is_checkin_path(path):
            words = _blocks(workspace, path)
            yield from ((Reference(path, "blocks", one), words) for one in words if normal_id(one) == wanted)
        elif is_ledger(path) and f'"{identifier}"'.encode() in workspace.content(path):
            yield Reference(path, "ledger", identifier), ()


def _blocks(workspace: Workspace, path: str) -> tuple[str, ...]:
    node = document_of(workspace.content(path), path).node("blocks")
    values = as_value(node) if isinstance(node, Sequence) else []
    return tuple(one for one in values if isinstance(one, str)) if isinstance(values, list) else ()


def _renamed(content: bytes, *, old: str, new: str) -> bytes:
    return content.replace(f'"{old}"'.encode(), f'"{new}"'.encode())
