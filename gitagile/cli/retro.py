"""Retros: a sprint's facts with room for words, and the actions that come of them."""

from __future__ import annotations

import click

from ..errors import UsageError
from ..model.near_words import near_words
from . import completion, terminal
from .lazy import DefaultGroup
from .opening import changing, json_option, opened, strict_option
from .reporting import report, warn, warn_unreadable
from .table import GROUPS

FORMATS = ("start-stop-continue", "4ls", "sailboat", "mad-sad-glad")

retro = DefaultGroup(
    "retro",
    {"Retros": GROUPS["retro"]},
    default="write",
    subcommand_metavar="[SPRINT | COMMAND] [ARGS]...",
    help="""\
Look back at a sprint: its facts, room for everybody's words, and actions that come back until they are done.

Without the name of a subcommand it writes the retro of a sprint: by default of the one closed last, else of the active
one; `gitagile retro write --help` lists the options. A sprint that is called like a subcommand, such as `action`, is
asked for by `gitagile retro write action`.

Examples:
  gitagile retro
  gitagile retro 2026-s24 --format sailboat
  gitagile retro action "Label a sample of 200 twice, to know our own error" --assign ana
  gitagile retro actions
""",
)


@click.command()
@click.argument("name", metavar="[SPRINT]", required=False, shell_complete=completion.sprints)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="The headings people write under; `retro.format` by default."
)
@changing
def write(*, name: str | None, form: str | None, dry_run: bool, as_json: bool) -> None:
    """Write a sprint's `retro.md`, or renew the facts in it; no word that people wrote is ever touched.

    The facts stand between two marks; write anywhere else. What is found among them is kept below them. A page that
    nobody wrote in yet takes another `--format`. Written again while nothing happened, nothing changes.

    Examples:
      gitagile retro write
      gitagile retro write 2026-s24 --format 4ls
      gitagile retro write @previous --dry-run
    """
    from ..actions.retro.write import write_retro
    from ..render.retro import facts_markdown

    workspace = opened()
    try:
        written = write_retro(workspace, name, write_facts=facts_markdown, form=form, dry_run=dry_run)
    except UsageError as error:
        near = near_words(name or "", retro.rows)
        raise UsageError(error.message, f"did you mean `gitagile retro {near[0]}`?" if near else error.hint) from None
    if as_json:
        from ..render.retro_json import retro_json

        warn(written.result)
        terminal.say_json(retro_json(written))
        return
    report(workspace, written.result, as_json=False)
    terminal.note(f"{written.path} is where your words go" if not dry_run else "")


@click.command()
@click.argument("title", nargs=-1, required=True)
@click.option("--assign", metavar="PERSON", multiple=True, shell_complete=completion.people, help="Who looks after it.")
@click.option(
    "--sprint", "sprint_name", metavar="SPRINT", shell_complete=completion.sprints, help="Whose retro it is from."
)
@click.option("--to", metavar="SPRINT|backlog", shell_complete=completion.places, help="Where it goes.")
@click.option("--priority", metavar="PRIORITY", shell_complete=completion.priorities, help="medium by default.")
@click.option("--points", metavar="N", help="The estimate.")
@click.option("--due", metavar="DAY", help="By when.")
@changing
def action(
    *, title: tuple[str, ...], sprint_name: str | None, to: str | None, dry_run: bool, as_json: bool, **keys: object
) -> None:
    """Make what a retro decided an item of the type `action`, which comes back in every retro until it is done.

    By default it is from the retro of the sprint closed last, else of the active one. It goes to the sprint that is
    active after that one, else to the next planned one, else to the backlog.

    Examples:
      gitagile retro action "Review every label guideline before a training run" --assign ana
      gitagile retro action "Ask for a second GPU" --sprint 2026-s24 --to backlog --due 2026-12-18
    """
    from ..actions.retro.actions import Wish, make_action

    workspace = opened()
    wish = Wish(" ".join(title), sprint_name, to, _keys(keys))
    result = make_action(workspace, wish, dry_run=dry_run)
    if as_json or dry_run:
        report(workspace, result, as_json=as_json)
        return
    from ..render.acts import path_line

    warn(result)
    for act in result.acts:
        terminal.say(act.id)
        terminal.note(path_line(result, act, workspace.config.commit))


@click.command()
@click.option("-a", "--all", "everything", is_flag=True, help="Those that are done or dropped, too.")
@strict_option
@json_option
def actions(*, everything: bool, strict: bool, as_json: bool) -> int:
    """The open actions of retros, the oldest first, with how many retros they came back in, and how many were done.

    Examples:
      gitagile retro actions
      gitagile retro actions --all --json
    """
    from ..actions.retro import actions as found_in

    found = found_in.actions(opened(), everything=everything)
    if as_json:
        from ..render.retro_json import actions_json

        terminal.say_json(actions_json(found))
    elif found.all:
        from ..render.retro_actions import actions_text

        terminal.say_drawn(actions_text(found))
    else:
        terminal.note('there is no action of a retro\nhint: `gitagile retro action "…"` makes one')
    return warn_unreadable(found.unreadable, strict=strict)


def _keys(wishes: dict[str, object]) -> tuple[tuple[str, str], ...]:
    """The keys asked for, as typed."""
    people = wishes.pop("assign")
    pairs = [(key, str(value)) for key, value in wishes.items() if value]
    if isinstance(people, tuple) and people:
        pairs.append(("assignee", ",".join(people)))
    return tuple(pairs)
