"""Tests of gitagile.config.reader: a config of any text, and a finding for all that is wrong in it."""

from __future__ import annotations

import pytest

from gitagile.config.reader import read_config
from gitagile.config.record import Config, CustomField, ItemType, Metric
from gitagile.config.settings import SETTINGS
from gitagile.model.team import Person

FULL = """\
prefix = "OPS"
timezone = "Europe/Berlin"
commit = "stage"
ids = "sequential"
[workflow]
statuses = { new = "todo", doing = "active", shipped = "done" }
wip = { doing = 6 }
done_needs = ["criteria"]
[items]
default_type = "bug"
points_scale = [0.5, 1, 2]
criteria_headings = ["Done when"]
[roles]
names = ["data-science", "design"]
required = ["design"]
[cadence]
weeks = 3
starts = "wednesday"
weekend = []
holidays = [2026-12-25, "2026-12-26"]
[message]
items = "require"
[check]
ignore = ["I130"]
[team.ana]
name = "Ana Lee"
emails = ["ana@example.org"]
roles = ["design"]
days_per_sprint = 8.5
days_off = [2026-12-24]
[metrics."eval.auc"]
source = "eval/metrics.json"
direction = "up"
[types.dataset-review]
requires = ["data"]
[fields.gpu_hours]
type = "number"
[views]
mine = "assignee:@me"
"""


def test_an_empty_config_is_the_ml_profile():
    config, findings = read_config("", {})
    assert findings == ()
    assert (config.profile, config.prefix, config.ids, config.timezone, config.commit) == (
        "ml",
        "ML",
        "random",
        "UTC",
        "auto",
    )
    assert config.workflow.statuses == (
        ("todo", "todo"),
        ("doing", "active"),
        ("review", "active"),
        ("done", "done"),
        ("dropped", "dropped"),
    )
    assert config.roles == ("data-science", "engineering", "business")
    assert config.type_named("experiment") == ItemType(
        "experiment", ("hypothesis",), "a hypothesis, a metric and a timebox; a rejected one is a result"
    )
    assert (config.default_type, config.weeks, config.weekend) == ("story", 2, ("saturday", "sunday"))
    assert config.criteria_headings == ("Acceptance criteria",)
    assert config.origins["prefix"] == "default"
    assert config.origins["types"] == "profile ml"
    assert sorted(config.origins) == sorted(setting.name for setting in SETTINGS)


def test_every_setting_is_read_from_the_file():
    config, findings = read_config(FULL, {})
    assert findings == ()
    assert (config.prefix, config.timezone, config.commit, config.ids) == (
        "OPS",
        "Europe/Berlin",
        "stage",
        "sequential",
    )
    assert config.workflow.statuses == (("new", "todo"), ("doing", "active"), ("shipped", "done"))
    assert config.workflow.wip == (("doing", 6),)
    assert config.done_needs == ("criteria",)
    assert (config.default_type, config.points_scale, config.criteria_headings) == ("bug", (0.5, 1, 2), ("Done when",))
    assert (config.roles, config.required_roles) == (("data-science", "design"), ("design",))
    assert (config.weeks, config.starts, config.weekend) == (3, "wednesday", ())
    assert config.holidays == ("2026-12-25", "2026-12-26")
    assert (config.message_items, config.ignored_rules) == ("require", ("I130",))
    assert config.team == (Person("ana", "Ana Lee", ("ana@example.org",), ("design",), 8.5, ("2026-12-24",)),)
    assert config.handles == ("ana",)
    assert config.metrics == (Metric("eval.auc", "eval/metrics.json", "up"),)
    assert config.type_named("dataset-review") == ItemType("dataset-review", ("data",))
    assert "story" in config.type_names
    assert config.custom_fields == (CustomField("gpu_hours", "number"),)
    assert config.views == (("mine", "assignee:@me"),)
    assert config.origins["cadence.weeks"] == "config.toml:17"
    assert config.origins["team"] == "config.toml:25"


@pytest.mark.parametrize("text", [FULL.replace("\n", "\r\n"), "\ufeff" + FULL])
def test_line_endings_and_a_byte_order_mark_change_nothing(text: str):
    assert read_config(text, {}) == read_config(FULL, {})


