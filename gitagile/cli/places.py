"""Places: items moved to a sprint, to the backlog or into the archive, and their place in the order."""

from __future__ import annotations

import click

from ..errors import UsageError
from . import completion, step_answers
from .opening import changing, id_argument, ids_argument, ids_before_place, opened
from .reporting import report


@click.command()
@ids_before_place
@click.argument("place", metavar="SPRINT|backlog", shell_complete=completion.places)
@changing
def move(*, identifiers: tuple[str, ...], place: str, dry_run: bool, as_json: bool) -> None:
    """Move items to a sprint or back to the backlog, in one commit.

    The folder an item lies in is its sprint: the file is moved, and no byte of it changes. `@current`, `@next` and
    `@previous` stand for sprints.

    Examples:
      gitagile move x2v9 7k3f @next
      gitagile move x2v9 backlog
    """
    step_answers.move(identifiers, place, dry_run=dry_run, as_json=as_json)


@click.command()
@ids_argument
@changing
def archive(*, identifiers: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Put items away. They leave every list, and stay readable and findable; `move` brings them back.

    Examples:
      gitagile archive x2v9
    """
    from ..actions import moves

    workspace = opened()
    report(workspace, moves.archive(workspace, identifiers, dry_run=dry_run), as_json=as_json)


@click.command()
@id_argument
@click.option("--top", "where", flag_value="top", help="Before all others of its priority.")
@click.option("--bottom", "where", flag_value="bottom", help="After all others of its priority.")
@click.option("--before", metavar="ID", shell_complete=completion.ids, help="Before another item.")
@click.option("--after", metavar="ID", shell_complete=completion.ids, help="After another item.")
@changing
def rank(
    *, identifier: str, where: str | None, before: str | None, after: str | None, dry_run: bool, as_json: bool
) -> None:
    """Give an item its place among those of the same priority. One key of one file changes.

    Examples:
      gitagile rank x2v9 --top
      gitagile rank x2v9 --after 7k3f
    """
    from ..actions import moves

    wishes = [(where, ""), ("before" if before else None, before or ""), ("after" if after else None, after or "")]
    asked = [(word, other) for word, other in wishes if word]
    if len(asked) != 1:
        raise UsageError("say one place in the order", "`--top`, `--bottom`, `--before ID` or `--after ID`")
    word, other = asked[0]
    workspace = opened()
    report(workspace, moves.rank(workspace, identifier, where=word, other=other, dry_run=dry_run), as_json=as_json)
