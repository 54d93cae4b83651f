"""The doors that pre-commit and git's own hooks call."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import terminal
from .lazy import LazyGroup
from .table import GROUPS
from .trees import committed, staged

if TYPE_CHECKING:
    from .trees import Held

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

    Where pre-commit is called by a push, the commit that is pushed is checked.

    Examples:
      gitagile hook check
    """
    from ..actions.check_held import check_held

    held = _held()
    if not held.tree.blobs:
        terminal.say("no `.backlog` in git's index: nothing to check")
        return 0
    findings, files = check_held(held.workspace, held.tree, held.config, held.findings)
    if not findings:
        terminal.say(f"{files} {'file' if files == 1 else 'files'} checked, nothing found")
        return 0
    from ..actions.check_backlog import CheckReport
    from .check import tell

    return tell(CheckReport(findings, files), strict=strict)


@click.command()
@click.argument("files", nargs=-1)
@click.option("--strict", is_flag=True, help="Warnings make the exit code 1 too.")
def items(*, files: tuple[str, ...], strict: bool) -> int:
    """Check some files by themselves: quick, and blind to what concerns several items.

    Read from git's index, as by `hook check`. The paths are given from the repository's root, as pre-commit gives them;
    one that git does not have is passed over.

    Examples:
      gitagile hook items .backlog/backlog/ML-x2v9kq-train-the-ranker.md
    """
    from ..actions.check_backlog import check
    from ..store.layout import sprint_of_file
    from .check import tell

    asked = frozenset(files)
    held = _held(lambda path: path in asked or sprint_of_file(path) is not None)
    report = check(held.tree, held.config, held.findings, paths=files)
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
    from ..workspace import refuse_wrong_config
    from .texts import bytes_from

    text = bytes_from(file).decode("utf-8", "replace").replace("\r\n", "\n")
    held = staged(lambda _: False)
    if not held.tree.blobs:
        terminal.say("no `.backlog` in git's index: nothing to check")
        return
    workspace = held.workspace._replace(config=held.config, config_findings=held.findings)
    refuse_wrong_config(workspace)
    check_message(workspace, text, held.tree.paths)


@click.command("prepare-message")
@click.argument("file")
@click.argument("source", required=False)
@click.argument("_commit", metavar="[COMMIT]", required=False)
def prepare_message(*, file: str, source: str | None, _commit: str | None) -> None:
    """Put the item that the branch is named after into the commit message, for the hook prepare-commit-msg.

    On a branch such as `ML-x2v9kq-train` or `feature/ml-x2v9kq` the message gets the trailer `Backlog-Item: ML-x2v9kq`,
    if there is such an item and the message names none. SOURCE is what git says of where the message comes from.

    Examples:
      gitagile hook prepare-message .git/COMMIT_EDITMSG
    """
    from ..actions.prepare_message import prepared_message
    from ..vcs.hooks import is_own_act
    from .texts import bytes_from

    source = source or os.environ.get("PRE_COMMIT_COMMIT_MSG_SOURCE")
    if is_own_act(os.environ) or source in ("merge", "squash"):
        return
    content = bytes_from(file)
    held = staged(lambda _: False)
    workspace = held.workspace._replace(config=held.config)
    text = content.decode("utf-8", "surrogateescape")
    made = prepared_message(workspace, text, held.tree.paths, source)
    if made is not None:
        Path(file).write_bytes(made.encode("utf-8", "surrogateescape"))


@click.command()
def summary() -> int:
    """Write `summary.md` of the active sprint from history and the index; exit with 1 if it was not current.

    As pre-commit asks of a hook that changes files: add what was written and commit again. An act of gitagile's own is
    let through as it is, and the next commit brings the summary up.

    Examples:
      gitagile hook summary
    """
    from ..actions.sprints.report import renew_summary
    from ..render.sprint_summary import summary_markdown
    from ..vcs.hooks import is_own_act
    from .opening import opened

    if is_own_act(os.environ):
        return 0
    path = renew_summary(opened(), write=summary_markdown)
    if path is None:
        return 0
    terminal.say(f"{path} was written anew: add it and commit again")
    return 1


@click.command()
def gate() -> int:
    """Judge the gates of the items that a commit steps to done; exit with 1 if one fails.

    The demands are those of git's index, the values those of the working tree. An act of gitagile's own is let through:
    `done` has judged it, or has written down why it was passed over.

    Examples:
      gitagile hook gate
    """
    from ..vcs.hooks import is_own_act

    if is_own_act(os.environ):
        return 0
    from ..actions.model_work.done_gates import stepping
    from ..actions.model_work.gate_report import GateReport
    from ..actions.model_work.gates import judge_items
    from ..render.gates import gates_text
    from ..workspace import refuse_wrong_config

    held = staged()
    workspace = held.workspace._replace(config=held.config, config_findings=held.findings)
    refuse_wrong_config(workspace)
    items = stepping(workspace, held.tree)
    rows = judge_items(workspace, items)
    report = GateReport(rows, items, note="this commit steps no item with gates to done")
    terminal.say_drawn(gates_text(report, colour=terminal.has_colour()))
    return int(bool(report.failed))


def _held(wanted: Callable[[str], bool] | None = None) -> Held:
    """The index; or, where pre-commit was called by a push or for a range of commits, the last of those."""
    pushed = _pushed()
    return staged(wanted) if pushed is None else committed(pushed, wanted)


def _pushed() -> str | None:
    """What pre-commit says is pushed: a commit, or a branch where the other side has nothing yet.

    Git sets GIT_INDEX_FILE for the hooks of a commit alone, so one made while a push runs tests is told apart. See
    https://pre-commit.com/#pre-push.
    """
    if "GIT_INDEX_FILE" in os.environ or os.environ.get("PRE_COMMIT") != "1":
        return None
    return os.environ.get("PRE_COMMIT_TO_REF") or os.environ.get("PRE_COMMIT_LOCAL_BRANCH") or None
