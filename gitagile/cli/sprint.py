"""Sprints: made, planned, started, closed and looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from . import completion, terminal
from .lazy import LazyGroup
from .opening import changing, json_option, opened, strict_option
from .reporting import report, warn_unreadable
from .table import GROUPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..workspace import Workspace


sprint = LazyGroup(
    "sprint",
    {"Sprints": GROUPS["sprint"]},
    help="""\
Make, plan, start and close sprints. A sprint is a folder of items with a goal and dates.

Where a sprint may be left out, it is the active one, or the next planned one.

Examples:
  gitagile sprint new 2026-s24 --goal "Lift ranker AUC above 0.88"
  gitagile sprint plan --yes
  gitagile sprint start
  gitagile sprint close --carry next
""",
)


def sprint_argument(command: Callable[..., object]) -> Callable[..., object]:
    """The sprint, which may be left out."""
    return click.argument("name", metavar="[SPRINT]", required=False, shell_complete=completion.sprints)(command)


yes_option = click.option("-y", "--yes", is_flag=True, help="Do not ask.")


@click.command()
@click.argument("name")
@click.option("--start", metavar="DAY", help="Its first day; by default it follows the last sprint.")
@click.option("--end", metavar="DAY", help="Its last day.")
@click.option("--weeks", type=click.IntRange(1, 52), metavar="N", help="How long, in place of --end.")
@click.option("--goal", default="", help="What it is for, in a sentence.")
@click.option("--focus", metavar="METRIC", help="The metric it shall move; several with commas.")
@changing
def new(*, name: str, dry_run: bool, as_json: bool, **wishes: object) -> None:
    """Make a planned sprint that keeps the cadence of the config.

    Examples:
      gitagile sprint new 2026-s24 --goal "Lift ranker AUC above 0.88" --focus eval.auc
      gitagile sprint new 2026-s25 --start 2026-12-07 --weeks 2
    """
    from ..actions.sprints.new import sprint_new

    workspace = opened()
    made = sprint_new(workspace, name, dry_run=dry_run, **wishes)  # type: ignore[arg-type]
    report(workspace, made.result, as_json=as_json)


@click.command("list")
@strict_option
@json_option
def list_sprints(*, strict: bool, as_json: bool) -> int:
    """All sprints in time order, with what is in them and what of it is done.

    Examples:
      gitagile sprint list
    """
    from ..actions.sprints.show import sprint_list
    from ..render.sprints import sprints_json, sprints_text

    sprints = sprint_list(opened())
    if as_json:
        terminal.say_json(sprints_json(sprints))
    elif sprints.rows:
        terminal.say_drawn(sprints_text(sprints))
    else:
        terminal.note("there is no sprint\nhint: `gitagile sprint new NAME` makes one")
    return warn_unreadable(sprints.unreadable, strict=strict)


@click.command()
@sprint_argument
@strict_option
@json_option
def show(*, name: str | None, strict: bool, as_json: bool) -> int:
    """One sprint: its goal, its items by status, and the load on people and roles.

    Examples:
      gitagile sprint show
      gitagile sprint show @next
    """
    from ..actions.sprints.show import sprint_show
    from ..render.sprints import view_json, view_text

    workspace = opened()
    view = sprint_show(workspace, name)
    if as_json:
        terminal.say_json(view_json(view, workspace.config.workflow, workspace.backlog().carried))
    else:
        terminal.say_drawn(view_text(view))
    return warn_unreadable(view.unreadable, strict=strict)


@click.command()
@sprint_argument
@click.option("--capacity", type=float, metavar="N", help="Points in all; by default the velocity, else the days.")
@yes_option
@changing
def plan(*, name: str | None, capacity: float | None, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Propose items of the backlog for a sprint until its capacity is used, and move them after a yes.

    By default for the next planned sprint. Each role has its share of the capacity; what is passed over is named.

    Examples:
      gitagile sprint plan
      gitagile sprint plan 2026-s24 --capacity 20 --yes
    """
    from ..actions.sprints.plan import carry_out_plan, propose_plan
    from ..render.sprints import plan_json, plan_text

    workspace = opened()
    proposal = propose_plan(workspace, name, capacity)
    for warning in proposal.warnings:
        terminal.note(f"warning: {warning}")
    if not as_json:
        terminal.say_drawn(plan_text(proposal))
    agreed = dry_run or (bool(proposal.planned) and _agreed("Move them?", yes=yes, otherwise="`--yes` moves them"))
    result = carry_out_plan(workspace, proposal, dry_run=dry_run) if agreed else None
    if as_json:
        terminal.say_json(plan_json(proposal, result))
    elif result is not None:
        report(workspace, result, as_json=False)


@click.command()
@sprint_argument
@changing
def start(*, name: str | None, dry_run: bool, as_json: bool) -> None:
    """Start a sprint: what it commits to is frozen in its ledger. No item is touched.

    Examples:
      gitagile sprint start
    """
    from ..actions.sprints.start import sprint_start

    workspace = opened()
    report(workspace, sprint_start(workspace, name, dry_run=dry_run).result, as_json=as_json)
    if not as_json:
        _remind_of_actions(workspace)


@click.command()
@sprint_argument
@click.option(
    "--carry", metavar="next|backlog|SPRINT", shell_complete=completion.places, help="Where unfinished items go."
)
@yes_option
@changing
def close(*, name: str | None, carry: str | None, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Close a sprint in one commit: its outcome is frozen, unfinished items move on, summary and retro are written.

    Unfinished items go to the next planned sprint, or to the backlog where there is none. No byte of an item changes.

    Examples:
      gitagile sprint close --dry-run
      gitagile sprint close --carry next --yes
    """
    from functools import partial

    from ..actions.retro.write import retro_at_close
    from ..actions.sprints.close import close_preview, sprint_close
    from ..render.retro import facts_markdown
    from ..render.sprint_summary import summary_markdown
    from ..render.sprints import closing_text

    workspace = opened()
    if not (yes or dry_run):
        closing = close_preview(workspace, name, carry)
        terminal.note(closing_text(closing))
        if not terminal.is_talking():
            raise UsageError("closing a sprint asks first", "`--yes` closes it, `--dry-run` shows what would happen")
        if not _agreed(f"Close {closing.sprint.id}?", yes=False, otherwise=""):
            return
    retro = partial(retro_at_close, write_facts=facts_markdown)
    done = sprint_close(workspace, name, carry, write_summary=summary_markdown, write_retro=retro, dry_run=dry_run)
    report(workspace, done.result, as_json=as_json)


def _remind_of_actions(workspace: Workspace) -> None:
    """Say how many actions of retros are still open: a new sprint is the time for them."""
    from ..actions.retro.actions import actions

    count = len(actions(workspace).rows)
    if count:
        said = "an action of a retro is" if count == 1 else f"{count} actions of retros are"
        terminal.note(f"{said} still to be done: `gitagile retro actions`")


def _agreed(question: str, *, yes: bool, otherwise: str) -> bool:
    """Whether a person says yes; where nobody can be asked it is no, and `otherwise` says what to do."""
    if yes:
        return True
    if terminal.is_talking():
        return click.confirm(question, err=True)
    terminal.note(f"hint: {otherwise}")
    return False
