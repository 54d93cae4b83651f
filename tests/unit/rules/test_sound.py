"""Tests of gitagile.rules.sound: the commonest values pass at a glance, all others are left to the schema."""

from __future__ import annotations

import pytest

from gitagile.config.reader import read_config
from gitagile.rules.sound import SoundItems

TOML = """
items.points_scale = [1, 2, 3]
roles.names = ["data-science"]
[team.ana]
name = "Ana"
[fields.note]
type = "text"
[types.data]
requires = ["due"]
"""
PLAIN = {"id": "ML-x2v9kq", "title": "Train the ranker", "type": "training"}


def is_sound(**values: object) -> bool:
    config, findings = read_config(TOML, {})
    assert findings == ()
    return SoundItems(config).holds({**PLAIN, **values})


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"status": "doing", "priority": "high", "points": 3, "role": "data-science", "rank": "i4"},
        {"assignee": ["ana"], "labels": ["click-log", "größe"], "depends_on": ["ML-1"], "data": ["raw.csv"]},
        {"created": "2026-11-20", "started": "2026-11-24T09:12:00+01:00", "finished": "2026-11-24T09:12:00Z"},
        {"type": "data", "due": "2028-02-29", "timebox": "3d", "blocked": "waits", "note": "anything"},
    ],
)
def test_common_values_are_sound(values):
    assert is_sound(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"title": " "},
        {"title": "two\nlines"},
        {"type": "data"},
        {"status": "dooing"},
        {"points": 5},
        {"points": True},
        {"assignee": ["bo"]},
        {"labels": ["two words"]},
        {"created": "2026-02-29"},
        {"started": "2026-11-24T24:00:00Z"},
        {"due": "2026-11-24T09:12:00Z"},
        {"gates": [{"file": "a.md", "has": "x"}]},
        {"unknown": "x"},
    ],
)
def test_whatever_is_wrong_or_rare_is_left_to_the_schema(values):
    assert not is_sound(**values)


def test_an_item_without_an_id_is_not_sound():
    config, _ = read_config("", {})
    assert not SoundItems(config).holds({"title": "x"})
