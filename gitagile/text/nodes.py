"""Nodes: the values of front matter as written, each with its place, and what YAML 1.2 makes of them; no library."""

from __future__ import annotations

import re
from math import isinf
from typing import NamedTuple, Protocol

from .limits import LONGEST_NUMBER

NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
"""The plain texts that YAML 1.2 reads as no value."""
_WORDS: dict[str, object] = dict.fromkeys(NOTHING) | {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_NUMBER_STARTS = frozenset("0123456789+-.")
_INT = r"[-+]?[0-9]+"
_FLOAT = r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"


class Mark(Protocol):
    """A place in the text as libyaml gives it: character index, line and column, all from 0."""

    @property
    def index(self) -> int:
        """Characters before it."""
        ...

    @property
    def line(self) -> int:
        """Lines before it."""
        ...

    @property
    def column(self) -> int:
        """Characters of its line before it."""
        ...


class Scalar(NamedTuple):
    """One value as written: `text` without its quotes, `style` is the quote or block sign, empty for a plain one."""

    text: str
    style: str
    start: Mark
    end: Mark


class Sequence(NamedTuple):
    """A list; `flow` for `[a, b]`, else one `- ` a line."""

    items: tuple[Node, ...]
    flow: bool
    start: Mark
    end: Mark


class Entry(NamedTuple):
    """One key and its value."""

    key: Scalar
    value: Node


class Mapping(NamedTuple):
    """Keys and values in file order; `flow` for `{a: b}`."""

    entries: tuple[Entry, ...]
    flow: bool
    start: Mark
    end: Mark


Node = Scalar | Sequence | Mapping


def as_value(node: Node | None) -> object:
    """The value by YAML 1.2's core schema (https://yaml.org/spec/1.2.2/#103-core-schema), without octal and hex."""
    if isinstance(node, Sequence):
        return [as_value(one) for one in node.items]
    if isinstance(node, Mapping):
        return {entry.key.text: as_value(entry.value) for entry in node.entries}
    return None if node is None else scalar_value(node)


def scalar_value(node: Scalar) -> object:
    """A scalar's value: quoted and block ones are text, plain ones what YAML 1.2 makes of them."""
    return node.text if node.style else plain_value(node.text)


def plain_value(text: str) -> object:
    """What YAML 1.2 makes of a plain text: nothing, true or false, a number, or the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_STARTS or len(text) > LONGEST_NUMBER:
        return text
    if re.fullmatch(_INT, text):
        return int(text)
    number = float(text) if re.fullmatch(_FLOAT, text) else None
    return text if number is None or isinf(number) else number
