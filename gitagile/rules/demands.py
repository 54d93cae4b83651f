"""What the schema refused, said as remarks: for each key the code, the sentence and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from ..config.record import Config
from ..config.values import hint_for
from ..model.sprint import SPRINT_STATUSES
from ..model.workflow import PRIORITIES
from ..text.kinds import ANY, FIELD_KINDS, NUMBER, WORDS, Kinds, number_in
from .remark import Remark, Where, shown
from .schema import LONGEST_TITLE, OUTCOMES
from .values import Values

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError

Said = tuple[str, str, str]
"""A rule's code, the end of the sentence that begins with the key, and the hint."""

Say = Callable[[object, Config], Said]

_DAY_HINT = "write a day as 2026-11-20"
_BUDGET_HINT = "names and amounts: {gpu_hours: 20}"
_INSTANT_HINT = "write a day as 2026-11-20, an instant as 2026-11-20T09:12:00+01:00"


def _one_of(code: str, said: str, known: Callable[[Config], tuple[str, ...]]) -> Say:
    def say(value: object, config: Config) -> Said:
        return code, f"is {shown(value)}, which is no {said}", hint_for(str(value), known(config))

    return say


def _form(code: str, said: str, hint: str) -> Say:
    return lambda value, _: (code, said.replace("{}", shown(value)), hint)


_no_day = _form("I135", "is {}, which is no day of the calendar", _DAY_HINT)
_no_instant = _form("I135", "is {}, which is neither a day nor an instant with its offset", _INSTANT_HINT)
_no_sprint_day = _form("S204", "is {}, which is no day of the calendar", _DAY_HINT)


def _title(value: object, _: Config) -> Said:
    text = str(value)
    if len(text) > LONGEST_TITLE:
        return "I124", f"has {len(text)} characters; {LONGEST_TITLE} is the most", "move the rest to the body"
    if not text.strip():
        return "I124", "is empty", "say in one line what the item is about"
    return "I124", "runs over more than one line", "keep it on one line and move the rest to the body"


def _points(value: object, config: Config) -> Said:
    if isinstance(value, (int, float)) and value < 0:
        return "I132", f"is {value}, below 0", "points are a number of at least 0, or absent"
    scale = ", ".join(f"{one:g}" for one in config.points_scale)
    return "I133", f"is {value}, which is not on the scale", f"the config allows {scale}"


ITEM_KEYS: Mapping[str, Say] = {
    "id": _form("I121", "is {}, which has not the form of an id", "a prefix, a hyphen and a part: ML-x2v9kq"),
    "title": _title,
    "type": _one_of("I127", "type of this backlog", lambda config: config.type_names),
    "status": _one_of("I128", "status of the workflow", lambda config: config.workflow.names),
    "priority": _one_of("I129", "priority", lambda _: PRIORITIES),
    "role": _one_of("I130", "role of this backlog", lambda config: config.roles),
    "assignee": _one_of("I131", "handle of the team", lambda config: config.handles),
    "points": _points,
    "labels": _form("I134", "has {}, which is not one word", "join its words with a hyphen"),
    "created": _no_instant,
    "started": _no_instant,
    "finished": _no_instant,
    "due": _no_day,
    "timebox": _form("I139", "is {}, which is no timebox", "a number of working days or weeks: 3d, 2w"),
    "rank": _form("I144", "is {}, which is no rank", "take the key away, or let `gitagile rank` write it"),
    "outcome": _one_of("M401", "outcome", lambda _: OUTCOMES),
}
SPRINT_KEYS: Mapping[str, Say] = {
    "start": _no_sprint_day,
    "end": _no_sprint_day,
    "status": _one_of("S209", "status of a sprint", lambda _: SPRINT_STATUSES),
    "focus": _one_of("S214", "metric of the config", lambda config: tuple(one.name for one in config.metrics)),
    "capacity": _form("S211", "has {}, which is no number of at least 0", "for example {ana: 8, bo: 6.5}"),
}


def item_remarks(errors: Iterable[ValidationError], values: Values, kinds: Kinds, config: Config) -> Iterator[Remark]:
    """The remarks that an item's refused values give. Gates are left to the rules of model work."""
    for where, keyword, missing in _told(errors):
        if missing:
            yield _missing(missing, values)
        elif where[0] == "gates" and len(where) > 1:
            continue
        elif where[0] == "budget" and kinds["budget"] == ANY:
            yield _budget(where, _at(values, where))
        elif keyword in ("type", "minLength"):
            yield _wrong_kind("I126", where, values, kinds)
        else:
            value, key = _at(values, where), str(where[0])
            say = ITEM_KEYS.get(key) or partial(_field, key)
            code, said, hint = say(value, config)
            yield Remark(code, where, f"`{key}` {said}", hint)


