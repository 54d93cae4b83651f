"""Values as a file prints them, and the exact decimal in each, or the reason why it holds no number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

NUMBER, TEXT, BOOLEAN, NOTHING, LIST, TWICE = "number", "text", "boolean", "nothing", "list", "twice"
LONGEST = 200
"""Characters of a value; one with more is no metric."""
LONGEST_NAME = 1_000
MAX_EXPONENT = 400
MAX_DEPTH = 32
MAX_VALUES = 50_000

_DECIMAL = r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,6})?"
_WITH_SPREAD = re.compile(rf"({_DECIMAL})\s*(?:(?:±|\+/-|\+-)\s*{_DECIMAL}|\(\s*(?:±|\+/-)?\s*{_DECIMAL}\s*\))")
_NOT_FINITE = re.compile(r"([-+]?)\.?(?:(nan)|inf(?:inity)?)", re.IGNORECASE)


class Digits(str):
    """A number's text, as it stands in a file."""

    __slots__ = ()


class Printed(NamedTuple):
    """One value: its text as it stands in the file, and its kind there."""

    text: str
    kind: str


class Readings(NamedTuple):
    """All values of one file by their names, with dots between levels; `fault` says why nothing could be read.

    `whole` is the value of a file that holds a number and no names.
    """

    values: Mapping[str, Printed]
    fault: str = ""
    whole: Printed | None = None

    def named(self, name: str) -> Printed | None:
        """The value of a metric, None where the file does not have it; a lone number answers to every name."""
        found = self.values.get(name)
        if found is None and any(other.startswith(f"{name}.") for other in self.values):
            return Printed("", LIST)
        return self.whole if found is None else found


def unreadable(fault: str) -> Readings:
    """The readings of a file that cannot be read."""
    return Readings({}, fault)


def number_in(printed: Printed) -> tuple[Decimal | None, str]:
    """The decimal of a printed value, or None and what it is instead, as the end of a sentence: `is NaN, …`.

    A text such as `0.84 ± 0.01` (also `+/-`, or the spread in brackets) gives its first number.
    """
    if printed.kind in _NO_NUMBER:
        return None, _NO_NUMBER[printed.kind].format(printed.text)
    text = printed.text.strip()
    if len(text) > LONGEST:
        return None, f"is a text of {len(text)} characters, not a number"
    if match := _NOT_FINITE.fullmatch(text):
        sign = "-" if match[1] == "-" else ""
        return None, "is NaN, not a number" if match[2] else f"is {sign}Infinity, not a finite number"
    spread = _WITH_SPREAD.fullmatch(text)
    digits = spread[1] if spread else text
    if not re.fullmatch(_DECIMAL, digits):
        return None, f"is the text {text!r}, not a number" if text else "is empty"
    value = Decimal(digits)
    if value and abs(value.adjusted()) > MAX_EXPONENT:
        return None, f"is {text}, out of any range"
    return value, ""


_NO_NUMBER = {
    BOOLEAN: "is {}, not a number",
    NOTHING: "is empty",
    LIST: "is a list or a table, not a number",
    TWICE: "is given more than once",
}


def flatten(root: object) -> Readings:
    """Nested tables as one, names joined by dots. A name that two ways lead to is marked as given twice."""
    if not isinstance(root, dict):
        return Readings({}, whole=as_printed(root))
    values: dict[str, Printed] = {}
    waiting: list[tuple[str, object, int]] = [("", root, 0)]
    while waiting:
        name, value, depth = waiting.pop()
        if not isinstance(value, dict):
            values[name] = Printed("", TWICE) if name in values else as_printed(value)
            continue
        if depth > MAX_DEPTH or len(name) > LONGEST_NAME:
            return unreadable(f"is nested deeper than {MAX_DEPTH} levels or {LONGEST_NAME} characters of a name")
        waiting += [(f"{name}.{key}" if depth else str(key), one, depth + 1) for key, one in value.items()]
        if len(waiting) + len(values) > MAX_VALUES:
            return unreadable(f"holds more than {MAX_VALUES:,} values")
    return Readings(values)


def as_printed(value: object) -> Printed:
    """A value of a file's own types as printed. A boolean is none of the numbers."""
    if value is None:
        return Printed("", NOTHING)
    if isinstance(value, bool):
        return Printed("true" if value else "false", BOOLEAN)
    if isinstance(value, Digits):
        return Printed(str(value), NUMBER)
    if isinstance(value, int):
        return Printed(str(value), NUMBER)
    return Printed("", LIST) if isinstance(value, list | dict) else Printed(str(value), TEXT)
