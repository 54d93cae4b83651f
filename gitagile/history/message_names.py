"""Which items the message of a commit of code names: in its subject, a trailer or its body, or as closed by it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..model.ids import normal_id
from ..model.naming import id_pattern, ids_in
from ..vcs.message import parse_trailers
from .mention import BODY, SUBJECT, TRAILER

_OWN = re.compile(r"backlog(?:\([^)]*\))?: ")
_REVERTED = re.compile(r'(?:Revert|Reapply) "')
_OWN_TRAILER = re.compile(r"^(?:Backlog-Change|Gitagile-Op): ", re.MULTILINE)
_CLOSING_WORD = r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b"
_CLOSING = re.compile(_CLOSING_WORD, re.IGNORECASE | re.ASCII)
_CLOSING_ROW = _CLOSING_WORD + r":?\s+(?:{0}(?:\s*(?:,\s*(?:and\s+)?|&\s*|\band\s+))?)+"
"""The closing words that hosting sites know, before one id or a row of them."""


class Name(NamedTuple):
    """One item (its normal id) that a message names, how, and whether as closed."""

    item: str
    how: str
    closes: bool


def names_in(message: str, prefixes: tuple[str, ...]) -> tuple[Name, ...]:
    """The items that a commit's message names, in the order they are named; none for what gitagile committed itself."""
    message = message.replace("\r\n", "\n").strip()
    subject, _, rest = message.partition("\n")
    if "backlog" in subject and is_own(subject, rest):
        return ()
    found = dict.fromkeys(map(normal_id, ids_in(subject, prefixes)), SUBJECT)
    if rest:
        found = found | _in_body(message, rest, prefixes) | found  # the subject's come first and stay
    closed = _closed_in(message, prefixes) if found and not _REVERTED.match(subject) else frozenset()
    return tuple(Name(item, how, item in closed) for item, how in found.items())


def is_own(subject: str, rest: str) -> bool:
    """Whether gitagile made the commit, or it takes back one that gitagile made: it belongs to the backlog then."""
    if _OWN.search(subject) is None:
        return False
    return _REVERTED.match(subject) is not None or _OWN_TRAILER.search(rest) is not None


def _in_body(message: str, rest: str, prefixes: tuple[str, ...]) -> dict[str, str]:
    """The items named below the subject: those in trailers first."""
    words = ids_in(rest, prefixes)
    if not words:
        return {}
    pairs = (pair for pair in parse_trailers(message) if not pair[0].casefold().endswith("-by"))  # people
    trailers = "\n".join(map(":".join, pairs))
    found = dict.fromkeys(map(normal_id, ids_in(trailers, prefixes)), TRAILER)
    for word in words:
        found.setdefault(normal_id(word), BODY)
    return found


def _closed_in(message: str, prefixes: tuple[str, ...]) -> frozenset[str]:
    if _CLOSING.search(message) is None:
        return frozenset()
    rows = _closing_rows(prefixes).finditer(message)
    return frozenset(normal_id(word) for row in rows for word in ids_in(row[0], prefixes))


@cache
def _closing_rows(prefixes: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_CLOSING_ROW.format(id_pattern(prefixes)), re.IGNORECASE | re.ASCII)
