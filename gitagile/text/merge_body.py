"""Bodies merged by lines, as git does it, and checklists by the text of their lines: two ticks are no conflict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .merge_sides import LineMerge, Texts, free_width, interleaved, is_settled, settled
from .sections import full_outline

_BOX = re.compile(r"([ \t]*[-*+] \[)([ xX])(\][ \t].*)", re.DOTALL)


class MergedBody(NamedTuple):
    """A merged body and whether a conflict is left in it."""

    text: str
    conflict: bool


class _Hunk(NamedTuple):
    """A stretch that both sides changed: the lines of the base, ours and theirs."""

    base: list[str]
    ours: list[str]
    theirs: list[str]


def merged_body(base: str, ours: str, theirs: str, merge_lines: LineMerge, *, size: int) -> MergedBody | None:
    """Merge three bodies; None where git cannot."""
    if is_settled(base, ours, theirs):
        return MergedBody(settled(base, ours, theirs), conflict=False)
    texts = _texts(base, ours, theirs)
    plain = merge_lines(texts, size=size)
    if plain is None:
        return None
    if not plain.conflicts:
        return MergedBody(plain.content.decode(), conflict=False)
    return _by_checklists(texts, merge_lines, size) or MergedBody(plain.content.decode(), conflict=True)


def _texts(base: str, ours: str, theirs: str) -> Texts:
    return Texts(base.encode(), ours.encode(), theirs.encode())


def _by_checklists(texts: Texts, merge_lines: LineMerge, size: int) -> MergedBody | None:
    """The same where each stretch in conflict that is nothing but a checklist is merged by its texts; None: no such."""
    width = free_width(texts)
    shown = merge_lines(texts, size=width, with_base=True)
    if shown is None:
        return None
    boxes = [_box_lines(text.decode()) for text in texts]
    pieces: list[str] = []
    left = helped = False
    for piece in _taken_apart(shown.content.decode(), width):
        lines = piece if isinstance(piece, str) else _merged_checklist(piece, boxes)
        if lines is not None:
            helped = helped or not isinstance(piece, str)
            pieces.append(lines)
            continue
        left = True
        assert isinstance(piece, _Hunk)  # noqa: S101 - a text is never None
        again = merge_lines(_texts(*("".join(side) for side in piece)), size=size)
        if again is None:
            return None
        pieces.append(again.content.decode())
    return MergedBody("".join(pieces), conflict=left) if helped else None


def _taken_apart(shown: str, width: int) -> Iterator[str | _Hunk]:
    """What `git merge-file --diff3` wrote as settled stretches and hunks."""
    markers = {sign * width: at for at, sign in enumerate("<|=>")}
    sides: list[list[str]] = [[], [], [], []]
    now = 0  # settled, ours, base, theirs
    for line in re.findall(r"[^\n]*\n|[^\n]+", shown):
        at = markers.get(line[:width])
        if at is None:
            sides[now].append(line)
            continue
        if at == 0:
            yield "".join(sides[0])
        if at == 3:
            yield _Hunk(sides[2], sides[1], sides[3])
            sides = [[], [], [], []]
        now = (at + 1) % 4
    yield "".join(sides[0])


def _box_lines(body: str) -> set[str]:
    """The lines of a body that are a checklist's by markdown-it, whole: code blocks hold none."""
    lines = re.split(r"\r\n|\r|\n", body)
    return {lines[line] for line, _, _ in full_outline(body)[1] if line < len(lines)}


def _merged_checklist(hunk: _Hunk, boxes: list[set[str]]) -> str | None:
    """A checklist line by line: its lines are known by their texts, their boxes are merged as three values."""
    sides = [_boxes_of(lines, known) for lines, known in zip(hunk, boxes, strict=True)]
    base, ours, theirs = sides
    if base is None or ours is None or theirs is None:
        return None
    result = []
    for text in interleaved(tuple(ours), tuple(theirs)):
        marks = (base.get(text), ours.get(text), theirs.get(text))
        if text not in base and None not in marks[1:]:
            mark: str | None = "x" if "x" in marks else " "
        elif is_settled(*marks):
            mark = marks[2] if marks[1] == marks[0] else marks[1]
        else:
            return None
        if mark is not None:
            found = _BOX.fullmatch(text)
            assert found  # noqa: S101 - it was made by the same pattern
            result.append(found[1] + mark + found[3])
    return "".join(f"{line}\n" for line in result)


def _boxes_of(lines: list[str], known: set[str]) -> dict[str, str] | None:
    """Text (with an empty box) to mark of lines that all are boxes; None where one is not, or stands there twice."""
    result = {}
    for line in lines:
        plain = line.rstrip("\n")
        found = _BOX.fullmatch(plain)
        if found is None or plain not in known or not line.endswith("\n"):
            return None
        result[f"{found[1]} {found[3]}"] = found[2].lower()
    return result if len(result) == len(lines) else None
