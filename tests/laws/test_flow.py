"""Laws of flow and forecast: what holds of every history."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from gitagile.analytics.calibration import draws_up_to, hit_rates, wilson
from gitagile.analytics.cfd import cumulative_flow
from gitagile.analytics.control_limits import limits_of
from gitagile.analytics.flow import Throughput, cycle_times, in_progress, lead_times, throughput, weekly
from gitagile.analytics.forecast import at_least, forecast, working_throughput
from gitagile.analytics.lifetimes import Lifetime, lifetimes
from gitagile.analytics.percentile import nearest_rank
from gitagile.analytics.trials import totals, waits
from gitagile.analytics.workdays import Calendar
from gitagile.model.event import Event, Version
from gitagile.model.timeline import Timeline
from gitagile.model.workflow import Workflow
from tests.timelines import WORKFLOW

START = int(datetime(2026, 3, 1, tzinfo=UTC).timestamp())
FIRST, DAYS = date(2026, 2, 20), 60
LAST = FIRST + timedelta(days=DAYS - 1)
ZONES = tuple(map(ZoneInfo, ("UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Europe/Vienna")))
EVERY_DAY = Calendar(frozenset())

stamps = st.one_of(
    st.none(),
    st.dates(date(2026, 2, 25), date(2026, 4, 10)).map(str),
    st.datetimes(datetime(2026, 2, 25), datetime(2026, 4, 10), timezones=st.just(UTC)).map(datetime.isoformat),  # noqa: DTZ001
    st.sampled_from(["soon", "2026-02-30"]),
)
versions = st.builds(
    Version,
    id=st.just("x"),
    path=st.just("p"),
    place=st.sampled_from(["backlog", "s1", "archive"]),
    status=st.sampled_from([*WORKFLOW.names, *WORKFLOW.names, "unknown", None]),
    created=stamps,
    started=stamps,
    finished=stamps,
)
moves = st.tuples(
    st.integers(0, 3 * 86_400), st.sampled_from("abcd"), st.one_of(versions, versions, st.none()), st.integers(0, 9)
)
counts = st.lists(st.integers(0, 9), min_size=1, max_size=120)


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    at, last, events = START, dict[str, Version](), []
    for wait, item, after, kind in draw(st.lists(moves, max_size=25)):
        at += wait
        before = last.pop(item, None)
        if after is not None:
            last[item] = after
        if before is not None or after is not None:
            events.append(Event(item, at, before, after, f"c{at}", is_migration=not kind))
    return Timeline(tuple(events))


def known(life: Lifetime, day: date) -> bool:
    """Whether the item stands on the board at the end of a day, by its last step until then."""
    past = [step for step in life.steps if step.day <= day]
    return bool(past) and past[-1].category not in {"gone", "dropped"}


@given(timelines(), st.sampled_from(ZONES))
def test_bands_are_nested_and_sum_to_the_items_known_that_day(timeline: Timeline, zone: tzinfo) -> None:
    lives = lifetimes(timeline, WORKFLOW, zone)
    flow = cumulative_flow(lives, WORKFLOW, FIRST, LAST)
    for day in flow.days:
        assert list(day.reached) == sorted(day.reached, reverse=True)
        assert sum(day.bands) == day.reached[0] == sum(1 for life in lives if known(life, day.day))
        assert min(day.bands) >= 0
        assert day.in_progress == day.bands[1] + day.bands[2]
    assert tuple(day.in_progress for day in flow.days) == in_progress(lives, FIRST, LAST)


@given(timelines(), st.sampled_from(ZONES))
def test_each_finished_item_is_counted_once_in_days_and_in_weeks(timeline: Timeline, zone: tzinfo) -> None:
    lives = lifetimes(timeline, WORKFLOW, zone)
    daily = throughput(lives, FIRST, FIRST + timedelta(days=150))
    finished = sum(1 for life in lives if life.finished is not None)
    assert sum(daily.counts) == finished == sum(week.finished for week in weekly(daily))
    for times in (lead_times(lives), cycle_times(lives)):
        assert len(times.rows) + len(times.unknown) == sum(1 for life in lives if life.is_done)
        assert all(row.days >= 1 for row in times.rows)


@given(timelines(), st.sampled_from(ZONES))
def test_a_life_never_falls_in_time_and_its_dates_agree(timeline: Timeline, zone: tzinfo) -> None:
    for life in lifetimes(timeline, WORKFLOW, zone):
        instants = [step.at for step in life.steps]
        assert instants == sorted(instants)
        assert life.finished is None or life.is_done
        assert life.active_days >= 0
        assert max(instants) <= timeline.events[-1].at


@given(timelines(), st.sampled_from(ZONES), st.integers(0, 75 * 86_400))
def test_as_of_an_instant_depends_on_nothing_after_it(timeline: Timeline, zone: tzinfo, after: int) -> None:
    instant = START + after
    past = timeline._replace(events=tuple(event for event in timeline.events if event.at <= instant))
    assert lifetimes(timeline, WORKFLOW, zone, as_of=instant) == lifetimes(past, WORKFLOW, zone)


@given(timelines(), st.sampled_from(ZONES))
def test_a_migration_moves_no_throughput(timeline: Timeline, zone: tzinfo) -> None:
    """Without stamps nothing that a migration brings or steps is ever finished or started."""
    bare = tuple(
        event._replace(
            before=event.before and event.before._replace(created=None, started=None, finished=None),
            after=event.after and event.after._replace(created=None, started=None, finished=None),
            is_migration=True,
        )
        for event in timeline.events
    )
    lives = lifetimes(Timeline(bare), WORKFLOW, zone)
    assert all(life.created is life.started is life.finished is None and not life.reopens for life in lives)


@given(st.lists(st.integers(0, 400), min_size=1), st.integers(1, 100), st.integers(1, 100))
def test_a_percentile_is_one_of_the_values_and_never_falls(values: list[int], one: int, other: int) -> None:
    ordered, (low, high) = sorted(values), sorted((one, other))
    found = nearest_rank(ordered, low)
    assert found in values
    assert found <= nearest_rank(ordered, high)
    assert sum(1 for value in values if value <= found) * 100 >= low * len(values)
    assert sum(1 for value in values if value < found) * 100 < low * len(values)


@given(counts, st.integers(0, 30), st.integers(0, 50))
def test_more_confidence_is_fewer_items_and_later_days(history: list[int], days: int, remaining: int) -> None:
    done = totals(history, days, trials=200)
    promised = [at_least(done, percent) for percent in range(1, 101)]
    assert promised == sorted(promised, reverse=True)
    for percent, count in zip(range(1, 101), promised, strict=True):
        assert sum(1 for total in done if total >= count) * 100 >= percent * len(done)
    needed = waits(history, remaining, trials=200)
    known_waits = [wait for wait in needed if wait is not None]
    assert known_waits == sorted(known_waits)
    assert needed[: len(known_waits)] == tuple(known_waits)


@given(st.integers(1, 9), st.integers(1, 60), st.integers(1, 90), st.integers(1, 40))
def test_a_constant_throughput_has_one_future(pace: int, remaining: int, length: int, horizon: int) -> None:
    made = forecast(Throughput(FIRST, (pace,) * length), remaining, EVERY_DAY, horizon=horizon, trials=50)
    assert {count for _, count in made.how_many} == {pace * horizon}
    assert {day for _, day in made.when} == {made.last + timedelta(days=-(-remaining // pace))}
    assert made.chance == (pace * horizon >= remaining)


@given(counts, st.sets(st.integers(0, 6), max_size=6))
def test_no_item_is_lost_to_days_off(daily: list[int], weekend: set[int]) -> None:
    calendar = Calendar(frozenset(weekend))
    working = calendar.count(FIRST, FIRST + timedelta(days=len(daily) - 1))
    found = working_throughput(Throughput(FIRST, tuple(daily)), calendar)
    assert len(found) == working
    assert sum(found) == (sum(daily) if working else 0)


@given(st.lists(st.integers(0, 6), min_size=1, max_size=6), st.integers(1, 6), st.integers(0, 40))
def test_draws_that_stay_below_grow_with_the_bound_to_all_there_are(history: list[int], days: int, most: int) -> None:
    assert draws_up_to(history, days, most) <= draws_up_to(history, days, most + 1)
    assert draws_up_to(history, days, 36) == len(history) ** days


@given(counts, st.lists(st.integers(0, 9), max_size=13))
def test_a_hit_rate_depends_on_nothing_after_its_windows(daily: list[int], more: list[int]) -> None:
    whole = daily * 4
    whole = whole[: 28 + max(len(whole) - 28, 0) // 14 * 14]
    one, other = (hit_rates(Throughput(FIRST, tuple(days)), EVERY_DAY) for days in (whole, whole + more))
    assert one == other or len(whole) < 28
    assert [rate.held for rate in one] == sorted(rate.held for rate in one)


@given(st.integers(1, 500), st.integers(0, 500))
def test_the_interval_holds_the_share(made: int, held: int) -> None:
    held = min(held, made)
    low, high = wilson(held, made)
    assert 0 <= low <= held / made <= high <= 1


@given(st.lists(st.integers(0, 50), min_size=6, max_size=40))
def test_limits_lie_around_the_mean(values: list[int]) -> None:
    limits = limits_of(values)
    assert limits is not None
    assert 0 <= limits.lower <= limits.mean <= limits.upper


def test_a_workflow_of_nothing_but_dropped_draws_nothing() -> None:
    workflow = Workflow((("gone", "dropped"),))
    event = Event("a", START, None, Version("a", "p", "backlog", status="gone"), "c1")
    assert cumulative_flow(lifetimes(Timeline((event,)), workflow, UTC), workflow, FIRST, LAST).statuses == ()
