"""What a report tells: charts and the facts beside them, in no form yet."""

from __future__ import annotations

from typing import NamedTuple

from ..charts.chart import Chart


class Told(NamedTuple):
    """One report: its title, its charts (the first is the one for SVG and CSV), facts by name, and remarks."""

    title: str
    charts: tuple[Chart, ...]
    facts: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()


def counted(number: float, noun: str) -> str:
    """A number and its noun: `1 item`, `2 items`."""
    shown = f"{number:.15g}"
    return f"{shown} {noun}" if number == 1 else f"{shown} {noun}s"
