"""What the tests of the hooks are made of: a small sound backlog, pre-commit's configs, and git as a user runs it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

TAG = "v0.1.0"
STAGES = ["pre-commit", "pre-merge-commit", "commit-msg", "pre-push"]
BACKLOG, SPRINT = ".backlog/backlog", ".backlog/sprints/2026-s10"
FIRST, SECOND = f"{BACKLOG}/ML-7k3fd2-first.md", f"{BACKLOG}/ML-x2v9kq-second.md"
IN_SPRINT = f"{SPRINT}/ML-3qf2zm-third.md"
CONFIG = ".backlog/config.toml"


def item(identifier: str, *, status: str = "todo", more: str = "", body: str = "Why.") -> str:
    """The text of an item that no rule has anything to say about."""
    head = f"id: {identifier}\nstatus: {status}\ntitle: About {identifier}\npriority: medium\ntype: chore\n"
    return f"---\n{head}created: 2026-03-02\n{more}---\n\n{body}\n"


SOUND = {
    "README.md": "# A project\n",
    CONFIG: 'prefix = "ML"\n',
    f"{BACKLOG}/README.md": "Items in no sprint.\n",
    FIRST: item("ML-7k3fd2"),
    SECOND: item("ML-x2v9kq", more="depends_on: [ML-7k3fd2]\n"),
    f"{SPRINT}/sprint.md": "---\ngoal: Go\nstart: 2026-03-02\nend: 2026-03-13\nstatus: planned\n---\n",
    IN_SPRINT: item("ML-3qf2zm"),
}
"""A sound backlog: two items in no sprint, the second needing the first, and one in a sprint."""


@dataclass(frozen=True)
class Ended:
    """How a program ended: its exit code and all that it said."""

    code: int
    said: str


@dataclass(frozen=True)
class Project:
    """A repository to work in."""

    root: Path

    def run(self, *words: str, environ: Mapping[str, str] | None = None) -> Ended:
        """Run a program in it."""
        ended = subprocess.run(
            words, cwd=self.root, env=environ, check=False, capture_output=True, text=True, encoding="utf-8"
        )
        return Ended(ended.returncode, ended.stdout + ended.stderr)

    def git(self, *words: str) -> str:
        """Run git, which must succeed; what it said."""
        ended = self.run("git", *words)
        assert ended.code == 0, ended.said
        return ended.said

    def refused(self, *words: str) -> str:
        """Run git, which must fail; what it said."""
        ended = self.run("git", *words)
        assert ended.code != 0, ended.said
        return ended.said

    def gitagile(self, *words: str) -> Ended:
        """Run gitagile."""
        return self.run(sys.executable, "-m", "gitagile", *words)

    def pre_commit(self, *words: str) -> Ended:
        """Run pre-commit."""
        return self.run(sys.executable, "-m", "pre_commit", *words)

    def write(self, path: str, text: str) -> None:
        """Write a file."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8"))

    def read(self, path: str) -> str:
        """A file's text."""
        return (self.root / path).read_bytes().decode("utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        """Replace a piece of a file, which must be there."""
        text = self.read(path)
        assert old in text
        self.write(path, text.replace(old, new))

    def stage(self, path: str, text: str) -> None:
        """Write a file and put it into the index."""
        self.write(path, text)
        self.git("add", path)

    def head(self) -> str:
        """The commit HEAD is at."""
        return self.git("rev-parse", "HEAD").strip()


def fetched(source: Path, *hooks: str) -> str:
    """A config that lets pre-commit fetch gitagile from a repository."""
    chosen = [{"id": hook} for hook in hooks]
    repos = [{"repo": str(source), "rev": TAG, "hooks": chosen}]
    return yaml.safe_dump({"default_install_hook_types": STAGES, "repos": repos})
