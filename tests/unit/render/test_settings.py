"""Settings as TOML and JSON."""

from __future__ import annotations

import json
import tomllib

import pytest

from gitagile.config.reader import read_config
from gitagile.config.settings import SETTINGS
from gitagile.errors import UsageError
from gitagile.render.settings import as_toml, settings_json, settings_text, shown_settings, value_of

TEXT = """
prefix = "RK"
[team.ana]
name = "Ana"
emails = ["ana@example.org"]
days_off = ["2026-12-24"]
[fields.cost]
type = "number"
[metrics."eval.auc"]
source = "eval.json"
evaluated_on = ["eval.csv"]
min_delta = 0.01
stop_after = 3
[views]
mine = "assignee:@me"
[types.audit]
requires = ["due"]
gates = [{ metric = "eval.auc", op = ">=", value = 0.88 }, { file = "card.md", has = 2026-01-01 }]
[[release.gates]]
junit = "report.xml"
test = "test_bias"
"""


def test_what_is_shown_reads_back_as_the_same_config():
    config, findings = read_config(TEXT, {})
    assert findings == ()
    shown = settings_text(shown_settings(config))
    again, findings = read_config(shown, {})
    assert findings == ()
    assert [value_of(again, one.name) for one in SETTINGS] == [value_of(config, one.name) for one in SETTINGS]


@pytest.mark.parametrize("key", ["types", "metrics", "release", "types.audit"])
def test_a_setting_by_name_is_explained_and_reads_back(key):
    config, _ = read_config(TEXT, {})
    shown = settings_text(shown_settings(config, key), about=True)
    assert shown.startswith("# ")
    again, findings = read_config(shown, {})
    assert findings == ()
    name = {"release": "release.gates", "types.audit": "types"}.get(key, key)
    assert value_of(again, name) == value_of(config, name)


def test_each_row_of_a_table_has_its_line_and_each_key_its_meaning():
    config, _ = read_config(TEXT, {})
    lines = settings_text(shown_settings(config, "metrics"), about=True).splitlines()
    assert lines[1].startswith("#   source")
    assert lines[-1].startswith('metrics."eval.auc" = { source = "eval.json", direction = "up", ')
    assert settings_text(shown_settings(config, "metrics.eval.auc"), about=True).splitlines() == lines
    assert shown_settings(config, 'metrics."eval.auc"')[0].name == 'metrics."eval.auc"'


def test_an_unknown_row_names_the_nearest():
    config, _ = read_config(TEXT, {})
    with pytest.raises(UsageError, match=r"no setting 'types\.audti'") as raised:
        shown_settings(config, "types.audti")
    assert raised.value.hint == "did you mean 'audit'?"


def test_a_gate_that_cannot_be_read_is_shown_as_it_is_written():
    config, _ = read_config(TEXT, {})
    assert value_of(config, "types")["audit"]["gates"][1] == {"file": "card.md", "has": "2026-01-01"}
    assert json.loads(settings_json(shown_settings(config, "types"), ()))["settings"]


def test_a_group_is_shown_by_its_name():
    config, _ = read_config(TEXT, {})
    names = [one.setting.name for one in shown_settings(config, "cadence")]
    assert names[0] == "cadence.weeks"
    assert all(name.startswith("cadence.") for name in names)


def test_an_unknown_setting_names_the_nearest():
    config, _ = read_config("", {})
    with pytest.raises(UsageError, match="no setting 'prefx'"):
        shown_settings(config, "prefx")


@pytest.mark.parametrize("value", [True, 3, 2.5, 'a "b" \\ \n', ["a", 1], {"a b": {"c": [1]}}, {}])
def test_values_are_written_as_toml(value):
    assert tomllib.loads(f"x = {as_toml(value)}")["x"] == value
