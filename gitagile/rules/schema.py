"""JSON Schemas (draft 2020-12) made from the config: for an item's front matter and for `sprint.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..config.record import Config, CustomField, ItemType
from ..config.row_keys import GATE_ABOUT
from ..model.ids import ID_PATTERN
from ..model.places import INSIDE
from ..model.sprint import SPRINT_STATUSES
from ..model.workflow import PRIORITIES

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
LONGEST_TITLE = 200
OUTCOMES = ("confirmed", "rejected", "inconclusive", "stopped")
OPERATORS = (">=", ">", "<=", "<", "==")
ONE_LINE = r"^[^\r\n]*\S[^\r\n]*$"
RANK = r"^[0-9a-z]*[1-9a-z]$"
TIMEBOX = r"^[1-9][0-9]{0,2}[dw]$"
LABEL = r"^[^\s,]+$"

_TEXT: Schema = {"type": "string"}
_DAY: Schema = {"type": "string", "format": "date", "pattern": "^(?!0000)"}
_INSTANT: Schema = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:[0-5]\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$",
}
_DAY_OR_INSTANT: Schema = {"type": "string", "anyOf": [_DAY, _INSTANT]}
_NUMBER: Schema = {"type": "number", "minimum": 0}
_PATH: Schema = {"type": "string", "pattern": INSIDE}
_WORD: Schema = {"type": "string", "minLength": 1}
_MEASURED: Schema = {"metric": _WORD, "source": _PATH, "atol": {"type": "number"}, "rtol": {"type": "number"}}
_TRIAL_KEYS: Schema = {
    "metric": {**_WORD, "description": "the metric that the hypothesis is about"},
    "baseline": {
        "type": ["number", "string"],
        "minLength": 1,
        "description": "what it is compared with: a number, `sprint-start`, a revision or a model's alias",
    },
    "budget": {
        "type": "object",
        "additionalProperties": _NUMBER,
        "description": "what it may cost: {gpu_hours: 20, runs: 10}",
    },
}
_FORMS: tuple[Schema, ...] = (
    {"metric": _WORD, "op": {"enum": list(OPERATORS)}, "value": {"type": "number"}},
    {"metric": _WORD, "baseline": _WORD, "min_delta": {"type": "number"}},
    {"junit": _PATH, "test": _WORD},
    {"file": _PATH, "has": _WORD},
)
"""The keys that each form of a gate needs; one on a metric may have a source and margins besides."""


def item_schema(config: Config) -> Schema:
    """The schema of an item's front matter, for `check` and for editors that complete YAML by schema."""
    demands = [_demand(one) for one in config.types if one.requires]
    return {
        "$schema": DRAFT,
        "title": "An item of the backlog",
        "type": "object",
        "required": ["id", "title"],
        "properties": {
            **_TRIAL_KEYS,
            **{field.name: _field(field) for field in config.custom_fields},
            **_item_keys(config),
        },
        **({"allOf": demands} if demands else {}),
    }


def sprint_schema(config: Config) -> Schema:
    """The schema of a sprint's `sprint.md`."""
    people: Schema = {"propertyNames": {"enum": list(config.handles)}} if config.team else {}
    focus = [metric.name for metric in config.metrics]
    return {
        "$schema": DRAFT,
        "title": "A sprint",
        "type": "object",
        "properties": {
            "goal": {**_TEXT, "description": "what the sprint is for, in one sentence"},
            "focus": {**_list_of(_words_of(focus)), "description": "the metrics that the sprint is to move"},
            "start": {**_DAY, "description": "the first day"},
            "end": {**_DAY, "description": "the last day"},
            "status": {"type": "string", "enum": list(SPRINT_STATUSES)},
            "capacity": {
                "type": "object",
                "additionalProperties": _NUMBER,
                **people,
                "description": "working days of each person",
            },
        },
    }


def validator_of(schema: Schema) -> Draft202012Validator:
    """The compiled schema, which decodes nothing and reads nothing over the network."""
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


def _item_keys(config: Config) -> Schema:
    return {
        "id": {"type": "string", "pattern": ID_PATTERN, "description": "unique in the repository, never changes"},
        "title": {"type": "string", "maxLength": LONGEST_TITLE, "pattern": ONE_LINE},
        "type": _words_of(config.type_names),
        "status": _words_of(config.workflow.names),
        "priority": _words_of(PRIORITIES),
        "rank": {"type": "string", "pattern": RANK, "description": "written by `gitagile rank`"},
        "points": {**_NUMBER, **({"enum": list(config.points_scale)} if config.points_scale else {})},
        "assignee": _list_of({"type": "string", "minLength": 1, **_enum(config.handles)}),
        "role": _words_of(config.roles),
        "labels": _list_of({"type": "string", "pattern": LABEL}),
        "parent": {**_TEXT, "description": "the id of an epic or a larger item"},
        "depends_on": _list_of({"type": "string", "minLength": 1}),
        "created": _DAY_OR_INSTANT,
        "started": _DAY_OR_INSTANT,
        "finished": _DAY_OR_INSTANT,
        "due": _DAY,
        "blocked": {**_TEXT, "description": "why; absent where nothing blocks"},
        "hypothesis": _TEXT,
        "outcome": _words_of(OUTCOMES),
        "learned": _TEXT,
        "timebox": {"type": "string", "pattern": TIMEBOX, "description": "working days or weeks: 3d, 2w"},
        "gates": gates_schema(),
        "runs": _list_of(_TEXT),
        "data": _list_of(_TEXT),
    }


def gates_schema() -> Schema:
    """The schema of a list of gates, on an item or in the config."""
    forms = [
        {
            "required": list(keys),
            "properties": _described({**keys, **(_MEASURED if "metric" in keys else {})}),
            "additionalProperties": False,
        }
        for keys in _FORMS
    ]
    return {"type": "array", "items": {"type": "object", "oneOf": forms}}


def _described(keys: Schema) -> Schema:
    """The keys of a gate, each with what it is for."""
    return {key: {**schema, "description": GATE_ABOUT[key]} for key, schema in keys.items()}


def _words_of(words: tuple[str, ...] | list[str]) -> Schema:
    return {"type": "string", **_enum(words)}


def _enum(words: tuple[str, ...] | list[str]) -> Schema:
    return {"enum": list(words)} if words else {}


def _list_of(entry: Schema) -> Schema:
    """A list; a lone word is read as a list of one, and an editor should not call that wrong."""
    return {"type": ["array", "string"], "items": entry}


def _field(field: CustomField) -> Schema:
    schema = {
        "text": {**_TEXT, **_enum(field.values)},
        "number": {"type": "number"},
        "list": _list_of({**_TEXT, **_enum(field.values)}),
        "date": _DAY_OR_INSTANT,
        "flag": {"type": "boolean"},
    }[field.kind]
    return {**schema, "description": field.about} if field.about else schema


def _demand(one: ItemType) -> Schema:
    return {
        "if": {"properties": {"type": {"const": one.name}}, "required": ["type"]},
        "then": {"required": list(one.requires)},
    }
