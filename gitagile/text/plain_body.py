"""The plainest bodies outlined at a glance, without markdown-it, whose import costs half as much as click's.

Headings, paragraphs that begin with a letter, and one-line boxes: anything else, and the answer is None. A law in the
tests holds it to markdown-it's tokens.
"""

from __future__ import annotations

import re

Head = tuple[str, int, int]
"""A heading: its title, its level and its line, from 0."""
Box = tuple[int, str, bool]
"""A line of a checklist: its line from 0, its text, and whether it is ticked."""

MOST = 100_000
_START = r"[^\W\d_]|[\"'(]"
_LINE = re.compile(rf"(#{{1,6}}) (?=[^\s#])([^#]*)|- \[([ xX])\] (?=(?:{_START})\S*)(.*)|(?=(?:{_START}))()(.*)|")


def plain_outline(body: str) -> tuple[list[Head], list[Box]] | None:
    """The headings and boxes of a body, None where it is not of the plainest form."""
    if len(body) > MOST or not body.replace("\n", "").isprintable():
        return None
    heads: list[Head] = []
    boxes: list[Box] = []
    in_list = False
    for at, line in enumerate(body.split("\n")):
        found = _LINE.fullmatch(line)
        if found is None or (in_list and found[5] is not None):
            return None
        if found[1]:
            heads.append((found[2].strip(), len(found[1]), at))
        elif found[3]:
            boxes.append((at, " ".join(found[4].split()), found[3] != " "))
        in_list = bool(found[3])
    return heads, boxes
