"""Sprints from their making to their close, in real repositories."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from gitagile.actions.ledgers import ledger_of, ledgers
from gitagile.actions.sprints.close import Closing, close_preview, sprint_close
from gitagile.actions.sprints.facts import sprint_facts
from gitagile.actions.sprints.new import sprint_new
from gitagile.actions.sprints.plan import Plan, carry_out_plan, propose_plan
from gitagile.actions.sprints.report import is_summary_current, sprint_velocity, write_summary
from gitagile.actions.sprints.show import sprint_list, sprint_show
from gitagile.actions.sprints.start import sprint_start
from gitagile.errors import GitagileError, Refused, UsageError
from gitagile.render.sprint_summary import summary_markdown
from gitagile.workspace import Workspace, WrongFile, open_workspace
from tests.git.places import git, write

CONFIG = """\
prefix = "ML"
timezone = "Europe/Berlin"
[roles]
required = ["data-science", "business"]
[team.ana]
roles = ["data-science"]
days_per_sprint = 8
days_off = ["2026-11-26", "2026-11-28", "2027-01-04"]
[team.bo]
roles = ["data-science", "engineering"]
days_per_sprint = 6
"""
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
S1 = "---\ngoal: Lift AUC # really\nstart: 2026-11-23\nend: 2026-12-04\nstatus: {}\n---\nNotes.\n"
S2 = "---\ngoal:\nstart: 2026-12-07\nend: 2026-12-18\nstatus: planned\n---\n"
SPRINTS = ".backlog/sprints"


def item(part: str, **keys: object) -> str:
    lines = [f"{key}: {value}" for key, value in {"id": f"ML-{part}", "status": "todo", "title": part, **keys}.items()]
    return "\n".join(("---", *lines, "---", "", "Why.", ""))


def workspace_at(root: Path, now: datetime = MONDAY) -> Workspace:
    return open_workspace(root, os.environ, now, lambda letters: letters[0])


def close(root: Path, *args: str | None, days: int = 11, **flags: bool) -> Closing:
    workspace = workspace_at(root, MONDAY + timedelta(days=days))
    return sprint_close(workspace, *args, write_summary=summary_markdown, **flags).closing


def head(root: Path) -> str:
    return git(root, "log", "-1", "--format=%B").strip()


def table(root: Path, sprint: str = "s1") -> dict[str, object]:
    found = json.loads((root / SPRINTS / sprint / "ledger.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.fixture
def empty(make_repository: Callable[..., Path]) -> Path:
    return make_repository(files={".backlog/config.toml": CONFIG, ".backlog/backlog/README.md": "Items.\n"})


@pytest.fixture
def root(make_repository: Callable[..., Path]) -> Path:
    """A planned sprint s1 with four items, a planned s2, and two items in the backlog."""
    files = {
        ".backlog/config.toml": CONFIG,
        f"{SPRINTS}/s1/sprint.md": S1.format("planned"),
        f"{SPRINTS}/s1/ML-aaaaaa-first.md": item("aaaaaa", points=3, role="data-science", priority="high"),
        f"{SPRINTS}/s1/ML-bbbbbb-second.md": item("bbbbbb", points=5, status="doing"),
        f"{SPRINTS}/s1/ML-cccccc-third.md": item("cccccc"),
        f"{SPRINTS}/s1/ML-dddddd-fourth.md": item("dddddd", points=8, status="done"),
        f"{SPRINTS}/s2/sprint.md": S2,
        ".backlog/backlog/ML-eeeeee-fifth.md": item("eeeeee", points=2),
        ".backlog/backlog/ML-ffffff-sixth.md": item("ffffff", points=1),
    }
    return make_repository(files=files)


@pytest.fixture
def running(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sprint s1 started on its first day; what is committed afterwards is committed the day after."""
    sprint_start(workspace_at(root))
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, (MONDAY + timedelta(days=1)).isoformat())
    return root


# Made.


def test_a_first_sprint_begins_on_the_next_monday_and_ends_on_the_last_working_day(empty: Path) -> None:
    made = sprint_new(workspace_at(empty, MONDAY + timedelta(days=1)), "s1", goal="Lift\nAUC")
    assert (made.sprint.start, made.sprint.end, made.working_days) == ("2026-11-30", "2026-12-11", 10)
    assert (empty / SPRINTS / "s1/sprint.md").read_text().startswith("---\ngoal: Lift AUC\nstart: 2026-11-30\n")
    assert head(empty) == "backlog: new sprint s1\n\nGitagile-Op: sprint-new s1"


