"""A commit message before its author has seen it: a trailer put where git looks for trailers, above git's comments."""

from __future__ import annotations

import re

_TRAILER = re.compile(r"[A-Za-z][A-Za-z0-9-]*: ?.*")
_FOLDED = (" ", "\t")


def without_comments(text: str, sign: str) -> str:
    """What git keeps of a message: nothing below the scissors, no line that begins with the sign of comments."""
    kept = above_scissors(text.replace("\r\n", "\n"), sign)
    return "\n".join(line for line in kept.splitlines() if not line.startswith(sign)).strip()


def above_scissors(text: str, sign: str) -> str:
    """The part of a message above the line from which on git throws all away (git-commit(1), `--cleanup=scissors`)."""
    return re.split(rf"^{re.escape(sign)} -+ >8 -+$", text, maxsplit=1, flags=re.MULTILINE)[0]


def with_trailer(text: str, trailer: str, sign: str) -> str:
    """The message with one more trailer (`Key: value`), below its words and above the comments that end it.

    It joins the trailers that are there. A message without words keeps an empty first line for its subject.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    head = above_scissors(plain, sign)
    lines = head.split("\n")
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].startswith(sign)):
        end -= 1
    words, rest = lines[:end], lines[end:]
    said = [line for line in words if not line.startswith(sign)]
    between = [] if _ends_with_trailers(said) else [""]
    before = [*words, *between] if words else ["", ""]
    behind = rest if words and any(rest) else [*_from_first_comment(rest)]
    made = "\n".join([*before, trailer, *(behind or [""])]) + plain[len(head) :]
    return made.replace("\n", newline)


def _from_first_comment(lines: list[str]) -> list[str]:
    """Without the empty lines at the beginning, one kept where anything follows."""
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    return [] if first is None else ["", *lines[first:]]


def _ends_with_trailers(lines: list[str]) -> bool:
    """Whether the last paragraph, if it is not the subject, is made of trailers alone."""
    start = len(lines)
    while start and lines[start - 1].strip():
        start -= 1
    last = lines[start:]
    is_subject = not any(line.strip() for line in lines[:start])
    return not is_subject and bool(last) and all(_TRAILER.fullmatch(line) or line.startswith(_FOLDED) for line in last)
