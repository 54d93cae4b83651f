"""How keys are read, for one config: the format's own, the config's fields, and what a type demands beyond those."""

from __future__ import annotations

import math
from collections.abc import Mapping

from ..config.record import Config
from .item_text import ANY, KINDS, NUMBER, TEXT, WORDS
from .yaml_nodes import Scalar, scalar_value

Kinds = Mapping[str, str]

FIELD_KINDS = {"text": TEXT, "number": NUMBER, "list": WORDS, "date": TEXT, "flag": ANY}
SPRINT_KINDS: Kinds = {**dict.fromkeys(("goal", "focus", "start", "end", "status"), TEXT), "capacity": ANY}


def item_kinds(config: Config) -> Kinds:
    """How each declared key of an item is read; a key that is not here was declared by nobody."""
    demanded = {key: ANY for one in config.types for key in one.requires}
    own = {field.name: FIELD_KINDS[field.kind] for field in config.custom_fields}
    return {**demanded, **own, **KINDS}


def number_in(text: str) -> int | float | None:
    """The number that a text would be without its quotes, None if it would be none."""
    value = scalar_value(Scalar(text, "", None, None))  # type: ignore[arg-type]
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        return value
    return None
