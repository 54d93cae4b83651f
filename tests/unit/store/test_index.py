"""Tests of gitagile.store.index: what is remembered is what is there, whatever happens to the memory."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from gitagile.errors import WrongPlace
from gitagile.model.backlog import Backlog
from gitagile.store import recall
from gitagile.store.index import remembered_backlog
from gitagile.store.narrowing import EVERYTHING, Narrowing
from gitagile.store.reader import read_backlog
from gitagile.store.tree import disk_tree

LATER = 3_600_000_000_000
"""An hour in nanoseconds: how far ahead the clock is put where a file shall count as old."""
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs links, pipes and permissions of POSIX")
not_root = pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may do everything")


class Project:
    """A folder with a backlog and a memory of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.memory = root / "memory" / "index.db"
        self.ahead = LATER

    def put(self, path: str, content: str) -> Path:
        file = self.root / ".backlog" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
        return file

    def item(self, path: str, title: str) -> Path:
        return self.put(
            path, f"---\nid: {path.rpartition('/')[2][:-3]}\ntitle: {title}\nstatus: todo\n---\nBody of {title}\n"
        )

    def remembered(self, narrowing: Narrowing = EVERYTHING) -> Backlog:
        return remembered_backlog(self.root, self.memory, time.time_ns() + self.ahead, narrowing)

    def titles(self, narrowing: Narrowing = EVERYTHING) -> list[str]:
        return [item.title for item in self.remembered(narrowing).items]

    def change_memory(self, statement: str, *values: object) -> None:
        with closing(sqlite3.connect(self.memory)) as database, database:
            database.execute(statement, values)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    made.item("backlog/ML-1.md", "one")
    made.item("backlog/ML-2.md", "two # with a comment")
    made.item("sprints/s1/ML-3.md", "three")
    made.put("sprints/s1/sprint.md", "---\ngoal: G\nstatus: closed\ncapacity: {ana: 8}\n---\n")
    made.put("sprints/s1/ledger.json", '{"outcome": [{"id": "ML-1", "result": "carried"}]}')
    made.put("backlog/broken.md", "no front matter")
    return made


def test_the_first_and_every_later_reading_give_what_the_files_say(project: Project):
    plain = read_backlog(disk_tree(project.root))
    assert len(plain.items) == 3
    assert [project.remembered() for _ in range(3)] == [plain] * 3
    assert project.memory.exists()


def test_nothing_is_parsed_again_that_did_not_change(project: Project):
    project.remembered()
    project.change_memory("UPDATE files SET payload = replace(payload, 'three', 'remembered')")
    assert project.titles() == ["one", "two", "remembered"]


def test_a_changed_a_new_a_renamed_and_a_deleted_file_are_seen(project: Project):
    project.remembered()
    project.item("backlog/ML-1.md", "one, changed")
    assert project.titles() == ["one, changed", "two", "three"]
    project.item("archive/ML-4.md", "four")
    assert project.titles() == ["four", "one, changed", "two", "three"]
    (project.root / ".backlog/backlog/ML-2.md").rename(project.root / ".backlog/sprints/s1/ML-2.md")
    assert [(item.id, item.place) for item in project.remembered().items] == [
        ("ML-4", "archive"),
        ("ML-1", "backlog"),
        ("ML-2", "s1"),
        ("ML-3", "s1"),
    ]
    for path in ("sprints/s1/ML-2.md", "archive/ML-4.md", "sprints/s1/sprint.md", "sprints/s1/ledger.json"):
        (project.root / ".backlog" / path).unlink()
    assert project.remembered() == read_backlog(disk_tree(project.root))
    assert project.remembered().carried == {}


def test_a_broken_file_that_is_mended_becomes_an_item(project: Project):
    assert [one.path for one in project.remembered().unreadable] == [".backlog/backlog/broken.md"]
    project.item("backlog/broken.md", "mended")
    assert project.remembered().unreadable == ()
    assert "mended" in project.titles()


def test_a_folder_that_vanishes_takes_its_items_with_it(project: Project):
    project.remembered()
    for file in (project.root / ".backlog/sprints/s1").iterdir():
        file.unlink()
    (project.root / ".backlog/sprints/s1").rmdir()
    assert project.titles() == ["one", "two"]
    project.item("sprints/s1/ML-3.md", "three is back")
    assert project.titles() == ["one", "two", "three is back"]


def test_a_file_as_young_as_its_record_is_read_again_though_its_stat_data_is_the_same(project: Project):
    project.ahead = 0
    project.remembered()
    project.item("backlog/ML-1.md", "uno")
    listings, _ = recall.listings_of(project.root, time.time_ns())
    project.change_memory(
        "UPDATE folders SET listing = ? WHERE folder = ?", listings[".backlog/backlog"], ".backlog/backlog"
    )
    assert project.titles() == ["uno", "two", "three"]


def test_a_file_from_the_future_is_never_trusted(project: Project):
    file = project.item("backlog/ML-1.md", "one")
    os.utime(file, ns=(0, time.time_ns() + 10 * LATER))
    project.remembered()
    project.change_memory("UPDATE files SET digest = x'00', payload = replace(payload, 'one', 'stale')")
    assert "one" in project.titles()


