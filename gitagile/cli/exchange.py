"""Exchange: the backlog of another tool brought in, and ours handed out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import terminal
from .opening import changing, opened, strict_option
from .reporting import warn, warn_unreadable

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _sources(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from ..importers.all_importers import IMPORTERS

    return [CompletionItem(one.name, help=one.about) for one in IMPORTERS if one.name.startswith(begun)]


@click.command("import")
@click.argument("source", shell_complete=_sources)
@click.argument("path", type=click.Path(path_type=Path))
@changing
def import_items(*, source: str, path: Path, dry_run: bool, as_json: bool) -> None:
    """Bring the backlog of another tool into this one, in one commit, and report what became of every file.

    SOURCE is `backlog-md`, PATH the project or folder in which its backlog lies. Nothing there is changed. Run again,
    it brings in what is new.

    Examples:
      gitagile import backlog-md . --dry-run
      gitagile import backlog-md ../other-project
    """
    from ..actions.import_backlog import import_backlog
    from ..render.import_report import import_json, import_text

    done = import_backlog(opened(), source, path, dry_run=dry_run)
    warn(done.result)
    if as_json:
        terminal.say_json(import_json(done).rstrip("\n"))
        return
    terminal.say(import_text(done.report).rstrip("\n"))
    if done.result.commit:
        terminal.note(f"committed as {done.result.commit[:7]}; `gitagile undo` takes it back")


@click.command("export")
@click.argument("form", metavar="json|csv", type=click.Choice(["json", "csv"]))
@strict_option
def export_items(*, form: str, strict: bool) -> int:
    """Hand out every item with its body, archived ones too, as JSON or as a table for a spreadsheet.

    Examples:
      gitagile export json > backlog.json
      gitagile export csv > backlog.csv
    """
    from ..actions.export_backlog import export_backlog
    from ..render import exports

    export = export_backlog(opened())
    if form == "json":
        terminal.say_json(exports.json_text(export).rstrip("\n"))
    else:
        terminal.say_exactly(exports.csv_text(export))
    return warn_unreadable(export.unreadable, strict=strict)
