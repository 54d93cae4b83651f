"""Load on people and roles."""

from __future__ import annotations

from gitagile.analytics.capacity import days_of, days_per_role, person_loads, person_shares, role_loads, times_of
from gitagile.analytics.workdays import Calendar
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
    assert days_of(Sprint("s1", "p", capacity=(("bo", 3.0),)), TEAM, Calendar()) == {"bo": 3}
    assert days_of(Sprint("s1", "p"), TEAM, Calendar()) == days_of(None, TEAM, Calendar()) == {"ana": 8}


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


SPRINT = Sprint("s1", "p", start="2026-11-23", end="2026-12-04")
OFF = tuple(f"2026-11-{day}" for day in (23, 24, 25, 26, 27, 28))
AWAY = Person("ana", roles=("ds",), days_per_sprint=8, days_off=OFF)


def test_days_off_are_taken_from_the_days_of_the_config() -> None:
    (time,) = times_of(SPRINT, (AWAY,), Calendar())
    assert (time.working, time.off, time.declared, time.days) == (10, 5, 8, 3)


def test_nobody_has_more_days_in_a_sprint_than_they_are_there() -> None:
    for written, days in ((8, 5), (4, 4), (10, 5)):
        (time,) = times_of(SPRINT._replace(capacity=(("ana", written),)), (AWAY,), Calendar())
        assert (time.declared, time.days) == (written, days)


def test_what_cannot_be_days_is_left_as_it_is_written() -> None:
    (time,) = times_of(SPRINT._replace(capacity=(("ana", 20),)), (AWAY,), Calendar())
    assert time.days == 20


def test_who_has_no_days_is_there_nonetheless() -> None:
    times = times_of(SPRINT._replace(capacity=(("zoe", 2),)), (AWAY, Person("bo")), Calendar())
    assert [(one.handle, one.off, one.days) for one in times] == [("ana", 5, None), ("bo", 0, None), ("zoe", 0, 2)]


def test_a_capacity_is_shared_by_the_days_of_people() -> None:
    assert person_shares({"ana": 8, "bo": 2, "cy": 0}, 20) == {"ana": 16, "bo": 4, "cy": 0}
    assert person_shares({}, 20) is person_shares({"ana": 0}, 20) is None
