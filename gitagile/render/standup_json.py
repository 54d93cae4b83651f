"""The standup's digest as JSON: what was said and what git saw, each whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .as_json import as_text
from .checkin import checkin_record
from .log import happening_records
from .standup import help_of, stuck_of

if TYPE_CHECKING:
    from ..actions.team.standup import PersonsDay, Standup
    from ..model.item import Item


def standup_json(standup: Standup, timezone: str) -> str:
    """The digest as JSON; `blockers` and `help_offered` are those of each person's last check-in."""
    return as_text(
        {
            "since": standup.since,
            "sprint": standup.sprint.id if standup.sprint else None,
            "working_days_left": standup.working_days_left,
            "blockers": [{"who": one.who or None, "text": one.words} for one in stuck_of(standup)],
            "help_offered": [{"who": one.who, "text": one.words} for one in help_of(standup)],
            "people": [_person_record(person, timezone) for person in standup.people],
            "in_progress": [{**_item_record(one.item), "days": one.days} for one in standup.going],
            "blocked": [{**_item_record(item), "blocked": item.blocked} for item in standup.blocked],
            "notes": list(standup.notes),
        }
    )


def _person_record(person: PersonsDay, timezone: str) -> dict[str, object]:
    return {
        "name": person.name,
        "handle": person.handle,
        "said": [checkin_record(one) for one in person.said],
        "did": happening_records(person.did, timezone),
    }


def _item_record(item: Item) -> dict[str, object]:
    return {"id": item.id, "title": item.title, "status": item.status, "assignee": list(item.assignee)}
