"""Many writers at once, in one clone and its worktrees, and a person who commits by hand: nothing lost, none twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.scale import scaled
from tests.faults.scenes import begin
from tests.faults.theatre import PROJECT, git, is_sound, locks_in

WRITER = """
import json, os, sys
from pathlib import Path
from gitagile.cli.main import main
from gitagile.errors import GitagileError
from gitagile.vcs.repository import find_repository
from gitagile.vcs.transaction import Change, open_transaction
name, times, refused = sys.argv[1], int(sys.argv[2]), 0
for number in range(times):
    words = f"{name} act {number}"
    while True:
        try:
            if number % 2:
                ended = main(["new", words])
            else:
                line = f"{words}\\n".encode()
                with open_transaction(find_repository(Path.cwd(), os.environ), mode="auto") as transaction:
                    shared = Change("shared.md", "shared.md", lambda text: text + line)
                    ended = 0 if transaction.commit([shared], words).commit else 9
        except GitagileError as error:
            ended = error.exit_code
        if ended == 0:
            break
        refused += 1
        if refused > 50:
            raise SystemExit(f"refused again and again: {words}")
print(json.dumps(refused), file=sys.stderr)
"""
OUTSIDER = """
import json, subprocess, sys, time
from pathlib import Path
done, refused = 0, 0
while not Path(sys.argv[1]).exists():
    Path("outside.txt").write_text(f"outside {done}\\n")
    add = subprocess.run(["git", "add", "outside.txt"], capture_output=True)
    commit = add.returncode or subprocess.run(
        ["git", "commit", "-q", "-m", f"outside {done}", "--", "outside.txt"], capture_output=True
    ).returncode
    done, refused = (done, refused + 1) if commit else (done + 1, refused)
    time.sleep(0.02)
print(json.dumps([done, refused]), file=sys.stderr)
"""


def start(root: Path, script: str, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *words]
    environ = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1"}
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=root, env=environ, stdout=quiet, stderr=subprocess.PIPE, text=True)


def told(process: subprocess.Popen[str]) -> object:
    _, words = process.communicate()
    assert process.returncode == 0, words
    return json.loads(words.splitlines()[-1])


@pytest.fixture
def root(arena: Path) -> Path:
    root = arena / "here"
    begin(root)
    (root / "shared.md").write_text("")
    git(root, "add", "--all")
    git(root, "commit", "-q", "-m", "Shared")
    return root


def acts_in(root: Path, revision: str) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """What is there of the acts: lines of the shared file, titles of new items, subjects of commits."""
    lines = Counter(git(root, "show", f"{revision}:shared.md").splitlines())
    texts = git(root, "grep", "-h", "^title: w", revision, "--", ".backlog", ok=(0, 1)).splitlines()
    subjects = git(root, "log", "--format=%s", revision).splitlines()
    return lines, Counter(text.removeprefix("title: ") for text in texts), Counter(subjects)


def assert_each_once(root: Path, revision: str, names: list[str], times: int) -> None:
    lines, titles, subjects = acts_in(root, revision)
    shared = [f"{name} act {number}" for name in names for number in range(0, times, 2)]
    new = [f"{name} act {number}" for name in names for number in range(1, times, 2)]
    assert lines == Counter(shared)
    assert titles == Counter(new)
    assert {one: subjects[one] for one in shared} == dict.fromkeys(shared, 1)
    made = [one.split(": ", 1)[1] for one in subjects.elements() if ": " in one]
    assert sum(" act " in one for one in made) == len(new)


def test_eight_writers_and_a_person_lose_nothing(root: Path, tmp_path: Path, count) -> None:
    times, names = scaled(100, 4), [f"w{number}" for number in range(8)]
    before = int(git(root, "rev-list", "--count", "HEAD"))
    outsider = start(root, OUTSIDER, str(tmp_path / "stop"))
    refused = [told(one) for one in [start(root, WRITER, name, str(times)) for name in names]]
    (tmp_path / "stop").touch()
    done, turned_away = told(outsider)
    assert_each_once(root, "HEAD", names, times)
    subjects = acts_in(root, "HEAD")[2]
    assert [subjects[f"outside {number}"] for number in range(done)] == [1] * done
    assert int(git(root, "rev-list", "--count", "HEAD")) == before + 8 * times + done
    assert is_sound(root)
    assert locks_in(root) == []
    assert git(root, "status", "--porcelain", "--", ".", ":!outside.txt") == ""
    count("acts of eight writers on one clone", 8 * times)
    count("of these refused at first and done when tried again", sum(refused))
    count("commits by hand meanwhile", done)
    count("commits by hand that met a lock of git's and were tried again", turned_away)


def test_writers_in_four_worktrees_lose_nothing(root: Path, count) -> None:
    times, names = scaled(50, 3), ["w0", "w1"]
    places = [root] + [root.with_name(f"tree{number}") for number in range(3)]
    for place in places[1:]:
        git(root, "worktree", "add", "-q", str(place), "-b", place.name)
    writers = [start(place, WRITER, name, str(times)) for place in places for name in names]
    refused = [told(one) for one in writers]
    for place in places:
        assert_each_once(place, "HEAD", names, times)
        assert git(place, "status", "--porcelain") == ""
    assert is_sound(root)
    assert locks_in(root) == []
    count("acts of two writers in each of four worktrees", len(writers) * times)
    count("of these refused at first", sum(refused))
