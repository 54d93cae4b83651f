"""config.toml to the Config record, with a finding for every key that is unknown or wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model.finding import ERROR, Finding
from ..model.team import Person
from ..model.workflow import Workflow
from . import values
from .profiles import PROFILES
from .record import Config, CustomField, ItemType, Metric, WrittenGate
from .settings import SETTINGS, SUB_KEYS, TABLE_KINDS, Setting

if TYPE_CHECKING:
    from ..model.gate import Gate

CONFIG_PATH = ".backlog/config.toml"
ENVIRONMENT = {"GITAGILE_COMMIT": "commit", "GITAGILE_TIMEZONE": "timezone"}
"""Environment variables that win over the file, for one command."""
FIELD_NAMES = {
    "roles.names": "roles",
    "roles.required": "required_roles",
    "message.items": "message_items",
    "claims.days": "claim_days",
    "check.ignore": "ignored_rules",
    "retro.format": "retro_format",
    "evidence.mlflow": "mlflow_stores",
}
"""Settings whose field of the record has another name than their last word."""


def read_config(text: str, environ: Mapping[str, str], path: str = CONFIG_PATH) -> tuple[Config, tuple[Finding, ...]]:
    """The config that a TOML text gives, and what is wrong in it. A wrong key keeps its default, so reading ends."""
    text = text.removeprefix("\ufeff")
    table, findings = _parsed(text, path)
    flat = dict(_flat(table))
    unknown = tuple(_unknown(name, text, path) for name in flat if name not in _NAMES)
    sources = _Sources(flat, PROFILES[_checked_profile(flat.get("profile"))], environ, text)
    chosen: dict[str, object] = {}
    origins: dict[str, str] = {}
    wrong: list[Finding] = []
    for setting in SETTINGS:
        value, origin, faults = _choose(setting, sources)
        chosen[setting.name], origins[setting.name] = value, origin
        wrong += [fault._replace(path=path) for fault in faults]
    config = _record(chosen, origins, text)
    return config, (*findings, *unknown, *wrong, *_cross_checks(config, text, path))


_NAMES = {setting.name for setting in SETTINGS}
_TABLES = {setting.name for setting in SETTINGS if setting.kind in TABLE_KINDS}
_GROUPS = {name.partition(".")[0] for name in _NAMES if "." in name}


class _Sources(NamedTuple):
    """Where a setting may come from: the file (by dotted name), the profile, the environment; and the file's text."""

    flat: Mapping[str, Any]
    profile: Mapping[str, object]
    environ: Mapping[str, str]
    text: str


def _parsed(text: str, path: str) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    import tomllib

    try:
        return tomllib.loads(text), ()
    except (ValueError, RecursionError) as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        last = text.rstrip("\n").count("\n") + 1 if "(at end of document)" in str(error) else 1
        line, column = (int(found[1]), int(found[2])) if found else (last, 1)
        message = f"the config does not parse: {str(error).partition(' (at')[0]}"
        return {}, (Finding("C501", ERROR, path, line, column, message, "see https://toml.io for how TOML is written"),)


