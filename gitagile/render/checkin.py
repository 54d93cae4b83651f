"""A check-in as text for the terminal and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.checkin import PARTS
from .as_json import as_text, result_record

if TYPE_CHECKING:
    from ..actions.result import Result
    from ..model.checkin import Checkin


def checkin_text(content: bytes) -> str:
    """The file's text, for a person to look at."""
    return content.decode("utf-8", "replace").replace("\r\n", "\n").rstrip("\n")


def checkin_json(checkin: Checkin | None, result: Result | None = None) -> str:
    """What a check-in says (null where nothing was said), and what was done, if anything was to be."""
    return as_text(
        {"checkin": checkin_record(checkin) if checkin else None, **(result_record(result) if result else {})}
    )


def checkin_record(checkin: Checkin) -> dict[str, object]:
    """One check-in; `value` of a note is kind, helpful or mindful, null where it does not say which."""
    return {
        "person": checkin.person,
        "day": checkin.day,
        "path": checkin.path,
        **{part: list(checkin.part(part)) for part in PARTS},
        "notes": [{"text": note.text, "value": note.value} for note in checkin.notes],
        "blocks": list(checkin.blocks),
        "until": checkin.until,
    }
