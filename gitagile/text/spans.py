"""Spans: where a value's own text begins and ends in a head; libyaml's end marks go past blank lines and comments."""

from __future__ import annotations

import re

from .nodes import Entry, Mapping, Node, Scalar, Sequence

_BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)*")


def is_block(node: Node) -> bool:
    """Whether a value stands on lines of its own: a block scalar, a list of `- ` lines, a mapping of `key: ` lines."""
    if isinstance(node, Scalar):
        return node.style in ("|", ">")
    return not node.flow


def last_index(head: str, node: Node) -> int:
    """The index of a node's last own character; for a value that is nothing, of the character before it."""
    if isinstance(node, Sequence) and not node.flow:
        return last_index(head, node.items[-1]) if node.items else node.start.index
    if isinstance(node, Mapping) and not node.flow:
        return last_index(head, node.entries[-1].value) if node.entries else node.start.index
    if isinstance(node, Scalar) and is_block(node):
        if keeps_blank_lines(head, node):
            return node.end.index - 1
        return max(node.start.index, len(head[: node.end.index].rstrip(" \t\r\n")) - 1)
    return max(node.end.index, node.start.index) - 1


def line_start(head: str, index: int) -> int:
    """Where the line of an index begins."""
    return head.rfind("\n", 0, index) + 1


def line_stop(head: str, index: int) -> int:
    """Where the line of an index ends, before its line ending."""
    newline = head.find("\n", index)
    end = len(head) if newline < 0 else newline
    return end - 1 if end > index and head[end - 1] == "\r" else end


def end_of_lines(head: str, entry: Entry) -> int:
    """The index behind the last line of a key; blank lines and comments below it stay with what follows."""
    newline = head.find("\n", max(last_index(head, entry.value), entry.key.end.index))
    return len(head) if newline < 0 else newline + 1


def keeps_blank_lines(head: str, node: Node) -> bool:
    """Whether blank lines below a value are part of it, as below `|+`."""
    header = head[node.start.index : node.start.index + 3].partition("\n")[0]
    return isinstance(node, Scalar) and is_block(node) and "+" in header


def behind_blank_lines(head: str, index: int) -> int:
    """The index behind the blank lines that begin at an index."""
    found = _BLANK_LINES.match(head, index)
    return found.end() if found else index
