"""Words that the config knows: a word in its spelling, or an error that names the nearest one."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import UsageError
from ..model.near_words import near_words


def known_word(what: str, word: str, known: Iterable[str]) -> str:
    """The word as the config spells it; UsageError with the nearest one if it is not known."""
    known = tuple(known)
    found = next((one for one in known if one.casefold() == word.casefold()), None)
    if found is not None:
        return found
    near = near_words(word.casefold(), known)
    hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known) or 'none'}"
    raise UsageError(f"unknown {what} {word!r}", hint)
