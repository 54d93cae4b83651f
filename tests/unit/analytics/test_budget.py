"""What an experiment may cost, beside what it cost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gitagile.analytics.budget import BudgetRow, budget_rows
from gitagile.model.measurement import Run

RUNS = (
    Run("a", metrics=(("gpu_hours", "1.5"),), started=0, ended=5_400_000, tags=(("eur", "2"),)),
    Run("b", params=(("gpu_hours", "0.25"),), started=10, ended=None, tags=(("eur", "much"),)),
    Run("c", metrics=(("gpu_hours", "NaN"),)),
)


def used(name, *, fields=(), runs=RUNS):
    (row,) = budget_rows({name: 2}, dict(fields), runs)
    return row.used


def test_an_item_s_own_word_wins_over_what_its_runs_say():
    assert used("gpu_hours", fields={"gpu_hours": 7}) == 7
    assert used("gpu_hours", fields={"gpu_hours": "many"}) == Decimal("1.75")


def test_an_amount_is_summed_over_the_runs_that_tell_of_it():
    assert used("gpu_hours") == Decimal("1.75")
    assert used("eur") == 2
    assert used("runs") == 3
    assert used("run_hours") == Decimal("1.5")


def test_what_nothing_tells_of_is_not_known_rather_than_nothing():
    assert used("tpu_hours") is None
    assert used("runs", runs=()) is None
    assert used("run_hours", runs=RUNS[1:]) is None


@pytest.mark.parametrize("written", [None, 20, "20 h", [20], {}, {"gpu_hours": "much"}, {"gpu_hours": True}])
def test_a_budget_that_is_none_has_no_rows(written):
    assert budget_rows(written, {}, RUNS) == ()


def test_more_than_allowed_is_over_and_just_as_much_is_not():
    assert BudgetRow("x", Decimal("0.3"), Decimal("0.1") + Decimal("0.2")).is_over is False
    assert BudgetRow("x", Decimal(3), Decimal("3.01")).is_over
    assert not BudgetRow("x", Decimal(3)).is_over