def _flat(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Settings by dotted name: `[cadence] weeks` as `cadence.weeks`; a table setting stays whole."""
    for key, value in table.items():
        if key in _GROUPS and isinstance(value, dict):
            yield from ((f"{key}.{name}", one) for name, one in value.items())
        else:
            yield key, value


def _checked_profile(value: object) -> str:
    return value if isinstance(value, str) and value in PROFILES else "ml"


def _choose(setting: Setting, sources: _Sources) -> tuple[object, str, list[Finding]]:
    """A setting's value, where it comes from, and what is wrong with it; a wrong value leaves the next source's."""
    default, origin = _default(setting, sources)
    value: Any = default
    faults: list[Finding] = []
    if setting.name in sources.flat:
        value, faults = values.checked(setting, sources.flat[setting.name], f"`{setting.name}`", sources.text)
        merged = _over_profile(default, value) if setting.kind == "types" else value
        keeps = bool(faults) and setting.kind not in SUB_KEYS
        value, origin = (default, origin) if keeps else (merged, _line_origin(setting, sources))
    for variable in (name for name, target in ENVIRONMENT.items() if target == setting.name):
        if given := sources.environ.get(variable):
            chosen, wrong = values.checked(setting, given, f"the environment variable {variable}", "")
            value, origin = (value, origin) if wrong else (chosen, variable)
            faults = [*faults, *wrong]
    return value, origin, faults


def _over_profile(default: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The profile's types with the file's keys over them, key by key: a gate more takes no other demand away."""
    return {**default, **{name: {**default.get(name, {}), **row} for name, row in own.items()}}


def _default(setting: Setting, sources: _Sources) -> tuple[Any, str]:
    if setting.name not in sources.profile:
        return setting.default, "default"
    return sources.profile[setting.name], f"profile {_checked_profile(sources.flat.get('profile'))}"


def _line_origin(setting: Setting, sources: _Sources) -> str:
    return f"config.toml:{values.line_of(sources.text, setting.name)}"


def _unknown(name: str, text: str, path: str) -> Finding:
    if name in _GROUPS:
        hint = f"write its settings under `[{name}]`"
        return Finding("C503", ERROR, path, values.line_of(text, name), 1, f"`{name}` must be a table", hint)
    near = values.nearest(name, _NAMES | _GROUPS)
    hint = f"did you mean `{near}`?" if near else "`gitagile config` prints every setting"
    return Finding("C502", ERROR, path, values.line_of(text, name), 1, f"unknown setting `{name}`", hint)


def _cross_checks(config: Config, text: str, path: str) -> tuple[Finding, ...]:
    """Words that must be known elsewhere in the config: (setting, what it does with the word, the word, the known)."""
    named = [
        *(
            ("workflow.wip", "limits the unknown status", status, config.workflow.names)
            for status in dict(config.workflow.wip)
        ),
        *(("roles.required", "asks for the unknown role", role, config.roles) for role in config.required_roles),
        ("items.default_type", "is the unknown type", config.default_type, config.type_names),
    ]
    return tuple(
        Finding(
            "C504",
            ERROR,
            path,
            values.line_of(text, name),
            1,
            f"`{name}` {does} {word!r}",
            values.hint_for(word, known),
        )
        for name, does, word, known in named
        if word not in known
    )


def _record(chosen: Mapping[str, Any], origins: dict[str, str], text: str) -> Config:
    written = _written_gates(chosen, text)
    gates = _gates_of(written)
    plain: dict[str, Any] = {
        FIELD_NAMES.get(name, name.rpartition(".")[2]): tuple(value) if isinstance(value, list) else value
        for name, value in chosen.items()
        if name not in _TABLES
    }
    return Config(
        **plain,
        workflow=Workflow(tuple(chosen["workflow.statuses"].items()), tuple(chosen["workflow.wip"].items())),
        types=tuple(
            ItemType(name, tuple(row.get("requires", ())), row.get("about", ""), gates.get(f"types.{name}.gates", ()))
            for name, row in chosen["types"].items()
        ),
        team=tuple(_person(handle, row) for handle, row in chosen["team"].items()),
        metrics=tuple(_metric(name, row) for name, row in chosen["metrics"].items()),
        custom_fields=tuple(
            CustomField(name, row.get("type", "text"), tuple(row.get("values", ())), row.get("about", ""))
            for name, row in chosen["fields"].items()
        ),
        views=tuple(chosen["views"].items()),
        release_gates=gates.get("release.gates", ()),
        written_gates=written,
        origins=origins,
    )


def _written_gates(chosen: Mapping[str, Any], text: str) -> tuple[WrittenGate, ...]:
    rows = {f"types.{name}.gates": row["gates"] for name, row in chosen["types"].items() if row.get("gates")}
    rows |= {"release.gates": chosen["release.gates"]} if chosen["release.gates"] else {}
    if not rows:
        return ()
    from .gate_lines import gate_lines

    return tuple(
        WrittenGate(name, number, line, keys)
        for name, gates in rows.items()
        for number, (line, keys) in enumerate(zip(gate_lines(text, name, len(gates)), gates, strict=True), 1)
    )


def _gates_of(written: tuple[WrittenGate, ...]) -> dict[str, tuple[Gate, ...]]:
    """The gates by the setting they stand under; the room of gates is entered only where there are any."""
    if not written:
        return {}
    from ..model.gate import read_gate

    names = dict.fromkeys(one.setting for one in written)
    return {name: tuple(read_gate(one.keys) for one in written if one.setting == name) for name in names}


def _metric(name: str, row: Mapping[str, Any]) -> Metric:
    least = row.get("min_delta")
    if least is not None:
        from decimal import Decimal

        least = Decimal(str(least))
    return Metric(
        name,
        row.get("source"),
        row.get("direction", "up"),
        row.get("about", ""),
        evaluated_on=tuple(row.get("evaluated_on", ())),
        min_delta=least,
        stop_after=row.get("stop_after"),
    )


def _person(handle: str, row: Mapping[str, Any]) -> Person:
    lists = {key: tuple(row.get(key, ())) for key in ("emails", "roles", "days_off")}
    return Person(handle, row.get("name", ""), days_per_sprint=row.get("days_per_sprint"), **lists)
