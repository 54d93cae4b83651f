"""What settling a conflict makes of files and index; a file that somebody has worked on since is never overwritten."""

from __future__ import annotations

from typing import NamedTuple

from ...store import layout
from ...text.merge import merge_texts
from ...text.merge_sides import MARKER_SIZE, OURS, THEIRS, Texts, free_width
from ...text.merge_sieve import decided, without_labels
from ...vcs.repository import Repository
from ...vcs.settling import Settlement, work_files
from ...vcs.worktree import WorkFile
from .conflicts import Conflict, Version
from .one_file import by_lines
from .proposals import CHANGED, GONE, MISTAKEN, MOVED, WHOLE, Proposal


class NotOurs(Exception):
    """A conflict that is a person's: no rule fits it, or a file is no longer as git left it."""


class Outcome(NamedTuple):
    """What to do for one conflict, in words and in settlements; `conflicts` are keys that stay so at `path`."""

    done: str
    path: str | None
    settlements: tuple[Settlement, ...]
    conflicts: tuple[str, ...] = ()


class _Aim(NamedTuple):
    """What shall lie where: a path with a content, or nothing; `stages` where a conflict of keys stays."""

    done: str
    path: str | None
    mode: str
    content: bytes
    stages: tuple[tuple[int, str, bytes], ...] = ()
    conflicts: tuple[str, ...] = ()


def outcome_of(repo: Repository, proposal: Proposal, side: str) -> Outcome:
    """What settling a conflict for one side does. NotOurs where a file was worked on since the merge stopped."""
    conflict = proposal.conflict
    if proposal.kind == MISTAKEN:
        return _two_items(repo, conflict)
    if proposal.kind not in _AIMS:
        raise NotOurs(proposal.why)
    aim = _AIMS[proposal.kind](conflict, side)
    paths = dict.fromkeys([*conflict.paths, *([aim.path] if aim.path else [])])
    now = work_files(repo, paths)
    expected = _expected(conflict, aim)
    for path, file in now.items():
        if file is not None and without_labels(file.content) not in expected:
            raise NotOurs(f"{path} was changed since: `git add` it when it is as it should be")
    return Outcome(aim.done, aim.path, tuple(_settlement(path, aim, now[path]) for path in paths), aim.conflicts)


def _two_items(repo: Repository, conflict: Conflict) -> Outcome:
    """The new item whole at its place, and the other where it lies now, with the changes of both sides."""
    ours, theirs, merged = conflict.ours, conflict.theirs, conflict.merged
    assert ours is not None and theirs is not None and merged is not None  # noqa: S101, PT018 - proposed so
    new, other = (theirs, ours) if conflict.stranger == THEIRS else (ours, theirs)
    sides = (other, merged) if conflict.stranger == THEIRS else (merged, other)
    texts = conflict.texts._replace(ours=sides[0].content, theirs=sides[1].content)
    both = merge_texts(texts, merged.path, by_lines)
    stages = tuple((number, merged.mode, one) for number, one in enumerate(texts, 1)) if both.conflicts else ()
    done = f"two items: this one as it is, the other with the changes of both sides in {_place(merged)}"
    first = _Aim(done, conflict.paths[0], new.mode, new.content)
    second = _Aim(done, merged.path, merged.mode, both.content, stages, both.conflicts)
    now = work_files(repo, (conflict.paths[0], merged.path))
    for aim, expected in ((first, _expected(conflict, first)), (second, {merged.content, both.content})):
        file = now[aim.path or ""]
        if file is not None and without_labels(file.content) not in map(without_labels, expected):
            raise NotOurs(f"{aim.path} was changed since: `git add` it when it is as it should be")
    placed = tuple(_settlement(aim.path or "", aim, now[aim.path or ""]) for aim in (first, second))
    return Outcome(done, merged.path, placed, both.conflicts)


def _settlement(path: str, aim: _Aim, file: WorkFile | None) -> Settlement:
    if path != aim.path:
        return Settlement(path, (), None, file)
    stages = aim.stages or ((0, aim.mode, aim.content),)
    is_dos = file is not None and b"\r\n" in file.content and b"\r\n" not in aim.content
    return Settlement(path, stages, aim.content.replace(b"\n", b"\r\n") if is_dos else aim.content, file)


def _expected(conflict: Conflict, aim: _Aim) -> set[bytes]:
    """What git, the driver or a resolve that was killed may have left in the files."""
    texts = conflict.texts
    left = [*texts, aim.content, merge_texts(texts, conflict.paths[0], by_lines).content]
    left += [
        one.content for with_base in (False, True) if (one := by_lines(texts, size=MARKER_SIZE, with_base=with_base))
    ]
    if conflict.merged is not None:
        left.append(conflict.merged.content)
    return {without_labels(one) for one in left}


def _moved(conflict: Conflict, side: str) -> _Aim:
    """The item at the place of one side, with the changes of both; keys that are in conflict stay so, there."""
    ours, theirs = conflict.ours, conflict.theirs
    assert ours is not None and theirs is not None  # noqa: S101, PT018 - moved twice
    kept, other = (ours, theirs) if side == OURS else (theirs, ours)
    merged = merge_texts(conflict.texts, kept.path, by_lines)
    done = f"kept in {_place(kept)}, not in {_place(other)}"
    if not merged.conflicts:
        return _Aim(done, kept.path, kept.mode, merged.content)
    stages = tuple(
        (number, one.mode, one.content)
        for number, one in enumerate((conflict.base, ours, theirs), 1)
        if one is not None
    )
    return _Aim(done, kept.path, kept.mode, merged.content, stages, merged.conflicts)


def _changed(conflict: Conflict, side: str) -> _Aim:
    """Both changes together; what both changed is decided for one side."""
    if conflict.merged is not None:
        moved = conflict.merged
        texts = conflict.texts
        ours, theirs = (moved.content, texts.theirs) if conflict.ours is None else (texts.ours, moved.content)
        content = _decided(texts._replace(ours=ours, theirs=theirs), moved.path, side)
        return _Aim(f"changes of both sides in {_place(moved)}", moved.path, moved.mode, content)
    kept = conflict.ours if side == OURS else conflict.theirs
    assert kept is not None  # noqa: S101 - both sides have it
    merged = merge_texts(conflict.texts, kept.path, by_lines)
    content = _decided(conflict.texts, kept.path, side)
    words = f"changes of both sides, {', '.join(merged.conflicts)} from {side}" if merged.conflicts else ""
    return _Aim(words or "changes of both sides", kept.path, kept.mode, content)


def _decided(texts: Texts, path: str, side: str) -> bytes:
    width = free_width(texts)
    merged = merge_texts(texts, path, by_lines, size=width)
    return decided(merged.content, side, width) if merged.marked and merged.conflicts else merged.content


def _whole(conflict: Conflict, side: str) -> _Aim:
    kept = conflict.ours if side == OURS else conflict.theirs
    assert kept is not None  # noqa: S101 - both sides have it
    return _Aim(f"{side} as a whole", kept.path, kept.mode, kept.content)


def _kept_or_gone(conflict: Conflict, side: str) -> _Aim:
    kept = conflict.ours if side == OURS else conflict.theirs
    if kept is None:
        return _Aim("deleted", None, "", b"")
    return _Aim(f"kept in {_place(kept)}", kept.path, kept.mode, kept.content)


def _place(version: Version) -> str:
    return layout.place_of(version.path) or version.path


_AIMS = {MOVED: _moved, CHANGED: _changed, WHOLE: _whole, GONE: _kept_or_gone}
