"""Some files of a tree checked: what they hold, and what their ids and references ask of the others, by name alone."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.ids import normal_id
from ...model.item import ARCHIVE, BACKLOG, Item
from ...rules import backlog_rules, name_rules, sprint_rules
from ...rules.backlog_rules import Placed
from ...rules.remark import Remark
from ...store import layout
from ...store.reader import is_read
from .gathering import Gathering
from .names_in_tree import NamesInTree, names_in
from .one_file import check_sprint_file
from .whole import sprint_folders, stray


def check_some(gathering: Gathering, asked: tuple[str, ...]) -> tuple[tuple[str, ...], list[Placed]]:
    """Check the files at some paths: those that the tree does not have, and remarks beside the gathered findings."""
    tree, names = gathering.tree, names_in(gathering.tree)
    links = frozenset(tree.links)
    present = tuple(path for path in asked if path in names.paths)
    remarks = [*name_rules.links([path for path in asked if path in links]), *_on_names(names, present)]
    for path in present:
        remarks += ((path, remark) for remark in _on_file(gathering, path, names))
    if any(layout.sprint_of_file(path) for path in present):
        remarks += (one for one in _beside_sprints(gathering, names) if one[0] in present)
    return tuple(path for path in asked if path not in names.paths and path not in links), remarks


def _on_names(names: NamesInTree, present: tuple[str, ...]) -> Iterator[Placed]:
    yield from name_rules.bad_names(present)
    yield from stray(present)
    for path in present:
        other = names.same_name(path)
        if other is not None:
            yield path, name_rules.same_name(other)
    places = {layout.place_of(path) for path in present} - {None, BACKLOG, ARCHIVE}
    yield from sprint_folders((place for place in places if place), names.paths)


def _on_file(gathering: Gathering, path: str, names: NamesInTree) -> Iterator[Remark]:
    if is_read(path):
        item = gathering.add(path).item
        yield from () if item is None else _beside_names(item, names)
    elif layout.is_checkin_path(path):
        from ...rules.checkin_rules import blocking_nothing

        yield from blocking_nothing(gathering.add(path).blocks, lambda one: bool(names.paths_of(one)))


def _beside_names(item: Item, names: NamesInTree) -> Iterator[Remark]:
    others = tuple(path for path in names.paths_of(item.id) if path != item.path)
    if others:
        yield backlog_rules.same_id(item.id, others)
    own = normal_id(item.id)
    yield from backlog_rules.dangling(item, lambda one: one == own or bool(names.paths_of(one)), lambda _: None)


def _beside_sprints(gathering: Gathering, names: NamesInTree) -> Iterator[Placed]:
    sprints = []
    for path in names.in_order:
        if layout.sprint_of_file(path) is not None:
            content = gathering.read(path)
            sprint = None if content is None else check_sprint_file(gathering.bench, content, path).sprint
            sprints += [] if sprint is None else [sprint]
    return sprint_rules.beside_each_other(tuple(sprints))
