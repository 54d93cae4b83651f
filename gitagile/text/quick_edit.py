"""One key of the plainest front matter set or removed, line by line and without libyaml; None wherever there is doubt.

A law in the tests holds it to the full way: what this gives is what `set_in_full` gives.
"""

from __future__ import annotations

from .nodes import NOTHING
from .quick_item import Row, quick_rows
from .scalars import scalar_text

_OPENING = b"---\n"


def quick_set(content: bytes, key: str, value: str | None, order: tuple[str, ...]) -> bytes | None:
    """The file's bytes with a key set to a text, or without it; None to have it done in full.

    `order` is the one new keys are put in.
    """
    rows = quick_rows(content)
    if rows is None or value == "":
        return None
    edited: bytes | None = None
    if value is None:
        edited = _with_lines(content, _span(rows, key), None) if key in rows else content
    elif key in rows:
        edited = _replaced(content, rows, key, value)
    elif key in order and rows:
        place = _place(rows, order[: order.index(key)])
        edited = _with_lines(content, (place, place), f"{key}: {scalar_text(value)}")
    return edited if edited is not None and _is_as_asked(edited, rows, key, value) else None


def _replaced(content: bytes, rows: dict[str, Row], key: str, value: str) -> bytes | None:
    """The content with another text in a key's line, in the quotes it had; None where it is no text on one line."""
    plain, quoted, _, _ = rows[key]
    first, last = _span(rows, key)
    if not (plain or quoted) or last != first + 1:
        return None
    if quoted == value or (plain == value and value not in NOTHING):
        return content
    line = content[len(_OPENING) :].split(b"\n", last)[first].decode()
    style = line[len(key) + 2] if quoted else ""
    return _with_lines(content, (first, last), f"{key}: {scalar_text(value, style)}")


def _span(rows: dict[str, Row], key: str) -> tuple[int, int]:
    """The lines of a key, from the first of the head: its own, and those of its list."""
    first = 0
    for name, row in rows.items():
        if name == key:
            return first, first + 1 + len(row[3])
        first += 1 + len(row[3])
    raise KeyError(key)


def _place(rows: dict[str, Row], earlier: tuple[str, ...]) -> int:
    """The line that a new key gets: behind the last of those that come before it."""
    ahead = [name for name in rows if name in earlier]
    return _span(rows, ahead[-1])[1] if ahead else 0


def _with_lines(content: bytes, span: tuple[int, int], line: str | None) -> bytes:
    """The content with one line, or none, in the place of some of its head."""
    first, last = span
    *lines, rest = content[len(_OPENING) :].split(b"\n", last)
    lines[first:last] = [] if line is None else [line.encode()]
    return _OPENING + b"\n".join([*lines, rest])


def _is_as_asked(edited: bytes, before: dict[str, Row], key: str, value: str | None) -> bool:
    """Whether the edited head is of the plainest form, too, with this key as asked and all others as they were."""
    after = quick_rows(edited)
    if after is None or {name: row for name, row in before.items() if name != key} != {
        name: row for name, row in after.items() if name != key
    }:
        return False
    if value is None:
        return key not in after
    plain, quoted, words, lines = after[key]
    return (quoted or plain) == value and not (words or lines) and (bool(quoted) or value not in NOTHING)
