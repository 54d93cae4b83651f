"""The parts of an SVG: escaped text, short coordinates, the frame of a chart with its axes."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from .canvas import cells_of, cut, safe
from .chart import Chart
from .days import marks_of
from .scale import Scale, figure

LETTER = 7.2
"""How wide a letter is at most, on the average, in the units of the picture."""
TOP, BASE, LINE = 56.0, 40.0, 15.0


class Frame(NamedTuple):
    """The drawing area in a picture: its edges, the scale of amounts, and how many labels share its width."""

    left: float
    top: float
    right: float
    bottom: float
    scale: Scale
    slots: int

    @property
    def slot(self) -> float:
        """How wide the slot of a label is."""
        return (self.right - self.left) / max(self.slots, 1)

    def x(self, at: float) -> float:
        """Where a slot begins; `at + 0.5` is its middle."""
        return self.left + at * self.slot

    def y(self, value: float) -> float:
        """The height of an amount."""
        return self.bottom - self.scale.share(value) * (self.bottom - self.top)


def escaped(text: str) -> str:
    """A text of people's as XML: one line, safe to print, without the signs and code points that XML forbids."""
    line = safe(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return line.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def short(number: float) -> str:
    """A coordinate to a tenth, without needless signs, so that small changes make small diffs."""
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def width_of(text: str) -> float:
    """About how wide a text is in the picture."""
    return cells_of(safe(text)) * LETTER


def text_at(x: float, y: float, text: str, looks: str = "") -> str:
    """A text at a place; `looks` are classes: `e` ends there, `c` has its middle there, `t` is a title."""
    kind = f' class="{looks}"' if looks else ""
    return f'<text x="{short(x)}" y="{short(y)}"{kind}>{escaped(text)}</text>'


def title_of(chart: Chart, width: int) -> str:
    """The title that is seen, with the unit beside it."""
    unit = f" ({safe(chart.unit)})" if chart.unit else ""
    return text_at(8, 20, cut(safe(chart.title), max(int((width - 16) / 7.5) - len(unit), 8)) + unit, "t")


def amount_axis(frame: Frame) -> str:
    """A thin line and a figure at each tick."""
    lines = "".join(f"M{short(frame.left)} {short(frame.y(tick))}H{short(frame.right)}" for tick in frame.scale.ticks)
    figures = [text_at(frame.left - 6, frame.y(tick) + 4, figure(tick), "e") for tick in frame.scale.ticks]
    return f'<path class="k" d="{lines}"/>' + "".join(figures)


def label_axis(frame: Frame, labels: tuple[str, ...]) -> str:
    """The labels below their slots, and the months below them."""
    texts = []
    for mark in marks_of(tuple(map(safe, labels)), frame.slot, LETTER):
        x = frame.x(mark.at + 0.5)
        texts.append(text_at(x, frame.bottom + 16, mark.text, "c"))
        if mark.below:
            texts.append(text_at(x - len(mark.text) * LETTER / 2, frame.bottom + 31, mark.below))
    return "".join(texts)


def rest_days(frame: Frame, working: tuple[bool, ...]) -> str:
    """The light shade of days without work, neighbours in one piece."""
    runs = [
        list(run) for works, run in groupby(range(min(len(working), frame.slots)), key=working.__getitem__) if not works
    ]
    pieces = [_shade(frame, frame.x(run[0]), frame.x(run[-1] + 1)) for run in runs]
    return f'<path class="f" d="{"".join(pieces)}"/>' if pieces else ""


def _shade(frame: Frame, start: float, end: float) -> str:
    return f"M{short(start)} {short(frame.top)}H{short(end)}V{short(frame.bottom)}H{short(start)}Z"


def level_line(frame: Frame, value: float) -> str:
    """The path of an amount that holds all along."""
    return f"M{short(frame.left)} {short(frame.y(value))}H{short(frame.right)}"


def named(name: str, value: float, width: int) -> str:
    """A name and its figure, cut so that it fits beside a drawing in a picture of this width."""
    number = figure(value)
    return f"{cut(safe(name), max(int(width / 3 / LETTER) - len(number) - 3, 4))} {number}"


def legend(items: list[tuple[str, str]], width: int) -> str:
    """Swatches (drawn around their own 0, 14 wide) with names, in one row below the title."""
    parts, x = [], 8.0
    letters = max(int((width - 8) / max(len(items), 1) / LETTER) - 5, 3)
    for swatch, name in items:
        text = cut(safe(name), letters)
        parts.append(f'<g transform="translate({short(x)} 36)">{swatch}{text_at(20, 4, text)}</g>')
        x += 20 + width_of(text) + 20
    return "".join(parts)
