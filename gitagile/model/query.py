"""Queries: which items are meant, as terms that an item matches or does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from .days import read_day
from .ids import begins, normal_id, typed_forms
from .item import Item
from .workflow import ACTIVE, DEFAULT_PRIORITY, DONE, DROPPED, TODO, Workflow

QUALIFIERS = (
    *(
        "status",
        "type",
        "label",
        "assignee",
        "role",
        "priority",
        "sprint",
        "parent",
        "depends",
        "id",
        "title",
        "outcome",
    ),
    *("points", "carried", "created", "started", "finished", "due", "is", "has", "no"),
)
NUMBERS, DAYS = ("points", "carried"), ("created", "started", "finished", "due")
_NUMBER = r"-?\d+(?:\.\d+)?"
NUMBER = rf"(?a)(?:>=|<=|>|<)?{_NUMBER}|{_NUMBER}\.\.(?:{_NUMBER})?|\.\.{_NUMBER}"
"""How a number is asked for: `3`, `>3`, `3..8`, `3..`, `..8`."""

_DAY = r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?|@today)"
DAY = rf"(?a)(?:>=|<=|>|<)?{_DAY}|{_DAY}\.\.{_DAY}?|\.\.{_DAY}"
"""How a day is asked for: `2026-11-23`, a month, a year, `<@today`, `2026-11-01..2026-11-30`, `2026-11..`."""

STATES = ("open", "todo", "active", "done", "dropped", "blocked", "ready", "archived", "late", "mine")
ME, TODAY = "@me", "@today"


class Term(NamedTuple):
    """One demand: a qualifier and the values of which one must hold. Free text has the qualifier `text`."""

    qualifier: str
    values: tuple[str, ...]
    negated: bool = False


class Query(NamedTuple):
    """Terms that must all hold."""

    terms: tuple[Term, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The free text that must be there, without case, for the index to look up."""
        return tuple(term.values[0].casefold() for term in self.terms if term.qualifier == "text" and not term.negated)

    def wants(self, qualifier: str, *values: str) -> bool:
        """Whether a term that is not negated asks for one of the values of a qualifier (any of them, if none)."""
        return Query(tuple(term for term in self.terms if not term.negated)).asks(qualifier, *values)

    def values_of(self, qualifier: str) -> tuple[str, ...]:
        """All values that are asked for, or not wanted, under a qualifier."""
        return tuple(value for term in self.terms if term.qualifier == qualifier for value in term.values)

    def asks(self, qualifier: str, *values: str) -> bool:
        """Whether a term asks for one of the values of a qualifier (any of them, if none is named)."""
        return any(
            term.qualifier == qualifier and (not values or set(values) & set(term.values)) for term in self.terms
        )


class Scene(NamedTuple):
    """What a query needs to know beside the item. `today` is an ISO day; `done_ids` are normal ids of done items."""

    workflow: Workflow
    today: str
    me: tuple[str, ...] = ()
    sprint_of: Callable[[str], str] = str
    done_ids: frozenset[str] = frozenset()
    carried: Mapping[str, int] = MappingProxyType({})


def is_ready(item: Item, scene: Scene) -> bool:
    """To do, not blocked, and everything it depends on is done."""
    waits = any(normal_id(other) not in scene.done_ids for other in item.depends_on)
    return scene.workflow.category_of(item.status) == TODO and not item.blocked and not waits and not item.is_archived


def matches(query: Query, item: Item, scene: Scene) -> bool:
    """Whether an item meets every term. Free text was looked up by the index, except where it is negated."""
    return all(_holds(term, item, scene) != term.negated for term in query.terms if term.qualifier != "text")


def _holds(term: Term, item: Item, scene: Scene) -> bool:
    return any(_one_holds(term.qualifier, value, item, scene) for value in term.values)


def _one_holds(qualifier: str, value: str, item: Item, scene: Scene) -> bool:
    if qualifier in NUMBERS:
        number = item.points if qualifier == "points" else scene.carried.get(normal_id(item.id), 0)
        return number is not None and _compares(float(number), value, float)
    if qualifier in DAYS:
        return _day_holds(getattr(item, qualifier), value.replace(TODAY, scene.today))
    check = _CHECKS.get(qualifier)
    return check(value, item, scene) if check else _field_holds(qualifier, value, item)


