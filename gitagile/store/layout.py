"""Where each thing lies under `.backlog/`, as paths relative to the repository's root with `/`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ..model.ids import ID_PATTERN, is_folder_name
from ..model.item import ARCHIVE, BACKLOG

ROOT = ".backlog"
CONFIG = f"{ROOT}/config.toml"
README = f"{ROOT}/README.md"
BACKLOG_README = f"{ROOT}/{BACKLOG}/README.md"
SPRINTS = f"{ROOT}/sprints"
TEMPLATES = f"{ROOT}/templates"
SPRINT_FILE, LEDGER_FILE, SUMMARY_FILE, RETRO_FILE = "sprint.md", "ledger.json", "summary.md", "retro.md"
NOT_ITEMS = frozenset(("readme.md", SPRINT_FILE, SUMMARY_FILE, RETRO_FILE))
"""Markdown files of an item's folder that are no items, in lower case."""

_NAMED_LINE = rf"(?aim)^(?=({ID_PATTERN.strip('^$')}?)(?=-|\.md$))(.+\.md)$"
_NAMED = re.compile(ID_PATTERN.rstrip("$") + r"?(?=-|\.md$)", re.ASCII | re.IGNORECASE)


def folder_of(place: str) -> str:
    """The folder of a sprint, of `backlog` or of `archive`."""
    return f"{ROOT}/{place}" if place in (BACKLOG, ARCHIVE) else f"{SPRINTS}/{place}"


def place_of(path: str) -> str | None:
    """The place whose folder a path lies directly in: `backlog`, `archive` or a sprint's name; None for any other."""
    return _place_in(path.rpartition("/")[0])


@cache
def _place_in(folder: str) -> str | None:
    parts = folder.split("/")
    if parts[0] != ROOT:
        return None
    if len(parts) == 2 and parts[1] in (BACKLOG, ARCHIVE):
        return parts[1]
    return parts[2] if len(parts) == 3 and parts[1] == "sprints" else None


def is_item_path(path: str) -> bool:
    """Whether a file at this path is read as an item."""
    return is_item_name(path.rpartition("/")[2]) and place_of(path) is not None


def is_item_name(name: str) -> bool:
    """Whether a file of this name is read as an item where items lie."""
    low = name.casefold()
    return low.endswith(".md") and low not in NOT_ITEMS


def ids_in_names(names: Iterable[str]) -> list[tuple[str, str]]:
    """The (id, name) of those of a folder's file names that begin with an id and end as an item's does."""
    found: list[tuple[str, str]] = re.findall(_NAMED_LINE, "\n".join(names))
    return found


def sprint_file(sprint: str) -> str:
    """The path of a sprint's `sprint.md`."""
    return f"{SPRINTS}/{sprint}/{SPRINT_FILE}"


def sprint_of_file(path: str) -> str | None:
    """The sprint whose `sprint.md` this path is, None if it is none."""
    place = place_of(path)
    fits = place not in (None, BACKLOG, ARCHIVE) and path.rpartition("/")[2] == SPRINT_FILE
    return place if fits else None


def ledger_file(sprint: str) -> str:
    """The path of a sprint's `ledger.json`."""
    return f"{SPRINTS}/{sprint}/{LEDGER_FILE}"


def summary_file(sprint: str) -> str:
    """The path of a sprint's `summary.md`."""
    return f"{SPRINTS}/{sprint}/{SUMMARY_FILE}"


def template_file(type_name: str) -> str:
    """The path of a type's template."""
    return f"{TEMPLATES}/{type_name}.md"


def id_in_name(name: str) -> str | None:
    """The id a file name begins with: `ML-x2v9kq` of `ML-x2v9kq-train-ranker.md`; None if it begins with none."""
    found = _NAMED.match(name)
    return found[0] if found else None


def moved(path: str, place: str) -> str:
    """The path of the same file name in another place."""
    return f"{folder_of(place)}/{path.rpartition('/')[2]}"


def is_known_folder(parts: tuple[str, ...]) -> bool:
    """Whether a folder below `.backlog/` is one the format knows, so that a Markdown file elsewhere is noticed."""
    if parts[0] == "sprints":
        return len(parts) == 1 or (len(parts) == 2 and is_folder_name(parts[1]))
    return parts[0] in (BACKLOG, ARCHIVE, "templates", "checkins", "releases") and (
        len(parts) == 1 or parts[0] == "checkins"
    )
