"""Plain command lines: the commonest commands asked without options are run without click, which costs as much as they.

Whatever is not plain beyond doubt is left to click; a law holds that both say the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from .ending import code_of

_ANY = 1_000_000
READING = {"list": (0, _ANY), "search": (1, _ANY), "show": (1, 1), "sprint summary": (0, 1)}
STEPS = {
    **dict.fromkeys(("start", "done", "drop", "unblock"), (1, _ANY)),
    **dict.fromkeys(("mark", "move", "block"), (2, _ANY)),
}
PLAIN = READING | STEPS
"""The commands that are run without click, with the fewest and the most words each is asked."""


def run_plainly(words: list[str]) -> int | None:
    """The exit code of a plain command line that was run; None for one that click must read: nothing is done yet."""
    answer = plain_answer(words)
    return None if answer is None else code_of(answer)


def plain_answer(words: list[str]) -> Callable[[], int] | None:
    """What one of the `PLAIN` commands is asked with nothing but plain words and `--json`; None for all else."""
    count = 2 if words[:1] == ["sprint"] else 1
    name, others = " ".join(words[:count]), words[count:]
    if name not in PLAIN or not _is_click_needless():
        return None
    said = tuple(word for word in others if word != "--json")
    least, most = PLAIN[name]
    if any(word.startswith("-") for word in said) or not least <= len(said) <= most:
        return None
    as_json = len(said) < len(others)
    if name in STEPS:
        from .step_answers import plainly

        return lambda: plainly(name, said, as_json=as_json)
    from . import answers

    answers_by_name: dict[str, Callable[..., int]] = {
        "list": answers.list_items,
        "search": answers.search,
        "show": answers.show,
        "sprint summary": answers.sprint_summary,
    }
    answer = answers_by_name[name]
    return lambda: answer(said, as_json=as_json)


def _is_click_needless() -> bool:
    """Not where the shell asks for completions, nor on Windows, where click expands `*` and `~` itself."""
    return os.name != "nt" and "_GITAGILE_COMPLETE" not in os.environ
