"""A small sprint for tests: two weeks from Monday 2026-03-02, told as arrivals of edits."""

from __future__ import annotations

from datetime import UTC, tzinfo

from gitagile.analytics.commitment import Commitment, committed_in
from gitagile.analytics.freezing import frozen
from gitagile.analytics.item_facts import Reading
from gitagile.analytics.scope import Replay, replay_sprint
from gitagile.analytics.sprint_report import SprintReport, sprint_report
from gitagile.model.ledger import CommittedItem, Ledger
from gitagile.model.sprint import Sprint
from tests.scenario import FLOW, Arrival, Edit, edit, events, seconds

PLANNED = Sprint("s1", "sprint.md", start="2026-03-02", end="2026-03-13", status="active")
STARTED = "2026-03-02T09:00:00+00:00"
END = "2026-03-13T17:00:00+00:00"


def on(day: int, *edits: Edit, migration: bool = False, hour: int = 12) -> Arrival:
    """What arrived at noon of a day of March."""
    return Arrival(f"2026-03-{day:02}T{hour:02}:00:00+00:00", edits, migration)


def before(**points: float | None) -> Arrival:
    """Items that lay in the sprint's folder, open, before its start."""
    return Arrival(
        "2026-02-27T12:00:00+00:00",
        tuple(edit(part, place="s1", status="todo", points=one) for part, one in points.items()),
    )


def ledger_of(zone: str = "UTC", started: str = STARTED, **points: float | None) -> Ledger:
    """The ledger of a sprint that committed to these."""
    committed = tuple(CommittedItem(f"SC-{part}", one, "todo") for part, one in points.items())
    return Ledger("s1", zone, started, committed)


def replayed(
    points: dict[str, float | None], *arrivals: Arrival, until: str = END, commitment: Commitment | None = None
) -> Replay:
    """The sprint that committed to `points`, replayed."""
    reading = Reading("s1", FLOW, UTC)
    known = commitment or committed_in(ledger_of(**points))
    return replay_sprint(known, events(before(**points), *arrivals), reading, until=seconds(until))


def report_of(
    points: dict[str, float | None], *arrivals: Arrival, until: str = END, closed: str | None = None
) -> SprintReport:
    """Its report."""
    replay = replayed(points, *arrivals, until=until)
    return sprint_report(PLANNED, frozen(ledger_of(**points), replay, closed=closed))


def lines(report: SprintReport) -> dict[int, tuple[object, object]]:
    """Scope and completed by day of the month, of the days that were reached."""
    return {int(one.day[-2:]): (one.scope, one.completed) for one in report.days if one.scope is not None}


def told(replay: Replay) -> list[tuple[str, str, str]]:
    """Day, item and change of all that happened."""
    return [(one.day[-2:], one.id.removeprefix("SC-"), one.change) for one in replay.changes]


def reading_in(zone: tzinfo) -> Reading:
    """The small sprint read in a zone."""
    return Reading("s1", FLOW, zone)
