"""One key of a file's front matter set or removed, with every other byte of the file left as it was."""

from __future__ import annotations

from ..errors import Refused
from .front_matter import Document, read_document
from .list_edit import edited_list
from .scalars import list_text, number_text, scalar_text
from .yaml_nodes import Entry, Mapping, Node, Scalar, Sequence, as_value

Value = str | int | float | tuple[str, ...] | None

KEY_ORDER = (
    *(
        "id",
        "status",
        "title",
        "priority",
        "type",
        "points",
        "created",
        "assignee",
        "role",
        "rank",
        "parent",
        "blocked",
    ),
    *(
        "depends_on",
        "started",
        "labels",
        "finished",
        "due",
        "hypothesis",
        "outcome",
        "timebox",
        "learned",
        "gates",
        "runs",
    ),
    *("data",),
)
"""The order new keys are put in: those that change often stand between those that seldom do (git.md, Moving)."""


def set_key(content: bytes, key: str, value: Value, path: str = "") -> bytes:
    """The file's bytes with `key` set to `value`; None or an empty list removes the key.

    The result is read back: every other key must be as it was and this one as asked, else Refused.
    """
    document = _readable(content, path)
    if value is None or value == ():
        return _checked(document, removed(document, key), key, None)
    entry = _entry(document, key)
    text = _replaced(document, entry, value) if entry else _inserted(document, key, value)
    return _checked(document, text, key, value)


def removed(document: Document, key: str) -> str:
    """The document's text without the lines of `key`."""
    entry = _entry(document, key)
    if entry is None:
        return document.text
    _refuse_flow(document)
    head = _head(document)
    start = _line_start(head, entry.key.start.index)
    return _with_head(document, head[:start] + head[_end_of_lines(head, entry) :])


def rendered(value: Value) -> str:
    """A value as it stands behind `key: ` in a new file."""
    if isinstance(value, tuple):
        return list_text(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number_text(value)
    return scalar_text(value or "")


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
    if isinstance(value, tuple):
        if isinstance(node, Sequence):
            new, end = edited_list(head, node, value)
            return _with_head(document, head[: node.start.index] + new + head[end:])
        return _with_scalar(document, entry, list_text(value))
    style = node.style if isinstance(node, Scalar) and isinstance(value, str) else ""
    text = scalar_text(value, style) if isinstance(value, str) else rendered(value)
    return _with_scalar(document, entry, text)


def _with_scalar(document: Document, entry: Entry, text: str) -> str:
    head, node = _head(document), entry.value
    start, end = node.start.index, node.end.index
    if _is_block(node):
        end = max(_last_index(head, node) + 1, start)
        start = _value_start(head, entry)
    gap = " " if start and head[start - 1] == ":" else ""
    return _with_head(document, head[:start] + gap + text + head[end:])


def _value_start(head: str, entry: Entry) -> int:
    return head.index(":", entry.key.end.index) + 1


def _is_block(node: Node) -> bool:
    if isinstance(node, Scalar):
        return node.style in ("|", ">")
    return not node.flow


def _inserted(document: Document, key: str, value: Value) -> str:
    _refuse_flow(document)
    head, newline = _head(document), document.parts.newline if document.parts else "\n"
    at = _place_for(document, head, key)
    before = newline if at and head[at - 1] != "\n" else ""
    return _with_head(document, head[:at] + before + f"{key}: {rendered(value)}{newline}" + head[at:])


def _place_for(document: Document, head: str, key: str) -> int:
    """Where a new key goes: behind the last of those that come before it in KEY_ORDER, else at the end."""
    if key not in KEY_ORDER:
        return _end_of_lines(head, document.entries[-1]) if document.entries else len(head)
    earlier = set(KEY_ORDER[: KEY_ORDER.index(key)])
    ahead = [entry for entry in document.entries if entry.key.text in earlier]
    if ahead:
        return _end_of_lines(head, ahead[-1])
    return _line_start(head, document.entries[0].key.start.index) if document.entries else len(head)


def _line_start(head: str, index: int) -> int:
    return head.rfind("\n", 0, index) + 1


def _end_of_lines(head: str, entry: Entry) -> int:
    """The index behind the last line of an entry; blank lines and comments below it stay with what follows."""
    last = _last_index(head, entry.value)
    end = head.find("\n", max(last, entry.key.end.index))
    return len(head) if end < 0 else end + 1


def _last_index(head: str, node: Node) -> int:
    """The index of a node's last character that is its own: end marks of block nodes swallow blank lines and comments."""
    if isinstance(node, Sequence) and not node.flow:
        return _last_index(head, node.items[-1]) if node.items else node.start.index
    if isinstance(node, Mapping) and not node.flow:
        return _last_index(head, node.entries[-1].value) if node.entries else node.start.index
    if isinstance(node, Scalar) and node.style in ("|", ">"):
        return max(node.start.index, len(head[: node.end.index].rstrip()) - 1)
    return max(node.end.index - 1, node.start.index) if node.end.index > node.start.index else node.start.index - 1


def _checked(document: Document, text: str, key: str, value: Value) -> bytes:
    content = text.encode("utf-8")
    again = read_document(content, document.path)
    before = {entry.key.text: as_value(entry.value) for entry in document.entries if entry.key.text != key}
    after = {entry.key.text: as_value(entry.value) for entry in again.entries if entry.key.text != key}
    if again.fault or before != after or again.body != document.body or not _reads_as(again.node(key), value):
        raise Refused(
            f"{document.path}: the key `{key}` cannot be changed without touching others",
            "edit it by hand: `gitagile edit ID`",
        )
    return content


def _reads_as(node: Node | None, value: Value) -> bool:
    if value is None or value == ():
        return node is None
    if isinstance(value, tuple):
        return isinstance(node, Sequence) and [getattr(one, "text", None) for one in node.items] == list(value)
    if isinstance(value, str):
        return isinstance(node, Scalar) and node.text == value
    return node is not None and as_value(node) == value
