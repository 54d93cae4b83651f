"""Reporting: what a changing command did, for people or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import terminal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..actions.result import Result
    from ..model.finding import Finding
    from ..workspace import Workspace


def report(workspace: Workspace, result: Result, *, as_json: bool) -> int:
    """One line an act on standard output, warnings on standard error; the exit code, which is 0."""
    report_result(result, as_json=as_json, mode=workspace.config.commit)
    return 0


def report_result(result: Result, *, as_json: bool, mode: str = "auto") -> None:
    """The same where no workspace is open; `mode` is how changes are kept: auto, stage or none."""
    warn(result)
    if as_json:
        from ..render.as_json import result_text

        terminal.say_json(result_text(result))
        return
    from ..render.acts import act_lines

    lines = act_lines(result, mode)
    if lines:
        terminal.say("\n".join(lines))
    elif not result.warnings:
        terminal.note("nothing to change")


def warn(result: Result) -> None:
    """The warnings of a result, on standard error."""
    for warning in result.warnings:
        terminal.note(f"warning: {warning}")


def warn_unreadable(unreadable: Iterable[Finding], *, strict: bool) -> int:
    """Say how many files could not be read, and the first of them; the exit code is 1 with `strict`."""
    faults = tuple(unreadable)
    if not faults:
        return 0
    first = faults[0].as_line()
    text = f"1 file could not be read: {first}" if len(faults) == 1 else f"{len(faults)} files could not be read"
    terminal.note(f"warning: {text}" if len(faults) == 1 else f"warning: {text}, the first: {first}")
    terminal.note("hint: `gitagile check` shows what is wrong")
    return int(strict)
