"""A branch's report in words: its verdict, what became of an item, and the sprint's figures side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..actions.ci.changes import ADDED, EDITED, LOST, ItemChange
from ..analytics.sprint_report import Figures
from .log import change_words
from .words import number, signed

if TYPE_CHECKING:
    from ..actions.ci.report import CiReport

_FIGURES = (("scope", "scope"), ("completed", "completed"), ("remaining", "remaining"))


def verdict(report: CiReport) -> str:
    """In one line whether the branch may be merged, as far as the backlog goes, and why not."""
    against = [
        _counted(len(report.errors), "error"),
        _counted(len(report.lost), "lost id"),
        _counted(len(report.failed), "failed gate"),
    ]
    told = [one for one in against if one] or ["nothing stands against it"]
    passed_over = _counted(len(report.overridden), "gate")
    return ", ".join((*told, *((f"{passed_over} passed over",) if passed_over else ())))


def counts_words(report: CiReport) -> str:
    """How many items each kind of change befell."""
    told = [f"{count} {kind}" for kind, count in report.counts().items() if count]
    changed = len(report.changes)
    if not told:
        return "no item changes"
    return f"{changed} {'item changes' if changed == 1 else 'items change'} ({', '.join(told)})"


def kind_words(one: ItemChange) -> str:
    """What became of an item."""
    if ADDED in one.kinds:
        return f"new in {one.place}"
    if LOST in one.kinds:
        return f"LOST: its file is gone from {one.place}"
    if one.kinds == (EDITED,):
        return "text or other keys"
    return "; ".join(map(change_words, one.changes))


def sprint_rows(report: CiReport) -> list[tuple[str, ...]]:
    """The active sprint's figures without and with the branch, a head first; without figures one cell that says so."""
    effect = report.sprint
    if effect is None:
        return []
    if effect.reason:
        return [(effect.reason,)]
    if effect.before is None or effect.after is None:
        return [("the branch closes it" if effect.after is None else "the branch starts it",)]
    if not effect.is_moved:
        held = f"{number(effect.after.remaining)} of {number(effect.after.scope)} {effect.unit} remain"
        return [(f"no change: {held}",)]
    rows = [_figure_row(name, field, (effect.before, effect.after)) for name, field in _FIGURES]
    return [(effect.unit, "without it", "with it", "change"), *rows]


def _figure_row(name: str, field: str, sides: tuple[Figures, Figures]) -> tuple[str, ...]:
    before, after = (getattr(side, field) for side in sides)
    return name, number(before), number(after), signed(after - before)


def _counted(count: int, noun: str) -> str:
    return "" if not count else f"1 {noun}" if count == 1 else f"{count} {noun}s"
