"""What a branch does to the backlog, for a pull request."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from . import terminal
from .opening import here

if TYPE_CHECKING:
    from ..actions.ci.report import CiReport

FORMATS = ("text", "md", "github", "json")
_SUMMARY = "GITHUB_STEP_SUMMARY"


@click.command()
@click.option(
    "--range", "span", metavar="A..B", help="From where B left A; by default from the default branch to HEAD."
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="text by default.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def ci(*, span: str | None, form: str, as_json: bool) -> int:
    """What a branch does to the backlog: items, findings, gates against the merge base, and the active sprint.

    Read from git's objects alone, the working tree does not matter. Exits with 1 where an error is found, an id is lost
    or a gate fails. `--format github` writes annotations, and the page into $GITHUB_STEP_SUMMARY.

    Examples:
      gitagile ci
      gitagile ci --range origin/main..HEAD --format md
      gitagile ci --format github
    """
    from ..actions.ci.report import ci_report
    from ..actions.ci.span import span_of
    from ..vcs.repository import find_repository
    from .trees import committed

    found = span_of(find_repository(here(), os.environ, allow_bare=True), os.environ, span)
    held = committed(found.tip)
    workspace = held.workspace._replace(config=held.config, config_findings=held.findings)
    report = ci_report(workspace, found, held.tree, held.findings)
    _say(report, "json" if as_json else form)
    return int(not report.passes)


def _say(report: CiReport, form: str) -> None:
    from ..render import ci as forms

    if form == "json":
        terminal.say_json(forms.ci_json(report))
    elif form == "md":
        terminal.say(forms.ci_markdown(report).rstrip("\n"))
    elif form == "github":
        _say_to_github(forms.ci_annotations(report), forms.ci_markdown(report))
    else:
        terminal.say_drawn(forms.ci_text(report))


def _say_to_github(annotations: str, page: str) -> None:
    if annotations:
        terminal.say(annotations.rstrip("\n"))
    file = os.environ.get(_SUMMARY)
    if not file:
        terminal.note(f"note: {_SUMMARY} is not set, so there is no page; `--format md` shows it")
        return
    with open(file, "a", encoding="utf-8") as stream:  # noqa: PTH123 - a path as GitHub gives it
        stream.write(page)
