"""The values of front matter as the schema judges them: each decoded from its source text by the kind of its key."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from ..text.kinds import NUMBER, TEXT, WORDS, Kinds
from ..text.nodes import NOTHING, Entry, Node, Scalar, as_value, scalar_value
from ..text.nodes import Mapping as MappingNode
from ..text.nodes import Sequence as SequenceNode

Values = Mapping[str, object]


def values_of(entries: Iterable[Entry], kinds: Kinds) -> dict[str, object]:
    """The values of a document's declared keys; an empty value or list is left out, as if its key were absent."""
    pairs = ((entry.key.text, entry.value) for entry in entries if entry.key.text in kinds)
    return {key: value for key, node in pairs if (value := decoded(node, kinds[key])) not in (None, [])}


def decoded(node: Node, kind: str) -> object:
    """A node's value as `kind` reads it. What does not fit stays as it is, for the schema to refuse; None is empty."""
    if kind == TEXT:
        return _text(node) if isinstance(node, Scalar) else _plain(node)
    if kind == NUMBER:
        return _number(node) if isinstance(node, Scalar) else _plain(node)
    if kind == WORDS:
        return _words(node)
    return _plain(node)


def _text(node: Scalar) -> str | None:
    if node.style:
        return node.text.rstrip("\n") if node.style in ("|", ">") else node.text
    return None if node.text in NOTHING else node.text


def _number(node: Scalar) -> object:
    value = scalar_value(node)
    fits = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    return value if fits else _text(node)


def _words(node: Node) -> object:
    if isinstance(node, Scalar):
        text = _text(node)
        return None if text is None else [text]
    if isinstance(node, MappingNode):
        return _plain(node)
    return [_text(one) if isinstance(one, Scalar) else _plain(one) for one in node.items]


def _plain(node: Node) -> object:
    """The YAML value, with numbers beyond all bounds left as their text: JSON has none such."""
    if isinstance(node, SequenceNode):
        return [_plain(one) for one in node.items]
    if isinstance(node, MappingNode):
        return {entry.key.text: _plain(entry.value) for entry in node.entries}
    value = as_value(node)
    return node.text if isinstance(value, float) and not math.isfinite(value) else value


def texts_in(values: Values, key: str) -> tuple[str, ...]:
    """The texts of a list key; nothing where it has another kind."""
    value = values.get(key)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def text_in(values: Values, key: str) -> str | None:
    """The text of a key; None where it has none."""
    value = values.get(key)
    return value if isinstance(value, str) else None
