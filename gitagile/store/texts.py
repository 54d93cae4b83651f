"""The searched texts of all items, remembered some dozens at a time: titles and bodies without case.

A search looks through ten thousand texts; many lie in one row, so that few rows are fetched, but not so many that the
row must be given memory of its own. Python's search of bytes is several times quicker than SQLite's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from ..model.item import ARCHIVE
from . import layout
from .listings import YOUNG
from .narrowing import Narrowing
from .packing import TITLE
from .reader import as_searched, content_of
from .tree import DiskTree

TABLES = """
CREATE TABLE searched (folder TEXT PRIMARY KEY, listing TEXT) WITHOUT ROWID;
CREATE TABLE texts (folder TEXT, part INTEGER, names TEXT, folded BLOB, PRIMARY KEY (folder, part)) WITHOUT ROWID;
"""
PART = 64
"""Texts a row."""
_END = b"\0"
_ARCHIVE = layout.folder_of(ARCHIVE) + "/"


def paths_with(
    database: sqlite3.Connection, tree: DiskTree, listings: Mapping[str, str], narrowing: Narrowing
) -> tuple[tuple[str, ...], int]:
    """The paths of the items whose title or body holds every word, the best match first; and how many are left out.

    Texts that are out of date are renewed; `listings` are the folders' files with their stat data, as just recorded.
    """
    words = as_bytes(narrowing.words)
    _renew(database, tree, listings)
    found: list[tuple[str, bytes]] = []
    for folder, names, folded in database.execute("SELECT folder, names, folded FROM texts"):
        found += [(f"{folder}/{name}", text) for name, text in _hits(names, folded, words)]
    best = best_first(found, words, narrowing.best)
    return best, len(found) - len(best)


def _hits(names: str, folded: bytes, words: tuple[bytes, ...]) -> list[tuple[str, bytes]]:
    """The names and texts of a row that hold every word. The longest goes first, since it is held by the fewest."""
    if not all(word in folded for word in words):
        return []
    pairs = list(zip(names.split("\0"), folded.split(_END), strict=True))
    for word in sorted(words, key=len, reverse=True):
        pairs = [pair for pair in pairs if word in pair[1]]
    return pairs


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


def _renew(database: sqlite3.Connection, tree: DiskTree, listings: Mapping[str, str]) -> None:
    """Bring the remembered texts up to the folders' listings."""
    known = dict(database.execute("SELECT folder, listing FROM searched"))
    for folder, listing in listings.items():
        is_known = known.get(folder) == listing and YOUNG not in listing
        if is_known or layout.place_of(f"{folder}/x") is None:
            continue
        kept = _unchanged(database, folder, known.get(folder, ""), listing)
        names, texts = _renewed(database, tree, folder, kept)
        _forget(database, folder)
        for part in range(0, len(names), PART):
            joined = "\0".join(names[part : part + PART]), _END.join(texts[part : part + PART])
            database.execute("INSERT INTO texts VALUES (?, ?, ?, ?)", (folder, part, *joined))
        database.execute("INSERT INTO searched VALUES (?, ?)", (folder, listing))
    for folder in known.keys() - listings.keys():
        _forget(database, folder)


def _forget(database: sqlite3.Connection, folder: str) -> None:
    for table in ("texts", "searched"):
        database.execute(f"DELETE FROM {table} WHERE folder = ?", (folder,))  # noqa: S608 - own words


def _unchanged(database: sqlite3.Connection, folder: str, before: str, now: str) -> dict[str, bytes]:
    """The texts of the files whose stat data is what it was, and to be trusted."""
    same = set(before.split("\0")) & set(now.split("\0"))
    trusted = {row.partition("/")[0] for row in same if YOUNG not in row}
    kept: dict[str, bytes] = {}
    for names, folded in database.execute("SELECT names, folded FROM texts WHERE folder = ?", (folder,)):
        pairs = zip(names.split("\0"), folded.split(_END), strict=True)
        kept |= {name: text for name, text in pairs if name in trusted}
    return kept


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
