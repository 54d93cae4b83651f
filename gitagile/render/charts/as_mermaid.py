"""Charts as Mermaid for hosting sites that draw it: ids and numbers alone, the names and a table in Markdown beside.

`xychart-beta` knows lines and bars by their order alone; a gap in a line is a syntax error, names of people's break it
(https://mermaid.js.org/syntax/xyChart.html).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from .as_table import as_markdown_table, in_markdown
from .chart import DOTS, BandChart, BarChart, Chart, LineChart, RowChart, Values, columns_of, is_empty, known, labels_of
from .days import follow_each_other
from .scale import figure, scale_of

_LETTERS = 56
"""About how many letters fit below a chart of the width that Mermaid draws."""


def as_mermaid(chart: Chart) -> str:
    """The chart as a fenced block without a line break at its end; empty where Mermaid cannot draw it (points)."""
    drawn, labels = _drawn(chart)
    if not drawn:
        return ""
    scale = scale_of([value for _, _, row in drawn for value in row], 5)
    lines = ["```mermaid", "xychart-beta", f"    x-axis [{', '.join(labels)}]"]
    lines.append(f'    y-axis "{_clean(chart.unit)}" {_number(scale.low)} --> {_number(scale.high)}')
    lines += [f"    {form} [{', '.join(map(_number, row))}]" for form, _, row in drawn]
    return "\n".join([*lines, "```"])


def as_markdown(chart: Chart) -> str:
    """The Mermaid block (where it can be), a line that names what is drawn, and the table of the numbers."""
    block = as_mermaid(chart)
    notes = [] if isinstance(chart, RowChart) else [f"{form}s: {names}." for form, names in _named(chart)]
    if isinstance(chart, (LineChart, BarChart)):
        levels = [(level.name, value) for level in chart.levels if (value := known(level.value)) is not None]
        notes += [_sentence(name, figure(value)) for name, value in levels]
    if isinstance(chart, LineChart):
        inside = [marker for marker in chart.markers if 0 <= marker.at < len(chart.labels)]
        notes += [_sentence(one.name, chart.labels[one.at]) for one in inside]
    return "\n\n".join(part for part in (block, " ".join(notes), as_markdown_table(chart)) if part)


def _sentence(name: str, value: str) -> str:
    return f"{in_markdown(name[:1].upper() + name[1:])}: {in_markdown(value)}."


class _Part(NamedTuple):
    """A line or some bars, with the name and the values they have."""

    form: str
    name: str
    values: Values


def _drawn(chart: Chart) -> tuple[list[tuple[str, str, list[float]]], list[str]]:
    """Form, name and numbers of what Mermaid can draw, and the labels; nothing that begins with a gap, no points."""
    if is_empty(chart) or (isinstance(chart, LineChart) and any(one.form == DOTS for one in chart.series)):
        return [], []
    texts = _texts(labels_of(chart))
    picked = _picked(chart, max(_LETTERS // max(map(len, texts)), 2))
    rows = [(one.form, one.name, _until_a_gap([one.values[at] for at in picked])) for one in _parts(chart)]
    return [row for row in rows if row[2]], [f'"{texts[at]}"' for at in picked]


def _parts(chart: Chart) -> list[_Part]:
    if isinstance(chart, RowChart):
        return [_Part("bar", name, tuple(value or 0.0 for value in values)) for name, values in columns_of(chart)]
    parts = _bars(chart) if isinstance(chart, BarChart) else [_Part("line", *column) for column in columns_of(chart)]
    if isinstance(chart, BandChart):
        return parts
    levels = [(level.name, value) for level in chart.levels if (value := known(level.value)) is not None]
    return parts + [_Part("line", name, (value,) * len(chart.labels)) for name, value in levels]


def _bars(chart: BarChart) -> list[_Part]:
    """The last stack as bars over each other, the highest first; the sum of each other stack as a line."""
    bars: list[_Part] = []
    lines: list[_Part] = []
    stacks = list(dict.fromkeys(one.stack for one in chart.bars))
    for stack in stacks:
        sums = _sums(chart, stack)
        if stack == stacks[-1]:
            bars = [part._replace(form="bar") for part in reversed(sums)]
        else:
            lines.append(sums[-1])
    return [*bars, *lines]


def _sums(chart: BarChart, stack: int) -> list[_Part]:
    """How high a stack is with its first part, with its first two, and so on."""
    sums = _Part("line", "", (0.0,) * len(chart.labels))
    found: list[_Part] = []
    for one, (name, values) in zip(chart.bars, columns_of(chart), strict=True):
        if one.stack == stack:
            heights = tuple(
                (low or 0.0) + max(value or 0.0, 0.0) for low, value in zip(sums.values, values, strict=True)
            )
            sums = _Part("line", f"{sums.name} + {name}" if found else name, heights)
            found.append(sums)
    return found


def _named(chart: Chart) -> list[tuple[str, str]]:
    """The forms that are drawn, each with the names of its lines or bars in order."""
    drawn, _ = _drawn(chart)
    forms = dict.fromkeys(form for form, _, _ in drawn)
    names = [(form, ", ".join(in_markdown(name) for one, name, _ in drawn if one == form)) for form in forms]
    return [(form.capitalize(), text) for form, text in names]


def _texts(labels: tuple[str, ...]) -> list[str]:
    """The labels as Mermaid can have them: short days, clean ids, or numbers where two would be drawn at one place."""
    texts = [_clean(label) for label in labels]
    if follow_each_other(labels):
        days = [str(int(label[8:])) for label in labels]
        texts = days if len(set(days)) == len(days) else [label[5:] for label in labels]
    is_sound = all(texts) and len(set(texts)) == len(texts)
    return texts if is_sound else [str(at) for at in range(1, len(labels) + 1)]


def _picked(chart: Chart, most: int) -> list[int]:
    """Which labels are drawn: every so many of days, the last one with them; of sprints the last; of rows all."""
    count = len(labels_of(chart))
    if isinstance(chart, RowChart):
        return list(range(count))
    if isinstance(chart, BarChart):
        return list(range(max(count - most, 0), count))
    every = math.ceil(count / most)
    return list(range((count - 1) % every, count, every))


def _until_a_gap(values: Sequence[float | None]) -> list[float]:
    row: list[float] = []
    for value in values:
        if value is None:
            break
        row.append(value)
    return row


def _number(value: float) -> str:
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _clean(text: str) -> str:
    """A label or unit reduced to what breaks no syntax."""
    return " ".join(re.sub(r"[^A-Za-z0-9 .%+_-]", " ", text).split())
