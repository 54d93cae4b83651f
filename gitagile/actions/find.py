"""Finding items: lists by query, one item in full, the best one to take next, and full text search."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ..config.record import Config
from ..errors import UsageError
from ..model.backlog import Backlog, find_sprint
from ..model.finding import Finding
from ..model.ids import normal_id
from ..model.item import ARCHIVE, BACKLOG, Item, order_key
from ..model.query import Query, Scene, is_ready, matches
from ..model.sprint import active_sprint
from ..model.workflow import PRIORITIES
from ..store.narrowing import Narrowing
from ..store.reader import times_carried
from ..text.query_text import read_query
from ..workspace import Workspace
from .known_words import known_word
from .people import me

if TYPE_CHECKING:
    from ..text.sections import Criterion

SORT_KEYS = ("priority", "id", "title", "status", "type", "points", "created", "started", "finished", "due", "sprint")


class Listed(NamedTuple):
    """Items found, in order, and a finding for each file that could not be read; `more` were found and left out.

    `carried` is by normal id.
    """

    items: tuple[Item, ...]
    unreadable: tuple[Finding, ...] = ()
    carried: Mapping[str, int] | None = None
    more: int = 0


class Shown(NamedTuple):
    """One item with its body, its acceptance criteria and how often it was carried over."""

    item: Item
    body: str
    criteria: tuple[Criterion, ...]
    carried: int


def list_items(
    workspace: Workspace, words: tuple[str, ...], *, sort: str = "priority", everything: bool = False
) -> Listed:
    """Items that match a query, in priority order; archived ones and closed sprints' finished ones if asked for."""
    _refuse_unsorted(sort)
    query = query_of(workspace, words)
    asks_away = query.wants("is", "archived") or query.wants("sprint") or query.wants("id")
    finished = workspace.config.workflow.finished
    narrowing = Narrowing(live=not (everything or asks_away), finished=finished, words=query.words)
    backlog = workspace.backlog(narrowing)
    scene = scene_of(workspace, backlog, query)
    refuse_unknown(workspace.config, query, backlog.items)
    wanted = [item for item in backlog.items if matches(query, item, scene)]
    wanted = _without_negated_words(workspace, query, wanted)
    return Listed(tuple(sorted_items(wanted, sort)), backlog.unreadable, backlog.carried)


def search(workspace: Workspace, words: tuple[str, ...], *, limit: int = 0) -> Listed:
    """Items whose title or body hold all the words, the best match first, archived last; at most `limit` (0: all)."""
    query = query_of(workspace, words)
    if not query.words:
        raise UsageError("say what to search for", 'for example `gitagile search "label noise"`')
    only_words = all(term.qualifier == "text" and not term.negated for term in query.terms)
    backlog = workspace.backlog(Narrowing(words=query.words, best=limit if only_words else 0))
    scene = scene_of(workspace, backlog, query)
    found = [item for item in backlog.items if matches(query, item, scene)]
    found = _without_negated_words(workspace, query, found)
    best = tuple(found[: limit or None])
    return Listed(best, backlog.unreadable, backlog.carried, len(found) - len(best) + backlog.left_out)


def show(workspace: Workspace, text: str) -> Shown:
    """One item in full."""
    from ..text.sections import criteria

    item = workspace.find(text)
    body = workspace.document(item.path).body
    found = criteria(body, workspace.config.criteria_headings)
    counted = item._replace(criteria=(sum(one.done for one in found), len(found)))
    return Shown(counted, body, found, times_carried(workspace.root, item.id))


def next_items(workspace: Workspace, *, role: str | None = None, mine: bool = False, limit: int = 1) -> Listed:
    """The best items to take: ready ones, those of the active sprint before those of the backlog, in priority order.

    An item that others are open parts of is left out: its parts are taken instead.
    """
    role = known_word("role", role, workspace.config.roles) if role and workspace.config.roles else role
    backlog = workspace.backlog()
    handles = me(workspace) if mine else ()
    scene = scene_of(workspace, backlog, Query())._replace(done_ids=done_ids(workspace, backlog))
    running = active_sprint(backlog.sprints)
    places = [running.id, BACKLOG] if running else [BACKLOG]
    ready = [item for item in backlog.items if item.place in places and is_ready(item, scene)]
    whole = _with_open_parts(workspace, backlog)
    fitting = [item for item in ready if _suits(item, handles, role=role) and normal_id(item.id) not in whole]
    ordered = sorted(fitting, key=lambda item: (places.index(item.place), order_key(item)))
    return Listed(tuple(ordered[:limit]), backlog.unreadable, backlog.carried)


