"""A gate: one demand on model work, as an item or the config writes it, and what became of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

OPERATORS = (">=", ">", "<=", "<", "==")
VALUE, DELTA, TEST, HEADING = "value", "delta", "test", "heading"
"""The shapes of a demand."""
PASS, FAIL = "pass", "fail"

_NEEDS: Mapping[str, tuple[str, ...]] = {
    VALUE: ("metric", "op", "value"),
    DELTA: ("metric", "baseline", "min_delta"),
    TEST: ("junit", "test"),
    HEADING: ("file", "has"),
}
_NUMBERS = ("value", "min_delta", "atol", "rtol")


class Gate(NamedTuple):
    """One demand. `fault` says what is wrong with it as it is written: such a gate always fails, and is named."""

    shape: str
    metric: str = ""
    source: str = ""
    op: str = ""
    value: Decimal = Decimal(0)
    baseline: str = ""
    min_delta: Decimal = Decimal(0)
    atol: Decimal = Decimal(0)
    rtol: Decimal = Decimal(0)
    junit: str = ""
    test: str = ""
    file: str = ""
    has: str = ""
    fault: str = ""

    @property
    def demand(self) -> str:
        """The demand in words, as people and reports see it."""
        if self.fault:
            return "a gate that cannot be read"
        if self.shape == VALUE:
            return f"{self.metric} {self.op} {self.value}{self._margin}"
        if self.shape == DELTA:
            return f"{self.metric} better than {self.baseline} by at least {self.min_delta}{self._margin}"
        if self.shape == TEST:
            return f"{self.test} passes in {self.junit}"
        return f"{self.file} has the heading {self.has!r}"

    @property
    def _margin(self) -> str:
        parts = [f"{name} {margin}" for name, margin in (("atol", self.atol), ("rtol", self.rtol)) if margin]
        return f" ({', '.join(parts)})" if parts else ""


class GateResult(NamedTuple):
    """What became of one gate: the demand in words, both values as printed, `pass` or `fail`, and why it failed."""

    demand: str
    value: str
    baseline: str
    result: str
    reason: str = ""

    @property
    def passed(self) -> bool:
        """Whether the demand is met."""
        return self.result == PASS


def read_gate(written: object) -> Gate:
    """A gate as an item's `gates` holds it (values by YAML 1.2). Never raises: what is wrong with it is its `fault`."""
    if not isinstance(written, Mapping):
        return Gate(VALUE, fault="it is not a mapping of keys")
    shape = max(_NEEDS, key=lambda one: sum(key in written for key in _NEEDS[one]))
    missing = [key for key in _NEEDS[shape] if key not in written]
    if missing:
        return Gate(shape, fault=f"it has no `{missing[0]}`")
    known = {key: value for key, value in written.items() if key in Gate._fields and key not in ("shape", "fault")}
    fault = next((said for key, value in known.items() if (said := _fault(key, value))), "")
    if fault:
        return Gate(shape, fault=fault)
    return Gate(shape, **{key: _held(key, value) for key, value in known.items()})  # type: ignore[arg-type]


def _fault(key: str, value: object) -> str:
    if key == "op":
        return "" if value in OPERATORS else f"`op` is {value!r}, which is none of {', '.join(OPERATORS)}"
    if key not in _NUMBERS:
        return "" if isinstance(value, str) and value else f"`{key}` is no text"
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or not _is_finite(value):
        return f"`{key}` is no number"
    return f"`{key}` is below 0" if key in ("atol", "rtol") and value < 0 else ""


def _is_finite(value: float | Decimal) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number of hundreds of digits
        return False


def _held(key: str, value: object) -> object:
    """Numbers as the decimal that was written: 0.1 is a tenth, as `repr` gives the shortest text that reads back."""
    return Decimal(str(value)) if key in _NUMBERS else value
