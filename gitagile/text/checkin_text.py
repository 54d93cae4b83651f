"""Check-ins and their files: a document read as a check-in, a new one's text, and words put in beside others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..errors import Refused
from ..model.checkin import PARTS, Checkin, Note, with_parts
from .checkin_body import TITLES, as_entry, entries_in, lines_of, note_line, notes_in, stretches
from .front_matter import Document, read_document
from .item_text import new_item_text, read_value
from .key_edit import set_key
from .kinds import TEXT, WORDS, Kinds
from .written_keys import Value

CHECKIN_KINDS: Kinds = {**dict.fromkeys(("person", "day", "until"), TEXT), "blocks": WORDS}
"""How the keys of a check-in are read, in their order."""

_BY_HAND = "write it by hand: `gitagile checkin --edit`"

Additions = Mapping[str, tuple[str, ...]]
"""Entries for parts of the form."""


def checkin_from(document: Document, person: str, day: str) -> Checkin:
    """The check-in a readable document holds; `person` and `day` are what its name and its folder say."""
    until, blocks = document.node("until"), document.node("blocks")
    stamp = None if until is None else read_value(until, TEXT)
    words = None if blocks is None else read_value(blocks, WORDS)
    return Checkin(
        person=person,
        day=day,
        path=document.path,
        **{part: entries_in(document.body, part) for part in PARTS},
        notes=notes_in(document.body),
        blocks=words if isinstance(words, tuple) else (),
        until=stamp if isinstance(stamp, str) else None,
    )


def new_checkin_text(checkin: Checkin) -> str:
    """The text of a new check-in: the parts that say something, in the form's order, and the notes last."""
    keys: dict[str, Value] = {"person": checkin.person, "day": checkin.day, "until": checkin.until}
    keys["blocks"] = checkin.blocks
    blocks = [part_text(part, checkin.part(part)) for part in PARTS if checkin.part(part)]
    blocks += ["\n".join(map(note_line, checkin.notes))] if checkin.notes else []
    return new_item_text({key: keys[key] for key in CHECKIN_KINDS}, "\n\n".join(blocks))


def part_text(part: str, entries: Iterable[str]) -> str:
    """A part of the form: its heading, and one line an entry."""
    return "\n".join([f"## {TITLES[part]}", *(f"- {as_entry(entry)}" for entry in entries)])


def with_words(content: bytes, additions: Additions, notes: tuple[Note, ...] = (), path: str = "") -> bytes:
    """The file's bytes with more entries and notes; what is said already is not said twice, and no byte goes.

    The result is read back: all that was said stands there still, and what was added stands behind it; else Refused.
    """
    document = _readable(content, path)
    before = checkin_from(document, "", "")
    new = {part: _unsaid(additions.get(part, ()), before.part(part)) for part in PARTS}
    more = tuple(note for note in notes if note not in before.notes)
    newline = document.parts.newline if document.parts else "\n"
    body = document.body
    for part in PARTS:
        if new[part]:
            body = _with_entries(body, part, new[part], newline)
    if more:
        body = _with_notes(body, more, newline, follow=bool(before.notes))
    wanted = with_parts(before, {part: (*before.part(part), *new[part]) for part in PARTS})
    return _checked(document, body, wanted._replace(notes=(*before.notes, *more)))


def with_keys(content: bytes, keys: Mapping[str, Value], path: str = "") -> bytes:
    """The file's bytes with some keys set."""
    for key, value in keys.items():
        content = set_key(content, key, value, path)
    return content


def _unsaid(entries: Iterable[str], said: Iterable[str]) -> tuple[str, ...]:
    known = {" ".join(entry.split()).casefold() for entry in said}
    new = {" ".join(entry.split()).casefold(): " ".join(entry.split()) for entry in entries}
    return tuple(entry for key, entry in new.items() if key and key not in known)


def _with_entries(body: str, part: str, entries: tuple[str, ...], newline: str) -> str:
    """The body with entries behind the last of a part; with its heading put in where it has none."""
    lines = lines_of(body)
    mine = next((one for one in stretches(body) if one.part == part), None)
    if mine is None:
        return with_part(body, part, entries, newline)
    stop = mine.notes
    while stop > mine.start + 1 and not lines[stop - 1].strip():
        stop -= 1
    before, after = _ended("".join(lines[:stop]), newline), "".join(lines[stop:])
    return before + "".join(f"- {as_entry(entry)}{newline}" for entry in entries) + after


def with_part(body: str, part: str, entries: tuple[str, ...], newline: str) -> str:
    """The body with a part put in: before the next part of the form, else behind all but the trailing notes."""
    found, lines = stretches(body), lines_of(body)
    later = PARTS[PARTS.index(part) + 1 :]
    at = next((one.start for one in found if one.part in later), found[-1].notes)
    before, after = _ended("".join(lines[:at]), newline), "".join(lines[at:])
    gap = "" if not before or not lines[at - 1].strip() else newline
    text = part_text(part, entries).replace("\n", newline) + newline
    return f"{before}{gap}{text}" + (f"{newline}{after}" if after.strip() else after)


def _with_notes(body: str, notes: Iterable[Note], newline: str, *, follow: bool) -> str:
    """The body with notes at its end, right behind those that stand there if they `follow` others."""
    rest = body.rstrip("\r\n")
    gap = newline if follow and stretches(body)[-1].notes < len(lines_of(body)) else newline * 2
    return (rest + gap if rest else newline) + "".join(f"{note_line(note)}{newline}" for note in notes)


def _checked(document: Document, body: str, wanted: Checkin) -> bytes:
    head = document.text[: len(document.text) - len(document.body)]
    content = (head + body).encode("utf-8", "replace")
    again = checkin_from(_readable(content, document.path), "", "")
    if again != wanted:
        raise Refused(f"{document.path}: nothing can be put in without touching other words", _BY_HAND)
    return content


def _readable(content: bytes, path: str) -> Document:
    document = read_document(content, path)
    if document.fault is not None:
        raise Refused(document.fault.as_line(), document.fault.hint or None)
    return document


def _ended(text: str, newline: str) -> str:
    return text if not text or text.endswith("\n") else text + newline
