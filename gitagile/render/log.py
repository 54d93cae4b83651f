"""What happened, as lines under their days and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from ..model.days import stamp_in, zone_named
from ..model.timeline import as_instant, day_of
from .as_json import as_text
from .gate import visible_line
from .lines import aligned, amount, cut

if TYPE_CHECKING:
    from datetime import tzinfo

    from ..actions.history.happenings import Happening, Log
    from ..model.event import Change

LEAST = 16
"""No cell is cut shorter for the sake of those behind it."""
SHORT = 8
"""How many letters of a commit's id are shown."""


def log_text(log: Log, timezone: str, *, titles: bool = True, width: int | None = None) -> str:
    """The happenings under their days, newest first: time, item, what, who, commit and title.

    Without `titles`, for one item, what happened stands last. Lines are cut to the `width` of a terminal.
    """
    zone = zone_named(timezone)
    rows = [_narrowed(_row(one, zone, titles=titles), width) for one in log.happenings]
    lines = [cut(line, width) for line in aligned(rows, "  ").split("\n")] if rows else []
    days = [day_of(one.at, zone) for one in log.happenings]
    blocks = [
        "\n".join([day, *(line for _, line in pairs)])
        for day, pairs in groupby(zip(days, lines, strict=True), key=lambda pair: pair[0])
    ]
    more = [f"{log.more} more before these (`--limit 0` shows all)"] if log.more else []
    return "\n\n".join([*blocks, *more])


def log_json(log: Log, timezone: str) -> str:
    """The happenings, newest first."""
    return as_text({"events": happening_records(log.happenings, timezone), "more": log.more, "notes": list(log.notes)})


def happening_records(happenings: Iterable[Happening], timezone: str) -> list[dict[str, object]]:
    """One record a happening; `commit` is null for what is staged and not committed yet."""
    zone = zone_named(timezone)
    return [
        {
            "at": stamp_in(zone, as_instant(one.at)),
            "id": one.item or None,
            "title": one.title or None,
            "kind": one.kind,
            "changes": [change._asdict() for change in one.changes],
            "subject": one.subject or None,
            "commit": one.commit or None,
            "who": one.who or None,
        }
        for one in happenings
    ]


def what(happening: Happening) -> str:
    """What happened, in a few words."""
    if happening.kind == "code":
        return f"commit: {happening.subject}"
    if happening.kind == "migration":
        return happening.subject
    if happening.kind == "new":
        return f"new in {happening.place}"
    if happening.kind == "gone":
        return f"file deleted from {happening.place}"
    return "; ".join(map(change_words, happening.changes))


def change_words(change: Change) -> str:
    """What changed of an item's field, before and after."""
    name, before, after = change.field, _value(change.before), _value(change.after)
    if name in ("status", "place"):
        return f"{before} -> {after}"
    if name == "blocked":
        return f"blocked: {after}" if change.after else "unblocked"
    if name == "title":
        return f"title was {change.before!r}"
    return f"{name} {before} -> {after}"


def _value(value: object) -> str:
    if isinstance(value, (int, float)):
        return amount(value)
    return ",".join(map(str, value)) or "none" if isinstance(value, tuple) else str(value or "none")


def _row(one: Happening, zone: tzinfo, *, titles: bool) -> tuple[str, ...]:
    time = stamp_in(zone, as_instant(one.at))[11:16]
    by = (one.who, one.commit[:SHORT] or "staged")
    words, title = words_and_title(one)
    last = (words, *by, title) if titles else (*by, what(one))
    return tuple(map(visible_line, (time, one.item, *last)))


def words_and_title(one: Happening) -> tuple[str, str]:
    """What happened and the item's title; of a commit of code its subject, for it would make the first column wide."""
    return ("commit", one.subject) if one.kind == "code" else (what(one), one.title)


def _narrowed(row: tuple[str, ...], width: int | None) -> tuple[str, ...]:
    """A row whose middle leaves what stands last some room on a terminal."""
    if width is None:
        return row
    return (*row[:2], *(cut(cell, max(LEAST, width // 3)) for cell in row[2:-1]), row[-1])
