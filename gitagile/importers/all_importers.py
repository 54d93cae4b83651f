"""The table of importers: what `gitagile import SOURCE PATH` knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..config.record import Config
from ..errors import UsageError
from . import backlog_md
from .draft import Draft
from .report import Left

Read = Callable[[Mapping[str, bytes], Config], tuple[tuple[Draft, ...], tuple[Left, ...]]]


@dataclass(frozen=True, slots=True)
class Importer:
    """One source: its name, and how its files are found and read.

    `places` are the folders it may be, from the path that is asked for; one that holds a file or folder of `marks` is
    it. Below it, its own files and those of `tops` are read.
    """

    name: str
    about: str
    places: tuple[str, ...]
    marks: tuple[str, ...]
    tops: tuple[str, ...]
    read: Read


IMPORTERS = (
    Importer(
        backlog_md.NAME,
        "the `backlog/` folder of Backlog.md: tasks, completed and archived ones, drafts, milestones",
        ("backlog", ".backlog", ""),
        backlog_md.MARKS,
        backlog_md.TOPS,
        backlog_md.drafts_of,
    ),
)


def importer_named(name: str) -> Importer:
    """The importer of this name; UsageError names those there are."""
    found = next((one for one in IMPORTERS if one.name == name.casefold()), None)
    if found is None:
        known = ", ".join(one.name for one in IMPORTERS)
        raise UsageError(f"no importer {name!r}", f"there is: {known}")
    return found
