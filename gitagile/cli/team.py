"""The team: who there is, and what time and load a sprint means for them."""

from __future__ import annotations

import click

from . import terminal
from .opening import json_option, opened
from .sprint import sprint_argument


@click.command()
@json_option
def team(*, as_json: bool) -> None:
    """Who there is, in which roles and with how many days, and which roles nobody has.

    Those who committed of late and whom the config does not name are shown too; addresses that `.mailmap` joins are one
    person's. People stand there by name; nobody is counted or ranked.

    Examples:
      gitagile team
      gitagile team --json
    """
    from ..actions.team.team import team as view_team
    from ..render.team import team_json, team_text

    view = view_team(opened())
    if as_json:
        terminal.say_json(team_json(view))
        return
    if view.people or view.strangers:
        terminal.say_drawn(team_text(view))
    if not view.people:
        terminal.note(
            "the config names nobody\nhint: `[team.ana]` with name, emails and roles in `.backlog/config.toml`"
        )
    elif view.strangers:
        terminal.note("hint: add their address to `emails` of a `[team.…]`, or join it with another in `.mailmap`")


@click.command()
@sprint_argument
@json_option
def capacity(*, name: str | None, as_json: bool) -> None:
    """A sprint's time and load, by person and role: the active sprint's, else the next planned one's.

    A person's days are those of `sprint.md`, else `days_per_sprint` less their days off. What the sprint can take is
    shared by them; an item of several people lies on each with an even share.

    Examples:
      gitagile capacity
      gitagile capacity @next --json
    """
    from ..actions.team.capacity import capacity as report_capacity
    from ..render.team import capacity_json, capacity_text

    report = report_capacity(opened(), name)
    if as_json:
        terminal.say_json(capacity_json(report))
    else:
        terminal.say_drawn(capacity_text(report))
    for remark in report.remarks:
        terminal.note(f"note: {remark}")
