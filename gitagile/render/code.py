"""The commits of code that name an item, as lines and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..model.days import stamp_in, zone_named
from ..model.timeline import as_instant, day_of
from .gate import visible_line
from .lines import aligned

if TYPE_CHECKING:
    from ..history.mention import Mention

SHORT = 8
"""How many letters of a commit's id are shown."""


def code_text(code: Iterable[Mention], timezone: str) -> str:
    """One line a commit: its day, id, author and subject."""
    zone = zone_named(timezone)
    rows = [(day_of(one.at, zone), one.commit[:SHORT], one.who, one.subject) for one in code]
    return "code commits\n" + aligned([tuple(map(visible_line, row)) for row in rows], "  ")


def code_records(code: Iterable[Mention], timezone: str) -> list[dict[str, object]]:
    """One record a commit."""
    zone = zone_named(timezone)
    return [
        {
            "id": one.item,
            "commit": one.commit,
            "at": stamp_in(zone, as_instant(one.at)),
            "who": one.who,
            "subject": one.subject,
            "closes": one.closes,
        }
        for one in code
    ]
