"""Resolve: what a merge of the backlog left in conflict, proposed, asked and staged."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from . import terminal
from .opening import changing, here

if TYPE_CHECKING:
    from ..actions.merging.proposals import Proposal
    from ..actions.merging.resolve import Survey


@click.command()
@click.option("--ours", metavar="ID", multiple=True, help="Decide this conflict for our side. May be repeated.")
@click.option("--theirs", metavar="ID", multiple=True, help="Decide this conflict for their side. May be repeated.")
@click.option("-y", "--yes", is_flag=True, help="Do what is beyond doubt without asking; leave the rest.")
@changing
def resolve(*, ours: tuple[str, ...], theirs: tuple[str, ...], yes: bool, dry_run: bool, as_json: bool) -> int:
    """Settle the conflicts that a merge, rebase or cherry-pick left in the backlog, and stage them.

    An item that was moved to two sprints is one conflict: a person's move counts more than the carry of a close. Files
    are merged key by key once more. What has two answers is asked. Nothing is committed, no file outside `.backlog/` is
    touched, and no file that you worked on since. Exits with 1 while a conflict of the backlog is left.

    Examples:
      gitagile resolve
      gitagile resolve --dry-run
      gitagile resolve --yes --theirs x2v9
    """
    from ..actions.merging import resolve as resolving
    from ..render.resolution import next_step, resolution_json, resolution_text
    from ..vcs.repository import find_repository

    repository = find_repository(here(), os.environ)
    found = resolving.survey(repository)
    chosen = resolving.decisions(found, ours, theirs)
    if not (yes or dry_run) and found.proposals:
        chosen, agreed = _asked(found, chosen)
        dry_run = not agreed
    resolution = resolving.resolve(repository, found, chosen, dry_run=dry_run)
    if as_json:
        terminal.say_json(resolution_json(found, resolution))
    else:
        terminal.say(resolution_text(resolution))
        terminal.note(f"hint: {step}" if (step := next_step(resolution)) else "")
    return int(bool(resolution.left) or (dry_run and bool(resolution.settled)))


def _asked(found: Survey, chosen: dict[str, str]) -> tuple[dict[str, str], bool]:
    """What a person decides, and whether anything is to be done; where nobody can be asked, nothing is."""
    from ..render.resolution import proposal_lines

    if not terminal.is_talking():
        if not chosen:
            terminal.note("hint: `--yes` does what is beyond doubt, `--ours ID` and `--theirs ID` decide the rest")
        return chosen, bool(chosen)
    sure = [one for one in found.proposals if one.sure and one.name not in chosen]
    terminal.note(proposal_lines(sure))
    agreed = not sure or click.confirm("Settle them so?", default=True, err=True)
    if not agreed:
        return chosen, False
    answers = {one.name: side for one in found.proposals if not one.sure and (side := _answer(one, chosen))}
    return {**answers, **chosen}, True


def _answer(proposal: Proposal, chosen: dict[str, str]) -> str | None:
    """The side a person takes, None where they leave the conflict as it is."""
    from ..render.resolution import question_of

    if proposal.name in chosen or not (proposal.ours or proposal.theirs):
        return None
    terminal.note(question_of(proposal))
    sides = click.Choice(["ours", "theirs", "leave"])
    side: str = click.prompt("Take", type=sides, default=proposal.side or "leave", err=True)
    return None if side == "leave" else side