def test_two_weeks_from_a_monday_end_on_the_friday_and_days_off_lessen_the_capacity(empty: Path) -> None:
    made = sprint_new(workspace_at(empty), "s1")
    assert (made.sprint.start, made.sprint.end) == ("2026-11-23", "2026-12-04")
    assert made.sprint.capacity == (("ana", 7.0), ("bo", 6))
    assert "capacity: {ana: 7, bo: 6}\n" in (empty / SPRINTS / "s1/sprint.md").read_text()


def test_the_next_sprint_follows_the_last_one_even_a_day_late(root: Path) -> None:
    assert sprint_new(workspace_at(root), "s3").sprint.start == "2026-12-21"
    late = datetime(2027, 1, 5, tzinfo=UTC)
    assert sprint_new(workspace_at(root, late), "s4").sprint.start == "2027-01-04"


def test_after_a_long_break_a_sprint_does_not_begin_in_the_past(root: Path) -> None:
    assert sprint_new(workspace_at(root, datetime(2027, 6, 2, tzinfo=UTC)), "s3").sprint.start == "2027-06-07"


@pytest.mark.parametrize(
    ("name", "wanted", "words"),
    [
        ("S3", {}, "cannot be called 'S3'"),
        ("nul.1", {}, "cannot be called"),
        ("backlog", {}, "the word for another place"),
        ("next", {}, "the word for another place"),
        ("s3", {"start": "soon"}, "the start is no day"),
        ("s3", {"start": "2027-01-04", "end": "2027-01-01"}, "before it starts"),
        ("s3", {"end": "2027-01-01", "weeks": 2}, "not both"),
        ("s3", {"weeks": 0}, "at least one week"),
    ],
)
def test_a_new_sprint_that_is_asked_for_wrongly_is_a_usage_error(
    root: Path, name: str, wanted: dict[str, object], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        sprint_new(workspace_at(root), name, **wanted)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "wanted", "words"),
    [
        ("s2", {}, "there is a sprint s2 already"),
        ("s3", {"start": "2026-12-18"}, r"overlaps the sprint s2 \(2026-12-07 to 2026-12-18\)"),
        ("s3", {"weeks": 5}, "a sprint of 5 weeks: the cadence allows 1 to 4"),
        ("s3", {"start": "2027-01-04", "end": "2027-02-02"}, "a sprint of 5 weeks"),
    ],
)
def test_a_new_sprint_that_cannot_be_is_refused(root: Path, name: str, wanted: dict[str, object], words: str) -> None:
    with pytest.raises(Refused, match=words):
        sprint_new(workspace_at(root), name, **wanted)  # type: ignore[arg-type]


def test_a_folder_that_differs_by_case_takes_the_name_too(root: Path) -> None:
    write(root, f"{SPRINTS}/S3/notes.txt", "x")
    with pytest.raises(Refused, match="there is a sprint S3 already"):
        sprint_new(workspace_at(root), "s3")


def test_a_dry_run_makes_nothing(empty: Path) -> None:
    made = sprint_new(workspace_at(empty), "s1", dry_run=True)
    assert made.result.dry_run
    assert made.result.commit is None
    assert not (empty / SPRINTS).exists()


def test_an_odd_weekday_and_an_unknown_focus_are_remarked(empty: Path) -> None:
    write(empty, ".backlog/config.toml", CONFIG + '[metrics."eval.auc"]\n')
    made = sprint_new(workspace_at(empty), "s1", start="2026-11-25", focus="eval.f1")
    assert made.result.warnings == (
        "s1 starts on a Wednesday, the cadence on Mondays",
        "the focus eval.f1 is none of the config's metrics: eval.auc",
    )


# Started.


