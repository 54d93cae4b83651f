"""Sprints as lines and as JSON: all of them, one with its items and loads, a plan, a close and the figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ..model.ids import normal_id
from .as_json import as_text, item_record, result_record, unreadable_records
from .gate import visible_line
from .items import plain_list
from .lines import aligned, amount
from .words import share

if TYPE_CHECKING:
    from ..actions.result import Result
    from ..actions.sprints.close import Closing
    from ..actions.sprints.facts import SprintFacts
    from ..actions.sprints.plan import Plan
    from ..actions.sprints.show import SprintRow, SprintRows, SprintView
    from ..analytics.capacity import Load
    from ..model.sprint import Sprint
    from ..model.workflow import Workflow


def sprints_text(sprints: SprintRows) -> str:
    """One line a sprint: name, status, dates, items done, points done, say/do, goal."""
    return aligned([_row_cells(row) for row in sprints.rows])


def sprints_json(sprints: SprintRows) -> str:
    """All sprints with their sums."""
    rows = [_row_record(row) for row in sprints.rows]
    return as_text({"sprints": rows, "unreadable": unreadable_records(sprints.unreadable)})


def view_text(view: SprintView) -> str:
    """One sprint: its dates, goal and sums, its items by status, and the load on people and roles."""
    row, sprint = view.row, view.sprint
    lines = [f"{sprint.id}  {sprint.status}  {_dates(sprint)}"]
    lines += [f"goal: {sprint.goal}"] if sprint.goal else []
    lines += [f"focus: {sprint.focus}"] if sprint.focus else []
    lines.append(
        f"done: {row.done_items} of {row.items} items, {amount(row.done_points)} of {amount(row.points)} points"
    )
    blocks = ["\n".join(map(visible_line, lines))]
    for status, items in view.groups:
        blocks.append(f"{visible_line(status)} {len(items)}\n{plain_list(items)}")
    blocks += _load_block("people", view.people) + _load_block("roles", view.roles)
    return "\n\n".join(blocks)


def view_json(view: SprintView, workflow: Workflow, carried: Mapping[str, int]) -> str:
    """One sprint with its items."""
    items = [
        item_record(item, workflow, carried.get(normal_id(item.id), 0)) for _, group in view.groups for item in group
    ]
    loads = {"people": [load._asdict() for load in view.people], "roles": [load._asdict() for load in view.roles]}
    return as_text(
        {
            "sprint": _row_record(view.row),
            "items": items,
            **loads,
            "unreadable": unreadable_records(view.unreadable),
        }
    )


def plan_text(plan: Plan) -> str:
    """A proposal: the capacity and where it comes from, what is taken, what is passed over and why."""
    unit = plan.capacity.unit
    used = f"{amount(plan.used)} of {amount(plan.capacity.amount)} {unit} used"
    head = f"{plan.sprint.id}: {used} ({plan.capacity.source})"
    lines = [visible_line(f"{head}; {amount(plan.already)} lie there already" if plan.already else head)]
    if plan.planned:
        rows = [
            (one.item.id, f"{amount(one.amount)}{'' if one.estimated else '?'}", one.item.role or "", one.item.title)
            for one in plan.planned
        ]
        lines += ["", "to take", _visible_rows(rows)]
    if plan.skipped:
        lines += ["", "passed over", _visible_rows([(one.item.id, one.reason, one.item.title) for one in plan.skipped])]
    lines += _role_lines(plan)
    if plan.beyond:
        words = "1 more item comes" if plan.beyond == 1 else f"{plan.beyond} more items come"
        lines += ["", f"{words} after the capacity is used"]
    if plan.unestimated:
        lines += ["", f"{plan.unestimated} without an estimate count {amount(plan.guess)} each (?)"]
    return "\n".join(lines)


def _role_lines(plan: Plan) -> list[str]:
    """How much of each role's share is used; nothing where no share is known."""
    shares = [one for one in plan.roles if one.capacity is not None or (one.used and one.role)]
    if not any(one.capacity is not None for one in shares):
        return []
    rows = [
        (one.role or "", f"{amount(round(one.used, 1))} of {amount(round(one.capacity or 0, 1))} {plan.capacity.unit}")
        for one in shares
    ]
    return ["", "by role", _visible_rows(rows)]


