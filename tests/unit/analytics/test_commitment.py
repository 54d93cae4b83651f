"""Commitments: the ledger's, and the one rebuilt for a sprint that was activated by hand."""

from __future__ import annotations

from datetime import UTC, date
from zoneinfo import ZoneInfo

from gitagile.analytics.commitment import commitment_on, committed_in, last_open_second, rebuilt_ledger
from gitagile.analytics.scope import replay_sprint
from gitagile.model.ledger import CommittedItem
from tests.scenario import Arrival, done, edit, events, seconds
from tests.unit.analytics.small_sprint import END, ledger_of, on, reading_in, told

START = date(2026, 3, 2)
UTC_READING = reading_in(UTC)
LYING = Arrival(
    "2026-02-27T12:00:00+00:00",
    (
        edit("a", place="s1", status="todo", points=3, role="ds", priority="low"),
        edit("b", place="s1", status="doing", points=None, priority="urgent"),
        edit("c", place="s1", status="done", points=5),
        edit("d", place="s1", status="dropped", points=5),
        edit("e", place="s2", status="todo", points=5),
    ),
)


def test_a_ledger_says_what_was_promised_and_when() -> None:
    commitment = committed_in(ledger_of(a=3))
    assert commitment.started == commitment.settled == seconds("2026-03-02T09:00:00+00:00")
    assert (commitment.items, commitment.is_rebuilt) == ((CommittedItem("SC-a", 3, "todo"),), False)


def test_without_a_ledger_it_is_what_lies_open_in_the_folder_by_priority() -> None:
    commitment = commitment_on(START, events(LYING), UTC_READING)
    assert commitment.items == (CommittedItem("SC-b", None, "doing"), CommittedItem("SC-a", 3, "todo", "ds"))
    assert commitment.started == seconds("2026-03-02T00:00:00+00:00")
    assert commitment.settled == seconds("2026-03-03T00:00:00+00:00")


def test_the_first_day_belongs_to_the_planning() -> None:
    planning = on(2, edit("e", place="s1"), edit("a", points=8), edit("b", place="backlog"))
    line = events(LYING, planning, on(3, edit("b", place="s1")))
    commitment = commitment_on(START, line, UTC_READING)
    assert {one.id: one.points for one in commitment.items} == {"SC-a": 8, "SC-e": 5}
    replay = replay_sprint(commitment, line, UTC_READING, until=seconds(END))
    assert told(replay) == [("03", "b", "added")]


def test_what_was_finished_on_the_first_day_is_promised_and_done() -> None:
    line = events(LYING, on(2, done("a", "2026-03-02T10:00:00+00:00")), on(2, done("b", "2026-03-01T10:00:00+00:00")))
    commitment = commitment_on(START, line, UTC_READING)
    assert [one.id for one in commitment.items] == ["SC-a"]
    assert told(replay_sprint(commitment, line, UTC_READING, until=seconds(END))) == [("02", "a", "done")]


def test_the_first_day_is_the_project_s() -> None:
    zone = ZoneInfo("Pacific/Kiritimati")
    late = Arrival("2026-03-02T09:59:59+00:00", (edit("e", place="s1"),))
    after = Arrival("2026-03-02T10:00:00+00:00", (edit("f", place="s1", status="todo"),))
    commitment = commitment_on(START, events(LYING, late, after), reading_in(zone))
    assert [one.id for one in commitment.items] == ["SC-b", "SC-e", "SC-a"]


def test_a_folder_that_a_migration_filled_later_is_promised_from_then() -> None:
    imported = on(4, *LYING.edits, migration=True)
    line = events(imported, on(5, edit("n", place="s1", points=1)))
    commitment = commitment_on(START, line, UTC_READING)
    assert [one.id for one in commitment.items] == ["SC-b", "SC-a"]
    assert told(replay_sprint(commitment, line, UTC_READING, until=seconds(END))) == [("05", "n", "added")]


def test_as_of_the_morning_of_the_first_day_the_evening_is_not_known() -> None:
    line = events(LYING, on(2, edit("e", place="s1"), hour=18))
    morning = commitment_on(START, line, UTC_READING, until=seconds("2026-03-02T10:00:00+00:00"))
    assert [one.id for one in morning.items] == ["SC-b", "SC-a"]


def test_a_rebuilt_commitment_has_a_ledger_to_report_from() -> None:
    ledger = rebuilt_ledger(commitment_on(START, events(LYING), reading_in(ZoneInfo("Europe/Berlin"))), "Europe/Berlin")
    assert (ledger.sprint, ledger.started) == ("s1", "2026-03-02T00:00:00+01:00")
    assert [one.id for one in ledger.committed] == ["SC-b", "SC-a"]


def test_a_closed_sprint_is_replayed_up_to_the_second_before_its_close() -> None:
    assert last_open_second(ledger_of(a=3)) is None
    assert last_open_second(ledger_of(a=3)._replace(closed=END)) == seconds(END) - 1
