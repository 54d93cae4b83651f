"""Words of reports: amounts, shares and names as people read them, and texts from people as harmless Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..analytics.sprint_report import Figures

_SPECIALS = re.compile(r"[\\`*_{}\[\]<>&|~#$@]|:(?=//)|(?<=[wW]{3})\.")
"""What begins anything in Markdown, a table or HTML, or makes a link of a bare address."""

_JOINERS = "\u200c\u200d"
"""Not printable by themselves, but parts of words and of emoji."""


def figure_rows(figures: Figures) -> tuple[tuple[str, str], ...]:
    """Each figure with its name, as people read them."""
    return (
        ("Commitment", number(figures.commitment)),
        ("Added", number(figures.added)),
        ("Removed or dropped", number(figures.removed)),
        ("Re-estimated", signed(figures.reestimated)),
        ("Scope at the end", number(figures.scope)),
        ("Completed", number(figures.completed)),
        ("… of what was committed", number(figures.completed_committed)),
        ("Not finished", number(figures.remaining)),
        ("Say/do", share(figures.say_do)),
        ("Scope change", share(figures.scope_change)),
    )


def plain(text: str) -> str:
    """A text from people as Markdown that shows just this text: on one line, nothing in it marks anything up."""
    line = " ".join(text.split())
    visible = "".join(letter if letter.isprintable() or letter in _JOINERS else "�" for letter in line)
    return _SPECIALS.sub(lambda found: "\\" + found[0], visible)


def number(amount: float) -> str:
    """An amount as people write it."""
    return str(int(amount)) if float(amount).is_integer() else repr(float(amount))


def signed(amount: float) -> str:
    """A difference, with its sign."""
    return f"+{number(amount)}" if amount > 0 else number(amount)


def share(part: float | None) -> str:
    """A share in per cent, `n/a` where it cannot be known."""
    return "n/a" if part is None else f"{part * 100:.0f} %"


def ordinal(count: int) -> str:
    """1st, 2nd, 3rd, 4th …"""
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"
