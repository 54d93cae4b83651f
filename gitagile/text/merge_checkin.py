"""Check-ins of one person and one day, written on two clones: every entry of both stays, in its part of the form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..errors import Refused
from ..model.checkin import PARTS
from ..model.days import read_instant
from .checkin_body import chunks_in, lines_of, stretches
from .front_matter import read_document
from .key_edit import set_key
from .merge_body import MergedBody
from .merge_sides import Texts, interleaved, is_settled, settled
from .nodes import Scalar

_NOTES = "notes"


class _Part(NamedTuple):
    """A stretch of one side's body: its heading line, and the lines under it."""

    heading: str
    lines: str


def merged_checkin(base: str, ours: str, theirs: str) -> MergedBody:
    """Merge three bodies part by part. Never a conflict: what both sides wrote in one place stands one below the other.

    An entry that one side took out is gone, unless the other side wrote it anew.
    """
    sides = [_parts(body) for body in (base, ours, theirs)]
    names = _in_order(interleaved(list(sides[1]), sides[2]), sides[1:])
    merged = [_merged_part(*(side.get(name) for side in sides)) for name in names]
    return MergedBody(_joined(one for one in merged if one is not None), conflict=False)


def _in_order(names: list[str], sides: Iterable[Iterable[str]]) -> list[str]:
    """The names with the notes last, and with the form's parts in the form's order where both sides keep to it."""
    formed = [[name for name in side if name in PARTS] for side in sides]
    if all(side == sorted(side, key=PARTS.index) for side in formed):
        parts = iter(sorted((name for name in names if name in PARTS), key=PARTS.index))
        names = [next(parts) if name in PARTS else name for name in names]
    return sorted(names, key=lambda name: name == _NOTES)


def agreed_until(texts: Texts) -> Texts:
    """The three texts with one `until` on both sides, the earlier: what lies between is told again, never left out."""
    stamps = [_until_of(text) for text in (texts.ours, texts.theirs)]
    instants = [read_instant(stamp) for stamp in stamps]
    if None in instants or stamps[0] == stamps[1]:
        return texts
    earlier = min(stamps, key=lambda stamp: _seconds(stamp or ""))
    try:
        sides = [set_key(text, "until", earlier) for text in (texts.ours, texts.theirs)]
    except Refused:
        return texts
    return texts._replace(ours=sides[0], theirs=sides[1])


def _until_of(content: bytes) -> str | None:
    node = read_document(content, "").node("until")
    return node.text if isinstance(node, Scalar) else None


def _seconds(stamp: str) -> float:
    instant = read_instant(stamp)
    return instant.timestamp() if instant else 0.0


def _parts(body: str) -> dict[str, _Part]:
    """A body's stretches by name: the part of the form, or the heading; what stands before any heading has none."""
    lines, found = lines_of(body), {}
    cut = stretches(body)
    for one in cut:
        heading = lines[one.start] if one.has_heading else ""
        stop = one.notes if one is cut[-1] else one.stop
        name = one.part or heading.strip().casefold()
        while name in found:
            name += "+"
        found[name] = _Part(heading, "".join(lines[one.start + one.has_heading : stop]))
    notes = "".join(lines[cut[-1].notes :])
    return found | ({_NOTES: _Part("", notes)} if notes.strip() else {})


def _merged_part(base: _Part | None, ours: _Part | None, theirs: _Part | None) -> _Part | None:
    """A part of both sides; one that a side took out stays where the other wrote in it since."""
    if is_settled(base, ours, theirs):
        return settled(base, ours, theirs)
    mine, other = ours or _Part("", ""), theirs or _Part("", "")
    heading = mine.heading or other.heading
    if is_settled(base and base.lines, mine.lines, other.lines):
        return _Part(heading, settled(base and base.lines, mine.lines, other.lines) or "")
    rows = [_rows(side.lines if side else "") for side in (base, mine, other)]
    kept = [{name: text for name, text in side.items() if name not in rows[0]} for side in rows[1:]]
    shared = {name for name in rows[0] if name in rows[1] and name in rows[2]}
    names = [[name for name in side if name in new or name in shared] for side, new in zip(rows[1:], kept, strict=True)]
    texts = rows[2] | rows[1]
    chunks = [texts[name] for name in interleaved(names[0], names[1])]
    return _Part(heading, _one_below_the_other(chunks, apart=bool(heading)))


def _rows(lines: str) -> dict[str, str]:
    """The entries of some lines by what they say."""
    return {" ".join(chunk.split()): chunk for chunk in chunks_in(lines_of(lines)) if chunk.strip()}


def _one_below_the_other(chunks: Iterable[str], *, apart: bool) -> str:
    """The entries joined; with an empty line before one that is a paragraph, if those are to be `apart`."""
    text = ""
    for chunk in chunks:
        is_row = chunk.lstrip().startswith(("-", "*", "+")) or chunk.lstrip()[:1].isdigit()
        gap = "\n" if apart and not is_row else ""
        text = (text.rstrip("\n") + "\n" + gap if text else "") + (chunk if text else chunk.lstrip("\n"))
    return text


def _joined(parts: Iterable[_Part]) -> str:
    """The parts of a body, an empty line between two."""
    text = ""
    for part in parts:
        piece = part.heading + part.lines
        if text.strip() and piece.strip() and not text.endswith("\n\n"):
            text = text.rstrip("\n") + "\n\n"
        text += piece if not piece or piece.endswith("\n") else piece + "\n"
    return text
