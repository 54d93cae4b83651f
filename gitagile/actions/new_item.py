"""A new item: its id, its keys from template and wishes, its text, its commit."""

from __future__ import annotations

from dataclasses import dataclass

from ..editing import Editing
from ..errors import Refused, UsageError
from ..model.backlog import find_sprint
from ..model.ids import count_up_id, draw_id, file_name, normal_id
from ..model.item import ARCHIVE, BACKLOG
from ..store import layout, reader
from ..text.item_text import new_item_text
from ..text.key_edit import Value
from ..vcs.refs import names_in_refs
from ..workspace import Workspace
from .result import Act, Result, finish, item_message
from .templates import template_of
from .wanted import key_value, known_ids, known_word


@dataclass(frozen=True, slots=True)
class NewItem:
    """What a new item shall be. `keys` are (key, text) pairs as typed; `body` None takes the template's."""

    title: str
    type: str | None = None
    keys: tuple[tuple[str, str], ...] = ()
    place: str = BACKLOG
    body: str | None = None


def draft_item(workspace: Workspace, wanted: NewItem) -> tuple[str, str]:
    """The path and the text the new item would have."""
    config = workspace.config
    title = " ".join(wanted.title.split())
    if not title or len(title) > 200:
        raise UsageError("a title has 1 to 200 characters", 'for example `gitagile new "Clean the click log"`')
    type_name = known_word("type", wanted.type or config.default_type, config.type_names)
    template, body = template_of(workspace, type_name)
    asked = {key: key_value(key, text, config) for key, text in wanted.keys}
    identifier = _new_id(workspace)
    keys: dict[str, Value] = {
        "status": config.workflow.names[0],
        "priority": "medium",
        "created": workspace.today().isoformat(),
        **template,
        **asked,
        "id": identifier,
        "title": title,
        "type": type_name,
    }
    keys |= _full_ids(workspace, keys)
    _refuse_missing(workspace, type_name, keys)
    text = new_item_text(keys, body if wanted.body is None else wanted.body)
    place = _place(workspace, wanted.place)
    return f"{layout.folder_of(place)}/{file_name(identifier, title)}", text


def add_item(workspace: Workspace, path: str, text: str, *, dry_run: bool = False) -> Result:
    """Add a drafted item in one commit."""
    item = reader.parse(text.encode(), path)[0]
    identifier, title = getattr(item, "id", ""), getattr(item, "title", "")
    with workspace.change(dry_run=dry_run) as editing:
        editing.create(path, text)
        act = Act(identifier, f"new: {title}", path)
        return finish(editing, [act], item_message([act], [("Backlog-Change", f"new {layout.place_of(path)}")]))


def new_item(workspace: Workspace, wanted: NewItem, *, dry_run: bool = False) -> Result:
    """Make a new item and commit it."""
    path, text = draft_item(workspace, wanted)
    return add_item(workspace, path, text, dry_run=dry_run)


def fresh_id(workspace: Workspace, more_taken: frozenset[str] = frozenset()) -> str:
    """An id that no file of the working tree or of any known branch bears."""
    return _new_id(workspace, more_taken)


def _new_id(workspace: Workspace, more_taken: frozenset[str] = frozenset()) -> str:
    here = {normal_id(identifier) for identifier, _ in reader.locate(workspace.tree().paths)}
    names = names_in_refs(workspace.repository, layout.ROOT)
    elsewhere = {normal_id(found) for name in names if (found := layout.id_in_name(name))}
    taken = here | elsewhere | more_taken
    if workspace.config.ids == "sequential":
        return count_up_id(workspace.config.prefix, taken)
    return draw_id(workspace.config.prefix, taken, workspace.choose)


def _full_ids(workspace: Workspace, keys: dict[str, Value]) -> dict[str, Value]:
    """Typed ids in `parent` and `depends_on` written out in full."""
    full: dict[str, Value] = {}
    parent, depends = keys.get("parent"), keys.get("depends_on")
    if parent:
        full["parent"] = workspace.find(str(parent)).id
    if isinstance(depends, tuple) and depends:
        full["depends_on"] = known_ids(workspace.backlog(), depends)
    return full


def _refuse_missing(workspace: Workspace, type_name: str, keys: dict[str, Value]) -> None:
    item_type = workspace.config.type_named(type_name)
    missing = [key for key in (item_type.requires if item_type else ()) if not keys.get(key)]
    if missing:
        hint = f"add `--set {missing[0]}=…`, or `--edit` to write it in the editor"
        raise Refused(f"an item of the type {type_name} needs `{'`, `'.join(missing)}`", hint)


def _place(workspace: Workspace, place: str) -> str:
    if place in (BACKLOG, ARCHIVE):
        return place
    sprint = find_sprint(workspace.backlog(), place)
    if not sprint.is_open:
        raise Refused(f"the sprint {sprint.id} is closed", "`--to @current` or `--to @next`, or leave `--to` out")
    return sprint.id


def refuse_closed(editing: Editing, place: str) -> str:
    """The place that a typed sprint or `backlog` means; Refused for a closed sprint."""
    if place in (BACKLOG, ARCHIVE):
        return place
    sprint = find_sprint(editing.backlog, place)
    if not sprint.is_open:
        raise Refused(
            f"the sprint {sprint.id} is closed",
            "its figures never change; move the item to an open sprint or `backlog`",
        )
    return sprint.id
