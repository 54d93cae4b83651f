"""Lists and small mappings in a head merged entry by entry; an entry keeps the text it has on its side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from .list_edit import entry_spans
from .merge_sides import framed, interleaved, is_settled
from .nodes import Mapping, Node, Scalar, Sequence, scalar_value
from .scalars import scalar_text
from .spans import end_of_lines, line_start

Sign = tuple[object, ...]
"""What a value means, as far as a merge tells values apart: quotes do not count, `5` and `"5"` are not the same."""

Member = tuple[str, Sign]
"""An entry for comparing: its key, empty in a list, and what it means."""


class Row(NamedTuple):
    """One entry: what it is called in its collection, what it means, and how it is written. `word` if it is a text."""

    name: str
    sign: Sign
    text: str
    word: str | None
    is_pair: bool = False

    @property
    def member(self) -> Member:
        """The entry without its text, for comparing."""
        return (self.name if self.is_pair else "", self.sign)


class Rows(NamedTuple):
    """A collection taken apart: its entries, its form, and the column its lines begin at."""

    rows: tuple[Row, ...]
    flow: bool
    is_list: bool
    indent: int


def sign_of(node: Node) -> Sign:
    """What a value means."""
    if isinstance(node, Sequence):
        return ("list", *map(sign_of, node.items))
    if isinstance(node, Mapping):
        return ("mapping", *((entry.key.text, sign_of(entry.value)) for entry in node.entries))
    return ("scalar", type(scalar_value(node)).__name__, node.text)


def members_of(node: Node, *, words: bool) -> Counter[Member]:
    """The entries of a collection without their texts; nothing where it is none."""
    if isinstance(node, Mapping):
        return Counter((entry.key.text, sign_of(entry.value)) for entry in node.entries)
    items = node.items if isinstance(node, Sequence) else (node,) if words else ()
    return Counter(("", _sign(item, words=words)) for item in items)


def rows_of(head: str, node: Node | None, *, words: bool) -> Rows | None:
    """A collection taken apart, None where it is none or spans lines in a way that is left to people.

    `words`: the key holds words, so a lone one is a list of one, nothing is an empty list, and `5` is the word "5".
    """
    if node is None:
        return Rows((), flow=True, is_list=True, indent=0) if words else None
    if isinstance(node, Scalar):
        return _lone(head, node) if words else None
    if node.flow:
        return _flow(head, node, words=words)
    return _block_list(head, node, words=words) if isinstance(node, Sequence) else _block_mapping(head, node)


def merged_rows(base: Rows | None, ours: Rows, theirs: Rows, *, words: bool) -> tuple[Row, ...] | None:
    """Every entry three-way; None where an entry was changed on both sides, or where they cannot stand together.

    A list is a set: what one side took out is out, what either put in is in. Where entries are no words and both
    sides replaced the same one, nobody can tell whether the two that came for it are one: that is a conflict.
    """
    sides = [{row.name: row for row in one.rows} if one else {} for one in (base, ours, theirs)]
    if not words and ours.is_list and _both_replaced(*sides):
        return None
    frame, others = framed(*(tuple(side) for side in sides))
    result = []
    for name in interleaved(frame, others):
        base_row, our_row, their_row = (side.get(name) for side in sides)
        signs = [row and row.sign for row in (base_row, our_row, their_row)]
        if not is_settled(*signs):
            return None
        row = their_row if signs[1] == signs[0] else our_row
        if row is not None:
            result.append(row)
    return tuple(result)


def rows_text(frame: Rows, rows: Iterable[Row], *, alike: bool) -> str | None:
    """Rows as they stand in a collection of the frame's form. `alike`: both sides have that form and indent."""
    rows = tuple(rows)
    if not alike:
        if any(row.word is None for row in rows):
            return None
        rows = tuple(row._replace(text=_rewritten(frame, row.word or "")) for row in rows)
    if not frame.flow:
        return "".join(row.text for row in rows)
    inner = ", ".join(row.text for row in rows)
    return f"[{inner}]" if frame.is_list else f"{{{inner}}}"


def _rewritten(frame: Rows, word: str) -> str:
    if frame.flow:
        return scalar_text(word, in_flow=True)
    return " " * frame.indent + f"- {scalar_text(word)}\n"


def _both_replaced(base: dict[str, Row], ours: dict[str, Row], theirs: dict[str, Row]) -> bool:
    gone = [name for name in base if name not in ours and name not in theirs]
    return bool(gone) and bool(set(ours) - set(base)) and bool(set(theirs) - set(base)) and set(ours) != set(theirs)


def _row(node: Node, text: str, name: str | None, *, words: bool) -> Row:
    sign = _sign(node, words=words)
    word = node.text if isinstance(node, Scalar) and (words or isinstance(scalar_value(node), str)) else None
    return Row(name or repr(sign), sign, text, word)


def _sign(node: Node, *, words: bool) -> Sign:
    return ("word", node.text) if words and isinstance(node, Scalar) else sign_of(node)


def _numbered(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows with names that are unique: an entry that a list holds twice is two."""
    seen: Counter[str] = Counter()
    result = []
    for row in rows:
        seen[row.name] += 1
        result.append(row if seen[row.name] == 1 else row._replace(name=f"{row.name} {seen[row.name]}"))
    return tuple(result)


def _lone(head: str, node: Scalar) -> Rows | None:
    """A word that stands for a list of one; no value at all is an empty list."""
    if not node.style and scalar_value(node) is None:
        return Rows((), flow=True, is_list=True, indent=0)
    if node.style in ("|", ">"):
        return None
    text = head[node.start.index : node.end.index] if node.style else scalar_text(node.text, in_flow=True)
    return Rows((_row(node, text, None, words=True),), flow=True, is_list=True, indent=0)


def _flow(head: str, node: Sequence | Mapping, *, words: bool) -> Rows | None:
    if "\n" in head[node.start.index : node.end.index]:
        return None
    if isinstance(node, Sequence):
        rows = _numbered(_row(one, head[one.start.index : one.end.index], None, words=words) for one in node.items)
        return Rows(rows, flow=True, is_list=True, indent=0)
    pairs = (
        _row(one.value, head[one.key.start.index : one.value.end.index], one.key.text, words=False)
        for one in node.entries
    )
    return Rows(tuple(row._replace(word=None, is_pair=True) for row in pairs), flow=True, is_list=False, indent=0)


def _block_list(head: str, node: Sequence, *, words: bool) -> Rows:
    """Each row is its lines, with the comments above it."""
    at = line_start(head, node.start.index)
    rows = []
    for item, (_, stop) in zip(node.items, entry_spans(head, node), strict=True):
        end = head.find("\n", stop) + 1 or len(head)
        rows.append(_row(item, head[at:end], None, words=words))
        at = end
    return Rows(_numbered(rows), flow=False, is_list=True, indent=node.start.column)


def _block_mapping(head: str, node: Mapping) -> Rows:
    at = line_start(head, node.start.index)
    rows = []
    for entry in node.entries:
        end = end_of_lines(head, entry)
        rows.append(_row(entry.value, head[at:end], entry.key.text, words=False)._replace(word=None, is_pair=True))
        at = end
    return Rows(tuple(rows), flow=False, is_list=False, indent=node.start.column)
