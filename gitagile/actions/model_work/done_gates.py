"""Gates in the way of `done`: a step is refused, or passed over with a reason, where the working tree fails one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...errors import Refused
from ...model.item import Item
from ...workspace import Workspace

if TYPE_CHECKING:
    from ...store.tree import Tree
    from .gates import GateRow


def refuse_failed(workspace: Workspace, items: Sequence[Item]) -> None:
    """Refused where a gate of an item or of its type does not hold in the working tree; the first is named."""
    rows = failed(workspace, items)
    if not rows:
        return
    first = rows[0]
    own = [row for row in rows if row.id == first.id]
    said = f"the gate {told(first)}" if len(own) == 1 else f"{len(own)} gates fail, first: {told(first)}"
    raise Refused(
        f"{first.id} is not done: {said}",
        f"`gitagile gate {first.id}` shows all that is demanded\n"
        f"`gitagile done {first.id} --override WHY` goes on, and leaves the reason in git",
    )


def failed(workspace: Workspace, items: Sequence[Item]) -> tuple[GateRow, ...]:
    """The gates that do not hold in the working tree. Nothing is loaded for items that say nothing of gates."""
    asked = [item for item in items if _may_have_gates(workspace, item)]
    if not asked:
        return ()
    from .gates import judge_items

    return tuple(row for row in judge_items(workspace, asked) if not row.result.passed)


def _may_have_gates(workspace: Workspace, item: Item) -> bool:
    """Whether an item has gates, or its type, or its file a key `gates` that is no list and so is not in the record."""
    known = workspace.config.type_named(item.type)
    return bool(item.gates or (known and known.gates)) or b"\ngates" in workspace.content(item.path)


def stepping(workspace: Workspace, tree: Tree) -> tuple[Item, ...]:
    """The items that a commit of the index would step to done, as the index (`tree`) has them."""
    from ...history.pending import pending_events
    from ...store.reader import load

    is_done = workspace.config.workflow.is_done
    events = pending_events(workspace.repository, at=int(workspace.now.timestamp()))
    paths = [
        after.path
        for _, _, before, after, *_ in events
        if after and is_done(after.status) and not (before and is_done(before.status))
    ]
    loaded = (load(tree, path)[0] for path in paths)
    return tuple(one for one in loaded if isinstance(one, Item))


def told(row: GateRow) -> str:
    """A failed gate in one line: the demand, and why it fails."""
    return " ".join(f"{row.result.demand} fails: {row.result.reason}".split())
