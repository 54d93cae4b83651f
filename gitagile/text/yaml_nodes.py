"""YAML text to nodes that know their place, built from libyaml's events with every limit counted on the way.

Nothing is composed by libyaml itself: its composer recurses in C, and 30,000 nested brackets end the process. Events
come from a state machine on the heap, so depth, nodes, anchors and tags are counted before anything is built.
"""

from __future__ import annotations

import re
from typing import Protocol

import yaml

from .limits import MAX_DEPTH, MAX_NODES
from .nodes import Entry, Mapping, Mark, Node, Scalar, Sequence

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_END_EVENTS = (yaml.SequenceEndEvent, yaml.MappingEndEvent)
_NODE_EVENTS = frozenset(
    (yaml.ScalarEvent, yaml.AliasEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent, *_END_EVENTS)
)
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no YAML text may hold (https://yaml.org/spec/1.2.2/#51-character-set)."""


class NodeFault(Exception):
    """Text that is no YAML we read: `kind` is syntax, limit, feature, duplicate or shape; line and column from 0."""

    def __init__(self, kind: str, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.kind, self.message, self.line, self.column = kind, message, line, column


class _NodeEvent(Protocol):
    """What the parser says of a scalar, a list or a mapping; a scalar has no `flow_style`, a list no `value`."""

    anchor: str | None
    tag: str | None
    flow_style: bool | None
    start_mark: Mark


class _Open:
    """A collection whose end has not come yet."""

    __slots__ = ("flow", "is_mapping", "keys", "parts", "start")

    def __init__(self, event: _NodeEvent) -> None:
        self.is_mapping = isinstance(event, yaml.MappingStartEvent)
        self.flow = bool(event.flow_style)
        self.start = event.start_mark
        self.parts: list[Node] = []
        self.keys: dict[str, int] = {}

    def add(self, node: Node) -> None:
        if self.is_mapping and len(self.parts) % 2 == 0:
            self._note_key(node)
        self.parts.append(node)

    def _note_key(self, node: Node) -> None:
        if not isinstance(node, Scalar):
            raise NodeFault(
                "shape", "a key must be a word, not a list or a mapping", node.start.line, node.start.column
            )
        if node.text == "<<" and not node.style:
            raise NodeFault("feature", "merge keys (`<<`) are not read", node.start.line, node.start.column)
        if node.text in self.keys:
            first = self.keys[node.text] + 1
            raise NodeFault("duplicate", f"{first}", node.start.line, node.start.column)
        self.keys[node.text] = node.start.line

    def closed(self, end: Mark) -> Node:
        if not self.is_mapping:
            return Sequence(tuple(self.parts), self.flow, self.start, end)
        pairs = zip(self.parts[::2], self.parts[1::2], strict=True)
        return Mapping(tuple(Entry(key, value) for key, value in pairs), self.flow, self.start, end)  # type: ignore[arg-type]


def read_nodes(text: str, *, most: int = MAX_NODES, deepest: int = MAX_DEPTH) -> Node | None:
    """The one document of `text` as nodes, None where it is empty. Raises NodeFault, never another exception.

    `most` values and a depth of `deepest` are read, which suits front matter; files of other tools may be given more.
    """
    if text.startswith("\ufeff"):  # libyaml would pass over it and count every place one too low
        raise NodeFault("syntax", "a byte-order mark where no file begins", 0, 0)
    try:
        return _build(text, (most, deepest))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise NodeFault("syntax", error.problem or "not YAML", *_position(mark)) from None
    except yaml.reader.ReaderError:
        found = _FORBIDDEN.search(text)
        before = text[: found.start()] if found else ""
        column = len(before) - before.rfind("\n") - 1
        raise NodeFault("syntax", "a control character that YAML forbids", before.count("\n"), column) from None
    except (yaml.YAMLError, ValueError) as error:
        raise NodeFault("syntax", str(error).splitlines()[0] if str(error) else "not YAML", 0, 0) from None


def _build(text: str, room: tuple[int, int]) -> Node | None:
    parser = _PARSER(text)
    stack: list[_Open] = []
    root: Node | None = None
    count = 0
    while True:
        event = parser.get_event()
        kind = event.__class__
        if kind is yaml.StreamEndEvent:
            return root
        if kind not in _NODE_EVENTS:
            _refuse_second(event, root)
            continue
        if kind in _END_EVENTS:
            node = stack.pop().closed(event.end_mark)
        else:
            count += 1
            _refuse(event, count, len(stack), room)
            if kind is not yaml.ScalarEvent:
                stack.append(_Open(event))
                continue
            node = Scalar(event.value, event.style or "", event.start_mark, event.end_mark)
        if stack:
            stack[-1].add(node)
        else:
            root = node


def _refuse(event: _NodeEvent, count: int, depth: int, room: tuple[int, int]) -> None:
    if event.anchor is not None:
        raise NodeFault("feature", "anchors and aliases (`&`, `*`) are not read", *_position(event.start_mark))
    if event.tag is not None:
        raise NodeFault("feature", "tags (`!`) are not read", *_position(event.start_mark))
    if count > room[0]:
        raise NodeFault("limit", f"more than {room[0]} values", *_position(event.start_mark))
    if depth >= room[1]:
        raise NodeFault("limit", f"nested deeper than {room[1]}", *_position(event.start_mark))


def _refuse_second(event: object, root: Node | None) -> None:
    if root is not None and isinstance(event, yaml.DocumentStartEvent):
        raise NodeFault("shape", "a second document begins here", *_position(event.start_mark))


def _position(mark: Mark | None) -> tuple[int, int]:
    return (mark.line, mark.column) if mark else (0, 0)
