"""New items: from a title and wishes, or through the editor."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError
from . import completion, terminal
from .opening import changing, opened
from .reporting import report, warn

if TYPE_CHECKING:
    from ..actions.result import Result
    from ..workspace import Workspace

_KEYS = {
    **{name: name for name in ("status", "priority", "points", "role", "parent")},
    "assign": "assignee",
    "label": "labels",
    "depends_on": "depends_on",
}
"""The options that set a key, and the key."""


@click.command()
@click.argument("title", nargs=-1, required=True)
@click.option("--type", "type_name", metavar="TYPE", shell_complete=completion.types, help="What it is.")
@click.option("--status", metavar="STATUS", shell_complete=completion.statuses, help="The first one by default.")
@click.option("--priority", metavar="PRIORITY", shell_complete=completion.priorities, help="medium by default.")
@click.option("--points", metavar="N", help="The estimate.")
@click.option("--assign", metavar="PERSON", multiple=True, shell_complete=completion.people, help="Who does it.")
@click.option("--role", metavar="ROLE", shell_complete=completion.roles, help="The discipline it needs.")
@click.option("--label", metavar="LABEL", multiple=True, help="A label; may be given again.")
@click.option("--parent", metavar="ID", shell_complete=completion.ids, help="The larger item it belongs to.")
@click.option(
    "--depends-on", metavar="ID", multiple=True, shell_complete=completion.ids, help="What must be done first."
)
@click.option("--to", metavar="SPRINT", default="backlog", shell_complete=completion.places, help="Where it goes.")
@click.option("--body", metavar="FILE|-", help="Its text from a file, or from standard input.")
@click.option("--set", "others", metavar="KEY=VALUE", multiple=True, help="Any other key.")
@click.option("-e", "--edit", "in_editor", is_flag=True, help="Write the rest in the editor.")
@changing
def new(**wishes: Any) -> None:
    """Make a new item from its type's template, in one commit, and print its id.

    The id alone goes to standard output, so that a script can take it; where the file lies is said beside it.

    Examples:
      gitagile new "Deduplicate the click log" --type data --points 3
      gitagile new "Does a larger batch help?" --type experiment --set hypothesis="AUC rises by 0.01" --to @current
      git log --format=%s v1..v2 | gitagile new "Release notes" --body -
    """
    from ..actions import new_item as making

    workspace = opened()
    wanted = making.NewItem(
        title=" ".join(wishes["title"]),
        type=wishes["type_name"],
        keys=keys_of(wishes),
        place=wishes["to"],
        body=_body(wishes["body"]),
    )
    in_editor, dry_run = wishes["in_editor"], wishes["dry_run"]
    path, text = making.draft_item(workspace, wanted, to_edit=in_editor)
    make = _edited if in_editor else making.add_item
    result = make(workspace, path, text, dry_run=dry_run)
    _tell(workspace, result, as_json=wishes["as_json"])


def keys_of(wishes: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The keys that the options ask for, as typed; options given again are joined by commas."""
    pairs = []
    for option, key in _KEYS.items():
        value = wishes[option]
        if value:
            pairs.append((key, ",".join(value) if isinstance(value, tuple) else value))
    return (*pairs, *map(_pair, wishes["others"]))


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise UsageError(f"{text!r} sets no key", "for example `--set timebox=3d`")
    return key.strip(), value.strip()


def _body(name: str | None) -> str | None:
    if name is None:
        return None
    from .texts import text_from

    return text_from(name)


def _edited(workspace: Workspace, path: str, text: str, *, dry_run: bool) -> Result:
    """The item as it comes back from the editor."""
    from ..actions.new_item import add_item
    from .texts import decoded, through_editor

    name = PurePosixPath(path).name
    return through_editor(
        workspace, name, text.encode(), lambda back: add_item(workspace, path, decoded(back, name), dry_run=dry_run)
    )


def _tell(workspace: Workspace, result: Result, *, as_json: bool) -> None:
    if as_json or result.dry_run:
        report(workspace, result, as_json=as_json)
        return
    from ..render.acts import path_line

    warn(result)
    for act in result.acts:
        terminal.say(act.id)
        terminal.note(path_line(result, act, workspace.config.commit))
