"""Days and instants: what is written in files, and days counted in the project's zone."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo

_DAY = r"(?a)(\d{4}-\d{2}-\d{2})(?:[T ].*)?"
_INSTANT = r"(?a)\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})"


def zone_named(name: str) -> tzinfo:
    """The time zone of an IANA name; UTC needs no table of zones."""
    from datetime import UTC

    if name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def day_in(zone: tzinfo, instant: datetime) -> date:
    """The calendar day of an instant in a zone."""
    return instant.astimezone(zone).date()


def stamp_in(zone: tzinfo, instant: datetime, *, finely: bool = False) -> str:
    """An instant as stamps are written: ISO 8601 to the second (`finely`: millisecond), with the zone's offset."""
    return instant.astimezone(zone).isoformat(timespec="milliseconds" if finely else "seconds")


def read_day(text: str | None) -> date | None:
    """The day of an ISO day or instant as written, None if it is neither."""
    found = re.fullmatch(_DAY, text or "")
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def read_instant(text: str | None) -> datetime | None:
    """The instant of an ISO date with time and offset, None for anything else."""
    try:
        return datetime.fromisoformat(text) if text and re.fullmatch(_INSTANT, text) else None
    except ValueError:
        return None


def next_weekday(day: date, weekday: int) -> date:
    """The first day from `day` on that is the weekday (Monday is 0)."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def working_days(first: date, last: date, weekend: frozenset[int], holidays: frozenset[date]) -> int:
    """How many days from first to last, both counted, are neither weekend nor holiday."""
    span = (last - first).days + 1
    days = (first + timedelta(days=n) for n in range(max(span, 0)))
    return sum(1 for day in days if day.weekday() not in weekend and day not in holidays)
