"""Acts as lines: what a changing command did, with the short commit, or what it would do."""

from __future__ import annotations

from ..actions.result import Act, Result
from .gate import visible_line

UNCOMMITTED = {"stage": "staged", "none": "not committed"}


def act_lines(result: Result, mode: str) -> tuple[str, ...]:
    """One line an act: `ML-x2v9kq  todo -> doing  (a1b2c3d)`, or `would: ML-x2v9kq  todo -> doing`.

    `mode` is how changes are kept: auto, stage or none.
    """
    longest = max((len(act.id) for act in result.acts), default=0)
    lines = (f"{visible_line(act.id):<{longest}}  {visible_line(act.change)}" for act in result.acts)
    if result.dry_run:
        return tuple(f"would: {line}" for line in lines)
    tail = commit_words(result, mode)
    return tuple(line + tail for line in lines)


def path_line(result: Result, act: Act, mode: str) -> str:
    """The path of an act with the short commit."""
    return f"{visible_line(act.path)}{commit_words(result, mode)}"


def commit_words(result: Result, mode: str) -> str:
    """The short commit in parentheses, or how the change is kept where nothing was committed."""
    if result.commit:
        return f"  ({result.commit[:7]})"
    return f"  ({UNCOMMITTED[mode]})" if mode in UNCOMMITTED and not result.dry_run else ""