def sprint_remarks(errors: Iterable[ValidationError], values: Values, kinds: Kinds, config: Config) -> Iterator[Remark]:
    """The remarks that the refused values of a `sprint.md` give."""
    for where, keyword, _ in _told(errors):
        key, value = str(where[0]), _at(values, where)
        if keyword == "propertyNames":
            yield from _strangers(values, config)
        elif keyword == "type" and (len(where) == 1 or key == "focus"):
            yield _wrong_kind("S203", where, values, {**kinds, "capacity": "table"})
        else:
            code, said, hint = SPRINT_KEYS[key](value, config)
            yield Remark(code, where, f"`{key}` {said}", hint)


def _told(errors: Iterable[ValidationError]) -> list[tuple[Where, str, str]]:
    """Each fault once: the way to the value, the schema's keyword, the missing key. A wrong kind hides what follows."""
    told: dict[tuple[Where, str], tuple[str, str]] = {}
    for error in errors:
        where, keyword = tuple(error.instance_path), str(error.schema_path[-1])
        missing = str(getattr(error.kind, "property", "")) if keyword == "required" and not where else ""
        if "propertyNames" in error.schema_path:
            where, keyword = ("capacity",), "propertyNames"
        before = told.get((where, missing))
        if before is None or keyword == "type" or (keyword == "minimum" and before[0] == "enum"):
            told[where, missing] = (keyword, missing)
    return [(where, keyword, missing) for (where, _), (keyword, missing) in told.items()]


def _missing(key: str, values: Values) -> Remark:
    if key == "id":
        return Remark("I120", (), "the item has no `id`", "add `id: …` as in its file name; `gitagile new` writes both")
    if key == "title":
        return Remark("I123", (), "the item has no `title`", "add `title: …`, one line that says what it is about")
    said = f"an item of the type {shown(values.get('type'))} needs `{key}`"
    if key == "hypothesis":
        return Remark("M402", ("type",), said, "say what is expected, so that it can turn out wrong")
    return Remark("I125", ("type",), said, f"add `{key}: …`, or choose another type")


def _budget(where: Where, value: object) -> Remark:
    said = "is {}, but must be a table" if len(where) == 1 else "has {}, which is no number of at least 0"
    return Remark("M405", where, f"`budget` {said.replace('{}', _said(value))}", _BUDGET_HINT)


_KIND_NAMES = {"text": "one text", NUMBER: "a number", WORDS: "a list of texts", "table": "a table"}
_KINDS_OF = {"gates": "a list", "baseline": "a number or one text"}


def _wrong_kind(code: str, where: Where, values: Values, kinds: Kinds) -> Remark:
    key, value = str(where[0]), _at(values, where)
    if len(where) > 1:
        return Remark(
            code, where, f"an entry of `{key}` is {_said(value)}, but must be one text", "quote it or remove it"
        )
    wanted = _KIND_NAMES.get(kinds[key]) or _KINDS_OF.get(key, "true or false")
    fixable = kinds[key] == NUMBER and isinstance(value, str) and number_in(value) is not None
    hint = "`gitagile check --fix` takes the quotes away" if fixable else f"write {wanted}, or leave the key out"
    return Remark(code, where, f"`{key}` is {_said(value)}, but must be {wanted}", hint, fixable=fixable)


def _said(value: object) -> str:
    if value is None:
        return "empty"
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else shown(value)


def _field(key: str, value: object, config: Config) -> Said:
    field = next((one for one in config.custom_fields if one.name == key), None)
    if field is not None and field.values:
        return "I141", f"is {shown(value)}, which is none of its values", hint_for(str(value), field.values)
    if field is not None and FIELD_KINDS[field.kind] == "text":
        return "I141", f"is {shown(value)}, which is no date", _INSTANT_HINT
    return "I141", f"is {shown(value)}, which does not fit", "leave it out, or write what the config declares"


def _strangers(values: Values, config: Config) -> Iterator[Remark]:
    capacity = values.get("capacity")
    for name in capacity if isinstance(capacity, dict) else ():
        if name not in config.handles:
            said = f"`capacity` names {shown(name)}, who is not in the team"
            yield Remark("S212", ("capacity", name), said, hint_for(name, config.handles), at_key=True)


def _at(values: Values, where: Where) -> object:
    value: object = values
    for step in where:
        if isinstance(value, Mapping):
            value = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
    return value
