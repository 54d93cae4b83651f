"""Words of a text that name items: what has the form of an id, outside of addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_NAME = r"(?<![\w-])(?:{})-[0-9a-z]+(?:\.[0-9]+)*(?![\w@-])"


def ids_in(text: str, prefixes: Iterable[str]) -> tuple[str, ...]:
    """Every word with one of the prefixes and the form of an id (`ML-x2v9kq`, `back-24.02`), in order, without case.

    Not the beginning of a longer word (`ML-x2v9kq-slug`), nor any part of a web or mail address.
    """
    pattern = _pattern(tuple(prefixes))
    if "://" not in text:
        return tuple(pattern.findall(text))
    return tuple(found[0] for found in pattern.finditer(text) if "://" not in _word_up_to(text, found.start()))


def id_pattern(prefixes: Iterable[str]) -> str:
    """What `ids_in` looks for, as a pattern to build into others; to be used without case and for ASCII."""
    return _NAME.format("|".join(re.escape(one) for one in prefixes) or r"(?!)")


@cache
def _pattern(prefixes: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(id_pattern(prefixes), re.IGNORECASE | re.ASCII)


def _word_up_to(text: str, end: int) -> str:
    """The text between the last blank before `end` and `end`."""
    return text[max(text.rfind(blank, 0, end) for blank in " \n\t") + 1 : end]
