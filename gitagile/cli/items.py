"""Items looked at: lists by query, one item in full, full text, and the best one to take next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from . import completion, terminal
from .opening import id_argument, json_option, opened, strict_option
from .query_words import QueryCommand
from .reporting import warn_unreadable

if TYPE_CHECKING:
    from ..actions.find import Listed
    from ..workspace import Workspace

SORTED_BY = """\
Priority by default, id, title, status, type, points, created, started, finished, due, sprint; -KEY: the other way."""


@click.command(cls=QueryCommand)
@click.argument("query", nargs=-1, metavar="[QUERY...]", shell_complete=completion.queries)
@click.option("--sort", metavar="KEY", default="priority", help=SORTED_BY)
@click.option("--all", "everything", is_flag=True, help="Archived items and finished ones of closed sprints too.")
@strict_option
@json_option
def list_items(*, query: tuple[str, ...], sort: str, everything: bool, strict: bool, as_json: bool) -> int:
    """Items in priority order.

    Words of a query must all hold: status: type: priority: points: assignee: role: label: sprint: parent: depends:
    created: started: finished: due: is: has: no:, or free text. A comma means or, a minus not. `@mine` is the query
    that the config calls `mine` under `[views]`.

    Examples:
      gitagile list is:open assignee:@me
      gitagile list sprint:@current -label:blocked 'points:>3'
      gitagile list type:training,data "label noise" --sort -points
    """
    from ..actions import find

    workspace = opened()
    listed = find.list_items(workspace, query, sort=sort, everything=everything)
    hint = "`gitagile list` without words shows all that is open" if query else '`gitagile new "…"` makes the first'
    nothing = "no item matches" if query else "there is no item"
    _answer(workspace, listed, as_json=as_json, nothing=f"{nothing}\nhint: {hint}")
    return warn_unreadable(listed.unreadable, strict=strict)


@click.command(cls=QueryCommand)
@click.argument("words", nargs=-1, required=True, metavar="WORDS...", shell_complete=completion.queries)
@click.option(
    "--limit", metavar="N", type=click.IntRange(0), default=50, help="How many to show; 50 by default, 0 is all."
)
@strict_option
@json_option
def search(*, words: tuple[str, ...], limit: int, strict: bool, as_json: bool) -> int:
    """Items whose title or body hold all the words, the best match first, archived ones last.

    The words of `gitagile list` narrow it down.

    Examples:
      gitagile search label noise
      gitagile search label noise --limit 0
      gitagile search "learning rate" type:experiment
    """
    from ..actions import find

    workspace = opened()
    listed = find.search(workspace, words, limit=limit)
    _answer(workspace, listed, as_json=as_json, nothing="nothing found\nhint: fewer words find more")
    if listed.more:
        terminal.note(f"{listed.more} more match; `--limit 0` shows all")
    return warn_unreadable(listed.unreadable, strict=strict)


@click.command()
@click.option("--role", metavar="ROLE", shell_complete=completion.roles, help="Only items that ask for this role.")
@click.option("--mine", is_flag=True, help="Only items that are assigned to you.")
@click.option("--limit", metavar="N", type=click.IntRange(1, 1000), default=1, help="How many to show; one by default.")
@json_option
def next_item(*, role: str | None, mine: bool, limit: int, as_json: bool) -> None:
    """The best item to take: to do, not blocked, all it depends on done, and the first in the order.

    Items of the active sprint come before those of the backlog.

    Examples:
      gitagile next
      gitagile next --role data-science --limit 3
    """
    from ..actions import find

    workspace = opened()
    listed = find.next_items(workspace, role=role, mine=mine, limit=limit)
    nothing = "nothing is ready\nhint: `gitagile list is:blocked` shows what waits"
    _answer(workspace, listed, as_json=as_json, nothing=nothing)
    warn_unreadable(listed.unreadable, strict=False)


@click.command()
@id_argument
@json_option
def show(*, identifier: str, as_json: bool) -> None:
    """One item in full, its acceptance criteria numbered.

    Any unambiguous beginning of an id will do, with or without its prefix.

    Examples:
      gitagile show x2
      gitagile show ML-x2v9kq --json
    """
    from ..actions import find

    workspace = opened()
    shown = find.show(workspace, identifier)
    if as_json:
        from ..render.as_json import show_text

        terminal.say_json(show_text(shown, workspace.config.workflow))
        return
    from ..render.item import item_text

    terminal.say_drawn(item_text(shown, workspace.config.workflow, colour=terminal.has_colour()))


def _answer(workspace: Workspace, listed: Listed, *, as_json: bool, nothing: str) -> None:
    """The list as JSON, as a table on a terminal, else as plain lines; `nothing` is said on standard error."""
    workflow = workspace.config.workflow
    if as_json:
        from ..render.as_json import list_text

        terminal.say_json(list_text(listed, workflow))
        return
    if not listed.items:
        terminal.note(nothing)
        return
    from ..render.items import drawn_list, plain_list

    if terminal.is_terminal():
        terminal.say_drawn(drawn_list(listed.items, workflow, width=terminal.width(), colour=terminal.has_colour()))
    else:
        terminal.say_drawn(plain_list(listed.items))
