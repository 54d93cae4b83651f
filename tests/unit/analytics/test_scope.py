"""What enters and leaves a sprint, case by case as docs/figures has them; known faults of other tools among them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from gitagile.analytics.commitment import committed_in
from gitagile.analytics.scope import replay_sprint
from tests.scenario import Arrival, Edit, done, edit, events, seconds
from tests.unit.analytics.small_sprint import (
    END,
    before,
    ledger_of,
    lines,
    on,
    reading_in,
    replayed,
    report_of,
    told,
)


def test_removed_and_added_again_are_two_changes() -> None:
    report = report_of({"a": 3, "b": 5}, on(3, edit("a", place="backlog")), on(3, edit("a", place="s1"), hour=13))
    assert [(one.change, one.points) for one in report.changes] == [("removed", -3), ("added", 3)]
    assert (report.figures.added, report.figures.removed, report.figures.scope) == (3, 3, 8)
    assert report.figures.scope_change == pytest.approx(6 / 8)
    assert [(row.id, row.added) for row in report.rows] == [("SC-a", False), ("SC-b", False)]


def test_what_was_added_and_removed_again_counts_in_both_and_is_listed() -> None:
    report = report_of({"a": 3}, on(4, edit("n", place="s1", points=5)), on(5, edit("n", place="s2")), closed=END)
    assert (report.figures.added, report.figures.removed, report.figures.scope) == (5, 5, 3)
    assert [(row.id, row.points, row.result, row.added) for row in report.rows] == [
        ("SC-a", 3, "carried", False),
        ("SC-n", 5, "removed", True),
    ]


def test_a_re_estimate_of_a_done_item_is_recorded_and_does_not_burn() -> None:
    report = report_of({"a": 3, "b": 5}, on(3, edit("a", status="done")), on(5, edit("a", points=8)))
    assert lines(report)[4] == (8, 3)
    assert lines(report)[5] == (13, 8)
    assert {one.remaining for one in report.days if one.day >= "2026-03-03" and one.scope} == {5}
    assert [(one.day, one.change, one.points) for one in report.changes][1] == ("2026-03-05", "re-estimated", 5)
    assert report.figures.reestimated == 5


def test_an_estimate_given_and_one_taken_away_are_re_estimates() -> None:
    report = report_of({"a": None, "b": 5}, on(3, edit("a", points=2)), on(4, edit("b", points=None)))
    assert lines(report) == {2: (5, 0), 3: (7, 0), 4: (2, 0), **dict.fromkeys(range(5, 14), (2, 0))}
    assert [one.points for one in report.changes] == [2, -5]


def test_a_reopened_item_takes_its_points_back() -> None:
    report = report_of({"a": 3}, on(3, edit("a", status="done")), on(5, edit("a", status="doing")))
    assert [lines(report)[day] for day in (2, 3, 4, 5, 6)] == [(3, 0), (3, 3), (3, 3), (3, 0), (3, 0)]
    assert [(one.change, one.points) for one in report.changes] == [("done", 3), ("reopened", -3)]


def test_a_done_item_that_is_removed_leaves_scope_and_done() -> None:
    report = report_of({"a": 3, "b": 5}, on(3, edit("a", status="done")), on(5, edit("a", place="archive")))
    assert [lines(report)[day] for day in (3, 4, 5)] == [(8, 3), (8, 3), (5, 0)]
    assert [row.result for row in report.rows] == ["removed", "open"]


def test_a_dropped_item_is_neither_done_nor_open_and_comes_back_as_added() -> None:
    dropping = on(3, edit("a", status="dropped"))
    report = report_of({"a": 3, "b": 5}, dropping)
    assert (report.figures.scope, report.figures.completed, report.figures.remaining) == (5, 0, 5)
    assert [row.result for row in report.rows] == ["dropped", "open"]
    back = report_of({"a": 3, "b": 5}, dropping, on(4, edit("a", status="todo")))
    assert [one.change for one in back.changes] == ["dropped", "added"]
    assert [lines(back)[day][0] for day in (2, 3, 4)] == [8, 5, 8]
    assert [(row.result, row.added) for row in back.rows] == [("open", False), ("open", False)]


def test_an_item_added_on_the_fifth_day_does_not_raise_the_days_before() -> None:
    report = report_of({"a": 3}, on(6, edit("n", place="s1", points=8)))
    assert [lines(report)[day][0] for day in (2, 3, 4, 5, 6, 7)] == [3, 3, 3, 3, 11, 11]


def test_what_happened_on_the_first_day_is_kept() -> None:
    report = report_of(
        {"a": 3, "b": 5}, on(2, edit("a", status="done"), hour=10), on(2, edit("n", place="s1", points=1), hour=11)
    )
    assert lines(report)[2] == (9, 3)


def test_an_item_that_was_done_when_it_came_is_completed_from_then_on() -> None:
    stamped = done("n", "2026-03-03T10:00:00+00:00", points=5)
    arrived = report_of({"a": 3}, Arrival("2026-03-04T12:00:00+00:00", (stamped,)), on(6, edit("n", place="s1")))
    assert [lines(arrived)[day] for day in (3, 4, 5, 6)] == [(3, 0), (3, 0), (3, 0), (8, 5)]
    assert [(one.change, one.day) for one in arrived.changes] == [("added", "2026-03-06"), ("done", "2026-03-06")]


def test_a_stamp_from_before_the_addition_counts_from_the_addition_on() -> None:
    report = report_of(
        {"a": 3}, on(5, edit("n", place="s1", status="todo", points=1)), on(6, done("n", "2026-03-04T10:00:00+00:00"))
    )
    assert [lines(report)[day] for day in (4, 5, 6)] == [(3, 0), (4, 1), (4, 1)]


def test_a_step_counts_from_its_stamp_on_though_its_commit_came_days_later() -> None:
    stamped = on(9, done("a", "2026-03-04T16:00:00+00:00"))
    assert [lines(report_of({"a": 3}, stamped))[day] for day in (3, 4, 9)] == [(3, 0), (3, 3), (3, 3)]


@pytest.mark.parametrize("stamp", ["2026-02-20T10:00:00+00:00", "2026-02-20", "2025-01-01"])
def test_nothing_is_finished_before_the_sprint_began(stamp: str) -> None:
    report = report_of({"a": 3}, on(3, done("a", stamp)))
    assert lines(report)[2] == (3, 3)
    assert report.changes[0].day == "2026-03-02"


def test_a_stamp_later_than_its_commit_is_not_believed() -> None:
    assert lines(report_of({"a": 3}, on(3, done("a", "2026-03-09T10:00:00+00:00"))))[3] == (3, 3)


def test_an_old_stamp_does_not_undo_a_reopening() -> None:
    old = "2026-03-03T10:00:00+00:00"
    report = report_of({"a": 3}, on(3, done("a", old)), on(5, edit("a", status="todo")), on(6, done("a", old)))
    assert [one.change for one in report.changes] == ["done", "reopened", "done"]
    assert [lines(report)[day][1] for day in (3, 4, 5, 6)] == [3, 3, 0, 3]
    assert report.rows[0].result == "done"


def test_estimated_anew_and_done_in_one_commit_adds_up_either_way_round() -> None:
    both = on(5, done("a", "2026-03-04T10:00:00+00:00", points=8))
    apart = on(5, edit("a", points=8), done("a", "2026-03-04T10:00:00+00:00"))
    for story in (both, apart):
        report = report_of({"a": 3}, story)
        assert [lines(report)[day] for day in (3, 4, 5)] == [(3, 0), (3, 3), (8, 8)]


def test_a_migration_moves_nothing() -> None:
    moved = on(
        4,
        edit("a", path="elsewhere/a.md", points=100, priority="high"),
        edit("b", place="backlog"),
        edit("c", status="done"),
        edit("m", place="s1", points=50),
        migration=True,
    )
    replay = replayed({"a": 3, "b": 5, "c": 2}, moved, on(5, edit("m", title="M"), edit("b", title="B")))
    assert replay.changes == ()
    assert [(row.id, row.points, row.result) for row in replay.rows] == [
        ("SC-a", 3, "carried"),
        ("SC-b", 5, "carried"),
        ("SC-c", 2, "carried"),
    ]
    assert replay.outside == ("SC-m",)


def test_what_a_migration_brought_counts_once_somebody_moves_it_in() -> None:
    brought = on(4, edit("m", place="backlog", points=5), migration=True)
    assert lines(report_of({"a": 3}, brought, on(5, edit("m", place="s1"))))[5] == (8, 0)


def test_an_item_whose_file_is_deleted_is_removed_and_one_brought_back_is_added() -> None:
    deleted = on(3, Edit("SC-a", None))
    replay = replayed({"a": 3, "b": 5}, deleted)
    assert told(replay) == [("03", "a", "removed")]
    assert (replay.rows[0].result, replay.rows[0].points) == ("removed", 3)
    back = report_of({"a": 3, "b": 5}, deleted, on(5, edit("a", place="s1", status="todo", points=4)))
    assert [(one.change, one.points) for one in back.changes] == [("removed", -3), ("added", 4)]


@pytest.mark.parametrize("place", ["s2", "backlog", "archive"])
def test_an_item_that_moves_anywhere_else_is_removed(place: str) -> None:
    assert told(replayed({"a": 3}, on(5, edit("a", place=place)))) == [("05", "a", "removed")]


def test_open_items_that_move_away_do_not_make_a_sprint_complete() -> None:
    away = on(13, *(edit(part, place="s2") for part in "bc"), hour=18)
    report = report_of({"a": 3, "b": 5, "c": 8}, on(3, edit("a", status="done")), away, closed=END)
    assert (report.figures.scope, report.figures.completed, report.figures.remaining) == (16, 3, 13)
    assert report.figures.say_do == pytest.approx(3 / 16)


def test_a_later_transfer_does_not_wipe_the_chart_of_a_finished_sprint() -> None:
    story = (on(3, edit("a", status="done")), on(12, edit("b", status="done")))
    later = on(20, edit("a", place="s2"), edit("b", place="s2", points=100, status="todo"))
    assert report_of({"a": 3, "b": 5}, *story, later, closed=END) == report_of({"a": 3, "b": 5}, *story, closed=END)


def test_what_was_done_before_the_start_is_past_until_it_is_opened_again() -> None:
    past = Arrival("2026-02-28T12:00:00+00:00", (edit("p", place="s1", status="done", points=8),))
    assert replayed({"a": 3}, past, on(4, edit("p", points=13, title="P"))).changes == ()
    replay = replayed({"a": 3}, past, on(4, edit("p", status="todo")), on(6, edit("p", status="done")))
    assert told(replay) == [("04", "p", "added"), ("06", "p", "done")]
    assert [(row.id, row.points, row.result, row.added) for row in replay.rows] == [
        ("SC-a", 3, "carried", False),
        ("SC-p", 8, "done", True),
    ]


def test_what_was_dropped_before_the_start_comes_in_when_it_is_taken_up() -> None:
    dropped = Arrival("2026-02-28T12:00:00+00:00", (edit("p", place="s1", status="dropped", points=8),))
    replay = replayed({"a": 3}, dropped, on(4, edit("p", status="todo")))
    assert told(replay) == [("04", "p", "added")]


def test_what_lay_open_in_the_folder_and_was_never_promised_is_added_with_the_start() -> None:
    lying = Arrival("2026-02-28T12:00:00+00:00", (edit("p", place="s1", status="todo", points=8),))
    replay = replayed({"a": 3}, lying, on(4, edit("p", status="done")))
    assert told(replay) == [("02", "p", "added"), ("04", "p", "done")]
    assert replay.changes[0].at == seconds("2026-03-02T09:00:00+00:00")


def test_a_promise_that_was_committed_to_git_later_is_not_added() -> None:
    commitment = committed_in(ledger_of(a=3, n=5))
    late = on(3, edit("n", place="s1", status="todo", points=5))
    assert replayed({"a": 3}, late, commitment=commitment).changes == ()


def test_what_a_carried_item_had_before_is_the_other_sprint_s() -> None:
    history = Arrival("2026-02-20T12:00:00+00:00", (edit("a", place="s0", status="done"),))
    carried = Arrival("2026-02-26T12:00:00+00:00", (edit("a", place="s0", status="todo"), edit("a", place="s1")))
    line = events(history, carried, on(4, done("a", "2026-02-27T10:00:00+00:00")))
    replay = replay_sprint(committed_in(ledger_of(a=3)), line, reading_in(ZoneInfo("UTC")), until=seconds(END))
    assert told(replay) == [("02", "a", "done")]


def test_several_commits_of_one_second_are_one_change() -> None:
    flicker = on(
        4, edit("a", place="backlog"), edit("a", place="s1"), edit("b", status="done"), edit("b", status="todo")
    )
    assert replayed({"a": 3, "b": 5}, flicker).changes == ()


def test_work_of_the_very_second_of_the_start_counts() -> None:
    at_once = Arrival("2026-03-02T09:00:00+00:00", (edit("a", status="done"), edit("n", place="s1", points=1)))
    assert told(replayed({"a": 3}, at_once)) == [("02", "a", "done"), ("02", "n", "added")]


def test_an_unknown_status_is_open() -> None:
    assert told(replayed({"a": 3}, on(3, edit("a", status="fertig")))) == []


@pytest.mark.parametrize(
    ("zone", "instant", "day"),
    [
        ("Europe/Berlin", "2026-03-03T23:30:00+00:00", "2026-03-04"),
        ("Pacific/Kiritimati", "2026-03-03T10:30:00+00:00", "2026-03-04"),
        ("America/Los_Angeles", "2026-03-04T05:00:00+00:00", "2026-03-03"),
        ("America/Los_Angeles", "2026-03-09T06:30:00+00:00", "2026-03-08"),  # the day on which summer time began
        ("UTC", "2026-03-03T23:59:59+00:00", "2026-03-03"),
    ],
)
def test_a_day_is_the_project_s_and_not_that_of_utc(zone: str, instant: str, day: str) -> None:
    line = events(before(a=3), Arrival(instant, (edit("a", status="done"),)))
    replay = replay_sprint(committed_in(ledger_of(zone, a=3)), line, reading_in(ZoneInfo(zone)), until=seconds(END))
    assert [one.day for one in replay.changes] == [day]


def test_nothing_after_the_moment_is_looked_at() -> None:
    story = (on(3, edit("a", status="done")), on(5, edit("n", place="s1", points=5)))
    early = replayed({"a": 3}, *story, until="2026-03-04T12:00:00+00:00")
    assert early == replayed({"a": 3}, story[0], until="2026-03-04T12:00:00+00:00")
    assert (early.first, early.last) == ("2026-03-02", "2026-03-04")


def test_a_sprint_without_any_item_or_event_is_empty() -> None:
    replay = replay_sprint(committed_in(ledger_of()), (), reading_in(ZoneInfo("UTC")), until=seconds(END))
    assert (replay.changes, replay.rows, replay.outside) == ((), (), ())
