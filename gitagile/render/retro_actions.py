"""Actions of retros for a terminal: the oldest first, and how many were done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .gate import visible_line
from .lines import aligned

if TYPE_CHECKING:
    from ..actions.retro.actions import Actions
    from ..analytics.retro_actions import Action


def actions_text(found: Actions) -> str:
    """One line an action, and a last line with the counts."""
    rows = [tuple(map(visible_line, _cells(one))) for one in found.rows]
    dropped = f", {found.dropped} dropped" if found.dropped else ""
    counts = f"{found.done} of {found.all} {'action' if found.all == 1 else 'actions'} done{dropped}"
    return "\n".join([*([aligned(rows)] if rows else []), counts])


def _cells(action: Action) -> tuple[str, ...]:
    state = action.status or "?"
    if action.finished:
        state = f"{state} {action.finished}"
    times = "" if not action.returns else f"back in {action.returns} retro{'' if action.returns == 1 else 's'}"
    retro = f"from {action.retro}" if action.retro else ""
    return (action.id, state, action.place, retro, times, ", ".join(action.assignee), action.title)
