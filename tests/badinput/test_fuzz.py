"""Ten thousand hostile files, a hundred to a folder, through everything that reads."""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from gitagile.actions.checks.gathering import judged
from gitagile.actions.checks.one_file import Bench
from gitagile.config.reader import read_config
from gitagile.store.reader import is_read, searched_text
from tests.badinput.conftest import Program
from tests.badinput.oddnames import scatter

FOLDERS, FILES = 100, 100
ODD_FOLDERS = 40
"""Folders with odd names, links and pipes in them; each command looks through some of them."""
LARGE_FOLDERS, LARGE = 3, 2_000
NOW = "2031-01-01T00:00:00+00:00"
"""Long after the files were written, so that what was read of them is remembered."""
PROCESSOR_SECOND = 1.0
"""The most that one file may cost; counted while this process computes, so that a busy machine changes nothing."""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Program:
    """The program in a repository with an empty folder for the backlog."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".backlog/backlog").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITAGILE_NOW", NOW)
    return Program(tmp_path, capfd)


@contextmanager
def bounded(what: str, seconds: float = PROCESSOR_SECOND) -> Iterator[None]:
    """Fail where what is done inside computes for too long."""

    def stop(_: int, __: FrameType | None) -> None:
        pytest.fail(f"{what} takes more than {seconds} processor seconds")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def shape(program: Program, *words: str) -> Any:
    return json.loads(program(*words).judged().out)


def named(listed: Any, checked: Any) -> set[str]:
    """The paths that a list and a check together speak of."""
    return {one["path"] for rows in (listed["items"], listed["unreadable"], checked["findings"]) for one in rows}


LOOKS = (
    ("check", "--strict"),
    ("list",),
    ("board",),
    ("sprint", "show", "s1"),
    ("doctor",),
    ("check", "--format", "github"),
    ("list", "points:>3", "-is:done", "created:<@today", "has:gates"),
    ("search", "the", "and"),
    ("sprint", "list"),
    ("doctor", "--json"),
    ("list", "--all", "--sort", "-points", "--strict"),
    ("next", "--limit", "1000"),
    ("board", "--sprint", "s1", "--json"),
    ("sprint", "show", "s2", "--json"),
    ("sprint", "summary", "s1"),
    ("sprint", "plan", "s2", "--dry-run"),
    ("schema",),
    ("config", "--json"),
    ("sprint", "close", "s1", "--dry-run", "--carry", "backlog"),
    ("hook", "items", ".backlog/backlog", ".backlog/sprints/s1/ledger.json"),
)
AT_ONCE = 2


@pytest.mark.parametrize("seed", range(ODD_FOLDERS))
def test_no_command_stumbles_over_hostile_files_and_none_of_them_disappears(program: Program, seed: int) -> None:
    scattered = scatter(program.root, seed, FILES)
    listed = shape(program, "list", "--all", "--json")
    checked = shape(program, "check", "--json")
    spoken = {one["path"] for one in checked["findings"]}
    unreadable = {one["path"] for one in listed["unreadable"]}
    assert unreadable - spoken == set()
    assert set(scattered.paths) - named(listed, checked) == set()
    first = seed % (len(LOOKS) // AT_ONCE)
    for words in LOOKS[first :: len(LOOKS) // AT_ONCE]:
        program(*words).judged()
    shape(program, "check", "--format", ("sarif", "gitlab")[seed % 2])
    if seed % 2:
        assert len(shape(program, "export", "json")["items"]) == len(listed["items"])
    else:
        rows = list(csv.reader(io.StringIO(program("export", "csv").judged(exact=True).out)))
        assert len(rows) == len(listed["items"]) + 1


@pytest.mark.parametrize("seed", range(FOLDERS))
def test_ten_thousand_files_are_listed_checked_and_shown_and_none_eats_a_second(program: Program, seed: int) -> None:
    scattered = scatter(program.root, ODD_FOLDERS + seed, FILES, odd_names=False)
    listed, checked = shape(program, "list", "--all", "--json"), shape(program, "check", "--json")
    assert set(scattered.paths) - named(listed, checked) == set()
    for number, identifier in enumerate(scattered.ids):
        with bounded(identifier):
            answer = program("show", identifier, *(["--json"] if number % 2 else [])).judged(frozenset({0, 1, 2}))
        if answer.code == 0 and number % 2:
            assert json.loads(answer.out)["item"]["path"]
    bench = Bench(read_config("[workflow]\ndone_needs = ['criteria']\n", {})[0])
    for path in scattered.paths:
        if is_read(path) and Path(path).is_file() and not Path(path).is_symlink():
            content = Path(path).read_bytes()
            with bounded(path):
                judged(bench, content, path)
                searched_text(content, path)


@pytest.mark.parametrize("seed", range(LARGE_FOLDERS))
def test_thousands_at_once_go_through_processes_of_their_own(program: Program, seed: int) -> None:
    first = seed * LARGE // FILES
    scattered = [scatter(program.root, one, FILES) for one in range(first, first + LARGE // FILES)]
    listed = json.loads(program.process("list", "--all", "--json").judged().out)
    checked = json.loads(program.process("check", "--json").judged().out)
    assert {path for one in scattered for path in one.paths} - named(listed, checked) == set()
    program.process("search", "the", "--strict").judged()
    for one in scattered[::9]:
        program.process("show", one.ids[seed]).judged()
