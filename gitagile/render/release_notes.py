"""The notes of a release: Markdown with the items by type, the metrics before and after, and the gates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .metric_words import delta_words, reasons, value_words
from .words import number, plain

if TYPE_CHECKING:
    from ..actions.model_work.gates import GateRow
    from ..actions.model_work.metrics import MetricRow
    from ..actions.model_work.release_facts import NewItem, ReleaseFacts

_OTHER = "Other"


def notes_markdown(facts: ReleaseFacts) -> str:
    """The text of `.backlog/releases/VERSION.md`."""
    blocks = [
        f"<!-- Written by `gitagile release {facts.name}`. An item that a line names is in no later release. -->",
        f"# {plain(facts.name)}",
        _opening(facts),
        *_items(facts),
        *_metrics(facts),
        *_gates(facts),
    ]
    return "\n\n".join(blocks) + "\n"


def _opening(facts: ReleaseFacts) -> str:
    count = len(facts.items)
    points = sum(item.points or 0 for item in facts.items)
    held = f"{count} {'item' if count == 1 else 'items'}"
    if points:
        held += f", {number(points)} {'point' if points == 1 else 'points'}"
    since = f"since {plain(facts.since.name)} ({facts.since_day or 'of an unknown day'})" if facts.since else "so far"
    return f"Released {facts.day}: {held} done {since}."


def _items(facts: ReleaseFacts) -> list[str]:
    return [
        "\n".join((f"## {heading}", "", *map(_item, items))) for heading, items in _by_type(facts.items, facts.types)
    ]


def _by_type(items: Iterable[NewItem], types: tuple[str, ...]) -> Iterable[tuple[str, list[NewItem]]]:
    """The items under their types, in the config's order; unknown types come after those, items without one last."""
    items = tuple(items)
    unknown = sorted({item.type for item in items} - {*types, ""})
    for name in (*types, *unknown, ""):
        own = [item for item in items if item.type == name]
        if own:
            yield plain(name[:1].upper() + name[1:] or _OTHER), own


def _item(item: NewItem) -> str:
    words = [f"hypothesis {item.outcome}"] if item.outcome else []
    if item.points is not None:
        words.append(f"{number(item.points)} {'point' if item.points == 1 else 'points'}")
    behind = f" ({plain(', '.join(words))})" if words else ""
    return f"- **{plain(item.id)}** {plain(item.title)}{behind}"


def _metrics(facts: ReleaseFacts) -> list[str]:
    report = facts.metrics
    if not report.rows:
        return []
    before = [facts.since.name] if facts.since else []
    head = ("metric", *before, facts.name, *(["change"] if before else []))
    rows = [_metric_cells(row, with_before=bool(before)) for row in report.rows]
    return ["## Metrics", _table(head, rows), *_missing(facts, report.rows)]


def _metric_cells(row: MetricRow, *, with_before: bool) -> tuple[str, ...]:
    before, now = value_words(row)
    return (row.name, before, now, delta_words(row)) if with_before else (row.name, now)


def _missing(facts: ReleaseFacts, rows: tuple[MetricRow, ...]) -> list[str]:
    """Why a value is no number, and why two cannot be compared."""
    told = rows if facts.since else tuple(row._replace(start=None) for row in rows)
    lines = reasons(told, (facts.since.name if facts.since else "", facts.name))
    return ["\n".join(f"- {plain(line)}" for line in lines)] if lines else []


def _gates(facts: ReleaseFacts) -> list[str]:
    if not facts.gates:
        return []
    head = ("demand", "value", "result")
    blocks = ["## Gates", _table(head, [_gate_cells(row) for row in facts.gates])]
    if facts.override and facts.failed:
        blocks.append(f"Released all the same: {plain(facts.override)}")
    return blocks


def _gate_cells(row: GateRow) -> tuple[str, ...]:
    result = row.result
    return result.demand, result.value, result.result + (f": {result.reason}" if result.reason else "")


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, *rows]
    shown = [f"| {' | '.join(map(plain, cells))} |" for cells in lines]
    return "\n".join((shown[0], f"| {' | '.join('---' for _ in head)} |", *shown[1:]))
