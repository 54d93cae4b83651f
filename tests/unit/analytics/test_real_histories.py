"""Flow and forecast of three real histories: literal numbers, worked out apart (tests/data/sprints/README.md)."""

from __future__ import annotations

from datetime import UTC, date, timedelta, timezone

import pytest

from gitagile.analytics.calibration import hit_rates
from gitagile.analytics.cfd import cumulative_flow
from gitagile.analytics.flow import ages, cycle_times, in_progress, lead_times, throughput, weekly
from gitagile.analytics.forecast import forecast
from gitagile.analytics.lifetimes import Lifetime, lifetimes
from gitagile.analytics.workdays import Calendar
from tests.sprints import BACKLOGMD, BEADS, JIRA, backlogmd, beads, jira, rows_of

EVERY_DAY = Calendar(frozenset())
JIRA_DAYS = {"0": (date(2012, 4, 24), date(2018, 9, 20)), "1": (date(2015, 1, 17), date(2019, 8, 8))}


@pytest.fixture(scope="module")
def backlog() -> tuple[Lifetime, ...]:
    return lifetimes(backlogmd(), BACKLOGMD, UTC)


@pytest.fixture(scope="module")
def issues() -> tuple[Lifetime, ...]:
    return lifetimes(beads(), BEADS, UTC)


@pytest.fixture(scope="module")
def projects() -> dict[str, tuple[Lifetime, ...]]:
    return {project: lifetimes(jira(project), JIRA, UTC) for project in "01"}


def test_the_backlog_is_687_items_of_which_577_finished_on_a_known_day(backlog: tuple[Lifetime, ...]) -> None:
    assert len(backlog) == 687
    assert sum(1 for life in backlog if life.is_done) == 579
    assert sum(1 for life in backlog if life.finished) == 577
    assert sum(life.reopens for life in backlog) == 4


def test_few_items_of_the_backlog_were_ever_seen_in_progress(backlog: tuple[Lifetime, ...]) -> None:
    """Of the 307 `task-N` that reached Done before the ids were changed, 5 show a start on the main line."""
    rows = tuple(rows_of("backlogmd/events.csv"))
    done = {row["item"] for row in rows if row["to_status"] == "Done" and row["item"].startswith("task-")}
    begun = {row["item"] for row in rows if row["to_status"] == "In Progress"}
    assert (len(done), len(done & begun)) == (307, 5)
    times = cycle_times(backlog)
    assert (len(times.rows), len(times.unknown)) == (27, 552)
    assert times.spread.values == (*[1] * 13, 2, 4, 5, 6, 6, 7, 8, 9, 26, 47, 56, 65, 70, 188)
    assert times.spread.percentiles == ((50, 2), (85, 47), (95, 70))


def test_lead_times_of_the_backlog(backlog: tuple[Lifetime, ...]) -> None:
    times = lead_times(backlog)
    assert (len(times.rows), len(times.unknown), times.reversed) == (577, 2, ())
    assert times.spread.percentiles == ((50, 2), (85, 15), (95, 71))


def test_two_bulk_moves_are_no_items_finished(backlog: tuple[Lifetime, ...]) -> None:
    """383 files renamed on 15 January 2026 and 104 moved on 4 July 2025 would be so many finished in one day."""
    daily = throughput(backlog, date(2025, 6, 2), date(2026, 8, 23))
    assert sum(daily.counts) == 577
    assert daily.between(date(2026, 1, 15), date(2026, 1, 15)).counts == (15,)
    weeks = [(str(week.monday), week.finished) for week in weekly(daily)]
    assert weeks[:5] == [
        ("2025-06-02", 11),
        ("2025-06-09", 63),
        ("2025-06-16", 25),
        ("2025-06-23", 0),
        ("2025-06-30", 17),
    ]
    assert weeks[-5:] == [
        ("2026-07-20", 0), ("2026-07-27", 12), ("2026-08-03", 43), ("2026-08-10", 4), ("2026-08-17", 12),
    ]  # fmt: skip


def test_in_another_zone_the_weeks_are_others() -> None:
    lives = lifetimes(backlogmd(), BACKLOGMD, timezone(timedelta(hours=14)))
    weeks = weekly(throughput(lives, date(2025, 6, 2), date(2025, 8, 3)))
    assert [week.finished for week in weeks] == [3, 63, 33, 0, 7, 30, 18, 13, 5]


def test_the_bands_of_the_backlog_and_what_is_in_progress(backlog: tuple[Lifetime, ...]) -> None:
    """By commit 27, 31, 54, 61 and 51 are to do; 15, 16, 26, 0 and 0 were created and not yet committed."""
    days = [date(2025, 6, 30), date(2025, 9, 1), date(2026, 1, 14), date(2026, 1, 15), date(2026, 8, 19)]
    flow = {day.day: day for day in cumulative_flow(backlog, BACKLOGMD, days[0], days[-1]).days}
    bands = [flow[day].bands for day in days]
    assert [draft + to_do for draft, to_do, *_ in bands] == [27 + 15, 31 + 16, 54 + 26, 61, 51]
    assert [begun + in_review for _, _, begun, in_review, _ in bands] == [2, 1, 0, 0, 0]
    assert [done for *_, done in bands] == [99, 198, 294, 310, 577]
    assert [flow[day].in_progress for day in days] == [2, 1, 0, 0, 0]
    assert in_progress(backlog, days[1], days[1]) == (1,)
    assert flow[days[4]].throughput == 12


