"""YAML of other tools as plain values, numbers kept as printed, by our own reading: YAML 1.2, no anchors, no tags."""

from __future__ import annotations

from ..text.nodes import Node, Scalar, Sequence
from .printed import MAX_DEPTH, MAX_VALUES, Readings, flatten, unreadable
from .quick_yaml import quick_table
from .yaml_scalar import typed


class Unreadable(Exception):
    """A file that cannot be read; `reason` is the end of a sentence that begins with its name."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def text_of(content: bytes) -> str:
    """A file's bytes as text, without the mark some editors put before it. Raises Unreadable."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("is not UTF-8") from None


def read_yaml(text: str) -> object:
    """The document as dicts, lists, texts, booleans, None and Digits. Raises Unreadable, with the line."""
    quick = quick_table(text)
    return read_in_full(text) if quick is None else quick


def read_in_full(text: str) -> object:
    """The same by libyaml, whatever form it has."""
    from ..text.yaml_nodes import NodeFault, read_nodes  # late: libyaml

    try:
        node = read_nodes(text, most=MAX_VALUES, deepest=MAX_DEPTH)
    except NodeFault as fault:
        said = f"the key was given before, on line {fault.message}" if fault.kind == "duplicate" else fault.message
        raise Unreadable(f"is no YAML we read: line {fault.line + 1}: {said}") from None
    return None if node is None else as_plain(node)


def as_plain(node: Node) -> object:
    """A node as a plain value; the depth is bounded by the reading."""
    if isinstance(node, Scalar):
        return typed(node.text, node.style)
    if isinstance(node, Sequence):
        return [as_plain(one) for one in node.items]
    return {entry.key.text: as_plain(entry.value) for entry in node.entries}


def yaml_table(content: bytes) -> dict[str, object]:
    """The mapping that a YAML file holds, empty where the file is. Raises Unreadable."""
    value = read_yaml(text_of(content))
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Unreadable("is not a mapping of keys")
    return value


def yaml_metrics(content: bytes) -> Readings:
    """The values of a YAML metric file."""
    try:
        return flatten(read_yaml(text_of(content)))
    except Unreadable as error:
        return unreadable(error.reason)
