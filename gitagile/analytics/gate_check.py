"""Gates judged and metrics compared (figures "metric delta" and "gate"): exact decimals, and no pass by default.

A comparison that cannot be made, because a value is missing, is NaN or rests on other data, fails and is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from typing import NamedTuple

from ..model.gate import DELTA, FAIL, HEADING, PASS, TEST, VALUE, Gate, GateResult
from ..model.measurement import DOWN, PASSED, CaseOutcome, Headings, Measurement

_EXACT = Context(prec=2_000)
"""Digits enough for sums and products of any two values that are read, so that nothing is ever rounded."""
CHANGED, NEW, GONE, NOT_COMPARABLE, UNKNOWN = "changed", "new", "gone", "not comparable", "unavailable"
"""What can be said of a metric between two moments."""


class Delta(NamedTuple):
    """How a metric moved. `change` is close - start; `gain` the same signed by its direction: above 0 is better.

    `percent` is `gain` relative to abs(start), None where the start is 0. All are None unless `said` is `changed`.
    """

    said: str
    change: Decimal | None = None
    gain: Decimal | None = None
    percent: Decimal | None = None
    reason: str = ""


def metric_delta(start: Measurement, close: Measurement, direction: str) -> Delta:
    """How a metric moved from `start` to `close` (figure "metric delta"). `direction` is `up` or `down`."""
    if start.value is None and close.value is None:
        return Delta(UNKNOWN, reason=close.reason)
    if start.value is None:
        return Delta(NEW, reason=start.reason)
    if close.value is None:
        return Delta(GONE, reason=close.reason)
    moved = data_moved(start, close)
    if moved:
        return Delta(NOT_COMPARABLE, reason=moved)
    with localcontext(_EXACT):
        change = close.value - start.value
        gain = _signed(change, direction)
        percent = _short(100 * gain / abs(start.value)) if start.value else None
    return Delta(CHANGED, change, gain, percent)


def data_moved(start: Measurement, close: Measurement) -> str:
    """Why two values rest on different evaluation data, empty where nothing says that they do."""
    if not start.proof or not close.proof or start.proof == close.proof:
        return ""
    names = sorted({path for path, _ in set(start.proof) ^ set(close.proof)})
    return f"not comparable: the evaluation data changed ({', '.join(names)})"


def _signed(change: Decimal, direction: str) -> Decimal:
    return -change if direction == DOWN else change


def _short(value: Decimal) -> Decimal:
    return Context(prec=12).plus(value)


def check_metric(
    gate: Gate, measured: Measurement, baseline: Measurement | None = None, direction: str = "up"
) -> GateResult:
    """A demand on a metric judged (figure "gate"); `baseline` is what a demand with a minimum delta compares with."""
    if gate.fault or gate.shape not in (VALUE, DELTA):
        return _failed(gate, gate.fault or "it is no demand on a metric")
    if measured.value is None:
        return _failed(gate, measured.reason or f"there is no {gate.metric}", baseline=baseline)
    if gate.shape == VALUE:
        with localcontext(_EXACT):
            margin = max(gate.atol, gate.rtol * abs(gate.value))
            met = _holds(gate.op, measured.value - gate.value, margin)
        return _judged(gate, measured, None, "" if met else f"{measured.raw} is not {gate.op} {gate.value}")
    return _check_delta(gate, measured, baseline, direction)


def _holds(op: str, over: Decimal, margin: Decimal) -> bool:
    """Whether a value that lies `over` the one demanded meets the demand, give or take the margin."""
    if op == "==":
        return abs(over) <= margin
    room = over + margin if op in (">=", ">") else margin - over
    return room > 0 if op in (">", "<") else room >= 0


def _check_delta(gate: Gate, measured: Measurement, baseline: Measurement | None, direction: str) -> GateResult:
    if baseline is None or baseline.value is None:
        why = baseline.reason if baseline is not None else "it is unknown"
        return _failed(gate, f"no baseline {gate.baseline}: {why}", measured, baseline)
    moved = data_moved(baseline, measured)
    if moved or measured.value is None:
        return _failed(gate, moved or measured.reason, measured, baseline)
    with localcontext(_EXACT):
        gain = _signed(measured.value - baseline.value, direction)
        margin = max(gate.atol, gate.rtol * abs(baseline.value))
        met = gain + margin >= gate.min_delta
    said = f"{baseline.raw} -> {measured.raw} is better by {_plain(gain)}, {_plain(gate.min_delta)} is demanded"
    return _judged(gate, measured, baseline, "" if met else said)


def _plain(value: Decimal) -> str:
    short = _short(value)
    return f"{short:f}" if not short or abs(short.adjusted()) < 15 else str(short)


def check_test(gate: Gate, cases: Sequence[CaseOutcome], reason: str = "") -> GateResult:
    """A demand on a test judged by the cases of that name; all must have passed. `reason`: why there is no report."""
    if gate.fault or gate.shape != TEST:
        return _failed(gate, gate.fault or "it is no demand on a test")
    if reason:
        return _failed(gate, f"{gate.junit} {reason}")
    if not cases:
        return _failed(gate, f"{gate.junit} has no test {gate.test!r}")
    bad = next((one for one in cases if one.outcome != PASSED), None)
    if bad is None:
        return GateResult(gate.demand, PASSED, "", PASS)
    said = f": {bad.message}" if bad.message else ""
    return GateResult(gate.demand, bad.outcome, "", FAIL, f"{bad.name} is {_ENDED[bad.outcome]}{said}")


_ENDED = {"failed": "failed", "error": "broken", "skipped": "skipped, which is not passed"}


def check_headings(gate: Gate, found: Headings) -> GateResult:
    """A demand on a file judged by its headings, whatever their case and the spaces in them."""
    if gate.fault or gate.shape != HEADING:
        return _failed(gate, gate.fault or "it is no demand on a file")
    if found.reason:
        return _failed(gate, f"{gate.file} {found.reason}")
    wanted = _folded(gate.has)
    title = next((title for title in found.titles if _folded(title) == wanted), None)
    if title is None:
        return _failed(gate, f"{gate.file} has no heading {gate.has!r}")
    return GateResult(gate.demand, title, "", PASS)


def _folded(title: str) -> str:
    return " ".join(title.split()).casefold()


def _failed(
    gate: Gate, reason: str, measured: Measurement | None = None, baseline: Measurement | None = None
) -> GateResult:
    return _judged(gate, measured, baseline, reason)


def _judged(gate: Gate, measured: Measurement | None, baseline: Measurement | None, reason: str) -> GateResult:
    value, compared = (one.raw if one is not None and one.is_number else "" for one in (measured, baseline))
    return GateResult(gate.demand, value, compared, FAIL if reason else PASS, reason)
