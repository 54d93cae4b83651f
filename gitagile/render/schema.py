"""JSON Schemas as text: for an item, for a sprint, and for the config itself."""

from __future__ import annotations

import json
from typing import Any

from ..config.record import Config
from ..config.settings import SETTINGS, SUB_KEYS, Setting
from ..model.workflow import CATEGORIES
from ..rules.schema import DRAFT, Schema, item_schema, sprint_schema

_TEXTS: Schema = {"type": "array", "items": {"type": "string"}}
_KINDS: dict[str, Schema] = {
    "text": {"type": "string"},
    "prefix": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]{0,15}$"},
    "timezone": {"type": "string"},
    "words": _TEXTS,
    "numbers": {"type": "array", "items": {"type": "number", "minimum": 0}},
    "days": {"type": "array", "items": {}},
    "number": {"type": "number"},
    "statuses": {"type": "object", "additionalProperties": {"enum": list(CATEGORIES)}},
    "limits": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}},
    "views": {"type": "object", "additionalProperties": {"type": "string"}},
}


def schema_text(config: Config, which: str) -> str:
    """The schema of an `item`, a `sprint` or the `config`, indented."""
    schema = item_schema(config) if which == "item" else sprint_schema(config) if which == "sprint" else config_schema()
    return json.dumps(schema, indent=2, ensure_ascii=False)


def config_schema() -> Schema:
    """The schema of `config.toml`, made from the table of settings."""
    properties: dict[str, Any] = {}
    for setting in SETTINGS:
        group, _, name = setting.name.rpartition(".")
        place = properties
        if group:
            table = properties.setdefault(group, {"type": "object", "properties": {}, "additionalProperties": False})
            place = table["properties"]
        place[name] = {**_schema_of(setting), "description": setting.about}
    return {"$schema": DRAFT, "type": "object", "properties": properties, "additionalProperties": False}


def _schema_of(setting: Setting) -> Schema:
    if setting.kind in ("choice", "choices"):
        one: Schema = {"enum": list(setting.choices)}
        return one if setting.kind == "choice" else {"type": "array", "items": one}
    if setting.kind in SUB_KEYS:
        keys = {key: _KINDS[kind] for key, kind in SUB_KEYS[setting.kind].items()}
        row = {"type": "object", "properties": keys, "additionalProperties": False}
        return {"type": "object", "additionalProperties": row}
    bounds = {"minimum": setting.low, "maximum": setting.high}
    return {**_KINDS[setting.kind], **{name: bound for name, bound in bounds.items() if bound is not None}}
