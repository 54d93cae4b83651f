"""Plain command lines: the reading commands asked without options are run without click, which costs as much as they.

Whatever is not plain beyond doubt is left to click; a law holds that both say the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from .ending import code_of


def run_plainly(words: list[str]) -> int | None:
    """The exit code of a plain command line that was run; None for one that click must read: nothing is done yet."""
    answer = plain_answer(words)
    return None if answer is None else code_of(answer)


def plain_answer(words: list[str]) -> Callable[[], int] | None:
    """What `list`, `search` or `show` is asked with nothing but plain words and `--json`; None for all else."""
    if not words or words[0] not in ("list", "search", "show") or not _is_click_needless():
        return None
    name, *others = words
    said = tuple(word for word in others if word != "--json")
    as_json = len(said) < len(others)
    if any(word.startswith("-") for word in said):
        return None
    from . import answers

    if name == "list":
        return lambda: answers.list_items(said, as_json=as_json)
    if name == "search" and said:
        return lambda: answers.search(said, as_json=as_json)
    if name == "show" and len(said) == 1:
        return lambda: answers.show(said[0], as_json=as_json)
    return None


def _is_click_needless() -> bool:
    """Not where the shell asks for completions, nor on Windows, where click expands `*` and `~` itself."""
    return os.name != "nt" and "_GITAGILE_COMPLETE" not in os.environ
