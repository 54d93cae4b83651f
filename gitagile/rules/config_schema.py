"""A JSON Schema of `config.toml`, made from the table of settings, for editors that complete TOML by schema."""

from __future__ import annotations

from typing import Any

from ..config.row_keys import ROW_ABOUT
from ..config.settings import DIRECTIONS, FIELD_KINDS, SETTINGS, SUB_KEYS, Setting
from ..model.places import INSIDE
from ..model.workflow import CATEGORIES
from .schema import DRAFT, Schema, gates_schema

_TEXT: Schema = {"type": "string"}
_WORDS: Schema = {"type": "array", "items": {"type": "string", "minLength": 1}}
_KINDS: dict[str, Schema] = {
    "text": {"type": "string", "minLength": 1},
    "prefix": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]{0,15}$"},
    "timezone": {"type": "string", "minLength": 1},
    "words": _WORDS,
    "paths": {"type": "array", "items": {"type": "string", "pattern": INSIDE}},
    "gates": gates_schema(),
    "number": {"type": "integer"},
    "count": {"type": "integer", "minimum": 1},
    "numbers": {"type": "array", "items": {"type": "number", "minimum": 0}},
    "days": {"type": "array", "items": {"type": "string", "format": "date"}},
    "statuses": {"type": "object", "minProperties": 1, "additionalProperties": {"enum": list(CATEGORIES)}},
    "limits": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}},
    "views": {"type": "object", "additionalProperties": _TEXT},
}
_ROW_KINDS: dict[str, Schema] = {"text": _TEXT, "words": _WORDS, "number": {"type": "number", "minimum": 0}}
_ROW_CHOICES = {("fields", "type"): FIELD_KINDS, ("metrics", "direction"): DIRECTIONS}


def config_schema() -> Schema:
    """The schema of the whole config file; every setting has its own documentation as its description."""
    top: Schema = {
        "$schema": DRAFT,
        "title": "The config of a backlog",
        "type": "object",
        "properties": {},
        "additionalProperties": False,
    }
    for setting in SETTINGS:
        table, _, key = setting.name.rpartition(".")
        _table(top, table)["properties"][key] = _setting(setting)
    return top


def _table(top: Schema, name: str) -> Schema:
    if not name:
        return top
    empty: Schema = {"type": "object", "properties": {}, "additionalProperties": False}
    table: Schema = top["properties"].setdefault(name, empty)
    return table


def _setting(setting: Setting) -> Schema:
    about: dict[str, Any] = {"description": setting.about, "default": setting.default}
    if setting.kind in SUB_KEYS:
        return {"type": "object", "additionalProperties": _rows(setting.kind), **about}
    if setting.kind == "choice":
        return {"enum": list(setting.choices), **about}
    if setting.kind == "choices":
        return {"type": "array", "items": {"enum": list(setting.choices)}, **about}
    limits = {"minimum": setting.low, "maximum": setting.high}
    return {**_KINDS[setting.kind], **{key: value for key, value in limits.items() if value is not None}, **about}


def _row_value(kind: str, key: str, held: str) -> Schema:
    if (kind, key) in _ROW_CHOICES:
        return {"enum": list(_ROW_CHOICES[kind, key])}
    return _ROW_KINDS[held] if held in _ROW_KINDS else _KINDS[held]


def _rows(kind: str) -> Schema:
    properties = {
        key: {**_row_value(kind, key, one), "description": ROW_ABOUT[kind][key]} for key, one in SUB_KEYS[kind].items()
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}
