"""History remembered: extended by what is new, right after whatever happens to branches, and never needed."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from gitagile.history import line, pruning, schema, versions
from gitagile.history.reader import item_events, read_timeline
from tests.git.history.lines import NOW, Story, text_of

FILES = tuple(f"backlog/ML-{n}.md" for n in range(6))


@pytest.fixture
def story(tmp_path: Path) -> Story:
    story = Story(tmp_path / "project")
    for n, path in enumerate(FILES):
        story.commit({path: text_of(f"ML-{n}")})
    return story


def step(story: Story, n: int, status: str) -> str:
    return story.commit({FILES[n]: text_of(f"ML-{n}", status)})


def rows(story: Story, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(story.memory)) as database:
        found = database.execute(query).fetchall()
        database.commit()
    return found


def check(story: Story) -> None:
    """What is remembered gives the same as git, whole, in part and item by item."""
    whole = story.read()
    assert story.recall() == whole
    assert story.recall() == whole
    middle = whole.events[len(whole.events) // 2].at if whole.events else 0
    assert story.recall(since=middle) == story.read(since=middle)
    for item in ("ml-0", "ML-3", "ml-5", "ml-none"):
        known = item_events(story.repository, story.memory, item, now=NOW)
        assert known == item_events(story.repository, None, item, now=NOW)
        assert known.events == tuple(event for event in whole.events if event.item == item.casefold())


def test_what_is_remembered_needs_no_git(story: Story, monkeypatch: pytest.MonkeyPatch):
    whole = story.recall()

    def stop(*_: object) -> None:
        raise AssertionError("git was asked")

    monkeypatch.setattr(versions, "read_line", stop)
    monkeypatch.setattr(subprocess, "Popen", stop)
    assert story.recall() == whole
    assert story.recall(since=0).events == whole.events
    assert len(item_events(story.repository, story.memory, "ml-1", now=NOW).events) == 1


def test_only_what_is_new_is_read(story: Story, monkeypatch: pytest.MonkeyPatch):
    story.recall()
    step(story, 1, "doing")
    story.commit({"../code.py": "x\n"})
    found = []
    monkeypatch.setattr(
        "gitagile.history.reader._read_line", lambda *words: found.append(versions.read_line(*words)) or found[-1]
    )
    assert story.recall() == story.read()
    assert [len(reading.commits) for reading in found] == [1, 7]


def test_long_lines_are_told_from_what_was_told(story: Story, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(line, "FAR", 3)
    story.commit({FILES[1]: "broken"})
    check(story)
    assert rows(story, "SELECT n & 0xffffffff FROM told") == [(6,)]
    for n in range(6):
        step(story, n, "doing")
        check(story)
    assert rows(story, "SELECT n & 0xffffffff FROM told") == [(10,)]
    story.git("checkout", "-q", "-b", "topic", "main~4")
    step(story, 2, "review")
    check(story)
    story.git("checkout", "-q", "main~7")
    check(story)


@pytest.mark.parametrize("far", [3, 2_500])
def test_branches_are_told_apart(story: Story, far: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(line, "FAR", far)
    check(story)
    story.git("checkout", "-q", "-b", "topic")
    step(story, 0, "doing")
    check(story)
    story.git("checkout", "-q", "main")
    check(story)
    step(story, 0, "dropped")
    check(story)
    story.git("checkout", "-q", "topic")
    step(story, 3, "done")
    check(story)
    story.git("checkout", "-q", "main")
    story.merge("topic", {FILES[0]: text_of("ML-0", "review")})
    check(story)
    assert rows(story, "SELECT line, base & 0xffffffff FROM lines") == [(1, 0), (2, 5)]


def test_lines_are_shared_where_they_are_the_same(story: Story):
    for n in range(4):
        story.git("checkout", "-q", "-b", f"topic{n}", "main")
        step(story, n, "doing")
        check(story)
    count = len(FILES) + 4
    assert rows(story, "SELECT count(*), count(DISTINCT oid) FROM commits") == [(count, count)]


def test_a_reset_and_a_rewritten_branch_are_right(story: Story):
    step(story, 1, "doing")
    check(story)
    story.git("reset", "-q", "--hard", "HEAD~3")
    check(story)
    step(story, 2, "done")
    check(story)
    story.git("commit", "-q", "--amend", "-m", "Another word")
    check(story)
    story.git("reset", "-q", "--hard", "HEAD@{2}")
    check(story)
    story.git("reflog", "expire", "--expire=now", "--all")
    story.git("gc", "-q", "--prune=now")
    check(story)


def test_worktrees_share_what_is_remembered(story: Story, tmp_path: Path):
    story.recall()
    story.git("worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    side = Story.__new__(Story)
    side.root, side.at = tmp_path / "side", story.at
    assert side.memory == story.memory
    step(side, 4, "doing")
    check(side)
    check(story)


def test_a_line_that_never_had_items_is_remembered(story: Story):
    story.git("checkout", "-q", "--orphan", "empty")
    story.git("rm", "-q", "-r", "--cached", ".")
    story.git("commit", "-q", "--allow-empty", "-m", "Nothing")
    assert story.recall() == story.recall() == story.read()
    assert rows(story, "SELECT n FROM tips") == [(0,)]


def test_it_may_be_deleted_any_time(story: Story):
    check(story)
    story.memory.unlink()
    check(story)


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9])
def test_it_may_be_cut_off(story: Story, share: float):
    check(story)
    content = story.memory.read_bytes()
    story.memory.write_bytes(content[: int(len(content) * share)])
    check(story)


def test_it_may_be_anything_else(story: Story):
    story.memory.parent.mkdir(parents=True, exist_ok=True)
    story.memory.write_bytes(b"no database\n" * 99)
    check(story)


def test_it_may_be_of_another_version(story: Story):
    check(story)
    rows(story, f"PRAGMA user_version = {schema.VERSION + 1}")
    rows(story, "DROP TABLE facts")
    check(story)


@pytest.mark.parametrize("far", [3, 2_500])
def test_bytes_may_change_anywhere(story: Story, far: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(line, "FAR", far)
    for n, status in ((1, "doing"), (2, "doing"), (1, "done")):
        step(story, n, status)
    whole = story.recall()
    content = story.memory.read_bytes()
    chance = random.Random(7)
    used = [at for at, byte in enumerate(content) if byte]
    for _ in range(250):
        poisoned = bytearray(content)
        for at in chance.sample(used, 3):
            poisoned[at] = chance.randrange(256)
        story.memory.write_bytes(poisoned)
        assert story.recall() == whole
        assert story.recall(since=whole.events[-2].at).events == whole.events[-2:]


POISONS = (
    "UPDATE facts SET packed = replace(packed, 'todo', 'done')",
    "UPDATE facts SET packed = '[]', seal = 0",
    "UPDATE facts SET packed = NULL",
    "DELETE FROM facts WHERE n = (SELECT max(n) FROM facts)",
    "DELETE FROM commits WHERE n = (SELECT min(n) + 2 FROM commits)",
    "UPDATE commits SET at = at + 1",
    "UPDATE commits SET n = n + 1000",
    "UPDATE commits SET oid = zeroblob(20)",
    "DELETE FROM lines",
    "UPDATE lines SET base = line * 4294967296 + 5",
    "UPDATE lines SET base = 'x'",
    "UPDATE tips SET n = n - 1",
    "DELETE FROM touched",
    "UPDATE told SET packed = zeroblob(9)",
    "UPDATE told SET dates = packed, packed = dates, dates_seal = packed_seal, packed_seal = dates_seal",
    "UPDATE OR REPLACE told SET n = n + 1",
    "UPDATE OR REPLACE told SET n = n - 1",
    "UPDATE touched SET packed = zeroblob(8)",
    "UPDATE touched SET last = last - 1",
    "UPDATE touched SET n = n + 1",
    "DROP TABLE IF EXISTS touched",
    "DROP TABLE commits",
)


@pytest.mark.parametrize("far", [3, 2_500])
@pytest.mark.parametrize("poison", POISONS)
def test_rows_may_be_changed(story: Story, poison: str, far: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(line, "FAR", far)
    step(story, 0, "doing")
    story.commit({"../code.py": "x\n"})
    whole = story.recall()
    rows(story, poison)
    assert story.recall() == whole
    rows(story, poison)
    assert story.recall(since=whole.events[-1].at).events == whole.events[-1:]
    rows(story, poison)
    assert len(item_events(story.repository, story.memory, "ml-0", now=NOW).events) == 2
    step(story, 0, "done")
    assert story.recall() == story.read()


def test_a_file_that_cannot_be_written_is_done_without(story: Story):
    story.memory.parent.mkdir(parents=True, exist_ok=True)
    story.memory.mkdir()
    assert story.recall() == story.read()


def test_while_another_process_writes_nothing_is_kept(story: Story):
    story.recall()
    step(story, 1, "doing")
    with closing(sqlite3.connect(story.memory, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert story.recall() == story.read()
    assert rows(story, "SELECT count(*) FROM commits") == [(6,)]
    check(story)
    assert rows(story, "SELECT count(*) FROM commits") == [(7,)]


READING = """
import os, sys
from binascii import crc32
from pathlib import Path
from gitagile.history.reader import read_timeline
from gitagile.vcs.repository import find_repository
repository = find_repository(Path(sys.argv[1]), os.environ)
file = repository.common_dir / "gitagile" / "history.sqlite"
for revision in sys.argv[2:]:
    events = read_timeline(repository, file, revision=revision, now=2_000_000_000).events
    print(crc32(repr(events).encode()))
