"""Repositories in the middle of a person's work, each with one act to perform in it."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.faults.theatre import NOW, git

A, B, C, D = "ML-aaa111", "ML-bbb222", "ML-ccc333", "ML-ddd444"
BACKLOG, S1, S2 = ".backlog/backlog", ".backlog/sprints/s1", ".backlog/sprints/s2"
BODY = "\nWhy we do it.\n\n## Acceptance criteria\n- [ ] one\n- [ ] two\n\nThe end of it.\n"
SOURCE = {
    "backlog/config.yml": "project_name: Ranker\ndefault_status: To Do\nstatuses: [To Do, In Progress, Done]\n",
    **{
        f"backlog/tasks/task-{n} - Step-{n}.md": (
            f"---\nid: task-{n}\ntitle: Step {n}\nstatus: To Do\ncreated_date: '2026-02-0{n}'\n---\n\n"
            f"## Description\n\nDo {n}.\n"
        )
        for n in range(1, 7)
    },
}


class Scene(NamedTuple):
    """What is performed, and where."""

    words: tuple[str, ...]
    prepare: Callable[[Path], None]


def item(identifier: str, status: str = "todo") -> str:
    return (
        f"---\nid: {identifier}\nstatus: {status}\ntitle: Title of {identifier}\npriority: medium\ntype: feature\n"
        f"points: 3\ncreated: 2026-02-20\n---\n{BODY}"
    )


def sprint(status: str, start: str, end: str) -> str:
    return f"---\ngoal: A goal\nstart: {start}\nend: {end}\nstatus: {status}\n---\n"


FILES = {
    ".backlog/config.toml": 'prefix = "ML"\n',
    f"{S1}/sprint.md": sprint("planned", "2026-02-16", "2026-02-27"),
    f"{S2}/sprint.md": sprint("planned", "2026-03-02", "2026-03-13"),
    f"{S1}/{A}.md": item(A, "doing"),
    f"{S1}/{B}.md": item(B),
    f"{S1}/{C}.md": item(C, "done"),
    f"{BACKLOG}/{D}.md": item(D),
    "src/a.py": "a = 1\n",
    "src/b.py": "b = 1\n",
}


def write(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def append(root: Path, path: str, text: str) -> None:
    with (root / path).open("a", encoding="utf-8") as stream:
        stream.write(text)


def begin(root: Path) -> None:
    """A repository with a backlog whose first sprint is under way."""
    root.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(_template(), root, symlinks=True)


@functools.cache
def _template() -> Path:
    """Made once for a process that tests, since all of these begin with it."""
    folder = Path(tempfile.mkdtemp(prefix="gitagile-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _make(folder / "here")
    return folder / "here"


def _make(root: Path) -> None:
    root.mkdir()
    git(root, "init", "-q")
    for hook in (root / ".git/hooks").glob("*"):
        hook.unlink()
    for path, text in FILES.items():
        write(root, path, text)
    git(root, "add", "--all")
    git(root, "commit", "-q", "-m", "Begin")
    start = [sys.executable, "-m", "gitagile", "sprint", "start", "s1"]
    subprocess.run(start, cwd=root, check=True, capture_output=True, env={**os.environ, "GITAGILE_NOW": NOW})


def half_written(root: Path) -> None:
    """Changes of the user's in every layer: elsewhere, and in the very items of the act."""
    append(root, "src/a.py", "staged\n")
    write(root, "src/new.py", "new = 1\n")
    append(root, f"{S1}/{A}.md", "staged of A\n")
    append(root, f"{BACKLOG}/{D}.md", "staged of D\n")
    git(root, "add", "--all")
    append(root, "src/a.py", "half written\n")
    append(root, "src/b.py", "half written\n")
    append(root, f"{S1}/{A}.md", "half written of A\n")
    append(root, f"{S1}/{B}.md", "half written of B\n")
    write(root, "untracked.txt", "untracked\n")


def unstaged(root: Path) -> None:
    """Half-written texts, but nothing staged."""
    append(root, f"{S1}/{A}.md", "half written of A\n")
    append(root, "src/b.py", "half written\n")
    write(root, "untracked.txt", "untracked\n")


def both(*parts: Callable[[Path], None]) -> Callable[[Path], None]:
    def prepare(root: Path) -> None:
        for part in parts:
            part(root)

    return prepare


def stopped_merge(root: Path) -> None:
    """One item moved to two places, another changed on both sides: a merge that waits for a person."""
    git(root, "checkout", "-q", "-b", "side")
    (root / ".backlog/sprints/s3").mkdir()
    git(root, "mv", f"{S1}/{A}.md", f".backlog/sprints/s3/{A}.md")
    write(root, f"{S1}/{B}.md", item(B, "doing"))
    git(root, "commit", "-qam", "Moved")
    git(root, "checkout", "-q", "main")
    git(root, "mv", f"{S1}/{A}.md", f"{S2}/{A}.md")
    write(root, f"{S1}/{B}.md", item(B, "done"))
    git(root, "commit", "-qam", "Moved elsewhere")
    git(root, "merge", "-q", "--no-edit", "side", ok=(1,))
    write(root, "untracked.txt", "untracked\n")


def another_project(root: Path) -> None:
    for path, text in SOURCE.items():
        write(root.parent / "source", path, text)


SCENES = {
    "create": Scene(("new", "A new item", "--points", "3"), both(begin, half_written)),
    "create, nothing staged": Scene(("new", "A new item"), both(begin, unstaged)),
    "edit": Scene(("mark", A, D, "review"), both(begin, half_written)),
    "move": Scene(("move", A, D, "s2"), both(begin, half_written)),
    "move, nothing staged": Scene(("move", A, D, "s2"), both(begin, unstaged)),
    "close": Scene(("sprint", "close", "s1", "--carry", "s2", "--yes"), both(begin, half_written)),
    "close, nothing staged": Scene(("sprint", "close", "s1", "--carry", "s2", "--yes"), both(begin, unstaged)),
    "resolve": Scene(("resolve", "--ours", A, "--theirs", B), both(begin, stopped_merge)),
    "import": Scene(("import", "backlog-md", "../source"), both(begin, half_written, another_project)),
}
