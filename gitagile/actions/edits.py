"""Edits: keys of an item set from the command line, criteria ticked, and a whole text taken back from the editor."""

from __future__ import annotations

import re
from functools import partial

from ..editing import Editing
from ..errors import UsageError
from ..model.ids import normal_id
from ..model.item import ITEM_FIELDS, Item
from ..store.reader import document_of, parse
from ..text.item_text import KINDS, WORDS
from ..text.key_edit import Value
from ..workspace import Workspace, WrongFile
from .result import Act, Result, finish, item_message
from .steps import refuse_unfinished, setting, step_values
from .wanted import key_value, kind_of, known_ids, words_of

_CHANGE = re.compile(r"([A-Za-z_][\w-]*)(\+|-)?=(.*)", re.DOTALL)
_FIXED = {
    "id": "an id never changes",
    "rank": "`gitagile rank` writes it",
    "gates": "edit the file: `gitagile edit ID`",
}
_ALIASES = {"label": "labels", "depends": "depends_on", "assign": "assignee", "assignees": "assignee"}


def edit_keys(workspace: Workspace, text: str, changes: tuple[str, ...], *, dry_run: bool = False) -> Result:
    """Change keys: `KEY=VALUE` sets, `KEY+=VALUE` adds to a list, `KEY-=VALUE` takes from it, `KEY=` removes."""
    asked = [_read_change(change) for change in changes]
    with workspace.change(dry_run=dry_run) as editing:
        item = workspace.find(text)
        acts: list[Act] = []
        trailers: list[tuple[str, str]] = []
        for key, sign, word in asked:
            for name, value in _values(editing, item, (key, sign, word)).items():
                before = getattr(item, name, None) if name in ITEM_FIELDS else dict(item.fields).get(name)
                if before == value or (not before and not value):
                    continue
                editing.edit(item.path, setting(item.path, name, value))
                if name == key:
                    acts.append(Act(item.id, f"{key} {_shown(before)} -> {_shown(value)}", item.path))
                    trailers.append(("Backlog-Change", f"{key} {_shown(before)} {_shown(value)}"))
        return finish(editing, acts, item_message(acts, trailers))


def tick(workspace: Workspace, text: str, numbers: tuple[int, ...], *, done: bool, dry_run: bool = False) -> Result:
    """Tick or untick acceptance criteria by number: one character of the file each."""
    from ..text.sections import criteria

    with workspace.change(dry_run=dry_run) as editing:
        item = workspace.find(text)
        found = criteria(workspace.document(item.path).body, workspace.config.criteria_headings)
        acts = []
        for number in dict.fromkeys(numbers):
            wanted = next((one for one in found if one.number == number), None)
            if wanted is None:
                raise UsageError(
                    f"there is no criterion {number}: {item.id} has {len(found)}",
                    f"`gitagile show {item.id}` numbers them",
                )
            if wanted.done != done:
                editing.edit(
                    item.path,
                    partial(
                        _tick_in,
                        text=wanted.text,
                        number=number,
                        done=done,
                        headings=workspace.config.criteria_headings,
                    ),
                )
                acts.append(Act(item.id, f"{'ticked' if done else 'unticked'} {number}: {wanted.text}", item.path))
        trailers = [("Backlog-Change", f"{'tick' if done else 'untick'} {number}") for number in dict.fromkeys(numbers)]
        word = "tick" if done else "untick"
        subject = f"backlog({item.id}): {word} {', '.join(str(number) for number in dict.fromkeys(numbers))}"
        return finish(editing, acts, item_message(acts, trailers if acts else [], subject=subject))


