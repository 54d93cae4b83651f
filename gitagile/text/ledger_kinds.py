"""What a ledger's keys may hold: the kinds of values, how each is demanded, and which kind each key is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..model.days import read_day, read_instant
from ..model.ledger import (
    CHANGES,
    LARGEST_ESTIMATE,
    RESULTS,
    VERDICTS,
    CommittedItem,
    FrozenGate,
    ItemOutcome,
    LedgerChange,
    MetricValue,
    MovingCommit,
    ParamChange,
    PlannedDays,
    SeriesDay,
    estimate,
)


def _is_points(value: object) -> bool:
    return value is None or (_is_number(value) and estimate(value) is not None)  # type: ignore[arg-type]


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_finite(value: object) -> bool:
    return _is_number(value) and -1e300 < value < 1e300  # type: ignore[operator]


KINDS: Mapping[str, Callable[[Any], bool]] = {
    "name": lambda value: isinstance(value, str) and bool(value),
    "text": lambda value: isinstance(value, str),
    "points": _is_points,
    "amount": lambda value: _is_finite(value) and value >= 0,
    "count": lambda value: isinstance(value, int) and _is_number(value) and 0 <= value < LARGEST_ESTIMATE,
    "count or null": lambda value: value is None or KINDS["count"](value),
    "difference": lambda value: _is_number(value) and -LARGEST_ESTIMATE < value < LARGEST_ESTIMATE,
    "flag": lambda value: isinstance(value, bool),
    "result": lambda value: value in RESULTS,
    "change": lambda value: value in CHANGES,
    "day": lambda value: isinstance(value, str) and len(value) == 10 and read_day(value) is not None,
    "day or null": lambda value: value is None or KINDS["day"](value),
    "days": lambda value: isinstance(value, list) and all(map(KINDS["day"], value)),
    "instant": lambda value: isinstance(value, str) and read_instant(value) is not None,
    "instant or null": lambda value: value is None or KINDS["instant"](value),
    "value": lambda value: value is None or isinstance(value, str) or _is_finite(value),
    "text or null": lambda value: value is None or isinstance(value, str),
    "texts": lambda value: isinstance(value, dict) and all(isinstance(one, str) for one in value.values()),
    "verdict": lambda value: value in VERDICTS,
}
DEMANDS: Mapping[str, str] = {
    "name": "a text that is not empty",
    "text": "a text",
    "points": "a number of at least 0 or null",
    "amount": "a number of at least 0",
    "count": "a whole number of at least 0",
    "count or null": "a whole number of at least 0, or null",
    "difference": "a number",
    "flag": "true or false",
    "result": f"one of {', '.join(RESULTS)}",
    "change": f"one of {', '.join(CHANGES)}",
    "day": "a day such as 2026-11-23",
    "day or null": "a day such as 2026-11-23, or null",
    "days": "a list of days such as 2026-11-23",
    "instant": "an instant with its offset, such as 2026-11-23T09:12:00+01:00",
    "instant or null": "an instant with its offset, or null",
    "value": "a text, a number or null",
    "text or null": "a text or null",
    "texts": "a table of texts",
    "verdict": f"one of {', '.join(VERDICTS)}",
}
OPTIONAL = (
    *("role", "title", "who", "planned", "forecast", "changes"),
    *("source", "reason", "direction", "proof", "params", "moved_by", "gates", "baseline", "demanded_by", "metric"),
)
KINDS_OF: Mapping[type[Any], Mapping[str, str]] = {
    CommittedItem: {"id": "name", "points": "points", "status": "text", "role": "name"},
    ItemOutcome: {
        "id": "name",
        "points": "points",
        "result": "result",
        "added": "flag",
        "role": "name",
        "title": "name",
    },
    MetricValue: {
        "name": "name",
        "value": "value",
        "found": "text",
        "source": "text",
        "reason": "text",
        "direction": "text",
        "proof": "texts",
    },
    ParamChange: {"name": "name", "start": "text or null", "close": "text or null"},
    MovingCommit: {"commit": "name", "subject": "text"},
    FrozenGate: {
        "id": "name",
        "demand": "text",
        "result": "verdict",
        "value": "text",
        "baseline": "text",
        "reason": "text",
        "demanded_by": "text",
        "metric": "text",
    },
    SeriesDay: {"day": "day", "scope": "amount", "completed": "amount"},
    LedgerChange: {"day": "day", "id": "name", "change": "change", "points": "difference", "who": "name"},
    PlannedDays: {"start": "day or null", "end": "day or null", "off": "days"},
}
