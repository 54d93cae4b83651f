"""Importing into a real repository: one commit, a report that foretells the check, and nothing the second time."""

from __future__ import annotations

import os
import random
import subprocess
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gitagile.actions.check_backlog import check
from gitagile.actions.export_backlog import export_backlog
from gitagile.actions.import_backlog import import_backlog
from gitagile.errors import UsageError
from gitagile.model.finding import ERROR
from gitagile.render.import_report import import_json, import_text
from gitagile.workspace import open_workspace
from tests.archives import unpack

SOURCE = Path(__file__).parents[1] / "data" / "backlogmd"
START = {".backlog/config.toml": 'prefix = "ML"\n', ".backlog/backlog/README.md": "Items.\n"}
CLOCK = "---\nid: BACK-1\ntitle: Clock\n---\nText\n"


def opened(root):
    return open_workspace(root, dict(os.environ), datetime(2026, 3, 2, 10, tzinfo=UTC), random.Random(7).choice)


def git(root, *words):
    return subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True).stdout


def write(folder, files):
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return folder


def errors_in(root):
    workspace = opened(root)
    return {one for one in check(workspace.tree(), workspace.config).findings if one.severity == ERROR}


@pytest.fixture
def repository(make_repository):
    return make_repository(files=START)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    with tarfile.open(SOURCE / "whole.tar.gz") as packed:
        unpack(packed, folder)
    return folder


def test_a_whole_backlog_is_imported_in_one_commit_that_moves_no_figure(repository, whole):
    done = import_backlog(opened(repository), "backlog-md", whole)
    assert git(repository, "rev-list", "--count", "HEAD") == "2\n"
    assert git(repository, "log", "-1", "--format=%B").split("\n")[:4] == [
        *("backlog: import 683 items from backlog-md", "", "Gitagile-Op: import backlog-md", "Gitagile-Op: migrate")
    ]
    assert git(repository, "status", "--porcelain") == ""
    assert len(opened(repository).backlog().items) == done.report.items == len(done.result.acts) == 683
    assert opened(repository).backlog().unreadable == ()


def test_the_report_foretells_every_error_that_check_finds(repository, whole):
    report = import_backlog(opened(repository), "backlog-md", whole).report
    assert errors_in(repository) == set(report.foretold)
    assert {(one.code, one.message.split("'")[1]) for one in report.foretold} == {
        *(("B306", "task-13"), ("B307", "task-0"), ("B307", "task-8"))
    }
    assert len(report.foretold) == len(report.missing) == 6


def test_a_foretold_error_is_told_whatever_the_config_demands(make_repository, whole):
    config = 'prefix = "ML"\n[workflow]\ndone_needs = ["criteria"]\n[types.story]\nrequires = ["points"]\n'
    root = make_repository(files={**START, ".backlog/config.toml": config})
    report = import_backlog(opened(root), "backlog-md", whole).report
    assert {"I142", "I125"} <= {one.code for one in report.foretold}
    assert errors_in(root) == set(report.foretold)


def test_importing_again_adds_nothing_though_items_were_moved_renamed_edited_and_broken(repository, whole):
    first = import_backlog(opened(repository), "backlog-md", whole)
    paths = {act.id: repository / act.path for act in first.result.acts}
    paths["BACK-200"].rename(repository / ".backlog/archive/BACK-200-put-away.md")
    doubled = first.report.new_ids[0].after
    for identifier in ("BACK-222", doubled):
        text = paths[identifier].read_text(encoding="utf-8")
        paths[identifier].write_text(text.replace("title: ", "title: Now "), encoding="utf-8")
    for identifier in ("BACK-208", first.report.new_ids[1].after):
        text = paths[identifier].read_text(encoding="utf-8")
        paths[identifier].write_text(text.replace("status: ", "status: [", 1), encoding="utf-8")
    git(repository, "add", "--all")
    git(repository, "commit", "-q", "-m", "By hand")
    again = import_backlog(opened(repository), "backlog-md", whole)
    assert (again.report.items, again.report.already, again.result.commit) == (0, 683, None)
    assert git(repository, "rev-list", "--count", "HEAD") == "3\n"
    assert "0 new items, 683 are here already" in import_text(again.report)


