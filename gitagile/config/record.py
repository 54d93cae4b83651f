"""The config as a record: what every other room reads, whatever file or profile it came from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ..model.team import Person
from ..model.workflow import Workflow

if TYPE_CHECKING:
    from decimal import Decimal

    from ..model.gate import Gate


class ItemType(NamedTuple):
    """One type of item, the keys it demands, and the gates that every item of it must pass."""

    name: str
    requires: tuple[str, ...] = ()
    about: str = ""
    gates: tuple[Gate, ...] = ()


class CustomField(NamedTuple):
    """A key of one's own: `kind` is text, number, list, date or flag; `values` the only ones allowed, if any."""

    name: str
    kind: str = "text"
    values: tuple[str, ...] = ()
    about: str = ""


class Metric(NamedTuple):
    """A model's metric: the file it is read from and whether more (`up`) or less (`down`) is better.

    `evaluated_on` are the paths of its evaluation data. After `stop_after` sprints in which it got better by less than
    `min_delta`, a stop is proposed.
    """

    name: str
    source: str | None = None
    direction: str = "up"
    about: str = ""
    evaluated_on: tuple[str, ...] = ()
    min_delta: Decimal | None = None
    stop_after: int | None = None


class WrittenGate(NamedTuple):
    """A gate as the config's text has it: under which setting, the how-many-th of it (from 1), on which line."""

    setting: str
    number: int
    line: int
    keys: Mapping[str, object]


class Config(NamedTuple):
    """All settings. `origins`: where each came from, `default`, `profile ml`, `config.toml:12` or a variable's name."""

    profile: str
    prefix: str
    ids: str
    timezone: str
    commit: str
    workflow: Workflow
    done_needs: tuple[str, ...]
    types: tuple[ItemType, ...]
    default_type: str
    points_scale: tuple[float, ...]
    criteria_headings: tuple[str, ...]
    roles: tuple[str, ...]
    required_roles: tuple[str, ...]
    weeks: int
    starts: str
    min_weeks: int
    max_weeks: int
    weekend: tuple[str, ...]
    holidays: tuple[str, ...]
    message_items: str
    ignored_rules: tuple[str, ...]
    retro_format: str = "start-stop-continue"
    mlflow_stores: tuple[str, ...] = ()
    claim_days: int = 3
    release_gates: tuple[Gate, ...] = ()
    written_gates: tuple[WrittenGate, ...] = ()
    team: tuple[Person, ...] = ()
    metrics: tuple[Metric, ...] = ()
    custom_fields: tuple[CustomField, ...] = ()
    views: tuple[tuple[str, str], ...] = ()
    origins: Mapping[str, str] = MappingProxyType({})

    @property
    def type_names(self) -> tuple[str, ...]:
        """The names of the item types, in order."""
        return tuple(one.name for one in self.types)

    def type_named(self, name: str | None) -> ItemType | None:
        """The type of this name, None if there is none."""
        return next((one for one in self.types if one.name == name), None)

    def gates_of(self, type_name: str | None) -> tuple[Gate, ...]:
        """The gates that every item of a type must pass."""
        found = self.type_named(type_name)
        return found.gates if found else ()

    @property
    def handles(self) -> tuple[str, ...]:
        """The team's handles."""
        return tuple(person.handle for person in self.team)
