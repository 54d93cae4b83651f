"""The schemas: what they accept, and that they are schemas."""

from __future__ import annotations

import tomllib

import jsonschema_rs
import pytest

from gitagile.config.reader import read_config
from gitagile.rules.config_schema import config_schema
from gitagile.rules.schema import item_schema, sprint_schema, validator_of

CONFIG, _ = read_config(
    '[items]\npoints_scale = [1, 2.5]\n[team.ana]\n[fields.gpu_hours]\ntype = "number"\nabout = "on one card"\n', {}
)
ITEM = {
    "id": "ML-x2v9kq",
    "status": "doing",
    "title": "Train the ranker on the clean log",
    "priority": "high",
    "type": "experiment",
    "points": 2.5,
    "created": "2026-11-20",
    "assignee": ["ana"],
    "role": "data-science",
    "depends_on": ["ML-7k3fd2"],
    "started": "2026-11-24T09:12:00+01:00",
    "hypothesis": "Removing duplicated clicks lifts validation AUC by 0.01",
    "gates": [
        {"metric": "eval.auc", "source": "eval/metrics.json", "op": ">=", "value": 0.88},
        {"metric": "eval.auc", "source": "eval/metrics.json", "baseline": "sprint-start", "min_delta": 0.01},
    ],
    "timebox": "3d",
    "gpu_hours": 12,
    "anything": {"else": [1]},
}
TOML = """
prefix = "ML"
commit = "auto"
[workflow]
statuses = { todo = "todo", doing = "active", done = "done" }
wip = { doing = 6 }
[team.ana]
emails = ["ana@example.org"]
days_per_sprint = 8
[metrics."eval.auc"]
direction = "up"
evaluated_on = ["data/eval.csv"]
stop_after = 3
[[release.gates]]
metric = "eval.auc"
op = ">="
value = 0.9
[types.dataset-review]
requires = ["data"]
gates = [{ file = "docs/card.md", has = "Limits" }]
[fields.gpu_hours]
type = "number"
"""


@pytest.mark.parametrize("schema", [item_schema(CONFIG), sprint_schema(CONFIG), config_schema()])
def test_each_is_a_schema_of_the_draft_it_names(schema):
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert jsonschema_rs.meta.is_valid(schema)


def test_an_item_of_the_format_is_accepted():
    assert validator_of(item_schema(CONFIG)).is_valid(ITEM)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "12"},
        {"title": "a\nb"},
        {"status": "dooing"},
        {"points": 3},
        {"assignee": ["bo"]},
        {"due": "2026-02-30"},
        {"timebox": "3 days"},
        {"gpu_hours": "12"},
        {"gates": [{"metric": "a", "op": "!=", "value": 1}]},
        {"gates": [{"file": "../a", "has": "b"}]},
    ],
)
def test_a_wrong_value_is_refused(change):
    assert not validator_of(item_schema(CONFIG)).is_valid({**ITEM, **change})


def test_an_experiment_without_its_hypothesis_is_refused():
    values = {key: value for key, value in ITEM.items() if key != "hypothesis"}
    assert not validator_of(item_schema(CONFIG)).is_valid(values)
    assert validator_of(item_schema(CONFIG)).is_valid({**values, "type": "training"})


def test_a_field_of_ones_own_is_documented():
    assert item_schema(CONFIG)["properties"]["gpu_hours"] == {"type": "number", "description": "on one card"}


def test_a_sprint_of_the_format_is_accepted():
    sprint = {"goal": "x", "start": "2026-11-23", "end": "2026-12-04", "status": "active", "capacity": {"ana": 6.5}}
    assert validator_of(sprint_schema(CONFIG)).is_valid(sprint)
    assert not validator_of(sprint_schema(CONFIG)).is_valid({**sprint, "capacity": {"bo": 1}})


def test_a_config_is_accepted_and_its_mistakes_are_refused():
    validator = validator_of(config_schema())
    table = tomllib.loads(TOML)
    assert validator.is_valid(table)
    assert not validator.is_valid({**table, "prefx": "ML"})
    assert not validator.is_valid({**table, "cadence": {"weeks": "two"}})
    assert not validator.is_valid({**table, "fields": {"gpu_hours": {"type": "numbers"}}})


@pytest.mark.parametrize("profile", ["ml", "scrum", "kanban"])
def test_the_schema_of_every_profile_can_be_used(profile):
    config, _ = read_config(f'profile = "{profile}"\n', {})
    validator = validator_of(item_schema(config))
    assert validator.is_valid({"id": "ML-7k3fd2", "title": "One", "type": "bug"})
    assert not validator.is_valid({"id": "ML-7k3fd2", "title": "One", "type": "nothing"})
