"""The forecast: how many items will be done, and when what remains is, drawn from the throughput behind us."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import prod
from typing import NamedTuple

from .control_limits import signals
from .flow import Throughput
from .percentile import TOLD, nearest_rank, rank_of
from .trials import FARTHEST, SEED, TRIALS, totals, waits
from .workdays import Calendar

HISTORY_DAYS = 90
"""Three months: six sprints of two weeks, as many as the velocity chart has, and weeks enough for control limits.

Half of it lets one holiday season decide; twice of it forecasts a team that is not there any more.
"""
HORIZON_DAYS = 14
SHORT_HISTORY = 28
"""With fewer days behind it a forecast is made, and says that it rests on little."""
_SURE = 0.95
_DAYS_A_WEEK = 7


class Forecast(NamedTuple):
    """A forecast made at the end of the day `last` for the days after it, up to `until`.

    `history` is the throughput of the working days from `first` to `last`. `how_many` is (confidence in %, items)
    until `until`, `when` (confidence in %, day) for what remains, None for a day more than 500 working days ahead.
    `chance` is the share of trials that have done what remains by `until`. `reason` says why there is no forecast.
    """

    seed: int
    trials: int
    first: date
    last: date
    until: date
    remaining: int
    history: tuple[int, ...]
    how_many: tuple[tuple[int, int], ...] = ()
    when: tuple[tuple[int, date | None], ...] = ()
    chance: float | None = None
    reason: str | None = None
    warnings: tuple[str, ...] = ()


def forecast(
    daily: Throughput,
    remaining: int,
    calendar: Calendar,
    *,
    horizon: int = HORIZON_DAYS,
    history_days: int = HISTORY_DAYS,
    trials: int = TRIALS,
    seed: int = SEED,
) -> Forecast:
    """How many items are done in `horizon` calendar days, and when the `remaining` are (figures: forecast).

    `daily` begins with the project's first day, so that days before it are no zeros, and ends with the last whole one.
    Working days are drawn, and working days only are counted off: see `working_throughput`.
    """
    last, until = daily.last, daily.last + timedelta(days=horizon)
    window = daily.between(last - timedelta(days=history_days - 1), last)
    history = working_throughput(window, calendar)
    made = Forecast(seed, trials, window.first, last, until, remaining, history)
    days = calendar.count(last + timedelta(days=1), until)
    if (reason := _refusal(window, history, days)) is not None:
        return made._replace(reason=reason)
    done = totals(history, days, trials=trials, seed=seed)
    needed = waits(history, remaining, trials=trials, seed=seed)
    return made._replace(
        how_many=tuple((percent, at_least(done, percent)) for percent in TOLD),
        when=tuple((percent, _working_day(last, nearest_rank(needed, percent), calendar)) for percent in TOLD),
        chance=sum(1 for count in done if count >= remaining) / len(done),
        warnings=_warnings(window),
    )


def working_throughput(daily: Throughput, calendar: Calendar) -> tuple[int, ...]:
    """The throughput per working day: what is finished on a day off counts on the working day before it.

    At the beginning it counts on the first one after it. Without working days there is no throughput.
    """
    counts: list[int] = []
    early = 0
    for number, count in enumerate(daily.counts):
        if calendar.is_working(daily.first + timedelta(days=number)):
            counts.append(count + early)
            early = 0
        elif counts:
            counts[-1] += count
        else:
            early += count
    return tuple(counts)


def at_least(totals: Sequence[int], percent: int) -> int:
    """The count that at least `percent` % of the trials reach; `totals` rises. More confidence means fewer items."""
    return totals[len(totals) - max(rank_of(percent, len(totals)), 1)]


def joint_chance(teams: Mapping[str, Iterable[float | None]]) -> float | None:
    """The chance that every item of every team is done: the worst of a team's items, multiplied over the teams.

    None where one of them is not known, or there is nothing to be done.
    """
    chances = [chance for items in teams.values() for chance in items]
    if not chances or None in chances:
        return None
    return prod(min((chance for chance in items if chance is not None), default=1.0) for items in teams.values())


def chance_text(chance: float | None, remaining: int) -> str:
    """A chance in words: never more than is known, and certain only of what is done."""
    if remaining <= 0:
        return "100 %"
    if chance is None:
        return "not known"
    return ">95 %" if chance > _SURE else f"{int(chance * 100)} %"


def _refusal(window: Throughput, history: Sequence[int], days: int) -> str | None:
    """Why no forecast is made; None where one can be."""
    if not window.counts:
        return "there is no whole day of history yet"
    if not any(window.counts):
        return f"nothing was finished in the last {len(window.counts)} days"
    if not history:
        return "the calendar has no working day in the history"
    if days > FARTHEST:
        return f"{days} working days ahead is farther than the {FARTHEST} that can be forecast"
    return None


def _warnings(window: Throughput) -> tuple[str, ...]:
    """What speaks against the forecast: little history, or a throughput that is not stable.

    Its points are the sevens of days that end with the last one, so that what is newest counts too.
    """
    ends = tuple(range(len(window.counts), _DAYS_A_WEEK - 1, -_DAYS_A_WEEK))[::-1]
    outside = signals([sum(window.counts[end - _DAYS_A_WEEK : end]) for end in ends])
    warnings = []
    if len(window.counts) < SHORT_HISTORY:
        warnings.append(f"it rests on {len(window.counts)} days of history only")
    if outside:
        days = ", ".join(str(window.first + timedelta(days=ends[at] - 1)) for at in outside)
        warnings.append(f"throughput is not stable: the week up to {days} lies outside the control limits")
    return tuple(warnings)


def _working_day(last: date, count: int | None, calendar: Calendar) -> date | None:
    """The so many-th working day after `last`, `last` itself for 0; None where it cannot be said."""
    if count is None or (count and len(calendar.weekend) == _DAYS_A_WEEK):
        return None
    day = last
    for _ in range(count):
        day += timedelta(days=1)
        while not calendar.is_working(day):
            day += timedelta(days=1)
    return day
