"""Looking back: the log of what happened, and the team's digest."""

from __future__ import annotations

import click

from . import completion, terminal
from .opening import json_option, opened


@click.command()
@click.argument("identifier", metavar="[ID]", required=False, shell_complete=completion.ids)
@click.option("--since", metavar="DAY", help="From a day on: 2026-11-23, yesterday, 3d or 2w.")
@click.option(
    "-n", "--limit", metavar="N", type=click.IntRange(0), default=30, show_default=True, help="At most N; 0: all."
)
@json_option
def log(*, identifier: str | None, since: str | None, limit: int, as_json: bool) -> None:
    """What happened, newest first: steps, moves, estimates, and the commits of code that name an item.

    Read from git's history, so what was edited by hand is told as well.

    Examples:
      gitagile log
      gitagile log x2v9 --since 2w
    """
    from ..actions.history.log import log as read_log
    from ..render.log import log_json, log_text

    workspace = opened()
    told = read_log(workspace, identifier, since=since, limit=limit)
    if as_json:
        terminal.say_json(log_json(told, workspace.config.timezone))
        return
    if told.happenings:
        terminal.say_drawn(log_text(told, workspace.config.timezone, titles=identifier is None))
    else:
        terminal.note("nothing happened" + ("" if since is None else f" since {since}"))
    tell_notes(told.notes)


@click.command()
@click.option("--since", metavar="DAY", help="From a day on, instead of the last working day: 2026-11-23, 3d or 2w.")
@click.option("--format", "form", type=click.Choice(["text", "md", "json"]), default="text", help="text by default.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def standup(*, since: str | None, form: str, as_json: bool) -> None:
    """The team's digest: what each person did since the last working day, what is in progress, what is stuck.

    People are listed by name; nobody is counted or ranked.

    Examples:
      gitagile standup
      gitagile standup --since 2w --format md
    """
    from ..actions.history.standup import standup as make_standup
    from ..render import log as render

    workspace = opened()
    made, zone = make_standup(workspace, since), workspace.config.timezone
    if as_json or form == "json":
        terminal.say_json(render.standup_json(made, zone))
    elif form == "md":
        terminal.say(render.standup_markdown(made))
    else:
        terminal.say_drawn(render.standup_text(made))
    tell_notes(made.notes)


def tell_notes(notes: tuple[str, ...]) -> None:
    """What history cannot tell, on standard error."""
    for note in notes:
        terminal.note(f"note: {note}")