def query_of(workspace: Workspace, words: tuple[str, ...]) -> Query:
    """The query that words make, with the config's fields and views."""
    return query_by(workspace.config, words)


def query_by(config: Config, words: tuple[str, ...]) -> Query:
    """The query that words make by a config."""
    return read_query(words, tuple(one.name for one in config.custom_fields), dict(config.views))


def scene_of(workspace: Workspace, backlog: Backlog, query: Query) -> Scene:
    """What the query needs to know; who `@me` is and what is done is only looked up where it is asked for."""
    asks_me = query.asks("assignee", "@me") or query.asks("is", "mine")
    ready = query.asks("is", "ready")
    return Scene(
        workflow=workspace.config.workflow,
        today=workspace.today().isoformat(),
        me=me(workspace) if asks_me else (),
        sprint_of={text: _place_of(backlog, text) for text in query.values_of("sprint")}.__getitem__,
        done_ids=done_ids(workspace, workspace.backlog()) if ready else frozenset(),
        carried=backlog.carried,
    )


def done_ids(workspace: Workspace, backlog: Backlog) -> frozenset[str]:
    """The normal ids of all items that are done."""
    is_done = workspace.config.workflow.is_done
    return frozenset(normal_id(item.id) for item in backlog.items if is_done(item.status))


def sorted_items(items: list[Item], key: str) -> list[Item]:
    """Items by priority order or by a key; `-key` turns it round, and items without a value come last."""
    _refuse_unsorted(key)
    name, backwards = key.removeprefix("-"), key.startswith("-")
    ordered = sorted(items, key=order_key)
    if name == "priority":
        return ordered[::-1] if backwards else ordered
    with_value = [item for item in ordered if getattr(item, name) is not None]
    without = [item for item in ordered if getattr(item, name) is None]
    return sorted(with_value, key=lambda item: _sort_value(item, name), reverse=backwards) + without


def _sort_value(item: Item, name: str) -> list[tuple[int, float, str]]:
    """A value to sort by: numbers by their size, those in a text too, so that ML-9 comes before ML-10."""
    value = getattr(item, name)
    if isinstance(value, (int, float)):
        return [(0, value, "")]
    parts = re.findall(r"[0-9]+|[^0-9]+", value.casefold()) if name in ("id", "title", "sprint") else [value]
    return [(0, float(part), "") if part.isdecimal() and len(part) < 300 else (1, 0.0, part) for part in parts]


def _refuse_unsorted(key: str) -> None:
    if key.removeprefix("-") not in SORT_KEYS:
        raise UsageError(f"items are not sorted by {key.removeprefix('-')!r}", f"known are {', '.join(SORT_KEYS)}")


def refuse_unknown(config: Config, query: Query, items: tuple[Item, ...]) -> None:
    """UsageError for a word that neither the config nor any item knows: an empty list would hide the slip."""
    known = {"status": config.workflow.names, "type": config.type_names, "priority": PRIORITIES, "role": config.roles}
    for qualifier, words in known.items():
        for value in query.values_of(qualifier) if words else ():
            if not any((getattr(item, qualifier) or "").casefold() == value.casefold() for item in items):
                known_word(qualifier, value, words)


def _place_of(backlog: Backlog, text: str) -> str:
    return text.casefold() if text.casefold() in (BACKLOG, ARCHIVE) else find_sprint(backlog, text).id


def _with_open_parts(workspace: Workspace, backlog: Backlog) -> frozenset[str]:
    """The normal ids of the items that are the parent of an open one."""
    is_open = workspace.config.workflow.is_open
    return frozenset(normal_id(item.parent) for item in backlog.live_items() if item.parent and is_open(item.status))


def _without_negated_words(workspace: Workspace, query: Query, items: list[Item]) -> list[Item]:
    for term in query.terms:
        if term.qualifier == "text" and term.negated:
            holding = workspace.backlog(Narrowing(words=(term.values[0].casefold(),)))
            paths = {item.path for item in holding.items}
            items = [item for item in items if item.path not in paths]
    return items


def _suits(item: Item, handles: tuple[str, ...], *, role: str | None) -> bool:
    """Whether an item asks for the role, and belongs to one of the handles if there are any."""
    if role is not None and (item.role or "").casefold() != role.casefold():
        return False
    return not handles or any(who.casefold() in {handle.casefold() for handle in handles} for who in item.assignee)
