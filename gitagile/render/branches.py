"""Items across branches, as lines and as JSON."""

from __future__ import annotations

from datetime import UTC, datetime

from ..actions.branches.across import View
from ..actions.branches.view import Across, State
from ..model.days import stamp_in, zone_named
from ..model.ids import normal_id
from ..model.workflow import Workflow
from .as_json import as_text, item_record, unreadable_records
from .gate import visible_line
from .items import title_text
from .lines import aligned, cut

SHORT = 8


def across_text(view: View, *, width: int | None) -> str:
    """One line an item: its id, its status on the default branch, what branches made of it, its title."""
    rows = [_cells(one) for one in view.items]
    return "\n".join(cut(line, width) for line in aligned(rows).splitlines())


def _cells(one: Across) -> tuple[str, ...]:
    states = "; ".join(f"{state.branch}: {state_words(state)}" for state in one.states)
    status = (one.default.status or "?") if one.default else "(not there)"
    return (visible_line(one.id), visible_line(status), visible_line(states), title_text(one.newest))


def state_words(state: State) -> str:
    """What a branch made of an item, in a few words: its status, its sprint if it was moved, else what changed."""
    if state.is_gone:
        return "gone"
    if state.item is None:
        return "cannot be read"
    if not state.keys:
        return f"new, {state.item.status}"
    words = [state.item.status or "?"] if "status" in state.keys else []
    words += [f"in {state.item.place}"] if "place" in state.keys else []
    others = [key for key in state.keys if key not in ("status", "place", "started", "finished")]
    return ", ".join([*words, *others]) or ", ".join(state.keys)


def branches_text(one: Across, view: View, timezone: str) -> str:
    """The states of one item, a line a branch, the default one first, with who changed it and when."""
    zone = zone_named(timezone)
    default = one.default
    what = (f"{default.status}, in {default.place}") if default else "not there"
    rows = [(view.default, what, " ", " ", "changed last" if one.last == view.default else " ")]
    for state in one.states:
        day = str(datetime.fromtimestamp(state.made.at, UTC).astimezone(zone).date())
        commit, last = state.made.commit[:SHORT], "changed last" if one.last == state.branch else " "
        names = "=".join((state.branch, *state.also))
        rows.append((names, state_words(state), f"{day} {state.made.who}", commit, last))
    shown = [tuple(map(visible_line, row)) for row in rows]
    return "branches\n" + "\n".join(line.rstrip() for line in aligned(shown, "  ").splitlines())


def across_json(view: View, workflow: Workflow, timezone: str) -> str:
    """A list of items with their branches, and the files that could not be read."""
    carried = view.carried or {}
    items = [
        {
            **item_record(one.newest, workflow, carried.get(normal_id(one.id), 0)),
            **across_record(one, workflow, timezone),
        }
        for one in view.items
    ]
    return as_text(
        {
            "default": view.default,
            "compared": view.branches,
            "items": items,
            "unreadable": unreadable_records(view.unreadable),
        }
    )


def across_record(one: Across, workflow: Workflow, timezone: str) -> dict[str, object]:
    """`on_default`, `last_changed_on`, and `branches`, of which those that did not change the item are left out."""
    return {
        "on_default": one.default is not None,
        "last_changed_on": one.last,
        "branches": [_state_record(state, workflow, timezone) for state in one.states],
    }


def _state_record(state: State, workflow: Workflow, timezone: str) -> dict[str, object]:
    item = state.item
    return {
        "branch": state.branch,
        "also": state.also,
        "gone": state.is_gone,
        "status": item.status if item else None,
        "category": workflow.category_of(item.status) if item else None,
        "sprint": item.sprint if item else None,
        "path": item.path if item else None,
        "changed": state.keys,
        "commit": state.made.commit,
        "at": stamp_in(zone_named(timezone), datetime.fromtimestamp(min(state.made.at, 253_000_000_000), UTC)),
        "who": state.made.who,
    }
