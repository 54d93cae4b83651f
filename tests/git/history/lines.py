"""Real repositories with a history of items: commits as people make them, and what a checkout of them reads."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from gitagile.history.reader import read_timeline
from gitagile.model.event import Event, Version
from gitagile.model.ids import normal_id
from gitagile.model.timeline import Timeline
from gitagile.store.reader import read_backlog
from gitagile.store.tree import disk_tree
from gitagile.vcs.repository import Repository, find_repository

NOW = 1_800_000_000
FIRST = 1_760_000_000
HOUR = 3600


def text_of(identifier: str, status: str = "todo", body: str = "", **keys: object) -> str:
    """The text of an item."""
    rows = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\nid: {identifier}\nstatus: {status}\ntitle: Item {identifier}\n{rows}---\n{body}"


class Story:
    """A repository that grows commit by commit, an hour each."""

    def __init__(self, root: Path, *options: str) -> None:
        self.root, self.at = root, FIRST
        subprocess.run(["git", "init", "-q", *options, str(root)], check=True)

    def git(self, *words: str, at: int | None = None) -> str:
        """Run git at an instant; what it said."""
        date = f"@{self.at if at is None else at} +0000"
        environment = {**os.environ, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        command = ["git", *words]
        ended = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, (words, ended.stdout, ended.stderr)
        return ended.stdout.strip()

    def write(self, files: dict[str, str | bytes | None]) -> None:
        """Write or remove (None) files below `.backlog/`, and stage all there is."""
        for path, text in files.items():
            file = Path(os.path.normpath(self.root / ".backlog" / path))
            if text is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.git("add", "--all")

    def commit(self, files: dict[str, str | bytes | None], message: str = "An act", at: int | None = None) -> str:
        """Write files and commit them an hour after the last commit, or at an instant; the commit's id."""
        self.at += HOUR
        self.write(files)
        self.git("commit", "-q", "--allow-empty", "-m", message, at=at)
        return self.head()

    def merge(self, branch: str, files: dict[str, str | bytes | None] | None = None) -> str:
        """Merge a branch; `files` are what the merge itself changes."""
        self.at += HOUR
        command = ["git", "merge", "-q", "--no-ff", "--no-commit", branch]
        subprocess.run(command, cwd=self.root, capture_output=True, check=False)  # a conflict is for `files`
        self.write(files or {})
        self.git("commit", "-q", "-m", f"Merge {branch}")
        return self.head()

    def head(self) -> str:
        """The commit HEAD is at."""
        return self.git("rev-parse", "HEAD")

    @property
    def repository(self) -> Repository:
        """The repository as a command finds it."""
        return find_repository(self.root, os.environ)

    @property
    def memory(self) -> Path:
        """Where history is remembered."""
        return self.repository.common_dir / "gitagile" / "history.sqlite"

    def read(self, *, revision: str = "HEAD", since: int | None = None, now: int = NOW) -> Timeline:
        """The timeline read anew."""
        return read_timeline(self.repository, None, revision=revision, since=since, now=now)

    def recall(self, *, revision: str = "HEAD", since: int | None = None, now: int = NOW) -> Timeline:
        """The timeline read with what is remembered."""
        return read_timeline(self.repository, self.memory, revision=revision, since=since, now=now)


def told(event: Event) -> tuple[str, str | None, str | None]:
    """An event as (item, `status place` before, after)."""
    return (event.item, _shown(event.before), _shown(event.after))


def _shown(version: Version | None) -> str | None:
    return None if version is None else f"{version.status} {version.place}"


def checked_out(root: Path) -> dict[str, Version]:
    """The items by normal id that a checkout reads; where two files give one id, the smaller path's."""
    found: dict[str, Version] = {}
    for item in sorted(read_backlog(disk_tree(root)).items, key=lambda item: item.path):
        values = {name: getattr(item, name) for name in Version._fields}
        found.setdefault(normal_id(item.id), Version(**values))
    return found
