"""The plainest items read at a glance, without libyaml: five times quicker, and None wherever there is any doubt.

A law in the tests holds it to the full reading: what this gives is what `item_from(read_document(...))` gives.
"""

from __future__ import annotations

import re

from ..model.item import Item
from .kinds import KINDS, NUMBER, TEXT, WORDS
from .limits import MAX_FILE
from .nodes import NOTHING, plain_value

MAX_ROWS = 60
MAX_HEAD = 2_500
"""Bytes of a head read at a glance: too few for as many values as the full reading refuses."""

_PLAIN = r"[A-Za-z0-9_/](?:[\w ./@()'!?*&%$+=~^;,-]|:(?=[\w/@.+-]))*(?<! )"
_DOUBLE = r"\"[\w ./@()'!?*&%$+=~^;:,#\[\]{}<>|`-]+\""
_SINGLE = r"'[\w ./@()\"!?*&%$+=~^;:,#\[\]{}<>|`\\-]+'"
_WORD = r"[A-Za-z0-9_/][\w./@+-]*"
_ROW = re.compile(
    rf"^([A-Za-z_][\w-]{{0,60}}):(?: (?:({_PLAIN})|({_DOUBLE}|{_SINGLE})|(\[(?:{_WORD}(?:, {_WORD})*)?\])))?$"
    rf"|^((?:  )?- {_PLAIN})$",
    re.ASCII | re.MULTILINE,
)


def quick_item(content: bytes, path: str, place: str, fallback_id: str = "") -> Item | None:
    """The item in a file's bytes if its front matter is of the plainest form, None to have it read in full."""
    values = quick_rows(content)
    return None if values is None else _item(values, path, place, fallback_id)


def quick_rows(content: bytes) -> dict[str, Row] | None:
    """The plainest front matter key by key, each key on a line of its own; None to have it read in full."""
    end = content.find(b"\n---\n", 4)
    if end < 0 or not content.startswith(b"---\n") or len(content) > MAX_FILE or end > MAX_HEAD:
        return None
    try:
        head = content[4 : end + 1].decode("utf-8")
        if not content.isascii():
            content.decode("utf-8")  # a body that is no UTF-8 is a finding of the full reading
    except UnicodeDecodeError:
        return None
    rows = _ROW.findall(head)
    if len(rows) != head.count("\n") or len(rows) > MAX_ROWS:
        return None
    return _values(rows)


Row = tuple[str, str, str, list[str]]
"""A key's value: its plain text, its quoted text, its list on one line (empty where not so), its list's lines."""


def _values(rows: list[tuple[str, str, str, str, str]]) -> dict[str, Row] | None:
    values: dict[str, Row] = {}
    lines: list[str] | None = None
    for key, plain, quoted, words, line in rows:
        if line:
            if lines is None or (lines and (lines[0][0] != line[0])):
                return None
            lines.append(line)
            continue
        if key in values:
            return None
        own: list[str] = []
        lines = None if plain or quoted or words else own
        values[key] = (plain, quoted[1:-1], words, own)
    return values


def _item(values: dict[str, Row], path: str, place: str, fallback_id: str) -> Item | None:
    known: dict[str, object] = {}
    others: list[tuple[str, object]] = []
    for key, row in values.items():
        kind = KINDS.get(key)
        if kind is None:
            others.append((key, _any(row)))
        elif (value := _of_kind(row, kind)) is not None:
            known[key] = value
    identifier = known.pop("id", None) or fallback_id
    return Item(id=str(identifier), path=path, place=place, fields=tuple(others), **known)  # type: ignore[arg-type]


def _of_kind(row: Row, kind: str) -> object:
    plain, quoted = row[:2]
    if kind == TEXT:
        return (quoted or plain) if plain not in NOTHING or quoted else None
    if kind == NUMBER:
        value = plain_value(plain)
        return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
    if kind != WORDS:
        value = _any(row)
        return tuple(value) if isinstance(value, list) else None
    return quick_words(row)


def quick_words(row: Row) -> tuple[str, ...] | None:
    """A row as a list of words, a lone one as a list of one; None where it is empty."""
    plain, quoted, words, lines = row
    if words or lines:
        return tuple(word for word in _listed(words, lines) if word not in NOTHING)
    text = quoted or (plain if plain not in NOTHING else None)
    return (text,) if text else None


def _any(row: Row) -> object:
    plain, quoted, words, lines = row
    if words or lines:
        return [plain_value(word) for word in _listed(words, lines)]
    return quoted or plain_value(plain)


def _listed(words: str, lines: list[str]) -> list[str]:
    if lines:
        return [line.lstrip(" ")[2:] for line in lines]
    return words[1:-1].split(", ") if len(words) > 2 else []
