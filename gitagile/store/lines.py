"""What a plain list shows of each item, remembered a folder and a status at a time: no item need be made of it.

A line holds the item's place in the order, its path, and its cells as they will be printed; folders whose items
changed have none, until they are asked for again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.item import ARCHIVE
from ..model.sprint import CLOSED
from . import layout
from .recall import Listings, recalled

if TYPE_CHECKING:
    from ..model.finding import Finding
    from ..model.item import Item

_ARCHIVE = layout.folder_of(ARCHIVE)

KEYS, CELLS = 3, 6
Cells = Callable[["Item"], Sequence[str]]
"""The cells shown of an item: they depend on the item alone, and change only together with the memory's version."""
Lines = tuple[list[list[str]], tuple["Finding", ...]]
"""The cells of each live item in priority order, and a finding for each file that could not be read."""


def live_lines(root: Path, memory: Path, now_ns: int, *, finished: tuple[str, ...], cells: Cells) -> Lines | None:
    """What to show of the items outside of the archive, but for those of closed sprints with a `finished` status.

    `memory` is the cache's file. None where the items themselves must be asked for: without a cache, and where one
    holds what cannot be printed as it is.
    """

    def ask(database: sqlite3.Connection, listings: Listings, closed: tuple[str, ...]) -> Lines | None:
        known = {folder for (folder,) in database.execute("SELECT DISTINCT folder FROM lines")}
        for folder in listings.keys() - known:
            if layout.place_of(f"{folder}/x") is not None:
                _remember(database, folder, cells)
        texts = _wanted(database, finished)
        return None if None in texts else (_rows("\n".join(filter(None, texts))), _faults(database, closed))

    return recalled(root, memory, now_ns, ask)


def _rows(text: str) -> list[list[str]]:
    """The cells of all lines in order. ValueError where a line is none that was written here."""
    rows = [line.split("\t")[KEYS:] for line in sorted(text.split("\n"))] if text else []
    if any(len(row) != CELLS for row in rows):
        raise ValueError("a line that is none")
    return rows


def _wanted(database: sqlite3.Connection, finished: tuple[str, ...]) -> list[str | None]:
    """The texts of all lines but for the archive's and the finished ones of closed sprints."""
    query = "SELECT place FROM files WHERE kind != 'item' AND kind = 'sprint' AND status = ?"
    closed = {layout.folder_of(place) for (place,) in database.execute(query, (CLOSED,))}
    rows = database.execute("SELECT folder, status, lines FROM lines WHERE folder != ?", (_ARCHIVE,))
    return [text for folder, status, text in rows if not (status in finished and folder in closed)]


def _remember(database: sqlite3.Connection, folder: str, cells: Cells) -> None:
    """Write a folder's lines, and an empty one where it has none, so that it is known."""
    by_status: dict[str, list[str] | None] = {"": []}
    for item in _items_in(database, folder):
        lines = by_status.setdefault(item.status or "", [])
        line = _line(item, cells)
        if line is None:
            by_status[item.status or ""] = None
        elif lines is not None:
            lines.append(line)
    rows = [(folder, status, None if lines is None else "\n".join(lines)) for status, lines in by_status.items()]
    database.executemany("INSERT OR REPLACE INTO lines VALUES (?, ?, ?)", rows)


def _line(item: Item, cells: Cells) -> str | None:
    """An item's line: those of all items, sorted, are in priority order, by path where that leaves two equal.

    None where a part is not printable, and so could hold what ends a part or a line.
    """
    from ..model.item import order_key

    priority, place, identifier = order_key(item)
    parts = (f"{priority}{place}", identifier, item.path, *cells(item))
    return "\t".join(parts) if "".join(parts).isprintable() else None


def _items_in(database: sqlite3.Connection, folder: str) -> Iterator[Item]:
    from ..model.item import Item
    from .packing import unpacked

    query = "SELECT path, place, kind, payload FROM files WHERE kind = 'item' AND path > ? AND path < ? ORDER BY path"
    for path, one, _ in unpacked(database.execute(query, (f"{folder}/", f"{folder}0")).fetchall()):
        if isinstance(one, Item) and path.rpartition("/")[0] == folder:
            yield one


def _faults(database: sqlite3.Connection, closed: Iterable[str]) -> tuple[Finding, ...]:
    query = "SELECT path, place, kind, payload FROM files WHERE kind != 'item' AND kind = 'fault' ORDER BY path"
    rows = database.execute(query).fetchall()
    if not rows and not closed:
        return ()
    from .packing import unpacked
    from .reader import closed_findings

    found = (fault for _, _, fault in unpacked(rows))
    return (*(fault for fault in found if fault is not None), *closed_findings(closed))
