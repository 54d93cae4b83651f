"""The keys of a Backlog.md file mapped to ours; a key without counterpart is kept with the lines it stands on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..config.record import Config
from ..model.ids import is_id, slug
from ..model.workflow import TODO, Workflow
from ..text.front_matter import Document
from ..text.item_text import read_value
from ..text.kinds import NUMBER, TEXT, WORDS
from ..text.nodes import Entry, as_value
from .draft import CREATED, KEPT, MAPPED, VALUE, Draft, Remark
from .kept_lines import kept_lines
from .names import day_for, handle_for, named, priority_for, status_for

if TYPE_CHECKING:
    from ..text.written_keys import Value

TITLE_LENGTH = 200
DRAFT_LABEL = "draft"
UPDATED = "updated_date"
_NUMBERED = re.compile(r"(?:[A-Za-z][A-Za-z0-9_]*-)?[0-9]+(?:\.[0-9]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Words:
    """What keys are mapped with: the target's config, and each milestone's label by its id and by its title."""

    config: Config
    milestones: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one key gave: our keys, the file's references and ordinal, remarks, and whether the key is kept as well."""

    keys: tuple[tuple[str, Value], ...] = ()
    labels: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    parent: str | None = None
    ordinal: float | None = None
    remarks: tuple[Remark, ...] = ()
    keeps: bool = False


KEEP = Reading(keeps=True)
Mapper = Callable[[Entry, Words], Reading]


def mapped(draft: Draft, document: Document, words: Words) -> Draft:
    """The draft with everything that the head of its file says. The title and the id are the caller's."""
    keys: dict[str, Value] = {}
    labels: list[str] = []
    kept: list[Entry] = []
    for entry in document.entries:
        name = entry.key.text
        reading = _MAPPERS[name](entry, words) if name in _MAPPERS else KEEP
        keys.update(reading.keys)
        labels += reading.labels
        kept += [entry] if reading.keeps else []
        draft = _joined(draft, reading, name)
    if draft.folder.endswith("drafts"):
        labels.append(DRAFT_LABEL)
    keys.setdefault("status", words.config.workflow.first_in(TODO))
    if labels:
        keys["labels"] = tuple(dict.fromkeys(labels))
    remark = _finish(keys, document, words.config.workflow)
    lines = kept_lines(document, kept, set(keys))
    return replace(draft, keys=tuple(keys.items()), kept=lines, remarks=(*draft.remarks, *remark))


def _finish(keys: dict[str, Value], document: Document, workflow: Workflow) -> tuple[Remark, ...]:
    """A done item without a day of completion gets the day of its last change, the best that its file knows."""
    entry = next((one for one in document.entries if one.key.text == UPDATED), None)
    day, _ = day_for(_text(entry) or "") if entry else (None, False)
    if "finished" in keys or day is None or not workflow.is_done(str(keys["status"])):
        return ()
    keys["finished"] = day
    return (Remark(MAPPED, UPDATED, "of a done item", "finished"),)


def _joined(draft: Draft, reading: Reading, name: str) -> Draft:
    kept = (Remark(KEPT, name),) if reading.keeps else ()
    return replace(
        draft,
        depends_on=draft.depends_on + reading.depends_on,
        parent=draft.parent or reading.parent,
        ordinal=draft.ordinal if reading.ordinal is None else reading.ordinal,
        remarks=(*draft.remarks, *reading.remarks, *kept),
    )


def _text(entry: Entry) -> str | None:
    value = read_value(entry.value, TEXT)
    return value.strip() or None if isinstance(value, str) else None


def _words(entry: Entry) -> tuple[str, ...] | None:
    value = read_value(entry.value, WORDS)
    return value if isinstance(value, tuple) else None


def _is_empty(entry: Entry) -> bool:
    return as_value(entry.value) in (None, "", [])


def _left_to_the_caller(_entry: Entry, _words: Words) -> Reading:
    return Reading()


def _status(entry: Entry, words: Words) -> Reading:
    text = _text(entry)
    if text is None:
        return Reading() if _is_empty(entry) else KEEP
    status = status_for(text, words.config.workflow)
    if status is None:
        return _unknown("status", text, words.config.workflow.first_in(TODO))
    return _renamed("status", text, status)