def _day_holds(text: str | None, demand: str) -> bool:
    """Whether a day is in the span a demand names; a month or a year holds all of its days."""
    low, dots, high = demand.partition("..")
    if not text:
        return False
    if dots:
        return (not low or text[: len(low)] >= low) and (not high or text[: len(high)] <= high)
    length = len(demand.lstrip("<>="))
    return _compares(text[:length], demand, str)


def _compares(left: object, demand: str, kind: Callable[[str], object]) -> bool:
    low, dots, high = demand.partition("..")
    if dots:
        return (not low or left >= kind(low)) and (not high or left <= kind(high))  # type: ignore[operator]
    for sign, holds in _SIGNS.items():
        if demand.startswith(sign):
            return holds(left, kind(demand[len(sign) :]))
    return left == kind(demand)


_SIGNS: dict[str, Callable[[object, object], bool]] = {
    ">=": lambda left, right: left >= right,  # type: ignore[operator]
    "<=": lambda left, right: left <= right,  # type: ignore[operator]
    ">": lambda left, right: left > right,  # type: ignore[operator]
    "<": lambda left, right: left < right,  # type: ignore[operator]
}


def _has_label(value: str, item: Item, _: Scene) -> bool:
    return value.casefold() in (label.casefold() for label in item.labels)


def _is_assigned(value: str, item: Item, scene: Scene) -> bool:
    wanted = scene.me if value == ME else (value.removeprefix("@"),)
    return any(one.casefold() == who.casefold() for one in wanted for who in item.assignee)


def _is_id(value: str, known: str | None) -> bool:
    return known is not None and any(begins(normal_id(known), form) for form in typed_forms(value))


def _is_state(value: str, item: Item, scene: Scene) -> bool:
    category = scene.workflow.category_of(item.status)
    simple = {
        "open": category in (TODO, ACTIVE),
        "blocked": bool(item.blocked),
        "archived": item.is_archived,
        "late": bool(item.due) and str(item.due) < scene.today and category not in (DONE, DROPPED),
        "mine": _is_assigned(ME, item, scene),
    }
    if value == "ready":
        return is_ready(item, scene)
    return simple.get(value, category == value)


def _has(value: str, item: Item, _: Scene) -> bool:
    if value in ("label", "depends"):
        value = {"label": "labels", "depends": "depends_on"}[value]
    known = value in Item._fields or value == "sprint"
    found = getattr(item, value) if known else dict(item.fields).get(value)
    return found not in (None, (), "", [])


def _field_holds(qualifier: str, value: str, item: Item) -> bool:
    found = dict(item.fields).get(qualifier)
    each = found if isinstance(found, list) else [found]
    return any(_value_holds(one, value) for one in each if one is not None)


def _value_holds(found: object, value: str) -> bool:
    """Whether a value of a key of one's own is meant: numbers and days may be compared, all else must be the same."""
    if isinstance(found, (int, float)) and not isinstance(found, bool) and re.fullmatch(NUMBER, value):
        return _compares(float(found), value, float)
    if isinstance(found, str) and re.fullmatch(DAY, value) and read_day(found) is not None:
        return _day_holds(found, value)
    return str(found).casefold() == value.casefold()


def _same(name: str) -> Callable[[str, Item, Scene], bool]:
    return lambda value, item, _: (getattr(item, name) or "").casefold() == value.casefold()


_CHECKS: dict[str, Callable[[str, Item, Scene], bool]] = {
    **{name: _same(name) for name in ("status", "type", "role", "outcome")},
    "priority": lambda value, item, _: (item.priority or DEFAULT_PRIORITY).casefold() == value.casefold(),
    "title": lambda value, item, _: value.casefold() in item.title.casefold(),
    "label": _has_label,
    "assignee": _is_assigned,
    "sprint": lambda value, item, scene: item.place == scene.sprint_of(value),
    "parent": lambda value, item, _: _is_id(value, item.parent),
    "depends": lambda value, item, _: any(_is_id(value, one) for one in item.depends_on),
    "id": lambda value, item, _: _is_id(value, item.id),
    "is": _is_state,
    "has": _has,
    "no": lambda value, item, scene: not _has(value, item, scene),
}
