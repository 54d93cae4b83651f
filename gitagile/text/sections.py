"""Sections and checklists of a body, found by markdown-it's tokens, so that a code block is never a checklist."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError
from .plain_body import Box, Head, plain_outline

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_BODY = 256 * 1024
MAX_LINES = 5_000
"""What follows in a body is not looked through: a log that was pasted in would cost seconds each time."""
CRITERIA_HEADINGS = ("Acceptance criteria",)

_BOX = re.compile(r"\[([ xX])\]")
_AFTER_BOX = ("inline", "list_item_close", "bullet_list_open", "ordered_list_open")
_LINE = re.compile(r"\r\n|\r|\n")
"""What markdown-it counts as the end of a line (https://spec.commonmark.org/0.31.2/#line-ending)."""


class Section(NamedTuple):
    """A heading and the lines under it, to the next of its level or above. Lines count from 0, `stop` is not in it."""

    title: str
    level: int
    start: int
    stop: int


class Criterion(NamedTuple):
    """One line of a checklist: its number from 1, its text, whether it is ticked, and its line in the body from 0."""

    number: int
    text: str
    done: bool
    line: int


def sections(body: str) -> tuple[Section, ...]:
    """All sections of a body, in order."""
    return _sections(_outline(body)[0], _count_lines(body))


def criteria(body: str, headings: tuple[str, ...] = CRITERIA_HEADINGS) -> tuple[Criterion, ...]:
    """The acceptance criteria: the checklists under the named headings; without such a heading all of the body's."""
    if not _BOX.search(body):
        return ()
    heads, found = _outline(body)
    wanted = {heading.casefold() for heading in headings}
    named = [one for one in _sections(heads, _count_lines(body)) if one.title.casefold() in wanted]
    inside = {line for one in named for line in range(one.start, one.stop)}
    boxes = [box for box in found if not named or box[0] in inside]
    return tuple(Criterion(number, text, done, line) for number, (line, text, done) in enumerate(boxes, 1))


def with_tick(body: str, number: int, *, done: bool, headings: tuple[str, ...] = CRITERIA_HEADINGS) -> str:
    """The body with one criterion ticked or unticked: one character changes. UsageError if there is no such number."""
    found = criteria(body, headings)
    criterion = next((one for one in found if one.number == number), None)
    if criterion is None:
        count = f"{len(found)} acceptance criteria" if found else "no acceptance criteria"
        raise UsageError(f"there is no criterion {number}: the item has {count}", "`gitagile show ID` numbers them")
    if criterion.done == done:
        return body
    nested = sum(1 for one in found if one.line == criterion.line and one.number < number)
    box = list(_BOX.finditer(body, *_line_span(body, criterion.line)))[nested]
    return body[: box.start(1)] + ("x" if done else " ") + body[box.end(1) :]


def _outline(body: str) -> tuple[list[Head], list[Box]]:
    return plain_outline(body) or full_outline(body)


def full_outline(body: str) -> tuple[list[Head], list[Box]]:
    """The headings and boxes of a body by markdown-it's tokens."""
    tokens = _tokens(body)
    heads = [
        (tokens[at + 1].content.strip(), int(token.tag[1]), token.map[0])
        for at, token in enumerate(tokens)
        if token.type == "heading_open" and token.map and token.level == 0
    ]
    return heads, _boxes(tokens)


def _tokens(body: str) -> list[Token]:
    rest = islice(_LINE.finditer(body, 0, MAX_BODY), MAX_LINES - 1, None)
    return _parser().parse(body[: next((found.end() for found in rest), MAX_BODY)])


@cache
def _parser() -> MarkdownIt:
    """A parser that reads a table as a paragraph: it holds no heading and no box, and each cell would cost a token."""
    from markdown_it import MarkdownIt

    needless = ["inline", "linkify", "text_join", "table"]
    return MarkdownIt("gfm-like2", {"html": False, "linkify": False}).disable(needless)


def _sections(heads: list[Head], lines: int) -> tuple[Section, ...]:
    stops = [lines] * len(heads)
    waiting: list[int] = []
    for at, (_, level, start) in enumerate(heads):
        while waiting and heads[waiting[-1]][1] >= level:
            stops[waiting.pop()] = start
        waiting.append(at)
    return tuple(Section(title, level, start, stop) for (title, level, start), stop in zip(heads, stops, strict=True))


def _boxes(tokens: list[Token]) -> list[Box]:
    boxes: list[Box] = []
    for at, token in enumerate(tokens):
        if token.type == "list_item_open" and token.map and "checked" in token.meta:
            boxes.append((token.map[0], _text_of(tokens, at), bool(token.meta["checked"])))
    return boxes


def _text_of(tokens: list[Token], at: int) -> str:
    inner = next(at for at in range(at + 1, len(tokens)) if tokens[at].type in _AFTER_BOX)
    return " ".join(tokens[inner].content.split())


def _count_lines(body: str) -> int:
    return len(_LINE.findall(body)) + 1


def _line_span(body: str, line: int) -> tuple[int, int]:
    """Where a line begins and where its line ending begins."""
    breaks = [found.span() for found in _LINE.finditer(body)]
    start = breaks[line - 1][1] if line else 0
    return start, breaks[line][0] if line < len(breaks) else len(body)
