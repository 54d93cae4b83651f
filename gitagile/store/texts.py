"""The searched texts of all items, remembered a folder at a time: titles and bodies without case.

A search looks through ten thousand texts; a folder's lie in one row, so that few rows are fetched, and Python's search
of bytes is several times quicker than SQLite's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from ..model.item import ARCHIVE
from . import layout
from .narrowing import Narrowing
from .packing import TITLE
from .reader import as_searched, content_of
from .tree import DiskTree

TABLE = "CREATE TABLE texts (folder TEXT PRIMARY KEY, listing TEXT, names TEXT, folded BLOB) WITHOUT ROWID"
_END = b"\0"
_ARCHIVE = layout.folder_of(ARCHIVE) + "/"


def paths_with(
    database: sqlite3.Connection, tree: DiskTree, listings: Mapping[str, str], narrowing: Narrowing
) -> tuple[tuple[str, ...], int]:
    """The paths of the items whose title or body holds every word, the best match first; and how many are left out.

    Texts that are out of date are renewed; `listings` are the folders' files with their stat data, as just recorded.
    """
    words = as_bytes(narrowing.words)
    found: list[tuple[str, bytes]] = []
    for folder, listing in listings.items():
        if layout.place_of(f"{folder}/x") is None:
            continue
        names, folded = _texts_of(database, tree, folder, listing)
        if names and all(word in folded for word in words):
            pairs = zip(names.split("\0"), folded.split(_END), strict=True)
            found += [(f"{folder}/{name}", text) for name, text in pairs if _holds(text, words)]
    best = best_first(found, words, narrowing.best)
    return best, len(found) - len(best)


def best_first(found: Iterable[tuple[str, bytes]], words: tuple[bytes, ...], best: int) -> tuple[str, ...]:
    """The paths of the texts found, live before archived, then by their titles, then by how often the words occur.

    At most `best`, if that is not 0. Texts of one rank are looked through only if they are still needed.
    """
    ranks: dict[tuple[bool, int], list[tuple[str, bytes]]] = {}
    for path, text in found:
        ranks.setdefault((path.startswith(_ARCHIVE), -_title_points(text, words)), []).append((path, text))
    paths: list[str] = []
    for rank in sorted(ranks):
        if best and len(paths) >= best:
            break
        paths += [path for _, path in sorted((-sum(map(text.count, words)), path) for path, text in ranks[rank])]
    return tuple(paths[: best or None])


def _holds(text: bytes, words: tuple[bytes, ...]) -> bool:
    for word in words:  # noqa: SIM110 - quicker than all(), and asked of every item
        if word not in text:
            return False
    return True


def _title_points(text: bytes, words: tuple[bytes, ...]) -> int:
    """How well a title matches: for each word in it, for each that stands alone, and for all of them side by side."""
    end = text.find(b"\n")
    found = [word for word in words if text.find(word, 0, end) >= 0]
    if not found:
        return 0
    whole = b" " + text[:end] + b" "
    alone = sum(b" " + word + b" " in whole for word in found)
    return 10 * len(found) + 5 * alone + 10 * (len(words) > 1 and b" ".join(words) in whole)


def as_bytes(words: tuple[str, ...]) -> tuple[bytes, ...]:
    """Words as they are looked for in the texts."""
    return tuple(word.encode("utf-8", "surrogatepass") for word in words)


def _texts_of(database: sqlite3.Connection, tree: DiskTree, folder: str, listing: str) -> tuple[str, bytes]:
    """A folder's item names and their texts, each joined by a zero byte."""
    row = database.execute("SELECT listing, names, folded FROM texts WHERE folder = ?", (folder,)).fetchone()
    if row is not None and row[0] == listing and "/!" not in listing:
        return row[1], row[2]
    kept = _unchanged(row[0], listing, (row[1].split("\0"), row[2].split(_END))) if row and row[1] else {}
    names, texts = _renewed(database, tree, folder, kept)
    folded = "\0".join(names), _END.join(texts)
    database.execute("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)", (folder, listing, *folded))
    return folded


def _unchanged(before: str, now: str, old: tuple[list[str], list[bytes]]) -> dict[str, bytes]:
    """The texts of the files whose stat data is what it was, and to be trusted."""
    same = set(before.split("\0")) & set(now.split("\0"))
    trusted = {row.partition("/")[0] for row in same if "/!" not in row}
    return {name: text for name, text in zip(*old, strict=True) if name in trusted}


def _renewed(
    database: sqlite3.Connection, tree: DiskTree, folder: str, kept: Mapping[str, bytes]
) -> tuple[list[str], list[bytes]]:
    """A folder's item names and their texts, read from the files but for those that are kept."""
    query = "SELECT path, json_extract(payload, ?) FROM files WHERE kind = 'item' AND path > ? AND path < ?"
    names, texts = [], []
    for path, title in database.execute(query, (TITLE, f"{folder}/", f"{folder}0")).fetchall():
        name = path[len(folder) + 1 :]
        if "/" not in name:
            names.append(name)
            texts.append(kept[name] if name in kept else _read(tree, path, title))
    return names, texts


def _read(tree: DiskTree, path: str, title: str | None) -> bytes:
    text = as_searched(title or "", content_of(tree, path)[0] or b"")
    return text.encode("utf-8", "replace").replace(_END, b" ")
