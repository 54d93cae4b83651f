"""Misspelt keys: the one known key that somebody most likely meant."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

NEAR = 0.8
"""How alike two keys must be, as difflib counts: 1 is the same. `asignee` and `assignee` are 0.93 alike."""


SWAPPED = 0.99
"""How alike keys of the same letters in another sequence are: `stauts`, `gaol`."""


def near_key(key: str, known: Collection[str]) -> str | None:
    """The known key that an unknown one is close to; None if none is, or if more than one is equally close."""
    return _near(key, tuple(known))


@cache
def _near(key: str, known: tuple[str, ...]) -> str | None:
    from difflib import SequenceMatcher

    folded = key.casefold().replace("-", "_").replace(" ", "_")[:40]
    matcher = SequenceMatcher(b=folded, autojunk=False)
    ratios: dict[str, float] = {}
    for word in known:
        if sorted(word) == sorted(folded):
            ratios[word] = SWAPPED
            continue
        matcher.set_seq1(word)
        if matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR:
            ratios[word] = matcher.ratio()
    best = [word for word, ratio in ratios.items() if ratio == max(ratios.values())]
    return best[0] if len(best) == 1 else None
