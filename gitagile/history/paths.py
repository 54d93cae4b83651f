"""Paths of item files as git says them: each looked at once, however many commits name it."""

from __future__ import annotations

from typing import NamedTuple

from ..model.places import fallback_id, is_item_name, place_below

_FILES = (b"100644", b"100755")


class ItemPath(NamedTuple):
    """Where an item's file lies: `path` below the backlog's folder, `whole` from the repository's root."""

    path: str
    whole: str
    place: str
    fallback: str


class Paths:
    """What the paths of one folder mean."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._met: dict[bytes, ItemPath | None] = {}

    def of(self, raw: bytes) -> ItemPath | None:
        """The item file at a path, None where none can be; one whose name is no UTF-8 is not seen (I112)."""
        try:
            return self._met[raw]
        except KeyError:
            found = self._met[raw] = self._read(raw)
            return found

    def _read(self, raw: bytes) -> ItemPath | None:
        try:
            whole = raw.decode("utf-8")
        except UnicodeDecodeError:
            return None
        path = whole.removeprefix(f"{self.folder}/")
        folder, _, name = path.rpartition("/")
        place = place_below(folder)
        if path == whole or place is None or not is_item_name(name):
            return None
        return ItemPath(path, whole, place, fallback_id(name))


def is_file(mode: bytes) -> bool:
    """Whether a mode is that of a regular file: links and submodules hold no item."""
    return mode in _FILES
