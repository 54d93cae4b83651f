"""Undo: the last act of gitagile on this branch taken back by a new commit."""

from __future__ import annotations

from functools import partial

from ..editing import Editing
from ..errors import Refused
from ..model.item import ARCHIVE
from ..store import layout
from ..vcs import log
from ..vcs.message import Message
from ..vcs.refs import branches_with
from ..vcs.repository import branch_name
from ..vcs.settings import read_settings
from ..vcs.state import is_shallow
from ..workspace import Workspace
from .result import Act, Result, finish
from .reversals import Reversal, as_windows, is_same_text, refuse_changed, reversals_of

LOOK_BACK = 200
"""How many acts are looked through for one that is not undone yet."""


def undo(workspace: Workspace, *, dry_run: bool = False) -> Result:
    """Take back the newest act that is not undone yet.

    Refused where a file of it was changed since, and where there is nothing to undo.
    """
    with workspace.change(dry_run=dry_run) as editing:
        act = last_act(workspace)
        if not act.parents and is_shallow(workspace.repository):
            raise Refused("the clone is shallow: what was before the last act is not here", "`git fetch --unshallow`")
        reversals = reversals_of(workspace, act.commit)
        refuse_changed(workspace, reversals)
        shared = _is_shared(workspace, act.commit)
        acts = [_take_back(editing, one, shared=shared) for one in reversals]
        named = tuple((key, value) for key, value in act.trailers if key == "Backlog-Item")
        message = Message(f'backlog: undo "{act.subject}"', trailers=(*named, ("Gitagile-Op", f"undo {act.commit}")))
        return finish(editing, acts, message, (*_whose(workspace, act), *_tag_left(workspace, act)))


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
        editing.edit(one.now, partial(_put_back, after=one.after or b"", before=one.before or b"", path=one.now))
    if one.now != one.then:
        editing.move(one.now, one.then)
    return Act(who, "put back", one.then)


def _take_away(editing: Editing, path: str, who: str, *, shared: bool) -> Act:
    """A new file goes; an item that other branches know is archived, since a deletion can merge wrongly."""
    if layout.is_item_path(path) and shared:
        target = layout.moved(path, ARCHIVE)
        if target == path:
            raise Refused(
                f"{who} was made in the archive, and other branches know it", "an item's file is never deleted then"
            )
        editing.move(path, target)
        return Act(who, "archived, since other branches know it", target)
    editing.remove(path)
    return Act(who, "removed", path)


def _put_back(content: bytes, *, after: bytes, before: bytes, path: str) -> bytes:
    if not is_same_text(content, after):
        raise Refused(
            f"{path} was changed since", "undo only takes back what still stands; `git log -p` shows what happened"
        )
    return before if content == after else as_windows(before)


def _is_shared(workspace: Workspace, commit: str) -> bool:
    """Whether another branch, here or on a remote, holds the commit."""
    here = branch_name(workspace.repository)
    return any(name != f"refs/heads/{here}" for name in branches_with(workspace.repository, commit))


def _whose(workspace: Workspace, act: log.Act) -> tuple[str, ...]:
    """A warning where the act is somebody else's."""
    _, email = read_settings(workspace.repository).identity(workspace.environ)
    if email and act.email and email.casefold() != act.email.casefold():
        return (f"this was an act of {act.author}: {act.subject}",)
    return ()


def _tag_left(workspace: Workspace, act: log.Act) -> tuple[str, ...]:
    """A warning where the act is a release, whose tag no commit takes back."""
    names = [value.split()[-1] for key, value in act.trailers if key == "Gitagile-Op" and value.startswith("release ")]
    if not names:
        return ()
    from ..vcs.tags import read_tags

    tags = {tag.name for tag in read_tags(workspace.repository)}
    return tuple(f"the tag {name} stays: `git tag -d {name}` takes it away" for name in names if name in tags)
