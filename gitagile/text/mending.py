"""What `check --fix` mends without loss: quotes, the spelling of keys, and stamps that a hand edit left out."""

from __future__ import annotations

from collections.abc import Callable, Collection

from ..config.record import Config
from ..errors import Refused
from .front_matter import Document, read_document
from .item_text import read_value
from .key_edit import set_key
from .kinds import NUMBER, SPRINT_KINDS, Kinds, item_kinds, number_in
from .near_keys import near_key
from .nodes import Scalar, as_value
from .quoting import quoted
from .stamps import missing_stamps
from .written_keys import Value

__all__ = ["mend", "quoted"]

Mended = tuple[bytes, tuple[str, ...]]
"""A file's bytes after mending, and what was mended, a sentence each."""


def mend(content: bytes, path: str, config: Config, now_stamp: str, *, only: Collection[str] | None = None) -> Mended:
    """An item's or sprint's bytes with what can be mended without loss; `only` what these codes complain about.

    `now_stamp` is an instant, `2026-11-24T09:12:00+01:00`; only its day goes into `created`. Every step is read back: a
    value that was not to be touched is as it was, or the step is left out.
    """
    kinds = SPRINT_KINDS if is_sprint_file(path) else item_kinds(config)
    said: list[str] = []
    steps: list[tuple[tuple[str, ...], Callable[[bytes], Mended]]] = [
        (("I104", "I107"), lambda now: _quoted(now, path)),
        (("I140", "S210"), lambda now: _spelt(now, path, kinds)),
        (("I126",), lambda now: _unquoted(now, path, kinds)),
        (("I143",), lambda now: _stamped(now, path, config, now_stamp)),
    ]
    for codes, step in steps:
        if only is None or any(code in only for code in codes):
            content, done = step(content)
            said += done
    return content, tuple(said)


def is_sprint_file(path: str) -> bool:
    """Whether a path is a sprint's own file and not an item's."""
    return path.endswith("/sprint.md")


def _quoted(content: bytes, path: str) -> Mended:
    document = read_document(content, path)
    if document.fault is None or not document.text:
        return content, ()
    text, said = quoted(document.text)
    return text.encode("utf-8"), said


def _spelt(content: bytes, path: str, kinds: Kinds) -> Mended:
    said: list[str] = []
    document = read_document(content, path)
    for old in [entry.key.text for entry in document.entries if entry.key.text not in kinds]:
        new = near_key(old, kinds)
        if new is None or document.node(new) is not None:
            continue
        renamed = _renamed(document, old, new)
        if renamed is not None:
            content = renamed
            document = read_document(content, path)
            said.append(f"`{old}` was spelt `{new}`")
    return content, tuple(said)


def _renamed(document: Document, old: str, new: str) -> bytes | None:
    parts = document.parts
    entry = next((one for one in document.entries if one.key.text == old), None)
    if parts is None or entry is None:
        return None
    start, end = entry.key.start.index, entry.key.end.index
    content = (parts.opening + parts.head[:start] + new + parts.head[end:] + parts.closing + parts.body).encode("utf-8")
    again = read_document(content, document.path)
    before = [(new if one.key.text == old else one.key.text, as_value(one.value)) for one in document.entries]
    after = [(one.key.text, as_value(one.value)) for one in again.entries]
    return content if again.fault is None and before == after and again.body == document.body else None


def _unquoted(content: bytes, path: str, kinds: Kinds) -> Mended:
    numbers: dict[str, Value] = {}
    for entry in read_document(content, path).entries:
        node = entry.value
        if kinds.get(entry.key.text) == NUMBER and isinstance(node, Scalar) and node.style in ("'", '"'):
            number = number_in(node.text)
            if number is not None:
                numbers[entry.key.text] = number
    return _set(content, path, numbers, "lost its quotes")


def _stamped(content: bytes, path: str, config: Config, now_stamp: str) -> Mended:
    document = read_document(content, path)
    if document.fault is not None or is_sprint_file(path):
        return content, ()
    texts = {entry.key.text: read_value(entry.value, "text") for entry in document.entries}
    category = config.workflow.category_of(str(texts.get("status")))
    filled = frozenset(entry.key.text for entry in document.entries if as_value(entry.value) not in (None, []))
    stamps: dict[str, Value] = {
        key: now_stamp[:10] if key == "created" else now_stamp for key in missing_stamps(filled, category)
    }
    return _set(content, path, stamps, "was stamped")


def _set(content: bytes, path: str, values: dict[str, Value], said: str) -> Mended:
    done = []
    for key, value in values.items():
        try:
            content = set_key(content, key, value, path)
        except Refused:
            continue
        done.append(f"`{key}` {said}")
    return content, tuple(done)
