"""Tests of gitagile.actions.template_texts: what new items begin with."""

from __future__ import annotations

import pytest

from gitagile.actions.template_texts import BODIES, HEADING, SPRINT
from gitagile.actions.templates import body_of
from gitagile.config.profiles import PROFILES
from gitagile.text.plain_body import plain_outline

ASKED = {
    "data": ("Access", "Leakage"),
    "feature": ("Leakage", "Cost"),
    "experiment": ("What we do with the answer", "Cost"),
    "training": ("Cost",),
    "evaluation": ("Slices", "Leakage"),
    "deployment": ("The way back", "Cost"),
    "monitoring": ("Who hears of it",),
    "spike": ("The question",),
    "action": ("Why", "How we know that it is done"),
}


@pytest.mark.parametrize("body", [*BODIES.values(), SPRINT])
def test_every_template_is_of_the_plainest_form(body: str):
    assert plain_outline(body) is not None
    assert max(map(len, body.splitlines())) <= 120


@pytest.mark.parametrize("name", BODIES)
def test_every_type_s_template_has_criteria(name: str):
    outline = plain_outline(BODIES[name])
    assert outline is not None
    heads, boxes = outline
    assert HEADING in [title for title, _, _ in heads]
    assert boxes


@pytest.mark.parametrize("name", ASKED)
def test_the_questions_that_matter_for_a_model_are_asked(name: str):
    outline = plain_outline(BODIES[name])
    assert outline is not None
    assert set(ASKED[name]) <= {title for title, _, _ in outline[0]}


def test_every_template_is_of_a_type_that_some_profile_has():
    types = {name for profile in PROFILES.values() for name in profile["types"]}
    assert set(BODIES) <= types


def test_criteria_stand_under_the_heading_that_the_team_chose():
    assert "## Done when\n- [ ] The data is versioned\n" in body_of("data", ("Done when", "Else"))
    assert body_of("data", ()) == BODIES["data"]
    assert body_of("chore", ("Done when",)) == ""
