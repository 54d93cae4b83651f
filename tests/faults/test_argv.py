"""What gitagile asks of git, seen in git's own trace of real runs: never to pass over a hook, never to force."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.faults.scenes import SOURCE, A, B, C, D, begin, half_written, stopped_merge, write
from tests.faults.theatre import Stage, git

DAY = (
    ("new", "A new item", "--points", "3"),
    ("edit", A, "points=5"),
    ("start", B),
    ("tick", B, "1"),
    ("move", D, "s2"),
    ("rank", D, "--top"),
    ("done", A),
    ("undo",),
    ("archive", C),
    ("import", "backlog-md", "../source"),
    ("sync",),
    ("sprint", "close", "s1", "--carry", "s2", "--yes"),
    ("sync",),
)
FORBIDDEN = {"--no-verify", "--force", "-f", "--no-gpg-sign", "--amend", "--hard", "stash", "reset", "clean"}


def traced(file: Path) -> list[list[str]]:
    """Every command line in a trace of git's (GIT_TRACE)."""
    lines = [line.partition("built-in: ")[2] for line in file.read_text().splitlines() if "trace: built-in: " in line]
    return [shlex.split(line) for line in lines]


def test_no_command_passes_over_a_hook(stage: Stage, arena: Path, monkeypatch: pytest.MonkeyPatch, count) -> None:
    for path, text in SOURCE.items():
        write(arena / "source", path, text)
    root = arena / "here"
    begin(root)
    git(root, "init", "-q", "--bare", str(arena / "remote"))
    git(root, "remote", "add", "origin", str(arena / "remote"))
    git(root, "push", "-q", "-u", "origin", "main")
    trace = arena / "trace"
    monkeypatch.setenv("GIT_TRACE", str(trace))
    done = [words for words in DAY if stage(root, *words).code == 0]
    half_written(root)
    done += [words for words in (("edit", B, "points=8"), ("new", "Another")) if stage(root, *words).code == 0]
    monkeypatch.delenv("GIT_TRACE")
    commands = traced(trace)
    assert len(done) > len(DAY) - 2, done
    assert any("push" in command for command in commands)
    assert any("commit-tree" in command for command in commands)
    found = [command for command in commands if FORBIDDEN & {*command}]
    assert found == []
    count("git processes of a day's commands", len(commands))
    count("of these that pass over a hook, or force", len(found))


def test_nor_does_resolve(stage: Stage, arena: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = arena / "here"
    begin(root)
    stopped_merge(root)
    trace = arena / "trace"
    monkeypatch.setenv("GIT_TRACE", str(trace))
    assert stage(root, "resolve", "--ours", A, "--theirs", B).code == 0
    assert [command for command in traced(trace) if FORBIDDEN & {*command}] == []
