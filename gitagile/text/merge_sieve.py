"""Texts with conflict markers: one side taken in each conflict, and two such texts compared but for their labels."""

from __future__ import annotations

import re

from .merge_sides import OURS, THEIRS

_MARKS = {(b"<", ""): OURS, (b"|", OURS): "base", (b"=", OURS): THEIRS, (b"=", "base"): THEIRS, (b">", THEIRS): ""}
"""What part of a conflict begins with a marker, by its sign and by the part before."""


def has_markers(content: bytes) -> bool:
    """Whether a text holds the beginning and the end of a conflict; git's are longer where files were renamed too."""
    return bool(re.search(rb"(?m)^<{7,} ", content)) and bool(re.search(rb"(?m)^>{7,} ", content))


def decided(content: bytes, side: str, size: int) -> bytes:
    """A text with every conflict between markers of `size` characters decided for one side."""
    result, part = [], ""
    for line in re.findall(rb"[^\n]*\n|[^\n]+", content):
        marks = _MARKS.get((line[:1], part)) if line[:size] == line[:1] * size else None
        if marks is not None:
            part = marks
        elif part in ("", side):
            result.append(line)
    return b"".join(result)


def without_labels(content: bytes) -> bytes:
    """A text whose markers are of one length, bear no branch's name, and whose lines end alike, for comparing."""
    return re.sub(rb"(?m)^([<>|=])\1{6,}(?: .*)?$", rb"\1" * 7, content.replace(b"\r\n", b"\n"))
