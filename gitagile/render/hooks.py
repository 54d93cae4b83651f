"""The hooks of a repository as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .as_json import as_text
from .lines import aligned

if TYPE_CHECKING:
    from ..actions.hooks import HooksReport


def status_text(report: HooksReport) -> str:
    """The folder, and a line for each hook."""
    earlier = ", after the one that was there before"
    rows = [(one.name, one.state + (earlier if one.runs_earlier else "")) for one in report.hooks]
    return f"{report.folder}\n{aligned(rows)}"


def acts_text(report: HooksReport, *, dry_run: bool = False) -> str:
    """A line for each hook that was changed."""
    rows = [(("would: " if dry_run else "") + one.name, one.done) for one in report.hooks if one.done]
    return aligned(rows) if rows else ""


def hooks_json(report: HooksReport, *, dry_run: bool = False) -> str:
    """Each hook with its state and what was done to it, and what was left as it is."""
    hooks = [
        {"name": one.name, "state": one.state, "done": one.done or None, "runs_earlier": one.runs_earlier}
        for one in report.hooks
    ]
    refused = [{"message": error.message, "hint": error.hint} for error in report.refused]
    return as_text({"folder": str(report.folder), "hooks": hooks, "refused": refused, "dry_run": dry_run})
