"""Undo: the last act on this branch taken back."""

from __future__ import annotations

import click

from .opening import changing, opened
from .reporting import report


@click.command()
@changing
def undo(*, dry_run: bool, as_json: bool) -> None:
    """Take back the last act of gitagile on this branch, by a new commit.

    Run it again to take back the one before. Refused where a file of the act was changed since.

    Examples:
      gitagile undo --dry-run
      gitagile undo
    """
    from ..actions import undo as undoing

    workspace = opened()
    report(workspace, undoing.undo(workspace, dry_run=dry_run), as_json=as_json)
