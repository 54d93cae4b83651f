"""Reports from history: burndown, burnup, velocity, flow, cumulative flow, forecast and its calibration."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from . import completion, terminal
from .lazy import LazyGroup
from .opening import opened
from .table import GROUPS

if TYPE_CHECKING:
    from ..actions.report_scope import Wanted
    from ..render.reports.told import Told

Command = TypeVar("Command", bound=Callable[..., object])
FORMS = ("text", "md", "json", "csv", "svg")

report = LazyGroup(
    "report",
    {"Reports": GROUPS["report"]},
    help="""\
Figures and charts from git's history: as of now, or of any past day.

Examples:
  gitagile report burndown
  gitagile report flow --since 12w --format svg > flow.svg
""",
)


def form_options(command: Command) -> Command:
    """`--format`, and `--json` for short."""
    forms = click.option("--format", "form", type=click.Choice(FORMS), default="text", help="text by default.")
    return forms(click.option("--json", "as_json", is_flag=True, help="The same as --format json.")(command))


def as_of_option(command: Command) -> Command:
    """`--as-of`: a moment of the past."""
    return click.option("--as-of", metavar="DAY|REV", help="As it stood when a day ended, or at a commit.")(command)


def sprint_option(command: Command) -> Command:
    """`--sprint`: another than the active one."""
    about = "By default the active one, else the one closed last."
    return click.option("--sprint", metavar="SPRINT", shell_complete=completion.sprints, help=about)(command)


def span_options(command: Command) -> Command:
    """Which days and items a report is about."""
    sprint = click.option("--sprint", metavar="SPRINT", shell_complete=completion.sprints, help="The days of a sprint.")
    since = click.option("--since", metavar="DAY", help="From a day on: 2026-11-23, 3d or 12w. By default 90 days.")
    return type_option(since(sprint(command)))


def type_option(command: Command) -> Command:
    """`--type`: items of some types alone."""
    about = "Only items of a type; repeatable."
    return click.option("--type", "types", metavar="TYPE", multiple=True, shell_complete=completion.types, help=about)(
        command
    )


@click.command()
@sprint_option
@as_of_option
@form_options
def burndown(*, sprint: str | None, as_of: str | None, form: str, as_json: bool) -> None:
    """What remained at the end of each day of a sprint, beside the guideline.

    Examples:
      gitagile report burndown
      gitagile report burndown --sprint @previous --format svg > burndown.svg
    """
    from ..actions.sprints.facts import sprint_facts
    from ..render.reports import of_sprints
    from ..render.reports.as_json import days_json

    facts = sprint_facts(opened(), sprint, as_of)
    say(lambda: of_sprints.burndown(facts.report), lambda: days_json(facts.report), "json" if as_json else form)
    terminal.tell_notes(facts.notes)


@click.command()
@sprint_option
@as_of_option
@form_options
def burnup(*, sprint: str | None, as_of: str | None, form: str, as_json: bool) -> None:
    """Scope and what was completed at the end of each day of a sprint.

    Examples:
      gitagile report burnup --as-of 2026-11-27
    """
    from ..actions.sprints.facts import sprint_facts
    from ..render.reports import of_sprints
    from ..render.reports.as_json import days_json

    facts = sprint_facts(opened(), sprint, as_of)
    say(lambda: of_sprints.burnup(facts.report), lambda: days_json(facts.report), "json" if as_json else form)
    terminal.tell_notes(facts.notes)


@click.command()
@as_of_option
@form_options
def velocity(*, as_of: str | None, form: str, as_json: bool) -> None:
    """What each closed sprint committed to and completed, and the mean of the last three.

    Examples:
      gitagile report velocity
    """
    from ..actions.reports import velocity_report
    from ..render.reports import of_sprints
    from ..render.reports.as_json import velocity_json

    found = velocity_report(opened(), as_of)
    say(lambda: of_sprints.velocity(found), lambda: velocity_json(found), "json" if as_json else form)


@click.command()
@span_options
@as_of_option
@form_options
def flow(**options: object) -> None:
    """How long items take, how many are finished a week, and what is in progress for how long.

    Examples:
      gitagile report flow
      gitagile report flow --type experiment --since 26w
    """
    from ..actions.reports import flow_report
    from ..render.reports import of_flow
    from ..render.reports.as_json import flow_json

    made = flow_report(opened(), _wanted(options))
    say(lambda: of_flow.flow(made), lambda: flow_json(made), _form(options))
    terminal.tell_notes(made.notes)


@click.command()
@span_options
@as_of_option
@form_options
def cfd(**options: object) -> None:
    """The cumulative flow: how many items had reached each status, day by day.

    Examples:
      gitagile report cfd --sprint @current
    """
    from ..actions.reports import cfd_report
    from ..render.reports import of_flow
    from ..render.reports.as_json import cfd_json

    workspace = opened()
    made = cfd_report(workspace, _wanted(options))
    say(lambda: of_flow.cfd(made, workspace.config.workflow), lambda: cfd_json(made), _form(options))
    terminal.tell_notes(made.notes)


@click.command()
@click.option("--items", metavar="N", type=click.IntRange(0), help="How many remain; by default what is open.")
@click.option("--by", metavar="DAY", help="How many are done by a day; by default the active sprint's end.")
@click.option("--days", metavar="N", type=click.IntRange(1, 700), help="How many are done in N days.")
@click.option("--seed", metavar="N", type=int, help="Draw another ten thousand futures.")
@sprint_option
@type_option
@as_of_option
@form_options
def forecast(**options: object) -> None:
    """How many items will be done, and when what remains is: ten thousand futures drawn from the last 90 days.

    Says as well how often such a forecast held on this project's own past.

    Examples:
      gitagile report forecast
      gitagile report forecast --items 30 --by 2026-12-24
    """
    from ..actions.report_scope import Ahead
    from ..actions.reports import forecast_report
    from ..render.reports import of_flow
    from ..render.reports.as_json import forecast_json

    if options["by"] is not None and options["days"] is not None:
        raise click.UsageError("`--by` and `--days` both say how far ahead: give one of them")
    ahead = Ahead(**{name: options[name] for name in Ahead._fields})  # type: ignore[arg-type]
    made = forecast_report(opened(), _wanted(options), ahead)
    say(lambda: of_flow.forecast(made), lambda: forecast_json(made), _form(options))
    terminal.tell_notes(made.notes)


@click.command()
@type_option
@as_of_option
@form_options
def calibration(**options: object) -> None:
    """How often forecasts would have held on this project's own past.

    Examples:
      gitagile report calibration
    """
    from ..actions.reports import calibration_report
    from ..render.reports import of_flow
    from ..render.reports.as_json import calibration_json

    made = calibration_report(opened(), _wanted(options))
    say(lambda: of_flow.calibration(made), lambda: calibration_json(made), _form(options))
    terminal.tell_notes(made.notes)


def say(told: Callable[[], Told], as_json: Callable[[], str], form: str) -> None:
    """Write a report in the form that was asked for."""
    if form == "json":
        terminal.say_json(as_json())
        return
    from ..render.reports import forms

    if form == "text":
        width, colour = terminal.width(), terminal.has_colour()
        terminal.say_drawn(forms.told_text(told(), width=width, plain=not terminal.draws_boxes(), colour=colour))
    elif form == "md":
        terminal.say(forms.told_markdown(told()))
    else:
        made = told()
        drawn = (forms.told_csv if form == "csv" else forms.told_svg)(made).rstrip("\r\n")
        if drawn:
            terminal.say_drawn(drawn)
        terminal.tell_notes(made.remarks)


def _form(options: dict[str, object]) -> str:
    return "json" if options["as_json"] else str(options["form"])


def _wanted(options: dict[str, object]) -> Wanted:
    from ..actions.report_scope import Wanted

    return Wanted(**{name: options[name] for name in Wanted._fields if name in options})  # type: ignore[arg-type]
