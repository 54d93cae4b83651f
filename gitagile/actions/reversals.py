"""Reversals: what has to happen to each file so that one commit is taken back, and whether it still can."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..errors import Refused
from ..model.ids import normal_id
from ..model.item import Item
from ..store import layout
from ..store.reader import parse
from ..vcs import log, objects
from ..vcs.log import ChangedPath
from ..workspace import Workspace, WrongFile

_LATER = "undo only takes back what still stands; `git log -p` shows what happened since"


@dataclass(frozen=True, slots=True)
class Reversal:
    """One file to be put back: where it lies now and where it lay, and its bytes then (None: it did not exist)."""

    now: str | None
    then: str | None
    after: bytes | None
    before: bytes | None

    @property
    def path(self) -> str:
        """The path to speak of: where it lies now, or where it lay."""
        return self.now or self.then or ""


def reversals_of(workspace: Workspace, commit: str) -> list[Reversal]:
    """How each file that a commit changed is put back; Refused where git has not got all of its texts."""
    changed = log.changed_paths(workspace.repository, commit)
    oids = [oid for one in changed for oid in (one.before_oid, one.after_oid) if oid]
    blobs = objects.read_blobs(workspace.repository, oids)
    lacking = next((oid for oid in oids if oid not in blobs), None)
    if lacking is not None:
        raise Refused(
            f"git has not got the object {lacking[:12]}", "the clone is partial; `git fetch --refetch` mends it"
        )
    gone = [one for one in changed if one.after_oid is None and layout.is_item_path(one.path)]
    found = []
    for one in changed:
        if one.before_oid is None and layout.is_item_path(one.path):
            old = _old_of(one, gone, blobs)
            if old is not None:
                gone.remove(old)
                found.append(Reversal(one.path, old.path, blobs[one.after_oid or ""], blobs[old.before_oid or ""]))
    moved = {path for one in found for path in (one.now, one.then)}
    return found + [_in_place(one, blobs) for one in changed if one.path not in moved]


def refuse_changed(workspace: Workspace, reversals: list[Reversal]) -> None:
    """Refused where a file is not as the act left it, in the last commit, in what is staged or on disk."""
    present = [one.now for one in reversals if one.now is not None]
    head = objects.tree_entries(workspace.repository, "HEAD", present)
    staged = {entry.path: entry.oid for entry in objects.list_index(workspace.repository, layout.ROOT)}
    for one in reversals:
        if one.now is None:
            if (workspace.root / (one.then or "")).exists():
                raise Refused(f"{one.then} is there again", _LATER)
        elif one.now not in head or not (workspace.root / one.now).exists():
            raise Refused(f"{one.now} is not there any more", _LATER)
        elif one.before != one.after:
            entry = staged.get(one.now, head[one.now].oid)
            texts = objects.read_blobs(workspace.repository, {head[one.now].oid, entry}).values()
            if any(text != one.after for text in texts) or not _is_same(workspace, one):
                raise Refused(f"{one.now} was changed since", _LATER)


def is_same_text(content: bytes, text: bytes) -> bool:
    """Whether a file holds a text, with its line ends or with those that git may write on Windows."""
    return content in (text, as_windows(text))


def as_windows(text: bytes) -> bytes:
    """A text with CRLF at the end of each line."""
    return text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _is_same(workspace: Workspace, one: Reversal) -> bool:
    try:
        return is_same_text(workspace.content(one.path), one.after or b"")
    except WrongFile:
        return False


def _old_of(new: ChangedPath, gone: list[ChangedPath], blobs: Mapping[str, bytes]) -> ChangedPath | None:
    """The file that a new one was before: of the same bytes, the same name, or the same item."""
    ids = _ids(new.path, blobs[new.after_oid or ""])

    def likeness(old: ChangedPath) -> int:
        same_name = old.path.rpartition("/")[2] == new.path.rpartition("/")[2]
        same_item = bool(ids & _ids(old.path, blobs[old.before_oid or ""]))
        return 4 * (old.before_oid == new.after_oid) + 2 * same_name + same_item

    best = max(gone, key=likeness, default=None)
    return best if best is not None and likeness(best) else None


def _ids(path: str, content: bytes) -> frozenset[str]:
    """The ids an item has, and had before the doctor gave it another."""
    item, _ = parse(content, path)
    if not isinstance(item, Item):
        return frozenset()
    former = dict(item.fields).get("former_id")
    return frozenset(normal_id(one) for one in (item.id, former) if isinstance(one, str))


def _in_place(one: ChangedPath, blobs: Mapping[str, bytes]) -> Reversal:
    return Reversal(
        one.path if one.after_oid else None,
        one.path if one.before_oid else None,
        blobs[one.after_oid] if one.after_oid else None,
        blobs[one.before_oid] if one.before_oid else None,
    )
