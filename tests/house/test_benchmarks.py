"""The made-up projects that benchmarks are taken on: always the same, whole, and in the form the tool reads."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from benchmarks.cases import id_of, open_items, ratio
from benchmarks.generate import write_backlog_md, write_files, write_history
from benchmarks.measure import CommandFailedError, Cost, Place, cost_of
from benchmarks.simulation import Plan

PLAN = Plan(items=120, commits=400, active=20, sprint_size=20, commits_per_day=10)


@pytest.fixture(scope="module")
def made_up(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made-up") / "project"
    return folder, write_history(PLAN, folder)


def git(folder, *words):
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def test_a_history_has_as_many_items_and_commits_as_asked(made_up):
    folder, project = made_up
    assert len(list(folder.rglob("ML-*.md"))) == len(project.items) == PLAN.items
    assert project.number == PLAN.commits
    assert PLAN.commits - 10 < int(git(folder, "rev-list", "--count", "HEAD")) <= PLAN.commits


def test_the_files_are_what_the_simulation_remembers(made_up):
    folder, project = made_up
    assert all((folder / item.path).read_bytes() == item.as_markdown() for item in project.items.values())
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "fsck", "--strict", "--no-dangling") == ""


def test_the_same_plan_gives_the_same_commits(made_up, tmp_path):
    folder, _ = made_up
    write_history(PLAN, tmp_path / "again")
    assert git(folder, "rev-parse", "HEAD") == git(tmp_path / "again", "rev-parse", "HEAD")


def test_sprints_are_closed_by_pure_moves_and_branches_are_merged(made_up):
    folder, _ = made_up
    closes = git(folder, "log", "--format=%H", "--grep=Gitagile-Op: sprint-close").split()
    assert len(closes) >= 2
    renames = git(folder, "show", "--format=", "--name-status", "-M100%", "-l0", closes[0]).splitlines()
    moved = [line for line in renames if "ML-" in line]
    assert moved
    assert all(line.startswith("R100") for line in moved)
    assert int(git(folder, "rev-list", "--count", "--merges", "HEAD")) > 3


def test_some_merges_change_an_item_against_both_parents(made_up):
    folder, _ = made_up
    merges = git(folder, "rev-list", "--merges", "HEAD").split()
    assert git(folder, "show", "-c", "--format=", "--name-only", *merges).count("ML-") > 1


def test_a_made_up_project_has_nothing_to_find(made_up, run):
    folder, _ = made_up
    ended = run("gitagile", "check", "--json", folder=folder)
    assert json.loads(ended.stdout)["findings"] == []


def test_files_alone_are_the_first_commit(tmp_path):
    plan = Plan(items=50, active=10)
    write_history(plan, tmp_path / "with-git")
    write_files(plan, tmp_path / "files")
    files = {
        path.relative_to(tmp_path / "files"): path.read_bytes()
        for path in (tmp_path / "files").rglob("*.*")
        if path.is_file()
    }
    assert len(files) > plan.items
    assert all((tmp_path / "with-git" / path).read_bytes() == text for path, text in files.items())


def test_an_item_is_about_as_large_as_a_real_one(made_up):
    _, project = made_up
    sizes = [len(item.as_markdown()) for item in project.items.values()]
    assert 1000 < sum(sizes) / len(sizes) < 1500


def test_open_items_are_those_of_the_running_sprint(tmp_path):
    write_files(Plan(items=90, active=30), tmp_path)
    items = open_items(tmp_path)
    assert len(items) == 30
    assert all(path.read_text().startswith(f"---\nid: {id_of(path)}\n") for path in items)


def test_the_other_tools_layout_holds_every_item(tmp_path):
    write_backlog_md(Plan(items=30, active=10), tmp_path / "other")
    tasks = sorted((tmp_path / "other/backlog/tasks").iterdir())
    assert len(tasks) == 30
    assert all("<!-- AC:BEGIN -->" in task.read_text() for task in tasks)


def test_costs_count_the_children_too(tmp_path):
    busy = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(30_000_000))'])"
    place = Place(tmp_path, {})
    idle, grandchild = (cost_of(place, (sys.executable, "-c", code)) for code in ("pass", busy))
    assert grandchild.cpu > 3 * idle.cpu


def test_a_command_that_fails_is_not_measured(tmp_path):
    with pytest.raises(CommandFailedError, match="ended with 3: wrong"):
        cost_of(Place(tmp_path, {}), (sys.executable, "-c", "import sys; print('wrong', file=sys.stderr); sys.exit(3)"))


def test_git_processes_are_counted(tmp_path):
    git(tmp_path, "init", "--quiet")
    assert cost_of(Place(tmp_path, os.environ), ("git", "rev-parse", "--git-dir")).git == 1


def test_a_row_over_its_bar_says_so():
    row = ratio("x", "floor", Cost(0.4, 0, 2), Cost(0.1, 0, 0), bar=3)
    assert (row.ratio, row.bar, row.verdict, row.git) == ("4.00x", "3x", "OVER", "2")
