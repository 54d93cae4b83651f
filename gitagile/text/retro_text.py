"""The text of a retro: the facts between two marks, which gitagile renews, and all around them what people wrote.

The first mark bears a seal of the facts as they were written. Where it does not fit any more somebody wrote among them:
what is theirs is then kept below the facts. Nothing outside of the marks is ever touched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple
from zlib import crc32

_BEGIN = "<!-- facts {}: `gitagile retro` renews them; your words are safe outside of these two marks -->"
END = "<!-- end of the facts -->"
KEPT = "*Written among the facts by hand, and kept:*"
_BEGINS = re.compile(r"\ufeff?\s*" + re.escape(_BEGIN).replace(r"\{\}", "([0-9a-f]{8})") + r"\s*")
_MARKUP = re.compile(r"[\s|:*_\\`#>-]+")
_ENCODING = ("utf-8", "surrogateescape")


class Renewal(NamedTuple):
    """A retro with renewed facts. `kept` are lines that stood among the old facts and now stand below them.

    `had_facts`: the file had both marks; without them the facts stand at its end.
    """

    content: bytes
    kept: tuple[str, ...] = ()
    had_facts: bool = True


class _Parts(NamedTuple):
    """The lines before, between and behind the marks, and the seal."""

    above: list[str]
    inside: list[str]
    below: list[str]
    seal: str


def block(facts: str) -> str:
    """The facts with their marks, as they stand in a new retro."""
    lines = facts.strip("\n").split("\n")
    return "\n".join((_BEGIN.format(_seal(lines)), "", *lines, "", END))


def renewed(content: bytes, facts: str) -> Renewal:
    """A retro's bytes with these facts in place of those that stand there; every other byte stays.

    Its line ends are those of the file. Bytes that are no text stay as they are, too.
    """
    text = content.decode(*_ENCODING)
    parts = _parts(text.split("\n"))
    windows = text[: text.find("\n")].endswith("\r")
    if parts is None:
        gap = "" if not text.strip() else "\n" if text.endswith("\n") else "\n\n"
        return Renewal(content + _bytes(f"{gap}{block(facts)}\n", windows=windows), (), False)
    kept = () if parts.seal == _seal(parts.inside) else _foreign(parts.inside, facts)
    below = _kept_lines(kept) if kept else []
    if kept and parts.below and parts.below[0].strip():
        below.append("")
    ours = _bytes("\n".join([block(facts), *below]), windows=windows).decode(*_ENCODING)
    middle = ours + ("\r" if windows and parts.below else "")
    bom = "\ufeff" if text.startswith("\ufeff") and not parts.above else ""
    whole = bom + "\n".join([*parts.above, middle, *parts.below])
    return Renewal(whole.encode(*_ENCODING), tuple(line.rstrip("\r") for line in kept))


def without_facts(content: bytes) -> str:
    """What stands around the facts, each line in its bare form: to find out whether anybody wrote anything."""
    lines = content.decode(*_ENCODING).split("\n")
    parts = _parts(lines)
    around = lines if parts is None else [*parts.above, *parts.below]
    return "\n".join(filter(None, map(_bare, around)))


def _parts(lines: list[str]) -> _Parts | None:
    """The lines apart at the first pair of marks that belong together; None where there is none."""
    begin, seal = None, ""
    for at, line in enumerate(lines):
        found = _BEGINS.fullmatch(line) if "<!-- facts" in line else None
        if found is not None:
            begin, seal = at, found[1]
        elif begin is not None and line.strip() == END:
            return _Parts(lines[:begin], lines[begin + 1 : at], lines[at + 1 :], seal)
    return None


def _bytes(text: str, *, windows: bool) -> bytes:
    return (text.replace("\n", "\r\n") if windows else text).encode(*_ENCODING)


def _seal(lines: Iterable[str]) -> str:
    """Eight digits that say whether words were changed: spaces, tables drawn anew and other marking-up do not count."""
    return f"{crc32(chr(10).join(filter(None, map(_bare, lines))).encode(*_ENCODING)):08x}"


def _bare(line: str) -> str:
    return _MARKUP.sub("", line)


def _foreign(inside: Iterable[str], facts: str) -> tuple[str, ...]:
    """The lines that the facts do not hold, as often as they stand there: people's words, and facts they changed."""
    ours = Counter(map(_bare, facts.split("\n")))
    found = []
    for line in inside:
        bare = _bare(line)
        if not bare:
            continue
        ours[bare] -= 1
        if ours[bare] < 0:
            found.append(line)
    return tuple(found)


def _kept_lines(kept: Iterable[str]) -> list[str]:
    return ["", KEPT, "", *(line.rstrip("\r") for line in kept)]
