"""Values to YAML text: plain where YAML 1.1 and 1.2 both read the text back, quoted otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

_SAFE = re.compile(r"[^\W_](?:[\w ./@+()%$~^=;!?&*<>|'\"`-]|,(?= )|:(?=\S)|#(?<=\S#))*", re.UNICODE)
_SAFE_IN_FLOW = re.compile(r"[\w./@+-]+", re.UNICODE)
_NUMBER_LIKE = re.compile(r"[-+]?(?:[.\d][\d_.,:xobaefinAEFINXOB+-]*|0[xX][\da-fA-F_]+)", re.ASCII)
_DAY = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ](?!24)\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?)?", re.ASCII
)
_DAY_LIKE = r"(?a)\d{4}-\d"
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "none", "inf", "nan", "infinity"])
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def scalar_text(value: str, style: str = "", *, in_flow: bool = False, keep_days: bool = True) -> str:
    """One value as YAML text. `style` is the quote it had before, kept where the new value can bear it.

    `keep_days` leaves ISO dates and instants plain, as people write them (YAML 1.1 readers make dates of them).
    """
    if style == "'" and _fits_single_quotes(value):
        return "'" + value.replace("'", "''") + "'"
    if style != '"' and _is_plain(value, in_flow=in_flow, keep_days=keep_days):
        return value
    return '"' + "".join(_escaped(letter) for letter in value) + '"'


def number_text(value: float) -> str:
    """A number as people write it: no `.0` behind a whole one."""
    if isinstance(value, int):
        return str(value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def list_text(values: tuple[str, ...]) -> str:
    """A list on one line: `[a, "b c"]`."""
    return "[" + ", ".join(scalar_text(value, in_flow=True) for value in values) + "]"


def amounts_text(amounts: Mapping[str, int | float]) -> str:
    """A table of amounts on one line: `{gpu_hours: 20}`."""
    pairs = (f"{scalar_text(name, in_flow=True)}: {number_text(amount)}" for name, amount in amounts.items())
    return "{" + ", ".join(pairs) + "}"


def _is_plain(value: str, *, in_flow: bool, keep_days: bool) -> bool:
    if re.match(_DAY_LIKE, value):
        return keep_days and _is_day(value)
    if value.casefold() in _WORDS or _NUMBER_LIKE.fullmatch(value) or value != value.strip():
        return False
    pattern = _SAFE_IN_FLOW if in_flow else _SAFE
    return (
        pattern.fullmatch(value) is not None and value.isprintable() and " #" not in value and not _risky_start(value)
    )


def _is_day(value: str) -> bool:
    """Whether a text is a day or instant that exists: YAML 1.1 readers fail on any other that looks like one."""
    try:
        return _DAY.fullmatch(value) is not None and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _risky_start(value: str) -> bool:
    return value[0] in "-?:,[]{}#&*!|>'\"%@`=<." or value.endswith(":")


def _fits_single_quotes(value: str) -> bool:
    return value.isprintable() and "\n" not in value


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    if letter.isprintable():
        return letter
    code = ord(letter)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
