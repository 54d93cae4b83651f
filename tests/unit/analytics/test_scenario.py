"""One sprint with everything: every figure of it written out, worked out by hand from tests/scenario.py."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from time import tzset

import pytest

from gitagile.analytics.commitment import commitment_on, committed_in, last_open_second
from gitagile.analytics.day_edges import last_second
from gitagile.analytics.freezing import frozen
from gitagile.analytics.guideline import planned_of
from gitagile.analytics.item_facts import Reading
from gitagile.analytics.scope import Replay, replay_sprint
from gitagile.analytics.sprint_report import SprintReport, figures_of, sprint_report
from gitagile.analytics.workdays import Calendar
from gitagile.model.ledger import Ledger
from gitagile.text.ledger_text import ledger_text, read_ledger
from tests.scenario import (
    AFTER,
    BERLIN,
    CLOSED,
    COMMITTED,
    FLOW,
    HOLIDAY,
    LEDGER,
    PLANNED,
    SPRINT,
    STARTED,
    STORY,
    WHO,
    events,
    seconds,
)

READING = Reading(SPRINT, FLOW, BERLIN)
CALENDAR = Calendar(holidays=frozenset({date.fromisoformat(HOLIDAY)}))

DAYS = (
    # day, working, scope, completed, remaining, guideline: 39 points over 9 working days
    ("2026-10-19", True, 40, 5, 35, 34.67),
    ("2026-10-20", True, 40, 8, 32, 30.33),
    ("2026-10-21", True, 37, 16, 21, 26),
    ("2026-10-22", True, 45, 8, 37, 21.67),
    ("2026-10-23", True, 46, 8, 38, 17.33),
    ("2026-10-24", False, 46, 8, 38, 17.33),
    ("2026-10-25", False, 46, 9, 37, 17.33),
    ("2026-10-26", True, 48, 7, 41, 13),
    ("2026-10-27", True, 43, 15, 28, 8.67),
    ("2026-10-28", False, 43, 15, 28, 8.67),
    ("2026-10-29", True, 41, 24, 17, 4.33),
    ("2026-10-30", True, 43, 26, 17, 0),
)
CHANGES = (
    # day, item, change, points before and after
    ("2026-10-19", "a", "done", 5, 5),
    ("2026-10-19", "i", "added", None, 1),
    ("2026-10-20", "i", "done", 1, 1),
    ("2026-10-20", "k", "done", 2, 2),
    ("2026-10-21", "b", "done", 8, 8),
    ("2026-10-21", "c", "removed", 3, None),
    ("2026-10-22", "b", "reopened", 8, 8),
    ("2026-10-22", "d", "re-estimated", 5, 8),
    ("2026-10-22", "j", "added", None, 5),
    ("2026-10-23", "c", "added", None, 3),
    ("2026-10-23", "e", "dropped", 2, None),
    ("2026-10-25", "l", "added", None, 1),
    ("2026-10-25", "l", "done", 1, 1),
    ("2026-10-25", "n", "dropped", 1, None),
    ("2026-10-26", "f", "done", None, None),
    ("2026-10-26", "a", "re-estimated", 5, 3),
    ("2026-10-26", "h", "added", None, 3),
    ("2026-10-26", "n", "added", None, 1),
    ("2026-10-27", "d", "done", 8, 8),
    ("2026-10-27", "j", "removed", 5, None),
    ("2026-10-29", "b", "done", 8, 8),
    ("2026-10-29", "h", "done", 3, 3),
    ("2026-10-29", "k", "removed", 2, None),
    ("2026-10-30", "f", "re-estimated", None, 2),
)
ROWS = (
    # item, points, result, added
    ("a", 3, "done", False),
    ("b", 8, "done", False),
    ("c", 3, "carried", False),
    ("d", 8, "done", False),
    ("e", 2, "dropped", False),
    ("f", 2, "done", False),
    ("g", 13, "carried", False),
    ("k", 2, "removed", False),
    ("n", 1, "carried", False),
    ("i", 1, "done", True),
    ("j", 5, "removed", True),
    ("l", 1, "done", True),
    ("h", 3, "done", True),
)


def replayed(until: str = CLOSED) -> Replay:
    return replay_sprint(committed_in(LEDGER), events(*STORY, *AFTER), READING, until=seconds(until))


def closed() -> Ledger:
    planned = planned_of(PLANNED, CALENDAR, date(2026, 10, 19), date(2026, 10, 30))
    return frozen(LEDGER, replayed(), closed=CLOSED, planned=planned)


def as_of(day: str) -> SprintReport:
    until = min(last_second(date.fromisoformat(day), BERLIN), last_open_second(closed()) or 0)
    replay = replay_sprint(committed_in(LEDGER), events(*STORY, *AFTER), READING, until=until)
    return sprint_report(PLANNED, frozen(LEDGER, replay), calendar=CALENDAR)


@pytest.fixture(params=["Pacific/Kiritimati", "America/Los_Angeles", "UTC"])
def _machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine far from the project's zone."""
    monkeypatch.setenv("TZ", request.param)
    tzset()
    yield
    monkeypatch.undo()
    tzset()


