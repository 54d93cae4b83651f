"""Tests of gitagile.text.nodes: what YAML 1.2 makes of plain texts."""

from __future__ import annotations

import pytest

from gitagile.text.nodes import plain_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("True", True),
        ("no", "no"),
        ("12", 12),
        ("-007", -7),
        ("+1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1e999", "1e999"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("0x1f", "0x1f"),
        ("٣", "٣"),
        ("-", "-"),
        ("9" * 301, "9" * 301),
        ("2026-11-20", "2026-11-20"),
    ],
)
def test_a_plain_text_is_what_yaml_1_2_makes_of_it(text, value):
    assert plain_value(text) == value
    assert type(plain_value(text)) is type(value)