WRONG = [
    ('profile = "agile"', 1, "`profile` is 'agile', but must be one of ml, scrum, kanban, research"),
    ("prefix = 5", 1, "`prefix` must be 1-16 letters and digits, a letter first"),
    ('\nprefix = "9X"', 2, "`prefix` must be 1-16 letters and digits, a letter first"),
    ('ids = "counted"', 1, "`ids` is 'counted', but must be one of random, sequential"),
    ('\n\ntimezone = "Mars/Base"', 3, "`timezone` names no time zone: 'Mars/Base'"),
    ('timezone = "../../etc/passwd"', 1, "`timezone` names no time zone: '../../etc/passwd'"),
    ("timezone = 1", 1, "`timezone` names no time zone: 1"),
    ('commit = ["auto"]', 1, "`commit` is ['auto'], but must be one of auto, stage, none"),
    ("[workflow]\nstatuses = 5", 2, "`workflow.statuses` must be a table of statuses"),
    ("workflow.statuses = {}", 1, "`workflow.statuses` must be a table of statuses"),
    ('[workflow.statuses]\na = "todo"\nb = "finished"', 1, "`workflow.statuses` has the unknown category 'finished'"),
    ('[workflow]\nstatuses = { a = "todo" }', 2, "`workflow.statuses` has no status of the category 'done'"),
    ("[workflow]\nwip = { doing = 0 }", 2, "`workflow.wip` must be a table of whole numbers above 0"),
    ("[workflow]\nwip = 3", 2, "`workflow.wip` must be a table of whole numbers above 0"),
    ('[workflow]\ndone_needs = ["all"]', 2, "`workflow.done_needs` is 'all', but must be one of criteria"),
    ('[workflow]\ndone_needs = "criteria"', 2, "`workflow.done_needs` must be a list of texts"),
    ('[items]\ndefault_type = ""', 2, "`items.default_type` must be a text in quotes"),
    ("[items]\npoints_scale = [1, inf]", 2, "`items.points_scale` must be a list of numbers of at least 0"),
    ("[items]\npoints_scale = [-1]", 2, "`items.points_scale` must be a list of numbers of at least 0"),
    ("[items]\npoints_scale = [true]", 2, "`items.points_scale` must be a list of numbers of at least 0"),
    ("[items]\ncriteria_headings = [1]", 2, "`items.criteria_headings` must be a list of texts"),
    ('[roles]\nnames = "engineering"', 2, "`roles.names` must be a list of texts"),
    ("[cadence]\nweeks = 0", 2, "`cadence.weeks` is 0, but must be a whole number from 1 to 12"),
    ("[cadence]\nweeks = 2.5", 2, "`cadence.weeks` is 2.5, but must be a whole number from 1 to 12"),
    ("[cadence]\nweeks = true", 2, "`cadence.weeks` is True, but must be a whole number from 1 to 12"),
    ('[cadence]\nweekend = ["sun"]', 2, "`cadence.weekend` is 'sun', but must be one of monday, tuesday"),
    ('[cadence]\nholidays = ["2026-02-30"]', 2, "`cadence.holidays` must be a list of days"),
    ("[cadence]\nholidays = [2026-12-25T10:00:00]", 2, "`cadence.holidays` must be a list of days"),
    ('[check]\n# c\nignore = "I130"', 3, "`check.ignore` must be a list of texts"),
    ("team = 5", 1, "`team` must be a table of tables"),
    ("[[team]]\nname = 'ana'", 1, "`team` must be a table of tables"),
    ('[team]\nana = "Ana"', 1, "`team` must be a table of tables"),
    ("[team.ana]\nname = 5", 2, "`team.ana.name` must be a text in quotes"),
    ("[team.ana]\nemail = ''", 2, "`team.ana.email` is an unknown key"),
    (
        "[team]\nana = { days_per_sprint = -1 }",
        2,
        "`team.ana.days_per_sprint` is -1, but must be a number of at least 0",
    ),
    ("[team.ana]\ndays_off = ['soon']", 2, "`team.ana.days_off` must be a list of days"),
    (
        '[metrics."eval.auc"]\ndirection = "left"',
        2,
        "`metrics.eval.auc.direction` is 'left', but must be one of up, down",
    ),
    ("[types.a]\nrequires = 'data'", 2, "`types.a.requires` must be a list of texts"),
    ('[fields.a]\ntype = "money"', 2, "`fields.a.type` is 'money', but must be one of text, number, list, date, flag"),
    ("[views]\nmine = 5", 1, "`views` must be a table of queries"),
    ("cadence = 2", 1, "`cadence` must be a table"),
]


