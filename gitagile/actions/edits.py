"""Edits: keys of an item set from the command line, criteria ticked, and a whole text taken back from the editor."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ..editing import Editing
from ..errors import Refused, UsageError
from ..model.ids import normal_id
from ..model.item import Item
from ..store.reader import document_of, parse
from ..text.sections import Criterion
from ..workspace import Workspace, WrongFile
from .carry import carried_over
from .key_changes import Changing, read_change
from .result import Act, Result, finish, item_message
from .steps import limit_warnings, place_warnings
from .wanted import held_value, missing_keys


def edit_keys(workspace: Workspace, text: str, changes: tuple[str, ...], *, dry_run: bool = False) -> Result:
    """Change keys: `KEY=VALUE` sets, `KEY+=VALUE` adds to a list, `KEY-=VALUE` takes from it, `KEY=` removes.

    UsageError for an unknown word, Refused for a step that is not allowed and for a key that the type demands.
    """
    asked = [read_change(change) for change in changes]
    with workspace.change(dry_run=dry_run) as editing:
        changing = Changing(editing, workspace.find(text), asked)
        changing.work()
        _refuse_missing(changing)
        changed = [key for key in changing.named if changing.differs(key)]
        for step in changing.steps:
            if step.owner in changed:
                editing.edit(changing.before.path, step.edit)
        pairs = [
            (key, _shown(held_value(changing.before, key)), _shown(held_value(changing.now, key))) for key in changed
        ]
        acts = [
            Act(changing.before.id, f"{key} {before} -> {after}", changing.before.path) for key, before, after in pairs
        ]
        trailers = [("Backlog-Change", f"{key} {before} {after}") for key, before, after in pairs]
        return finish(editing, acts, item_message(acts, trailers), _warnings(editing, changing, changed))


def tick(workspace: Workspace, text: str, numbers: tuple[int, ...], *, done: bool, dry_run: bool = False) -> Result:
    """Tick or untick acceptance criteria by number: one character of the file each."""
    from ..text.sections import criteria

    word = "tick" if done else "untick"
    with workspace.change(dry_run=dry_run) as editing:
        item = workspace.find(text)
        headings = workspace.config.criteria_headings
        found = criteria(workspace.document(item.path).body, headings)
        wanted = [_criterion(item, found, number) for number in dict.fromkeys(numbers)]
        changed = [one for one in wanted if one.done != done]
        for one in changed:
            editing.edit(item.path, partial(_tick_in, criterion=one, done=done, headings=headings))
        acts = [Act(item.id, f"{word}ed {one.number}: {one.text}", item.path) for one in changed]
        trailers = [("Backlog-Change", f"{word} {one.number}") for one in changed]
        subject = f"backlog({item.id}): {word} {', '.join(str(one.number) for one in changed)}"
        warnings = tuple(f"criterion {one.number} is {word}ed already" for one in wanted if one.done == done)
        return finish(editing, acts, item_message(acts, trailers, subject=subject), warnings)


def edited_text(workspace: Workspace, item: Item, before: bytes, after: bytes, *, dry_run: bool = False) -> Result:
    """Take an item's text back from the editor. WrongFile where it cannot be read any more; its id must stay.

    What else happened to the file since `before`, or is not committed yet, stays; Refused where both touch the same
    lines: nobody's change is written over.
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


def _refuse_missing(changing: Changing) -> None:
    """Refused where the changes leave a key out that the type demands; one that was missing before may stay so."""
    config = changing.config
    held = missing_keys(changing.before, config) if changing.before.type == changing.now.type else ()
    missing = [key for key in missing_keys(changing.now, config) if key not in held]
    if missing:
        raise Refused(
            f"an item of the type {changing.now.type} needs `{'`, `'.join(missing)}`",
            f"add `{missing[0]}=…` to the changes",
        )


def _warnings(editing: Editing, changing: Changing, changed: list[str]) -> tuple[str, ...]:
    if not changed:
        return (f"{changing.before.id} is like that already",)
    status = changing.now.status
    if "status" not in changed or status is None:
        return ()
    return (*place_warnings(editing.workspace, changing.before, status), *limit_warnings(editing, status, 1))


def _shown(value: object) -> str:
    if value is None or value in ("", ()):
        return "-"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return ",".join(f"{name}:{amount}" for name, amount in value.items())
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _criterion(item: Item, found: tuple[Criterion, ...], number: int) -> Criterion:
    wanted = next((one for one in found if one.number == number), None)
    if wanted is None:
        count = f"{len(found)} criteria" if len(found) > 1 else "one criterion" if found else "no criteria"
        raise UsageError(
            f"there is no criterion {number}: {item.id} has {count}", f"`gitagile show {item.id}` numbers them"
        )
    return wanted


def _tick_in(content: bytes, *, criterion: Criterion, done: bool, headings: tuple[str, ...]) -> bytes:
    """Tick the criterion of this text in whatever text this is; by its number where two have the same words."""
    from ..text.sections import criteria, with_tick

    document = document_of(content, "")
    same = [one for one in criteria(document.body, headings) if one.text == criterion.text]
    lone = same[0].number if len(same) == 1 else None
    at = next((one.number for one in same if one.number == criterion.number), lone)
    if at is None:
        raise Refused(
            f"the committed text has no criterion {criterion.text!r}", "commit the edit of the checklist first"
        )
    body = with_tick(document.body, at, done=done, headings=headings)
    return (document.text[: len(document.text) - len(document.body)] + body).encode("utf-8")


def _replace_text(content: bytes, *, before: bytes, after: bytes, path: str) -> bytes:
    """The edit carried over to a text that may differ from what the editor was given."""
    merged = carried_over(before, after, content)
    if merged is None or parse(merged, path)[1] is not None:
        raise Refused(
            f"{path} was changed in the same lines meanwhile, or has changes there that are not committed",
            "commit those first, then edit again",
        )
    return merged