def test_a_start_freezes_the_commitment_and_touches_no_item(root: Path) -> None:
    started = sprint_start(workspace_at(root))
    assert [(one.id, one.points, one.status, one.role) for one in started.ledger.committed] == [
        ("ML-aaaaaa", 3, "todo", "data-science"),
        ("ML-bbbbbb", 5, "doing", None),
        ("ML-cccccc", None, "todo", None),
    ]
    assert started.unestimated == 1
    assert started.ledger.started == "2026-11-23T09:00:00+01:00"
    assert ledger_of(workspace_at(root), "s1") == started.ledger
    assert (root / SPRINTS / "s1/sprint.md").read_text() == S1.format("active")
    assert head(root) == "backlog: start sprint s1\n\nGitagile-Op: sprint-start s1"
    changed = git(root, "show", "--name-status", "--format=", "HEAD").split("\n")[:-1]
    assert changed == [f"A\t{SPRINTS}/s1/ledger.json", f"M\t{SPRINTS}/s1/sprint.md"]
    assert table(root)["metrics"] == {"start": None, "close": None}


def test_a_late_start_is_fine_and_said(root: Path) -> None:
    started = sprint_start(workspace_at(root, MONDAY + timedelta(days=1)), "s1")
    assert started.result.warnings == ("started 1 day late: planned was 2026-11-23",)


def test_a_second_sprint_is_not_started_beside_an_active_one(running: Path) -> None:
    with pytest.raises(Refused, match="the sprint s1 is active"):
        sprint_start(workspace_at(running), "s2")
    with pytest.raises(Refused, match="s1 is active already"):
        sprint_start(workspace_at(running), "s1")


def test_a_sprint_made_active_by_hand_gets_its_ledger(root: Path) -> None:
    write(root, f"{SPRINTS}/s1/sprint.md", S1.format("active"))
    with pytest.raises(Refused, match="s1 is not started") as refusal:
        close(root)
    assert refusal.value.hint == "`gitagile sprint start s1` freezes what it commits to"
    assert len(sprint_start(workspace_at(root), "s1").ledger.committed) == 3
    assert (root / SPRINTS / "s1/sprint.md").read_text() == S1.format("active")


def test_an_item_that_cannot_be_read_holds_a_start_back(root: Path) -> None:
    write(root, f"{SPRINTS}/s1/ML-gggggg-broken.md", "---\nid: [\n---\n")
    with pytest.raises(WrongFile, match="ML-gggggg-broken"):
        sprint_start(workspace_at(root))


def test_an_id_that_lies_twice_in_the_sprint_holds_a_start_back(root: Path) -> None:
    write(root, f"{SPRINTS}/s1/ML-aaaaaa-again.md", item("AAAAAA"))
    with pytest.raises(Refused, match="given twice in s1"):
        sprint_start(workspace_at(root))


# Closed.


def finish_some(root: Path) -> None:
    """One done, one re-estimated, one removed, one added and done, one added and dropped."""
    folder = root / SPRINTS / "s1"
    write(root, f"{SPRINTS}/s1/ML-aaaaaa-first.md", item("aaaaaa", points=3, role="data-science", status="done"))
    write(root, f"{SPRINTS}/s1/ML-bbbbbb-second.md", item("bbbbbb", points=8, status="doing"))
    (folder / "ML-cccccc-third.md").rename(root / ".backlog/backlog/ML-cccccc-third.md")
    write(root, f"{SPRINTS}/s1/ML-gggggg-new.md", item("gggggg", points=2, status="done"))
    write(root, f"{SPRINTS}/s1/ML-hhhhhh-new.md", item("hhhhhh", points=1, status="dropped"))
    git(root, "add", "--all")
    git(root, "commit", "-q", "-m", "Work")


def test_a_close_freezes_what_came_of_every_item(running: Path) -> None:
    finish_some(running)
    close(running)
    assert table(running)["closed"] == "2026-12-04T09:00:00+01:00"
    series = {day["day"]: (day["scope"], day["completed"]) for day in table(running)["series"]}  # type: ignore[attr-defined]
    assert len(series) == 12
    assert [series[f"2026-{day}"] for day in ("11-23", "11-24", "12-04")] == [(8, 0), (13, 5), (13, 5)]
    rows = [tuple(row.values()) for row in table(running)["outcome"]]  # type: ignore[attr-defined]
    assert rows == [
        ("ML-aaaaaa", 3, "done", False, "data-science", "aaaaaa"),
        ("ML-bbbbbb", 8, "carried", False, "bbbbbb"),
        ("ML-cccccc", None, "removed", False, "cccccc"),
        ("ML-gggggg", 2, "done", True, "gggggg"),
    ]


