"""A list in front matter changed entry by entry, so that what stays keeps its quotes, its line and its comment."""

from __future__ import annotations

from .scalars import scalar_text
from .yaml_nodes import Node, Scalar, Sequence


def edited_list(head: str, node: Sequence, values: tuple[str, ...]) -> tuple[str, int]:
    """The new text of a list node and the index in `head` where the old text ends. `values` is never empty."""
    if node.flow or not node.items:
        return _flow(head, node, values), node.end.index
    return _block(head, node, values)


def _flow(head: str, node: Sequence, values: tuple[str, ...]) -> str:
    sources = _sources(head, node.items)
    old = [one.text if isinstance(one, Scalar) else None for one in node.items]
    if tuple(old) == values[: len(old)] and old:
        start, last = node.start.index, node.items[-1].end.index
        added = "".join(", " + scalar_text(value, in_flow=True) for value in values[len(old) :])
        return head[start:last] + added + head[last : node.end.index]
    return "[" + ", ".join(sources.get(value) or scalar_text(value, in_flow=True) for value in values) + "]"


def _block(head: str, node: Sequence, values: tuple[str, ...]) -> tuple[str, int]:
    """Lines of kept entries are copied whole; new ones go behind them at the same indent."""
    start, newline = node.start.index, "\r\n" if "\r\n" in head else "\n"
    lines, end = _entry_lines(head, node)
    first_column = start - (head.rfind("\n", 0, start) + 1)
    indent = head[start - first_column : start]
    indent = indent if not indent.strip() else " " * first_column
    rows = [lines.get(value) or f"- {scalar_text(value)}" for value in values]
    return (newline + indent).join(rows), end


def _entry_lines(head: str, node: Sequence) -> tuple[dict[str, str], int]:
    """Each scalar entry's own text from its dash to the end of its line, and where the last one ends."""
    lines: dict[str, str] = {}
    end = node.start.index
    for item in node.items:
        stop = head.find("\n", item.end.index if item.end.index > item.start.index else item.start.index)
        end = len(head) if stop < 0 else stop
        if end and head[end - 1] == "\r":
            end -= 1
        dash = head.rfind("-", 0, item.start.index)
        if isinstance(item, Scalar):
            lines.setdefault(item.text, head[dash:end])
    return lines, end


def _sources(head: str, items: tuple[Node, ...]) -> dict[str, str]:
    return {one.text: head[one.start.index : one.end.index] for one in items if isinstance(one, Scalar)}
