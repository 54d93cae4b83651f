"""The gate: demands on model work judged, for people, builds and code-review sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from . import completion, terminal
from .opening import opened

if TYPE_CHECKING:
    from ..actions.model_work.gate_report import GateReport
    from ..workspace import Workspace

FORMS = ("text", "md", "json", "junit", "sarif")


@click.command()
@click.argument("identifiers", metavar="[ID...]", nargs=-1, shell_complete=completion.ids)
@click.option("--sprint", metavar="SPRINT", shell_complete=completion.sprints, help="The items of a sprint.")
@click.option("--at", metavar="REV", help="The values of a revision, not of the working tree.")
@click.option("--release", is_flag=True, help="The gates of a release, not those of items.")
@click.option("--format", "form", type=click.Choice(FORMS), default="text", help="text by default.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def gate(
    *, identifiers: tuple[str, ...], sprint: str | None, at: str | None, release: bool, form: str, as_json: bool
) -> int:
    """Judge the gates of items and of their types: metrics, tests and headings. Exits with 1 if one fails.

    Without an ID: the items of the active sprint that have gates, else all open items that have any. What cannot be
    compared fails, with the reason: a missing metric, NaN, a baseline that is not here.

    Examples:
      gitagile gate
      gitagile gate x2v9 --at HEAD
      gitagile gate --sprint @current --format junit > gates.xml
      gitagile gate --release
    """
    if sum((bool(identifiers), sprint is not None, release)) > 1:
        raise click.UsageError("ids, --sprint and --release exclude each other")
    from ..actions.model_work.gate_report import gate_report, release_report

    workspace = opened()
    report = release_report(workspace, at) if release else gate_report(workspace, identifiers, sprint=sprint, at=at)
    _say(workspace, report, "json" if as_json else form)
    return int(bool(report.failed))


def _say(workspace: Workspace, report: GateReport, form: str) -> None:
    if form in ("junit", "sarif"):
        from ..actions.model_work.gate_report import written_places
        from ..render.gate_files import gates_junit, gates_sarif

        places = written_places(workspace, report)
        if form == "sarif":
            terminal.say_json(gates_sarif(report, places).rstrip("\n"))
        else:
            terminal.say_drawn(gates_junit(report, places))
    else:
        from ..render import gates

        if form == "json":
            terminal.say_json(gates.gates_json(report))
        elif form == "md":
            terminal.say(gates.gates_markdown(report))
        else:
            terminal.say_drawn(gates.gates_text(report, colour=terminal.has_colour()))
    if report.note and (report.rows or form in ("junit", "sarif")):
        terminal.note(f"note: {report.note}")
