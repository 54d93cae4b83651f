"""The dates of a new sprint: where it begins and ends, and what it may not overlap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from ...analytics.workdays import Calendar, calendar_of
from ...config.record import Config
from ...config.settings import WEEKDAYS
from ...errors import Refused, UsageError
from ...model.days import next_weekday, read_day
from ...model.sprint import Sprint


def sprint_dates(
    wanted: tuple[str | None, str | None, int | None], sprints: Iterable[Sprint], config: Config, today: date
) -> tuple[date, date]:
    """First and last day of a new sprint from `(start, end, weeks)` as asked for, each None for the default.

    UsageError for a day that is none; Refused for a length that the cadence does not allow.
    """
    start, end, weeks = wanted
    if end and weeks:
        raise UsageError("a sprint has `--end` or `--weeks`, not both")
    if weeks is not None and weeks < 1:
        raise UsageError("a sprint has at least one week")
    first = _asked_day("start", start) if start else default_start(sprints, config, today)
    last = _asked_day("end", end) if end else default_end(first, weeks or config.weeks, calendar_of(config))
    if last < first:
        raise UsageError(f"the sprint would end on {last}, before it starts on {first}", "give a later `--end`")
    _refuse_length(weeks or -(-((last - first).days + 1) // 7), config)
    return first, last


def default_start(sprints: Iterable[Sprint], config: Config, today: date) -> date:
    """The cadence's first weekday after the last sprint's end; from today on where that sprint would be over."""
    weekday = WEEKDAYS.index(config.starts)
    last = max((day for sprint in sprints if (day := read_day(sprint.end)) is not None), default=None)
    if last is not None:
        following = next_weekday(last + timedelta(days=1), weekday)
        if default_end(following, config.weeks, calendar_of(config)) >= today:
            return following
    return next_weekday(today, weekday)


def default_end(first: date, weeks: int, calendar: Calendar) -> date:
    """The last working day of so many weeks: two weeks from Monday 2026-11-23 end on Friday 2026-12-04."""
    return calendar.last_before(first, first + timedelta(weeks=weeks, days=-1))


def refuse_overlap(first: date, last: date, sprints: Iterable[Sprint]) -> None:
    """Refused, naming the sprint, where another one has a day in common."""
    for sprint in sprints:
        begins, ends = read_day(sprint.start), read_day(sprint.end)
        if begins and ends and begins <= last and first <= ends:
            message = f"{first} to {last} overlaps the sprint {sprint.id} ({begins} to {ends})"
            raise Refused(message, f"the first free day after it is {ends + timedelta(days=1)}: `--start`")


def _refuse_length(weeks: int, config: Config) -> None:
    if not config.min_weeks <= weeks <= config.max_weeks:
        bounds = (
            f"{config.min_weeks}"
            if config.min_weeks == config.max_weeks
            else f"{config.min_weeks} to {config.max_weeks}"
        )
        hint = "`cadence.min_weeks` and `cadence.max_weeks` in config.toml set what is allowed"
        raise Refused(f"a sprint of {weeks} weeks: the cadence allows {bounds}", hint)


def _asked_day(name: str, text: str) -> date:
    day = read_day(text)
    if day is None or len(text) != 10:
        raise UsageError(f"the {name} is no day: {text!r}", "write it as 2026-11-23")
    return day
