"""What an import did: counted and named, so that nothing is changed, mended or left behind in silence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..model.finding import Finding
from . import draft as drafts_of
from .draft import Draft


@dataclass(frozen=True, slots=True)
class Count:
    """How often something became something else. `after` is empty where a word was kept under a key of its own."""

    key: str
    before: str
    after: str
    count: int


@dataclass(frozen=True, slots=True)
class Mended:
    """A file whose head did not parse, and what was quoted in it; `kept_whole` if the head went into the body."""

    source: str
    id: str
    changes: tuple[str, ...]
    kept_whole: bool = False


@dataclass(frozen=True, slots=True)
class NewId:
    """A file whose id was taken, by `holder`, and the id it got. `before` is None where the file had no usable id."""

    source: str
    before: str | None
    after: str
    holder: str | None


@dataclass(frozen=True, slots=True)
class Reference:
    """One parent or dependency: as `written`, and the id it was matched with, None where nothing matches."""

    source: str
    id: str
    key: str
    written: str
    target: str | None
    given_twice: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """A file of the source that became no item, and why."""

    source: str
    why: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The report of one import. `foretold` holds the errors that `check` will find in what was imported."""

    importer: str
    arrived: tuple[tuple[str, int], ...]
    places: tuple[tuple[str, int], ...]
    already: int
    keys: tuple[Count, ...]
    kept: tuple[tuple[str, int], ...]
    values: tuple[Count, ...]
    mended: tuple[Mended, ...]
    new_ids: tuple[NewId, ...]
    references: tuple[Reference, ...]
    left: tuple[Left, ...]
    foretold: tuple[Finding, ...] = ()

    @property
    def items(self) -> int:
        """How many items were added."""
        return sum(count for _, count in self.arrived)

    @property
    def by_number(self) -> tuple[Reference, ...]:
        """The references that only their number matched."""
        return tuple(one for one in self.references if one.target and one.target.casefold() != one.written.casefold())

    @property
    def missing(self) -> tuple[Reference, ...]:
        """The references that nothing matched; they stay as they were written."""
        return tuple(one for one in self.references if one.target is None)

    @property
    def unsure(self) -> tuple[Reference, ...]:
        """The references to an id that two files have; they go to the one that kept it."""
        return tuple(one for one in self.references if one.given_twice)


def counted_keys(drafts: tuple[Draft, ...]) -> tuple[Count, ...]:
    """Which key of the source became which of ours, and how often."""
    return _counts(drafts, drafts_of.MAPPED)


def counted_values(drafts: tuple[Draft, ...]) -> tuple[Count, ...]:
    """Which word became which, and how often; `after` is empty where the word was kept under a key of its own."""
    return _counts(drafts, drafts_of.VALUE)


def counted_kept(drafts: tuple[Draft, ...]) -> tuple[tuple[str, int], ...]:
    """Which keys were kept as they are, and how often."""
    kept = Counter(remark.key for draft in drafts for remark in draft.remarks if remark.kind == drafts_of.KEPT)
    return tuple(sorted(kept.items()))


def mended_files(drafts: tuple[Draft, ...]) -> tuple[Mended, ...]:
    """The files whose head had to be mended, or could not be and went into the body."""
    found = []
    for draft in drafts:
        changes = tuple(one.before for one in draft.remarks if one.kind in (drafts_of.MENDED, drafts_of.RESCUED))
        whole = any(one.kind == drafts_of.RESCUED for one in draft.remarks)
        if changes:
            found.append(Mended(draft.source, draft.id, changes, whole))
    return tuple(found)


def _counts(drafts: tuple[Draft, ...], kind: str) -> tuple[Count, ...]:
    seen = Counter(
        (remark.key, remark.before, remark.after) for draft in drafts for remark in draft.remarks if remark.kind == kind
    )
    return tuple(Count(*words, count) for words, count in sorted(seen.items()))
