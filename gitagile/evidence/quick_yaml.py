"""The plainest YAML read at a glance, without libyaml: what DVC itself writes, and most params files.

A law in the tests holds it to the full reading; wherever there is any doubt it gives None.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .printed import MAX_DEPTH
from .yaml_scalar import typed

_SIGNS = r"[!\"$-9;-~ ]*"
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_./@-]*")
_PLAIN = re.compile(rf"(?:[A-Za-z0-9_/$]|[.+-](?=[0-9A-Za-z.])){_SIGNS}(?::(?! ){_SIGNS})*(?<![ :])")
_QUOTED = re.compile(r"'[^']*'|\"[^\"\\]*\"")
_ODD = re.compile(r"[^\n -~]")
_MOST_LINES = 16_000
_LONGEST_LINE = 1_000


class _Row(NamedTuple):
    """One line: its indent, its key (None: an entry of a list begins, or a lone value), and its value, if any."""

    indent: int
    key: str | None
    value: object
    is_filled: bool
    is_dash: bool = False


class _Doubt(Exception):
    """The text is of another form than the plainest."""


def quick_table(text: str) -> dict[str, object] | None:
    """The mapping in a text of plain block YAML, numbers as printed; None where the full reading must decide."""
    if _ODD.search(text):
        return None
    try:
        rows = _rows(text)
        if not rows or rows[0].indent or rows[0].key is None:
            return None
        value, end = _block(rows, 0, 0)
    except _Doubt:
        return None
    return value if isinstance(value, dict) and end == len(rows) else None


def _rows(text: str) -> list[_Row]:
    lines = text.split("\n")
    if len(lines) > _MOST_LINES:
        raise _Doubt
    rows: list[_Row] = []
    for line in lines:
        rest = line.lstrip(" ")
        if not rest or rest[0] == "#":
            continue
        indent = len(line) - len(rest)
        is_dash = rest.startswith("- ")
        if is_dash:
            rows.append(_Row(indent, None, None, is_filled=False, is_dash=True))
            indent, rest = indent + 2, rest[2:]
        row = _row(indent, rest)
        if len(line) > _LONGEST_LINE or not (is_dash or row.key):
            raise _Doubt
        rows.append(row)
    return rows


def _row(indent: int, text: str) -> _Row:
    """A line without its indent and dash: `key: value`, `key:`, or a lone value."""
    key, colon, value = text.partition(": ")
    if not colon:
        if not text.endswith(":"):
            return _Row(indent, None, _value(text), is_filled=True)
        key = text[:-1]
    if _KEY.fullmatch(key) is None:
        raise _Doubt
    return _Row(indent, key, _value(value) if colon else None, is_filled=bool(colon))


def _value(text: str) -> object:
    if _PLAIN.fullmatch(text):
        return typed(text, "")
    if _QUOTED.fullmatch(text):
        return text[1:-1]
    raise _Doubt


def _block(rows: list[_Row], at: int, depth: int) -> tuple[object, int]:
    """The value that begins with a row, and the row behind it."""
    row = rows[at]
    if depth >= MAX_DEPTH - 2:
        raise _Doubt
    if row.is_dash:
        return _list(rows, at, depth)
    return _table(rows, at, depth) if row.key is not None else (row.value, at + 1)


def _list(rows: list[_Row], at: int, depth: int) -> tuple[object, int]:
    items, indent = [], rows[at].indent
    while at < len(rows) and rows[at].is_dash and rows[at].indent == indent:
        value, at = _block(rows, at + 1, depth + 1)
        items.append(value)
    return items, _closed(rows, at, indent)


def _table(rows: list[_Row], at: int, depth: int) -> tuple[object, int]:
    table: dict[str, object] = {}
    indent = rows[at].indent
    while at < len(rows) and rows[at].indent == indent and (key := rows[at].key) is not None:
        if key in table:
            raise _Doubt
        table[key], at = (rows[at].value, at + 1) if rows[at].is_filled else _below(rows, at + 1, indent, depth)
    return table, _closed(rows, at, indent)


def _below(rows: list[_Row], at: int, indent: int, depth: int) -> tuple[object, int]:
    """What stands below a key without a value: a block further in, or a list whose dashes stand under the key."""
    if at < len(rows) and (rows[at].indent > indent or (rows[at].is_dash and rows[at].indent == indent)):
        return _block(rows, at, depth + 1)
    return None, at


def _closed(rows: list[_Row], at: int, indent: int) -> int:
    """The row behind a block, which must not stand further in than the block."""
    if at < len(rows) and rows[at].indent > indent:
        raise _Doubt
    return at
