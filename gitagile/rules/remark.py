"""Remarks: what a rule says about one value, before anybody has looked up the line it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..model.finding import Finding
from ..text.nodes import Entry, Mapping, Node, Sequence
from .all_rules import rule_with

if TYPE_CHECKING:
    from ..text.front_matter import Document

Where = tuple[str | int, ...]
"""The way to a value from the top of the front matter: keys of mappings, numbers of list entries."""

LONGEST_SHOWN = 60
TOP = (1, 1)


class Remark(NamedTuple):
    """The rule's code, the value it is about, a sentence and what to do. `at_key` points at the value's key instead."""

    code: str
    where: Where
    message: str
    hint: str = ""
    at_key: bool = False
    fixable: bool = False


def finding_at(remark: Remark, path: str, place: tuple[int, int] = TOP) -> Finding:
    """The remark as a finding at a line and column."""
    severity = rule_with(remark.code).severity
    return Finding(remark.code, severity, path, *place, remark.message, remark.hint, remark.fixable)


def finding_in(remark: Remark, document: Document) -> Finding:
    """The remark as a finding at the place of its value in a document."""
    return finding_at(remark, document.path, place_in(document, remark))


def place_in(document: Document, remark: Remark) -> tuple[int, int]:
    """Line and column of what a remark is about: its value, or the nearest value around it that there is."""
    entry = next((one for one in document.entries if remark.where and one.key.text == remark.where[0]), None)
    if entry is None:
        return TOP
    node: Node = entry.key if remark.at_key and len(remark.where) == 1 else entry.value
    for step in remark.where[1:]:
        inner = _inner(node, step)
        if inner is None:
            break
        node = inner.key if isinstance(inner, Entry) and remark.at_key and step == remark.where[-1] else _value(inner)
    return document.place_of(node)


def _inner(node: Node, step: str | int) -> Node | Entry | None:
    if isinstance(node, Sequence) and isinstance(step, int):
        return node.items[step] if step < len(node.items) else None
    if isinstance(node, Mapping):
        return next((entry for entry in node.entries if entry.key.text == step), None)
    return None


def _value(inner: Node | Entry) -> Node:
    return inner.value if isinstance(inner, Entry) else inner


def shown(value: object) -> str:
    """A value as a message quotes it: in quotes if it is a text, on one line, not longer than is read at a glance."""
    text = repr(value)
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
