"""JSON Schemas as text: for an item, for a sprint, and for the config itself."""

from __future__ import annotations

import json

from ..config.record import Config
from ..rules.config_schema import config_schema
from ..rules.schema import item_schema, sprint_schema


def schema_text(config: Config, which: str) -> str:
    """The schema of an `item`, a `sprint` or the `config`, indented."""
    schema = item_schema(config) if which == "item" else sprint_schema(config) if which == "sprint" else config_schema()
    return json.dumps(schema, indent=2, ensure_ascii=False)
