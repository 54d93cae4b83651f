"""Settings as TOML and JSON."""

from __future__ import annotations

import tomllib

import pytest

from gitagile.config.reader import read_config
from gitagile.config.settings import SETTINGS
from gitagile.errors import UsageError
from gitagile.render.settings import as_toml, settings_text, shown_settings, value_of

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
[views]
mine = "assignee:@me"
[types.audit]
requires = ["due"]
"""


def test_what_is_shown_reads_back_as_the_same_config():
    config, findings = read_config(TEXT, {})
    assert findings == ()
    shown = settings_text(shown_settings(config))
    again, findings = read_config(shown, {})
    assert findings == ()
    assert [value_of(again, one.name) for one in SETTINGS] == [value_of(config, one.name) for one in SETTINGS]


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
