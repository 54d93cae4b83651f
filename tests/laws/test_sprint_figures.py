"""Laws of a sprint's figures, whatever happened to its items: they balance each day and the past does not change."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from gitagile.analytics.amounts import ITEMS, POINTS, total, weight
from gitagile.analytics.commitment import Commitment, commitment_on, committed_in
from gitagile.analytics.freezing import frozen, steps_of
from gitagile.analytics.item_facts import Reading
from gitagile.analytics.scope import Replay, replay_sprint
from gitagile.analytics.scope_change import completed_effect, scope_effect
from gitagile.analytics.sprint_report import figures_of, sprint_report, unit_of
from gitagile.model.event import Event, Version
from gitagile.model.ledger import ADDED, CARRIED, DONE, DROPPED, REESTIMATED, REMOVED, CommittedItem, Ledger
from gitagile.model.sprint import Sprint
from gitagile.model.timeline import versions_after
from gitagile.model.workflow import Workflow
from gitagile.text.ledger_text import ledger_text, read_ledger

FLOW = Workflow((("todo", "todo"), ("doing", "active"), ("done", "done"), ("dropped", "dropped")))
ZONES = ("UTC", "Europe/Berlin", "Pacific/Kiritimati", "America/Los_Angeles")
FIRST = int(datetime(2026, 10, 15, tzinfo=UTC).timestamp())
STARTED = int(datetime(2026, 10, 19, 9, tzinfo=UTC).timestamp())
END = int(datetime(2026, 11, 2, 17, tzinfo=UTC).timestamp())
SPRINT = Sprint("s1", "sprint.md", start="2026-10-19", end="2026-10-30", status="active")

STAMPS = st.none() | st.integers(FIRST, END).map(lambda at: datetime.fromtimestamp(at, UTC).isoformat())
VERSIONS = st.builds(
    Version,
    id=st.just(""),
    path=st.just("p.md"),
    place=st.sampled_from(["s1", "s1", "s1", "backlog", "s2", "archive"]),
    title=st.sampled_from(["One", "Two"]),
    status=st.sampled_from([*FLOW.names, None, "odd"]),
    points=st.none() | st.integers(0, 20) | st.sampled_from([0.1, 0.5, float("inf"), -1.0]),
    finished=STAMPS,
)


@st.composite
def lines(draw: st.DrawFn) -> tuple[Event, ...]:
    """A line of events over six items, each version after the one before, in commits of up to three items."""
    moments = sorted(draw(st.lists(st.integers(FIRST, END), max_size=25)))
    known: dict[str, Version] = {}
    events: list[Event] = []
    for number, at in enumerate(moments):
        is_migration = draw(st.integers(0, 9)) == 0
        for key in draw(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3, unique=True)):
            before = known.pop(key, None)
            after = None if before and draw(st.integers(0, 7)) == 0 else draw(VERSIONS)._replace(id=key)
            if after is not None:
                known[key] = after
            events.append(Event(key, at, before, after, f"c{number}", "Ada", "", is_migration))
    return tuple(events)


@st.composite
def stories(draw: st.DrawFn) -> tuple[Commitment, Ledger, tuple[Event, ...], Reading]:
    """A line and a commitment: what a start froze of it then, or what is rebuilt of its first day."""
    line, zone = draw(lines()), draw(st.sampled_from(ZONES))
    reading = Reading("s1", FLOW, ZoneInfo(zone))
    if draw(st.booleans()):
        commitment = commitment_on(date(2026, 10, 19), line, reading)
        started = datetime.fromtimestamp(commitment.started, ZoneInfo(zone)).isoformat()
        return commitment, Ledger("s1", zone, started, commitment.items), line, reading
    then = versions_after(event for event in line if event.at < STARTED)
    open_ones = [one for one in then.values() if one.place == "s1" and FLOW.is_open(one.status)]
    items = tuple(CommittedItem(one.id, _points(one), one.status or "") for one in open_ones)
    ledger = Ledger("s1", zone, datetime.fromtimestamp(STARTED, ZoneInfo(zone)).isoformat(), items)
    return committed_in(ledger), ledger, line, reading


MOMENTS = st.integers(STARTED + 86_400, END)


def _points(version: Version) -> float | None:
    return version.points if version.points is not None and 0 <= version.points < 1e12 else None


def _sums(replay: Replay, unit: str) -> Counter[str]:
    sums: Counter[str] = Counter()
    for change in replay.changes:
        sums[change.change] = total((sums[change.change], scope_effect(change, unit)))  # type: ignore[assignment]
    return sums


@given(stories(), MOMENTS, st.sampled_from([POINTS, ITEMS]))
def test_what_was_promised_and_what_changed_is_what_is_open_and_done_each_day(
    story: tuple[Commitment, Ledger, tuple[Event, ...], Reading], until: int, unit: str
) -> None:
    commitment, ledger, line, reading = story
    replay = replay_sprint(commitment, line, reading, until=until)
    sums = _sums(replay, unit)
    promised = total(weight(one.points, unit) for one in commitment.items)
    scope = total((promised, sums[ADDED], sums[REMOVED], sums[DROPPED], sums[REESTIMATED]))
    kept = {result: [row for row in replay.rows if row.result == result] for result in (DONE, CARRIED)}
    finished = total(weight(row.points, unit) for row in kept[DONE])
    assert scope == total((finished, *(weight(row.points, unit) for row in kept[CARRIED])))
    assert finished == total(completed_effect(change, unit) for change in replay.changes)
    assert sums[ADDED] >= 0 >= sums[REMOVED] + sums[DROPPED]
    figures = figures_of(frozen(ledger, replay), unit)
    assert (figures.scope, figures.completed) == (scope, finished)
    assert figures.scope == total((figures.completed, figures.remaining))


@given(stories(), MOMENTS)
def test_what_remains_is_never_below_0_and_a_day_is_the_sum_of_what_was_before(
    story: tuple[Commitment, Ledger, tuple[Event, ...], Reading], until: int
) -> None:
    commitment, ledger, line, reading = story
    replay = replay_sprint(commitment, line, reading, until=until)
    report = sprint_report(SPRINT, frozen(ledger, replay))
    reached = [one for one in report.days if one.scope is not None]
    assert [one.day for one in report.days] == sorted({one.day for one in report.days})
    assert all((one.remaining or 0) >= 0 and (one.completed or 0) >= 0 for one in reached)
    assert (reached[0].day, reached[-1].day) == (replay.first, replay.last)
    assert (reached[-1].scope, reached[-1].completed) == (report.figures.scope, report.figures.completed)
    for row in reached:
        steps = [step for step in steps_of(replay.changes, report.unit) if step.day <= row.day]
        assert row.scope == total((report.figures.commitment, *(step.scope for step in steps)))
        assert row.completed == total(step.completed for step in steps)


@given(stories(), MOMENTS)
def test_a_moment_is_told_from_what_was_known_then(
    story: tuple[Commitment, Ledger, tuple[Event, ...], Reading], until: int
) -> None:
    commitment, _, line, reading = story
    known = tuple(event for event in line if event.at <= until)
    assert replay_sprint(commitment, line, reading, until=until) == replay_sprint(
        commitment, known, reading, until=until
    )
    rebuilt = commitment_on(date(2026, 10, 19), line, reading, until=until)
    assert rebuilt == commitment_on(date(2026, 10, 19), known, reading)


@given(stories(), MOMENTS)
def test_without_migrations_the_replay_ends_where_the_files_stand(
    story: tuple[Commitment, Ledger, tuple[Event, ...], Reading], until: int
) -> None:
    commitment, _, line, reading = story
    if any(event.is_migration for event in line):
        return
    replay = replay_sprint(commitment, line, reading, until=until)
    now = versions_after(event for event in line if event.at <= until)
    for row in replay.rows:
        lies = now.get(row.id)
        assert (row.result == REMOVED) == (lies is None or lies.place != "s1")
        if lies is not None and row.result != REMOVED:
            assert (row.points, row.title) == (_points(lies), lies.title)
            assert (row.result == DONE) == FLOW.is_done(lies.status)
            assert (row.result == CARRIED) == FLOW.is_open(lies.status)
    counted = {row.id for row in replay.rows}
    missing = {key for key, one in now.items() if one.place == "s1" and FLOW.is_open(one.status)} - counted
    assert not missing


@given(stories(), MOMENTS)
def test_a_frozen_ledger_comes_back_from_its_file_with_the_same_report(
    story: tuple[Commitment, Ledger, tuple[Event, ...], Reading], until: int
) -> None:
    commitment, ledger, line, reading = story
    closed = datetime.fromtimestamp(until, reading.zone).isoformat()
    whole = frozen(ledger, replay_sprint(commitment, line, reading, until=until), closed=closed)
    read, fault = read_ledger(ledger_text(whole).encode(), "p")
    assert (read, fault) == (whole, None)
    assert read is not None
    assert sprint_report(SPRINT, read) == sprint_report(SPRINT, whole)
    assert unit_of(read) == sprint_report(SPRINT, whole).unit