def test_a_close_only_moves_unfinished_items_and_is_one_commit(running: Path) -> None:
    before = (running / SPRINTS / "s1/ML-bbbbbb-second.md").read_bytes()
    closing = close(running)
    assert closing.target == "s2"
    assert (running / SPRINTS / "s2/ML-bbbbbb-second.md").read_bytes() == before
    assert head(running) == "backlog: close sprint s1\n\nGitagile-Op: sprint-close s1"
    changed = git(running, "show", "-M", "--name-status", "--format=", "HEAD").split("\n")[:-1]
    assert [line.split("\t")[0] for line in changed] == ["M", "M", "A", "R100", "R100", "R100"]
    assert git(running, "status", "--porcelain") == ""
    assert "status: closed\n" in (running / SPRINTS / "s1/sprint.md").read_text()


@pytest.mark.parametrize(("carry", "target"), [(None, "s2"), ("next", "s2"), ("backlog", "backlog"), ("s2", "s2")])
def test_unfinished_items_go_where_they_are_asked_to(running: Path, carry: str | None, target: str) -> None:
    assert close(running, "s1", carry).target == target
    folder = running / ".backlog/backlog" if target == "backlog" else running / SPRINTS / target
    assert {path.name[:9] for path in folder.glob("ML-[abc]*")} == {"ML-aaaaaa", "ML-bbbbbb", "ML-cccccc"}


def test_without_a_planned_sprint_unfinished_items_go_to_the_backlog(running: Path) -> None:
    git(running, "rm", "-rq", f"{SPRINTS}/s2")
    git(running, "commit", "-q", "-m", "One sprint less")
    assert close_preview(workspace_at(running)).target == "backlog"
    with pytest.raises(UsageError, match="there is no planned sprint"):
        close_preview(workspace_at(running), None, "next")


@pytest.mark.parametrize("carry", ["s1", "s9"])
def test_unfinished_items_cannot_go_to_the_same_or_no_sprint(running: Path, carry: str) -> None:
    with pytest.raises(UsageError):
        close(running, "s1", carry)


def test_what_is_closed_or_not_started_is_not_closed(running: Path) -> None:
    with pytest.raises(Refused, match="s2 is not started"):
        close(running, "s2")
    close(running)
    with pytest.raises(Refused, match="s1 is closed already"):
        close(running, "s1")
    with pytest.raises(Refused, match="s1 is closed already"):
        sprint_start(workspace_at(running), "s1")


def test_a_preview_and_a_dry_run_change_nothing(running: Path) -> None:
    commit = git(running, "rev-parse", "HEAD")
    preview = close_preview(workspace_at(running))
    dry = close(running, dry_run=True, days=0)
    assert dry._replace(files=preview.files) == preview
    assert [one.id for one in preview.carried] == ["ML-aaaaaa", "ML-bbbbbb", "ML-cccccc"]
    assert preview.warnings == ("closes 11 days before its planned end, 2026-12-04",)
    assert git(running, "rev-parse", "HEAD") == commit
    assert git(running, "status", "--porcelain") == ""


def test_a_broken_ledger_holds_a_close_back(running: Path) -> None:
    write(running, f"{SPRINTS}/s1/ledger.json", "{\n<<<<<<< HEAD\n")
    with pytest.raises(WrongFile, match=r"ledger.json:2:1: S215") as refusal:
        close(running)
    assert refusal.value.exit_code == 1
    assert [one.path for one in ledgers(workspace_at(running)).unreadable] == [f"{SPRINTS}/s1/ledger.json"]


def test_an_item_of_the_same_name_in_the_next_sprint_is_not_overwritten(running: Path) -> None:
    write(running, f"{SPRINTS}/s2/ML-bbbbbb-second.md", "mine")
    with pytest.raises(GitagileError):
        close(running)
    assert (running / SPRINTS / "s2/ML-bbbbbb-second.md").read_text() == "mine"
    assert table(running)["closed"] is None


