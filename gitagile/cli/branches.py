"""Items across branches: lists, and one item with what each branch made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import terminal
from .answers import Beside, say_shown
from .opening import opened
from .reporting import warn_unreadable

if TYPE_CHECKING:
    from ..actions.branches.view import Across
    from ..actions.find import Shown
    from ..workspace import Workspace


def list_across(query: tuple[str, ...], *, sort: str, everything: bool, strict: bool, as_json: bool) -> int:
    """Items by query on any branch; the exit code is 1 with `strict` where a file could not be read."""
    from ..actions.branches.across import list_across as find_all
    from ..render.branches import across_json, across_text

    workspace = opened()
    view = find_all(workspace, query, sort=sort, everything=everything)
    if as_json:
        terminal.say_json(across_json(view, workspace.config.workflow, workspace.config.timezone))
    elif view.items:
        terminal.say_drawn(across_text(view, width=terminal.width() if terminal.is_terminal() else None))
    else:
        terminal.note(f"no item matches on {view.default} or on another branch")
    return warn_unreadable(view.unreadable, strict=strict)


def show_across(identifier: str, *, history: bool, as_json: bool) -> int:
    """One item in full as it lies here, else as a branch has it, with what each branch made of it."""
    from ..actions.branches.across import find_across
    from ..render.branches import across_record, branches_text

    workspace = opened()
    one, view = find_across(workspace, identifier)
    config = workspace.config
    beside = Beside(
        branches_text(one, view, config.timezone),
        {"default": view.default, **across_record(one, config.workflow, config.timezone)},
    )
    return say_shown(workspace, _shown(workspace, one), history=history, as_json=as_json, more=beside)


def _shown(workspace: Workspace, one: Across) -> Shown:
    """The item as the working tree has it; where it is not there, as the branch has it that changed it last."""
    from ..actions import find
    from ..actions.branches.across import shown_elsewhere
    from ..errors import UsageError

    try:
        return find.show(workspace, one.id)
    except UsageError:
        return shown_elsewhere(workspace, one)
