"""Hooks without pre-commit: installed, removed, and what lies there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from . import terminal
from .lazy import LazyGroup
from .opening import changing, here, json_option
from .table import GROUPS

if TYPE_CHECKING:
    from ..actions.hooks import HooksReport
    from ..vcs.repository import Repository

hooks = LazyGroup(
    "hooks",
    {"Hooks": GROUPS["hooks"]},
    help="""\
Git's own hooks, for teams without pre-commit: they check the backlog and commit messages in this clone.

Examples:
  gitagile hooks install
  gitagile hooks status
""",
)


@click.command()
@click.option("--chain", is_flag=True, help="Keep a hook that is there already, and run it before ours.")
@changing
def install(*, chain: bool, dry_run: bool, as_json: bool) -> int:
    """Put pre-commit, pre-merge-commit, prepare-commit-msg and commit-msg into this clone's folder of hooks.

    That is the one of `core.hooksPath`, if it is set for this repository. A hook that is there already is never
    overwritten: it is left as it is, and the exit code is 1, or kept and run first with `--chain`.

    Examples:
      gitagile hooks install
      gitagile hooks install --chain
    """
    from ..actions.hooks import install as put_in

    return _say(put_in(_repository(), chain=chain, dry_run=dry_run), as_json=as_json, dry_run=dry_run)


@click.command()
@changing
def remove(*, dry_run: bool, as_json: bool) -> int:
    """Take out what `hooks install` put in, and nothing else; a hook that was kept gets its name back.

    Examples:
      gitagile hooks remove
    """
    from ..actions.hooks import remove as take_out

    return _say(take_out(_repository(), dry_run=dry_run), as_json=as_json, dry_run=dry_run)


@click.command()
@json_option
def status(*, as_json: bool) -> int:
    """What lies in the folder of hooks: ours (installed, or changed since), pre-commit's, another's, or nothing.

    Examples:
      gitagile hooks status
    """
    from ..actions.hooks import status as look

    report = look(_repository())
    if as_json:
        return _say(report, as_json=True, dry_run=False)
    from ..render.hooks import status_text

    terminal.say(status_text(report))
    return 0


def _repository() -> Repository:
    from ..vcs.repository import find_repository

    return find_repository(here(), os.environ)


def _say(report: HooksReport, *, as_json: bool, dry_run: bool) -> int:
    """What was done, hook by hook; what was left as it is on standard error. 1 where anything was."""
    from ..render.hooks import acts_text, hooks_json

    if as_json:
        terminal.say_json(hooks_json(report, dry_run=dry_run))
    elif text := acts_text(report, dry_run=dry_run):
        terminal.say(text)
    elif not report.refused:
        terminal.note("nothing to change")
    for error in report.refused:
        terminal.note(f"error: {error.message}\nhint: {error.hint}")
    return int(bool(report.refused))
