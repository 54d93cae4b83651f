"""Changes of keys: what `KEY=VALUE`, `KEY+=VALUE`, `KEY-=VALUE` and `KEY=` mean for one item."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from ..editing import Edit, Editing
from ..errors import Refused, UsageError
from ..model.ids import matching_ids, normal_id
from ..model.item import Item
from ..store.reader import document_of
from ..text.front_matter import Document
from ..text.item_text import read_value
from ..text.key_edit import set_key
from ..text.kinds import KINDS, NUMBER, TRIAL_KINDS, WORDS
from ..text.nodes import Mapping, as_value
from ..text.written_keys import Value
from ..workspace import Workspace
from .people import handles_of
from .steps import refuse_unfinished, setting, step_values
from .wanted import (
    flag_value,
    held_value,
    is_empty,
    key_value,
    kind_of,
    known_ids,
    known_key,
    labels_of,
    number_value,
    words_of,
)

_CHANGE = re.compile(r"([A-Za-z_](?:[\w-]*\w)?)(\+|-)?=(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Change:
    """One change as typed: `sign` is +, - or empty."""

    key: str
    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One edit of the item's file, for a key; `owner` is the key that was asked for, which a stamp follows."""

    owner: str
    edit: Edit


def read_change(typed: str) -> Change:
    """A change as typed; UsageError where it is none."""
    found = _CHANGE.fullmatch(typed)
    if found is None:
        raise UsageError(f"{typed!r} is no change of a key", "write KEY=VALUE, KEY+=VALUE, KEY-=VALUE or KEY=")
    return Change(found[1], found[2] or "", found[3].strip())


class Changing:
    """One item while its keys are changed one after the other: later changes build upon earlier ones."""

    def __init__(self, editing: Editing, item: Item, changes: list[Change]) -> None:
        self._editing = editing
        self._workspace: Workspace = editing.workspace
        self.config = editing.workspace.config
        self._document: Document = self._workspace.document(item.path)
        present = tuple(entry.key.text for entry in self._document.entries)
        self._changes = [replace(one, key=known_key(one.key, self.config, present)) for one in changes]
        self.before = item
        self.now = item
        self.steps: list[Step] = []

    @property
    def named(self) -> tuple[str, ...]:
        """The keys that were asked for, each once."""
        return tuple(dict.fromkeys(change.key for change in self._changes))

    def work(self) -> None:
        """Go through all changes. UsageError and Refused as the values ask for it; nothing is written."""
        for change in self._changes:
            if change.sign:
                self._change_list(change)
            else:
                self._set(change)

    def differs(self, key: str) -> bool:
        """Whether a key is another than before, or a value that could not be read is gone."""
        before, after = held_value(self.before, key), held_value(self.now, key)
        if is_empty(after):
            return self._document.node(key) is not None
        return before != after or isinstance(before, bool) != isinstance(after, bool)

    def _set(self, change: Change) -> None:
        for key, value in self._values(change).items():
            if key == change.key or key not in self.named:
                self._note(change.key, key, value, setting(self.before.path, key, value))

    def _note(self, owner: str, key: str, value: Value, edit: Edit) -> None:
        self.steps.append(Step(owner, edit))
        if key in KINDS:
            empty = () if KINDS[key] == WORDS else None
            self.now = self.now._replace(**{key: empty if is_empty(value) else value})  # type: ignore[arg-type]
            return
        others = tuple(pair for pair in self.now.fields if pair[0] != key)
        self.now = self.now._replace(fields=others if is_empty(value) else (*others, (key, value)))

    def _values(self, change: Change) -> dict[str, Value]:
        key, workspace = change.key, self._workspace
        value = self._value(change)
        if key in ("title", "status") and not value:
            raise UsageError(f"an item needs a {key}")
        if key == "status" and isinstance(value, str):
            if value == self.now.status:
                return {}
            refuse_unfinished(workspace, (self.before,), value)
            return step_values(workspace, self.now, value)
        special = _SPECIAL.get(key)
        return {key: special(self, value) if special and value else value}

    def _value(self, change: Change) -> Value:
        """The value in the key's type; an undeclared key keeps the type it has."""
        kind = self._kind(change.key)
        if kind == kind_of(change.key, self.config) or not change.text:
            return key_value(change.key, change.text, self.config)
        if kind == WORDS:
            return words_of(change.text)
        if kind == NUMBER:
            return number_value(change.key, change.text, self.config, least=None)
        return flag_value(change.key, change.text)

    def _kind(self, key: str) -> str:
        kind, held = kind_of(key, self.config), held_value(self.now, key)
        declared = key in KINDS or key in TRIAL_KINDS or any(one.name == key for one in self.config.custom_fields)
        if declared or held is None:
            return kind
        kinds = {bool: "flag", int: NUMBER, float: NUMBER, tuple: WORDS}
        return kinds.get(type(held), kind)

    def _parent(self, value: Value) -> Value:
        return self._other(self._workspace.find(str(value)).id)

    def _depends(self, value: Value) -> Value:
        words = value if isinstance(value, tuple) else ()
        return tuple(self._other(one) for one in known_ids(self._editing.backlog, words))

    def _assigned(self, value: Value) -> Value:
        return handles_of(self._workspace, value if isinstance(value, tuple) else ())

    def _other(self, identifier: str) -> str:
        if normal_id(identifier) == normal_id(self.before.id):
            raise UsageError(f"{identifier} can neither be its own parent nor depend on itself")
        return identifier

    def _change_list(self, change: Change) -> None:
        if self._kind(change.key) != WORDS:
            lists = [name for name, kind in KINDS.items() if kind == WORDS]
            lists += [one.name for one in self.config.custom_fields if one.kind == "list"]
            raise UsageError(f"`{change.key}` holds no list", f"lists are {', '.join(lists)}")
        held = held_value(self.now, change.key)
        own = tuple(map(str, held)) if isinstance(held, tuple) else ()
        words = self._words(change, own)
        edit = partial(_with_list, key=change.key, sign=change.sign, words=words, path=self.before.path)
        self._note(change.key, change.key, changed_words(own, change.sign, words), edit)

    def _words(self, change: Change, own: tuple[str, ...]) -> tuple[str, ...]:
        """The words to add or to take away, in full; UsageError for one to take away that is not there."""
        if change.sign == "+":
            special = _SPECIAL.get(change.key)
            words = labels_of(change.text) if change.key == "labels" else words_of(change.text)
            added = special(self, words) if special and words else words
            return added if isinstance(added, tuple) else words
        found = tuple(_taken_away(self._workspace, change.key, word, own) for word in words_of(change.text))
        return tuple(dict.fromkeys(found))


