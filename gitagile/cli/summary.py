"""The summary of a sprint: shown, written, and compared with what lies there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from . import terminal
from .opening import opened
from .reporting import report
from .reports import as_of_option
from .sprint import sprint_argument
from .summary_answer import say_summary

if TYPE_CHECKING:
    from ..workspace import Workspace

FORMS = ("text", "md", "json", "html")


@click.command()
@sprint_argument
@as_of_option
@click.option("--format", "form", type=click.Choice(FORMS), default="text", help="text by default.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--write", is_flag=True, help="Write `summary.md` anew, and commit it.")
@click.option("--check", is_flag=True, help="Exit with 1 if `summary.md` is not what would be written.")
@click.option("-n", "--dry-run", is_flag=True, help="With --write: only say what would happen.")
def summary(
    *, name: str | None, as_of: str | None, form: str, as_json: bool, write: bool, check: bool, dry_run: bool
) -> int:
    """What a sprint came to, from git's history: commitment, scope, completed, carried over, day by day.

    A closed sprint's figures are those its ledger froze; a running one's are replayed, as of now or of any past day.

    Examples:
      gitagile sprint summary
      gitagile sprint summary 2026-s23 --format md
      gitagile sprint summary --as-of 2026-11-27
      gitagile sprint summary @previous --check
    """
    workspace = opened()
    if as_of is not None and (write or check):
        raise click.UsageError("`summary.md` is that of now: `--as-of` goes with neither `--write` nor `--check`")
    if (write and check) or (dry_run and not write):
        raise click.UsageError("`--write` and `--check` exclude each other, and `--dry-run` goes with `--write`")
    if write or check:
        return _written(workspace, name, check=check, as_json=as_json, dry_run=dry_run)
    return say_summary(workspace, name, as_of, "json" if as_json else form)


def _written(workspace: Workspace, name: str | None, *, check: bool, as_json: bool, dry_run: bool) -> int:
    """Compare the summary with what lies there, or write it."""
    from ..actions.sprints import report as reports
    from ..render.sprint_summary import summary_markdown

    if check:
        current = reports.is_summary_current(workspace, name, write=summary_markdown)
        if as_json:
            from ..render.as_json import as_text

            terminal.say_json(as_text({"current": current}))
            return int(not current)
        terminal.note("" if current else "summary.md is not current\nhint: `gitagile sprint summary --write`")
        return int(not current)
    result = reports.write_summary(workspace, name, write=summary_markdown, dry_run=dry_run)
    report(workspace, result, as_json=as_json)
    return 0