def edited_text(workspace: Workspace, item: Item, before: bytes, after: bytes, *, dry_run: bool = False) -> Result:
    """Take an item's text back from the editor. WrongFile where it cannot be read any more; its id must stay.

    The file must still be what the editor was given, else UsageError: nobody's change is written over.
    """
    loaded, fault = parse(after, item.path)
    if fault is not None or not isinstance(loaded, Item):
        raise WrongFile(fault) if fault else UsageError(f"{item.path} is no item")
    if normal_id(loaded.id) != normal_id(item.id):
        raise UsageError(
            f"the id changed from {item.id} to {loaded.id}", "an id never changes; make a new item instead"
        )
    with workspace.change(dry_run=dry_run) as editing:
        if before == after:
            return finish(editing, [], item_message([], []))
        editing.edit(item.path, partial(_replace_text, before=before, after=after, path=item.path))
        act = Act(item.id, "edited", item.path)
        return finish(editing, [act], item_message([act], [("Backlog-Change", "text")]))


def _read_change(change: str) -> tuple[str, str, str]:
    found = _CHANGE.fullmatch(change)
    if found is None:
        raise UsageError(f"{change!r} is no change of a key", "write KEY=VALUE, KEY+=VALUE, KEY-=VALUE or KEY=")
    key = _ALIASES.get(found[1], found[1])
    if key in _FIXED:
        raise UsageError(f"`{key}` is not changed this way", _FIXED[key])
    return key, found[2] or "", found[3].strip()


def _values(editing: Editing, item: Item, change: tuple[str, str, str]) -> dict[str, Value]:
    key, sign, word = change
    workspace, config = editing.workspace, editing.workspace.config
    if sign:
        if key == "depends_on":
            return _depends(editing, item, change)
        return {key: _listed(item, config_kind=kind_of(key, config), change=change)}
    value = key_value(key, word, config)
    if key == "status" and isinstance(value, str):
        refuse_unfinished(workspace, item, value)
        return step_values(workspace, item, value)
    if key == "parent" and value:
        return {key: workspace.find(str(value)).id}
    if key == "depends_on" and isinstance(value, tuple):
        return {key: known_ids(editing.backlog, value)}
    if key == "title" and not value:
        raise UsageError("an item needs a title")
    return {key: value}


def _listed(item: Item, *, config_kind: str, change: tuple[str, str, str]) -> tuple[str, ...]:
    key, sign, word = change
    if config_kind != WORDS:
        raise UsageError(
            f"`{key}` holds no list", f"lists are {', '.join(name for name, kind in KINDS.items() if kind == WORDS)}"
        )
    held = getattr(item, key) if key in ITEM_FIELDS else dict(item.fields).get(key)
    own = tuple(map(str, held)) if isinstance(held, (tuple, list)) else ()
    words = words_of(word)
    if sign == "+":
        return (*own, *(one for one in words if one not in own))
    return tuple(one for one in own if one not in words)


def _depends(editing: Editing, item: Item, change: tuple[str, str, str]) -> dict[str, Value]:
    key, sign, word = change
    ids = known_ids(editing.backlog, words_of(word)) if sign == "+" else words_of(word)
    known = {normal_id(one): one for one in item.depends_on}
    full = tuple(known.get(normal_id(one), one) for one in ids)
    return {key: _listed(item, config_kind=WORDS, change=(key, sign, ",".join(full)))}


def _shown(value: object) -> str:
    if value in (None, "", ()):
        return "-"
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _tick_in(content: bytes, *, text: str, number: int, done: bool, headings: tuple[str, ...]) -> bytes:
    from ..text.sections import criteria, with_tick

    document = document_of(content, "")
    same = [one for one in criteria(document.body, headings) if one.text == text]
    at = next((one.number for one in same if one.number == number), same[0].number if len(same) == 1 else None)
    if at is None:
        raise UsageError(f"the committed text has no criterion {text!r}", "commit the edit of the checklist first")
    body = with_tick(document.body, at, done=done, headings=headings)
    return (document.text[: len(document.text) - len(document.body)] + body).encode("utf-8")


def _replace_text(content: bytes, *, before: bytes, after: bytes, path: str) -> bytes:
    if content != before:
        raise UsageError(
            f"{path} was changed in the meantime, or has changes that are not committed",
            "commit those first; your text is kept",
        )
    return after
