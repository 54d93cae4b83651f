"""Where each thing lies under `.backlog/`, as paths relative to the repository's root with `/`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ..model import places
from ..model.days import read_day
from ..model.ids import ID_PATTERN, is_folder_name
from ..model.item import ARCHIVE, BACKLOG

ROOT, NOT_ITEMS, CHECKINS = places.ROOT, places.NOT_ITEMS, places.CHECKINS
is_checkin_path = places.is_checkin_path
is_item_name, id_in_name = places.is_item_name, places.id_in_name
CONFIG = f"{ROOT}/config.toml"
README = f"{ROOT}/README.md"
BACKLOG_README = f"{ROOT}/{BACKLOG}/README.md"
SPRINTS = f"{ROOT}/sprints"
TEMPLATES = f"{ROOT}/templates"
RELEASES = f"{ROOT}/releases"
SPRINT_FILE, LEDGER_FILE, SUMMARY_FILE, RETRO_FILE = "sprint.md", "ledger.json", "summary.md", "retro.md"

_NAMED_LINE = rf"(?aim)^(?=({ID_PATTERN.strip('^$')}?)(?=-|\.md$))(.+\.md)$"


def folder_of(place: str) -> str:
    """The folder of a sprint, of `backlog` or of `archive`."""
    return f"{ROOT}/{place}" if place in (BACKLOG, ARCHIVE) else f"{SPRINTS}/{place}"


def place_of(path: str) -> str | None:
    """The place whose folder a path lies directly in: `backlog`, `archive` or a sprint's name; None for any other."""
    return _place_in(path.rpartition("/")[0])


@cache
def _place_in(folder: str) -> str | None:
    root, _, below = folder.partition("/")
    return places.place_below(below) if root == ROOT else None


def is_item_path(path: str) -> bool:
    """Whether a file at this path is read as an item."""
    return is_item_name(path.rpartition("/")[2]) and place_of(path) is not None


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


def checkin_file(day: str, person: str) -> str:
    """The path of a person's check-in of a day."""
    return f"{CHECKINS}/{day}/{person}.md"


def checkin_at(path: str) -> tuple[str, str] | None:
    """The day and the person of the check-in that a path is, None where it is none or lies in no day's folder."""
    folder, _, name = path.rpartition("/")
    root, _, day = folder.rpartition("/")
    fits = root == CHECKINS and is_checkin_path(path) and len(day) == len("2026-01-05") and read_day(day)
    return (day, name[: -len(".md")]) if fits else None


def retro_file(sprint: str) -> str:
    """The path of a sprint's `retro.md`."""
    return f"{SPRINTS}/{sprint}/{RETRO_FILE}"


def template_file(type_name: str) -> str:
    """The path of a type's template."""
    return f"{TEMPLATES}/{type_name}.md"


def release_file(version: str) -> str:
    """The path of a release's notes."""
    return f"{RELEASES}/{version}.md"


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
