"""Three sides of a merge: what they are, when one of them settles it, and how two orders become one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol, TypeVar

Thing = TypeVar("Thing")
OURS, THEIRS = "ours", "theirs"
MARKER_SIZE = 7
"""How long git's conflict markers are, unless an attribute or a merge of merge bases says otherwise."""


class Texts(NamedTuple):
    """Three texts of one file: the common ancestor's (empty where both sides added it), ours and theirs."""

    base: bytes
    ours: bytes
    theirs: bytes


class Merged(NamedTuple):
    """What came of a merge: the file's bytes, and in a few words what is in conflict. `marked`: markers show where."""

    content: bytes
    conflicts: tuple[str, ...] = ()
    marked: bool = True


class LineMerge(Protocol):
    """A merge of three texts line by line, as `git merge-file` does it; rooms above this one know how to run git."""

    def __call__(self, texts: Texts, *, size: int, with_base: bool = False) -> Merged | None:
        """The merge, None where there is none (binary files). `with_base`: conflicts show the ancestor's lines too."""
        ...


def is_settled(base: object, ours: object, theirs: object) -> bool:
    """Whether three sides need nobody to decide: one of two is unchanged, or both changed alike."""
    return ours in (base, theirs) or theirs == base


def settled(base: Thing, ours: Thing, theirs: Thing) -> Thing:
    """The side that holds where `is_settled`: the one that changed."""
    return theirs if ours == base else ours


def interleaved(ours: Sequence[str], theirs: Iterable[str]) -> list[str]:
    """Our names in our order, with those that only they have put in behind the one that precedes them there."""
    result, theirs = list(ours), list(theirs)
    known, shared = set(result), set(theirs)
    before: str | None = None
    for name in theirs:
        if name not in known:
            at = 0 if before is None else result.index(before) + 1
            while at < len(result) and result[at] not in shared:
                at += 1  # what both put in one place: ours first
            result.insert(at, name)
            known.add(name)
        before = name
    return result


def framed(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Whose order holds and who is put into it: ours, unless only they put what was there before into another."""
    shared = set(base) & set(ours) & set(theirs)
    orders = [[name for name in names if name in shared] for names in (base, ours, theirs)]
    return (theirs, ours) if orders[1] == orders[0] != orders[2] else (ours, theirs)


def free_width(texts: Texts) -> int:
    """A length of markers that no line of the texts begins with."""
    runs = (len(run) for text in texts for run in re.findall(rb"(?m)^(?:<+|=+|>+|\|+)", text))
    return max(runs, default=0) + 10


def whole_conflict(texts: Texts, size: int, why: str) -> Merged:
    """Both files one after the other between conflict markers: for what must not be merged at all."""
    newline = b"\r\n" if b"\r\n" in texts.ours else b"\n"
    return Merged(
        b"".join(
            (
                marker(b"<", size, OURS, newline),
                ended(texts.ours, newline),
                marker(b"=", size, "", newline),
                ended(texts.theirs, newline),
                marker(b">", size, THEIRS, newline),
            )
        ),
        (why,),
    )


def marker(sign: bytes, size: int, label: str, newline: bytes = b"\n") -> bytes:
    """One line of a conflict's marks."""
    return sign * size + (b" " + label.encode() if label else b"") + newline


def ended(text: bytes, newline: bytes) -> bytes:
    """A text whose last line is ended, so that a marker may follow."""
    return text if not text or text.endswith(b"\n") else text + newline


def conflict_text(ours: str, theirs: str, size: int) -> str:
    """Two pieces of text between conflict markers."""
    middle = f"{'<' * size} {OURS}\n", _ended(ours), f"{'=' * size}\n", _ended(theirs), f"{'>' * size} {THEIRS}\n"
    return "".join(middle)


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"
