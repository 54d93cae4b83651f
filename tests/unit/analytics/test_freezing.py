"""What a close freezes, and that nothing else is needed afterwards."""

from __future__ import annotations

from gitagile.analytics.freezing import frozen
from gitagile.analytics.outcome import outcome_of
from gitagile.analytics.sprint_report import figures_of, sprint_report
from gitagile.model.item import Item
from gitagile.model.ledger import ItemOutcome, LedgerChange, PlannedDays, SeriesDay
from gitagile.text.ledger_text import ledger_text, read_ledger
from tests.scenario import FLOW, edit
from tests.unit.analytics.small_sprint import END, PLANNED, ledger_of, on, replayed

POINTS = {"a": 3, "b": 5.5}
STORY = (
    on(3, edit("a", status="done", title="First")),
    on(4, edit("n", place="s1", status="todo", points=1)),
    on(5, edit("b", points=8)),
)
DAYS = PlannedDays("2026-03-02", "2026-03-13", ("2026-03-07", "2026-03-08"))


def test_outcome_series_and_changes_are_frozen() -> None:
    ledger = frozen(ledger_of(**POINTS), replayed(POINTS, *STORY), closed=END, planned=DAYS)
    assert ledger.outcome == (
        ItemOutcome("SC-a", 3, "done", added=False, title="First"),
        ItemOutcome("SC-b", 8, "carried", added=False),
        ItemOutcome("SC-n", 1, "carried", added=True),
    )
    assert ledger.series[:4] == (
        SeriesDay("2026-03-02", 8.5, 0),
        SeriesDay("2026-03-03", 8.5, 3),
        SeriesDay("2026-03-04", 9.5, 3),
        SeriesDay("2026-03-05", 12, 3),
    )
    assert (len(ledger.series), ledger.series[-1].day) == (12, "2026-03-13")
    assert ledger.changes == (
        LedgerChange("2026-03-03", "SC-a", "done", 3, "Ada Example"),
        LedgerChange("2026-03-04", "SC-n", "added", 1, "Ada Example"),
        LedgerChange("2026-03-05", "SC-b", "re-estimated", 2.5, "Ada Example"),
    )
    assert (ledger.closed, ledger.planned) == (END, DAYS)


def test_the_replay_and_the_files_tell_the_same_outcome() -> None:
    files = (
        Item("SC-a", "a.md", "s1", status="done", title="First", points=3),
        Item("SC-b", "b.md", "s1", status="todo", points=8),
        Item("SC-n", "n.md", "s1", status="todo", points=1),
    )
    started = ledger_of(**POINTS)
    assert outcome_of(started, files, FLOW) == frozen(started, replayed(POINTS, *STORY), closed=END).outcome


def test_a_frozen_ledger_comes_back_from_its_file() -> None:
    ledger = frozen(ledger_of(**POINTS), replayed(POINTS, *STORY), closed=END, planned=DAYS)
    assert read_ledger(ledger_text(ledger).encode(), "") == (ledger, None)


def test_days_off_that_were_frozen_at_the_start_are_kept() -> None:
    started = ledger_of(**POINTS)._replace(planned=DAYS)
    ledger = frozen(started, replayed(POINTS, *STORY), closed=END)
    assert ledger.planned == DAYS
    assert sprint_report(PLANNED, ledger).days[5].working is False


def test_until_the_close_what_is_open_is_called_open() -> None:
    report = sprint_report(PLANNED, frozen(ledger_of(**POINTS), replayed(POINTS, *STORY)))
    assert [row.result for row in report.rows] == ["done", "open", "open"]
    assert (report.figures.remaining, report.figures.carried) == (9, 0)


def test_a_ledger_without_changes_reports_what_it_always_did() -> None:
    ledger = frozen(ledger_of(**POINTS), replayed(POINTS, *STORY), closed=END)
    bare = ledger._replace(changes=(), series=())
    assert figures_of(bare) == figures_of(ledger)
    report = sprint_report(PLANNED, bare)
    assert (report.days, report.changes, report.figures) == ((), (), figures_of(ledger))


def test_points_that_add_up_beyond_any_estimate_are_read_back() -> None:
    huge = {"a": 9e11, "b": 9e11}
    ledger = frozen(ledger_of(**huge), replayed(huge), closed=END)
    assert read_ledger(ledger_text(ledger).encode(), "") == (ledger, None)
