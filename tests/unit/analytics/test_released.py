"""What each release holds, no item in two, and how long items waited for it."""

from __future__ import annotations

from gitagile.analytics.lifetimes import lifetimes
from gitagile.analytics.released import Cut, Waits, contents, done_at, done_second, waits_of
from gitagile.model.event import Event, Version
from gitagile.model.timeline import Timeline
from tests.scenario import BERLIN, FLOW

PLACES = {f"c{place}": place for place in range(10)}
DAY = 86_400


def version(item, status):
    return Version(item, f".backlog/backlog/{item}.md", "backlog", status=status)


def events(*steps):
    """Steps as `place item status`: made at that commit of the line, on that day."""
    held: dict[str, Version] = {}
    for step in steps:
        place, item, status = step.split()
        after = None if status == "gone" else version(item, status)
        yield Event(item, int(place) * DAY, held.get(item), after, f"c{place}")
        held[item] = after


LINE = tuple(
    events(
        "0 ml-a todo",
        "0 ml-b todo",
        "1 ml-a done",
        "2 ml-c done",
        "3 ml-b dropped",
        "4 ml-d done",
        "5 ml-a todo",
        "6 ml-a done",
        "7 ml-e done",
        "8 ml-e gone",
        "9 ml-f done",
    )
)


def held(*cuts):
    return contents(cuts, LINE, PLACES, FLOW)


def test_a_release_without_notes_holds_what_was_done_by_then_and_in_none_before():
    assert held(Cut("v1", 2), Cut("v2", 4), Cut("v3", 9)) == (("ml-a", "ml-c"), ("ml-d",), ("ml-f",))


def test_what_notes_name_is_theirs_and_what_they_leave_out_does_not_come_later():
    assert held(Cut("v1", 2), Cut("v2", 4, ("ML-c", "ML-x", "ML-c")), Cut("v3", 9)) == (
        ("ml-a",),
        ("ml-c", "ml-x"),
        ("ml-f",),
    )


def test_an_item_that_was_reopened_and_done_again_is_in_its_first_release_alone():
    assert held(Cut("v1", 1), Cut("v2", 6)) == (("ml-a",), ("ml-c", "ml-d"))


def test_a_release_that_lies_nowhere_holds_nobody_knows_what():
    assert held(Cut("v1", None), Cut("v2", 2)) == (None, ("ml-a", "ml-c"))


def test_two_releases_of_one_commit_share_nothing():
    assert held(Cut("v1-rc.1", 2), Cut("v1", 2)) == (("ml-a", "ml-c"), ())


def test_dropped_and_deleted_items_are_not_done():
    assert set(done_at((4, 8, 9), LINE, PLACES, FLOW)[8]) == {"ml-c", "ml-d", "ml-a"}
    assert list(done_at((20,), LINE, PLACES, FLOW)) == [20]


def test_what_is_not_committed_comes_after_all_places():
    staged = Event("ml-z", 10 * DAY, None, version("ml-z", "done"))
    assert "ml-z" not in done_at((9,), (*LINE, staged), PLACES, FLOW)[9]


def test_done_is_the_last_step_into_done_before_the_release():
    life = next(one for one in lifetimes(Timeline(LINE), FLOW, BERLIN) if one.item == "ml-a")
    assert done_second(life, 4 * DAY) == DAY
    assert done_second(life, 9 * DAY) == 6 * DAY
    assert done_second(life, 5 * DAY) is None
    assert done_second(life, 0) is None


def test_waits_are_the_middle_the_shortest_and_the_longest():
    assert waits_of([9, 1, 2]) == Waits(2, 1, 9, 3)
    assert waits_of([4, 1]) == Waits(2.5, 1, 4, 2)
    assert waits_of([]) is None
