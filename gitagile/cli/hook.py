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


@click.command("check")
@click.option("--strict", is_flag=True, help="Warnings make the exit code 1 too.")
def check_tree(*, strict: bool) -> int:
    """Check the whole backlog as it would be committed: git's index, not the folder.

    Examples:
      gitagile hook check
    """
    from ..actions.check_backlog import check
    from .check import tell
    from .trees import staged

    judged = staged()
    return tell(check(judged.tree, judged.config, judged.findings), strict=strict)


@click.command()
@click.argument("files", nargs=-1)
@click.option("--strict", is_flag=True, help="Warnings make the exit code 1 too.")
def items(*, files: tuple[str, ...], strict: bool) -> int:
    """Check some files by themselves: quick, and blind to what concerns several items.

    The paths are given from the repository's root, as pre-commit gives them; one that is gone is passed over.

    Examples:
      gitagile hook items .backlog/backlog/ML-x2v9kq-train-the-ranker.md
    """
    from ..actions.check_backlog import check
    from .check import tell

    workspace = opened(wrong_config=True)
    report = check(workspace.tree(), workspace.config, workspace.config_findings, paths=files)
    return tell(report, strict=strict, missing_is_wrong=False)


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
