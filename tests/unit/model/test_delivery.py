"""Tags of GTO read as deliveries, and what still stands of them."""

from __future__ import annotations

import pytest

from gitagile.model.delivery import Delivery, delivery_in, settled


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("churn@v1.2.0", ("registered", "churn", "v1.2.0", "")),
        ("churn@v1.2.0-rc.1", ("registered", "churn", "v1.2.0-rc.1", "")),
        ("churn@v1.2.0!", ("deregistered", "churn", "v1.2.0", "")),
        ("churn@v1.2.0!#2", ("deregistered", "churn", "v1.2.0", "")),
        ("churn#prod", ("assigned", "churn", "", "prod")),
        ("churn#prod#3", ("assigned", "churn", "", "prod")),
        ("churn#prod!", ("unassigned", "churn", "", "prod")),
        ("churn#prod!#4", ("unassigned", "churn", "", "prod")),
        ("churn@deprecated", ("deprecated", "churn", "", "")),
        ("churn@deprecated#1", ("deprecated", "churn", "", "")),
        ("churn@created#1", ("created", "churn", "", "")),
        ("models/text=churn-2@v0.1.0", ("registered", "models/text:churn-2", "v0.1.0", "")),
    ],
)
def test_a_tag_of_gto_says_what_was_delivered(tag, said):
    found = delivery_in(tag, "c0ffee", 7)
    assert (found.kind, found.artifact, found.version, found.stage) == said
    assert (found.commit, found.at, found.source, found.stands) == ("c0ffee", 7, tag, True)


@pytest.mark.parametrize(
    "tag", ["v1.2.0", "churn@1.2.0", "churn@v1.2", "churn@", "@v1.0.0", "churn#", "Churn@v1.0.0", ""]
)
def test_any_other_tag_says_nothing(tag):
    assert delivery_in(tag) is None


def told(*tags):
    """Each tag with its second and its commit: `churn@v1.0.0 1 a`."""
    rows = (tag.split() for tag in tags)
    found = settled(delivery_in(name, commit, int(at)) for name, at, commit in rows)
    return [(one.source, one.version, one.stands) for one in found]


def test_a_stage_has_the_version_that_was_registered_at_its_commit():
    assert told("churn#prod#1 2 a", "churn@v1.0.0 1 a", "churn@v1.1.0 1 a", "other@v3.0.0 1 a", "churn#dev#2 3 b") == [
        ("churn@v1.0.0", "v1.0.0", True),
        ("churn@v1.1.0", "v1.1.0", True),
        ("other@v3.0.0", "v3.0.0", True),
        ("churn#prod#1", "v1.1.0", True),
        ("churn#dev#2", "", True),
    ]


def test_a_later_assignment_takes_the_place_of_an_earlier_one():
    found = told("churn@v1.0.0 1 a", "churn#prod#1 2 a", "churn@v2.0.0 3 b", "churn#prod#2 4 b", "churn#dev#3 5 b")
    assert [(name, stands) for name, _, stands in found if "#" in name] == [
        ("churn#prod#1", False),
        ("churn#prod#2", True),
        ("churn#dev#3", True),
    ]


def test_what_is_taken_back_stands_no_more():
    found = told("churn@v1.0.0 1 a", "churn#prod#1 2 a", "churn#prod!#2 3 a", "churn@v1.1.0 4 b", "churn@v1.1.0! 5 b")
    assert [name for name, _, stands in found if not stands] == ["churn#prod#1", "churn@v1.1.0"]


def test_a_deprecated_artifact_stands_no_more_and_others_do():
    found = told("churn@v1.0.0 1 a", "churn#prod#1 2 a", "churn@deprecated 3 b", "other@v1.0.0 1 a")
    assert [name for name, _, stands in found if stands] == ["other@v1.0.0", "churn@deprecated"]


def test_of_one_second_the_count_decides():
    found = told("churn@v1.0.0 1 a", "churn#prod#10 1 a", "churn#prod#9 1 a")
    assert [name for name, _, stands in found if stands] == ["churn@v1.0.0", "churn#prod#10"]


def test_an_alias_stands_as_it_is():
    alias = Delivery("alias", "churn-model", "3", "champion", None, "", "churn-model@champion")
    assert settled([alias]) == (alias,)
