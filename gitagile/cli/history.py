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
        titles, width = identifier is None, _width()
        terminal.say_drawn(log_text(told, workspace.config.timezone, titles=titles, width=width))
    else:
        terminal.note("nothing happened" + ("" if since is None else f" since {since}"))
    terminal.tell_notes(told.notes)


@click.command()
@click.option("--since", metavar="DAY", help="From a day on, instead of the last working day: 2026-11-23, 3d or 2w.")
@click.option("--format", "form", type=click.Choice(["text", "md", "json"]), default="text", help="text by default.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def standup(*, since: str | None, form: str, as_json: bool) -> None:
    """The team's digest: what is stuck, who offers help, what each person said and did, and what is in progress.

    What people say comes from their check-ins of today, or since the day that is asked for; what they did since the
    last working day from git. People are listed by name; nobody is counted or ranked, or named for saying nothing.

    Examples:
      gitagile standup
      gitagile standup --since 2w --format md
    """
    from ..actions.team.standup import standup as make_standup
    from ..render import standup as render

    workspace = opened()
    made = make_standup(workspace, since)
    if as_json or form == "json":
        from ..render.standup_json import standup_json

        terminal.say_json(standup_json(made, workspace.config.timezone))
    elif form == "md":
        terminal.say(render.standup_markdown(made))
    else:
        terminal.say_drawn(render.standup_text(made, _width()))
    terminal.tell_notes(made.notes)


def _width() -> int | None:
    """The width that lines are cut to: the terminal's; a pipe and a file get them whole."""
    return terminal.width() if terminal.is_terminal() else None
