"""Lifetimes: created, started, finished, and the steps between, as commits and stamps tell them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest

from gitagile.analytics.lifetimes import Lifetime, lifetimes
from gitagile.model.timeline import Timeline
from gitagile.model.workflow import Workflow
from tests.timelines import WORKFLOW, Story

VIENNA = ZoneInfo("Europe/Vienna")


def day(number: int) -> date:
    return date(2026, 3, number)


def at(number: int, hour: int = 9) -> str:
    return f"2026-03-{number:02}T{hour:02}:00:00+00:00"


def life(story: Story | Timeline, zone: tzinfo = UTC, item: str = "a", **wish: int) -> Lifetime:
    timeline = story.timeline() if isinstance(story, Story) else story
    return next(one for one in lifetimes(timeline, WORKFLOW, zone, **wish) if one.item == item)


def steps(one: Lifetime) -> list[tuple[int, str | None]]:
    return [(step.day.day, step.status) for step in one.steps]


def test_commits_tell_when_no_stamp_does() -> None:
    one = life(Story().commit(at(2), a="todo").commit(at(3), a="doing").commit(at(6), a="done"))
    assert (one.created, one.started, one.finished) == (day(2), day(3), day(6))
    assert (one.reopens, one.active_days, one.category) == (0, 4, "done")
    assert steps(one) == [(2, "todo"), (3, "doing"), (6, "done")]
    assert (one.id, one.title, one.type) == ("a", "Item a", None)


def test_a_stamp_goes_before_its_commit_and_a_later_one_is_not_believed() -> None:
    stamped = {"status": "doing", "started": at(3), "created": "2026-03-01"}
    story = Story().commit(at(5), a=stamped).commit(at(9), a={"status": "done", "finished": at(12)})
    one = life(story)
    assert (one.created, one.started, one.finished) == (day(1), day(3), day(9))
    assert steps(one) == [(1, "todo"), (3, "doing"), (9, "done")]


@pytest.mark.parametrize("stamp", ["soon", "2026-13-01", "", "9999-12-31", "2026-03-04T09:00:00"])
def test_a_stamp_that_is_none_leaves_the_commit(stamp: str) -> None:
    story = Story().commit(at(2), a="todo").commit(at(4), a={"status": "doing", "started": stamp})
    assert life(story).started == day(4)


def test_a_start_that_nobody_saw_is_not_known() -> None:
    one = life(Story().commit(at(2), a="todo").commit(at(6), a="done"))
    assert (one.created, one.started, one.finished) == (day(2), None, day(6))
    assert one.active_days == 0


def test_a_squash_swallows_steps_and_the_stamps_survive_it() -> None:
    keys = {"status": "done", "created": "2026-03-02", "started": at(3), "finished": at(6)}
    squashed = life(Story().commit(at(7), a=keys))
    begun = {"status": "doing", "created": "2026-03-02", "started": at(3)}
    apart = life(Story().commit(at(2), a={"created": "2026-03-02"}).commit(at(5), a=begun).commit(at(6, 10), a=keys))
    merged = life(Story().commit(at(2), a={"created": "2026-03-02"}).commit(at(7), a=keys))
    for one in (squashed, apart, merged):
        assert (one.created, one.started, one.finished, one.active_days) == (day(2), day(3), day(6), 4)
        assert steps(one) == [(2, "todo"), (3, "doing"), (6, "done")]


def test_what_is_finished_twice_finished_last() -> None:
    story = Story().commit(at(2), a="doing").commit(at(4), a={"status": "done", "finished": at(4)})
    story.commit(at(8), a={"status": "doing", "finished": None}).commit(at(10), a={"status": "done", "finished": at(9)})
    one = life(story)
    assert (one.started, one.finished, one.reopens) == (day(2), day(9), 1)
    assert one.active_days == 3 + 2


def test_a_reopened_item_is_not_finished_now() -> None:
    one = life(Story().commit(at(2), a="doing").commit(at(4), a="done").commit(at(8), a="todo"))
    assert (one.finished, one.reopens, one.category, one.is_done) == (None, 1, "todo", False)


def test_a_finish_left_over_from_before_a_reopening_dates_nothing() -> None:
    story = Story().commit(at(2), a="doing").commit(at(4), a={"status": "done", "finished": at(4)})
    story.commit(at(8), a="doing").commit(at(10), a="done")
    assert life(story).finished == day(10)


def test_a_start_left_over_from_the_first_spell_dates_no_second_one() -> None:
    story = Story().commit(at(2), a={"status": "doing", "started": at(2)}).commit(at(4), a="todo")
    one = life(story.commit(at(8), a="review").commit(at(9), a="done"))
    assert steps(one) == [(2, "doing"), (4, "todo"), (8, "review"), (9, "done")]
    assert (one.started, one.active_days) == (day(2), 3 + 2)


def test_a_stamp_changed_without_a_step_corrects_it() -> None:
    story = Story().commit(at(3), a={"status": "doing", "started": at(3)})
    story.commit(at(8), a="done").commit(at(9), a={"started": at(2), "finished": at(7), "created": "2026-03-01"})
    one = life(story)
    assert (one.created, one.started, one.finished, one.reopens) == (day(1), day(2), day(7), 0)
    assert steps(one) == [(1, "todo"), (2, "doing"), (7, "done")]


def test_moving_on_among_active_statuses_is_one_start() -> None:
    one = life(Story().commit(at(2), a="doing").commit(at(4), a="review").commit(at(6), a="done"))
    assert (one.started, one.active_days, len(one.steps)) == (day(2), 5, 3)


def test_a_spell_that_still_lasts_is_not_counted_yet() -> None:
    one = life(Story().commit(at(2), a="doing").commit(at(5), a={"blocked": "waits"}))
    assert (one.active_days, one.is_active, len(one.steps)) == (0, True, 1)


def test_a_migration_moves_no_figure() -> None:
    story = Story().commit(at(2), a="doing", b="todo").commit(at(5), migration=True, a="done", b="doing")
    done, begun = life(story), life(story, item="b")
    assert (done.started, done.finished, done.is_done) == (day(2), None, True)
    assert (begun.started, begun.is_active) == (None, True)
    back = life(Story().commit(at(2), a="done").commit(at(5), migration=True, a="todo"))
    assert back.reopens == 0


def test_what_a_migration_brings_counts_only_if_its_own_stamps_say_when() -> None:
    stamped = {"status": "done", "created": "2026-01-05", "started": "2026-01-07", "finished": "2026-01-09"}
    story = Story().commit(at(5), migration=True, a=stamped, b="done", c={"status": "done", "finished": at(9)})
    one, bare, late = (life(story, item=item) for item in "abc")
    assert (one.created, one.started, one.finished) == (date(2026, 1, 5), date(2026, 1, 7), date(2026, 1, 9))
    assert (bare.created, bare.started, bare.finished, steps(bare)) == (None, None, None, [(5, "done")])
    assert late.finished is None


def test_a_start_lost_to_a_migration_stays_unknown() -> None:
    story = Story().commit(at(2), migration=True, a="doing").commit(at(4), a="todo").commit(at(6), a="doing")
    one = life(story.commit(at(7), a="done"))
    assert (one.started, one.finished) == (None, day(7))


def test_the_first_commit_of_a_partial_timeline_says_when_nothing_happened() -> None:
    story = Story().commit(at(5), a="done", b="doing").commit(at(6), b="done")
    timeline = story.timeline(partial="a shallow clone: git fetch --unshallow")
    assert life(timeline).finished is None
    assert (life(timeline, item="b").started, life(timeline, item="b").finished) == (None, day(6))


def test_what_was_there_before_the_timeline_began_came_nobody_knows_when() -> None:
    events = Story().commit(at(2), a="doing").commit(at(6), a="done").events
    one = life(Timeline(tuple(events[1:]), since=events[1].at))
    assert (one.created, one.started, one.finished) == (None, None, day(6))


def test_a_deleted_item_stays_finished_on_its_day() -> None:
    one = life(Story().commit(at(2), a="doing").commit(at(4), a="done").commit(at(8), a=None))
    assert (one.finished, one.is_deleted, one.is_done) == (day(4), True, True)
    assert steps(one)[-1] == (8, None)


def test_an_item_that_is_brought_back_goes_on_with_its_life() -> None:
    story = Story().commit(at(2), a="doing", b="doing").commit(at(4), a="done").commit(at(5), a=None, b=None)
    story.commit(at(9), a="done", b="done")
    one, other = life(story), life(story, item="b")
    assert (one.created, one.started, one.finished, one.reopens) == (day(2), day(2), day(4), 0)
    assert (other.finished, other.is_deleted) == (day(9), False)


def test_an_open_item_in_the_archive_is_gone_and_a_done_one_stays() -> None:
    story = Story().commit(at(2), a="doing", b="done").commit(at(5), a={"place": "archive"}, b={"place": "archive"})
    assert (life(story).is_active, steps(life(story))[-1], life(story).active_days) == (False, (5, "doing"), 4)
    assert life(story).steps[-1].category == "gone"
    assert steps(life(story, item="b")) == [(2, "done")]


def test_a_dropped_item_is_not_finished() -> None:
    one = life(Story().commit(at(2), a="doing").commit(at(5), a="dropped"))
    assert (one.is_dropped, one.finished, one.reopens) == (True, None, 0)
    fell = life(Story().commit(at(2), a="doing").commit(at(4), a="done").commit(at(5), a="dropped"))
    assert (fell.finished, fell.reopens) == (None, 0)


def test_a_later_step_pulls_the_earlier_ones_back_so_that_time_never_falls() -> None:
    keys = {"status": "done", "created": "2026-03-05", "finished": "2026-03-04"}
    one = life(Story().commit(at(9), a=keys))
    assert (one.created, one.finished) == (day(5), day(4))
    assert steps(one) == [(4, "done")]
    other = life(Story().commit(at(2), a="todo").commit(at(6), a="doing").commit(at(9), a=keys | {"created": None}))
    assert [step for step in steps(other) if step[1] != "todo"] == [(4, "doing"), (4, "done")]
    assert [step.at for step in other.steps] == sorted(step.at for step in other.steps)


def test_nothing_committed_after_the_instant_asked_for_is_looked_at() -> None:
    story = Story().commit(at(2), a="doing").commit(at(5), a={"status": "done", "finished": at(3)})
    asked = int(datetime.fromisoformat(at(4)).timestamp())
    assert (life(story, as_of=asked).finished, life(story).finished) == (None, day(3))


def test_a_status_the_workflow_has_not_is_to_do_and_one_without_active_ones_has_no_steps_into_them() -> None:
    assert life(Story().commit(at(2), a="Doing!")).category == "todo"
    bare = Workflow((("open", "todo"), ("closed", "done")))
    keys = {"status": "closed", "started": at(1), "finished": at(2)}
    (one,) = lifetimes(Story().commit(at(3), a=keys).timeline(), bare, UTC)
    assert (one.started, one.finished, one.active_days) == (day(1), day(2), 0)


@pytest.fixture(params=["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
def machine(request: pytest.FixtureRequest) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


@pytest.mark.parametrize(
    ("zone", "started", "finished"),
    [("Pacific/Kiritimati", 3, 29), ("America/Los_Angeles", 2, 28), ("Europe/Vienna", 3, 29)],
)
def test_a_day_is_one_of_the_projects_zone_wherever_the_machine_is(
    machine: str, zone: str, started: int, finished: int
) -> None:
    story = Story().commit("2026-03-02T23:30:00+00:00", a="doing")
    story.commit("2026-03-29T00:30:00+00:00", a={"status": "done", "created": "2026-03-01"})
    one = life(story, ZoneInfo(zone))
    assert (one.created, one.started, one.finished) == (day(1), day(started), day(finished))


def test_instants_outside_the_calendar_are_at_its_ends() -> None:
    (one,) = lifetimes(
        Story().commit(at(2), a={"created": "0001-01-01T00:00:00+14:00", "status": "doing"}).timeline(),
        WORKFLOW,
        VIENNA,
    )
    assert (one.created, one.started) == (date(1, 1, 3), day(2))
