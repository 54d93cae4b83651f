"""The known words nearest to what was typed, for hints; difflib is only loaded where something was mistyped."""

from __future__ import annotations

from collections.abc import Iterable


def near_words(word: str, known: Iterable[str], most: int = 1) -> list[str]:
    """The `most` known words most like `word`, the likest first; those under 0.6 by difflib's ratio are left out."""
    from difflib import get_close_matches

    return get_close_matches(word, list(known), most)
