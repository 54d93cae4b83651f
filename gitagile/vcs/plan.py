"""Work an act out before anything is touched: look up every layer, refuse what cannot be, apply the edits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gitagile.vcs.change import Change
from gitagile.vcs.desk import Desk
from gitagile.vcs.layers import Edited, edit_layers, find_layers, refuse_taken, refuse_unfit
from gitagile.vcs.objects import TreeEntry, tree_entries
from gitagile.vcs.steps import Step
from gitagile.vcs.terrain import refuse_ignored, refuse_outside_sparse, skipped
from gitagile.vcs.texts import blob_id
from gitagile.vcs.worktree import WorkTree


class Plan(NamedTuple):
    """What one attempt will do, and from where."""

    head: str | None  # None: no commit yet
    head_tree: str | None
    nothing_staged: bool  # the user's index is HEAD's tree
    edited: tuple[Edited, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths at which anything changes, in any layer."""
        return tuple(sorted({path for one in self.edited if one.differs for path in one.layers.change.paths}))


def make_plan(desk: Desk, changes: tuple[Change, ...], work: WorkTree) -> Plan:
    """Raises WrongPlace or Refused where the repository cannot take the act, and whatever an edit raises."""
    head, head_tree = desk.reader.identify(("HEAD^{commit}", "HEAD^{tree}"))
    nothing_staged = head_tree == desk.user_tree
    paths = tuple(path for change in changes for path in change.paths)
    index = _index_entries(desk, head_tree, paths)
    in_head = _head_entries(desk, head_tree, paths, index if nothing_staged else None)
    many = tuple(find_layers(change, in_head, index, work) for change in changes)
    for layers in many:
        refuse_unfit(layers, committing=desk.mode == "auto")
        refuse_taken(layers.change, in_head, index, work)
    arriving = [c.target for c in changes if c.target and c.target not in index and c.target not in in_head]
    refuse_outside_sparse(desk.repo, desk.settings, arriving)
    refuse_ignored(desk.repo, arriving, desk.environ)
    return Plan(head, head_tree, nothing_staged, edit_layers(many, desk.reader))


def steps_of(edited: tuple[Edited, ...], work: WorkTree) -> tuple[Step, ...]:
    """What brings the working tree to the new texts and places."""
    return tuple(step for one in edited for step in _steps_of(one, work))


def _steps_of(one: Edited, work: WorkTree) -> Iterator[Step]:
    change, before, text = one.layers.change, one.layers.work, one.work_text
    source, target = change.path or change.target or "", change.target
    durable = not one.same_in_work
    if target is None:
        if before is not None:
            yield Step(source, before, None)
    elif before is None or text is None:
        yield Step(target, work.read(target) if change.generated else None, text or b"")
    elif not change.moves:
        if text != before.content:
            yield Step(source, before, text, durable=durable)
    elif text == before.content and not change.generated:
        yield Step(source, before, None, target)
    else:
        there = work.read(target) if change.generated else None
        yield Step(target, there, text, permissions=before.permissions, durable=durable)
        yield Step(source, before, None)


def stored_texts(edited: tuple[Edited, ...]) -> Iterator[str]:
    """The ids of texts that git holds already."""
    return (entry.oid for one in edited for entry in (one.layers.head, one.layers.index) if entry)


def _index_entries(desk: Desk, head_tree: str | None, paths: tuple[str, ...]) -> dict[str, TreeEntry]:
    """The index's entries, but for those that only announce a file (`git add -N`). Refuses skipped ones."""
    found = {}
    for path, (entry, left_out) in desk.user.entries(paths).items():
        if left_out:
            raise skipped(path)
        found[path] = entry
    hollow = [path for path, entry in found.items() if entry.oid == blob_id(b"", entry.oid)]
    for path, oid in zip(hollow, desk.reader.identify(f"{head_tree}:{path}" for path in hollow), strict=True):
        if oid is None:
            del found[path]
    return found


def _head_entries(
    desk: Desk, head_tree: str | None, paths: tuple[str, ...], known: dict[str, TreeEntry] | None
) -> dict[str, TreeEntry]:
    """HEAD's entries; they matter to a commit alone. `known`: the index's, where nothing is staged."""
    if head_tree is None or desk.mode != "auto":
        return {}
    if known is not None:
        return known
    return tree_entries(desk.repo, head_tree, paths)
