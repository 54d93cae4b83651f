"""Load on people and roles."""

from __future__ import annotations

from gitagile.analytics.capacity import days_of, days_per_role, person_loads, role_loads
from gitagile.model.item import Item
from gitagile.model.sprint import Sprint
from gitagile.model.team import Person

TEAM = (Person("ana", roles=("ds", "eng"), days_per_sprint=8), Person("bo", roles=("ds",)))
ITEMS = (
    Item("a", "a.md", "s1", points=5, assignee=("ana", "zoe"), role="ds"),
    Item("b", "b.md", "s1", points=None, assignee=("ana",)),
    Item("c", "c.md", "s1", points=1),
)


def test_the_sprint_s_own_capacity_wins_over_the_team_s() -> None:
    assert days_of(Sprint("s1", "p", capacity=(("bo", 3.0),)), TEAM) == {"bo": 3}
    assert days_of(Sprint("s1", "p"), TEAM) == days_of(None, TEAM) == {"ana": 8}


def test_a_person_s_days_are_shared_evenly_over_their_roles() -> None:
    assert days_per_role({"ana": 8, "bo": 3}, TEAM) == {"ds": 7, "eng": 4}


def test_an_item_of_two_people_counts_half_for_each() -> None:
    loads = person_loads(ITEMS, {"ana": 8, "bo": 3})
    assert [(one.name, one.capacity, one.points, one.items) for one in loads] == [
        ("ana", 8, 2.5, 2),
        ("bo", 3, 0, 0),
        ("zoe", None, 2.5, 1),
        (None, None, 1, 1),
    ]


def test_roles_have_the_load_of_their_items() -> None:
    assert [(one.name, one.points, one.items) for one in role_loads(ITEMS, {"eng": 4})] == [
        ("ds", 5, 1),
        ("eng", 0, 0),
        (None, 1, 2),
    ]
