"""The words of a baseline: those that cannot mean a revision, or are one of our own words mistyped."""

from __future__ import annotations

import re

from .remark import Remark, Where, shown

WORDS = ("sprint-start", "merge-base")
"""What a baseline may be besides a revision and a model's alias (see docs/gates.md)."""
_ALIKE = 0.85
_NO_REVISION = r"\s|\.\.|[:?*\[\\]|^[-/.]|[/.]$|\.lock$|@\{$"
"""What a revision that names one commit cannot hold or be (git-check-ref-format(1), gitrevisions(7))."""


def baseline_remark(word: object, where: Where) -> Remark | None:
    """A remark on a baseline that was hardly meant as it is written; None for one that may be."""
    if not isinstance(word, str) or not word or word in WORDS:
        return None
    meant = _meant(word)
    if meant is not None:
        said = f"`baseline` is {shown(word)}, which is taken for the name of a revision"
        return Remark("M415", where, said, f"did you mean {meant!r}?")
    if re.search(_NO_REVISION, word):
        hint = f"write {', '.join(WORDS)}, a branch, tag or commit, or a model's alias such as `ranker@champion`"
        return Remark("M415", where, f"`baseline` is {shown(word)}, which is no revision", hint)
    return None


def _meant(word: str) -> str | None:
    """The word of ours that was mistyped: written otherwise, or with a letter wrong; `sprint-01-start` is a tag."""
    bare = re.sub(r"[-_ .]", "", word.casefold())
    same = next((one for one in WORDS if one.replace("-", "") == bare), None)
    if same is not None or any(letter.isdigit() for letter in word):
        return same
    from difflib import get_close_matches  # late: most words are right

    near = get_close_matches(word.casefold(), WORDS, 1, _ALIKE)
    return near[0] if near else None
