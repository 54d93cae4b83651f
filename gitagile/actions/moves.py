"""Moves: an item's change of sprint, of place in the order, and into the archive."""

from __future__ import annotations

from ..editing import Editing
from ..errors import Refused, UsageError
from ..model.item import ARCHIVE, Item, order_key, place_in_order
from ..model.rank import is_rank, rank_between
from ..model.workflow import DEFAULT_PRIORITY, PRIORITIES
from ..store import layout
from ..workspace import Workspace
from .new_item import refuse_closed
from .result import Act, Result, finish, item_message
from .steps import setting, unique


def move(workspace: Workspace, texts: tuple[str, ...], place: str, *, dry_run: bool = False) -> Result:
    """Move items to a sprint's folder or to the backlog: the files are renamed, no byte of them changes."""
    with workspace.change(dry_run=dry_run) as editing:
        target = refuse_closed(editing, place)
        return move_items(editing, unique(workspace.find(text) for text in texts), target)


def archive(workspace: Workspace, texts: tuple[str, ...], *, dry_run: bool = False) -> Result:
    """Put items away: they stay readable and findable, and leave every list."""
    with workspace.change(dry_run=dry_run) as editing:
        return move_items(editing, unique(workspace.find(text) for text in texts), ARCHIVE)


def move_items(editing: Editing, items: list[Item], target: str) -> Result:
    """Move items to a place in one commit; those that lie there already stay."""
    acts, trailers, warnings = [], [], []
    for item in items:
        if item.place == target:
            warnings.append(f"{item.id} is in {target} already")
            continue
        path = layout.moved(item.path, target)
        editing.move(item.path, path)
        acts.append(Act(item.id, f"{item.place} -> {target}", path))
        trailers.append(("Backlog-Change", f"place {item.place} {target}"))
    return finish(editing, acts, item_message(acts, trailers), tuple(warnings))


def rank(workspace: Workspace, text: str, *, where: str, other: str = "", dry_run: bool = False) -> Result:
    """Put an item at the `top` or `bottom` of its priority, or `before` or `after` another item of that priority."""
    with workspace.change(dry_run=dry_run) as editing:
        item = workspace.find(text)
        mate = workspace.find(other) if other else None
        _refuse_unranked(item, mate, where)
        peers = [one for one in _peers(editing, item) if one.path != item.path]
        low, high = _neighbours(peers, where, mate)
        if item.rank and is_rank(item.rank) and (low or "") < item.rank and (high is None or item.rank < high):
            return finish(editing, [], item_message([], []), (f"{item.id} is there already",))
        new = rank_between(low, high)
        editing.edit(item.path, setting(item.path, "rank", new))
        act = Act(item.id, f"rank {where}{f' {mate.id}' if mate else ''}", item.path)
        trailer = ("Backlog-Change", f"rank {item.rank or '-'} {new}")
        return finish(editing, [act], item_message([act], [trailer]))


def _refuse_unranked(item: Item, mate: Item | None, where: str) -> None:
    """Refuse places that are none: of archived items, beside no item, and beside one of another priority."""
    if where not in ("top", "bottom") and (mate is None or where not in ("before", "after")):
        raise UsageError(f"{where!r} is no place in the order", "`--top`, `--bottom`, `--before ID` or `--after ID`")
    for one in (item, mate):
        if one is not None and one.is_archived:
            raise Refused(f"{one.id} is archived", f"`gitagile move {one.id} backlog` brings it back")
    if mate is None:
        return
    if item.path == mate.path:
        raise UsageError(f"{item.id} cannot be ranked by itself")
    ours, theirs = _priority(item), _priority(mate)
    if ours != theirs:
        hint = f"a rank is a place inside one priority; `gitagile edit {item.id} priority={theirs}` first"
        raise Refused(f"{item.id} has the priority {ours}, {mate.id} has {theirs}", hint)


def _peers(editing: Editing, item: Item) -> list[Item]:
    """The live items of the same priority, in order."""
    peers = (one for one in editing.backlog.live_items() if _priority(one) == _priority(item))
    return sorted(peers, key=order_key)


def _priority(item: Item) -> str:
    """The priority that counts in the order: an unknown one is none."""
    return item.priority if item.priority in PRIORITIES else DEFAULT_PRIORITY


def _neighbours(peers: list[Item], where: str, mate: Item | None) -> tuple[str | None, str | None]:
    places = [place_in_order(one) for one in peers]
    if not places:
        return None, None
    if mate is None:
        return (None, places[0]) if where == "top" else (places[-1], None)
    at = next(n for n, one in enumerate(peers) if one.path == mate.path)
    if where == "before":
        return (_below(places, at), places[at])
    return (places[at], _above(places, at))


def _below(places: list[str], at: int) -> str | None:
    """The nearest place that is truly less: two clones may have given the same rank twice."""
    return next((place for place in reversed(places[:at]) if place < places[at]), None)


def _above(places: list[str], at: int) -> str | None:
    return next((place for place in places[at + 1 :] if place > places[at]), None)
