"""The board on the terminal."""

from __future__ import annotations

import click

from . import completion, terminal
from .opening import json_option, opened, strict_option
from .reporting import warn_unreadable


@click.command()
@click.option(
    "--sprint", "place", metavar="SPRINT", shell_complete=completion.places, help="The active one by default."
)
@strict_option
@json_option
def board(*, place: str | None, strict: bool, as_json: bool) -> int:
    """The items of a sprint by status, in priority order, with counts and limits.

    Without an active sprint, and for `--sprint backlog`, it is the backlog's. A narrow terminal has the statuses one
    under the other.

    Examples:
      gitagile board
      gitagile board --sprint @next
    """
    from ..actions.board import board as make_board

    workspace = opened()
    made = make_board(workspace, place)
    if as_json:
        from ..render.as_json import board_text

        terminal.say_json(board_text(made, workspace.config.workflow, workspace.backlog().carried))
    else:
        from ..render.board import drawn_board, plain_board

        drawn = terminal.is_terminal()
        terminal.say_drawn(
            drawn_board(made, width=terminal.width(), colour=terminal.has_colour()) if drawn else plain_board(made)
        )
    return warn_unreadable(made.unreadable, strict=strict)
