"""The conflicts that a merge left in the backlog, put together by item: an item moved twice is one, not three."""

from __future__ import annotations

from typing import NamedTuple

from ...model.ids import normal_id
from ...store import layout
from ...text.front_matter import read_document
from ...text.merge_sides import OURS, THEIRS, Texts
from ...text.merge_sieve import has_markers
from ...text.nodes import Scalar
from ...vcs.objects import TreeEntry, read_blobs
from ...vcs.repository import Repository
from ...vcs.unmerged import Index, Stages, Tips, tips


class Version(NamedTuple):
    """One side's file: where it lies, its mode, and what it holds."""

    path: str
    mode: str
    content: bytes


class Conflict(NamedTuple):
    """What the sides have of one item, or of one file that is none. `paths` are all that are unmerged for it.

    `merged` is the item's file where git found no conflict: it moved there and changed so much that git saw no move.
    `stranger` is the side whose file is another item: git took that one, being similar, for the moved one.
    `staged` is what the index holds: for an item moved twice git's own merge of the two texts, at both places.
    """

    name: str
    paths: tuple[str, ...]
    base: Version | None
    ours: Version | None
    theirs: Version | None
    merged: Version | None = None
    staged: tuple[bytes, ...] = ()
    stranger: str | None = None

    @property
    def is_moved_twice(self) -> bool:
        """Whether both sides have it, at two paths."""
        return self.ours is not None and self.theirs is not None and self.ours.path != self.theirs.path

    @property
    def texts(self) -> Texts:
        """The three texts, for a merge; a side that is missing is empty."""
        return Texts(*(one.content if one else b"" for one in (self.base, self.ours, self.theirs)))


def find_conflicts(repo: Repository, index: Index) -> tuple[Conflict, ...]:
    """Every conflict under `.backlog/`, in order of its first path."""
    rows = [one for one in index.unmerged if one.path.startswith(f"{layout.ROOT}/")]
    known = _ids_by_path(index)
    wanted = [entry.oid for one in rows for entry in one.entries]
    blobs = read_blobs(repo, [*wanted, *(entry.oid for entry in known.values())])
    groups: dict[str, list[Stages]] = {}
    for one in rows:
        groups.setdefault(_name_of(one, blobs), []).append(one)
    found = (_conflict(name, rows, blobs, known) for name, rows in groups.items())
    sides = tips(repo)
    return tuple(_with_originals(repo, one, sides) if one.is_moved_twice else one for one in found)


def _ids_by_path(index: Index) -> dict[str, TreeEntry]:
    """Items that are not in conflict, by the id their file names begin with."""
    named = ((layout.id_in_name(path.rpartition("/")[2]), entry) for path, entry in index.merged.items())
    return {normal_id(identifier): entry for identifier, entry in named if identifier and _is_item(entry.path)}


def _is_item(path: str) -> bool:
    return path.startswith(f"{layout.ROOT}/") and layout.is_item_path(path)


def _name_of(one: Stages, blobs: dict[str, bytes]) -> str:
    """The item's id where all entries of a path agree on it, else the path."""
    if not _is_item(one.path):
        return one.path
    ids = {identifier for entry in one.entries if (identifier := _id_of(blobs.get(entry.oid, b""), one.path))}
    return next(iter(ids)) if len({normal_id(identifier) for identifier in ids}) == 1 else one.path


def _id_of(content: bytes, path: str) -> str | None:
    document = read_document(content, path)
    node = document.node("id")
    if document.fault is not None or not isinstance(node, Scalar):
        return layout.id_in_name(path.rpartition("/")[2])
    return node.text


def _conflict(name: str, rows: list[Stages], blobs: dict[str, bytes], known: dict[str, TreeEntry]) -> Conflict:
    base = _version([row.base for row in rows], blobs)
    ours = _version([row.ours for row in rows], blobs)
    theirs = _version([row.theirs for row in rows], blobs)
    stranger, identifier = _stranger(base, ours, theirs)
    merged = known.get(normal_id(identifier or name))
    beside = _version([merged], blobs) if stranger or ours is None or theirs is None else None
    staged = tuple(blobs[entry.oid] for row in rows for entry in row.entries if entry.oid in blobs)
    return Conflict(name, tuple(row.path for row in rows), base, ours, theirs, beside, staged, stranger)


def _stranger(base: Version | None, ours: Version | None, theirs: Version | None) -> tuple[str | None, str]:
    """The side whose file is another item than the ancestor's and the other side's, and the id of those two."""
    if base is None or ours is None or theirs is None or not _is_item(base.path):
        return None, ""
    ids = [normal_id(_id_of(one.content, one.path) or "") for one in (base, ours, theirs)]
    if len(set(ids)) != 2 or ids[1] == ids[2] or not all(ids):
        return None, ""
    return (THEIRS if ids[1] == ids[0] else OURS), ids[0]


def _version(entries: list[TreeEntry | None], blobs: dict[str, bytes]) -> Version | None:
    """The one entry of a side; none where it has none, or several, which nobody but a person can put together."""
    there = [entry for entry in entries if entry is not None]
    if len(there) != 1 or there[0].oid not in blobs:
        return None
    return Version(there[0].path, there[0].mode, blobs[there[0].oid])


def _with_originals(repo: Repository, found: Conflict, sides: Tips) -> Conflict:
    """An item moved twice with what the two commits hold: git keeps its own merge of both at each of the two paths."""
    ours, theirs = found.ours, found.theirs
    if ours is None or theirs is None or sides.theirs is None:
        return found
    if ours.content == theirs.content and not has_markers(ours.content):
        return found
    names = (f"{sides.ours}:{ours.path}", f"{sides.theirs}:{theirs.path}")
    from ...vcs.batch import ObjectReader

    with ObjectReader(repo) as reader:
        contents = reader.contents(names)
    if set(names) - set(contents):
        return found
    return found._replace(
        ours=ours._replace(content=contents[names[0]]), theirs=theirs._replace(content=contents[names[1]])
    )