def test_carried_items_are_counted_from_the_ledgers(running: Path) -> None:
    close(running)
    sprint_start(workspace_at(running, MONDAY + timedelta(days=14)))
    closing = close(running, None, "backlog", days=25)
    assert {row.id: row.times for row in closing.report.rows} == {
        "ML-aaaaaa": 2,
        "ML-bbbbbb": 2,
        "ML-cccccc": 2,
    }
    summary = (running / SPRINTS / "s2/summary.md").read_text()
    assert "- **ML-bbbbbb** bbbbbb (5 points, carried for the 2nd time)" in summary
    first = sprint_facts(workspace_at(running), "s1").report
    assert {row.times for row in first.rows_with("carried")} == {1}


def test_closing_one_sprint_among_many_items_reads_and_moves_what_lies_in_it(running: Path) -> None:
    for number in range(60):
        write(running, f"{SPRINTS}/s1/ML-n{number:05}-x.md", item(f"n{number:05}", points=1))
    git(running, "add", "--all")
    git(running, "commit", "-q", "-m", "More")
    assert len(close(running).carried) == 63
    assert len(list((running / SPRINTS / "s1").glob("ML-*"))) == 1


def test_a_removed_item_keeps_its_title_wherever_it_lies_now(running: Path) -> None:
    folder = running / SPRINTS / "s1"
    (folder / "ML-aaaaaa-first.md").rename(running / ".backlog/backlog/ML-aaaaaa-other.md")
    (folder / "ML-bbbbbb-second.md").rename(running / ".backlog/backlog/renamed.md")
    (folder / "ML-cccccc-third.md").unlink()
    git(running, "add", "--all")
    git(running, "commit", "-q", "-m", "Away")
    rows = {row.id: (row.result, row.title) for row in close(running).ledger.outcome}
    assert rows["ML-aaaaaa"] == ("removed", "aaaaaa")
    assert rows["ML-bbbbbb"] == ("removed", "bbbbbb")
    assert rows["ML-cccccc"] == ("removed", "cccccc")


def test_a_broken_item_holds_only_the_close_of_its_own_sprint_back(running: Path) -> None:
    write(running, f"{SPRINTS}/s1/ML-iiiiii-broken.md", "no front matter\n")
    with pytest.raises(WrongFile, match=r"s1/ML-iiiiii-broken\.md:1:1: I102"):
        close(running)
    (running / SPRINTS / "s1/ML-iiiiii-broken.md").rename(running / SPRINTS / "s2/ML-iiiiii-broken.md")
    assert close(running).target == "s2"


def test_work_of_the_user_that_is_not_committed_stays_as_it_is(running: Path) -> None:
    notes = S1.format("active") + "Half a thought.\n"
    write(running, f"{SPRINTS}/s1/sprint.md", notes)
    write(running, f"{SPRINTS}/s1/ML-bbbbbb-second.md", item("bbbbbb", points=5, status="review"))
    write(running, "train.py", "x = 1\n")
    git(running, "add", "train.py")
    close(running)
    assert (running / SPRINTS / "s1/sprint.md").read_text() == notes.replace("active", "closed")
    assert git(running, "show", f"HEAD:{SPRINTS}/s1/sprint.md") == S1.format("closed")
    assert "status: doing" in git(running, "show", f"HEAD:{SPRINTS}/s2/ML-bbbbbb-second.md")
    assert "status: review" in (running / SPRINTS / "s2/ML-bbbbbb-second.md").read_text()
    assert git(running, "status", "--porcelain").split("\n")[:-1] == [
        f" M {SPRINTS}/s1/sprint.md",
        f" M {SPRINTS}/s2/ML-bbbbbb-second.md",
        "A  train.py",
    ]


def test_an_unfinished_item_that_was_never_committed_holds_a_close_back(running: Path) -> None:
    write(running, f"{SPRINTS}/s1/ML-gggggg-new.md", item("gggggg", points=2))
    before = git(running, "status", "--porcelain")
    with pytest.raises(Refused, match=r"ML-gggggg-new\.md is not committed yet"):
        close(running)
    assert git(running, "status", "--porcelain") == before
    assert table(running)["closed"] is None


