"""The form of a check-in as the editor shows it: every part, remarks that help, and what comes back without them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..model.checkin import PARTS, Checkin
from .checkin_body import NOTE_LABEL, lines_of, notes_in, stretches
from .checkin_text import checkin_from, with_part
from .front_matter import read_document

_MARK = "<!-- gitagile: "
_REMARK = re.compile(rf"{re.escape(_MARK)}.*?-->[ \t]*(?:\r?\n)?", re.DOTALL)
_EMPTY_NOTE = re.compile(rf"(?m)^{NOTE_LABEL}:[ \t]*(?:\r?\n(?=[ \t]*\r?(?:\n|\Z))|\Z)")

TOP = "top"
"""Where the remark stands that is above all parts."""


def form_text(content: bytes, remarks: Mapping[str, Iterable[str]]) -> bytes:
    """A readable check-in as the editor shows it: with every part, the last line, and remarks by part or TOP.

    Where they would become words, as behind a code block that is never closed, it is shown as it is.
    """
    document = read_document(content, "")
    newline = document.parts.newline if document.parts else "\n"
    body = document.body or newline
    for part in PARTS:
        if all(one.part != part for one in stretches(body)):
            body = with_part(body, part, (), newline)
    if not notes_in(body):
        body = body.rstrip("\r\n") + newline * 2 + f"{NOTE_LABEL}:{newline}"
    body = _remarked(body, remarks, newline)
    shown = (document.text[: len(document.text) - len(document.body)] + body).encode("utf-8")
    return shown if _says(shown) == _says(content) == _says(without_prompts(shown)) else content


def without_prompts(content: bytes) -> bytes:
    """What came back from the editor without our remarks, and without the parts and the last line left empty."""
    document = read_document(content, "")
    if document.fault is not None:
        return content
    newline = document.parts.newline if document.parts else "\n"
    head = document.text[: len(document.text) - len(document.body)]
    plain = _REMARK.sub("", document.body)
    lines = lines_of(_EMPTY_NOTE.sub("", plain))
    for one in reversed(stretches("".join(lines))):
        if one.part is not None and not "".join(lines[one.start + 1 : one.notes]).strip():
            del lines[one.start : one.notes]
    text = "".join(lines).rstrip()
    tidy = (head + (text + newline if text else "")).encode("utf-8")
    return tidy if _says(tidy) == _says(content) else (head + plain).encode("utf-8")


def remark(text: str) -> str:
    """A remark of ours: nothing in it ends it before its end."""
    line = " ".join(text.split()).replace("--", "- -")
    return f"{_MARK}{line} -->"


def _says(content: bytes) -> Checkin:
    return checkin_from(read_document(content, ""), "", "")


def _remarked(body: str, remarks: Mapping[str, Iterable[str]], newline: str) -> str:
    lines = lines_of(body)
    for one in reversed(stretches(body)):
        said = remarks.get(one.part or "", ()) if one.part else ()
        lines[one.start + 1 : one.start + 1] = [remark(text) + newline for text in said]
    return "".join(remark(text) + newline for text in remarks.get(TOP, ())) + "".join(lines)
