"""Flow: lead and cycle times, throughput, work in progress and age, on a week written out."""

from __future__ import annotations

from datetime import UTC, date

from gitagile.analytics.flow import (
    Throughput,
    ages,
    cycle_times,
    finished_between,
    in_progress,
    lead_times,
    throughput,
    weekly,
)
from gitagile.analytics.lifetimes import Lifetime, lifetimes
from tests.timelines import WORKFLOW, Story


def day(number: int) -> date:
    return date(2026, 3, number)


def at(number: int) -> str:
    return f"2026-03-{number:02}T09:00Z"


def lives() -> tuple[Lifetime, ...]:
    """`a` runs through, `b` is reopened, `c` shows no start, `d` is blocked, `e` dropped, `f` deleted, `g` reversed."""
    story = Story().commit(at(2), a="todo", b="doing", c="todo", d={"status": "doing", "type": "bug"}, e="doing")
    story.commit(at(3), a="doing", b="done", d={"blocked": "waits for labels"}, f="done")
    story.commit(at(4), b="doing", e="dropped", f=None)
    reversed_dates = {"status": "done", "created": "2026-03-06", "finished": "2026-03-05"}
    story.commit(at(6), a="done", b="done", c="done", g=reversed_dates)
    return lifetimes(story.timeline(), WORKFLOW, UTC)


def test_lead_time_counts_both_ends_and_lists_dates_that_are_reversed() -> None:
    times = lead_times(lives())
    assert [(row.id, row.days) for row in times.rows] == [("f", 1), ("g", 1), ("a", 5), ("b", 5), ("c", 5)]
    assert (times.reversed, times.unknown) == (("g",), ())
    assert times.spread.percentiles == ((50, 5), (85, 5), (95, 5))


def test_cycle_time_without_a_start_is_unknown_and_never_the_lead_time() -> None:
    times = cycle_times(lives())
    assert [(row.id, row.days, row.active_days, row.reopens) for row in times.rows] == [("a", 4, 4, 0), ("b", 5, 5, 1)]
    assert times.unknown == ("c", "f", "g")
    assert (times.spread.values, times.spread.percentiles) == ((4, 5), ())


def test_a_reopened_item_says_on_how_many_days_it_was_worked_on() -> None:
    story = Story().commit(at(2), a="doing").commit(at(3), a="done").commit(at(20), a="doing").commit(at(22), a="done")
    (row,) = cycle_times(lifetimes(story.timeline(), WORKFLOW, UTC)).rows
    assert (row.days, row.active_days, row.reopens) == (21, 5, 1)


def test_throughput_keeps_the_days_with_none_and_counts_a_second_finish_alone() -> None:
    daily = throughput(lives(), day(1), day(8))
    assert daily == Throughput(day(1), (0, 0, 1, 0, 1, 3, 0, 0))
    assert daily.last == day(8)


def test_weeks_are_iso_weeks_and_those_with_none_are_kept() -> None:
    weeks = weekly(throughput(lives(), day(1), day(24)))
    assert [(week.week, week.finished, week.is_whole) for week in weeks] == [
        ("2026-W09", 0, False),
        ("2026-W10", 5, True),
        ("2026-W11", 0, True),
        ("2026-W12", 0, True),
        ("2026-W13", 0, False),
    ]
    year = weekly(Throughput(date(2026, 12, 28), (1,) * 14))
    assert [(week.week, week.monday) for week in year] == [
        ("2026-W53", date(2026, 12, 28)),
        ("2027-W01", date(2027, 1, 4)),
    ]
    assert weekly(Throughput(day(1), ())) == ()


def test_a_part_of_the_days_is_never_more_than_there_is() -> None:
    daily = Throughput(day(2), (1, 2, 3))
    assert daily.between(day(3), day(9)) == Throughput(day(3), (2, 3))
    assert daily.between(day(1), day(2)) == Throughput(day(2), (1,))
    assert daily.between(day(9), day(10)).counts == ()


def test_work_in_progress_is_counted_at_the_end_of_each_day_and_blocked_stays_in_it() -> None:
    assert in_progress(lives(), day(1), day(7)) == (0, 3, 3, 3, 3, 1, 1)
    assert in_progress(lives(), day(5), day(6)) == (3, 1)


def test_age_counts_from_the_first_start_and_a_start_nobody_saw_is_unknown() -> None:
    story = Story().commit(at(2), a="doing", b="doing").commit(at(4), a="todo", migration=False)
    story.commit(at(6), a="review").commit(at(7), migration=True, c="doing").commit(at(8), b=None)
    rows = ages(lifetimes(story.timeline(), WORKFLOW, UTC), day(10))
    assert [(row.id, row.status, row.days) for row in rows] == [("a", "review", 9), ("c", "doing", None)]
    assert [row.days for row in ages(lives(), day(6))] == [5]


def test_figures_are_of_the_lives_they_are_given() -> None:
    bugs = tuple(life for life in lives() if life.type == "bug")
    assert [life.id for life in bugs] == ["d"]
    assert in_progress(bugs, day(2), day(2)) == (1,)
    assert [life.id for life in finished_between(lives(), day(3), day(5))] == ["f", "g"]
