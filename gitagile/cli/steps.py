"""Steps: items begun, finished, given up, put into any status, blocked and let go on."""

from __future__ import annotations

import click

from . import completion, step_answers
from .opening import changing, id_argument, ids_argument, ids_before_status


@click.command()
@ids_before_status
@click.argument("status", shell_complete=completion.statuses)
@click.option("--override", metavar="WHY", default="", help="Go on whatever is open, and say why in the commit.")
@changing
def mark(*, identifiers: tuple[str, ...], status: str, override: str, dry_run: bool, as_json: bool) -> None:
    """Put items into a status of the workflow, in one commit.

    The stamps `started` and `finished` follow. The statuses are those of `workflow.statuses` in the config.

    Examples:
      gitagile mark x2v9 review
      gitagile mark x2v9 7k3f done --override "the last criterion moved to 9qz2"
    """
    step_answers.mark(identifiers, status, override=override, dry_run=dry_run, as_json=as_json)


@click.command()
@ids_argument
@click.option("--claim", is_flag=True, help="Claim them at the remote first, so that no other clone can.")
@changing
def start(*, identifiers: tuple[str, ...], claim: bool, dry_run: bool, as_json: bool) -> None:
    """Begin items: the first status of the category `active`, and the stamp `started`.

    With `--claim` they are claimed for all clones of the remote; refused, with a name, where somebody was first.

    Examples:
      gitagile start x2v9
      gitagile start x2v9 7k3f --dry-run
      gitagile start x2v9 --claim
    """
    step_answers.start(identifiers, claim=claim, dry_run=dry_run, as_json=as_json)


@click.command()
@ids_argument
@click.option("--override", metavar="WHY", default="", help="Finish whatever is open, and say why in the commit.")
@changing
def done(*, identifiers: tuple[str, ...], override: str, dry_run: bool, as_json: bool) -> None:
    """Finish items: the first status of the category `done`, and the stamp `finished`.

    Refused while acceptance criteria are open or gates fail, where the config asks for them (`workflow.done_needs`).

    Examples:
      gitagile done x2v9
      gitagile done x2v9 --override "the model card is written by another team"
    """
    step_answers.done(identifiers, override=override, dry_run=dry_run, as_json=as_json)


@click.command()
@ids_argument
@click.option("--why", metavar="TEXT", default="", help="The reason, for the commit message.")
@changing
def drop(*, identifiers: tuple[str, ...], why: str, dry_run: bool, as_json: bool) -> None:
    """Give items up: the first status of the category `dropped`. The files stay, and so does their history.

    Examples:
      gitagile drop x2v9 --why "the data may not be used"
    """
    step_answers.drop(identifiers, why=why, dry_run=dry_run, as_json=as_json)


@click.command()
@id_argument
@click.argument("why", nargs=-1, required=True, metavar="WHY")
@changing
def block(*, identifier: str, why: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Say why an item cannot go on. It keeps its status, and `next` passes over it.

    Examples:
      gitagile block x2v9 "waits for the new labels"
    """
    step_answers.block(identifier, why, dry_run=dry_run, as_json=as_json)


@click.command()
@ids_argument
@changing
def unblock(*, identifiers: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Let items go on that were blocked.

    Examples:
      gitagile unblock x2v9
    """
    step_answers.unblock(identifiers, dry_run=dry_run, as_json=as_json)
