"""Carrying an edit over: what was changed between two texts, done to a third that differs elsewhere."""

from __future__ import annotations

from difflib import SequenceMatcher

_Hunk = tuple[int, int, list[bytes]]
"""Lines from one index up to another of the first text, and the lines that take their place."""


def carried_over(before: bytes, after: bytes, content: bytes) -> bytes | None:
    """The edit that made `after` of `before`, on `content`; None where both changed the same or adjoining lines."""
    if content == before:
        return after
    base = before.splitlines(keepends=True)
    ours, theirs = _hunks(base, content.splitlines(keepends=True)), _hunks(base, after.splitlines(keepends=True))
    hunks = sorted([*ours, *(one for one in theirs if one not in ours)], key=lambda hunk: hunk[:2])
    merged: list[bytes] = []
    at = 0
    for number, (start, stop, lines) in enumerate(hunks):
        if number and start <= at:
            return None
        merged += [*base[at:start], *lines]
        at = stop
    return b"".join([*merged, *base[at:]])


def _hunks(base: list[bytes], changed: list[bytes]) -> list[_Hunk]:
    matcher = SequenceMatcher(a=base, b=changed, autojunk=False)
    return [(i1, i2, changed[j1:j2]) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]