def test_reversed_dates_are_clamped_and_listed(projects: dict[str, tuple[Lifetime, ...]]) -> None:
    times = lead_times((*projects["0"], *projects["1"]))
    assert (len(times.rows), len(times.reversed)) == (4123, 1662)
    assert times.spread.percentiles == ((50, 2), (85, 11), (95, 42))
    assert lead_times(projects["1"]).spread.percentiles == ((50, 2), (85, 13), (95, 41))
    assert sum(1 for row in times.rows if row.days == 1) == 1662
    assert len(cycle_times(projects["0"]).unknown) == 2427


def test_an_import_shows_its_past_by_its_stamps(projects: dict[str, tuple[Lifetime, ...]]) -> None:
    weeks = weekly(throughput(projects["1"], date(2017, 1, 2), date(2017, 2, 26)))
    assert [week.finished for week in weeks] == [20, 29, 24, 28, 18, 21, 40, 29]
    assert sum(throughput(projects["1"], *JIRA_DAYS["1"]).counts) == 1696


def test_the_forecast_of_a_real_project(projects: dict[str, tuple[Lifetime, ...]]) -> None:
    """Exactly: P(>=38) .551, P(>=32) .857, P(>=28) .959; 40 are done by day 15 .593, 18 .914, 19 .957."""
    daily = throughput(projects["1"], JIRA_DAYS["1"][0], date(2017, 6, 30))
    made = forecast(daily, 40, EVERY_DAY)
    assert (made.first, sum(made.history), len(made.history)) == (date(2017, 4, 2), 248, 90)
    assert made.how_many == ((50, 38), (85, 32), (95, 28))
    assert made.when == ((50, date(2017, 7, 15)), (85, date(2017, 7, 18)), (95, date(2017, 7, 19)))
    assert made.chance == pytest.approx(0.4323, abs=0.015)


def test_issues_that_were_all_closed_in_three_days_are_no_ground_to_promise_on(issues: tuple[Lifetime, ...]) -> None:
    """87 of 90 days closed nothing, three closed 49, 80 and 274: exactly, .378 of all fortnights close anything."""
    times = lead_times(issues)
    assert (len(times.rows), times.spread.percentiles) == (403, ((50, 1), (85, 76), (95, 100)))
    assert [(age.id, age.days) for age in ages(issues, date(2026, 2, 28))] == [
        ("bd-5ua", 1), ("bd-6bq", 1), ("bd-wisp-5xon7z", 1),
    ]  # fmt: skip
    daily = throughput(issues, date(2025, 10, 28), date(2026, 2, 28))
    assert daily.counts[-4:] == (0, 49, 80, 274)
    made = forecast(daily, 298, EVERY_DAY)
    assert made.how_many == ((50, 0), (85, 0), (95, 0))
    assert made.chance == pytest.approx(0.0447, abs=0.01)
    assert made.warnings == ("throughput is not stable: the week up to 2026-02-28 lies outside the control limits",)
    for (_, day), exact in zip(made.when, (date(2026, 5, 13), date(2026, 7, 30), date(2026, 9, 28)), strict=True):
        assert day is not None
        assert abs((day - exact).days) <= 5


@pytest.mark.parametrize(
    ("project", "horizon", "made", "held"),
    [
        ("0", 14, 146, (77, 107, 127)),
        ("0", 28, 74, (41, 54, 59)),
        ("1", 14, 86, (49, 69, 76)),
        ("1", 28, 43, (22, 32, 35)),
    ],
)
def test_how_often_the_forecast_held(
    projects: dict[str, tuple[Lifetime, ...]], project: str, horizon: int, made: int, held: tuple[int, ...]
) -> None:
    daily = throughput(projects[project], *JIRA_DAYS[project])
    rates = hit_rates(daily, EVERY_DAY, horizon=horizon, least_days=90)
    assert [rate.made for rate in rates] == [made] * 3
    assert tuple(rate.held for rate in rates) == held


def test_a_bursty_backlog_keeps_fewer_promises_than_it_makes(backlog: tuple[Lifetime, ...]) -> None:
    daily = throughput(backlog, date(2025, 6, 6), date(2026, 8, 19))
    rates = hit_rates(daily, EVERY_DAY)
    assert [(rate.held, rate.made) for rate in rates] == [(12, 29), (18, 29), (23, 29)]
    assert (rates[1].low, rates[1].high) == (pytest.approx(0.4400, abs=5e-5), pytest.approx(0.7731, abs=5e-5))
    assert [(rate.held, rate.made) for rate in hit_rates(daily, EVERY_DAY, horizon=28)] == [(5, 14), (8, 14), (11, 14)]
