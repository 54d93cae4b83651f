"""The plainest `sprint.md` read at a glance, without libyaml, and None wherever there is any doubt.

A law in the tests holds it to the full reading: what this gives is what `sprint_from(read_document(...))` gives.
"""

from __future__ import annotations

from ..model.sprint import PLANNED, Sprint
from .nodes import NOTHING
from .quick_item import Row, quick_rows, quick_words


def quick_sprint(content: bytes, path: str, identifier: str) -> Sprint | None:
    """The sprint in a file's bytes if its front matter is of the plainest form and tells of no capacity."""
    rows = quick_rows(content)
    if rows is None or "capacity" in rows:
        return None
    return Sprint(
        id=identifier,
        path=path,
        goal=_text(rows.get("goal")) or "",
        focus=_focus(rows.get("focus")),
        start=_text(rows.get("start")),
        end=_text(rows.get("end")),
        status=_text(rows.get("status")) or PLANNED,
    )


def _focus(row: Row | None) -> str | None:
    """The names of metrics as one text, as `sprint_text.focus_of` gives them."""
    names = None if row is None else quick_words(row)
    return ", ".join(names) or None if names else None


def _text(row: Row | None) -> str | None:
    """One text; None where there is none, or a list in its place."""
    plain, quoted, words, lines = row or ("", "", "", [])
    if words or lines:
        return None
    return quoted or (plain if plain not in NOTHING else None)
