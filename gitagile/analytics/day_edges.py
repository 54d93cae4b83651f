"""The edges of days: where a calendar day begins and ends in the project's zone, as instants."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo

_ONE = timedelta(days=1)


def first_second(day: date, zone: tzinfo) -> int:
    """The instant a day begins at, in seconds since 1970, where the clock changes at midnight too.

    The last day a calendar has ends where it begins.
    """
    return int(datetime.combine(day, time(), zone).timestamp())


def last_second(day: date, zone: tzinfo) -> int:
    """The last second of a day: what is asked "as of" a day counts up to it."""
    return first_second(day + _ONE, zone) - 1 if day < date.max else first_second(day, zone)


def days_from(first: date, last: date) -> Iterator[date]:
    """Every day from first to last, both of them too."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