@pytest.mark.parametrize("mode", ["stage", "none"])
def test_a_close_may_leave_the_commit_to_the_user(running: Path, mode: str) -> None:
    config = f'commit = "{mode}"\n{CONFIG}'
    write(running, ".backlog/config.toml", config)
    commit = git(running, "rev-parse", "HEAD")
    close(running)
    assert git(running, "rev-parse", "HEAD") == commit
    assert table(running)["closed"] == "2026-12-04T09:00:00+01:00"
    assert (running / SPRINTS / "s2/ML-bbbbbb-second.md").exists()
    assert sprint_list(workspace_at(running)).rows[0].sprint.status == "closed"


# Reported.


def test_a_written_summary_says_the_same_whatever_happens_later(running: Path) -> None:
    finish_some(running)
    close(running)
    file = running / SPRINTS / "s1/summary.md"
    before = file.read_bytes()
    write(running, f"{SPRINTS}/s1/ML-aaaaaa-first.md", item("aaaaaa", points=99, title="Other", status="todo"))
    (running / SPRINTS / "s1/ML-gggggg-new.md").unlink()
    git(running, "commit", "-aqm", "Later")
    later = workspace_at(running, MONDAY + timedelta(days=90))
    assert is_summary_current(later, "s1", write=summary_markdown)
    assert write_summary(later, "s1", write=summary_markdown).acts == ()
    file.write_text("changed by hand", encoding="utf-8")
    assert not is_summary_current(later, "s1", write=summary_markdown)
    assert write_summary(later, "s1", write=summary_markdown).acts[0].path == f"{SPRINTS}/s1/summary.md"
    assert file.read_bytes() == before


def test_a_running_sprint_is_reported_as_its_items_are_now(running: Path) -> None:
    finish_some(running)
    report = sprint_facts(workspace_at(running, MONDAY + timedelta(days=2))).report
    figures = report.figures
    assert (figures.commitment, figures.added, figures.removed, figures.reestimated) == (8, 2, 0, 3)
    assert (figures.scope, figures.completed, figures.remaining, figures.carried) == (13, 5, 8, 0)
    assert {row.id: row.result for row in report.rows}["ML-bbbbbb"] == "open"
    with pytest.raises(Refused, match="nothing to report"):
        sprint_facts(workspace_at(running), "s2")


def test_without_an_active_sprint_the_one_closed_last_is_reported(running: Path) -> None:
    close(running)
    assert sprint_facts(workspace_at(running)).report.sprint == "s1"


def test_the_list_of_sprints_shows_a_closed_one_as_frozen(running: Path) -> None:
    finish_some(running)
    close(running)
    (running / SPRINTS / "s1/ML-gggggg-new.md").unlink()
    rows = {row.sprint.id: row for row in sprint_list(workspace_at(running)).rows}
    assert (rows["s1"].items, rows["s1"].points, rows["s1"].done_items, rows["s1"].done_points) == (3, 13, 2, 5)
    assert (rows["s2"].items, rows["s2"].points, rows["s2"].done_items, rows["s2"].done_points) == (1, 8, 0, 0)
    assert sprint_velocity(workspace_at(running)).mean3 == 5


def test_a_sprint_is_shown_by_status_with_its_loads(root: Path) -> None:
    write(root, f"{SPRINTS}/s1/ML-bbbbbb-second.md", item("bbbbbb", points=5, status="doing", assignee="[ana, bo]"))
    view = sprint_show(workspace_at(root), "s1")
    assert [(status, [one.id for one in items]) for status, items in view.groups] == [
        ("todo", ["ML-aaaaaa", "ML-cccccc"]),
        ("doing", ["ML-bbbbbb"]),
        ("done", ["ML-dddddd"]),
    ]
    assert [(one.name, one.capacity, one.points, one.items) for one in view.people] == [
        ("ana", 7, 2.5, 1),
        ("bo", 6, 2.5, 1),
        (None, None, 11, 3),
    ]
    assert [(one.name, one.capacity, one.points) for one in view.roles] == [
        ("data-science", 10, 3),
        ("engineering", 3, 0),
        (None, None, 13),
    ]
    assert sprint_show(workspace_at(root)).sprint.id == "s1"


# Planned.


def planned(plan: Plan) -> list[str]:
    return [one.item.id for one in plan.planned]