@pytest.mark.parametrize(("text", "line", "message"), WRONG)
def test_a_wrong_value_names_its_line_and_leaves_the_default(text: str, line: int, message: str):
    config, findings = read_config(text, {})
    assert [(one.code, one.path, one.line) for one in findings] == [("C503", ".backlog/config.toml", line)]
    assert findings[0].message.startswith(message)
    assert findings[0].hint
    defaults, _ = read_config("", {})
    kept = {
        name: getattr(config, name)
        for name in Config._fields
        if name not in ("origins", "team", "metrics", "types", "custom_fields")
    }
    assert kept == {name: getattr(defaults, name) for name in kept}


def test_a_wrong_value_comes_from_where_its_default_does():
    config, _ = read_config("prefix = 5\n[workflow]\nstatuses = 5\n", {})
    assert (config.origins["prefix"], config.origins["workflow.statuses"]) == ("default", "profile ml")


def test_a_wrong_row_leaves_the_other_rows():
    config, findings = read_config("[team.ana]\nroles = 5\nname = 'Ana'\n[team.bo]\nname = 'Bo'\n", {})
    assert config.team == (Person("ana", "Ana"), Person("bo", "Bo"))
    assert [one.line for one in findings] == [2]


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("prefx = 'ML'", 1, "unknown setting `prefx`", "did you mean `prefix`?"),
        ("\n[cadence]\nweek = 2", 3, "unknown setting `cadence.week`", "did you mean `cadence.weeks`?"),
        ("weeks = 2", 1, "unknown setting `weeks`", "did you mean `cadence.weeks`?"),
        ("[workflw]\nx = 1", 1, "unknown setting `workflw`", "did you mean `workflow`?"),
        ("[zzz]", 1, "unknown setting `zzz`", "`gitagile config` prints every setting"),
    ],
)
def test_an_unknown_setting_names_the_nearest_known_one(text: str, line: int, message: str, hint: str):
    _, findings = read_config(text, {})
    assert [(one.code, one.line, one.message, one.hint) for one in findings] == [("C502", line, message, hint)]


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        (
            "[workflow]\nwip = { doin = 2 }",
            2,
            "`workflow.wip` limits the unknown status 'doin'",
            "did you mean 'doing'?",
        ),
        (
            "[roles]\nrequired = ['ops']",
            2,
            "`roles.required` asks for the unknown role 'ops'",
            "known are data-science, engineering, business",
        ),
        (
            "[items]\ndefault_type = 'storey'",
            2,
            "`items.default_type` is the unknown type 'storey'",
            "did you mean 'story'?",
        ),
    ],
)
def test_a_word_that_must_be_known_elsewhere_is_looked_up(text: str, line: int, message: str, hint: str):
    _, findings = read_config(text, {})
    assert [(one.code, one.line, one.message, one.hint) for one in findings] == [("C504", line, message, hint)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("prefix = ", 1, 1),
        ("a = 1\nb = [\n", 2, 1),
        ("a = 1\na = 2\n", 2, 6),
        ("x = " + "[" * 5_000, 1, 1),
        ("x = 2026-02-30", 1, 5),
        ("x = " + "9" * 5_000, 1, 1),
        ("\x00", 1, 1),
    ],
)
def test_a_config_that_does_not_parse_is_one_finding_and_all_defaults(text: str, line: int, column: int):
    config, findings = read_config(text, {})
    assert [(one.code, one.line) for one in findings] == [("C501", line)]
    assert findings[0].column == column
    assert config == read_config("", {})[0]


def test_a_profile_sets_types_statuses_and_roles():
    config, findings = read_config('profile = "kanban"\n', {})
    assert findings == ()
    assert config.workflow.names == ("todo", "ready", "doing", "review", "done", "dropped")
    assert config.workflow.wip == (("doing", 3), ("review", 3))
    assert config.type_names == ("epic", "story", "spike", "bug", "chore", "action")
    assert config.roles == ()
    assert config.origins["workflow.wip"] == "profile kanban"


def test_a_variable_wins_over_the_file_unless_it_is_wrong():
    config, findings = read_config('commit = "none"\n', {"GITAGILE_COMMIT": "stage", "GITAGILE_TIMEZONE": ""})
    assert (config.commit, config.origins["commit"], config.timezone, findings) == (
        "stage",
        "GITAGILE_COMMIT",
        "UTC",
        (),
    )
    config, findings = read_config('commit = "none"\n', {"GITAGILE_COMMIT": "never"})
    assert (config.commit, config.origins["commit"]) == ("none", "config.toml:1")
    assert [one.message for one in findings] == [
        "the environment variable GITAGILE_COMMIT is 'never', but must be one of auto, stage, none"
    ]
