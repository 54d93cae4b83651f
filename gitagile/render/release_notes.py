"""The notes of a release: Markdown with the items by type, the metrics before and after, and the gates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..analytics.gate_check import CHANGED
from .words import number, plain

if TYPE_CHECKING:
    from ..actions.model_work.gates import GateRow
    from ..actions.model_work.metrics import MetricRow
    from ..actions.model_work.release_facts import NewItem, ReleaseFacts
    from ..model.measurement import Measurement

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
    if not with_before:
        return row.name, _value(row.close)
    return row.name, _value(row.start), _value(row.close), _change(row)


def _value(one: Measurement | None) -> str:
    return one.raw if one is not None and one.is_number else "unavailable"


def _change(row: MetricRow) -> str:
    """How a metric moved: by how much, and whether that is better."""
    delta = row.delta
    if delta.said != CHANGED or delta.change is None or delta.gain is None:
        return delta.said
    word = "better" if delta.gain > 0 else "worse" if delta.gain < 0 else "the same"
    share = "" if delta.percent is None else f", {abs(delta.percent):.1f} %"
    return word if not delta.gain else f"{'+' if delta.change > 0 else ''}{delta.change:f} ({word}{share})"


def _missing(facts: ReleaseFacts, rows: Iterable[MetricRow]) -> list[str]:
    """Why a value is not there, and why two cannot be compared."""
    lines = []
    for row in rows:
        sides = ((facts.since.name if facts.since else "", row.start), (facts.name, row.close))
        lines += [
            f"- {plain(row.name)} at {plain(name)}: {plain(one.reason)}"
            for name, one in sides
            if name and one is not None and not one.is_number
        ]
        if facts.since and row.delta.said != CHANGED and row.start and row.close:
            is_told = not (row.start.is_number and row.close.is_number)
            lines += [] if is_told else [f"- {plain(row.name)}: {plain(row.delta.reason)}"]
    return ["\n".join(lines)] if lines else []


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


def gate_lines(gates: Iterable[GateRow]) -> list[str]:
    """The gates of a release for a terminal, one a line."""
    return [f"{row.result.result}: {row.result.demand}{_why(row)}" for row in gates]


def _why(row: GateRow) -> str:
    return f": {row.result.reason}" if row.result.reason else f" ({row.result.value})" if row.result.value else ""
