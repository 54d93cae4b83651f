"""What happened, as lines under their days and as JSON; and the standup's digest."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from ..model.days import stamp_in, zone_named
from ..model.timeline import as_instant, day_of
from .as_json import as_text
from .gate import visible_line
from .lines import aligned, amount

if TYPE_CHECKING:
    from datetime import tzinfo

    from ..actions.history.happenings import Happening, Log
    from ..actions.history.standup import Going, PersonsDay, Standup
    from ..model.event import Change
    from ..model.item import Item

SHORT = 8
"""How many letters of a commit's id are shown."""


def log_text(log: Log, timezone: str, *, titles: bool = True) -> str:
    """The happenings under their days, newest first: time, item, what, who, commit and title.

    Without `titles`, for one item, what happened stands last.
    """
    zone = zone_named(timezone)
    rows = [_row(one, zone, titles=titles) for one in log.happenings]
    lines = aligned(rows, "  ").split("\n") if rows else []
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
            "id": one.item,
            "title": one.title,
            "kind": one.kind,
            "changes": [change._asdict() for change in one.changes],
            "subject": one.subject or None,
            "commit": one.commit or None,
            "who": one.who or None,
        }
        for one in happenings
    ]


def standup_text(standup: Standup) -> str:
    """The digest for a terminal."""
    blocks = [f"since {standup.since}{_left(standup)}"]
    for person in standup.people:
        rows = [(one.item, *_columns(one)) for one in person.did]
        blocks.append(f"{person.name}\n{_visible(rows)}")
    if not standup.people:
        blocks.append("nothing happened in the backlog")
    if standup.going:
        blocks.append(f"in progress\n{_visible(map(_going_row, standup.going))}")
    if standup.blocked:
        rows = [(item.id, f"blocked: {item.blocked}", item.title) for item in standup.blocked]
        blocks.append(f"blocked\n{_visible(rows)}")
    return "\n\n".join(blocks)


def standup_markdown(standup: Standup) -> str:
    """The digest as Markdown, to paste into a chat or a pull request."""
    from .words import plain

    def line(identifier: str, words: str, title: str) -> str:
        return f"- **{plain(identifier)}** {plain(title)}: {plain(words)}"

    blocks = [f"## Standup, {plain(f'since {standup.since}{_left(standup)}')}"]
    for person in standup.people:
        lines = [line(one.item, what(one), one.title) for one in person.did]
        blocks.append("\n".join([f"### {plain(person.name)}", "", *lines]))
    if standup.going:
        rows = (_going_row(one) for one in standup.going)
        blocks.append("\n".join(["### In progress", "", *(line(*row) for row in rows)]))
    if standup.blocked:
        lines = [line(item.id, f"blocked: {item.blocked}", item.title) for item in standup.blocked]
        blocks.append("\n".join(["### Blocked", "", *lines]))
    return "\n\n".join(blocks)


def standup_json(standup: Standup, timezone: str) -> str:
    """The digest as JSON."""
    return as_text(
        {
            "since": standup.since,
            "sprint": standup.sprint.id if standup.sprint else None,
            "working_days_left": standup.working_days_left,
            "people": [_person_record(person, timezone) for person in standup.people],
            "in_progress": [{**_item_record(one.item), "days": one.days} for one in standup.going],
            "blocked": [{**_item_record(item), "blocked": item.blocked} for item in standup.blocked],
            "notes": list(standup.notes),
        }
    )


def what(happening: Happening) -> str:
    """What happened, in a few words."""
    if happening.kind == "code":
        return f"commit: {happening.subject}"
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
    words, title = _columns(one)
    last = (words, *by, title) if titles else (*by, what(one))
    return tuple(map(visible_line, (time, one.item, *last)))


def _columns(one: Happening) -> tuple[str, str]:
    """What happened and the item's title; of a commit of code its subject, for it would make the first column wide."""
    return ("commit", one.subject) if one.kind == "code" else (what(one), one.title)


def _left(standup: Standup) -> str:
    if standup.sprint is None or standup.working_days_left is None:
        return ""
    days = standup.working_days_left
    return f"; {standup.sprint.id} has {days} working {'day' if days == 1 else 'days'} left, today counted"


def _going_row(going: Going) -> tuple[str, str, str]:
    item = going.item
    age = "" if going.days is None else f", day {going.days}"
    who = f" ({', '.join(item.assignee)})" if item.assignee else ""
    return item.id, f"{item.status}{age}{who}", item.title


def _person_record(person: PersonsDay, timezone: str) -> dict[str, object]:
    return {"name": person.name, "handle": person.handle, "did": happening_records(person.did, timezone)}


def _item_record(item: Item) -> dict[str, object]:
    return {"id": item.id, "title": item.title, "status": item.status, "assignee": list(item.assignee)}


def _visible(rows: Iterable[Iterable[str]]) -> str:
    return aligned([tuple(map(visible_line, row)) for row in rows], "  ")