POISON = [
    "UPDATE files SET payload = 'not JSON'",
    "UPDATE files SET payload = '[]'",
    "UPDATE files SET payload = '[1, 2]'",
    "UPDATE files SET payload = 5",
    "UPDATE files SET payload = NULL",
    "UPDATE files SET payload = x'ff'",
    "UPDATE files SET kind = 'odd'",
    "UPDATE files SET kind = 'fault' WHERE kind = 'item'",
    "UPDATE files SET kind = 'item'",
    "UPDATE folders SET listing = NULL",
    "UPDATE folders SET listing = 5",
    "DELETE FROM folders",
    "DROP TABLE files",
    "DROP TABLE folders",
    "ALTER TABLE files DROP COLUMN payload",
    "DROP TABLE lines",
    "DROP INDEX others",
    "PRAGMA user_version = 1",
    "PRAGMA user_version = 99",
]


@pytest.mark.parametrize("poison", POISON)
def test_a_poisoned_memory_is_forgotten_and_the_files_are_read(project: Project, poison: str):
    plain = project.remembered()
    project.change_memory(poison)
    project.item("backlog/ML-1.md", "one")
    assert project.remembered() == plain
    assert project.remembered() == plain


@pytest.mark.parametrize(
    "poison",
    [
        "DROP TABLE texts",
        "DROP TABLE searched",
        "DELETE FROM texts",
        "UPDATE searched SET listing = 5",
        "UPDATE texts SET names = NULL",
        "UPDATE texts SET names = ''",
        "UPDATE texts SET folded = 'body of'",
        "UPDATE texts SET folded = NULL",
    ],
)
def test_poisoned_texts_are_forgotten_and_the_files_are_read(project: Project, poison: str):
    asked = Narrowing(words=("body", "o"))
    plain = project.remembered(asked)
    assert len(plain.items) == 3
    project.change_memory(poison)
    for path in ("backlog/ML-1.md", "sprints/s1/ML-3.md"):
        os.utime(project.root / ".backlog" / path)
    assert project.remembered(asked) == plain
    assert project.remembered(asked) == plain


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 4_096])
def test_a_memory_that_is_no_database_is_forgotten(project: Project, content: bytes):
    plain = project.remembered()
    project.memory.write_bytes(content)
    assert [project.remembered(), project.remembered()] == [plain, plain]


