"""Items looked at: lists by query, one item in full, full text, and the best one to take next."""

from __future__ import annotations

import click

from . import answers, completion
from .opening import id_argument, json_option, strict_option
from .query_words import QueryCommand

SORTED_BY = """\
Priority by default, id, title, status, type, points, created, started, finished, due, sprint; -KEY: the other way."""


@click.command(cls=QueryCommand)
@click.argument("query", nargs=-1, metavar="[QUERY...]", shell_complete=completion.queries)
@click.option("--sort", metavar="KEY", default=answers.SORT, help=SORTED_BY)
@click.option("--all", "everything", is_flag=True, help="Archived items and finished ones of closed sprints too.")
@click.option(
    "--all-branches", is_flag=True, help="As the default branch has them, and what other branches made of it."
)
@strict_option
@json_option
def list_items(
    *, query: tuple[str, ...], sort: str, everything: bool, all_branches: bool, strict: bool, as_json: bool
) -> int:
    """Items in priority order.

    Words of a query must all hold: status: type: priority: points: assignee: role: label: sprint: parent: depends:
    created: started: finished: due: is: has: no:, or free text. A comma means or, a minus not. `@mine` is the query
    that the config calls `mine` under `[views]`.

    Examples:
      gitagile list is:open assignee:@me
      gitagile list sprint:@current -label:blocked 'points:>3'
      gitagile list type:training,data "label noise" --sort -points
      gitagile list --all-branches status:doing
    """
    if all_branches:
        from .branches import list_across

        return list_across(query, sort=sort, everything=everything, strict=strict, as_json=as_json)
    return answers.list_items(query, sort=sort, everything=everything, strict=strict, as_json=as_json)


@click.command(cls=QueryCommand)
@click.argument("words", nargs=-1, required=True, metavar="WORDS...", shell_complete=completion.queries)
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(0),
    default=answers.LIMIT,
    help="How many to show; 50 by default, 0 is all.",
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
    return answers.search(words, limit=limit, strict=strict, as_json=as_json)


@click.command()
@click.option("--role", metavar="ROLE", shell_complete=completion.roles, help="Only items that ask for this role.")
@click.option("--mine", is_flag=True, help="Only items that are assigned to you.")
@click.option("--limit", metavar="N", type=click.IntRange(1, 1000), default=1, help="How many to show; one by default.")
@json_option
def next_item(*, role: str | None, mine: bool, limit: int, as_json: bool) -> int:
    """The best item to take: to do, not blocked, all it depends on done, and the first in the order.

    Items of the active sprint come before those of the backlog.

    Examples:
      gitagile next
      gitagile next --role data-science --limit 3
    """
    return answers.next_item(role=role, mine=mine, limit=limit, as_json=as_json)


@click.command()
@id_argument
@click.option("--history", is_flag=True, help="All that happened to it as well, newest first.")
@click.option("--all-branches", is_flag=True, help="Also what each branch made of it, and which changed it last.")
@json_option
def show(*, identifier: str, history: bool, all_branches: bool, as_json: bool) -> int:
    """One item in full, its acceptance criteria numbered, and the commits of code that name it.

    Any unambiguous beginning of an id will do, with or without its prefix.

    Examples:
      gitagile show x2
      gitagile show x2 --history
      gitagile show x2 --all-branches
      gitagile show ML-x2v9kq --json
    """
    if all_branches:
        from .branches import show_across

        return show_across(identifier, history=history, as_json=as_json)
    return answers.show((identifier,), history=history, as_json=as_json)
