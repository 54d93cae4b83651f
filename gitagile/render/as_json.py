"""Answers as JSON: the stable shapes, `"schema": 1` first, absent values null, one record a line."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ..model.ids import normal_id

if TYPE_CHECKING:
    from ..actions.board import Board
    from ..actions.find import Listed, Shown
    from ..actions.result import Result
    from ..model.finding import Finding
    from ..model.item import Item
    from ..model.workflow import Workflow
    from ..text.sections import Criterion

SCHEMA = 1
_PLAIN = ("priority", "rank", "points")
_OTHERS = ("hypothesis", "outcome", "learned", "timebox", "gates", "runs", "data")
"""Keys of an item that stand under `fields`, with those of the team's own."""


def as_text(answer: Mapping[str, object]) -> str:
    """The answer as a JSON text that begins with `"schema": 1`; long lists have one record a line."""
    pairs = [f'"schema": {SCHEMA}'] + [f"{_dumped(key)}: {_value_text(value)}" for key, value in answer.items()]
    return "{" + ",\n ".join(pairs) + "}"


def list_text(listed: Listed, workflow: Workflow) -> str:
    """A list of items, and the files that could not be read."""
    carried = listed.carried or {}
    items = [item_record(item, workflow, carried.get(normal_id(item.id), 0)) for item in listed.items]
    return as_text({"items": items, "unreadable": unreadable_records(listed.unreadable)})


def show_text(shown: Shown, workflow: Workflow, past: Mapping[str, object]) -> str:
    """One item with its body, its criteria and its past: `code_commits`, and `history` (null where not asked for)."""
    record = item_record(shown.item, workflow, shown.carried)
    record |= {"body": shown.body, "criteria_list": [criterion_record(one) for one in shown.criteria]}
    return as_text({"item": {**record, **past}})


def board_text(board: Board, workflow: Workflow, carried: Mapping[str, int]) -> str:
    """A board: its place, and each status with its items."""
    columns = [
        {
            "status": column.status,
            "category": column.category,
            "limit": column.limit,
            "items": [item_record(item, workflow, carried.get(normal_id(item.id), 0)) for item in column.items],
        }
        for column in board.columns
    ]
    sprint = board.sprint.id if board.sprint else None
    return as_text({"sprint": sprint, "columns": columns, "unreadable": unreadable_records(board.unreadable)})


def result_text(result: Result) -> str:
    """What a changing command did."""
    return as_text(result_record(result))


def result_record(result: Result) -> dict[str, object]:
    """The acts, the full commit id or null, the warnings, and whether nothing was done in truth."""
    acts = [{"id": act.id, "change": act.change, "path": act.path} for act in result.acts]
    return {"acts": acts, "commit": result.commit, "warnings": result.warnings, "dry_run": result.dry_run}


def item_record(item: Item, workflow: Workflow, carried: int) -> dict[str, object]:
    """One item. `carried` is how often it was carried over, counted from the ledgers."""
    return {
        "id": item.id,
        "title": item.title,
        "type": item.type,
        "status": item.status,
        "category": workflow.category_of(item.status),
        **{name: getattr(item, name) for name in _PLAIN},
        "assignee": item.assignee,
        "role": item.role,
        "labels": item.labels,
        "parent": item.parent,
        "depends_on": item.depends_on,
        **{name: getattr(item, name) for name in ("created", "started", "finished", "due", "blocked")},
        "carried": carried,
        "sprint": item.sprint,
        "path": item.path,
        "criteria": None if item.criteria is None else {"done": item.criteria[0], "total": item.criteria[1]},
        "fields": {
            **{name: value for name in _OTHERS if (value := getattr(item, name)) not in (None, ())},
            **{name: _plain(value) for name, value in item.fields},
        },
    }


def criterion_record(criterion: Criterion) -> dict[str, object]:
    """One acceptance criterion; `line` counts from 1 in the body."""
    return {"number": criterion.number, "text": criterion.text, "done": criterion.done, "line": criterion.line + 1}


def unreadable_records(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """The files that could not be read, and why."""
    return [{"path": one.path, "message": one.message} for one in findings]


def finding_record(finding: Finding) -> dict[str, object]:
    """One finding."""
    names = ("code", "severity", "path", "line", "column", "message")
    return {**{name: getattr(finding, name) for name in names}, "hint": finding.hint or None}


def _value_text(value: object) -> str:
    if not isinstance(value, (list, tuple)) or len(value) < 2:
        return _dumped(value)
    return "[\n  " + ",\n  ".join(map(_dumped, value)) + "]"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _plain(value: object) -> object:
    """A YAML value as JSON knows it: numbers that are none, such as `.nan`, become text."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value
