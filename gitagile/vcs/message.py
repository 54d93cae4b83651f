"""Commit messages: a subject, a body and trailers that no title can forge."""

from __future__ import annotations

import re
from typing import NamedTuple

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_TRAILER = re.compile(r"([A-Za-z][A-Za-z0-9-]*): ?(.*)")
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f\x85\u2028\u2029]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")


class Message(NamedTuple):
    """What one commit says; `str()` gives the text git stores."""

    subject: str
    body: str = ""
    trailers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        parts = [_one_line(self.subject), _body_text(self.body, guarded=not self.trailers), self._trailer_lines()]
        return "\n\n".join(part for part in parts if part) + "\n"

    def _trailer_lines(self) -> str:
        for key, _ in self.trailers:
            if not _KEY.fullmatch(key):
                raise ValueError(f"not a trailer key: {key!r}")
        return "\n".join(f"{key}: {_one_line(value)}" for key, value in self.trailers)


def parse_trailers(text: str) -> tuple[tuple[str, str], ...]:
    """The trailers of a message: its last paragraph, if that is not the subject and every line reads `Key: value`.

    Lines that start with a blank continue the value above (`git interpret-trailers`).
    """
    paragraphs = _PARAGRAPHS.split(text.replace("\r\n", "\n").strip("\n"))
    if len(paragraphs) < 2:
        return ()
    found: list[tuple[str, str]] = []
    for line in paragraphs[-1].strip("\n").split("\n"):
        match = _TRAILER.fullmatch(line)
        if match:
            found.append((match[1], match[2].strip()))
        elif found and line[:1] in (" ", "\t"):
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
        else:
            return ()
    return tuple(found)


def clean_message(text: str) -> str:
    """What `git commit -m` makes of a message (cleanup `whitespace`): no blanks at line ends, single empty lines."""
    lines = [line.rstrip() for line in text.split("\n")]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n") + "\n"


def _one_line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()


def _body_text(body: str, *, guarded: bool) -> str:
    """The body; `guarded` keeps a last paragraph that looks like trailers from being taken for them."""
    text = _CONTROLS.sub("", body.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if guarded and parse_trailers(f"subject\n\n{text}"):
        return f"{text}\n."
    return text
