"""Items across branches: lists by query, and one item, with what each branch made of them and who changed it last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ...errors import UsageError
from ...model.backlog import Backlog, find_item
from ...model.finding import Finding
from ...model.ids import matching_ids, normal_id
from ...model.item import Item
from ...model.query import Query, Scene, matches
from ...store import layout
from ...store.narrowing import Narrowing, is_wanted
from ...store.reader import document_of, locate, read_backlog, searched_text
from ...store.tree import BlobTree
from ...vcs.walk import walk_line
from ...workspace import Workspace
from ..find import Shown, query_of, refuse_unknown, scene_of, sorted_items
from ..trees import commit_tree
from .view import Across, Compared, compare_branches


class View(NamedTuple):
    """Items across branches, in order; `branches` are how many tips were compared with the default branch."""

    default: str
    branches: int
    items: tuple[Across, ...]
    unreadable: tuple[Finding, ...] = ()
    carried: Mapping[str, int] | None = None


class _Wish(NamedTuple):
    """What is asked for, and what it takes to judge it."""

    query: Query
    scene: Scene
    narrowing: Narrowing
    backlog: Backlog
    tree: BlobTree


def list_across(workspace: Workspace, words: tuple[str, ...], *, sort: str, everything: bool) -> View:
    """Items that match a query on the default branch or on any other, in order; committed states alone."""
    query = query_of(workspace, words)
    compared = compare_branches(workspace)
    tree = commit_tree(workspace, compared.commit)
    backlog = read_backlog(tree)
    asks_away = query.wants("is", "archived") or query.wants("sprint") or query.wants("id")
    narrowing = Narrowing(live=not (everything or asks_away), finished=workspace.config.workflow.finished)
    found = _joined(compared, backlog.items)
    refuse_unknown(workspace.config, query, tuple(one.newest for one in found.values()))
    wish = _Wish(query, scene_of(workspace, backlog, query), narrowing, backlog, tree)
    kept = {one.newest.path: one for one in found.values() if _suits(one, wish)}
    ordered = [kept[item.path] for item in sorted_items([one.newest for one in kept.values()], sort)]
    dated = _with_last(workspace, compared, ordered)
    return View(compared.default, compared.branches, dated, backlog.unreadable, backlog.carried)


def find_across(workspace: Workspace, text: str) -> tuple[Across, View]:
    """One item across branches, by a typed id; UsageError where no branch has it, or where it may mean several."""
    compared = compare_branches(workspace)
    listed = commit_tree(workspace, compared.commit, lambda _: False)
    named = dict(locate(listed.paths))
    known = {normal_id(name): name for name in named} | {
        name: ones[0].item.id for name, ones in compared.states.items() if ones[0].item
    }
    ids = matching_ids(text, known.values())
    if len({normal_id(one) for one in ids}) != 1:
        find_item(Backlog(tuple(Item(one, "", "") for one in ids)), text)
        raise UsageError(f"no item {text!r} on any branch")
    wanted = normal_id(ids[0])
    paths = {path for name, path in named.items() if normal_id(name) == wanted}
    backlog = read_backlog(_only(commit_tree(workspace, compared.commit, paths.__contains__), paths))
    states = {name: ones for name, ones in compared.states.items() if name == wanted}
    found = _joined(compared._replace(states=states), backlog.items)
    if wanted not in found:
        raise UsageError(f"{ids[0]} cannot be read on the default branch", "`gitagile check --rev REV` says why")
    dated = _with_last(workspace, compared, [found[wanted]])
    return dated[0], View(compared.default, compared.branches, dated, backlog.unreadable)


def _only(tree: BlobTree, paths: Iterable[str]) -> BlobTree:
    return tree._replace(blobs={path: tree.blobs[path] for path in paths})


def _joined(compared: Compared, items: Iterable[Item]) -> dict[str, Across]:
    """Each item with what branches made of it, those that only branches have too, by normal id."""
    here = {normal_id(item.id): item for item in items}
    found = {
        name: Across(item.id, item, compared.states.get(name, ()), compared.default) for name, item in here.items()
    }
    for name, states in compared.states.items():
        readable = [one.item for one in states if one.item]
        if name not in here and readable:
            found[name] = Across(readable[0].id, None, states, states[0].branch)
    return found


def _suits(one: Across, wish: _Wish) -> bool:
    """Whether any of an item's states is what is asked for."""
    there = [(one.default, wish.tree.read(one.default.path))] if one.default else []
    there += [(state.item, state.content) for state in one.states if state.item]
    return any(_is_match(item, content, wish) for item, content in there)


def _is_match(item: Item, content: bytes, wish: _Wish) -> bool:
    query = wish.query
    if not is_wanted(wish.narrowing, item, wish.backlog.sprints, str) or not matches(query, item, wish.scene):
        return False
    texts = [term for term in query.terms if term.qualifier == "text"]
    if not texts:
        return True
    held = searched_text(content, item.path)
    return all((term.values[0].casefold() in held) != term.negated for term in texts)


def _with_last(workspace: Workspace, compared: Compared, items: list[Across]) -> tuple[Across, ...]:
    """Say of each item which branch changed it last; of the default branch only what is as young is looked at."""
    changed = [one for one in items if one.states and one.default]
    wanted = {one.default.path: one for one in changed if one.default}
    if not wanted:
        return tuple(items)
    oldest = min(one.states[0].made.at for one in changed)
    later: set[str] = set()
    walk = walk_line(workspace.repository, compared.commit, layout.ROOT)
    for commit in walk:
        if commit.at < oldest or not wanted:
            break
        for change in commit.changes:
            one = wanted.pop(change.path.decode("utf-8", "surrogateescape"), None)
            if one and commit.at > one.states[0].made.at:
                later.add(one.id)
    walk.close()
    return tuple(
        one._replace(last=one.states[0].branch) if one.states and one.default and one.id not in later else one
        for one in items
    )


def shown_elsewhere(workspace: Workspace, one: Across) -> Shown:
    """An item that is not in the working tree, as the branch has it that changed it last."""
    from ...text.sections import criteria

    state = next((state for state in one.states if state.item), None)
    if state is None or state.item is None:
        raise UsageError(f"{one.id} is on {one.last} alone", f"`git switch {one.last}` goes there")
    body = document_of(state.content, state.item.path).body
    found = criteria(body, workspace.config.criteria_headings)
    counted = state.item._replace(criteria=(sum(line.done for line in found), len(found)))
    return Shown(counted, body, found, 0)
