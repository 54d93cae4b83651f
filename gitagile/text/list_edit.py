"""A list in front matter changed entry by entry, so that what stays keeps its quotes, its line and its comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .nodes import Scalar, Sequence
from .scalars import scalar_text
from .spans import last_index, line_stop

Span = tuple[int, int]
"""A stretch of the head: the index it begins at and the one behind it."""

_DASH = re.compile(r"^[ \t]*-(?=[ \t\r\n]|\Z)", re.MULTILINE)
_LINE_BREAK = re.compile(r"\r?\n[ \t]*\Z")


def edited_list(head: str, node: Sequence, values: tuple[str, ...]) -> tuple[str, int]:
    """The new text of a list node and the index in `head` where the old text ends. `values` is never empty.

    Entries that stay in order are not touched, others are cut out, new ones put behind; a new order is a new text.
    """
    kept = _kept(node, values)
    if node.flow or not node.items:
        return _flow(head, node, values, kept), node.end.index
    return _block(head, node, values, kept)


def _kept(node: Sequence, values: tuple[str, ...]) -> tuple[int, ...]:
    """Which entries stay where they are: those that the values begin with, in their order."""
    kept: list[int] = []
    texts = [one.text if isinstance(one, Scalar) else None for one in node.items]
    for value in values:
        at = kept[-1] + 1 if kept else 0
        if value not in texts[at:]:
            break
        kept.append(texts.index(value, at))
    return tuple(kept)


def _flow(head: str, node: Sequence, values: tuple[str, ...], kept: tuple[int, ...]) -> str:
    added = [_source(head, node, value, in_flow=True) for value in values[len(kept) :]]
    if not kept:
        return "[" + ", ".join(added) + "]"
    spans = [(one.start.index, one.end.index) for one in node.items]
    cuts = [_flow_cut(head, spans, at, kept[0]) for at in range(len(spans)) if at not in kept]
    last = spans[kept[-1]][1]
    before = _without(head, (node.start.index, last), cuts)
    return before + "".join(", " + text for text in added) + _without(head, (last, node.end.index), cuts)


def _flow_cut(head: str, spans: list[Span], at: int, first_kept: int) -> Span:
    """What goes with an entry: the comma before it, or its whole line where it has one to itself."""
    start, stop = spans[at]
    if at < first_kept:
        return start, spans[at + 1][0]
    if "\n" not in head[spans[at - 1][1] : start]:
        return spans[at - 1][1], stop
    end = line_stop(head, stop)
    is_last = at + 1 == len(spans)
    alone = re.fullmatch(r"[ \t]*,?[ \t]*(?:#.*)?", head[stop:end]) and (is_last or spans[at + 1][0] > end)
    if alone and (breaks := _LINE_BREAK.search(head, 0, start)):
        return breaks.start(), end
    return start, stop if is_last else spans[at + 1][0]


def _block(head: str, node: Sequence, values: tuple[str, ...], kept: tuple[int, ...]) -> tuple[str, int]:
    spans = tuple(entry_spans(head, node))
    start, end = spans[0][0], spans[-1][1]
    added = ["- " + _source(head, node, value) for value in values[len(kept) :]]
    newline = ("\r\n" if "\r\n" in head else "\n") + _indent(head, start)
    if not kept:
        return newline.join(added), end
    cuts = [_block_cut(head, spans, at, kept[0]) for at in range(len(spans)) if at not in kept]
    return newline.join([_without(head, (start, end), cuts), *added]), end


def entry_spans(head: str, node: Sequence) -> Iterator[Span]:
    """Each entry of a list of `- ` lines, from its dash to the end of its last line, comment included."""
    dash = node.start.index
    for item in node.items:
        stop = line_stop(head, max(last_index(head, item), dash))
        yield dash, stop
        following = _DASH.search(head, stop)
        dash = following.end() - 1 if following else stop


def _block_cut(head: str, spans: tuple[Span, ...], at: int, first_kept: int) -> Span:
    """What goes with an entry: its lines. Comments on lines above it stay."""
    start, stop = spans[at]
    if at + 1 < first_kept:
        return start, spans[at + 1][0]
    if at < first_kept:
        return start, stop + len(head[stop:]) - len(head[stop:].lstrip(" \t\r\n"))
    breaks = _LINE_BREAK.search(head, 0, start)
    return (breaks.start() if breaks else start), stop


def _without(head: str, span: Span, cuts: list[Span]) -> str:
    """A stretch of the head less what is cut out of it; cuts come in order and may overlap."""
    pieces, at = [], span[0]
    for start, stop in cuts:
        pieces.append(head[at : max(min(start, span[1]), at)])
        at = min(max(at, stop), span[1])
    return "".join([*pieces, head[at : span[1]]])


def _indent(head: str, start: int) -> str:
    before = head[head.rfind("\n", 0, start) + 1 : start]
    return before if not before.strip() else " " * len(before)


def _source(head: str, node: Sequence, value: str, *, in_flow: bool = False) -> str:
    """An entry as it stands in the head if the list had it already on one line, else written anew."""
    written = (
        head[one.start.index : one.end.index] for one in node.items if isinstance(one, Scalar) and one.text == value
    )
    source = next(written, "")
    return source if source and "\n" not in source else scalar_text(value, in_flow=in_flow)
