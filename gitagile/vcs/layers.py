"""One edit, three texts: HEAD's goes into the commit, the index's and the working tree's go back there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gitagile.errors import Refused
from gitagile.vcs.batch import ObjectReader
from gitagile.vcs.change import Change, Edit
from gitagile.vcs.index import Put
from gitagile.vcs.objects import PLAIN_MODES, REGULAR_FILE, TreeEntry
from gitagile.vcs.texts import blob_id
from gitagile.vcs.worktree import WorkFile, WorkTree

Entries = Mapping[str, TreeEntry]
_COMMIT_HINT = "commit it first: `git add {0} && git commit -- {0}`"


class Layers(NamedTuple):
    """Where one change finds its file: in HEAD's tree, in the index, in the working tree."""

    change: Change
    head: TreeEntry | None
    index: TreeEntry | None  # type: ignore[assignment]  # nobody looks a value up in it
    work: WorkFile | None


class Edited(NamedTuple):
    """The three texts after the edit. None: the layer has no such file, or its bytes stay and were not read."""

    layers: Layers
    head_text: bytes | None
    index_text: bytes | None
    work_text: bytes | None

    @property
    def same_in_work(self) -> bool:
        """Does the working tree hold, but for line ends, the text that is committed?"""
        return self._holds(self.layers.head, self.head_text)

    @property
    def index_is_head(self) -> bool:
        """Had the user staged nothing in this file?"""
        return self.layers.index == self.layers.head

    @property
    def differs(self) -> bool:
        """Does the act change anything, in any layer?"""
        layers = self.layers
        change = layers.change
        if change.target is None:
            return bool(layers.head or layers.index or layers.work)
        if change.moves or change.is_new or (layers.work.content if layers.work else None) != self.work_text:
            return True
        return _changes(layers.head, self.head_text) or _changes(layers.index, self.index_text)

    def head_puts(self, like: str) -> list[Put]:
        """What the commit shall hold. `like` is any object id, for its kind of hash."""
        return self._puts(self.layers.head, self.head_text, like)

    def index_puts(self, like: str) -> list[Put]:
        """What the user's index shall hold afterwards."""
        if self.layers.index is None and self.index_text is None:
            return []
        return self._puts(self.layers.index, self.index_text, like)

    def _puts(self, entry: TreeEntry | None, text: bytes | None, like: str) -> list[Put]:
        change = self.layers.change
        removal = (
            [Put(change.path, None, "0" * len(like), from_work=True)] if change.path and change.moves and entry else []
        )
        if change.target is None:
            return removal
        mode = entry.mode if entry else REGULAR_FILE
        oid = blob_id(text, like) if text is not None else entry.oid if entry else None
        from_work = mode == REGULAR_FILE and self._holds(entry, text) and not self._is_executable()
        if entry is None and from_work:
            oid = None
        return [*removal, Put(change.target, mode, oid, text, from_work)]

    def _is_executable(self) -> bool:
        return self.layers.work is not None and self.layers.work.executable

    def _holds(self, entry: TreeEntry | None, text: bytes | None) -> bool:
        work = self.work_text
        if work is None:
            return False
        if text is not None:
            return text in (work, _unix(work))
        return entry is not None and entry.oid in (blob_id(work, entry.oid), blob_id(_unix(work), entry.oid))


def find_layers(change: Change, head: Entries, index: Entries, tree: WorkTree) -> Layers:
    """Look up where the change finds its file now."""
    source = change.path or (change.target if change.generated else None)
    if source is None:
        return Layers(change, None, None, None)
    return Layers(change, head.get(source), index.get(source), tree.read(source))


def refuse_unfit(layers: Layers, *, committing: bool) -> None:
    """Raise Refused where the file cannot take part: not committed yet, deleted, not there, or no plain file."""
    change = layers.change
    for entry in (layers.head, layers.index):
        if entry is not None and entry.mode not in PLAIN_MODES:
            raise Refused(f"{entry.path} is a link or a submodule, not a plain file", "links are never followed")
    if change.path is None or change.generated:
        return
    if layers.work is None:
        if layers.head or layers.index:
            raise Refused(
                f"{change.path} is deleted in the working tree", f"`git restore {change.path}` brings it back"
            )
        raise Refused(f"{change.path} does not exist")
    if committing and layers.head is None:
        raise Refused(f"{change.path} is not committed yet", _COMMIT_HINT.format(change.path))


def refuse_taken(change: Change, head: Entries, index: Entries, tree: WorkTree) -> None:
    """Raise Refused where a new or moved file would land on another one, in any layer."""
    target = change.target
    if target is None or change.generated or not (change.is_new or change.moves):
        return
    if target in head or target in index or tree.read(target) is not None:
        raise Refused(f"{target} exists already")


def edit_layers(many: Iterable[Layers], reader: ObjectReader) -> tuple[Edited, ...]:
    """Apply every change to its three texts; nothing is written. An edit may raise GitagileError."""
    many = tuple(many)
    wanted = {entry.oid for one in many if one.change.edit for entry in (one.head, one.index) if entry}
    texts = reader.contents(sorted(wanted))
    return tuple(_edit_one(one, texts) for one in many)


def _edit_one(layers: Layers, texts: Mapping[str, bytes]) -> Edited:
    change, work = layers.change, layers.work
    head = texts.get(layers.head.oid) if layers.head else None
    index = texts.get(layers.index.oid) if layers.index else None
    if change.target is None:
        return Edited(layers, None, None, None)
    if change.edit is None:
        return Edited(layers, None, None, work.content if work else None)
    if change.generated or change.path is None:
        text = change.edit(next((known for known in (head, work.content if work else None) if known is not None), b""))
        return Edited(layers, text, text, text)
    memory: dict[bytes, bytes] = {}
    head, index = _apply(change.edit, head, memory), _apply(change.edit, index, memory)
    return Edited(layers, head, index, _apply(change.edit, work.content if work else None, memory))


def _apply(edit: Edit, text: bytes | None, memory: dict[bytes, bytes]) -> bytes | None:
    if text is None:
        return None
    if text not in memory:
        memory[text] = edit(text)
    return memory[text]


def _changes(entry: TreeEntry | None, text: bytes | None) -> bool:
    return text is not None and (entry is None or blob_id(text, entry.oid) != entry.oid)


def _unix(text: bytes) -> bytes:
    return text.replace(b"\r\n", b"\n")