def test_a_dry_run_writes_nothing_and_reports_the_same(repository):
    dry = import_backlog(opened(repository), "backlog-md", SOURCE / "part", dry_run=True)
    assert git(repository, "status", "--porcelain") == ""
    done = import_backlog(opened(repository), "backlog-md", SOURCE / "part")
    assert dry.report == done.report
    assert dry.result.commit is None


@pytest.mark.parametrize("place", ["backlog", ".backlog", "."])
def test_the_path_may_be_the_project_or_the_folder(repository, tmp_path, place):
    write(tmp_path / "project" / place, {"tasks/back-1 - Clock.md": CLOCK})
    done = import_backlog(opened(repository), "backlog-md", tmp_path / "project")
    assert [act.path for act in done.result.acts] == [".backlog/backlog/BACK-1-clock.md"]


def test_the_projects_own_folder_of_the_other_tool_is_taken_before_ours(repository):
    write(repository / "backlog", {"tasks/back-1 - Clock.md": CLOCK})
    assert import_backlog(opened(repository), "backlog-md", repository).report.items == 1
    assert (repository / "backlog/tasks/back-1 - Clock.md").read_text(encoding="utf-8") == CLOCK


def test_a_place_without_a_backlog_is_refused(repository, tmp_path):
    with pytest.raises(UsageError) as refused:
        import_backlog(opened(repository), "backlog-md", tmp_path / "nowhere")
    assert "tasks" in refused.value.hint


def test_links_are_named_and_never_followed(repository, tmp_path):
    secret = write(tmp_path / "elsewhere", {"back-9 - Secret.md": CLOCK.replace("BACK-1", "BACK-9")})
    source = write(tmp_path / "project", {"tasks/back-1 - Clock.md": CLOCK})
    (source / "tasks" / "back-9 - Secret.md").symlink_to(secret / "back-9 - Secret.md")
    (source / "completed").symlink_to(secret)
    (source / "tasks" / "deeper").symlink_to(secret)
    report = import_backlog(opened(repository), "backlog-md", source).report
    assert report.items == 1
    assert [one.source for one in report.left] == ["completed", "tasks/back-9 - Secret.md", "tasks/deeper"]


def test_work_in_progress_of_the_user_stays_as_it_was(repository, tmp_path):
    write(repository, {"staged.txt": "a", "README.md": "changed"})
    git(repository, "add", "staged.txt")
    before = git(repository, "status", "--porcelain")
    import_backlog(opened(repository), "backlog-md", write(tmp_path / "p", {"tasks/back-1 - Clock.md": CLOCK}))
    assert git(repository, "status", "--porcelain") == before


def test_an_id_that_is_taken_by_another_item_is_given_anew_in_sequence(make_repository, tmp_path):
    item = "---\nid: ML-4\nstatus: todo\ntitle: Lamp\n---\n"
    config = 'prefix = "ML"\nids = "sequential"\n'
    root = make_repository(files={**START, ".backlog/config.toml": config, ".backlog/backlog/ML-4-lamp.md": item})
    source = write(tmp_path / "p", {"tasks/ml-4 - Clock.md": CLOCK.replace("BACK-1", "ML-4")})
    assert [one.after for one in import_backlog(opened(root), "backlog-md", source).report.new_ids] == ["ML-5"]


def test_the_report_names_what_was_mended_given_anew_and_left(repository):
    done = import_backlog(opened(repository), "backlog-md", SOURCE / "part")
    text = import_text(done.report)
    for line in (
        "  status: Won't Do -> dropped (2)",
        "  created_date -> created (54)",
        "    DRAFT-2 depends_on: task-8",
        "  decisions/decision-1 - Use-Tailwind-CSS-v4-for-web-UI-development.md: a decision record, which is no item",
    ):
        assert line in text.split("\n")
    assert "mended: 7 files whose front matter does not parse" in text
    assert f"`gitagile check` will find {len(done.report.foretold)} errors" in text
    assert '"commit": "' + str(done.result.commit) in import_json(done)


def test_an_export_holds_every_item_with_its_body(repository):
    import_backlog(opened(repository), "backlog-md", SOURCE / "part")
    export = export_backlog(opened(repository))
    assert len(export.items) == len(opened(repository).backlog().items)
    assert [one.item.id.casefold() for one in export.items] == sorted(one.item.id.casefold() for one in export.items)
    first = next(one for one in export.items if one.item.id == "BACK-1")
    assert (first.item.criteria, first.body[:16]) == ((5, 5), "\n## Description\n")
