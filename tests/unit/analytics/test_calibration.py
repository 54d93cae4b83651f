"""Calibration: how often the forecast held, counted exactly."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from gitagile.analytics.calibration import draws_up_to, hit_rates, wilson
from gitagile.analytics.flow import Throughput
from gitagile.analytics.forecast import forecast
from gitagile.analytics.workdays import Calendar

EVERY_DAY = Calendar(frozenset())
MONDAY = date(2025, 1, 6)
BURSTS = (0, 0, 3, 1, 0, 0, 2, 0, 5, 0, 1, 1, 0, 4, 0, 0, 2)


@pytest.mark.parametrize(
    ("held", "made", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (50, 100, 0.4038, 0.5962)],
)
def test_the_interval_is_wilsons(held: int, made: int, low: float, high: float) -> None:
    assert wilson(held, made) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_draws_are_counted_as_writing_them_all_out_does() -> None:
    history = (0, 2, 2, 5)
    for days in range(1, 5):
        sums = [sum(draws) for draws in product(history, repeat=days)]
        for most in range(-1, 22):
            assert draws_up_to(history, days, most) == sum(1 for one in sums if one <= most)


def test_a_constant_throughput_always_holds() -> None:
    rates = hit_rates(Throughput(MONDAY, (2,) * 400), EVERY_DAY)
    assert [(rate.confidence, rate.held, rate.made, rate.share) for rate in rates] == [
        (50, 26, 26, 1.0),
        (85, 26, 26, 1.0),
        (95, 26, 26, 1.0),
    ]


def test_a_throughput_that_falls_away_holds_again_when_the_history_has_forgotten() -> None:
    """Half a year of two a day, then one: promises break from the window of day 174 on.

    They hold again where 14 draws are likely enough to be ones alone: of 90 days 64 ones give 0.01, 78 give 0.13 (over
    5 %, not over 15 %), and all 90 are ones at day 272: 7 of 20 windows broke, 6 where 95 % is asked.
    """
    daily = Throughput(MONDAY, (2,) * 180 + (1,) * 200)
    rates = hit_rates(daily, EVERY_DAY, least_days=90)
    assert [(rate.held, rate.made) for rate in rates] == [(13, 20), (13, 20), (14, 20)]


def test_fewer_than_ten_forecasts_measure_nothing() -> None:
    few = hit_rates(Throughput(MONDAY, (2,) * (28 + 9 * 14 + 13)), EVERY_DAY)
    assert [(rate.made, rate.share, rate.low, rate.high, rate.is_measured) for rate in few] == [
        (9, None, None, None, False)
    ] * 3
    assert hit_rates(Throughput(MONDAY, (2,) * (28 + 10 * 14)), EVERY_DAY)[0].is_measured
    assert hit_rates(Throughput(MONDAY, (2,) * 10), EVERY_DAY)[0].made == 0


def test_where_nothing_was_finished_no_forecast_was_made() -> None:
    rates = hit_rates(Throughput(MONDAY, (0,) * 200 + (1,) * 100), EVERY_DAY)
    assert {rate.made for rate in rates} == {(300 - 210) // 14}


@pytest.mark.parametrize("horizon", [14, 28])
@pytest.mark.parametrize("calendar", [EVERY_DAY, Calendar()], ids=["every day", "weekdays"])
def test_the_exact_count_judges_as_the_trials_do(horizon: int, calendar: Calendar) -> None:
    """For each origin the forecast itself is made, with its 10,000 trials, from the days up to it alone.

    What it promises is what the exact count would, within the 1.5 % that 10,000 trials may be off, and so at most one
    forecast is judged in another way.
    """
    daily = Throughput(MONDAY, tuple(BURSTS[at * at % 17] + at % 2 for at in range(330)))
    held, origins = {50: 0, 85: 0, 95: 0}, range(28, 330 - horizon + 1, horizon)
    for origin in origins:
        past = Throughput(MONDAY, daily.counts[:origin])
        made = forecast(past, 10, calendar, horizon=horizon)
        days = calendar.count(made.last + timedelta(days=1), made.until)
        for percent, count in made.how_many:
            below, up_to = (draws_up_to(made.history, days, most) for most in (count - 1, count))
            every = len(made.history) ** days
            assert 1 - below / every >= percent / 100 - 0.015
            assert 1 - up_to / every < percent / 100 + 0.015
            held[percent] += sum(daily.counts[origin : origin + horizon]) >= count
    for rate in hit_rates(daily, calendar, horizon=horizon):
        assert rate.made == len(origins)
        assert abs(rate.held - held[rate.confidence]) <= 1


def test_a_later_day_changes_no_forecast_of_the_past() -> None:
    counts = tuple(BURSTS[at * at % 17] for at in range(400))
    shorter = hit_rates(Throughput(MONDAY, counts[: 28 + 14 * 20]), EVERY_DAY)
    assert hit_rates(Throughput(MONDAY, counts[: 28 + 14 * 20 + 13]), EVERY_DAY) == shorter
