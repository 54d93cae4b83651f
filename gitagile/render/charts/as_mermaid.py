"""Charts as Mermaid for hosting sites that draw it: ids and numbers alone, the names and a table in Markdown beside.

`xychart-beta` knows lines and bars by their order alone; a gap in a line is a syntax error, names of people's break it
(https://mermaid.js.org/syntax/xyChart.html).
"""

from __future__ import annotations

import math
import re
from itertools import takewhile
from typing import NamedTuple

from .as_table import as_markdown_table, in_markdown
from .chart import (
    DOTS,
    MAIN,
    BandChart,
    BarChart,
    Chart,
    LineChart,
    RowChart,
    Values,
    columns_of,
    is_empty,
    known,
    labels_of,
)
from .days import follow_each_other
from .scale import figure, scale_of
from .svg_style import COLOUR_NAMES, PALETTE, coloured_as, roles_of

_LETTERS = 56
"""About how many letters fit below a chart of the width that Mermaid draws."""


def as_mermaid(chart: Chart) -> str:
    """The chart as a fenced block without a line break at its end; empty where Mermaid cannot draw it (points)."""
    drawn, labels = _drawn(chart)
    if not drawn:
        return ""
    scale = scale_of([value for row in drawn for value in row.known], 5)
    palette = ", ".join(PALETTE[colour][0] for colour in _colours(drawn))
    looks = f'%%{{init: {{"themeVariables": {{"xyChart": {{"plotColorPalette": "{palette}"}}}}}}}}%%'
    lines = ["```mermaid", looks, "xychart-beta", f"    x-axis [{', '.join(labels)}]"]
    lines.append(f'    y-axis "{_clean(chart.unit)}" {_number(scale.low)} --> {_number(scale.high)}')
    lines += [f"    {one.form} [{', '.join(map(_number, one.known))}]" for one in drawn]
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
    role: str
    values: Values

    @property
    def known(self) -> list[float]:
        """The values up to the first gap."""
        return [value for value in takewhile(lambda value: value is not None, self.values) if value is not None]


def _drawn(chart: Chart) -> tuple[list[_Part], list[str]]:
    """The parts that Mermaid can draw, and the labels; nothing that begins with a gap, no points."""
    if is_empty(chart) or (isinstance(chart, LineChart) and any(one.form == DOTS for one in chart.series)):
        return [], []
    texts = _texts(labels_of(chart))
    picked = _picked(chart, max(_LETTERS // max(map(len, texts)), 2))
    parts = [one._replace(values=tuple(one.values[at] for at in picked)) for one in _parts(chart)]
    return [one for one in parts if one.known], [f'"{texts[at]}"' for at in picked]


def _parts(chart: Chart) -> list[_Part]:
    if isinstance(chart, RowChart):
        role = chart.rows[0].role if chart.rows else MAIN
        return [_Part("bar", name, role, tuple(value or 0.0 for value in values)) for name, values in columns_of(chart)]
    if isinstance(chart, BandChart):
        roles = roles_of(chart)
        return [
            _Part("line", name, role, values) for (name, values), role in zip(columns_of(chart), roles, strict=True)
        ]
    levels = [(level, value) for level in chart.levels if (value := known(level.value)) is not None]
    lines = [_Part("line", level.name, level.role, (value,) * len(chart.labels)) for level, value in levels]
    if isinstance(chart, BarChart):
        return _bars(chart) + lines
    series = zip(chart.series, columns_of(chart), strict=True)
    return [_Part("line", name, one.role, values) for one, (name, values) in series] + lines


def _colours(parts: list[_Part]) -> list[str]:
    """The colour of each part, no two alike while there are others."""
    taken: list[str] = []
    for one in parts:
        wished = coloured_as(one.role)
        free = [colour for colour in PALETTE if colour not in taken]
        taken.append(free[0] if wished in taken and free else wished)
    return taken


def _bars(chart: BarChart) -> list[_Part]:
    """The last stack as bars over each other, the highest first; the sum of each other stack as a line."""
    bars: list[_Part] = []
    lines: list[_Part] = []
    stacks = list(dict.fromkeys(one.stack for one in chart.bars))
    for stack in stacks:
        heights = _heights(chart, stack)
        if stack == stacks[-1]:
            bars = [one._replace(form="bar") for one in reversed(heights)]
        else:
            lines.append(heights[-1]._replace(name=" + ".join(one.name for one in heights)))
    return [*bars, *lines]


def _heights(chart: BarChart, stack: int) -> list[_Part]:
    """The parts of a stack, each with how high the stack is with it."""
    heights: Values = (0.0,) * len(chart.labels)
    found: list[_Part] = []
    for one, (name, values) in zip(chart.bars, columns_of(chart), strict=True):
        if one.stack == stack:
            heights = tuple((low or 0.0) + max(value or 0.0, 0.0) for low, value in zip(heights, values, strict=True))
            found.append(_Part("line", name, one.role, heights))
    return found


def _named(chart: Chart) -> list[tuple[str, str]]:
    """The forms that are drawn, each with the names and colours of its lines or bars in order."""
    drawn, _ = _drawn(chart)
    texts = [
        f"{in_markdown(one.name)} ({COLOUR_NAMES[colour]})" for one, colour in zip(drawn, _colours(drawn), strict=True)
    ]
    forms = dict.fromkeys(one.form for one in drawn)
    return [
        (form.capitalize(), ", ".join(text for one, text in zip(drawn, texts, strict=True) if one.form == form))
        for form in forms
    ]


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


def _number(value: float) -> str:
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _clean(text: str) -> str:
    """A label or unit reduced to what breaks no syntax."""
    return " ".join(re.sub(r"[^A-Za-z0-9 .%+_-]", " ", text).split())
