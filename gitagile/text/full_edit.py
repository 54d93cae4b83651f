"""One key of a file's front matter set or removed by the full reading, every other byte of the file left as it was."""

from __future__ import annotations

from ..errors import Refused
from .front_matter import Document, read_document
from .list_edit import edited_list
from .nodes import NOTHING, Entry, Node, Scalar, Sequence, as_value
from .scalars import scalar_text
from .spans import behind_blank_lines, end_of_lines, is_block, keeps_blank_lines, last_index, line_start
from .written_keys import KEY_ORDER, Value, rendered

_BY_HAND = "edit it by hand: `gitagile edit ID`"


def set_in_full(content: bytes, key: str, value: Value, path: str = "") -> bytes:
    """What `set_key` gives, for any front matter: the result is read back, and Refused where it is another."""
    document = _readable(content, path)
    if value is None or value == ():
        return _checked(document, removed(document, key), key, None)
    entry = _entry(document, key)
    if entry and _reads_as(entry.value, value):
        return content
    text = _replaced(document, entry, value) if entry else _inserted(document, key, value)
    return _checked(document, text, key, value)


def removed(document: Document, key: str) -> str:
    """The document's text without the lines of `key`."""
    entry = _entry(document, key)
    if entry is None:
        return document.text
    _refuse_flow(document)
    head = _head(document)
    start, stop = line_start(head, entry.key.start.index), end_of_lines(head, entry)
    at = document.entries.index(entry)
    if at and keeps_blank_lines(head, document.entries[at - 1].value):
        stop = behind_blank_lines(head, stop)  # else they would become part of the value above
    return _with_head(document, head[:start] + head[stop:])


def _readable(content: bytes, path: str) -> Document:
    document = read_document(content, path)
    if document.fault is not None:
        raise Refused(f"{document.fault.as_line()}", document.fault.hint or None)
    return document


def _entry(document: Document, key: str) -> Entry | None:
    return next((entry for entry in document.entries if entry.key.text == key), None)


def _head(document: Document) -> str:
    return document.parts.head if document.parts else ""


def _with_head(document: Document, head: str) -> str:
    parts = document.parts
    return document.text if parts is None else parts.opening + head + parts.closing + parts.body


def _refuse_flow(document: Document) -> None:
    if document.flow:
        raise Refused(
            f"{document.path}: the front matter is written as one `{{…}}`",
            "write one `key: value` a line, then try again",
        )


def _replaced(document: Document, entry: Entry, value: Value) -> str:
    head, node = _head(document), entry.value
    if isinstance(value, tuple) and isinstance(node, Sequence):
        if not all(isinstance(one, Scalar) for one in node.items):
            raise Refused(f"{document.path}: the list `{entry.key.text}` holds more than words", _BY_HAND)
        new, end = edited_list(head, node, value)
        return _with_head(document, head[: node.start.index] + new + head[end:])
    style = node.style if isinstance(node, Scalar) and isinstance(value, str) else ""
    text = scalar_text(value, style, in_flow=document.flow) if isinstance(value, str) else rendered(value)
    return _with_scalar(document, entry, text)


def _with_scalar(document: Document, entry: Entry, text: str) -> str:
    head, node = _head(document), entry.value
    start, end = node.start.index, node.end.index
    if is_block(node):
        start = head.index(":", entry.key.end.index) + 1
        end = max(start, len(head[: last_index(head, node) + 1].rstrip("\r\n")))
    gap = " " if start and head[start - 1] == ":" else ""
    return _with_head(document, head[:start] + gap + text + head[end:])


def _inserted(document: Document, key: str, value: Value) -> str:
    _refuse_flow(document)
    head, newline = _head(document), document.parts.newline if document.parts else "\n"
    at = _place_for(document, head, key)
    indent = " " * (document.entries[0].key.start.column if document.entries else 0)
    return _with_head(document, head[:at] + f"{indent}{key}: {rendered(value)}{newline}" + head[at:])


def _place_for(document: Document, head: str, key: str) -> int:
    """Where a new key goes: behind the last of those that come before it in KEY_ORDER, else at the end."""
    if not document.entries:
        return len(head)
    if key not in KEY_ORDER:
        return end_of_lines(head, document.entries[-1])
    earlier = set(KEY_ORDER[: KEY_ORDER.index(key)])
    ahead = [entry for entry in document.entries if entry.key.text in earlier]
    return end_of_lines(head, ahead[-1]) if ahead else line_start(head, document.entries[0].key.start.index)


def _checked(document: Document, text: str, key: str, value: Value) -> bytes:
    content = text.encode("utf-8", "replace")
    again = read_document(content, document.path)
    before = {entry.key.text: as_value(entry.value) for entry in document.entries if entry.key.text != key}
    after = {entry.key.text: as_value(entry.value) for entry in again.entries if entry.key.text != key}
    if again.fault or before != after or again.body != document.body or not _reads_as(again.node(key), value):
        raise Refused(f"{document.path}: the key `{key}` cannot be changed without touching others", _BY_HAND)
    return content


def _reads_as(node: Node | None, value: Value) -> bool:
    if value is None or value == ():
        return node is None
    if isinstance(value, tuple):
        return isinstance(node, Sequence) and [getattr(one, "text", None) for one in node.items] == list(value)
    if isinstance(value, str):
        return isinstance(node, Scalar) and node.text == value and (bool(node.style) or value not in NOTHING)
    found = as_value(node)
    return found == value and isinstance(found, bool) == isinstance(value, bool)
