"""The front matter of three texts merged key by key: each key keeps its lines, its comments and its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .front_matter import Document
from .merge_key import Block, Outcome, in_conflict, merged_key
from .merge_rows import sign_of
from .merge_sides import OURS, conflict_text, framed, interleaved, is_settled, settled
from .spans import end_of_lines, line_start

OF_THE_STATUS = ("finished",)
"""Keys that a step sets and takes away with the status: who decides between two statuses decides them too."""


class Head(NamedTuple):
    """The head of one side: its keys by name, in order, and what stands below the last one."""

    blocks: dict[str, Block]
    tail: str


class Piece(NamedTuple):
    """A stretch of the merged head; where `ours` and `theirs` are in conflict, `name` says what is."""

    ours: str
    theirs: str
    name: str = ""


class MergedHead(NamedTuple):
    """A merged head, and for each key what its value must mean when it is read back."""

    pieces: tuple[Piece, ...]
    outcomes: dict[str, Outcome]

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The keys in conflict."""
        return tuple(dict.fromkeys(piece.name for piece in self.pieces if piece.name))

    def text(self, size: int) -> str:
        """The head with conflict markers around the lines of the keys in conflict."""
        return "".join(conflict_text(p.ours, p.theirs, size) if p.name else p.ours for p in self.pieces)

    def side(self, side: str) -> str:
        """The head as it is when every conflict is decided for one side."""
        return "".join(piece.ours if side == OURS else piece.theirs for piece in self.pieces)


def merged_head(base: Document | None, ours: Document, theirs: Document) -> MergedHead:
    """Merge three heads key by key. `base` is None where both sides made the file."""
    heads = [_cut(one) for one in (base, ours, theirs)]
    frame, others = framed(*(tuple(head.blocks) for head in heads))
    blocks = {key: [head.blocks.get(key) for head in heads] for key in interleaved(frame, others)}
    outcomes = {key: merged_key(key, *three) for key, three in blocks.items()}
    if "status" in outcomes and outcomes["status"].in_conflict:
        outcomes |= {key: in_conflict(*blocks[key][1:]) for key in OF_THE_STATUS if key in blocks}
    pieces = [piece for key, three in blocks.items() for piece in _pieces(key, outcomes[key], three)]
    return MergedHead((*pieces, *_tail(*(head.tail for head in heads))), outcomes)


def is_as_planned(merged: MergedHead, document: Document, side: str) -> bool:
    """Whether a merged text, read back, has every key as it was worked out to be, and no other."""
    if document.fault is not None:
        return False
    found = {entry.key.text: entry.value for entry in document.entries}
    wanted = {key: outcome.holds(side) for key, outcome in merged.outcomes.items()}
    there = {key for key, test in wanted.items() if test is not None}
    return set(found) == there and all(test(found[key]) for key, test in wanted.items() if test is not None)


def _cut(document: Document | None) -> Head:
    """Take a head apart: every character belongs to one key, with what stands above it, or to the tail."""
    if document is None or document.parts is None:
        return Head({}, "")
    head, at = document.parts.head, 0
    blocks = {}
    for entry in document.entries:
        start, stop = line_start(head, entry.key.start.index), end_of_lines(head, entry)
        if start < at:
            raise ValueError("two keys share a line")
        blocks[entry.key.text] = Block(head, head[at:start], start, stop, entry, sign_of(entry.value))
        at = stop
    return Head(blocks, head[at:])


def _pieces(key: str, outcome: Outcome, three: list[Block | None]) -> Iterable[Piece]:
    """The lines of a key below those that stand above it; comments that both sides changed are in conflict too."""
    ours, theirs = outcome.ours, outcome.theirs
    leads = tuple(block.lead if block else None for block in three)
    if None not in leads[1:]:
        if not is_settled(*leads):
            return (Piece(f"{leads[1]}{ours}", f"{leads[2]}{theirs}", key),)
        lead = settled(*leads) or ""
    else:
        lead = leads[1] or leads[2] or ""
        if not ours and not theirs:  # what stood above it stands above the next key, on the side that took it out
            is_new = lead.strip() and lead != leads[0]
            return (Piece("" if leads[1] is None else lead, "" if leads[2] is None else lead, key),) if is_new else ()
    return (Piece(lead, lead), Piece(ours, theirs, key if ours != theirs else ""))


def _tail(base: str, ours: str, theirs: str) -> Iterable[Piece]:
    if is_settled(base, ours, theirs):
        tail = settled(base, ours, theirs)
        return (Piece(tail, tail),)
    return (Piece(ours, theirs, "the end of the front matter"),)
