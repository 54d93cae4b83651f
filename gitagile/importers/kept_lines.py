"""Keys that have no counterpart, kept with the lines they stand on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ..text.front_matter import Document
from ..text.nodes import Entry, Scalar, as_value
from .draft import FORMER_ID, FROM

_OURS = (
    *("id", "title", "status", "priority", "type", "assignee", "labels"),
    *("parent", "depends_on", "rank", FROM, FORMER_ID),
)
"""Names that a kept key may not have: what stands there could not be mapped, or is not what we mean by it."""

_COMMENT = re.compile(r"^[ \t]*#.*\n?", re.MULTILINE)


def kept_lines(document: Document, kept: list[Entry], ours: set[str]) -> tuple[tuple[str, str], ...]:
    """The lines of each kept key, under `imported_<key>` where the name is taken, and the comments of all others."""
    taken = {*ours, *_OURS}
    if document.flow:
        return tuple(_one_line(_free_name(entry.key.text, taken), entry) for entry in kept)
    head = document.parts.head if document.parts else ""
    found: list[tuple[str, str]] = []
    for entry, start, stop in _spans(document, head):
        name = _free_name(entry.key.text, taken) if entry in kept else entry.key.text
        lines = _own_lines(head, entry, name, (start, stop)) if entry in kept else _comments(entry, head[start:stop])
        found += [(name, _at_the_margin(lines, entry.key.start.column))] if lines.strip() else []
    return tuple(found)


def _one_line(name: str, entry: Entry) -> tuple[str, str]:
    """A key of a head that is one `{…}`: JSON is YAML too (https://yaml.org/spec/1.2.2/#12-key-changes)."""
    return name, f"{json.dumps(name)}: {json.dumps(as_value(entry.value), ensure_ascii=False)}\n"


def _own_lines(head: str, entry: Entry, name: str, span: tuple[int, int]) -> str:
    start, stop = entry.key.start.index, entry.key.end.index
    written = head[start:stop] if name == entry.key.text else name
    return head[span[0] : start] + written + head[stop : span[1]]


def _at_the_margin(lines: str, column: int) -> str:
    """The lines as far to the left as ours, with plain newlines."""
    text = "".join(
        line[column:] if line[:column].isspace() else line
        for line in lines.replace("\r\n", "\n").splitlines(keepends=True)
    )
    return text if text.endswith("\n") else text + "\n"


def _spans(document: Document, head: str) -> Iterator[tuple[Entry, int, int]]:
    starts = [head.rfind("\n", 0, entry.key.start.index) + 1 for entry in document.entries]
    starts[:1] = [0] if starts else []
    return zip(document.entries, starts, [*starts[1:], len(head)], strict=True)


def _free_name(name: str, taken: set[str]) -> str:
    free = name
    while free in taken:
        free = f"imported_{free}"
    taken.add(free)
    return free


def _comments(entry: Entry, lines: str) -> str:
    if isinstance(entry.value, Scalar) and entry.value.style:
        return ""
    return "".join(_COMMENT.findall(lines))
