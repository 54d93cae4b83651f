"""What is told of a sprint that runs: now, on any past day, at a commit, and where history tells less."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitagile.errors import Refused, UsageError
from tests.git.actions.sprints.story import ELSEWHERE, FIRST, SECOND, SPRINTS, THIRD, Story, remaining, results
from tests.git.places import git


def test_a_running_sprint_is_told_day_by_day_up_to_today(worked: Story) -> None:
    facts = worked.facts()
    assert remaining(facts) == {"11-23": 10, "11-24": 7, "11-25": 16}
    assert results(facts) == {"aaaaa1": "done", "bbbbb2": "open", "ccccc3": "open", "ddddd4": "open"}
    figures = facts.report.figures
    assert (figures.commitment, figures.added, figures.reestimated, figures.completed) == (10, 8, 1, 3)
    assert [change[:4] for change in facts.report.changes] == [
        ("2026-11-24", "ML-aaaaa1", "done", 3),
        ("2026-11-25", "ML-ddddd4", "added", 8),
        ("2026-11-25", "ML-ccccc3", "re-estimated", 1),
    ]
    assert {change.who for change in facts.report.changes} == {"Ada Example"}
    assert facts.notes == ()


def test_an_item_that_nothing_happened_to_since_the_start_keeps_its_title(running: Story) -> None:
    assert [row.title for row in running.facts().report.rows] == ["aaaaa1", "bbbbb2", "ccccc3"]


def test_a_past_day_is_told_as_if_nothing_had_happened_since(running: Story) -> None:
    running.at("11-24").change(FIRST, "status: todo", "status: done")
    before = running.at("11-24", "20:00:00").facts()
    running.at("11-25").move(ELSEWHERE, f"{SPRINTS}/s1/ML-ddddd4-fourth.md")
    running.at("11-26").change(FIRST, "title: aaaaa1", "title: Other")
    running.at("12-01")
    assert running.facts("2026-11-24") == before
    assert running.facts("2026-11-24T20:00:00+01:00") == before
    assert results(before) == {"aaaaa1": "done", "bbbbb2": "open", "ccccc3": "open"}


def test_a_commit_is_told_as_it_stood_there(worked: Story) -> None:
    git(worked.root, "tag", "moved", "HEAD~1")
    facts = worked.at("12-01").facts("moved")
    assert (remaining(facts)["11-25"], facts.report.figures.reestimated) == (15, 0)


def test_before_its_start_nothing_is_told_of_a_sprint(running: Story) -> None:
    with pytest.raises(Refused, match="s1 started on 2026-11-23, later than 2026-11-22") as refusal:
        running.facts("2026-11-22")
    assert "`--as-of`" in str(refusal.value.hint)


@pytest.mark.parametrize("text", ["2026-11-25", "9999-12-31"])
def test_a_day_to_come_is_no_moment(running: Story, text: str) -> None:
    with pytest.raises(UsageError, match="not over yet"):
        running.at("11-24").facts(text)


@pytest.mark.parametrize("text", ["soon", "2026-02-30", "--all", "", "HEAD~99", "0" * 40])
def test_what_is_no_day_and_no_commit_is_no_moment(running: Story, text: str) -> None:
    with pytest.raises(UsageError, match="no day and no commit"):
        running.facts(text)


def test_what_is_staged_counts_and_what_is_only_edited_does_not(running: Story) -> None:
    running.change(FIRST, "status: todo", "status: done", commit=False)
    assert results(running.facts())["aaaaa1"] == "open"
    git(running.root, "add", "--all")
    staged = running.facts()
    assert results(staged)["aaaaa1"] == "done"
    running.commit()
    committed = running.facts()
    assert committed.report == staged.report


def test_a_sprint_that_was_started_by_hand_is_rebuilt_and_that_is_said(planned: Story) -> None:
    planned.at("11-23").change(f"{SPRINTS}/s1/sprint.md", "status: planned", "status: active")
    planned.at("11-23", "15:00:00").change(FIRST, "status: todo", "status: done")
    planned.at("11-24").move(ELSEWHERE, f"{SPRINTS}/s1/ML-ddddd4-fourth.md")
    facts = planned.at("11-25").facts()
    assert facts.notes[0].startswith("s1 was started by hand: its commitment is what lay in its folder when 2026-11-23")
    assert (facts.report.figures.commitment, remaining(facts)) == (10, {"11-23": 7, "11-24": 15, "11-25": 15})
    assert [row.title for row in facts.report.rows] == ["aaaaa1", "bbbbb2", "ccccc3", "ddddd4"]
    with pytest.raises(Refused, match="s1 started on 2026-11-23, later than 2026-11-20"):
        planned.facts("2026-11-20")


def test_a_planned_sprint_has_nothing_to_tell(planned: Story) -> None:
    with pytest.raises(Refused, match="s1 is not started"):
        planned.facts()


def test_a_clone_that_is_cut_off_says_so(worked: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{worked.root}", "cut")
    cut = Story(tmp_path / "cut", monkeypatch.setenv).at("11-26")
    facts = cut.facts()
    assert any("shallow" in note for note in facts.notes)
    assert [row.title for row in facts.report.rows][:3] == ["aaaaa1", "bbbbb2", "ccccc3"]


def test_commits_of_code_are_told_of_the_items_they_name(worked: Story) -> None:
    (worked.root / "train.py").write_text("x = 1\n")
    worked.at("11-26").commit("ML-bbbbb2: train it")
    (worked.root / "train.py").write_text("x = 2\n")
    worked.at("11-27").commit("Nothing of the sprint, ML-zzzzz9")
    assert [(one.item, one.subject) for one in worked.facts().code] == [("ml-bbbbb2", "ML-bbbbb2: train it")]
    assert worked.facts("2026-11-25").code == ()
    assert worked.facts().people == ("Ada Example",)


def test_a_removed_item_and_one_that_came_back_are_told(worked: Story) -> None:
    worked.at("11-26").move(THIRD, ".backlog/backlog/ML-ccccc3-third.md")
    worked.at("11-27").move(SECOND, ".backlog/backlog/ML-bbbbb2-second.md")
    worked.at("11-28").move(".backlog/backlog/ML-bbbbb2-second.md", SECOND)
    assert results(worked.facts())["ccccc3"] == "removed"
    assert remaining(worked.facts()) == {"11-23": 10, "11-24": 7, "11-25": 16, "11-26": 13, "11-27": 8, "11-28": 13}