def _priority(entry: Entry, _: Words) -> Reading:
    text = _text(entry)
    if text is None:
        return Reading() if _is_empty(entry) else KEEP
    priority = priority_for(text)
    return _unknown("priority", text, None) if priority is None else _renamed("priority", text, priority)


def _type(entry: Entry, words: Words) -> Reading:
    text = _text(entry)
    if text is None:
        return Reading() if _is_empty(entry) else KEEP
    name = named(text, words.config.type_names)
    found = words.config.type_named(name)
    if found is None or found.requires:
        return _unknown("type", text, words.config.default_type)
    return _renamed("type", text, found.name)


def _unknown(key: str, text: str, instead: str | None) -> Reading:
    keys = ((key, instead), (f"imported_{key}", text)) if instead else ((f"imported_{key}", text),)
    return Reading(keys, remarks=(Remark(VALUE, key, text),))


def _renamed(key: str, text: str, value: str) -> Reading:
    return Reading(((key, value),), remarks=(Remark(VALUE, key, text, value),))


def _created(entry: Entry, _: Words) -> Reading:
    return _dated(entry, "created")


def _finished(entry: Entry, _: Words) -> Reading:
    return _dated(entry, "finished")


def _dated(entry: Entry, key: str) -> Reading:
    text = _text(entry)
    day, is_all = day_for(text or "")
    if day is None:
        return Reading() if _is_empty(entry) else KEEP
    return Reading(((key, day),), remarks=(Remark(MAPPED, entry.key.text, "", key),), keeps=not is_all)


def _assignee(entry: Entry, words: Words) -> Reading:
    people = _words(entry)
    if people is None:
        return Reading() if _is_empty(entry) else KEEP
    handles = tuple(dict.fromkeys(handle_for(one, words.config.handles) for one in people if one.strip(" @")))
    remarks = (Remark(MAPPED, "assignee", "", "assignee"),) if handles else ()
    return Reading((("assignee", handles),), remarks=remarks)


def _labels(entry: Entry, _: Words) -> Reading:
    labels = _words(entry)
    if labels is None:
        return Reading() if _is_empty(entry) else KEEP
    return Reading(labels=labels, remarks=(Remark(MAPPED, "labels", "", "labels"),) if labels else ())


def _milestone(entry: Entry, words: Words) -> Reading:
    text = _text(entry)
    if text is None:
        return KEEP if not _is_empty(entry) else Reading()
    label = dict(words.milestones).get(text.casefold()) or slug(text)
    if not label:
        return KEEP
    return Reading(labels=(label,), remarks=(Remark(VALUE, "milestone", text, f"label {label}"),), keeps=True)


def _dependencies(entry: Entry, _: Words) -> Reading:
    written = _words(entry)
    if written is None:
        return Reading() if _is_empty(entry) else KEEP
    ids = tuple(one.strip() for one in written)
    matched = tuple(dict.fromkeys(one for one in ids if _is_reference(one)))
    remarks = (Remark(MAPPED, "dependencies", "", "depends_on"),) if matched else ()
    return Reading(depends_on=matched, remarks=remarks, keeps=len(matched) < len(set(ids)))


def _parent(entry: Entry, _: Words) -> Reading:
    text = _text(entry)
    if text is None or not _is_reference(text):
        return Reading() if _is_empty(entry) else KEEP
    return Reading(parent=text, remarks=(Remark(MAPPED, entry.key.text, "", "parent"),))


def _is_reference(text: str) -> bool:
    return is_id(text) or _NUMBERED.fullmatch(text) is not None


def _ordinal(entry: Entry, _: Words) -> Reading:
    value = read_value(entry.value, NUMBER)
    if not isinstance(value, (int, float)):
        return Reading() if _is_empty(entry) else KEEP
    return Reading(ordinal=float(value), remarks=(Remark(MAPPED, "ordinal", "", "rank"),))


_MAPPERS: dict[str, Mapper] = {
    "id": _left_to_the_caller,
    "title": _left_to_the_caller,
    "status": _status,
    "priority": _priority,
    "type": _type,
    CREATED: _created,
    "completed_date": _finished,
    "assignee": _assignee,
    "labels": _labels,
    "milestone": _milestone,
    "dependencies": _dependencies,
    "parent_task_id": _parent,
    "ordinal": _ordinal,
}
