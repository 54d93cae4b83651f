"""A sprint in a real repository, whose clock and commits are set by hand: what happens, and what is told of it."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from gitagile.actions.sprints.close import ClosedSprint, sprint_close
from gitagile.actions.sprints.facts import SprintFacts, sprint_facts
from gitagile.actions.sprints.start import sprint_start
from gitagile.render.sprint_summary import summary_markdown
from gitagile.workspace import Workspace, open_workspace
from tests.git.places import git, write

SPRINTS = ".backlog/sprints"
FIRST, SECOND, THIRD = (f"{SPRINTS}/s1/ML-{part}.md" for part in ("aaaaa1-first", "bbbbb2-second", "ccccc3-third"))
ELSEWHERE, OLD = ".backlog/backlog/ML-ddddd4-fourth.md", f"{SPRINTS}/s1/ML-eeeee5-old.md"
SUMMARY, LEDGER = f"{SPRINTS}/s1/summary.md", f"{SPRINTS}/s1/ledger.json"


def item(part: str, **keys: object) -> str:
    """The text of an item."""
    lines = [f"{key}: {value}" for key, value in {"id": f"ML-{part}", "status": "todo", "title": part, **keys}.items()]
    return "\n".join(("---", *lines, "---", "", "Why.", ""))


def sprint(status: str, start: str, end: str) -> str:
    """The text of a `sprint.md`."""
    return f"---\ngoal: Go\nstart: {start}\nend: {end}\nstatus: {status}\n---\n"


FILES = {
    ".backlog/config.toml": 'prefix = "ML"\ntimezone = "Europe/Berlin"\n',
    f"{SPRINTS}/s1/sprint.md": sprint("planned", "2026-11-23", "2026-12-04"),
    f"{SPRINTS}/s2/sprint.md": sprint("planned", "2026-12-07", "2026-12-18"),
    FIRST: item("aaaaa1", points=3),
    SECOND: item("bbbbb2", points=5, status="doing"),
    THIRD: item("ccccc3", points=2),
    ELSEWHERE: item("ddddd4", points=8),
    OLD: item("eeeee5", points=13, status="done"),
}


class Story:
    """A repository with the sprint s1 (three open items, 10 points), and the day it is in it: `at` turns the clock."""

    def __init__(self, root: Path, set_variable: Callable[[str, str], None]) -> None:
        self.root = root
        self.now = datetime.fromisoformat("2026-11-23T09:00:00+01:00")
        self._set = set_variable
        self._random = random.Random(1)

    def at(self, day: str, clock: str = "12:00:00") -> Story:
        """Turn the clock to a time of a day in November or December (`11-24`), for commits too."""
        self.now = datetime.fromisoformat(f"2026-{day}T{clock}+01:00")
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE", "GITAGILE_NOW"):
            self._set(name, self.now.isoformat())
        return self

    @property
    def workspace(self) -> Workspace:
        """The backlog as a command opens it now."""
        return open_workspace(self.root, os.environ, self.now, self._random.choice)

    def change(self, path: str, old: str, new: str, *, commit: bool = True) -> None:
        """Replace a piece of a file, and commit it."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        write(self.root, path, text.replace(old, new))
        if commit:
            self.commit(f"{path}: {old} -> {new}")

    def commit(self, message: str = "By hand") -> None:
        """Commit all that lies there."""
        git(self.root, "add", "--all")
        git(self.root, "commit", "-q", "-m", message)

    def move(self, path: str, target: str) -> None:
        """Move a file, and commit that."""
        git(self.root, "mv", path, target)
        self.commit(f"{path} -> {target}")

    def start(self) -> None:
        """Start s1."""
        sprint_start(self.workspace, "s1")

    def close(self, carry: str | None = None) -> ClosedSprint:
        """Close s1."""
        return sprint_close(self.workspace, "s1", carry, write_summary=summary_markdown)

    def facts(self, as_of: str | None = None, *, settled: bool = False) -> SprintFacts:
        """What is told of s1."""
        return sprint_facts(self.workspace, "s1", as_of, settled=settled)

    def markdown(self) -> str:
        """What `summary.md` of s1 should say now."""
        return summary_markdown(self.facts(settled=True))

    def read(self, path: str) -> str:
        """A file's text."""
        return (self.root / path).read_bytes().decode("utf-8")


def remaining(facts: SprintFacts) -> dict[str, float | None]:
    """What remained when each day ended, by month and day."""
    return {day.day[5:]: day.remaining for day in facts.report.days if day.remaining is not None}


def results(facts: SprintFacts) -> dict[str, str]:
    """What came of each item, by the middle of its id."""
    return {row.id.removeprefix("ML-"): row.result for row in facts.report.rows}