def test_a_plan_fills_the_capacity_in_priority_order_and_changes_nothing(root: Path) -> None:
    plan = propose_plan(workspace_at(root), "s1", 13.5)
    assert plan.already == 10.5  # 3 + 5 + the median of 1, 2, 3, 5
    assert planned(plan) == ["ML-eeeeee", "ML-ffffff"]
    assert (plan.capacity.unit, plan.capacity.source, plan.used) == ("points", "--capacity", 13.5)
    assert git(root, "status", "--porcelain") == ""


def test_a_plan_is_carried_out_in_one_commit_and_leaves_alone_what_went_elsewhere(root: Path) -> None:
    plan = propose_plan(workspace_at(root), "s2", 20)
    (root / ".backlog/backlog/ML-ffffff-sixth.md").rename(root / SPRINTS / "s1/ML-ffffff-sixth.md")
    git(root, "add", "--all")
    git(root, "commit", "-qm", "Taken")
    done = carry_out_plan(workspace_at(root), plan)
    assert [(act.id, act.change) for act in done.acts] == [("ML-eeeeee", "backlog -> s2")]
    assert (root / SPRINTS / "s2/ML-eeeeee-fifth.md").exists()
    assert done.commit == git(root, "rev-parse", "HEAD").strip()


def test_without_a_closed_sprint_a_plan_takes_the_days_people_have(root: Path) -> None:
    plan = propose_plan(workspace_at(root), "s2")
    assert (plan.capacity.amount, plan.capacity.source) == (14, "the team's days_per_sprint, one point a day")
    assert [(one.role, one.capacity, one.used) for one in plan.roles] == [
        ("data-science", 11, 0),
        ("engineering", 3, 0),
        (None, None, 3),
    ]
    assert plan.warnings == (
        "the required role data-science has no work in this plan",
        "the required role business has no work in this plan",
        "nobody in the team has the required role business",
    )


def test_after_a_close_a_plan_takes_the_velocity(running: Path) -> None:
    finish_some(running)
    close(running, None, "backlog")
    plan = propose_plan(workspace_at(running))
    assert (plan.sprint.id, plan.capacity.amount, plan.capacity.source) == ("s2", 5, "the mean of s1")
    assert [one.role for one in plan.roles] == ["data-science", "engineering", None]


def test_a_plan_that_knows_no_capacity_asks_for_one(root: Path) -> None:
    write(root, ".backlog/config.toml", 'prefix = "ML"\n')
    with pytest.raises(Refused, match="nothing says how much s1 can take") as refusal:
        propose_plan(workspace_at(root))
    assert "--capacity" in str(refusal.value.hint)
    with pytest.raises(UsageError):
        propose_plan(workspace_at(root), None, float("nan"))


def test_items_that_wait_or_are_blocked_are_skipped_with_the_reason(root: Path) -> None:
    write(root, ".backlog/backlog/ML-eeeeee-fifth.md", item("eeeeee", blocked="no labels"))
    write(root, ".backlog/backlog/ML-ffffff-sixth.md", item("ffffff", depends_on="[ML-eeeeee, ML-dddddd]"))
    write(root, ".backlog/backlog/ML-gggggg-x.md", item("gggggg", depends_on="[ML-hhhhhh]", priority="high"))
    write(root, ".backlog/backlog/ML-hhhhhh-x.md", item("hhhhhh", priority="low", points=1))
    plan = propose_plan(workspace_at(root), "s2", 50)
    assert planned(plan) == ["ML-gggggg", "ML-hhhhhh"]
    assert {one.item.id: one.reason for one in plan.skipped} == {
        "ML-eeeeee": "blocked: no labels",
        "ML-ffffff": "waits for ML-eeeeee",
    }
    assert (plan.unestimated, plan.guess) == (1, 1)


def test_a_closed_sprint_is_not_planned(running: Path) -> None:
    close(running)
    with pytest.raises(Refused, match="s1 is closed"):
        propose_plan(workspace_at(running), "s1", 5)


def test_the_day_of_a_stamp_is_the_project_s_not_the_clock_s(root: Path) -> None:
    started = sprint_start(workspace_at(root, datetime(2026, 11, 22, 23, 30, tzinfo=UTC)))
    assert started.result.warnings == ()
    assert date.fromisoformat(started.ledger.started[:10]) == date(2026, 11, 23)
