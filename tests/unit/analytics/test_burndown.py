"""The rows of burndown and burnup."""

from __future__ import annotations

from datetime import date

from gitagile.analytics.burndown import SprintDay, Step, series_of, sprint_days
from gitagile.model.ledger import PlannedDays, SeriesDay
from tests.scenario import edit
from tests.unit.analytics.small_sprint import END, lines, on, report_of

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 4)


def test_a_day_holds_what_happened_up_to_its_end() -> None:
    steps = (Step("2026-03-02", 3, 0), Step("2026-03-04", -1, 2.5), Step("2026-03-04", 0, 0.5))
    assert series_of(10, steps, FIRST, LAST) == (
        SeriesDay("2026-03-02", 13, 0),
        SeriesDay("2026-03-03", 13, 0),
        SeriesDay("2026-03-04", 12, 3),
    )


def test_decimals_add_up_as_people_add_them_up() -> None:
    steps = tuple(Step(day, 0.1, 0.1) for day in ("2026-03-02", "2026-03-03", "2026-03-04"))
    assert [one.scope for one in series_of(0, steps, FIRST, LAST)] == [0.1, 0.2, 0.3]


def test_rows_go_on_to_the_planned_end_with_nothing_but_the_guideline() -> None:
    series = (SeriesDay("2026-03-05", 8, 0), SeriesDay("2026-03-06", 8, 3))
    planned = PlannedDays("2026-03-05", "2026-03-09", ("2026-03-07", "2026-03-08"))
    assert sprint_days(series, 6, planned) == (
        SprintDay("2026-03-05", True, 8, 0, 8, 4),
        SprintDay("2026-03-06", True, 8, 3, 5, 2),
        SprintDay("2026-03-07", False, None, None, None, 2),
        SprintDay("2026-03-08", False, None, None, None, 2),
        SprintDay("2026-03-09", True, None, None, None, 0),
    )


def test_the_line_is_drawn_to_the_actual_close() -> None:
    late = report_of({"a": 3}, on(17, edit("a", status="done")), until="2026-03-18T10:00:00+00:00", closed=END)
    assert [one.day for one in late.days][-1] == "2026-03-18"
    assert [one.guideline for one in late.days if one.day > "2026-03-12"] == [0] * 6
    assert [lines(late)[day] for day in (16, 17, 18)] == [(3, 0), (3, 3), (3, 3)]
    early = report_of({"a": 3}, on(4, edit("a", status="done")), until="2026-03-05T10:00:00+00:00", closed=END)
    assert sorted(lines(early)) == [2, 3, 4, 5]
    assert early.days[-1] == SprintDay("2026-03-13", True, None, None, None, 0)


def test_days_go_forward_one_by_one() -> None:
    days = [one.day for one in report_of({"a": 3}, on(4, edit("a", status="done"))).days]
    assert days == [f"2026-03-{day:02}" for day in range(2, 14)]


def test_removing_scope_lowers_the_top_line_and_never_the_done_line() -> None:
    report = report_of({"a": 3, "b": 5}, on(3, edit("a", status="done")), on(5, edit("b", place="backlog")))
    assert [one.completed for one in report.days] == [0, *[3] * 11]
    assert [one.scope for one in report.days] == [8, 8, 8, *[3] * 9]


def test_under_half_estimated_the_days_count_items() -> None:
    report = report_of({"a": None, "b": None, "c": 5}, on(3, edit("a", status="done")))
    assert report.unit == "items"
    assert [lines(report)[day] for day in (2, 3)] == [(3, 0), (3, 1)]
    assert report.days[0].guideline == 2.7


def test_a_ledger_without_a_series_has_no_days() -> None:
    assert sprint_days((), 5, PlannedDays("2026-03-02", "2026-03-13")) == ()
