"""The log: what happened in the backlog, newest first, from history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby, islice
from typing import NamedTuple

from ...errors import UsageError
from ...history.mention import Mention
from ...model.days import read_day, read_instant
from ...model.ids import normal_id
from ...model.timeline import Timeline
from ...workspace import Workspace
from .code import code_commits
from .happenings import CODE, Happening, Log, from_event, migrated, notes_of
from .past import first_second, timeline, timeline_of_item

_FIRST_LOOK = 60
"""Days looked at before all of history is, where only the newest happenings are asked for."""


def log(workspace: Workspace, text: str | None = None, *, since: str | None = None, limit: int = 30) -> Log:
    """What happened to one item or to all, newest first: at most `limit` things (0: all), from `since` on.

    UsageError where the item, or the day, is none.
    """
    start = None if since is None else since_second(workspace, since)
    if text is not None:
        item = _item_named(workspace, text)
        return _log(workspace, timeline_of_item(workspace, item), _Asked(item, start, limit))
    if start is None and limit:
        recent = first_second(workspace, workspace.today() - timedelta(days=_FIRST_LOOK))
        looked = _log(workspace, timeline(workspace, since=recent), _Asked(None, recent, limit))
        if len(looked.happenings) == limit:
            return looked
    return _log(workspace, timeline(workspace, since=start), _Asked(None, start, limit))


def item_log(workspace: Workspace, item: str) -> Log:
    """All that happened to one item (its id as written), newest first."""
    return _log(workspace, timeline_of_item(workspace, item), _Asked(item, None, 0))


def since_second(workspace: Workspace, text: str) -> int:
    """The second `--since` means: a day's first, an instant, `yesterday`, or some days or weeks ago (3d, 2w).

    UsageError where the text is none of them, or lies in the future.
    """
    instant, day = read_instant(text), read_day(text) if len(text) == 10 else None
    if (instant is not None and instant > workspace.now) or (day is not None and day > workspace.today()):
        raise UsageError(f"{text} is not reached yet", "`--since` takes a day of the past, or today")
    if instant is not None:
        return int(instant.timestamp())
    number, unit = text[:-1], text[-1:].casefold()
    if text.casefold() in ("today", "yesterday"):
        day = workspace.today() - timedelta(days=int(text.casefold() == "yesterday"))
    elif number.isdecimal() and len(number) < 5 and unit in "dw" and number.isascii():
        day = workspace.today() - timedelta(days=int(number) * (7 if unit == "w" else 1))
    if day is None:
        raise UsageError(f"{text!r} is no day", "write it as 2026-11-23, `yesterday`, `3d` or `2w`")
    return first_second(workspace, day)


class _Asked(NamedTuple):
    """What is asked: one item's past or everything's, from a second on, and how many happenings at most (0: all)."""

    item: str | None
    since: int | None
    limit: int


def _item_named(workspace: Workspace, text: str) -> str:
    """The id of an item that is there, or of one that history alone knows."""
    try:
        return workspace.find(text).id
    except UsageError:
        if timeline_of_item(workspace, text).events:
            return text
        raise


def _log(workspace: Workspace, read: Timeline, asked: _Asked) -> Log:
    told = list(_told(read, apart=asked.item is not None))
    names = {normal_id(one.item): one for one in reversed(told)}
    item = None if asked.item is None else normal_id(asked.item)
    code = code_commits(workspace, items=None if item is None else (item,), since=asked.since)
    named = [_from_mention(one, names.get(one.item)) for one in code]
    both = sorted((*told, *named), key=lambda one: -one.at)
    wanted = [one for one in both if asked.since is None or one.at >= asked.since]
    shown = tuple(islice(wanted, asked.limit or None))
    return Log(shown, notes_of(read), len(wanted) - len(shown))


def _told(read: Timeline, *, apart: bool) -> Iterator[Happening]:
    """What the events tell, newest first; what a migration brought is one thing, unless it is told `apart`."""
    for (is_one, _), events in groupby(reversed(read.events), lambda event: (event.is_migration, event.commit)):
        if is_one and not apart:
            yield migrated(events)
        else:
            yield from (one for event in events if (one := from_event(event)) is not None)


def _from_mention(mention: Mention, known: Happening | None) -> Happening:
    return Happening(
        at=mention.at,
        item=known.item if known else mention.item,
        title=known.title if known else "",
        kind=CODE,
        commit=mention.commit,
        who=mention.who,
        subject=mention.subject,
    )
