"""Undo: the last act of gitagile on this branch taken back by a new commit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from ..editing import Editing
from ..errors import Refused
from ..model.item import ARCHIVE
from ..store import layout
from ..vcs import log, objects
from ..vcs.log import ChangedPath
from ..vcs.message import Message
from ..vcs.refs import branches_with
from ..vcs.repository import branch_name
from ..workspace import Workspace
from .result import Act, Result, finish

LOOK_BACK = 200
"""How many acts are looked through for one that is not undone yet."""


@dataclass(frozen=True, slots=True)
class Reversal:
    """One file to be put back: where it lies now and where it lay, and its bytes then (None: it did not exist)."""

    now: str | None
    then: str | None
    after: bytes | None
    before: bytes | None


def undo(workspace: Workspace, *, dry_run: bool = False) -> Result:
    """Take back the newest act that is not undone yet.

    Refused where a file of it was changed since, and where there is nothing to undo.
    """
    with workspace.change(dry_run=dry_run) as editing:
        act = last_act(workspace)
        reversals = _reversals(workspace, act.commit)
        shared = _is_shared(workspace, act.commit)
        acts = [_take_back(editing, one, shared=shared) for one in reversals]
        named = tuple((key, value) for key, value in act.trailers if key == "Backlog-Item")
        message = Message(f'backlog: undo "{act.subject}"', trailers=(*named, ("Gitagile-Op", f"undo {act.commit}")))
        return finish(editing, acts, message)


def last_act(workspace: Workspace) -> log.Act:
    """The newest act on this branch that is neither an undo nor undone; Refused if there is none."""
    undone: set[str] = set()
    for act in log.find_acts(workspace.repository, LOOK_BACK):
        target = next(
            (value.split()[-1] for key, value in act.trailers if key == "Gitagile-Op" and value.startswith("undo ")),
            None,
        )
        if target is not None:
            undone.add(target)
        elif act.commit not in undone:
            return act
    raise Refused("there is nothing to undo on this branch", "`gitagile undo` takes back commits that gitagile made")


def _reversals(workspace: Workspace, commit: str) -> list[Reversal]:
    changed = log.changed_paths(workspace.repository, commit)
    oids = [oid for one in changed for oid in (one.before_oid, one.after_oid) if oid]
    blobs = objects.read_blobs(workspace.repository, oids)
    gone = {
        one.path.rpartition("/")[2]: one for one in changed if one.after_oid is None and layout.is_item_path(one.path)
    }
    found = []
    for one in changed:
        name = one.path.rpartition("/")[2]
        if one.before_oid is None and layout.is_item_path(one.path) and name in gone:
            found.append(_reversal(blobs, one.path, gone.pop(name), one))
    moved = {path for one in found for path in (one.now, one.then)}
    return found + [_reversal(blobs, None, one, one) for one in changed if one.path not in moved]


def _reversal(blobs: dict[str, bytes], now: str | None, before: ChangedPath, after: ChangedPath) -> Reversal:
    return Reversal(
        now or (after.path if after.after_oid else None),
        before.path if before.before_oid else None,
        blobs.get(after.after_oid or ""),
        blobs.get(before.before_oid or ""),
    )


def _take_back(editing: Editing, one: Reversal, *, shared: bool) -> Act:
    path = one.then or one.now or ""
    name = path.rpartition("/")[2]
    who = layout.id_in_name(name) or name
    if one.now is None:
        editing.create(path, one.before or b"")
        return Act(who, "brought back", path)
    if one.then is None:
        return _take_away(editing, one.now, who, shared=shared)
    if one.before != one.after:
        editing.edit(one.now, partial(_put_back, after=one.after, before=one.before, path=one.now))
    if one.now != one.then:
        editing.move(one.now, one.then)
    return Act(who, "put back", one.then)


def _take_away(editing: Editing, path: str, who: str, *, shared: bool) -> Act:
    """A new file goes; an item that other branches know is archived, since a deletion can merge wrongly."""
    if layout.is_item_path(path) and shared:
        target = layout.moved(path, ARCHIVE)
        editing.move(path, target)
        return Act(who, "archived, since other branches know it", target)
    editing.remove(path)
    return Act(who, "removed", path)


def _put_back(content: bytes, *, after: bytes | None, before: bytes | None, path: str) -> bytes:
    if content != after:
        raise Refused(
            f"{path} was changed since", "undo only takes back what still stands; `git log -p` shows what happened"
        )
    return before or b""


def _is_shared(workspace: Workspace, commit: str) -> bool:
    here = branch_name(workspace.repository)
    return any(name != f"refs/heads/{here}" for name in branches_with(workspace.repository, commit))
