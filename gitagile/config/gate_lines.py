"""The lines on which the gates of a config stand: tables of their own, or written inline in a list."""

from __future__ import annotations

import re

from .values import line_of

_HEAD = r"\s*\[\[([^\[\]]+)\]\]"
_LIST = r"\bgates[\"']?\s*=\s*\["
_PART = r"""\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'|#[^\n]*|[{}\[\]]"""


def gate_lines(text: str, name: str, count: int) -> tuple[int, ...]:
    """The line, from 1, of each of the `count` gates of a dotted setting; where one is not found, the setting's own."""
    lines = text.split("\n")
    heads = [number for number, line in enumerate(lines, 1) if _is_head_of(line, name)]
    first = line_of(text, name)
    found = heads or _inline(lines, first)
    return (*found, *(first for _ in range(count)))[:count]


def _is_head_of(line: str, name: str) -> bool:
    head = re.match(_HEAD, line)
    return head is not None and re.sub(r"[\"' ]", "", head[1]) == name


def _inline(lines: list[str], first: int) -> list[int]:
    """The lines on which the tables of the list begin that is the first of this name from a line on."""
    rest = "\n".join(lines[first - 1 :])
    opened = re.search(_LIST, rest)
    if opened is None:
        return []
    found, depth = [], 0
    for part in re.finditer(_PART, rest[opened.end() :]):
        if part[0] == "{" and depth == 0:
            found.append(first + rest.count("\n", 0, opened.end() + part.start()))
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(part[0], 0)
        if depth < 0:
            break
    return found
