"""Edits: keys changed from the command line, the whole text in the editor, and criteria ticked."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from . import completion
from .opening import changing, id_argument, opened
from .reporting import report

if TYPE_CHECKING:
    from ..actions.result import Result
    from ..workspace import Workspace


@click.command()
@id_argument
@click.argument("changes", nargs=-1, metavar="[KEY=VALUE...]", shell_complete=completion.changes)
@click.option("--from", "source", metavar="FILE|-", help="Take the whole text from a file, or from standard input.")
@changing
def edit(*, identifier: str, changes: tuple[str, ...], source: str | None, dry_run: bool, as_json: bool) -> None:
    """Change keys of an item, or its whole text in the editor.

    KEY=VALUE sets a key, KEY+=VALUE and KEY-=VALUE add to a list and take from it, KEY= removes the key. Without any,
    your editor is opened (the one `git` uses). What comes back is checked before it is committed, and never thrown
    away: a text that is refused stays in a file that is named.

    Examples:
      gitagile edit x2v9 points=5 priority=high labels+=ranker
      gitagile edit x2v9 due=
      gitagile edit x2v9
    """
    workspace = opened()
    if changes and source:
        raise UsageError("`--from` takes the whole text, so no key can be changed beside it")
    if changes:
        from ..actions.edits import edit_keys

        result = edit_keys(workspace, identifier, changes, dry_run=dry_run)
    else:
        result = _edit_text(workspace, identifier, source, dry_run=dry_run)
    report(workspace, result, as_json=as_json)


def _edit_text(workspace: Workspace, identifier: str, source: str | None, *, dry_run: bool) -> Result:
    from ..actions.edits import edited_text
    from .texts import bytes_from, through_editor

    item = workspace.find(identifier)
    before = workspace.content(item.path)
    if source:
        return edited_text(workspace, item, before, bytes_from(source), dry_run=dry_run)
    return through_editor(
        workspace,
        PurePosixPath(item.path).name,
        before,
        lambda after: edited_text(workspace, item, before, after, dry_run=dry_run),
    )


@click.command()
@id_argument
@click.argument("numbers", nargs=-1, required=True, type=click.IntRange(min=1), metavar="N...")
@changing
def tick(*, identifier: str, numbers: tuple[int, ...], dry_run: bool, as_json: bool) -> None:
    """Tick acceptance criteria by their numbers, as `gitagile show` gives them. One character a criterion changes.

    Examples:
      gitagile tick x2v9 1 3
    """
    from ..actions import edits

    workspace = opened()
    report(workspace, edits.tick(workspace, identifier, numbers, done=True, dry_run=dry_run), as_json=as_json)


@click.command()
@id_argument
@click.argument("numbers", nargs=-1, required=True, type=click.IntRange(min=1), metavar="N...")
@changing
def untick(*, identifier: str, numbers: tuple[int, ...], dry_run: bool, as_json: bool) -> None:
    """Take back that acceptance criteria are met.

    Examples:
      gitagile untick x2v9 3
    """
    from ..actions import edits

    workspace = opened()
    report(workspace, edits.tick(workspace, identifier, numbers, done=False, dry_run=dry_run), as_json=as_json)
