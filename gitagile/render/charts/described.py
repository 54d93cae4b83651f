"""A chart in words, with its numbers: what a screen reader says of a picture."""

from __future__ import annotations

from .chart import GUIDELINE, BandChart, BarChart, Chart, LineChart, Values, columns_of, known, labels_of, last_known
from .scale import figure

_MANY = 40
"""Beyond so many values a series is told by its first, last, lowest and highest."""


def described(chart: Chart) -> str:
    """The chart's own description, then each series with its numbers, in sentences."""
    labels = labels_of(chart)
    columns = columns_of(chart)
    sentences = [chart.description.strip()]
    if isinstance(chart, BarChart):
        sentences += [
            _group(label, [(name, values[at]) for name, values in columns]) for at, label in enumerate(labels)
        ]
    elif isinstance(chart, BandChart):
        sentences += [_group(labels[at], [(name, values[at]) for name, values in columns]) for at in _ends(columns)]
    elif isinstance(chart, LineChart):
        sentences += [_span(labels)] if labels else []
        roles = [one.role for one in chart.series]
        sentences += [_line(*column, role=role) for column, role in zip(columns, roles, strict=True)]
        sentences += [
            f"{marker.name}: {labels[marker.at]}." for marker in chart.markers if 0 <= marker.at < len(labels)
        ]
    else:
        sentences += [f"{row.label}: {_number(known(row.amount))}{row.note and f', {row.note}'}." for row in chart.rows]
    if isinstance(chart, (LineChart, BarChart)):
        sentences += [f"{level.name}: {_number(known(level.value))}." for level in chart.levels]
    return " ".join(sentence for sentence in sentences if sentence)


def _span(labels: tuple[str, ...]) -> str:
    return f"{labels[0]} to {labels[-1]}." if len(labels) > 1 else f"{labels[0]}."


def _line(name: str, values: Values, *, role: str) -> str:
    last = last_known(values)
    if last is None:
        return ""
    shown = [value for value in values if value is not None]
    if role == GUIDELINE:
        return f"{name}: from {figure(shown[0])} to {figure(shown[-1])}."
    if last >= _MANY:
        ends = f"from {figure(shown[0])} to {figure(shown[-1])}"
        return f"{name}: {ends}, lowest {figure(min(shown))}, highest {figure(max(shown))}."
    return f"{name}: {', '.join(map(_number, values[: last + 1]))}."


def _group(label: str, amounts: list[tuple[str, float | None]]) -> str:
    return f"{label}: " + ", ".join(f"{name} {_number(amount)}" for name, amount in amounts) + "."


def _ends(columns: tuple[tuple[str, Values], ...]) -> list[int]:
    """The first and the last label at which the outermost band is known."""
    values = columns[0][1] if columns else ()
    found = [at for at, value in enumerate(values) if value is not None]
    return sorted({found[0], found[-1]}) if found else []


def _number(value: float | None) -> str:
    return "none" if value is None else figure(value)
