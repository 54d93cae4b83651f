"""One key of the front matter merged: unchanged on one side, equal on both, a list, a stamp, or a conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from .kinds import KINDS, WORDS
from .merge_rows import Member, Row, Rows, Sign, members_of, merged_rows, rows_of, rows_text, sign_of
from .merge_sides import OURS, is_settled, settled
from .merge_stamps import STAMPS, merged_stamp
from .nodes import Entry, Node, Scalar
from .spans import is_block, last_index

Holds = Callable[[Node], bool]


class Block(NamedTuple):
    """A key on one side: the head it stands in, what stands above it, where its lines begin and end, its value."""

    head: str
    lead: str
    start: int
    stop: int
    entry: Entry
    sign: Sign

    @property
    def own(self) -> str:
        """Its lines."""
        return self.head[self.start : self.stop]

    @property
    def node(self) -> Node:
        """Its value."""
        return self.entry.value


class Side(NamedTuple):
    """A collection on one side; a list of words that is not there is an empty one."""

    block: Block | None
    rows: Rows


class Outcome(NamedTuple):
    """The lines of a merged key as they are for each side, equal where there is no conflict; empty: the key is gone.

    `sign_ours` and `sign_theirs` are what must be read back; `members` instead, where entries were put together.
    """

    ours: str
    theirs: str
    sign_ours: Sign | None
    sign_theirs: Sign | None
    members: tuple[Member, ...] | None = None
    words: bool = False

    @property
    def in_conflict(self) -> bool:
        """Whether somebody must decide."""
        return self.ours != self.theirs

    def holds(self, side: str) -> Holds | None:
        """The test that the value must pass when it is read back; None where the key must be gone."""
        if self.members is not None:
            return self._has_members if self.members else None
        sign = self.sign_ours if side == OURS else self.sign_theirs
        return None if sign is None else lambda node: sign_of(node) == sign

    def _has_members(self, node: Node) -> bool:
        return members_of(node, words=self.words) == Counter(self.members)


def merged_key(key: str, base: Block | None, ours: Block | None, theirs: Block | None) -> Outcome:
    """What a key becomes. Never fails: what cannot be put together is a conflict of its own lines alone."""
    owns = [block.own if block else "" for block in (base, ours, theirs)]
    if is_settled(*owns):
        return _taken(theirs if owns[1] == owns[0] else ours)
    if ours is not None and theirs is not None:
        found = _same_words(base, ours, theirs) or _stamp(key, ours, theirs)
        if found is not None:
            return found
    return _together(key, base, ours, theirs) or in_conflict(ours, theirs)


def _taken(block: Block | None) -> Outcome:
    if block is None:
        return Outcome("", "", None, None)
    return Outcome(block.own, block.own, block.sign, block.sign)


def in_conflict(ours: Block | None, theirs: Block | None) -> Outcome:
    """A key of which each side keeps its own lines; no conflict where those are the same."""
    return Outcome(ours.own if ours else "", theirs.own if theirs else "", ours and ours.sign, theirs and theirs.sign)


def _same_words(base: Block | None, ours: Block, theirs: Block) -> Outcome | None:
    """The side whose value and whose comments both hold: the other changed quotes or blanks alone."""
    signs = (base and base.sign, ours.sign, theirs.sign)
    remarks = (base and _remark(base), _remark(ours), _remark(theirs))
    if not is_settled(*signs) or not is_settled(*remarks):
        return None
    sign, remark = settled(*signs), settled(*remarks)
    for block in (ours, theirs):
        if block.sign == sign and _remark(block) == remark:
            return _taken(block)
    by_value, by_remark = (ours, theirs) if ours.sign == sign else (theirs, ours)
    if not (_is_one_line(by_value) and _is_one_line(by_remark)):
        return None
    text = _without_remark(by_value) + _remark(by_remark)
    return Outcome(text, text, sign, sign)


def _is_one_line(block: Block) -> bool:
    return block.own.count("\n") == 1 and isinstance(block.node, Scalar) and bool(block.node.text)


def _remark(block: Block) -> str:
    """What stands behind a value on its line; for a value of many lines its comments are part of the whole."""
    if isinstance(block.node, Scalar) and is_block(block.node):
        return ""
    return block.head[max(last_index(block.head, block.node), block.entry.key.end.index) + 1 : block.stop]


def _without_remark(block: Block) -> str:
    return block.own[: len(block.own) - len(_remark(block))]


def _stamp(key: str, ours: Block, theirs: Block) -> Outcome | None:
    """The one of two stamps that holds: see `merge_stamps`."""
    if key not in STAMPS or not isinstance(ours.node, Scalar) or not isinstance(theirs.node, Scalar):
        return None
    winner = merged_stamp(key, ours.node.text, theirs.node.text)
    if winner is None or not _remark(ours).strip() == _remark(theirs).strip() == "":
        return None
    return _taken(ours if winner == ours.node.text else theirs)


def _together(key: str, base: Block | None, ours: Block | None, theirs: Block | None) -> Outcome | None:
    """A list or a small mapping to which both sides did something, entry by entry."""
    words = KINDS.get(key) == WORDS
    three = [_rows(block, words=words) for block in (base, ours, theirs)]
    sides = [Side(block, rows) for block, rows in zip((ours, theirs), three[1:], strict=True) if rows is not None]
    if len(sides) < 2 or not _fit(three, needs_base=base is not None):
        return None
    rows = merged_rows(three[0], sides[0].rows, sides[1].rows, words=words)
    if rows is None:
        return None
    members = tuple(row.member for row in rows)
    if not rows and words:
        return Outcome("", "", None, None, members, words)
    text = _framed_text(sides, rows)
    return None if text is None else Outcome(text, text, None, None, members, words)


def _rows(block: Block | None, *, words: bool) -> Rows | None:
    return rows_of(block.head if block else "", block.node if block else None, words=words)


def _fit(three: list[Rows | None], *, needs_base: bool) -> bool:
    """Whether three collections are of one sort; one that was not there before has no base."""
    if needs_base and three[0] is None:
        return False
    return len({rows.is_list for rows in three if rows is not None and (rows.rows or rows.is_list)}) == 1


def _framed_text(sides: list[Side], rows: tuple[Row, ...]) -> str | None:
    """The lines of one side with these rows for its own; None where a comment of the other would be lost."""
    frame = next((one for one in sides if one.block and one.rows.rows), sides[0])
    if frame.block is None:
        return None
    forms = {(one.rows.flow, one.rows.is_list, one.rows.indent) for one in sides if one.rows.rows}
    text = rows_text(frame.rows, rows, alike=len(forms) == 1)
    remarks = {_without_value(one.block) for one in sides if one.block}
    if not text or len(remarks) > 1:
        return None
    before, after = _around(frame.block)
    return f"{before.rstrip(' ')} {text}{after}" if frame.rows.flow else before + text


def _without_value(block: Block) -> str:
    """The comments around a value, for comparing."""
    before, after = _around(block)
    return f"{before.partition(':')[2].strip()} {after.strip()}"


def _around(block: Block) -> tuple[str, str]:
    """What stands in a key's lines before its value and behind it."""
    node, head = block.node, block.head
    if isinstance(node, Scalar) or getattr(node, "flow", False):
        return head[block.start : node.start.index], head[node.end.index : block.stop]
    return head[block.start : head.rfind("\n", 0, node.start.index) + 1], ""
