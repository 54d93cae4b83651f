"""Tests of gitagile.config.values: where a setting stands, and what is close to a word."""

from __future__ import annotations

import pytest

from gitagile.config.settings import setting_named
from gitagile.config.values import checked, hint_for, line_of, nearest

TEXT = """\
# weeks = 9
prefix = "ML"
note = "a\u2028b\x0c"
[cadence]
  weeks = 2
[ team . "ana lee" ]
name = "x"
[metrics]
"eval.auc" = { direction = "up" }
"""


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("prefix", 2),
        ("cadence.weeks", 5),
        ("cadence", 4),
        ("cadence.starts", 4),
        ("team", 6),
        ("metrics.eval.auc", 9),
        ("metrics.eval.auc.direction", 9),
        ("views", 1),
    ],
)
def test_a_setting_stands_on_the_line_of_its_key_or_of_what_it_is_in(name: str, line: int):
    assert line_of(TEXT, name) == line


def test_the_nearest_known_word_is_suggested():
    assert nearest("wieght", ["weight", "height"]) == "weight"
    assert nearest("zzz", ["weight"]) is None
    assert hint_for("don", ["done", "doing"]) == "did you mean 'done'?"
    assert hint_for("zzz", ["b", "a"]) == "known are b, a"
    assert hint_for("zzz", []) == "known are none"


def test_days_are_held_as_texts():
    holidays = setting_named("cadence.holidays")
    assert holidays is not None
    assert checked(holidays, ["2026-12-25"], "it", "") == (["2026-12-25"], [])


def test_an_unknown_setting_has_no_name():
    assert setting_named("nothing") is None
