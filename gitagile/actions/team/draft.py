"""The draft of a check-in: what a person did since their last one, what they have in hand, and what is stuck."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from ...analytics.workdays import Calendar, calendar_of
from ...errors import UsageError
from ...model.backlog import Backlog
from ...model.checkin import Checkin
from ...model.days import read_day, read_instant, stamp_in, zone_named
from ...model.ids import normal_id
from ...model.item import Item, order_key
from ...model.timeline import as_instant
from ...model.workflow import ACTIVE
from ...workspace import Workspace
from ..find import next_items
from ..history.past import first_second
from .checkins import last_checkin
from .done_lately import Past, Span, done_lately, past_of
from .oneself import Oneself, oneself

LONGEST_BACK = 30
"""No draft tells of more days than this."""
MOST_READY = 2
MOST_LOOKED = 100
MOST_STUCK = 5


class Draft(NamedTuple):
    """A drafted check-in, since when it tells what was done, and whether that is where the last check-in ended.

    `stuck` are others' blocked items: somebody might help.
    """

    checkin: Checkin
    since: str
    follows_last: bool
    stuck: tuple[Item, ...] = ()


def draft_of(workspace: Workspace, day: str | None = None) -> Draft:
    """The draft of whoever sits here, for today or for a day of the past.

    UsageError for a day that is none or not here yet; Refused where git's identity is nobody of the team.
    """
    who, wanted = oneself(workspace), day_asked(workspace, day)
    return drafted(workspace, who, wanted)


def drafted(workspace: Workspace, who: Oneself, day: date) -> Draft:
    """The draft of a person for a day."""
    backlog, last = workspace.backlog(), last_checkin(workspace, who.handle, day)
    since = _since(workspace, who, day, last)
    past = past_of(workspace, who, first_second(workspace, day - timedelta(days=LONGEST_BACK)))
    mine = _mine(workspace, who, backlog, past)
    blocked = _blocked(workspace, backlog)
    own = {item.path for item in mine} | _named_by(last, blocked)
    until = min(first_second(workspace, day + timedelta(days=1)) - 1, int(workspace.now.timestamp()))
    zone = zone_named(workspace.config.timezone)
    checkin = Checkin(
        person=who.handle,
        day=day.isoformat(),
        did=done_lately(workspace, who, Span(since, until), past),
        next=_next(workspace, who, mine),
        blockers=tuple(f"{item.id}: {item.blocked}" for item in blocked if item.path in own),
        until=stamp_in(zone, as_instant(until)),
    )
    stuck = [item for item in blocked if item.path not in own]
    return Draft(checkin, stamp_in(zone, as_instant(since)), last is not None, tuple(stuck[:MOST_STUCK]))


def day_asked(workspace: Workspace, text: str | None) -> date:
    """The day of a check-in: today without a text, else an ISO day, `today` or `yesterday`. UsageError for others."""
    today = workspace.today()
    words = {None: today, "today": today, "yesterday": today - timedelta(days=1)}
    day = words.get(text) or (read_day(text) if len(text or "") == len("2026-11-23") else None)
    if day is None:
        raise UsageError(f"{text!r} is no day", "write it as 2026-11-23, or `yesterday`")
    if day > today:
        raise UsageError(f"{day} is not here yet", "a check-in is of today or of a day of the past")
    return day


def _since(workspace: Workspace, who: Oneself, day: date, last: Checkin | None) -> int:
    """The second in which the draft begins: behind the last check-in, else with the person's last working day."""
    floor = first_second(workspace, day - timedelta(days=LONGEST_BACK))
    if last is None:
        return max(first_second(workspace, _working_day_before(workspace, who, day)), floor)
    told, lay = read_instant(last.until), read_day(last.day)
    begin = int(told.timestamp()) + 1 if told is not None else first_second(workspace, lay or day)
    return max(begin, floor)


def _working_day_before(workspace: Workspace, who: Oneself, day: date) -> date:
    """The last day before `day` on which the person worked: no weekend, no holiday, no day off of theirs."""
    calendar, yesterday = calendar_of(workspace.config), day - timedelta(days=1)
    off = {read_day(text) for text in who.person.days_off} if who.person else set()
    own = Calendar(calendar.weekend, calendar.holidays | {one for one in off if one is not None})
    return own.last_before(yesterday - timedelta(days=LONGEST_BACK), yesterday)


def _mine(workspace: Workspace, who: Oneself, backlog: Backlog, past: Past) -> list[Item]:
    """The open items that are a person's: assigned to them, or to nobody and last stepped by them; by priority."""
    workflow, stepped = workspace.config.workflow, past.stepped_last()

    def is_mine(item: Item) -> bool:
        is_going = workflow.category_of(item.status) == ACTIVE
        in_hand = not item.assignee and is_going and normal_id(item.id) in stepped
        return workflow.is_open(item.status) and (in_hand or who.is_mine(item.assignee))

    return sorted(filter(is_mine, backlog.live_items()), key=order_key)


def _next(workspace: Workspace, who: Oneself, mine: list[Item]) -> tuple[str, ...]:
    """What is in hand and not blocked, then the best ready items: one's own, or where one has nothing, anybody's."""
    workflow = workspace.config.workflow
    going = [item for item in mine if workflow.category_of(item.status) == ACTIVE]
    ready = list(next_items(workspace, mine=True, limit=MOST_READY).items)
    if not (going or ready):
        roles = who.person.roles if who.person else ()
        free_ones = (item for item in next_items(workspace, limit=MOST_LOOKED).items if not item.assignee)
        ready = [item for item in free_ones if not (roles and item.role) or item.role in roles][:1]
    free = [item for item in going if not item.blocked]
    return tuple(dict.fromkeys(f"{item.id} {item.title}" for item in (*free, *ready)))


def _blocked(workspace: Workspace, backlog: Backlog) -> list[Item]:
    """The open items that are blocked, by priority."""
    is_open = workspace.config.workflow.is_open
    return sorted((item for item in backlog.live_items() if item.blocked and is_open(item.status)), key=order_key)


def _named_by(last: Checkin | None, items: list[Item]) -> set[str]:
    """The paths of the items that a person's last check-in says it is blocked in."""
    named = {normal_id(one) for one in last.blocks} if last else set()
    return {item.path for item in items if normal_id(item.id) in named}
