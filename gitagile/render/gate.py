"""The gate to the terminal: characters that could steer it, or turn text round, are made visible."""

from __future__ import annotations

import re
from functools import cache

_STEERING = (
    "\x00-\x08\x0b-\x1f"  # C0, but for tab and newline
    "\x7f-\x9f"  # DEL and C1
    "\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # what is invisible, or turns text round (UAX #9)
    "\u2028\u2029"  # line and paragraph separators
    "\ud800-\udfff"  # lone surrogates: bytes of file names that are no UTF-8
    "\U000e0000-\U000e007f"  # tags
)


def visible(text: str) -> str:
    """A text that is safe to print: what steers a terminal is written as its code; newline and tab stay."""
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return _unsafe(_STEERING).sub(_escaped, text)


def visible_line(text: str) -> str:
    """A text that is safe to print and stays one line: newlines and tabs are made visible too."""
    return text if text.isprintable() else _unsafe("\t\n" + _STEERING).sub(_escaped, text)


def visible_json(text: str) -> str:
    """A JSON text that is safe to print: the same characters as JSON's own escapes, so that it still reads the same."""
    if text.replace("\n", "").isprintable():
        return text
    return _unsafe(_STEERING).sub(_escaped_in_json, text)


@cache
def _unsafe(letters: str) -> re.Pattern[str]:
    """Compiled when the first doubtful text comes: most are printable, which Python knows at once."""
    return re.compile(f"[{letters}]")


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _escaped_in_json(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