@pytest.mark.usefixtures("_machine")
def test_each_day_is_as_worked_out_by_hand_wherever_the_machine_stands() -> None:
    assert tuple(map(tuple, sprint_report(PLANNED, closed()).days)) == DAYS
    told = tuple((one.day, one.id.removeprefix("SC-"), one.change, one.before, one.after) for one in replayed().changes)
    assert told == CHANGES


def test_each_item_has_its_result() -> None:
    replay = replayed()
    assert tuple((one.id.removeprefix("SC-"), one.points, one.result, one.added) for one in replay.rows) == ROWS
    assert replay.rows[0].role == "engineering"
    assert replay.rows[10].title == "Item j"
    assert replay.outside == ("SC-m", "SC-x")


def test_the_figures_of_the_closed_sprint() -> None:
    figures = sprint_report(PLANNED, closed()).figures
    assert (figures.unit, figures.commitment, figures.added, figures.removed, figures.reestimated) == (
        "points", 39, 14, 13, 3,
    )  # fmt: skip
    assert (figures.scope, figures.completed, figures.remaining, figures.carried) == (43, 26, 17, 17)
    assert figures.completed_committed == 21
    assert figures.say_do == pytest.approx(0.5385, abs=1e-4)
    assert figures.scope_change == pytest.approx(34 / 39)


def test_the_same_sprint_counted_in_items() -> None:
    figures = figures_of(closed(), "items")
    assert (figures.commitment, figures.added, figures.removed, figures.reestimated) == (9, 6, 5, 0)
    assert (figures.scope, figures.completed, figures.remaining, figures.completed_committed) == (10, 7, 3, 4)


def test_a_change_says_when_and_by_whose_commit() -> None:
    added = next(one for one in replayed().changes if one.id == "SC-j")
    assert (added.at, added.who, added.commit) == (seconds("2026-10-22T18:00:00+02:00"), WHO, "c4")
    late = next(one for one in replayed().changes if one.id == "SC-b")
    assert (late.at, late.commit) == (seconds("2026-10-21T10:00:00+02:00"), "c3")
    assert late.known == seconds("2026-10-21T18:00:00+02:00")


def test_a_replay_up_to_the_last_known_change_tells_all_of_them() -> None:
    replay = replayed("2026-10-27T20:00:00+01:00")
    last = max(change.known for change in replay.changes)
    again = replay_sprint(committed_in(LEDGER), events(*STORY, *AFTER), READING, until=last)
    assert (again.changes, again.rows) == (replay.changes, replay.rows)


@pytest.mark.parametrize("number", range(len(DAYS)))
def test_as_of_any_day_the_sprint_reads_as_it_did_then(number: int) -> None:
    report = as_of(DAYS[number][0])
    reached = tuple(map(tuple, report.days[: number + 1]))
    assert reached[-1] == DAYS[number]
    assert reached == DAYS[: number + 1]
    ahead = [(one.day, one.working, one.guideline) for one in report.days[number + 1 :]]
    assert ahead == [(day, working, left) for day, working, _, _, _, left in DAYS[number + 1 :]]
    assert all((one.scope, one.completed, one.remaining) == (None, None, None) for one in report.days[number + 1 :])
    assert (report.figures.scope, report.figures.completed) == DAYS[number][2:4]


def test_a_sprint_activated_by_hand_commits_to_what_lay_there_when_its_first_day_ended() -> None:
    rebuilt = commitment_on(date(2026, 10, 19), events(*STORY), READING)
    assert rebuilt.is_rebuilt
    names = {one.id: one.points for one in rebuilt.items}
    assert names == {**{one.id: one.points for one in COMMITTED}, "SC-i": 1}
    replay = replay_sprint(rebuilt, events(*STORY), READING, until=seconds(CLOSED))
    days = frozen(LEDGER._replace(committed=rebuilt.items), replay).series
    assert [(one.day, one.scope, one.completed) for one in days] == [(row[0], *row[2:4]) for row in DAYS]
    assert [one.change for one in replay.changes if one.day == "2026-10-19"] == ["done"]


def test_the_ledger_alone_gives_the_report_for_ever() -> None:
    ledger = closed()
    report = sprint_report(PLANNED, ledger)
    read, fault = read_ledger(ledger_text(ledger).encode(), "ledger.json")
    assert fault is None
    assert read == ledger
    moved = PLANNED._replace(start="2027-01-01", end="2027-02-01")
    assert sprint_report(moved, ledger, calendar=Calendar(frozenset())) == report
    assert ledger_text(closed()) == ledger_text(ledger)
    assert STARTED in ledger_text(ledger)


def test_a_frozen_change_is_one_line_of_the_ledger() -> None:
    lines = ledger_text(closed()).splitlines()
    assert (
        '    {"day": "2026-10-22", "id": "SC-d", "change": "re-estimated", "points": 3, "who": "Ada Example"},' in lines
    )
    assert '    {"day": "2026-10-22", "id": "SC-b", "change": "reopened", "points": -8, "who": "Ada Example"},' in lines
    off = '"off": ["2026-10-24", "2026-10-25", "2026-10-28"]'
    assert f'  "planned": {{"start": "2026-10-19", "end": "2026-10-30", {off}}},' in lines
