"""Items and their files: a document read as an Item, and a new item's text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..model.item import Item
from .front_matter import Document
from .kinds import KINDS, NUMBER, TEXT, WORDS
from .nodes import Node, Scalar, Sequence, as_value, scalar_value
from .sections import CRITERIA_HEADINGS, criteria
from .written_keys import KEY_ORDER, Value, rendered


def item_from(document: Document, place: str, fallback_id: str = "") -> Item:
    """The item a readable document holds. A value of the wrong type is left out here and found by the rules.

    `fallback_id` stands in where the file gives no id, so that the item is seen nonetheless.
    """
    known: dict[str, object] = {}
    others: list[tuple[str, object]] = []
    for entry in document.entries:
        key = entry.key.text
        kind = KINDS.get(key)
        if kind is None:
            others.append((key, as_value(entry.value)))
        elif (value := read_value(entry.value, kind)) is not None:
            known[key] = value
    identifier = known.pop("id", None) or fallback_id
    return Item(id=str(identifier), path=document.path, place=place, fields=tuple(others), **known)  # type: ignore[arg-type]


def read_value(node: Node, kind: str) -> object:
    """A node's value as `kind`, None where it is empty or does not fit."""
    if kind == TEXT:
        return _text(node)
    if kind == NUMBER:
        return _number(node)
    if kind == WORDS:
        return _words(node)
    value = as_value(node)
    return tuple(value) if isinstance(value, list) else None


def counted(item: Item, body: str, headings: tuple[str, ...] = CRITERIA_HEADINGS) -> Item:
    """The item with its acceptance criteria counted."""
    found = criteria(body, headings)
    return item._replace(criteria=(sum(one.done for one in found), len(found)))


def new_item_text(keys: Mapping[str, Value], body: str) -> str:
    """The text of a new item: its keys in the order that merges best, one a line, then the body."""
    order = [key for key in KEY_ORDER if key in keys] + [key for key in keys if key not in KEY_ORDER]
    lines = [f"{key}: {rendered(keys[key])}" for key in order if keys[key] not in (None, ())]
    return (
        "\n".join(["---", *lines, "---", "", body.strip("\n"), ""])
        if body.strip()
        else "\n".join(["---", *lines, "---", ""])
    )


def _text(node: Node) -> str | None:
    if not isinstance(node, Scalar) or (not node.style and scalar_value(node) is None):
        return None
    return node.text.rstrip("\n") if node.style in ("|", ">") else node.text


def _number(node: Node) -> int | float | None:
    value = scalar_value(node) if isinstance(node, Scalar) else None
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _words(node: Node) -> tuple[str, ...] | None:
    if isinstance(node, Scalar):
        text = _text(node)
        return None if text is None else (text,)
    if not isinstance(node, Sequence):
        return None
    return tuple(_present(_text(one) for one in node.items))


def _present(texts: Iterable[str | None]) -> Iterable[str]:
    return (text for text in texts if text is not None)
