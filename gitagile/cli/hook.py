"""The doors that pre-commit and git's own hooks call."""

from __future__ import annotations

import click

from .lazy import LazyGroup
from .opening import opened
from .table import GROUPS

hook = LazyGroup(
    "hook",
    {"Hooks": GROUPS["hook"]},
    help="""\
What the hooks call; see `.pre-commit-hooks.yaml`.

Examples:
  gitagile hook check
  gitagile hook message .git/COMMIT_EDITMSG
""",
)


@click.command()
@click.argument("file")
@click.argument("_source", metavar="[SOURCE]", nargs=-1)
def message(*, file: str, _source: tuple[str, ...]) -> None:
    """Check that every item a commit message names exists, for the hooks commit-msg and prepare-commit-msg.

    Items of the index count, so that a message may name one that is committed with it.

    Examples:
      gitagile hook message .git/COMMIT_EDITMSG
    """
    from ..actions.commit_message import check_message
    from ..actions.trees import index_tree
    from .texts import text_from

    workspace = opened()
    check_message(workspace, text_from(file), index_tree(workspace).paths)
