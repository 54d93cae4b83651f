"""The demands on one item that no schema can say: its name, its dates, its stamps, its criteria, its spelling."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ..config.record import Config
from ..model.ids import is_id, name_begins_with, normal_id
from ..model.workflow import DONE, TODO
from ..text.kinds import Kinds, item_kinds
from ..text.near_keys import near_key
from ..text.stamps import missing_stamps
from .remark import Remark, shown
from .schema import item_schema, validator_of
from .sound import SoundItems
from .values import Values, text_in

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

NO_REASON = ("true", "false", "yes", "no", "on", "off")
"""What people write behind `blocked:` who take it for a switch."""


class ItemDemands:
    """What a config demands of its items, each part made ready once for a whole check, when it is first asked for."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.kinds: Kinds = item_kinds(config)
        self.categories = dict(config.workflow.statuses)
        self.sound = SoundItems(config)

    @cached_property
    def validator(self) -> Draft202012Validator:
        """The compiled schema."""
        return validator_of(item_schema(self.config))


class Given(NamedTuple):
    """What one file gives: its name, its declared keys' values, all its keys, and its body."""

    name: str
    values: Values
    keys: tuple[str, ...]
    body: str
    demands: ItemDemands

    @property
    def category(self) -> str:
        """What the item's status means; an unknown one is still to do."""
        return self.demands.categories.get(str(self.values.get("status")), TODO)


def check_item(given: Given) -> tuple[Remark, ...]:
    """All remarks on one item by itself."""
    demands, values = given.demands, given.values
    remarks: list[Remark] = []
    if not demands.sound.holds(values) and not demands.validator.is_valid(values):
        from .demands import item_remarks

        remarks += item_remarks(demands.validator.iter_errors(values), values, demands.kinds, demands.config)
    for rule in ITEM_RULES:
        remarks += rule(given)
    if values.keys() & {"gates", "hypothesis", "outcome"}:
        from .model_rules import MODEL_RULES

        for model_rule in MODEL_RULES:
            remarks += model_rule(values, given.category, demands.config)
    return tuple(remarks)


def _name(given: Given) -> Iterator[Remark]:
    identifier = text_in(given.values, "id")
    if identifier and is_id(identifier) and not name_begins_with(given.name, identifier):
        said = f"the file name does not begin with the item's id {shown(identifier)}"
        yield Remark("I122", ("id",), said, "rename the file, or give it the id of its name")


def _order_of_dates(given: Given) -> Iterator[Remark]:
    started, finished = text_in(given.values, "started"), text_in(given.values, "finished")
    if started and finished and is_earlier(finished, started):
        said = f"`finished` is {shown(finished)}, before `started` at {shown(started)}"
        yield Remark("I136", ("finished",), said, "one of the two was mistyped")


def _self(given: Given) -> Iterator[Remark]:
    own = normal_id(text_in(given.values, "id") or "")
    parent = text_in(given.values, "parent")
    if own and parent and normal_id(parent) == own:
        yield Remark("I137", ("parent",), "the item is its own parent", "name the larger item, or remove the key")
    depends = given.values.get("depends_on")
    for number, one in enumerate(depends if isinstance(depends, list) else ()):
        if own and isinstance(one, str) and normal_id(one) == own:
            yield Remark(
                "I137", ("depends_on", number), "the item depends on itself", "take its own id out of the list"
            )


def _blocked(given: Given) -> Iterator[Remark]:
    why = text_in(given.values, "blocked")
    if why is not None and (why.casefold() in NO_REASON or not why.strip()):
        said = f"`blocked` is {shown(why)}, which does not say why"
        yield Remark("I138", ("blocked",), said, "say what it waits for; where nothing blocks, remove the key")


def _spelling(given: Given) -> Iterator[Remark]:
    kinds = given.demands.kinds
    for key in given.keys:
        near = None if key in kinds else near_key(key, kinds)
        if near is not None:
            fixable = near not in given.keys
            yield Remark("I140", (key,), f"unknown key `{key}`", f"did you mean `{near}`?", True, fixable)


def _criteria(given: Given) -> Iterator[Remark]:
    config = given.demands.config
    if "criteria" not in config.done_needs or given.category != DONE or "[ ]" not in given.body:
        return
    from ..text.sections import criteria

    still_open = sum(not one.done for one in criteria(given.body, config.criteria_headings))
    if still_open:
        count = "1 acceptance criterion is" if still_open == 1 else f"{still_open} acceptance criteria are"
        yield Remark("I142", ("status",), f"the item is done, but {count} open", "`gitagile tick ID N` ticks them")


def _stamps(given: Given) -> Iterator[Remark]:
    for key in missing_stamps(frozenset(given.values), given.category):
        said = f"the item is {given.values.get('status')}, but has no `{key}`"
        yield Remark("I143", ("status",), said, "`gitagile check --fix` stamps it", fixable=True)


ITEM_RULES: tuple[Callable[[Given], Iterator[Remark]], ...] = (
    _name,
    _order_of_dates,
    _self,
    _blocked,
    _spelling,
    _criteria,
    _stamps,
)


def is_earlier(one: str, other: str) -> bool:
    """Whether a day or instant lies before another, by day where one is only a day. False where one is no date."""
    from datetime import date, datetime

    try:
        if len(one) > 10 and len(other) > 10:
            return datetime.fromisoformat(one) < datetime.fromisoformat(other)
        return date.fromisoformat(one[:10]) < date.fromisoformat(other[:10])
    except (ValueError, TypeError):
        return False
