"""The guideline of a burndown: how a commitment would fall to 0 at the planned end, on working days only."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

from ..model.days import read_day
from ..model.ledger import PlannedDays
from ..model.sprint import Sprint
from .amounts import Amount, total
from .day_edges import days_from
from .workdays import Calendar

LONGEST = timedelta(days=1_000)
"""A sprint that is planned to end later than this has no guideline, and its days off are looked up so far."""

_HUNDREDTH = Decimal("0.01")


def planned_of(
    sprint: Sprint, calendar: Calendar, first: date, last: date, *, frozen: PlannedDays | None = None
) -> PlannedDays:
    """The planned days of a sprint that is drawn from `first` to `last`, with the days off between and to its end.

    What was `frozen` before stays as it was: only days after its end are looked up in the calendar.
    """
    known = frozen or PlannedDays(_as_text(read_day(sprint.start)), _as_text(read_day(sprint.end)))
    start, end = read_day(known.start) or first, read_day(known.end)
    if frozen is not None and end is not None:
        return known._replace(off=(*known.off, *_days_off(end + timedelta(days=1), last, calendar)))
    return known._replace(off=_days_off(min(start, first), max(end or last, last), calendar))


def guideline_of(commitment: Amount, days: tuple[date, ...], planned: PlannedDays) -> tuple[Amount | None, ...]:
    """What would remain at the end of each of a sprint's days, the first one first (figures: guideline).

    It falls by the same part each working day, is flat on any other (all along where no day is one) and 0 after the
    planned end. Rounded to hundredths. None where no end is planned, or one farther than LONGEST from the first day.
    """
    end = planned_end(planned, days[0]) if days else None
    if end is None:
        return (None,) * len(days)
    off = frozenset(planned.off)
    working = [day <= end and day.isoformat() not in off for day in days]
    count = sum(working)
    past = accumulate(working)
    return tuple(_left(commitment, gone, count) if day <= end else 0 for day, gone in zip(days, past, strict=True))


def planned_end(planned: PlannedDays, first: date) -> date | None:
    """The last planned day, None where none is planned or one farther than LONGEST from the first."""
    end = read_day(planned.end)
    return None if end is None or end - first > LONGEST else end


def _left(commitment: Amount, past: int, working: int) -> Amount:
    if not working:
        return commitment
    exact = Decimal(str(commitment)) * (working - past) / working
    return total([float(exact.quantize(_HUNDREDTH))])


def _days_off(first: date, last: date, calendar: Calendar) -> tuple[str, ...]:
    days = days_from(first, min(last, first + LONGEST)) if first <= last else ()
    return tuple(day.isoformat() for day in days if not calendar.is_working(day))


def _as_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
