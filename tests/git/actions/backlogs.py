"""Real backlogs for the tests of verbs: make one, act on it in process, and look at what came of it."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gitagile.errors import GitagileError
from gitagile.model.item import Item
from gitagile.workspace import Workspace, open_workspace
from tests.git.places import git

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STAMP = "2026-03-02T09:00:00+00:00"
A, B, C = "ML-aaa111", "ML-bbb222", "ML-ccc333"
FOLDER = ".backlog/backlog"
CONFIG = ".backlog/config.toml"


def item(identifier: str = A, *, body: str = "", **keys: str) -> str:
    """The text of an item, its keys as they are written: `item(A, points="3")`."""
    held = {"status": "todo", "title": f"Title of {identifier}", "priority": "medium", "created": "2026-03-01"} | keys
    lines = "".join(f"{key}: {value}\n" for key, value in held.items() if value)
    return f"---\nid: {identifier}\n{lines}---\n{body and chr(10) + body}"


def at(identifier: str = A, place: str = "backlog") -> str:
    """The path of an item that has no slug."""
    folder = place if place in ("backlog", "archive") else f"sprints/{place}"
    return f".backlog/{folder}/{identifier}.md"


def sprint(status: str = "planned", start: str = "2026-03-02", end: str = "2026-03-13") -> str:
    """The text of a `sprint.md`."""
    return f"---\ngoal: A goal\nstart: {start}\nend: {end}\nstatus: {status}\n---\n"


def sprint_file(name: str) -> str:
    """Where a sprint says what it is."""
    return f".backlog/sprints/{name}/sprint.md"


THREE = {at(A): item(A), at(B): item(B), at(C): item(C)}
SPRINTS = {
    sprint_file("s1"): sprint("closed", "2026-02-02", "2026-02-13"),
    sprint_file("s2"): sprint("active"),
    sprint_file("s3"): sprint("planned", "2026-03-16", "2026-03-27"),
}


def opened(root: Path, *, now: datetime = NOW, seed: int = 1) -> Workspace:
    """The backlog as a command opens it, with a clock and a choice that are always the same."""
    return open_workspace(root, os.environ, now, random.Random(seed).choice)


def backlog_of(make: Callable[..., Path], files: dict[str, str] | None = None, config: str = "", **named: str) -> Path:
    """A repository with a backlog of these files in one commit."""
    readme = {f"{FOLDER}/README.md": "Items in no sprint.\n", CONFIG: config}
    return make(named.get("name", "repository"), files=readme | (THREE if files is None else files))


def text_of(root: Path, path: str) -> str:
    """A file of the working tree."""
    return (root / path).read_bytes().decode("utf-8")


def committed(root: Path, path: str, revision: str = "HEAD") -> str:
    """A file as a commit holds it."""
    return git(root, "show", f"{revision}:{path}")


def message_of(root: Path, revision: str = "HEAD") -> str:
    """A commit's message."""
    return git(root, "log", "-1", "--format=%B", revision).strip()


def subject_of(root: Path) -> str:
    """The first line of the last commit's message."""
    return git(root, "log", "-1", "--format=%s").strip()


def count_commits(root: Path) -> int:
    """How many commits HEAD has."""
    return int(git(root, "rev-list", "--count", "HEAD"))


def is_clean(root: Path) -> bool:
    """Whether git sees no change anywhere."""
    return git(root, "status", "--porcelain", "--untracked-files=all") == ""


def changed_lines(root: Path) -> list[str]:
    """The lines that the last commit took out and put in, without the files' names."""
    diff = git(root, "show", "--format=", "--no-renames", "HEAD").splitlines()
    return [line for line in diff if line[:1] in ("+", "-") and line[:3] not in ("+++", "---")]


def found(root: Path, text: str = A) -> Item:
    """The item that an id means."""
    return opened(root).find(text)


def refusal(act: Callable[[], object], kind: type[GitagileError] = GitagileError) -> str:
    """What an act that is refused says: its message and its hint."""
    with pytest.raises(kind) as caught:
        act()
    return f"{caught.value.message}\n{caught.value.hint or ''}"
