"""Where items lie below the backlog's folder, and what the name of a file says of the item in it."""

from __future__ import annotations

import re

from .ids import ID_PATTERN
from .item import ARCHIVE, BACKLOG

INSIDE = r"^(?![/~])(?![A-Za-z]:)(?!.*(?:^|/)\.\.?(?:/|$))(?!.*(?:^|/)\.[gG][iI][tT](?:/|$))[^\\\x00-\x1f]+$"
"""A path that stays inside the repository: relative, with `/`, without `..` and outside `.git`."""

ROOT = ".backlog"
"""The folder everything lies in, from the repository's root."""

CHECKINS = f"{ROOT}/checkins"
"""The folder of check-ins: one folder a day, one file a person in it."""

NOT_ITEMS = frozenset(("readme.md", "sprint.md", "summary.md", "retro.md"))
"""Markdown files of an item's folder that are no items, in lower case."""

_NAMED = re.compile(ID_PATTERN.rstrip("$") + r"?(?=-|\.md$)", re.ASCII | re.IGNORECASE)


def place_below(folder: str) -> str | None:
    """The place that a folder below the backlog's is: `backlog`, `archive` or a sprint's name; None for any other."""
    if folder in (BACKLOG, ARCHIVE):
        return folder
    head, _, name = folder.partition("/")
    return name if head == "sprints" and name and "/" not in name else None


def is_item_name(name: str) -> bool:
    """Whether a file of this name is read as an item where items lie."""
    low = name.casefold()
    return low.endswith(".md") and low not in NOT_ITEMS


def is_checkin_path(path: str) -> bool:
    """Whether a file at this path is read as a check-in, wherever below their folder it lies."""
    low = path.casefold()
    return low.startswith(f"{CHECKINS}/") and low.endswith(".md") and not low.endswith("/readme.md")


def id_in_name(name: str) -> str | None:
    """The id a file name begins with: `ML-x2v9kq` of `ML-x2v9kq-train-ranker.md`; None if it begins with none."""
    found = _NAMED.match(name)
    return found[0] if found else None


def fallback_id(path: str) -> str:
    """What stands in for the id of an item whose file gives none: the id its name begins with, else the whole name."""
    name = path.rpartition("/")[2]
    return id_in_name(name) or name.removesuffix(".md")
