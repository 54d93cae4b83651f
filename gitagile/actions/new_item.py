"""A new item: its id, its keys from template and wishes, its text, its commit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..editing import Editing
from ..errors import Refused, UsageError
from ..model.backlog import Backlog, find_sprint
from ..model.ids import count_up_id, draw_id, file_name, normal_id
from ..model.item import ARCHIVE, BACKLOG, Item
from ..store import layout, reader
from ..text.item_text import new_item_text
from ..text.key_edit import set_key
from ..text.written_keys import Value
from ..vcs.refs import names_in_refs
from ..workspace import Workspace, WrongFile
from .known_words import known_word
from .people import handles_of
from .result import Act, Result, finish, item_message
from .steps import limit_warnings, step_values
from .templates import body_of, filled, template_of
from .wanted import held_value, key_value, known_ids, known_key, missing_keys, title_value


@dataclass(frozen=True, slots=True)
class NewItem:
    """What a new item shall be. `keys` are (key, text) pairs as typed; `body` None takes the template's."""

    title: str
    type: str | None = None
    keys: tuple[tuple[str, str], ...] = ()
    place: str = BACKLOG
    body: str | None = None


def draft_item(workspace: Workspace, wanted: NewItem, *, to_edit: bool = False) -> tuple[str, str]:
    """The path and the text the new item would have. `to_edit`: it goes to the editor, so demanded keys may be empty.

    UsageError for a wrong title, key or value; Refused for a closed sprint and for a key that the type demands.
    """
    config = workspace.config
    title = title_value(wanted.title)
    type_name = known_word("type", wanted.type or config.default_type, config.type_names)
    asked = _asked(workspace, wanted)
    place = _open_place(wanted.place, workspace.backlog)
    identifier = _new_id(workspace)
    path = f"{layout.folder_of(place)}/{file_name(identifier, title)}"
    text = _text(workspace, wanted, asked, {"id": identifier, "title": title, "type": type_name})
    missing = missing_keys(_read(text, path), config)
    if missing and not to_edit:
        hint = f"add `--set {missing[0]}=…`, or `--edit` to write it in the editor"
        raise Refused(f"an item of the type {type_name} needs `{'`, `'.join(missing)}`", hint)
    return path, _with_gaps(text, missing)


def add_item(workspace: Workspace, path: str, text: str, *, dry_run: bool = False) -> Result:
    """Add a drafted item in one commit. An id that was taken in the meantime is drawn anew.

    WrongFile where the text cannot be read as an item; UsageError where its id was changed; Refused where a key is
    missing that its type demands.
    """
    item = _read(text, path)
    _refuse_wrong(item, path, workspace)
    with workspace.change(dry_run=dry_run) as editing:
        path, text, identifier = _free(workspace, path, text, item.id)
        editing.create(path, text)
        act = Act(identifier, f"new: {item.title}", path)
        message = item_message([act], [("Backlog-Change", f"new {layout.place_of(path)}")])
        return finish(editing, [act], message, limit_warnings(editing, item.status or "", 1))


def new_item(workspace: Workspace, wanted: NewItem, *, dry_run: bool = False) -> Result:
    """Make a new item and commit it."""
    path, text = draft_item(workspace, wanted)
    return add_item(workspace, path, text, dry_run=dry_run)


def fresh_id(workspace: Workspace, more_taken: frozenset[str] = frozenset()) -> str:
    """An id that no file of the working tree or of any known branch bears."""
    return _new_id(workspace, more_taken)


def refuse_closed(editing: Editing, place: str) -> str:
    """The place that a typed sprint, `backlog` or `archive` means; Refused for a closed sprint."""
    return _open_place(place, lambda: editing.backlog)


def _open_place(place: str, backlog: Callable[[], Backlog]) -> str:
    if place.casefold() in (BACKLOG, ARCHIVE):
        return place.casefold()
    sprint = find_sprint(backlog(), place)
    if not sprint.is_open:
        raise Refused(
            f"the sprint {sprint.id} is closed",
            "its figures never change; take an open sprint (`@current`, `@next`) or `backlog`",
        )
    return sprint.id


def _asked(workspace: Workspace, wanted: NewItem) -> dict[str, Value]:
    """The keys asked for, in their types; a title and a type are asked for in their own way."""
    asked: dict[str, Value] = {}
    for typed, text in wanted.keys:
        key = known_key(typed, workspace.config)
        if key in ("title", "type"):
            raise UsageError(f"`{key}` is not set this way", f"give the {key} itself")
        value = key_value(key, text.strip(), workspace.config)
        asked[key] = handles_of(workspace, value) if key == "assignee" and isinstance(value, tuple) else value
    return asked


