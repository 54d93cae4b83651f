"""Settings as lines of TOML and as JSON, each with where its value comes from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..config.reader import FIELD_NAMES
from ..config.record import Config, ItemType, Metric
from ..config.row_keys import GATE_ABOUT, ROW_ABOUT
from ..config.settings import SETTINGS, SUB_KEYS, Setting
from ..config.values import hint_for
from ..errors import UsageError
from ..model.finding import Finding
from .as_json import as_text, finding_record

_HELD = (str, int, float)


@dataclass(frozen=True, slots=True)
class ShownSetting:
    """One setting, or one `row` of a table setting, with its value and where it comes from."""

    setting: Setting
    value: object
    origin: str
    row: str = ""

    @property
    def name(self) -> str:
        """Its dotted name, as TOML writes it."""
        return f"{self.setting.name}.{_key(self.row)}" if self.row else self.setting.name


def shown_settings(config: Config, key: str | None = None) -> tuple[ShownSetting, ...]:
    """All settings, or those that a key or the beginning of one names, or one row of a table (`metrics.eval.auc`).

    UsageError for a key that names none.
    """
    wanted = tuple(setting for setting in SETTINGS if key is None or setting.name == key)
    wanted = wanted or tuple(setting for setting in SETTINGS if setting.name.startswith(f"{key}."))
    if not wanted and (row := _shown_row(config, key or "")):
        return (row,)
    if not wanted:
        raise UsageError(f"no setting {key!r}", hint_for(key or "", [setting.name for setting in SETTINGS]))
    return tuple(
        ShownSetting(setting, value_of(config, setting.name), config.origins.get(setting.name, "default"))
        for setting in wanted
    )


def settings_text(shown: tuple[ShownSetting, ...], *, about: bool = False) -> str:
    """One line of TOML a setting, with its origin as a comment.

    With `about`, what it does stands above it, and a table has a line for each row.
    """
    if not about:
        return "\n".join(map(_line, shown))
    return "\n".join(line for one in shown for line in (*_about(one), *map(_line, _rows_of(one))))


def _line(one: ShownSetting) -> str:
    return f"{one.name} = {as_toml(one.value)}  # {one.origin}"


def _about(one: ShownSetting) -> list[str]:
    """What a setting does, and each key of its rows."""
    keys = ROW_ABOUT.get(one.setting.kind, GATE_ABOUT if one.setting.kind == "gates" else {})
    width = max(map(len, keys), default=0)
    return [f"# {one.setting.about}", *(f"#   {key:<{width}}  {about}" for key, about in keys.items())]


def _rows_of(one: ShownSetting) -> tuple[ShownSetting, ...]:
    """A setting's rows as settings of their own, where it is a table that has any."""
    if one.row or one.setting.kind not in SUB_KEYS or not isinstance(one.value, Mapping) or not one.value:
        return (one,)
    return tuple(replace(one, row=str(name), value=row) for name, row in one.value.items())


def _shown_row(config: Config, key: str) -> ShownSetting | None:
    """The row of a table setting that a dotted key names; a name with dots may be in quotes."""
    table, _, name = key.partition(".")
    setting = next((one for one in SETTINGS if one.name == table and one.kind in SUB_KEYS), None)
    if setting is None:
        return None
    rows = value_of(config, table)
    row = name.strip("\"'")
    if not isinstance(rows, Mapping) or not name:
        return None
    if row not in rows:
        raise UsageError(f"no setting {key!r}", hint_for(row, map(str, rows)))
    return ShownSetting(setting, rows[row], config.origins.get(table, "default"), row)


def settings_json(shown: tuple[ShownSetting, ...], findings: tuple[Finding, ...]) -> str:
    """The settings, and what is wrong in the config."""
    records = [
        {"name": one.name, "value": one.value, "origin": one.origin, "about": one.setting.about} for one in shown
    ]
    return as_text({"settings": records, "findings": [finding_record(finding) for finding in findings]})


def value_of(config: Config, name: str) -> object:
    """The value of a setting, as the file would hold it."""
    tables = {
        "workflow.statuses": dict(config.workflow.statuses),
        "workflow.wip": dict(config.workflow.wip),
        "types": {one.name: _type_row(config, one) for one in config.types},
        "team": {
            one.handle: _row(one, ("name", "emails", "roles", "days_per_sprint", "days_off")) for one in config.team
        },
        "metrics": {one.name: _metric_row(one) for one in config.metrics},
        "fields": {one.name: {"type": one.kind, **_row(one, ("values", "about"))} for one in config.custom_fields},
        "views": dict(config.views),
        "release.gates": _gates_under(config, "release.gates"),
    }
    return tables[name] if name in tables else getattr(config, FIELD_NAMES.get(name, name.rpartition(".")[2]))


def as_toml(value: object) -> str:
    """A value as TOML writes it on one line (https://toml.io/en/v1.0.0)."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_key(str(key))} = {as_toml(one)}" for key, one in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(map(as_toml, value))}]"
    return str(value) if isinstance(value, (int, float)) else json.dumps(str(value), ensure_ascii=False)


def _row(record: object, names: tuple[str, ...]) -> dict[str, object]:
    pairs = ((name, getattr(record, name)) for name in names)
    return {name: value for name, value in pairs if value not in (None, (), "")}


def _type_row(config: Config, one: ItemType) -> dict[str, object]:
    gates = _gates_under(config, f"types.{one.name}.gates")
    return {**_row(one, ("requires", "about")), **({"gates": gates} if gates else {})}


def _gates_under(config: Config, setting: str) -> list[dict[str, object]]:
    """The gates as they are written, those that cannot be read too; TOML's dates as texts, which JSON can hold."""
    written = (one.keys for one in config.written_gates if one.setting == setting)
    return [{key: value if isinstance(value, _HELD) else str(value) for key, value in keys.items()} for keys in written]


def _metric_row(one: Metric) -> dict[str, object]:
    least = {} if one.min_delta is None else {"min_delta": float(one.min_delta)}
    return {**_row(one, ("source", "direction", "evaluated_on")), **least, **_row(one, ("stop_after", "about"))}


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("-", "a").replace("_", "a").isalnum()
    return name if bare else json.dumps(name, ensure_ascii=False)
