"""What a close freezes, and that nothing later changes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gitagile.actions.sprints.report import is_summary_current, renew_summary, write_summary
from gitagile.errors import GitagileError
from gitagile.render.sprint_summary import summary_markdown
from tests.git.actions.sprints.story import ELSEWHERE, FIRST, LEDGER, SECOND, SPRINTS, SUMMARY, THIRD, Story, item
from tests.git.places import git, write


def ledger(story: Story) -> dict[str, object]:
    found = json.loads(story.read(LEDGER))
    assert isinstance(found, dict)
    return found


def test_a_close_freezes_days_changes_and_the_plan_and_writes_the_summary(worked: Story) -> None:
    closed = worked.at("12-04", "17:00:00").close()
    assert closed.result.warnings == ()
    frozen = ledger(worked)
    days = {day["day"][5:]: (day["scope"], day["completed"]) for day in frozen["series"]}  # type: ignore[attr-defined]
    assert len(days) == 12
    assert [days[day] for day in ("11-23", "11-24", "11-25", "12-04")] == [(10, 0), (10, 3), (19, 3), (19, 3)]
    changes = [(one["id"], one["change"]) for one in frozen["changes"]]  # type: ignore[attr-defined]
    assert changes == [("ML-aaaaa1", "done"), ("ML-ddddd4", "added"), ("ML-ccccc3", "re-estimated")]
    assert frozen["planned"]
    assert worked.read(SUMMARY) == worked.markdown()
    assert git(worked.root, "status", "--porcelain") == ""


def test_a_closed_sprint_is_told_byte_for_byte_whatever_happens_later(worked: Story) -> None:
    git(worked.root, "branch", "late")
    write(worked.root, "train.py", "x = 1\n")
    worked.at("11-27").commit("ML-bbbbb2: train it")
    git(worked.root, "switch", "-q", "late")
    write(worked.root, "late.py", "x = 1\n")
    worked.at("11-28").commit("ML-ccccc3: begun before the close, merged after it")
    git(worked.root, "switch", "-q", "main")
    worked.at("12-04").close()
    before, facts = worked.read(SUMMARY), worked.facts()
    worked.at("12-07").change(FIRST, "title: aaaaa1\npoints: 3", "title: Other\npoints: 99")
    worked.change(f"{SPRINTS}/s2/ML-bbbbb2-second.md", "title: bbbbb2", "title: Renamed")
    git(worked.root, "merge", "-q", "--no-ff", "-m", "Merge late work", "late")
    (worked.root / f"{SPRINTS}/s2/ML-ccccc3-third.md").unlink()
    worked.at("12-08").commit("Gone")
    assert worked.markdown() == before
    assert worked.facts() == facts
    assert worked.facts("2026-12-05") == facts
    assert is_summary_current(worked.workspace, "s1", write=summary_markdown)


def test_a_day_of_a_closed_sprint_is_told_as_it_was_told_on_it(worked: Story) -> None:
    before = worked.at("11-25", "23:59:59").facts()
    worked.at("12-04").close()
    assert worked.at("12-10").facts("2026-11-25") == before


def test_unfinished_items_are_carried_and_counted(worked: Story) -> None:
    closed = worked.at("12-04").close()
    assert [one.id for one in closed.closing.carried] == ["ML-bbbbb2", "ML-ccccc3", "ML-ddddd4"]
    assert "- **ML-bbbbb2** bbbbb2 (5 points, carried for the 1st time)" in worked.read(SUMMARY)
    assert not (worked.root / SECOND).exists()
    assert (worked.root / f"{SPRINTS}/s2/ML-bbbbb2-second.md").is_file()


def test_an_edit_that_is_not_staged_is_frozen_as_the_files_say(worked: Story) -> None:
    worked.at("12-04").change(THIRD, "points: 3", "points: 5", commit=False)
    worked.change(SECOND, "points: 5", "points: 4", commit=False)
    closed = worked.close()
    assert closed.result.warnings == ()
    points = {row["id"]: row["points"] for row in ledger(worked)["outcome"]}  # type: ignore[attr-defined]
    assert points == {"ML-aaaaa1": 3, "ML-bbbbb2": 4, "ML-ccccc3": 5, "ML-ddddd4": 8}
    assert worked.read(SUMMARY) == worked.markdown()


def test_an_open_item_that_a_migration_brought_is_carried_on(worked: Story) -> None:
    write(worked.root, f"{SPRINTS}/s1/ML-fffff6-brought.md", item("fffff6", points=50))
    worked.at("11-26").commit("backlog: import\n\nGitagile-Op: import github")
    closed = worked.at("12-04").close()
    assert (worked.root / f"{SPRINTS}/s2/ML-fffff6-brought.md").is_file()
    assert "ML-fffff6" in [one.id for one in closed.closing.carried]
    assert closed.result.warnings == ()
    assert ledger(worked)["series"][-1]["scope"] == 19  # type: ignore[index]
    assert worked.read(SUMMARY) == worked.markdown()


def test_where_history_is_cut_off_a_close_freezes_no_days(
    worked: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{worked.root}", "cut")
    cut = Story(tmp_path / "cut", monkeypatch.setenv).at("12-04")
    closed = cut.close()
    assert any("no daily figures are frozen" in warning for warning in closed.result.warnings)
    assert (ledger(cut).get("series") or [], ledger(cut)["closed"]) == ([], "2026-12-04T12:00:00+01:00")
    assert cut.read(SUMMARY) == cut.markdown()


def test_a_finished_item_that_was_not_committed_yet_is_frozen_as_the_files_say(worked: Story) -> None:
    text = item("fffff6", points=1, status="done", finished="2026-12-03T10:00:00+01:00")
    write(worked.root, f"{SPRINTS}/s1/ML-fffff6-new.md", text)
    closed = worked.at("12-04").close()
    assert closed.result.warnings == ("no daily figures are frozen: history and the files disagree about ML-fffff6",)
    rows = {row["id"]: row["result"] for row in ledger(worked)["outcome"]}  # type: ignore[attr-defined]
    assert rows["ML-fffff6"] == "done"


def test_a_summary_is_written_once_and_then_stands(worked: Story) -> None:
    assert not is_summary_current(worked.workspace, "s1", write=summary_markdown)
    written = write_summary(worked.workspace, "s1", write=summary_markdown)
    assert [act.path for act in written.acts] == [SUMMARY]
    tip = git(worked.root, "rev-parse", "HEAD")
    later = worked.at("11-27")
    assert is_summary_current(later.workspace, "s1", write=summary_markdown)
    assert write_summary(later.workspace, "s1", write=summary_markdown).acts == ()
    assert git(worked.root, "rev-parse", "HEAD") == tip


def test_a_summary_of_what_is_staged_is_that_of_what_is_committed(running: Story) -> None:
    running.at("11-24").change(FIRST, "status: todo", "status: done", commit=False)
    git(running.root, "mv", ELSEWHERE, f"{SPRINTS}/s1/ML-ddddd4-fourth.md")
    git(running.root, "add", "--all")
    staged = running.markdown()
    running.commit()
    assert running.at("11-25").markdown() == staged


def test_a_hook_writes_through_no_link(worked: Story, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    (worked.root / SUMMARY).symlink_to(tmp_path / "mine")
    with pytest.raises(GitagileError, match="symbolic link"):
        renew_summary(worked.workspace, write=summary_markdown)
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "mine"
