"""What is proposed for each conflict: beyond doubt, or with a choice between the two sides."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from ...store import layout
from ...text.front_matter import Document, read_document
from ...text.merge import NEVER_BY_LINES, merge_texts
from ...text.merge_sides import OURS, THEIRS, Merged
from ...vcs.repository import Repository
from ...vcs.unmerged import Arrival, Tips, arrival
from .conflicts import Conflict, Version
from .one_file import by_lines

CLOSE = "sprint-close"
"""What the trailer `Gitagile-Op` of a close begins with: the moves of such a commit are carries."""

MOVED, CHANGED, GONE, WHOLE, BY_HAND = "moved twice", "changed twice", "deleted and changed", "one whole", "by hand"
MISTAKEN = "two items"


class Proposal(NamedTuple):
    """What may be done about one conflict. `side` is the one proposed; None: nothing is. `sure`: beyond doubt.

    `ours` and `theirs` say in a few words what each side has; `why` says why that side is proposed.
    """

    conflict: Conflict
    kind: str
    side: str | None
    sure: bool
    ours: str = ""
    theirs: str = ""
    why: str = ""

    @property
    def name(self) -> str:
        """The item's id, or the file's path."""
        return self.conflict.name


def propose(repo: Repository, conflict: Conflict, sides: Tips) -> Proposal:
    """The proposal for one conflict."""
    if layout.ROOT + "/config.toml" in conflict.paths or not _is_simple(conflict):
        return Proposal(conflict, BY_HAND, None, sure=False, why="no rule of gitagile fits it")
    if conflict.stranger is not None:
        return _of_two_items(conflict)
    if conflict.is_moved_twice:
        return _of_moves(repo, conflict, sides)
    if conflict.ours is None or conflict.theirs is None:
        return _of_missing(conflict)
    if conflict.paths[0].rpartition("/")[2] in NEVER_BY_LINES:
        return _of_wholes(conflict)
    return _of_changes(conflict)


def merged_text(conflict: Conflict) -> Merged:
    """The three texts merged key by key."""
    return merge_texts(conflict.texts, conflict.paths[0], by_lines)


def _is_simple(conflict: Conflict) -> bool:
    """Plain files, at one path or at the two of a move."""
    there = [one for one in (conflict.base, conflict.ours, conflict.theirs) if one is not None]
    paths = {one.path for one in there}
    return set(conflict.paths) == paths and all(one.mode in ("100644", "100755") for one in there)


def _of_moves(repo: Repository, conflict: Conflict, sides: Tips) -> Proposal:
    ours, theirs = conflict.ours, conflict.theirs
    assert ours is not None and theirs is not None  # noqa: S101, PT018 - moved twice
    came: tuple[Arrival | None, Arrival | None] = (None, None)
    if sides.theirs is not None:
        came = (
            arrival(repo, sides.ours, sides.theirs, ours.path),
            arrival(repo, sides.theirs, sides.ours, theirs.path),
        )
    words = (_move_words(ours, came[0]), _move_words(theirs, came[1]))
    side, why, sure = _of_arrivals(*came)
    return Proposal(conflict, MOVED, side, sure, *words, why)


def _of_arrivals(ours: Arrival | None, theirs: Arrival | None) -> tuple[str, str, bool]:
    """A person's move before an automatic carry; of two persons' the later one, and that only as a proposal."""
    if ours is None or theirs is None:
        return OURS, "git does not say how it came there", False
    if is_carry(ours) != is_carry(theirs):
        return (THEIRS if is_carry(ours) else OURS), "a person's move counts more than the carry of a close", True
    return (OURS if ours.time >= theirs.time else THEIRS), "the later move", False


def is_carry(move: Arrival) -> bool:
    """Whether a move is the automatic one of a sprint's close."""
    return any(key == "Gitagile-Op" and value.startswith(CLOSE) for key, value in move.trailers)


def _move_words(version: Version, move: Arrival | None) -> str:
    place = layout.place_of(version.path) or version.path
    if move is None:
        return place
    day = datetime.fromtimestamp(move.time, UTC).date()
    return f"{place}, carried by a close on {day}" if is_carry(move) else f"{place}, moved by {move.author} on {day}"


def _of_missing(conflict: Conflict) -> Proposal:
    has = OURS if conflict.ours is not None else THEIRS
    kept = conflict.ours or conflict.theirs
    if conflict.merged is not None and conflict.base is not None:
        why = f"it lies in {conflict.merged.path}, and both texts go together there"
        sure = not _at_the_other(conflict).conflicts
        return Proposal(conflict, CHANGED, has, sure, why=why)
    words = (
        "deleted" if conflict.base else "not there",
        f"kept, {layout.place_of(kept.path) or kept.path}" if kept else "kept",
    )
    said = words[::-1] if has == OURS else words
    return Proposal(conflict, GONE, has, False, *said, "nothing is lost by keeping it")


def _at_the_other(conflict: Conflict) -> Merged:
    """The text of an item that one side moved and rewrote, merged with what the other side did where it lay."""
    assert conflict.merged is not None  # noqa: S101 - asked only where it is
    moved = conflict.merged.content
    texts = conflict.texts
    ours, theirs = (moved, texts.theirs) if conflict.ours is None else (texts.ours, moved)
    return merge_texts(texts._replace(ours=ours, theirs=theirs), conflict.merged.path, by_lines)


def _of_two_items(conflict: Conflict) -> Proposal:
    """Git took a new item, being similar, for one that was moved and changed: its ids tell them apart."""
    if conflict.merged is None:
        why = "these are two items, which git took for one; the other one was deleted here and changed there"
        return Proposal(conflict, BY_HAND, None, sure=False, why=why)
    why = f"git took two items for one; what was changed in the other goes to {conflict.merged.path}"
    return Proposal(conflict, MISTAKEN, conflict.stranger, sure=True, why=why)


def _of_wholes(conflict: Conflict) -> Proposal:
    why = NEVER_BY_LINES[conflict.paths[0].rpartition("/")[2]]
    return Proposal(conflict, WHOLE, None, False, "our file", "their file", why)


def _of_changes(conflict: Conflict) -> Proposal:
    merged = merged_text(conflict)
    if not merged.conflicts:
        return Proposal(conflict, CHANGED, OURS, True, why="no key was changed to two values")
    texts = conflict.texts
    ours, theirs = (_values(read_document(text, ""), merged.conflicts) for text in (texts.ours, texts.theirs))
    return Proposal(conflict, CHANGED, None, False, ours, theirs, f"both changed {', '.join(merged.conflicts)}")


def _values(document: Document, keys: tuple[str, ...]) -> str:
    """What a side has in the keys that are in conflict."""
    head = document.parts.head if document.parts else ""
    shown = []
    for key in keys:
        node = document.node(key)
        if node is not None:
            shown.append(f"{key}: {' '.join(head[node.start.index : node.end.index].split())}")
        elif key in ("the body", "the end of the front matter"):
            shown.append(f"its text of {key}")
        else:
            shown.append(f"{key}: -")
    return ", ".join(shown)