def plan_json(plan: Plan, result: Result | None) -> str:
    """A proposal, and what was moved of it."""
    planned = [
        {"id": one.item.id, "title": one.item.title, "amount": one.amount, "estimated": one.estimated}
        for one in plan.planned
    ]
    skipped = [{"id": one.item.id, "title": one.item.title, "reason": one.reason} for one in plan.skipped]
    moved = {"acts": [], "commit": None} if result is None else result_record(result)
    return as_text(
        {
            "sprint": plan.sprint.id,
            "capacity": plan.capacity._asdict(),
            "already": plan.already,
            "used": plan.used,
            "planned": planned,
            "skipped": skipped,
            "beyond": plan.beyond,
            "roles": [role._asdict() for role in plan.roles],
            **moved,
            "warnings": [*plan.warnings, *(result.warnings if result else ())],
        }
    )


def closing_text(closing: Closing) -> str:
    """What a close would do, for the question before it."""
    name, figures = closing.sprint.id, closing.report.figures
    lines = [visible_line(f"{name}: {amount(figures.completed)} of {amount(figures.scope)} {figures.unit} completed")]
    if closing.carried:
        noun = "item" if len(closing.carried) == 1 else "items"
        lines += [
            visible_line(f"{len(closing.carried)} unfinished {noun} to {closing.target}:"),
            plain_list(closing.carried),
        ]
    return "\n".join(lines)


def summary_json(facts: SprintFacts, timezone: str) -> str:
    """The figures of a sprint with its items, days, changes, roles, commits of code and people."""
    from .summary_parts import commit_records

    report = facts.report
    items = [
        {
            "id": row.id,
            "title": row.title,
            "points": row.points,
            "result": row.result,
            "added": row.added,
            "carried": row.times,
        }
        for row in report.rows
    ]
    names = ("sprint", "goal", "focus", "status", "start", "end", "started", "closed", "unestimated")
    said = facts.forecast
    return as_text(
        {
            **{name: getattr(report, name) for name in names},
            **report.figures._asdict(),
            "items": items,
            "days": [day._asdict() for day in report.days],
            "changes": [change._asdict() for change in report.changes],
            "roles": [role._asdict() for role in report.roles],
            "contributors": list(facts.people),
            "code_commits": commit_records(facts, timezone),
            **_model_record(facts),
            "forecast_at_start": None
            if said is None
            else {
                "how_many": {"50": said.likely, "85": said.safe, "95": said.sure},
                "until": said.until,
                "finished": said.finished,
            },
            "notes": list(facts.notes),
        }
    )


def _model_record(facts: SprintFacts) -> dict[str, object]:
    if facts.model is None:
        return {"metrics": [], "gates": [], "params": [], "moved_by": []}
    from .summary_metrics import model_record

    return model_record(facts.model)


def _row_cells(row: SprintRow) -> tuple[str, ...]:
    sprint = row.sprint
    items, points = f"{row.done_items}/{row.items} items", f"{amount(row.done_points)}/{amount(row.points)} points"
    figures = f"say/do {share(row.figures.say_do)}" if row.figures else ""
    return tuple(map(visible_line, (sprint.id, sprint.status, _dates(sprint), items, points, figures, sprint.goal)))


def _row_record(row: SprintRow) -> dict[str, object]:
    sprint = row.sprint
    names = ("id", "goal", "focus", "start", "end", "status", "path")
    sums = {name: getattr(row, name) for name in ("items", "points", "done_items", "done_points")}
    figures = row.figures._asdict() if row.figures else None
    known = {name: getattr(sprint, name) or None for name in names}
    return {**known, "capacity": dict(sprint.capacity), **sums, "figures": figures}


def _dates(sprint: Sprint) -> str:
    return f"{sprint.start or '?'} to {sprint.end or '?'}" if sprint.start or sprint.end else "no dates"


def _load_block(heading: str, loads: Iterable[Load]) -> list[str]:
    rows = [
        (
            load.name or "nobody",
            f"{load.items} items",
            f"{amount(load.points)} points",
            f"{amount(load.capacity)} days" if load.capacity is not None else "",
        )
        for load in loads
    ]
    return [f"{heading}\n{_visible_rows(rows)}"] if rows else []


def _visible_rows(rows: Iterable[Iterable[str]]) -> str:
    return aligned([tuple(map(visible_line, row)) for row in rows], "  ")
