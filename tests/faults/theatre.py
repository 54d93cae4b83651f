"""Acts performed on copies of one prepared repository, and what each left: before, after, or something in between."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

PROJECT = Path(__file__).parents[2]
NOW = "2026-03-02T09:00:00+00:00"
Fault = Mapping[str, Any]


class Ended(NamedTuple):
    """How one command ended: exit code (negative: the signal), what it said, and the points it passed."""

    code: int
    out: str
    err: str
    points: int


class Stage:
    """The process that plays (see stage.py)."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.faults.stage"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, cwd=PROJECT, stdin=pipe, stdout=pipe, text=True)
        assert self._line() == "ready\n"

    def __call__(self, root: Path, *words: str, fault: Fault | None = None, patience: float = 30.0) -> Ended:
        """Perform a command line; `patience` is how long it waits for a lock, in seconds."""
        environ = {**os.environ, "GITAGILE_NOW": NOW}
        wish = {"cwd": str(root), "words": words, "fault": fault or {}, "environ": environ, "patience": patience}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(wish) + "\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._line()))

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


@dataclass(frozen=True, slots=True)
class State:
    """All that an act may change: the commit's tree and place, the index, every file of the working tree."""

    tree: str
    commits: str
    branch: str
    index: str
    files: Mapping[str, tuple[int, bytes]]


def git(root: Path, *words: str, ok: tuple[int, ...] = (0,)) -> str:
    """Run git as a user would; its output."""
    ended = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
    assert ended.returncode in ok, (words, ended.stdout, ended.stderr)
    return ended.stdout


def state_of(root: Path) -> State:
    """Look at everything, and change nothing."""
    about = git(root, "log", "--format=%T", "HEAD").split()
    return State(
        tree=about[0],
        commits=str(len(about)),
        branch=git(root, "symbolic-ref", "-q", "HEAD", ok=(0, 1)),
        index=git(root, "ls-files", "--stage", "-z"),
        files=_files(root),
    )


def locks_in(root: Path) -> list[str]:
    """Every lock and unfinished file in git's folder."""
    folder = root / ".git"
    locks = [str(path.relative_to(folder)) for path in folder.rglob("*.lock")]
    own = [path.name for path in (folder / "gitagile").glob("*")]
    return locks + [name for name in own if name not in {"lock", "unstaged"} and ".sqlite" not in name]


def copy(source: Path, target: Path) -> Path:
    """A fresh copy of a repository, time stamps and all."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True)
    return target


def is_sound(root: Path) -> bool:
    """Does git find nothing wrong with the objects?"""
    ended = subprocess.run(["git", "fsck", "--strict", "--no-dangling"], cwd=root, capture_output=True, check=False)
    return ended.returncode == 0 and not ended.stdout


def judge(root: Path, before: State, after: State) -> str:
    """'before', 'after', or what is wrong."""
    wrong = [f"lock {name}" for name in locks_in(root)]
    if not is_sound(root):
        wrong.append("fsck")
    now = state_of(root)
    if now not in (before, after):
        parts = [name for name in State.__slots__ if getattr(now, name) != getattr(before, name)]
        wrong.append(f"neither before nor after: {parts} {_different(now, before)} / {_different(now, after)}")
    if wrong:
        return "; ".join(wrong)
    return "before" if now == before else "after"


def _different(one: State, other: State) -> list[str]:
    return sorted(path for path in {*one.files, *other.files} if one.files.get(path) != other.files.get(path))


def _files(root: Path) -> dict[str, tuple[int, bytes]]:
    found = {}
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name != ".git"]
        for name in (*names, *(f"{one}/" for one in folders if not any(Path(folder, one).iterdir()))):
            file = Path(folder, name)
            found[str(file.relative_to(root))] = (file.lstat().st_mode, b"" if file.is_dir() else file.read_bytes())
    return found
