"""The body of a check-in taken apart, line by line: its parts under their headings, their entries, its last lines.

Whatever a person writes counts: lines of a list, paragraphs, headings of their own. Comments of HTML say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from ..model.checkin import BLOCKERS, DID, HELP, NEXT, VALUES, Note

TITLES = {DID: "Did", NEXT: "Next", BLOCKERS: "Blockers", HELP: "Help offered"}
"""The headings of the form."""
NOTE_LABEL = "Kind, helpful, mindful"
"""How the form's last line begins; a line that begins with one of the three words alone says which it is."""

_OTHER_TITLES = {
    **dict.fromkeys(("done", "yesterday"), DID),
    "today": NEXT,
    **dict.fromkeys(("blocker", "blocked", "blocks"), BLOCKERS),
    **dict.fromkeys(("help", "offering help"), HELP),
}
_PART_OF = {title.casefold(): part for part, title in TITLES.items()} | _OTHER_TITLES
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+(.*?))?[ \t]*#*[ \t]*")
_BULLET = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]+(.*))?")
_NOTE = re.compile(rf"(?i)[_*]{{0,2}}({NOTE_LABEL}|{'|'.join(VALUES)}):[_*]{{0,2}}(?:[ \t]+(.*))?")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_COMMENT = re.compile(r"(?<!\\)<!--.*?-->", re.DOTALL)
_OPENED = "<!--"


class Stretch(NamedTuple):
    """Lines of a body, from 0, `stop` not in it: a heading with what stands under it, or (`start` 0) what is before.

    `part` is the part of the form that it is, None for any other. `notes` is where its trailing notes begin.
    """

    part: str | None
    start: int
    stop: int
    notes: int
    has_heading: bool = True


def lines_of(body: str) -> list[str]:
    """The lines of a body with their ends; only what git takes for the end of a line is one."""
    return re.findall(r"[^\n]*\n|[^\n]+", body)


def stretches(body: str) -> tuple[Stretch, ...]:
    """A body cut at its headings, in order; the first stretch is what stands before any heading."""
    lines = _said(body)
    heads = [(at, found[1] or "") for at, line in enumerate(lines) if (found := _HEADING.fullmatch(line))]
    starts = [at for at, _ in heads]
    first = Stretch(None, 0, starts[0] if starts else len(lines), 0, has_heading=False)
    cut = [
        Stretch(_PART_OF.get(title.casefold().strip()), start, stop, 0)
        for (start, title), stop in zip(heads, [*starts[1:], len(lines)], strict=False)
    ]
    return tuple(one._replace(notes=_notes_start(lines, one)) for one in (first, *cut))


def entries_in(body: str, part: str) -> tuple[str, ...]:
    """The entries of a part: one a line of a list, with the lines that go on with it, or one a paragraph."""
    lines = _said(body)
    mine = (one for one in stretches(body) if one.part == part)
    return tuple(entry for one in mine for entry in _entries(lines[one.start + 1 : one.stop]))


def notes_in(body: str) -> tuple[Note, ...]:
    """The lines for something kind, helpful or mindful, wherever they stand; an empty one says nothing."""
    notes: list[Note] = []
    is_open = False
    for line in _said(body):
        found = _NOTE.fullmatch(line.rstrip())
        if found is not None:
            value = found[1].casefold()
            notes.append(Note((found[2] or "").strip(), value if value in VALUES else None))
        elif is_open and _goes_on(line):
            notes[-1] = notes[-1]._replace(text=f"{notes[-1].text} {line.strip()}".strip())
        is_open = found is not None or (is_open and _goes_on(line))
    return tuple(note._replace(text=_unescaped(note.text)) for note in notes if note.text)


def as_entry(text: str) -> str:
    """A text as the words of one entry: on one line, nothing in it hides what follows."""
    letters = (letter if letter.isprintable() or letter in "\u200c\u200d" else " " for letter in text)
    return " ".join("".join(letters).split()).replace(_OPENED, "\\" + _OPENED)


def note_line(note: Note) -> str:
    """A note as the form's last line."""
    return f"{note.value.capitalize() if note.value else NOTE_LABEL}: {as_entry(note.text)}"


def _said(body: str) -> list[str]:
    """The lines of a body without their ends and without comments; the lines of code blocks begin with a blank.

    They are words like any others, but no headings, entries or notes of their own.
    """
    hidden = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), body)
    lines = [line.rstrip("\r\n") for line in lines_of(hidden)]
    lines += [""] * (len(lines_of(body)) - len(lines))
    return list(_with_code_set_in(lines))


def _with_code_set_in(lines: Iterable[str]) -> Iterator[str]:
    fence = ""
    for line in lines:
        found = _FENCE.match(line)
        if found is not None and fence in ("", found[1]):
            fence = "" if fence else found[1]
            yield "    " + line
        else:
            yield "    " + line if fence and line.strip() else line


def _entries(lines: Iterable[str]) -> Iterator[str]:
    """The entries of the lines under a heading, notes left out."""
    rows = list(lines)
    for start, stop in _chunks(rows):
        if _NOTE.fullmatch(rows[start].rstrip()):
            continue
        bullet = _BULLET.fullmatch(rows[start])
        yield from _joined([(bullet[1] or "") if bullet else rows[start], *rows[start + 1 : stop]])


def chunks_in(lines: list[str]) -> list[str]:
    """The lines under a heading cut before each entry and each note: joined again they are what they were."""
    starts = [start for start, _ in _chunks(_said("".join(lines)))]
    cuts = sorted({0, *starts, len(lines)})
    return ["".join(lines[start:stop]) for start, stop in pairwise(cuts)]


def _chunks(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Where each entry and each note begins, and where the next one does."""
    start, after_blank, in_note = -1, True, False
    for at, line in enumerate(lines):
        is_note = _NOTE.fullmatch(line.rstrip()) is not None
        begins = is_note or _BULLET.fullmatch(line) is not None or (after_blank and not line.startswith((" ", "\t")))
        if line.strip() and (begins or start < 0 or (in_note and after_blank)):
            if start >= 0:
                yield start, at
            start, in_note = at, is_note
        after_blank = not line.strip()
    if start >= 0:
        yield start, len(lines)


def _joined(words: Iterable[str]) -> Iterator[str]:
    text = " ".join(" ".join(words).split())
    if text:
        yield _unescaped(text)


def _unescaped(text: str) -> str:
    return text.replace("\\" + _OPENED, _OPENED)


def _goes_on(line: str) -> bool:
    """Whether a line goes on with the note above it: it is not blank, and begins nothing of its own."""
    return bool(line.strip()) and not any(form.fullmatch(line) for form in (_BULLET, _HEADING))


def _notes_start(lines: list[str], stretch: Stretch) -> int:
    """Where the notes begin that a stretch ends with: behind them are only blank lines and lines that go on."""
    start, in_note = stretch.stop, False
    for at in range(stretch.start + stretch.has_heading, stretch.stop):
        line = lines[at]
        if _NOTE.fullmatch(line.rstrip()):
            start, in_note = min(start, at), True
        elif not line.strip():
            in_note = False
        elif not (in_note and _goes_on(line)):
            start, in_note = stretch.stop, False
    return start
