"""How keys are read: the format's own, the config's fields, and what a type demands beyond those."""

from __future__ import annotations

import math
from collections.abc import Mapping

from ..config.record import Config
from .nodes import plain_value

Kinds = Mapping[str, str]

TEXT, NUMBER, WORDS, ANY = "text", "number", "words", "any"
KINDS: Kinds = {
    **dict.fromkeys(("id", "title", "type", "status", "priority", "rank", "role", "parent"), TEXT),
    **dict.fromkeys(
        ("created", "started", "finished", "due", "blocked", "hypothesis", "outcome", "learned", "timebox"), TEXT
    ),
    **dict.fromkeys(("assignee", "labels", "depends_on", "runs", "data"), WORDS),
    "points": NUMBER,
    "gates": ANY,
}
"""How the keys of an item are read: the schema decides the type from the text, so that `sha: 0123456` survives."""
TRIAL_KINDS: Kinds = {"metric": TEXT, "baseline": ANY, "budget": ANY}
"""Keys of experiments beside the format's own; a field that the config declares by such a name wins."""
FIELD_KINDS = {"text": TEXT, "number": NUMBER, "list": WORDS, "date": TEXT, "flag": ANY}
SPRINT_KINDS: Kinds = {**dict.fromkeys(("goal", "start", "end", "status"), TEXT), "focus": WORDS, "capacity": ANY}


def item_kinds(config: Config) -> Kinds:
    """How each declared key of an item is read; a key that is not here was declared by nobody."""
    demanded = {key: ANY for one in config.types for key in one.requires}
    own = {field.name: FIELD_KINDS[field.kind] for field in config.custom_fields}
    return {**demanded, **TRIAL_KINDS, **own, **KINDS}


def number_in(text: str) -> int | float | None:
    """The number that a text would be without its quotes, None if it would be none."""
    value = plain_value(text)
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        return value
    return None
