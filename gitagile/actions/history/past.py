"""The past of this repository for the verbs: its timeline, and the moment that is asked about."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from ...errors import UsageError
from ...history.reader import item_events, pending_events, read_timeline
from ...model.days import read_day, read_instant, zone_named
from ...model.event import Event
from ...model.ids import normal_id
from ...model.timeline import Timeline
from ...vcs.moments import commit_named
from ...workspace import Workspace

HEAD = "HEAD"


class Moment(NamedTuple):
    """A moment in the past, or now: `at` is the last second that counts, `revision` the end of the line that is read.

    `is_now`: nothing was asked, so what is staged counts too. `asked` is what was typed.
    """

    at: int
    revision: str = HEAD
    is_now: bool = True
    asked: str | None = None


def moment_of(workspace: Workspace, text: str | None) -> Moment:
    """The moment that `--as-of` means: the end of a day, an instant, or a commit; now without any.

    UsageError where the text is none of them, or lies in the future.
    """
    now = int(workspace.now.timestamp())
    if text is None:
        return Moment(now)
    if _starts_later(workspace, text):
        raise UsageError(f"{text} is not over yet, nor begun", "`--as-of` takes a day or a commit of the past")
    at = second_of(workspace, text)
    if at is not None:
        return Moment(min(at, now), is_now=False, asked=text)
    named = commit_named(workspace.repository, text)
    if named is None:
        raise UsageError(f"{text!r} is no day and no commit", "write a day as 2026-11-23, or name a commit or a tag")
    commit, seconds = named
    return Moment(min(seconds, now), commit, is_now=False, asked=text)


def second_of(workspace: Workspace, text: str) -> int | None:
    """The last second of a day in the project's zone, or the second of an instant; None for any other text."""
    instant = read_instant(text)
    if instant is not None:
        return int(instant.timestamp())
    day = read_day(text) if len(text) == 10 else _day_called(workspace, text)
    return None if day is None else first_second(workspace, day + timedelta(days=1)) - 1


def first_second(workspace: Workspace, day: date) -> int:
    """The second in which a day begins in the project's zone."""
    return int(datetime.combine(day, time(), zone_named(workspace.config.timezone)).timestamp())


def timeline(workspace: Workspace, moment: Moment | None = None, since: int | None = None) -> Timeline:
    """What happened up to a moment (by default now, what is staged counts too), oldest first."""
    moment = moment or moment_of(workspace, None)
    now = int(workspace.now.timestamp())
    repository, memory = workspace.repository, history_file(workspace)
    read = read_timeline(repository, memory, revision=moment.revision, since=since, now=now)
    events = read.events
    if moment.is_now:
        return read._replace(events=(*events, *_staged(workspace, moment.at)))
    return read._replace(events=tuple(event for event in events if event.at <= moment.at))


def timeline_of_item(workspace: Workspace, item: str) -> Timeline:
    """What happened to one item (any spelling of its id), what is staged too."""
    repository, now = workspace.repository, int(workspace.now.timestamp())
    read = item_events(repository, history_file(workspace), item, now=now)
    staged = (event for event in _staged(workspace, now) if event.item == normal_id(item))
    return read._replace(events=(*read.events, *staged))


def history_file(workspace: Workspace) -> Path:
    """The file in which history is remembered: one for all working trees, in the common git directory."""
    return workspace.repository.common_dir / "gitagile" / "history.sqlite"


def _staged(workspace: Workspace, at: int) -> tuple[Event, ...]:
    """What a commit of the index would do, as whoever sits here would commit it."""
    events = pending_events(workspace.repository, at=at)
    if not events:
        return ()
    from ...vcs.settings import read_settings

    name, email = read_settings(workspace.repository).identity(workspace.environ)
    return tuple(event._replace(who=name or "", email=email or "") for event in events)


def _day_called(workspace: Workspace, text: str) -> date | None:
    back = {"today": 0, "yesterday": 1}.get(text.casefold())
    return None if back is None else workspace.today() - timedelta(days=back)


def _starts_later(workspace: Workspace, text: str) -> bool:
    day = read_day(text)
    return day is not None and day > workspace.today()
