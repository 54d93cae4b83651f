"""What a report is about: which items' lives, which days, what remains and how far ahead is looked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from ..analytics.forecast import HISTORY_DAYS, HORIZON_DAYS
from ..analytics.lifetimes import Lifetime, lifetimes
from ..errors import UsageError
from ..model.backlog import find_sprint
from ..model.days import day_in, read_day, zone_named
from ..model.item import ARCHIVE
from ..model.sprint import RUNNING, Sprint, active_sprint
from ..model.timeline import as_instant, day_of
from ..workspace import Workspace
from .history.happenings import notes_of
from .history.log import since_second
from .history.past import Moment, moment_of, timeline
from .known_words import known_word
from .ledgers import ledgers
from .sprints.around import around
from .sprints.facts import second


class Wanted(NamedTuple):
    """Which days and items a report is about; all None: the last 90 days, every item."""

    as_of: str | None = None
    since: str | None = None
    sprint: str | None = None
    types: tuple[str, ...] = ()


class Ahead(NamedTuple):
    """What a forecast is asked: how many items remain, and up to which day or how many days ahead; None: as it fits."""

    items: int | None = None
    by: str | None = None
    days: int | None = None
    seed: int | None = None


class Span(NamedTuple):
    """The days a report is about, both ends counted."""

    first: date
    last: date


class Lives(NamedTuple):
    """All lives up to a moment, the types that are asked for, the day that was, and what must be said of them.

    `first` is the day history begins on: that of the first commit, or of the first finish that an imported stamp tells.
    """

    all: tuple[Lifetime, ...]
    types: frozenset[str | None]
    moment: Moment
    first: date | None
    today: date
    notes: tuple[str, ...]

    def fits(self, kind: str | None) -> bool:
        """Whether items of a type are asked for."""
        return not self.types or kind in self.types


def lives_of(workspace: Workspace, wanted: Wanted) -> Lives:
    """The lives of the items that are asked for; UsageError for a type that neither config nor history knows."""
    config, moment = workspace.config, moment_of(workspace, wanted.as_of)
    zone = zone_named(config.timezone)
    read = timeline(workspace, moment)
    every = lifetimes(read, config.workflow, zone)
    types = _types(wanted.types, config.type_names, every)
    kept = tuple(life for life in every if not types or life.type in types)
    days = [date.fromisoformat(day_of(read.events[0].at, zone))] if read.events else []
    days += [life.finished for life in every if life.finished is not None]
    today, notes = day_in(zone, as_instant(moment.at)), notes_of(read)
    if not days and wanted.as_of is not None:
        notes = (*notes, f"nothing was in the backlog on {today}")
    return Lives(kept, types, moment, min(days, default=None), today, notes)


def span_of(workspace: Workspace, wanted: Wanted, lives: Lives) -> Span:
    """The days of a sprint, or from a day on, or the last 90; never before anything is known."""
    last = lives.today
    if wanted.sprint is not None:
        return _days_of(find_sprint(around(workspace).backlog, wanted.sprint), last)
    first = last - timedelta(days=HISTORY_DAYS - 1)
    if wanted.since is None:
        return Span(first if lives.first is None else max(first, lives.first), last)
    asked = date.fromisoformat(day_of(since_second(workspace, wanted.since), zone_named(workspace.config.timezone)))
    if asked > last:
        raise UsageError(f"{asked} is not reached on {last}", "`--since` takes a day before it")
    known = [life.created for life in lives.all if life.created is not None]
    known += [] if lives.first is None else [lives.first]
    return Span(max(asked, min(known, default=min(first, last))), last)


def remaining_of(workspace: Workspace, wanted: Wanted, ahead: Ahead, lives: Lives) -> tuple[int, str]:
    """How many items remain, and what was counted: as asked, else what is open in the sprint or the whole backlog."""
    if ahead.items is not None:
        return ahead.items, "as asked"
    sprint = _sprint(workspace, wanted, lives)
    where = f"open in {sprint.id}" if sprint else "open in the whole backlog"
    if lives.moment.is_now:
        return _open_now(workspace, sprint, lives.fits), where
    return _open_then(workspace, sprint, lives), f"{where} on {lives.today}"


def horizon_of(workspace: Workspace, wanted: Wanted, ahead: Ahead, lives: Lives) -> int:
    """How many days ahead of the last whole day: as asked, else to the end of the sprint, else 14."""
    last = lives.today - timedelta(days=1)
    if ahead.days is not None:
        return ahead.days
    if ahead.by is not None:
        return (_day_to_come(ahead.by, lives.today) - last).days
    sprint = _sprint(workspace, wanted, lives)
    end = read_day(sprint.end) if sprint else None
    return (end - last).days if end and end > last else HORIZON_DAYS


def _types(asked: tuple[str, ...], known: tuple[str, ...], every: tuple[Lifetime, ...]) -> frozenset[str | None]:
    """The types as they are spelled; history may know some that the config has given up."""
    if not asked:
        return frozenset()
    former = sorted({life.type for life in every if life.type} - set(known))
    return frozenset(known_word("type", word, (*known, *former)) for word in asked)


def _days_of(sprint: Sprint, last: date) -> Span:
    start, end = read_day(sprint.start), read_day(sprint.end)
    if start is None or end is None:
        raise UsageError(f"{sprint.id} has no dates", f"write `start` and `end` into {sprint.path}")
    if start > last:
        raise UsageError(f"{sprint.id} begins on {start}, which is not reached", "ask for another sprint")
    return Span(start, min(end, last))


def _day_to_come(text: str, today: date) -> date:
    day = read_day(text) if len(text) == 10 else None
    if day is None:
        raise UsageError(f"{text!r} is no day", "write it as 2026-12-24")
    if day < today:
        raise UsageError(f"{day} is past on {today}", "`--by` takes a day to come")
    return day


def _sprint(workspace: Workspace, wanted: Wanted, lives: Lives) -> Sprint | None:
    """The sprint that is asked for, else the one that runs, or ran at the moment that is asked about."""
    sprints = around(workspace).backlog
    if wanted.sprint is not None:
        return find_sprint(sprints, wanted.sprint)
    return active_sprint(sprints.sprints) if lives.moment.is_now else _running_then(workspace, sprints.sprints, lives)


def _running_then(workspace: Workspace, sprints: tuple[Sprint, ...], lives: Lives) -> Sprint | None:
    """The sprint that ran then by its ledger; one that runs without any, by its first day."""
    at, known = lives.moment.at, ledgers(workspace).ledgers
    ran = {one.sprint for one in known if second(one.started) <= at and not (one.closed and second(one.closed) <= at)}
    frozen = {one.sprint for one in known}
    today = lives.today.isoformat()
    by_hand = {
        one.id for one in sprints if one.status == RUNNING and one.id not in frozen and (one.start or "9999") <= today
    }
    return active_sprint(tuple(one._replace(status=RUNNING) for one in sprints if one.id in ran | by_hand))


def _open_now(workspace: Workspace, sprint: Sprint | None, fits: Callable[[str | None], bool]) -> int:
    backlog, is_open = workspace.backlog(), workspace.config.workflow.is_open
    items = backlog.live_items() if sprint is None else backlog.items_in(sprint.id)
    return sum(1 for item in items if is_open(item.status) and fits(item.type))


def _open_then(workspace: Workspace, sprint: Sprint | None, lives: Lives) -> int:
    is_open = workspace.config.workflow.is_open
    here = (life.version for life in lives.all if not life.is_deleted and life.version.place != ARCHIVE)
    places = None if sprint is None else sprint.id
    return sum(1 for version in here if is_open(version.status) and places in (None, version.place))
