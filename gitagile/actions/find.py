"""Finding items: lists by query, one item in full, the best one to take next, and full text search."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..model.backlog import Backlog, find_sprint
from ..model.finding import Finding
from ..model.ids import normal_id
from ..model.item import ARCHIVE, BACKLOG, Item, order_key
from ..model.query import Query, Scene, is_ready, matches
from ..model.sprint import active_sprint
from ..model.team import person_with_email
from ..model.workflow import DONE, DROPPED
from ..store.narrowing import Narrowing
from ..text.query_text import read_query
from ..workspace import Workspace

if TYPE_CHECKING:
    from ..text.sections import Criterion

SORT_KEYS = ("priority", "id", "title", "status", "type", "points", "created", "started", "finished", "due", "sprint")


@dataclass(frozen=True, slots=True)
class Listed:
    """Items found, in order, and one finding for each file that could not be read. `carried` is by normal id."""

    items: tuple[Item, ...]
    unreadable: tuple[Finding, ...] = ()
    carried: dict[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """One item with its body, its acceptance criteria and how often it was carried over."""

    item: Item
    body: str
    criteria: tuple[Criterion, ...]
    carried: int


def list_items(
    workspace: Workspace, words: tuple[str, ...], *, sort: str = "priority", everything: bool = False
) -> Listed:
    """Items that match a query, in priority order; archived ones and closed sprints' finished ones if asked for."""
    query = query_of(workspace, words)
    asks_away = query.asks("is", "archived") or query.asks("sprint") or query.asks("id")
    narrowing = Narrowing(live=not (everything or asks_away), finished=finished_statuses(workspace), words=query.words)
    backlog = workspace.backlog(narrowing)
    scene = scene_of(workspace, backlog, query)
    wanted = [item for item in backlog.items if matches(query, item, scene)]
    wanted = _without_negated_words(workspace, query, wanted)
    return Listed(tuple(sorted_items(wanted, sort)), backlog.unreadable, backlog.carried)


def search(workspace: Workspace, words: tuple[str, ...]) -> Listed:
    """Items whose title or body hold all the words, the best match first, archived ones last."""
    query = query_of(workspace, words)
    if not query.words:
        raise UsageError("say what to search for", 'for example `gitagile search "label noise"`')
    backlog = workspace.backlog(Narrowing(words=query.words))
    scene = scene_of(workspace, backlog, query)
    found = [item for item in backlog.items if matches(query, item, scene)]
    ordered = sorted(found, key=lambda item: (-_score(item, query.words), order_key(item)))
    return Listed(tuple(ordered), backlog.unreadable, backlog.carried)


def show(workspace: Workspace, text: str) -> Shown:
    """One item in full."""
    from ..text.sections import criteria

    item = workspace.find(text)
    body = workspace.document(item.path).body
    found = criteria(body, workspace.config.criteria_headings)
    counted = replace(item, criteria=(sum(one.done for one in found), len(found)))
    return Shown(counted, body, found, carried_of(workspace, item))


def next_items(workspace: Workspace, *, role: str | None = None, mine: bool = False, limit: int = 1) -> Listed:
    """The best items to take: ready ones, those of the active sprint before those of the backlog, in priority order."""
    backlog = workspace.backlog()
    handles = me(workspace) if mine else ()
    scene = replace(scene_of(workspace, backlog, Query()), done_ids=done_ids(workspace, backlog))
    running = active_sprint(backlog.sprints)
    places = [running.id, BACKLOG] if running else [BACKLOG]
    ready = [item for item in backlog.items if item.place in places and is_ready(item, scene)]
    fitting = [item for item in ready if _suits(item, handles, role=role)]
    ordered = sorted(fitting, key=lambda item: (places.index(item.place), order_key(item)))
    return Listed(tuple(ordered[:limit]), backlog.unreadable, backlog.carried)


def query_of(workspace: Workspace, words: tuple[str, ...]) -> Query:
    """The query that words make, with the config's fields and views."""
    fields = tuple(one.name for one in workspace.config.custom_fields)
    return read_query(words, fields, dict(workspace.config.views))


def scene_of(workspace: Workspace, backlog: Backlog, query: Query) -> Scene:
    """What the query needs to know; who `@me` is and what is done is only looked up where it is asked for."""
    asks_me = query.asks("assignee", "@me") or query.asks("is", "mine")
    ready = query.asks("is", "ready")
    return Scene(
        workflow=workspace.config.workflow,
        today=workspace.today().isoformat(),
        me=me(workspace) if asks_me else (),
        sprint_of=lambda text: text if text in (BACKLOG, ARCHIVE) else find_sprint(backlog, text).id,
        done_ids=done_ids(workspace, workspace.backlog()) if ready else frozenset(),
        carried=backlog.carried,
    )


def me(workspace: Workspace) -> tuple[str, ...]:
    """The handles of whoever sits here, by git's e-mail address; the address's name where the team has none."""
    from ..vcs.settings import read_settings

    name, email = read_settings(workspace.repository).identity(workspace.environ)
    person = person_with_email(workspace.config.team, email or "")
    if person is not None:
        return (person.handle,)
    if not email and not name:
        raise UsageError("git does not know who you are", "`git config user.email you@example.org`")
    return tuple(
        dict.fromkeys(one for one in ((email or "").partition("@")[0], (name or "").split(" ")[0].casefold()) if one)
    )


def done_ids(workspace: Workspace, backlog: Backlog) -> frozenset[str]:
    """The normal ids of all items that are done."""
    is_done = workspace.config.workflow.is_done
    return frozenset(normal_id(item.id) for item in backlog.items if is_done(item.status))


def finished_statuses(workspace: Workspace) -> tuple[str, ...]:
    """The statuses that mean done or dropped."""
    return tuple(name for name, category in workspace.config.workflow.statuses if category in (DONE, DROPPED))


def carried_of(workspace: Workspace, item: Item) -> int:
    """How often an item was carried, read from the ledgers alone."""
    from ..store.reader import carried_ids, content_of, is_ledger

    tree, normal = workspace.tree(), normal_id(item.id)
    ledgers = (content_of(tree, path)[0] for path in tree.paths if is_ledger(path))
    return sum(carried_ids(content or b"").count(normal) for content in ledgers)


def sorted_items(items: list[Item], key: str) -> list[Item]:
    """Items by priority order or by a key; `-key` turns it round, and items without a value come last."""
    name, backwards = key.removeprefix("-"), key.startswith("-")
    if name not in SORT_KEYS:
        raise UsageError(f"items are not sorted by {name!r}", f"known are {', '.join(SORT_KEYS)}")
    ordered = sorted(items, key=order_key)
    if name == "priority":
        return ordered[::-1] if backwards else ordered
    with_value = [item for item in ordered if getattr(item, name) is not None]
    without = [item for item in ordered if getattr(item, name) is None]
    return sorted(with_value, key=lambda item: getattr(item, name), reverse=backwards) + without


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


def _score(item: Item, words: tuple[str, ...]) -> float:
    """How well an item matches: words in the title count most, whole words more, then labels; archived ones less."""
    title = item.title.casefold()
    labels = {label.casefold() for label in item.labels}
    points = sum(10 * (word in title) + 5 * (f" {word} " in f" {title} ") + 3 * (word in labels) for word in words)
    points += 10 * (" ".join(words) in title and len(words) > 1)
    return points - 4 * item.is_archived
