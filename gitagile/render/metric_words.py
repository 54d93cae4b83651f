"""Words and records of one metric at two moments: its values, how it moved, where they were found and why not."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Context, Decimal
from typing import TYPE_CHECKING

from ..analytics.gate_check import CHANGED, NOT_COMPARABLE, UNKNOWN
from ..model.measurement import UNAVAILABLE, Measurement

if TYPE_CHECKING:
    from ..actions.model_work.metrics import MetricRow

_NOT_YET = "not measured yet"


def value_words(row: MetricRow) -> tuple[str, str]:
    """Both values as printed; `unavailable`, or what stands there instead of a number, where there is none."""
    return _value(row.start), _value(row.close)


def _value(one: Measurement | None) -> str:
    if one is None:
        return _NOT_YET
    return one.raw or UNAVAILABLE


def delta_words(row: MetricRow) -> str:
    """How a metric moved (figure "metric delta"): `better by 0.09 (11.25 %)`, `worse by …`, `unchanged`, `new` …

    A metric of which no config says which way is better went `up by` or `down by`.
    """
    delta = row.delta
    if delta.said == UNKNOWN and None in (row.start, row.close):
        return ""
    if delta.said != CHANGED or delta.gain is None:
        return delta.said
    if not delta.gain:
        return "unchanged"
    percent = "" if delta.percent is None else f" ({decimal_text(abs(delta.percent), 4)} %)"
    word = ("better", "worse") if row.direction else ("up", "down")
    return f"{word[delta.gain < 0]} by {decimal_text(abs(delta.gain), 12)}{percent}"


def decimal_text(value: Decimal, digits: int) -> str:
    """A decimal with at most so many significant digits, without needless zeros."""
    short = Context(prec=digits).plus(value).normalize()
    return f"{short:f}" if not short or abs(short.adjusted()) < 15 else str(short)


def found_words(row: MetricRow) -> str:
    """Where both values were found: `git`, or `git -> dvc-cache`."""
    places = dict.fromkeys(one.found for one in (row.start, row.close) if one is not None)
    return " -> ".join(places)


def reasons(rows: Iterable[MetricRow], called: tuple[str, str]) -> list[str]:
    """Why values are no numbers or not compared, each reason once; `called` names the two moments."""
    found: dict[str, list[str]] = {}
    moments = [f"in {one}" if one.endswith(" tree") else f"at {one}" for one in called]
    for row in rows:
        pairs = zip(moments, (row.start, row.close), strict=True)
        said = [f"{moment}: {one.reason}" for moment, one in pairs if one is not None and not one.is_number]
        for one in (*said, *([row.delta.reason] if row.delta.said == NOT_COMPARABLE else [])):
            found.setdefault(one, []).append(row.name)
    return [f"{', '.join(names)} {said}" for said, names in found.items()]


def metric_records(rows: Iterable[MetricRow]) -> list[dict[str, object]]:
    """The metrics as JSON has them. `delta` is signed by direction: above 0 is better; `change` is close - start."""
    return [_record(row) for row in rows]


def _record(row: MetricRow) -> dict[str, object]:
    delta = row.delta
    return {
        "name": row.name,
        "source": row.source or None,
        "from": _value_record(row.start),
        "to": _value_record(row.close),
        "delta": number_of(delta.gain),
        "change": number_of(delta.change),
        "percent": number_of(delta.percent),
        "direction": row.direction or None,
        "comparable": {CHANGED: True, NOT_COMPARABLE: False}.get(delta.said),
        "said": delta.said,
        "reason": delta.reason or None,
    }


def _value_record(one: Measurement | None) -> dict[str, object] | None:
    if one is None:
        return None
    return {
        "value": number_of(one.value),
        "raw": one.raw or None,
        "found": one.found,
        "source": one.source or None,
        "reason": one.reason or None,
    }


def number_of(value: Decimal | None) -> int | float | None:
    """A decimal as JSON's numbers hold it; None where they cannot."""
    if value is None:
        return None
    if value == value.to_integral_value() and abs(value) < 1 << 53:
        return int(value)
    number = float(value)
    return number if math.isfinite(number) else None
