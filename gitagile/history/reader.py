"""The history of a backlog: what happened to its items along the first parents of a commit, read or remembered."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from ..model.ids import normal_id
from ..model.places import ROOT
from ..model.timeline import Timeline
from ..vcs.place import Repository
from ..vcs.tips import commit_at
from .commit import NOTHING, Commit, Reading
from .database import forget, is_harmless
from .differ import BrokenLineError
from .line import Line, tell, tell_item
from .memory import Memory
from .missing import cuts_of, marked, partial
from .pending import pending_events, pending_from
from .rows import BrokenMemoryError

__all__ = ["item_events", "pending_events", "pending_from", "read_timeline"]

Tell = Callable[[Line], Timeline]
_BROKEN = (BrokenMemoryError, BrokenLineError, sqlite3.Error, TypeError, ValueError, LookupError, ArithmeticError)
"""What a file gives that is not what was written. A fault of ours would come out of the reading without memory, too."""


def read_timeline(
    repo: Repository,
    memory: Path | None,
    *,
    now: int,
    revision: str = "HEAD",
    since: int | None = None,
    folder: str = ROOT,
) -> Timeline:
    """What happened to all items up to `revision`, from the instant `since` on (None: all), as of `now`.

    `memory` is the file that what was read is remembered in, for all working trees; None reads all anew. Events carry
    their versions whole, so nobody needs the earlier ones. Where there is no commit yet, nothing happened.
    """
    return _told(repo, memory, (revision, folder), lambda line: tell(line, since, now))._replace(since=since)


def item_events(
    repo: Repository, memory: Path | None, item: str, *, now: int, revision: str = "HEAD", folder: str = ROOT
) -> Timeline:
    """What happened to one item (any spelling of its id) up to `revision`: quick where the line is remembered."""
    return _told(repo, memory, (revision, folder), lambda line: tell_item(line, normal_id(item), now))


def _told(repo: Repository, memory: Path | None, place: tuple[str, str], tell_of: Tell) -> Timeline:
    """The answer, while nobody looks for garbage: thousands of small records are made, and all of them are kept."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return _answer(repo, memory, place, tell_of)
    finally:
        if was_enabled:
            gc.enable()


def _answer(repo: Repository, memory: Path | None, place: tuple[str, str], tell_of: Tell) -> Timeline:
    revision, folder = place
    tip = commit_at(repo, revision)
    if tip is None:
        return Timeline()
    cuts = cuts_of(repo)
    if memory is not None and folder == ROOT and not cuts:
        told = _remembered(repo, memory, tip, tell_of)
        if told is not None:
            return told
    reading = _read_line(repo, tip, folder)
    if reading.broken is not None and not reading.commits:
        from ..vcs.process import GitFailed

        raise GitFailed(reading.broken)
    line = Line(None, (), marked(reading.commits, cuts))
    return tell_of(line)._replace(partial=partial(reading, cuts))


def _remembered(repo: Repository, memory: Path, tip: str, tell_of: Tell) -> Timeline | None:
    """The answer with the help of what is remembered; None where that cannot be had here or just now."""
    for _ in range(2):  # where what was remembered is broken, once more with an empty file
        try:
            with closing(Memory(memory)) as opened:
                return _recalled(repo, opened, tip, tell_of)
        except OSError:
            return None
        except _BROKEN as error:
            if isinstance(error, sqlite3.Error) and is_harmless(error):
                return None
            forget(memory)
    return None


def _recalled(repo: Repository, memory: Memory, tip: str, tell_of: Tell) -> Timeline | None:
    reading = _extension(repo, memory, tip)
    if reading.missing or reading.broken is not None:
        return None
    if reading.base != tip:
        from .keeping import remember

        remember(memory, reading, tip, ROOT)
    memory.begin()
    place = 0 if reading.base is None else memory.place_of(reading.base)
    if place is None:
        raise BrokenMemoryError("a commit is gone")
    return tell_of(Line(memory, memory.stretches(place), reading.commits))


def _extension(repo: Repository, memory: Memory, tip: str) -> Reading:
    """What is not remembered of the line that ends at `tip`, and the remembered commit that it follows."""
    if memory.place_of(tip) is not None:
        return Reading((), tip)
    reading = _read_line(repo, tip, ROOT, memory.known())
    if reading.base is None or reading.broken is not None:
        return reading
    if comes_anew(reading.commits, memory.living(memory.place_of(reading.base) or 0)):
        return _read_line(repo, tip, ROOT)
    return reading


def _read_line(repo: Repository, tip: str, folder: str, is_known: Callable[[str], bool] | None = None) -> Reading:
    from .versions import read_line  # late: it loads what parses items, which nobody needs who remembers

    return read_line(repo, tip, folder, is_known)


def comes_anew(commits: tuple[Commit, ...], living: int) -> bool:
    """Whether commits fill a folder that was empty before: then it may have had another name until there."""
    for commit in commits:
        before = living
        living += sum((fact.now != NOTHING) - (fact.before != NOTHING) for fact in commit.facts)
        if before <= 0 < living:
            return True
    return False
