"""The page on tailoring says of each profile what the profile is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gitagile.config.profiles import PROFILES
from gitagile.config.reader import read_config

PAGE = Path(__file__).parents[2] / "docs" / "tailoring.md"
ROWS = {
    row[0]: row[1:] for row in re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \|$", PAGE.read_text(), re.MULTILINE)
}


def test_every_profile_has_its_row():
    assert set(ROWS) == set(PROFILES)


@pytest.mark.parametrize("profile", ["ml", "scrum", "research"])
def test_the_row_names_the_types_in_their_sequence(profile):
    config = read_config(f'profile = "{profile}"\n', {})[0]
    said = re.split(r", (?:then )?| and (?=paper)", ROWS[profile][0].replace(" first", ""))
    assert tuple(said) == config.type_names


def test_the_row_of_kanban_names_its_statuses_and_limits():
    config = read_config('profile = "kanban"\n', {})[0]
    statuses, _, limits = ROWS["kanban"][1].partition(";")
    assert tuple(statuses.split(", ")) == config.workflow.names
    assert "three at once" in limits
    assert {limit for _, limit in config.workflow.wip} == {3}
