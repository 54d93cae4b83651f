"""The forecast: closed forms, labels the right way round, working days, and what is not forecast."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gitagile.analytics.flow import Throughput
from gitagile.analytics.forecast import at_least, chance_text, forecast, joint_chance, working_throughput
from gitagile.analytics.workdays import Calendar

EVERY_DAY = Calendar(frozenset())
WEEKDAYS = Calendar()
MONDAY = date(2026, 3, 2)


def ending(last: date, *counts: int) -> Throughput:
    return Throughput(last - timedelta(days=len(counts) - 1), counts)


def test_a_constant_throughput_has_one_future() -> None:
    """Two a day: 28 in 14 days, and 15 items take 8 days."""
    made = forecast(Throughput(MONDAY, (2,) * 90), 15, EVERY_DAY)
    assert made.how_many == ((50, 28), (85, 28), (95, 28))
    eighth = made.last + timedelta(days=8)
    assert made.when == ((50, eighth), (85, eighth), (95, eighth))
    assert (made.chance, made.reason, made.warnings) == (1.0, None, ())
    assert (made.seed, made.trials, made.remaining) == (1, 10_000, 15)


def test_more_confidence_promises_fewer_items_and_a_later_day() -> None:
    """One item on every other day. In 14 days Binomial(14, 1/2): P(>=7) .605, P(>=5) .910, P(>=6) .788, P(>=4) .971."""
    made = forecast(Throughput(MONDAY, (0, 1) * 45), 7, EVERY_DAY)
    assert made.how_many == ((50, 7), (85, 5), (95, 4))
    days = [(day - made.last).days for _, day in made.when if day is not None]
    assert days == [13, 18, 21]


def test_the_answer_is_the_count_that_at_least_so_many_trials_reach() -> None:
    totals = tuple(range(1, 21))
    assert [at_least(totals, percent) for percent in (5, 50, 85, 95, 100)] == [20, 11, 4, 2, 1]
    assert at_least((3,), 85) == 3


def test_days_are_counted_off_on_working_days_only() -> None:
    """One each working day. Friday evening 6 March 2026, 3 left: Monday, Tuesday, not Wednesday (holiday), Thursday."""
    calendar = Calendar(holidays=frozenset({date(2026, 3, 11)}))
    daily = ending(date(2026, 3, 6), *([1, 1, 1, 1, 1, 0, 0] * 5)[:-2])
    made = forecast(daily, 3, calendar)
    assert made.when[0] == (50, date(2026, 3, 12))
    assert made.history == (1,) * 25
    assert made.until == date(2026, 3, 20)
    assert made.how_many[0] == (50, 9)


def test_what_is_finished_on_a_day_off_counts_on_the_working_day_before() -> None:
    saturday = date(2026, 3, 7)
    assert working_throughput(Throughput(saturday, (1, 2, 3, 0, 0, 0, 4, 5, 6)), WEEKDAYS) == (6, 0, 0, 0, 15)
    assert working_throughput(Throughput(saturday, (1, 2)), WEEKDAYS) == ()
    assert sum(working_throughput(Throughput(MONDAY, (1,) * 90), WEEKDAYS)) == 90


def test_the_history_is_the_last_days_and_no_days_before_the_project() -> None:
    assert forecast(Throughput(MONDAY, (9,) * 200 + (1,) * 90), 5, EVERY_DAY).how_many[0] == (50, 14)
    assert forecast(Throughput(MONDAY, (9,) * 20 + (1,) * 30), 5, EVERY_DAY, history_days=30).how_many[0] == (50, 14)
    young = forecast(Throughput(MONDAY, (3,) * 10), 5, EVERY_DAY, horizon=7)
    assert (young.how_many[0], young.first) == ((50, 21), MONDAY)
    assert young.warnings == ("it rests on 10 days of history only",)


@pytest.mark.parametrize(
    ("daily", "calendar", "reason"),
    [
        (Throughput(MONDAY, ()), EVERY_DAY, "there is no whole day of history yet"),
        (Throughput(MONDAY, (0,) * 30), EVERY_DAY, "nothing was finished in the last 30 days"),
        (Throughput(MONDAY, (5,) + (0,) * 90), EVERY_DAY, "nothing was finished in the last 90 days"),
        (Throughput(MONDAY, (1,) * 9), Calendar(frozenset(range(7))), "the calendar has no working day in the history"),
    ],
)
def test_without_history_there_is_no_forecast_and_a_reason(daily: Throughput, calendar: Calendar, reason: str) -> None:
    made = forecast(daily, 5, calendar)
    assert (made.reason, made.how_many, made.when, made.chance) == (reason, (), (), None)


def test_nobody_forecasts_years() -> None:
    made = forecast(Throughput(MONDAY, (1,) * 90), 5, EVERY_DAY, horizon=501)
    assert made.reason == "501 working days ahead is farther than the 500 that can be forecast"
    assert forecast(Throughput(MONDAY, (1,) * 90), 501, EVERY_DAY).when == ((50, None), (85, None), (95, None))


def test_what_is_done_is_certain() -> None:
    made = forecast(Throughput(MONDAY, (0, 1) * 45), 0, EVERY_DAY)
    assert (made.chance, made.when[2]) == (1.0, (95, made.last))
    assert chance_text(made.chance, made.remaining) == "100 %"


def test_a_chance_is_never_said_to_be_more_than_can_be_known() -> None:
    said = [chance_text(chance, 3) for chance in (1.0, 0.951, 0.95, 0.9499, 0.5, 0.0, None)]
    assert said == [">95 %", ">95 %", "95 %", "94 %", "50 %", "0 %", "not known"]


def test_an_unstable_throughput_is_warned_of() -> None:
    """Eleven weeks of 7 and one of 77: mean 12.8, mean range 6.4, upper limit 29.8."""
    daily = ending(date(2026, 3, 1), *[1] * 83, *[11] * 7)
    assert forecast(daily, 5, EVERY_DAY).warnings == (
        "throughput is not stable: the week up to 2026-03-01 lies outside the control limits",
    )


def test_teams_multiply_and_one_team_is_as_good_as_its_worst_item() -> None:
    assert joint_chance({"red": [0.90], "blue": [0.80]}) == pytest.approx(0.72)
    assert joint_chance({"red": [0.90, 0.95], "blue": [0.85, 0.80]}) == pytest.approx(0.72)
    assert joint_chance({"red": [0.90, 0.80]}) == 0.80
    assert joint_chance({"red": [0.90], "blue": [None]}) is None
    assert joint_chance({}) is None


def test_the_seed_is_recorded_and_the_same_twice() -> None:
    daily = Throughput(MONDAY, (0, 3, 1) * 30)
    assert forecast(daily, 20, WEEKDAYS) == forecast(daily, 20, WEEKDAYS)
    assert forecast(daily, 20, WEEKDAYS, seed=7).seed == 7
