"""A sprint's figures, by worked examples."""

from __future__ import annotations

import pytest

from gitagile.analytics.sprint_report import figures_of, sprint_report, total, unit_of
from gitagile.model.ledger import CommittedItem, ItemOutcome, Ledger
from gitagile.model.sprint import Sprint

START, END = "2026-11-23T09:00:00+01:00", "2026-12-04T17:00:00+01:00"


def ledger(committed: dict[str, float | None], *outcome: tuple[object, ...], closed: str | None = END) -> Ledger:
    """Rows are (id, points, result) and "added" where it is so."""
    return Ledger(
        "s1",
        "Europe/Berlin",
        START,
        committed=tuple(CommittedItem(key, points, "todo", role_of(key)) for key, points in committed.items()),
        closed=closed,
        outcome=tuple(
            ItemOutcome(str(row[0]), row[1], str(row[2]), added=len(row) > 3, role=role_of(str(row[0])))  # type: ignore[arg-type]
            for row in outcome
        ),
    )


def role_of(identifier: str) -> str | None:
    return {"d": "data-science", "e": "engineering"}.get(identifier[0])


SPRINT = ledger(
    {"d1": 3, "d2": 5, "e1": 8, "x1": 2, "x2": 1},
    ("d1", 3, "done"),
    ("d2", 8, "carried"),
    ("e1", 8, "removed"),
    ("x1", 1, "done"),
    ("x2", 1, "dropped"),
    ("e2", 13, "done", "added"),
    ("x3", 2, "dropped", "added"),
    ("x4", 1, "carried", "added"),
)


def test_the_figures_of_a_sprint_are_those_worked_out_by_hand() -> None:
    figures = figures_of(SPRINT)
    assert figures.unit == "points"
    assert figures.commitment == 19
    assert figures.added == 16
    assert figures.removed == 11
    assert figures.reestimated == 2
    assert figures.scope == 26
    assert figures.completed == 17
    assert figures.completed_committed == 4
    assert figures.remaining == figures.carried == 9
    assert figures.say_do == pytest.approx(0.2105, abs=1e-4)
    assert figures.scope_change == pytest.approx(31 / 19)


def test_the_same_sprint_in_items() -> None:
    figures = figures_of(SPRINT, "items")
    assert (figures.commitment, figures.added, figures.removed, figures.reestimated) == (5, 3, 3, 0)
    assert (figures.scope, figures.completed, figures.completed_committed, figures.remaining) == (5, 3, 2, 2)


def test_where_nothing_was_committed_shares_are_unknown() -> None:
    figures = figures_of(ledger({}, ("a", 3, "done", "added")))
    assert (figures.commitment, figures.completed, figures.say_do, figures.scope_change) == (0, 3, None, None)
    assert figures_of(ledger({})).say_do is None


def test_an_estimate_given_after_the_start_is_a_re_estimate_from_0() -> None:
    figures = figures_of(ledger({"a": None, "b": 3}, ("a", 5, "done"), ("b", 3, "done")))
    assert (figures.commitment, figures.reestimated, figures.completed) == (3, 5, 8)
    assert figures.scope_change == pytest.approx(5 / 3)


@pytest.mark.parametrize(("estimated", "unit"), [(0, "items"), (1, "items"), (2, "points"), (4, "points")])
def test_under_half_of_the_items_estimated_counts_items(estimated: int, unit: str) -> None:
    points = [3] * estimated + [None] * (4 - estimated)
    committed = {f"a{n}": one for n, one in enumerate(points)}
    assert unit_of(ledger(committed, closed=None)) == unit


def test_a_sprint_without_items_counts_points() -> None:
    assert unit_of(ledger({})) == "points"


def test_decimals_add_up_as_people_add_them_up() -> None:
    assert total((0.1, 0.2)) == 0.3
    assert total((0.5, 0.5)) == 1
    assert isinstance(total((0.5, 0.5)), int)


def test_until_the_close_nothing_is_carried() -> None:
    running = ledger({"a": 3}, ("a", 3, "carried"), closed=None)
    report = sprint_report(Sprint("s1", "p", status="active"), running)
    assert (report.figures.remaining, report.figures.carried) == (3, 0)
    assert [row.result for row in report.rows] == ["open"]


def test_a_report_names_items_and_says_how_often_they_were_carried() -> None:
    report = sprint_report(Sprint("s1", "p", goal="G"), SPRINT, {"d2": "Second"}, {"d2": 3})
    row = report.rows_with("carried")[0]
    assert (row.id, row.title, row.points, row.times, row.added) == ("d2", "Second", 8, 3, False)
    assert (report.goal, report.unestimated, report.closed) == ("G", 0, END)


def test_roles_are_summed_by_name_and_the_rest_comes_last() -> None:
    roles = sprint_report(Sprint("s1", "p"), SPRINT).roles
    assert [(one.role, one.commitment, one.scope, one.completed) for one in roles] == [
        ("data-science", 8, 11, 3),
        ("engineering", 8, 13, 13),
        (None, 3, 2, 1),
    ]
    assert sprint_report(Sprint("s1", "p"), ledger({"a": 1}, ("a", 1, "done"))).roles == ()