def _text(workspace: Workspace, wanted: NewItem, asked: dict[str, Value], own: dict[str, Value]) -> str:
    """The item's text: what the template holds, then what is asked for, then what is its own."""
    config = workspace.config
    body = None if wanted.body is None else wanted.body.replace("\r\n", "\n").replace("\r", "\n")
    template = template_of(workspace, str(own["type"]))
    start = _read(template.text, template.path) if template else Item("", "", "")
    status = known_word(
        "status", str(asked.get("status") or start.status or config.workflow.names[0]), config.workflow.names
    )
    keys: dict[str, Value] = {
        "priority": start.priority or "medium",
        "created": workspace.stamp(finely=True),
        **step_values(workspace, Item("", "", ""), status),
        **{key: value for key, value in asked.items() if key != "status"},
        **own,
    }
    keys |= _full_ids(workspace, keys, start)
    if template is None:
        return new_item_text(keys, body_of(str(own["type"]), config.criteria_headings) if body is None else body)
    return filled(template, keys, body)


def _full_ids(workspace: Workspace, keys: dict[str, Value], start: Item) -> dict[str, Value]:
    """Typed ids in `parent` and `depends_on`, the template's too, written out in full."""
    full: dict[str, Value] = {}
    parent = keys.get("parent", held_value(start, "parent"))
    depends = keys.get("depends_on", held_value(start, "depends_on"))
    if parent:
        full["parent"] = workspace.find(str(parent)).id
    if isinstance(depends, tuple) and depends:
        full["depends_on"] = known_ids(workspace.backlog(), map(str, depends))
    return full


def _with_gaps(text: str, missing: tuple[str, ...]) -> str:
    """The text with an empty line for each missing key, to be filled in the editor."""
    gaps = "".join(f"\n{key}:" for key in missing)
    return text.replace("\n---\n", f"{gaps}\n---\n", 1) if gaps else text


def _read(text: str, path: str) -> Item:
    """The item in a text; WrongFile where there is none to be read."""
    document = reader.document_of(text.encode("utf-8", "replace"), path)
    if document.fault is not None:
        raise WrongFile(document.fault)
    found = reader.loaded_from(document)
    if not isinstance(found, Item):
        raise UsageError(f"{path} is no place for an item")
    return found


def _refuse_wrong(item: Item, path: str, workspace: Workspace) -> None:
    """Refuse what an editor may have made of a draft."""
    drafted = layout.id_in_name(path.rpartition("/")[2]) or ""
    if normal_id(item.id) != normal_id(drafted):
        raise UsageError(f"the id changed from {drafted} to {item.id}", "leave the id as it was drawn")
    title_value(item.title)
    missing = missing_keys(item, workspace.config)
    if missing:
        raise Refused(f"an item of the type {item.type} needs `{'`, `'.join(missing)}`", f"write `{missing[0]}: …`")


def _free(workspace: Workspace, path: str, text: str, identifier: str) -> tuple[str, str, str]:
    """Path, text and id as they are, or with a new id where another process took the drafted one."""
    taken = {normal_id(one) for one, _ in reader.locate(workspace.tree().paths)}
    if normal_id(identifier) not in taken:
        return path, text, identifier
    new = _new_id(workspace)
    folder, _, name = path.rpartition("/")
    content = set_key(text.encode(), "id", new, path)
    return f"{folder}/{new}{name[len(identifier) :]}", content.decode(), new


def _new_id(workspace: Workspace, more_taken: frozenset[str] = frozenset()) -> str:
    here = {normal_id(identifier) for identifier, _ in reader.locate(workspace.tree().paths)}
    names = names_in_refs(workspace.repository, layout.ROOT)
    elsewhere = {normal_id(found) for name in names if (found := layout.id_in_name(name))}
    taken = here | elsewhere | more_taken
    if workspace.config.ids == "sequential":
        # A file may be named otherwise than its item; a drawn id never meets one by chance, a counted one does.
        taken |= {normal_id(item.id) for item in workspace.backlog().items}
        return count_up_id(workspace.config.prefix, taken)
    return draw_id(workspace.config.prefix, taken, workspace.choose)