def test_a_memory_cut_in_half_is_forgotten(project: Project):
    for number in range(300):
        project.item(f"backlog/ML-{number + 10}.md", f"item {number}")
    plain = project.remembered()
    content = project.memory.read_bytes()
    for cut in (len(content) // 3, len(content) // 2, len(content) - 4_096):
        project.memory.write_bytes(content[:cut])
        assert project.remembered() == plain


def test_a_memory_that_is_a_folder_or_lies_in_a_file_is_no_hindrance(project: Project):
    plain = read_backlog(disk_tree(project.root))
    project.memory.mkdir(parents=True)
    assert project.remembered() == plain
    project.memory = project.put("../a file", "x") / "index.db"
    assert project.remembered() == plain


@posix
@not_root
def test_a_memory_in_a_read_only_folder_is_no_hindrance(project: Project):
    plain = project.remembered()
    project.memory.chmod(0o400)
    project.memory.parent.chmod(0o500)
    project.item("backlog/ML-5.md", "five")
    try:
        assert project.remembered() == read_backlog(disk_tree(project.root)) != plain
        project.memory.parent.chmod(0o700)
        assert project.memory.exists(), "another process may be at work in it"
        project.memory.unlink()
        project.memory.parent.chmod(0o500)
        assert "five" in project.titles()
    finally:
        project.memory.parent.chmod(0o700)


def test_a_memory_that_another_process_is_writing_is_left_alone(project: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(recall, "PATIENCE", 0.05)
    project.remembered()
    project.item("backlog/ML-5.md", "five")
    with closing(sqlite3.connect(project.memory, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "five" in project.titles()
        assert project.memory.exists()
        other.execute("ROLLBACK")
    assert "five" in project.titles()


def test_a_memory_that_others_change_in_between_is_looked_at_once_more(
    project: Project, monkeypatch: pytest.MonkeyPatch
):
    project.remembered()
    project.item("backlog/ML-5.md", "five")
    looked = recall.listings_of
    looks: list[int] = []

    def overtaken(root: Path, now_ns: int) -> tuple[dict[str, str], tuple[str, ...]]:
        found = looked(root, now_ns)
        if not looks:
            monkeypatch.setattr(recall, "listings_of", looked)
            project.titles()
            monkeypatch.setattr(recall, "listings_of", overtaken)
        looks.append(len(looks))
        return found

    monkeypatch.setattr(recall, "listings_of", overtaken)
    assert project.titles() == ["one", "two", "five", "three"]
    assert looks == [0, 1]


def read_often(root: Path, memory: Path, times: int) -> None:
    for _ in range(times):
        found = remembered_backlog(root, memory, time.time_ns())
        assert len(found.items) >= 3


def test_processes_that_read_at_once_while_files_change_lose_nothing(project: Project):
    start = multiprocessing.get_context("spawn").Process
    others = [start(target=read_often, args=(project.root, project.memory, 60)) for _ in range(2)]
    for other in others:
        other.start()
    project.ahead = 0
    for number in range(60):
        file = project.item(f"backlog/ML-new{number}.md", f"new {number}")
        assert len(project.remembered().items) == 4
        file.unlink()
        assert len(project.remembered().items) == 3
    for other in others:
        other.join()
    assert [other.exitcode for other in others] == [0, 0]
    assert project.remembered() == read_backlog(disk_tree(project.root))


def test_items_are_narrowed_by_words_and_by_what_is_live(project: Project):
    project.put("sprints/s1/ML-9.md", "---\nid: ML-9\ntitle: nine\nstatus: done\n---\nÜBER\n")
    project.item("archive/ML-8.md", "eight")
    for _ in range(2):
        assert project.titles(Narrowing(live=True, finished=("done",))) == ["one", "two", "three"]
        assert project.titles(Narrowing(words=("body", "thr"))) == ["three"]
        assert project.titles(Narrowing(words=("über",))) == ["nine"]
        assert project.titles(Narrowing(words=("todo",))) == [], "a key is not searched"
    project.item("sprints/s1/ML-9.md", "now with a body")
    assert project.titles(Narrowing(words=("über",))) == []
    assert project.titles(Narrowing(words=("now with",))) == ["now with a body"]


@pytest.mark.parametrize(
    "narrowing", [EVERYTHING, Narrowing(live=True, finished=("todo",)), Narrowing(words=("body", "o"))]
)
def test_without_a_memory_the_same_items_are_wanted(project: Project, narrowing: Narrowing):
    project.item("archive/ML-8.md", "eight")
    with_memory = project.remembered(narrowing)
    project.memory = project.put("../a file", "x") / "index.db"
    assert project.remembered(narrowing) == with_memory


@posix
def test_a_backlog_that_becomes_a_link_is_the_wrong_place(project: Project):
    project.remembered()
    (project.root / ".backlog").rename(project.root / "elsewhere")
    (project.root / ".backlog").symlink_to(project.root / "elsewhere")
    with pytest.raises(WrongPlace):
        project.remembered()


def by_link(project: Project, path: Path) -> None:
    path.symlink_to(project.root / ".backlog/backlog/ML-1.md")


def by_pipe(_: Project, path: Path) -> None:
    os.mkfifo(path)


def by_folder(_: Project, path: Path) -> None:
    path.mkdir()


@posix
@pytest.mark.parametrize("put_there", [by_link, by_pipe, by_folder])
def test_what_is_no_file_is_seen_the_same_way_with_and_without_a_memory(
    project: Project, put_there: Callable[[Project, Path], None]
):
    put_there(project, project.root / ".backlog/backlog/ML-7.md")
    assert [project.remembered(), project.remembered()] == [read_backlog(disk_tree(project.root))] * 2
    (project.root / ".backlog/backlog/ML-1.md").unlink()
    put_there(project, project.root / ".backlog/backlog/ML-1.md")
    assert project.remembered() == read_backlog(disk_tree(project.root))


@posix
@not_root
def test_a_folder_or_file_that_may_not_be_read_is_a_finding_not_a_loss_in_silence(project: Project):
    folder, file = project.root / ".backlog/sprints/s1", project.root / ".backlog/backlog/ML-1.md"
    project.remembered()
    folder.chmod(0)
    file.chmod(0)
    try:
        seen = project.remembered()
        assert seen == read_backlog(disk_tree(project.root))
        assert [(one.code, one.path) for one in seen.unreadable] == [
            ("I112", ".backlog/backlog/ML-1.md"),
            ("I102", ".backlog/backlog/broken.md"),
            ("I112", ".backlog/sprints/s1"),
        ]
    finally:
        folder.chmod(0o700)
        file.chmod(0o600)
    file.write_bytes(b"")
    assert [one.path for one in project.remembered().unreadable] == [
        ".backlog/backlog/ML-1.md",
        ".backlog/backlog/broken.md",
    ]
    assert project.titles() == ["two", "three"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_strange_names_hide_nothing(project: Project):
    with open(os.fsencode(project.root / ".backlog/backlog") + b"/\xff.md", "wb"):  # noqa: PTH123 - a name of bytes
        pass
    for name in ("a\nb.md", "!.md", "x ! y.md", "é\u2028.md", "x" * 252 + ".md"):
        project.put(f"backlog/{name}", "---\nid: ML-7\ntitle: strange\n---\n")
    plain = read_backlog(disk_tree(project.root))
    assert project.titles().count("strange") == 5
    assert [project.remembered(), project.remembered()] == [plain, plain]
    assert ".backlog/backlog/\\udcff.md" in [one.path for one in plain.unreadable]
