"""The actions of retros: found among all items, listed while they are open, and made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...analytics.retro_actions import (
    FROM_RETRO,
    TYPE,
    Action,
    Closing,
    action_now,
    is_action,
    oldest_first,
    returns_of,
)
from ...errors import Refused
from ...model.backlog import Backlog, find_sprint
from ...model.days import read_instant, zone_named
from ...model.finding import Finding
from ...model.item import BACKLOG, Item
from ...model.sprint import CLOSED, Sprint, active_sprint, in_time_order, next_sprint, previous_sprint
from ...store import layout
from ...store.reader import content_of, parse
from ...store.tree import DiskTree
from ...workspace import Workspace, WrongFile
from ..ledgers import ledger_of
from ..result import Result

_MAY_BE = re.compile(rb"^[\"']?type[\"']?[ \t]*:.*action", re.MULTILINE)


class Actions(NamedTuple):
    """Actions of retros, the oldest first; `done`, `dropped` and `all` count all there are."""

    rows: tuple[Action, ...]
    done: int
    dropped: int
    all: int
    unreadable: tuple[Finding, ...] = ()


def actions(workspace: Workspace, *, everything: bool = False) -> Actions:
    """The open actions (or all of them), with how many retros each came back in."""
    backlog, config = workspace.backlog(), workspace.config
    zone = zone_named(config.timezone)
    every = [action_now(item, config.workflow, zone) for item in backlog.items if is_action(item)]
    closed = closings(workspace, backlog.sprints, min((one.made for one in every), default=0)) if every else ()
    now = int(workspace.now.timestamp())
    rows = (one._replace(returns=returns_of(one, closed, now)) for one in every if everything or one.is_open)
    done = sum(1 for one in every if one.category == "done")
    dropped = sum(1 for one in every if not one.is_open) - done
    return Actions(oldest_first(rows), done, dropped, len(every), backlog.unreadable)


class Wish(NamedTuple):
    """What an action shall be: the sprint whose retro decided it and the place it goes to, both as typed."""

    title: str
    retro: str | None = None
    place: str | None = None
    keys: tuple[tuple[str, str], ...] = ()


def make_action(workspace: Workspace, wish: Wish, *, dry_run: bool = False) -> Result:
    """Make an item of the type `action` that names the retro it is from: by default that of the sprint closed last.

    It goes to the active sprint, but for that whose retro this is; else to the next planned one, else to the backlog.
    UsageError for an unknown sprint, type or key; Refused for a closed sprint.
    """
    from ..new_item import NewItem, new_item

    backlog = workspace.backlog()
    sprint = sprint_of_retro(backlog, wish.retro)
    place = wish.place or _place(backlog, sprint)
    wanted = NewItem(title=wish.title, type=TYPE, keys=((FROM_RETRO, sprint.id), *wish.keys), place=place)
    return new_item(workspace, wanted, dry_run=dry_run)


def sprint_of_retro(backlog: Backlog, text: str | None) -> Sprint:
    """The sprint whose retro is meant: the one named, else the one closed last, else the active one.

    UsageError where there is none of that name; Refused where no sprint was ever started.
    """
    if text is not None:
        return find_sprint(backlog, text)
    found = previous_sprint(backlog.sprints) or active_sprint(backlog.sprints)
    if found is None:
        raise Refused("no sprint was started yet, so there is nothing to look back at", "`gitagile sprint start`")
    return found


def action_items(tree: DiskTree, sprints: tuple[Sprint, ...], sprint: Sprint) -> tuple[Item, ...]:
    """The items that retros decided, as far as a sprint's retro may tell of them.

    They lie in the backlog, in the sprint, in the one before it and in all that come after it: what was still open in
    an older one was carried on. The files are looked at one by one, and only those are parsed that may be actions.
    """
    folders = {f"{layout.folder_of(place)}/" for place in (BACKLOG, *_places(sprints, sprint))}
    paths = (path for path in tree.paths if path.endswith(".md") and path[: path.rfind("/") + 1] in folders)
    return tuple(_actions_at(tree, paths))


def closings(workspace: Workspace, sprints: tuple[Sprint, ...], since: int) -> tuple[Closing, ...]:
    """When sprints closed, the last first, back to the first that had closed before `since`."""
    found = []
    for one in reversed(in_time_order(sprints)):
        at = _closed_at(workspace, one) if one.status == CLOSED else None
        if at is None:
            continue
        found.append(Closing(one.id, at))
        if at < since:
            break
    return tuple(found)


def _closed_at(workspace: Workspace, sprint: Sprint) -> int | None:
    """The second a sprint closed; None where no ledger says so: one that is broken is told of by `check`."""
    try:
        ledger = ledger_of(workspace, sprint.id)
    except WrongFile:
        return None
    instant = read_instant(ledger.closed) if ledger else None
    return None if instant is None else int(instant.timestamp())


def before(sprints: tuple[Sprint, ...], sprint: Sprint) -> Sprint | None:
    """The sprint that was closed before another, by their days."""
    names = [one.id for one in in_time_order(sprints)]
    earlier = in_time_order(sprints)[: names.index(sprint.id)] if sprint.id in names else ()
    return previous_sprint(earlier)


def _places(sprints: tuple[Sprint, ...], sprint: Sprint) -> Iterator[str]:
    first = before(sprints, sprint) or sprint
    ordered = in_time_order(sprints)
    names = [one.id for one in ordered]
    return (one.id for one in ordered[names.index(first.id) :]) if first.id in names else iter((sprint.id,))


def _actions_at(tree: DiskTree, paths: Iterable[str]) -> Iterator[Item]:
    for path in paths:
        content, _ = content_of(tree, path)
        if content is not None and b"action" in content and _MAY_BE.search(content) and layout.is_item_path(path):
            item, _ = parse(content, path)
            if isinstance(item, Item) and is_action(item):
                yield item


def _place(backlog: Backlog, sprint: Sprint) -> str:
    """Where an action goes: into the sprint that runs, or runs next, after the one that was looked back at."""
    running = active_sprint(backlog.sprints)
    if running is not None and running.id != sprint.id:
        return running.id
    following = next_sprint(backlog.sprints)
    return following.id if following else BACKLOG
