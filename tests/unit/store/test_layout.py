"""Tests of gitagile.store.layout: where each thing lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitagile.store import layout
from gitagile.store.listings import listings_of


@pytest.mark.parametrize(
    ("place", "folder"),
    [("backlog", ".backlog/backlog"), ("archive", ".backlog/archive"), ("2026-s24", ".backlog/sprints/2026-s24")],
)
def test_a_place_is_a_folder(place: str, folder: str):
    assert layout.folder_of(place) == folder
    assert layout.place_of(f"{folder}/ML-1.md") == place


@pytest.mark.parametrize(
    "path",
    [
        "ML-1.md",
        ".backlog/ML-1.md",
        ".backlog/backlog/deep/ML-1.md",
        ".backlog/sprints/ML-1.md",
        "x/.backlog/backlog/a.md",
        ".backlog/templates/a.md",
        "",
    ],
)
def test_other_paths_lie_in_no_place(path: str):
    assert layout.place_of(path) is None


@pytest.mark.parametrize(
    ("path", "is_item"),
    [
        (".backlog/backlog/ML-1.md", True),
        (".backlog/backlog/ML-1.MD", True),
        (".backlog/backlog/README.md", False),
        (".backlog/backlog/ReadMe.md", False),
        (".backlog/sprints/s1/sprint.md", False),
        (".backlog/sprints/s1/summary.md", False),
        (".backlog/sprints/s1/retro.md", False),
        (".backlog/sprints/s1/ledger.json", False),
        (".backlog/sprints/s1/anything.md", True),
        (".backlog/checkins/2026-01-05/ana.md", False),
        ("README.md", False),
    ],
)
def test_markdown_files_of_a_place_are_items(path: str, is_item: bool):
    assert layout.is_item_path(path) is is_item


def test_a_sprint_has_its_files():
    assert layout.sprint_file("s1") == ".backlog/sprints/s1/sprint.md"
    assert layout.ledger_file("s1") == ".backlog/sprints/s1/ledger.json"
    assert layout.summary_file("s1") == ".backlog/sprints/s1/summary.md"
    assert layout.template_file("bug") == ".backlog/templates/bug.md"


@pytest.mark.parametrize(
    ("path", "sprint"),
    [
        (".backlog/sprints/s1/sprint.md", "s1"),
        (".backlog/backlog/sprint.md", None),
        (".backlog/sprints/s1/a.md", None),
        ("sprint.md", None),
    ],
)
def test_a_sprint_file_is_known_by_where_it_lies(path: str, sprint: str | None):
    assert layout.sprint_of_file(path) == sprint


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("ML-x2v9kq-train-ranker.md", "ML-x2v9kq"),
        ("ML-1.md", "ML-1"),
        ("back-24.02-a.md", "back-24.02"),
        ("ml-1-2-3.md", "ml-1"),
        ("README.md", None),
        ("notes-.md", None),
        ("-1.md", None),
        ("ML-1.txt", None),
    ],
)
def test_the_id_is_what_a_file_name_begins_with(name: str, identifier: str | None):
    assert layout.id_in_name(name) == identifier


def test_a_move_keeps_the_name():
    assert layout.moved(".backlog/backlog/ML-1-a.md", "s1") == ".backlog/sprints/s1/ML-1-a.md"
    assert layout.moved(".backlog/sprints/s1/ML-1-a.md", "archive") == ".backlog/archive/ML-1-a.md"


@pytest.mark.parametrize(
    ("parts", "known"),
    [
        (("backlog",), True),
        (("archive",), True),
        (("sprints",), True),
        (("sprints", "s1"), True),
        (("sprints", "S1"), False),
        (("sprints", "s1", "x"), False),
        (("backlog", "x"), False),
        (("checkins", "2026-01-05"), True),
        (("templates",), True),
        (("releases",), True),
        (("other",), False),
    ],
)
def test_folders_the_format_does_not_know_are_noticed(parts: tuple[str, ...], known: bool):
    assert layout.is_known_folder(parts) is known


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (".backlog/checkins/2026-11-23/ana.md", ("2026-11-23", "ana")),
        (".backlog/checkins/2026-11-23/Ana.Lee.md", ("2026-11-23", "Ana.Lee")),
        (".backlog/checkins/2026-11-23/README.md", None),
        (".backlog/checkins/2026-11-31/ana.md", None),
        (".backlog/checkins/2026-11-23/team/ana.md", None),
        (".backlog/checkins/ana.md", None),
        (".backlog/sprints/2026-11-23/ana.md", None),
    ],
)
def test_a_check_in_s_day_and_person_are_told_by_where_it_lies(path: str, place: tuple[str, str] | None):
    assert layout.checkin_at(path) == place
    assert place is None or layout.checkin_file(*place) == path


def test_check_ins_are_not_among_what_is_remembered(tmp_path: Path):
    for path in (".backlog/checkins/2026-11-23/ana.md", ".backlog/backlog/ML-1.md"):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text("x")
    assert list(listings_of(tmp_path, 0)[0]) == [".backlog/backlog"]