"""


def test_many_processes_may_read_and_write_at_once(story: Story):
    commits = [step(story, n % 6, f"s{n}") for n in range(12)]
    runs = []
    for number in range(6):
        order = random.Random(number).sample(commits, len(commits))
        command = [sys.executable, "-c", READING, str(story.root), *order]
        runs.append((order, subprocess.Popen(command, stdout=subprocess.PIPE, text=True)))
    answers: dict[str, set[str]] = {}
    for order, process in runs:
        out, _ = process.communicate()
        assert process.returncode == 0
        for commit, answer in zip(order, out.split(), strict=True):
            answers.setdefault(commit, set()).add(answer)
    assert {len(one) for one in answers.values()} == {1}
    check(story)


def test_lines_that_nobody_extends_are_forgotten(story: Story, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pruning, "MOST_LINES", 8)
    monkeypatch.setattr(pruning, "KEPT_LINES", 4)
    for n in range(20):
        story.git("checkout", "-q", "-b", f"topic{n}", f"main~{n % 4}")
        step(story, n % 6, f"s{n}")
        check(story)
    assert rows(story, "SELECT count(*) <= 8 FROM lines") == [(1,)]
    places = "SELECT n / 4294967296 FROM {}"
    tables = " UNION ".join(places.format(table) for table in ("commits", "facts", "touched"))
    assert set(rows(story, tables)) == set(rows(story, "SELECT line FROM lines"))


def test_too_many_lines_on_each_other_are_read_anew(story: Story, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pruning, "MOST_LINES", 8)
    for n in range(12):
        story.git("checkout", "-q", "-B", "side")
        step(story, n % 6, f"a{n}")
        check(story)
        story.git("checkout", "-q", "main")
        step(story, n % 6, f"b{n}")
        check(story)
    assert len(rows(story, "SELECT line FROM lines")) <= 9


def test_another_folder_is_read_without_memory(story: Story):
    story.commit({"../plan/backlog/ML-9.md": text_of("ML-9")})
    timeline = read_timeline(story.repository, story.memory, now=NOW, folder="plan")
    assert [event.item for event in timeline.events] == ["ml-9"]
    assert not story.memory.exists()
