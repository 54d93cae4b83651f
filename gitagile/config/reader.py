"""config.toml to the Config record, with a finding for every key that is unknown or wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..model.finding import ERROR, Finding
from ..model.team import Person
from ..model.workflow import Workflow
from . import values
from .profiles import PROFILES
from .record import Config, CustomField, ItemType, Metric
from .settings import SETTINGS, TABLE_KINDS, Setting

CONFIG_PATH = ".backlog/config.toml"
ENVIRONMENT = {"GITAGILE_COMMIT": "commit", "GITAGILE_TIMEZONE": "timezone"}
"""Environment variables that win over the file, for one command."""


def read_config(text: str, environ: Mapping[str, str], path: str = CONFIG_PATH) -> tuple[Config, tuple[Finding, ...]]:
    """The config that a TOML text gives, and what is wrong in it. A wrong key keeps its default, so reading always ends."""
    table, findings = _parsed(text, path)
    flat = dict(_flat(table))
    unknown = tuple(_unknown(name, text, path) for name in flat if name not in _NAMES)
    profile = _checked_profile(flat.get("profile"))
    chosen: dict[str, object] = {}
    origins: dict[str, str] = {}
    wrong: list[Finding] = []
    for setting in SETTINGS:
        value, origin, faults = _choose(setting, flat, profile, environ, text)
        chosen[setting.name], origins[setting.name] = value, origin
        wrong += [replace(fault, path=path) for fault in faults]
    config = _record(chosen, origins)
    return config, (*findings, *unknown, *wrong, *_cross_checks(config, text, path))


_NAMES = {setting.name for setting in SETTINGS}
_TABLES = {setting.name for setting in SETTINGS if setting.kind in TABLE_KINDS}


def _parsed(text: str, path: str) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    import tomllib  # noqa: PLC0415 - only repositories that have a config pay for it

    try:
        return tomllib.loads(text), ()
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(found[1]), int(found[2])) if found else (1, 1)
        message = f"the config does not parse: {str(error).partition(' (at')[0]}"
        return {}, (Finding("C501", ERROR, path, line, column, message, "see https://toml.io for how TOML is written"),)


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        name = prefix + key
        if isinstance(value, dict) and name not in _TABLES and (not prefix):
            yield from _flat(value, name + ".") if value or name not in _NAMES else ()
        else:
            yield name, value


def _checked_profile(value: object) -> str:
    return value if isinstance(value, str) and value in PROFILES else "ml"


def _choose(
    setting: Setting, flat: Mapping[str, Any], profile: str, environ: Mapping[str, str], text: str
) -> tuple[object, str, list[Finding]]:
    variable = next(
        (name for name, target in ENVIRONMENT.items() if target == setting.name and environ.get(name)), None
    )
    start = PROFILES[profile].get(setting.name)
    default, origin = (setting.default, "default") if start is None else (start, f"profile {profile}")
    if variable:
        value, faults = values.checked(setting, environ[variable], f"the environment variable {variable}", "")
        return (default if faults else value), variable, faults
    if setting.name not in flat:
        return default, origin, []
    value, faults = values.checked(setting, flat[setting.name], f"`{setting.name}`", text)
    merged = (
        {**default, **value}
        if setting.kind == "types" and isinstance(default, dict) and isinstance(value, dict)
        else value
    )
    return (
        (default if faults and setting.kind not in TABLE_KINDS else merged),
        f"config.toml:{values.line_of(text, setting.name)}",
        faults,
    )


def _unknown(name: str, text: str, path: str) -> Finding:
    near = values.nearest(name, _NAMES)
    hint = f"did you mean `{near}`?" if near else "`gitagile config` prints every setting"
    return Finding("C502", ERROR, path, values.line_of(text, name), 1, f"unknown setting `{name}`", hint)


def _cross_checks(config: Config, text: str, path: str) -> tuple[Finding, ...]:
    names, findings = config.workflow.names, []
    for status, _ in config.workflow.wip:
        if status not in names:
            findings.append(("workflow.wip", f"`workflow.wip` limits the unknown status {status!r}", names, status))
    for role in config.required_roles:
        if role not in config.roles:
            findings.append(
                ("roles.required", f"`roles.required` asks for the unknown role {role!r}", config.roles, role)
            )
    if config.default_type not in config.type_names:
        findings.append(
            ("items.default_type", f"unknown type {config.default_type!r}", config.type_names, config.default_type)
        )
    return tuple(
        Finding("C504", ERROR, path, values.line_of(text, name), 1, message, values.hint_for(word, known))
        for name, message, known, word in findings
    )


def _record(chosen: Mapping[str, Any], origins: dict[str, str]) -> Config:
    names = {
        "roles.names": "roles",
        "roles.required": "required_roles",
        "message.items": "message_items",
        "check.ignore": "ignored_rules",
    }
    plain = {
        names.get(name, name.rpartition(".")[2]): tuple(value) if isinstance(value, list) else value
        for name, value in chosen.items()
        if name not in _TABLES
    }
    return Config(
        **plain,
        workflow=Workflow(tuple(chosen["workflow.statuses"].items()), tuple(chosen["workflow.wip"].items())),
        types=tuple(
            ItemType(name, tuple(row.get("requires", ())), row.get("about", ""))
            for name, row in chosen["types"].items()
        ),
        team=tuple(_person(handle, row) for handle, row in chosen["team"].items()),
        metrics=tuple(
            Metric(name, row.get("source"), row.get("direction", "up"), row.get("about", ""))
            for name, row in chosen["metrics"].items()
        ),
        custom_fields=tuple(
            CustomField(name, row.get("type", "text"), tuple(row.get("values", ())), row.get("about", ""))
            for name, row in chosen["fields"].items()
        ),
        views=tuple(chosen["views"].items()),
        origins=origins,
    )


def _person(handle: str, row: Mapping[str, Any]) -> Person:
    lists = {key: tuple(row.get(key, ())) for key in ("emails", "roles", "days_off")}
    return Person(handle, row.get("name", ""), days_per_sprint=row.get("days_per_sprint"), **lists)
