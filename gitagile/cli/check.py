"""The check: findings in the files, in the index or in any commit, for people, programs and hosting sites."""

from __future__ import annotations

import os
from bisect import bisect
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from . import terminal
from .opening import opened
from .trees import Held, Judged, committed, staged

if TYPE_CHECKING:
    from ..actions.check_backlog import CheckReport
    from ..store.tree import Tree
    from ..workspace import Workspace

FORMATS = ("text", "json", "github", "gitlab", "sarif")


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--staged", "in_index", is_flag=True, help="What the next commit would hold, not the folder.")
@click.option("--rev", metavar="REV", help="What a commit holds; needs no working tree.")
@click.option("--against", metavar="REV", help="Also what was lost since the line of REV was left: items, ids.")
@click.option("--fix", is_flag=True, help="Mend in the files what can be mended without loss; nothing is committed.")
@click.option("--strict", is_flag=True, help="Warnings make the exit code 1 too.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="text by default.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def check(
    *,
    files: tuple[Path, ...],
    in_index: bool,
    rev: str | None,
    against: str | None,
    fix: bool,
    strict: bool,
    form: str,
    as_json: bool,
) -> int:
    """Check the backlog, or only some files and what they ask of the others. Exits with 1 if there is an error.

    A finding reads `path:line:column: CODE message`, with what to do below it.

    Examples:
      gitagile check
      gitagile check --fix
      gitagile check --staged
      gitagile check --rev origin/main --format github
      gitagile check --against origin/main
    """
    if sum((in_index, rev is not None, fix)) > 1:
        raise UsageError("--staged, --rev and --fix exclude each other", "`--fix` mends the files of the working tree")
    if against is not None and (fix or files):
        raise UsageError("--against compares whole backlogs", "leave out `--fix` and the files")
    judged: Judged | Held = staged() if in_index else committed(rev) if rev is not None else _here()
    paths = None if not files else _paths(judged.workspace, files, judged.tree.paths)
    report = _mended(judged, paths) if fix else _checked(judged, paths)
    if against is not None:
        report = _with_lost(judged, report, against, rev)
    return tell(report, form="json" if as_json else form, strict=strict)


def tell(report: CheckReport, *, form: str = "text", strict: bool = False, missing_is_wrong: bool = True) -> int:
    """Print a report; the exit code is 1 for errors (`strict`: for warnings too), 2 for files that are not there."""
    from ..render.findings import FORMATS as FORMS

    text = FORMS[form](report).rstrip("\n")
    if text:
        terminal.say(text)
    if missing_is_wrong and report.missing:
        raise UsageError(f"{report.missing[0]} is no file of the backlog", "name files under `.backlog/`")
    return int(bool(report.findings if strict else report.errors))


def _here() -> Judged:
    workspace = opened(wrong_config=True)
    return Judged(workspace, workspace.tree(), workspace.config, workspace.config_findings)


def _checked(judged: Judged | Held, paths: tuple[str, ...] | None) -> CheckReport:
    from ..actions.check_backlog import check as look

    return look(judged.tree, judged.config, judged.findings, paths=paths, closed=_closed(judged.tree))


def _with_lost(judged: Judged | Held, report: CheckReport, against: str, rev: str | None) -> CheckReport:
    """The report, with what was lost since another line was left."""
    from ..actions.check_against import lost_since
    from ..model.finding import sort_key

    ignored = judged.config.ignored_rules
    found = lost_since(judged.workspace, judged.tree, against, rev or "HEAD", ignored=ignored)
    return report._replace(findings=tuple(sorted((*report.findings, *found), key=sort_key)))


def _closed(tree: Tree) -> tuple[str, ...]:
    """What could not be looked at, in a tree on the disk."""
    from ..store.tree import DiskTree

    return tree.listing.closed if isinstance(tree, DiskTree) else ()


def _mended(judged: Judged | Held, paths: tuple[str, ...] | None) -> CheckReport:
    """The report after mending the files of the working tree; index and commits stay as they are."""
    from ..actions.check_backlog import Fixing
    from ..actions.check_backlog import check as look
    from ..vcs.message import Message

    workspace = judged.workspace._replace(config=judged.config._replace(commit="none"))
    with workspace.change() as editing:
        fixing = Fixing(workspace.stamp(), lambda path, new: editing.edit(path, partial(_instead, new=new)))
        closed = _closed(judged.tree)
        report = look(judged.tree, judged.config, judged.findings, paths=paths, fixing=fixing, closed=closed)
        if report.fixed:
            editing.commit(Message("backlog: mended"))
    return report


def _instead(_: bytes, *, new: bytes) -> bytes:
    return new


def _paths(workspace: Workspace, files: tuple[Path, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    """The files, and all below the folders, as paths from the repository's root; UsageError for one outside it."""
    paths: list[str] = []
    for file in files:
        try:
            path = Path(os.path.abspath(file)).relative_to(workspace.root).as_posix()  # noqa: PTH100 - links stay links
        except ValueError:
            raise UsageError(f"{file} is outside the repository {workspace.root}") from None
        inside = known[bisect(known, f"{path}/") : bisect(known, f"{path}0")]  # in order, and 0 follows the slash
        paths += inside or [path]
    return tuple(paths)
