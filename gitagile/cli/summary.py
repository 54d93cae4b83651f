"""The summary of a sprint: shown, written, and compared with what lies there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from . import terminal
from .history import tell_notes
from .opening import opened
from .reporting import report
from .reports import as_of_option, draws_boxes
from .sprint import sprint_argument

if TYPE_CHECKING:
    from ..actions.sprints.facts import SprintFacts
    from ..workspace import Workspace

FORMS = ("text", "md", "json", "html")
_CHART_HEIGHT = 14


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
    from ..actions.sprints.facts import sprint_facts

    facts = sprint_facts(workspace, name, as_of)
    _say(facts, "json" if as_json else form, workspace.config.timezone)
    tell_notes(facts.notes)
    return 0


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


def _say(facts: SprintFacts, form: str, timezone: str) -> None:
    if form == "json":
        from ..render.sprints import summary_json

        terminal.say_json(summary_json(facts, timezone))
    elif form == "html":
        from ..render.summary_page import summary_html

        terminal.say_drawn(summary_html(facts).rstrip("\n"))
    elif form == "md":
        from ..render.sprint_summary import summary_markdown

        terminal.say(summary_markdown(facts).rstrip("\n"))
    else:
        from ..render.sprint_summary import summary_text

        terminal.say_drawn(summary_text(facts, _chart(facts)).rstrip("\n"))


def _chart(facts: SprintFacts) -> str:
    """The burndown for a terminal, empty where there are no days."""
    if not facts.report.days:
        return ""
    from ..render.charts.as_text import as_text
    from ..render.reports.of_sprints import burndown_chart

    return as_text(
        burndown_chart(facts.report),
        width=terminal.width(),
        height=_CHART_HEIGHT,
        plain=not draws_boxes(),
        colour=terminal.has_colour(),
    )