_SPECIAL: dict[str, Callable[[Changing, Value], Value]] = {
    "parent": Changing._parent,  # noqa: SLF001 - the class's own table
    "depends_on": Changing._depends,  # noqa: SLF001
    "assignee": Changing._assigned,  # noqa: SLF001
}
"""Keys whose values mean other items or people."""


def changed_words(own: tuple[str, ...], sign: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """A list with words added behind, or taken out."""
    if sign == "+":
        return (*own, *(one for one in words if one not in own))
    return tuple(one for one in own if one not in words)


def _taken_away(workspace: Workspace, key: str, word: str, own: tuple[str, ...]) -> str:
    if key == "assignee":
        word = handles_of(workspace, (word,))[0] if word.startswith("@") else word
    found = matching_ids(word, own) if key == "depends_on" else tuple(one for one in own if one == word)
    loose = found or tuple(one for one in own if one.casefold() == word.casefold())
    if len(loose) != 1:
        raise UsageError(f"`{key}` holds no {word!r}", f"it holds {', '.join(own) or 'nothing'}")
    return loose[0]


def _with_list(content: bytes, *, key: str, sign: str, words: tuple[str, ...], path: str) -> bytes:
    """The same words added to whatever list this text has: what the user has not committed stays theirs."""
    node = document_of(content, path).node(key)
    if isinstance(node, Mapping) or (node is not None and read_value(node, WORDS) is None and as_value(node)):
        raise Refused(f"{path}: the list `{key}` holds more than words", "edit it by hand: `gitagile edit ID`")
    held = read_value(node, WORDS) if node is not None else ()
    own = held if isinstance(held, tuple) else ()
    return set_key(content, key, changed_words(own, sign, words), path)
