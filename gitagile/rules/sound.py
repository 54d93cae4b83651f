"""The commonest sound values told at a glance, without the schema and its library.

A law in the tests holds it to the schema: what is sound here, the schema accepts. Where there is any doubt it is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from ..config.record import Config
from ..model.ids import is_id
from ..model.workflow import PRIORITIES
from .schema import LONGEST_TITLE, OUTCOMES, RANK, TIMEBOX
from .values import Values, text_in

Judge = Callable[[object], bool]

_ALWAYS = ("id", "title")
_DIGITS = str.maketrans("123456789", "0" * 9)
_DAY = "0000-00-00"
_OFFSETS = ("Z", "+00:00", "-00:00", ".000Z", ".000+00:00", ".000-00:00")
_INSTANTS = tuple(f"{_DAY}T00:00:00{offset}" for offset in _OFFSETS)
"""How the commonest instants look once each digit is a nought."""


class SoundItems:
    """What a config asks of the commonest values of items: one judge for each key."""

    def __init__(self, config: Config) -> None:
        self._judges = _judges(config)
        self._demanded = {one.name: (*_ALWAYS, *one.requires) for one in config.types}

    def holds(self, values: Values) -> bool:
        """Whether the schema accepts these values for certain. It may accept others too."""
        demanded = self._demanded.get(text_in(values, "type") or "", _ALWAYS)
        if not all(key in values for key in demanded):
            return False
        judges = self._judges
        return all(key in judges and judges[key](value) for key, value in values.items())


def _judges(config: Config) -> dict[str, Judge]:
    own = {field.name: _is_text for field in config.custom_fields if field.kind == "text" and not field.values}
    metric = {} if any(field.name == "metric" for field in config.custom_fields) else {"metric": _is_text}
    return {
        **own,
        **metric,
        "id": lambda value: isinstance(value, str) and is_id(value),
        "title": _is_title,
        "type": _one_of(config.type_names),
        "status": _one_of(config.workflow.names),
        "priority": _one_of(PRIORITIES),
        "rank": _like(RANK),
        "points": _points(config.points_scale),
        "assignee": _each(_one_of(config.handles)),
        "role": _one_of(config.roles),
        "labels": _each(_is_word),
        **dict.fromkeys(("parent", "blocked", "hypothesis", "learned"), _is_text),
        **dict.fromkeys(("depends_on", "runs", "data"), _each(_is_text)),
        **dict.fromkeys(("created", "started", "finished"), _is_day_or_instant),
        "due": _is_day,
        "outcome": _one_of(OUTCOMES),
        "timebox": _like(TIMEBOX),
    }


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_title(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TITLE and value.isprintable() and bool(value.strip())


def _is_word(value: object) -> bool:
    return isinstance(value, str) and value.isprintable() and value != "" and not {" ", ","} & set(value)


def _one_of(words: tuple[str, ...]) -> Judge:
    return words.__contains__ if words else _is_text


def _like(pattern: str) -> Judge:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _each(judge: Judge) -> Judge:
    return lambda value: isinstance(value, list) and all(map(judge, value))


def _points(scale: tuple[float, ...]) -> Judge:
    return lambda value: type(value) is int and value >= 0 and (not scale or value in scale)


def _is_day(value: object) -> bool:
    return isinstance(value, str) and value.translate(_DIGITS) == _DAY and _exists(value)


def _is_day_or_instant(value: object) -> bool:
    if not isinstance(value, str) or len(value) == len(_DAY):
        return _is_day(value)
    return value.translate(_DIGITS) in _INSTANTS and value[11:13] < "24" and _exists(value)


def _exists(text: str) -> bool:
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False
