"""Parsed items, given from the memory where that can be had, and read from the files where it cannot."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ..model.backlog import Backlog
from ..model.item import Item
from . import texts
from .narrowing import EVERYTHING, Narrowing, as_sql, is_wanted
from .packing import unpacked
from .reader import backlog_of, closed_findings, content_of, read_backlog, searched_text
from .recall import Listings, recalled
from .tree import DiskTree, Listing, disk_tree


def remembered_backlog(root: Path, memory: Path, now_ns: int, narrowing: Narrowing = EVERYTHING) -> Backlog:
    """The working tree's backlog, parsing only what changed since it was last read. `memory` is the cache's file.

    Never raises for what is wrong with the cache; WrongPlace where `.backlog` is a link.
    """

    def ask(database: sqlite3.Connection, listings: Listings, closed: tuple[str, ...]) -> Backlog:
        tree = DiskTree(root, Listing((), ()))
        wanted, more = texts.paths_with(database, tree, listings, narrowing) if narrowing.words else ((), 0)
        backlog = backlog_of(unpacked(_rows(database, narrowing, wanted)))
        items = in_order_of(wanted, backlog.items) if narrowing.words else backlog.items
        unreadable = (*backlog.unreadable, *closed_findings(closed))
        return backlog._replace(items=items, unreadable=unreadable, left_out=more)

    backlog = recalled(root, memory, now_ns, ask)
    return _narrowed(root, narrowing) if backlog is None else backlog


def _rows(
    database: sqlite3.Connection, narrowing: Narrowing, paths: tuple[str, ...]
) -> list[tuple[str, str, str, str]]:
    """What is asked for, each kind in the order of its paths; what is no item is found by an index of its own."""
    columns = "SELECT path, place, kind, payload FROM files"
    condition, values = as_sql(narrowing, paths)
    others = database.execute(f"{columns} INDEXED BY others WHERE kind != 'item' ORDER BY path").fetchall()
    return others + database.execute(f"{columns} WHERE {condition} ORDER BY path", values).fetchall()


def in_order_of(paths: tuple[str, ...], items: Iterable[Item]) -> tuple[Item, ...]:
    """The items in the order of their paths."""
    places = {path: at for at, path in enumerate(paths)}
    return tuple(sorted(items, key=lambda item: places[item.path]))


def _narrowed(root: Path, narrowing: Narrowing) -> Backlog:
    """The same without a cache: all files are read."""
    tree = disk_tree(root)
    backlog = read_backlog(tree)
    folded = cache(lambda path: searched_text(content_of(tree, path)[0] or b"", path))
    items = tuple(item for item in backlog.items if is_wanted(narrowing, item, backlog.sprints, folded))
    if not narrowing.words:
        return backlog._replace(items=items)
    found = [(item.path, folded(item.path).encode("utf-8", "replace")) for item in items]
    best = texts.best_first(found, texts.as_bytes(narrowing.words), narrowing.best)
    chosen = in_order_of(best, (item for item in items if item.path in best))
    return backlog._replace(items=chosen, left_out=len(found) - len(best))
