"""Reports, log and standup where a backlog was imported: the import is nobody's work, its items' own stamps count."""

from __future__ import annotations

import pytest

ITEM = """---
id: OLD-{number}
status: done
title: Old work {number}
created: 2026-10-{day:02}
finished: 2026-10-{day:02}T12:00:00+00:00
---
"""


def at(monkeypatch, day):
    for name in ("GITAGILE_NOW", "GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, f"{day}T10:00:00+00:00")


@pytest.fixture
def imported(run, monkeypatch):
    """Twenty items finished in October, brought by one migration on the 20th of November; one of our own since."""
    at(monkeypatch, "2026-11-20")
    for number in range(1, 21):
        text = ITEM.format(number=number, day=number)
        run.write(f".backlog/backlog/OLD-{number}-old.md", text)
    run.git("add", "--all")
    run.git("commit", "-q", "-m", "Import\n\nGitagile-Op: import backlog-md")
    at(monkeypatch, "2026-11-23")
    return run, run.new("Ours")


def test_a_forecast_is_drawn_from_finishes_that_imported_stamps_tell(imported):
    run, _ = imported
    shape = run("report", "forecast", "--items", "3", "--json").shape
    assert shape["reason"] is None
    assert shape["history"] == {"from": "2026-10-01", "to": "2026-11-22"}


def test_a_standup_passes_over_what_a_migration_brought(imported):
    run, ours = imported
    answer = run("standup", "--since", "2026-11-01")
    assert ours in answer.out
    assert "OLD-" not in answer.out
    assert "20 items brought or changed by a migration" in answer.err


def test_a_commit_of_code_is_told_under_the_id_that_the_file_has(imported):
    run, ours = imported
    run.write("train.py", "x = 1\n")
    run.git("add", "train.py")
    run.git("commit", "-q", "-m", f"{ours}: train longer")
    row = next(line for line in run("standup").out.splitlines() if "train longer" in line)
    assert row.split() == [ours, "commit", f"{ours}:", "train", "longer"]


def test_the_log_of_one_item_says_last_what_happened(imported):
    run, ours = imported
    run("start", ours)
    first = run("log", ours).out.splitlines()[1]
    assert first.split()[1] == ours
    assert first.endswith("  todo -> doing")


def test_a_calibration_that_measured_nothing_says_what_is_lacking(imported):
    run, _ = imported
    said = run("report", "calibration").out
    assert "85 %, 14 days  not measured: 1 of 10 needed" in said
    assert "of fewer than 10 past forecasts nothing is measured" in said


def test_the_log_tells_a_migration_in_one_line(imported):
    run, ours = imported
    told = run("log").out
    assert "OLD-" not in told
    assert "  20 items brought or changed by a migration  Ada Example" in told
    kinds = [(one["kind"], one["id"]) for one in run("log", "--json").shape["events"]]
    assert kinds == [("new", ours), ("migration", None)]
    assert run("log", "OLD-7").out.rstrip().endswith("new in backlog")
