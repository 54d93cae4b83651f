"""The scenario in a real repository: each day's work arrives by a merge commit, by rebase or by squash."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from gitagile.store import layout
from gitagile.text.ledger_text import ledger_text
from tests.git.places import write
from tests.scenario import BEFORE, LEDGER, NEXT, PLANNED, SPRINT, STARTED, WORK, Arrival, Edit

CONFIG = """\
prefix = "SC"
timezone = "Europe/Berlin"
[workflow]
statuses = {{ todo = "todo", doing = "active", done = "done", dropped = "dropped" }}
[cadence]
holidays = ["{holiday}"]
"""
SPRINT_TEXT = "---\ngoal: {goal}\nstart: {start}\nend: {end}\nstatus: {status}\n---\n"
KEYS = ("status", "title", "priority", "points", "role", "created", "finished")

Arriving = Callable[["Scenario", Arrival], None]


class Scenario:
    """A repository that the story is played into, with what each item's file says now."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.items: dict[str, dict[str, object]] = {}

    def git(self, at: datetime, *words: str) -> None:
        """A git command whose commits bear an instant, as author's and as committer's date."""
        stamp = at.isoformat()
        environ = {**os.environ, "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
        subprocess.run(["git", *words], cwd=self.root, env=environ, check=True, capture_output=True)

    def commit(self, at: datetime, message: str) -> None:
        """All that lies there, committed."""
        self.git(at, "add", "--all")
        self.git(at, "commit", "--quiet", "--message", message)

    def edit(self, one: Edit) -> None:
        """One item's file written anew, moved, or deleted."""
        known = self.items.pop(one.item, None)
        if known is not None:
            (self.root / _path(one.item, known)).unlink()
        if one.keys is not None:
            self.items[one.item] = {**(known or {}), **one.keys}
            write(self.root, _path(one.item, self.items[one.item]), _text(one.item, self.items[one.item]))

    def branch(self, arrival: Arrival) -> None:
        """A branch with one commit for each edit, made during the hour before it arrives; main goes on meanwhile."""
        at = _instant(arrival)
        self.git(at, "switch", "--quiet", "--create", "work")
        for number, one in enumerate(arrival.edits):
            self.edit(one)
            self.commit(at - timedelta(minutes=59 - number), f"{one.item}: work")
        self.git(at, "switch", "--quiet", "main")
        write(self.root, "code.py", f"# {arrival.at}\n")
        self.commit(at - timedelta(minutes=1), "code of somebody else")

    def end_branch(self, arrival: Arrival) -> None:
        """The branch is gone."""
        self.git(_instant(arrival), "branch", "--quiet", "--delete", "--force", "work")


def by_merge(scenario: Scenario, arrival: Arrival) -> None:
    """The branch arrives with a merge commit."""
    scenario.git(_instant(arrival), "merge", "--quiet", "--no-ff", "--message", "Merge the day's work", "work")


def by_rebase(scenario: Scenario, arrival: Arrival) -> None:
    """Each commit of the branch is laid on top of main at the instant of its arrival."""
    at = _instant(arrival)
    scenario.git(at, "rebase", "--quiet", "main", "work")
    scenario.git(at, "switch", "--quiet", "main")
    scenario.git(at, "merge", "--quiet", "--ff-only", "work")


def by_squash(scenario: Scenario, arrival: Arrival) -> None:
    """The branch arrives as one commit."""
    scenario.git(_instant(arrival), "merge", "--quiet", "--squash", "work")
    scenario.commit(_instant(arrival), "The day's work")


WAYS: dict[str, Arriving] = {"merge": by_merge, "rebase": by_rebase, "squash": by_squash}


def play(root: Path, arrive: Arriving, *later: Arrival) -> Scenario:
    """The whole story up to the close, and `later` after it (tests.scenario.AFTER), on the branch main."""
    scenario = Scenario(root)
    write(root, layout.CONFIG, CONFIG.format(holiday="2026-10-28"))
    write(root, layout.sprint_file(NEXT), SPRINT_TEXT.format(goal="", start="", end="", status="planned"))
    _write_sprint(root, "planned")
    for one in BEFORE.edits:
        scenario.edit(one)
    scenario.commit(_instant(BEFORE), "Before the start")
    write(root, layout.ledger_file(SPRINT), ledger_text(LEDGER))
    _write_sprint(root, "active")
    scenario.commit(datetime.fromisoformat(STARTED), f"backlog: start sprint {SPRINT}")
    for arrival in (*WORK, *later):
        if arrival.is_migration:
            for one in arrival.edits:
                scenario.edit(one)
            scenario.commit(_instant(arrival), "backlog: migrate\n\nGitagile-Op: migrate")
            continue
        scenario.branch(arrival)
        arrive(scenario, arrival)
        scenario.end_branch(arrival)
    return scenario


def _write_sprint(root: Path, status: str) -> None:
    keys = {"goal": PLANNED.goal, "start": PLANNED.start, "end": PLANNED.end, "status": status}
    write(root, layout.sprint_file(SPRINT), SPRINT_TEXT.format(**keys))


def _instant(arrival: Arrival) -> datetime:
    return datetime.fromisoformat(arrival.at)


def _path(item: str, keys: dict[str, object]) -> str:
    return f"{layout.folder_of(str(keys['place']))}/{item}-{item.partition('-')[2]}.md"


def _text(item: str, keys: dict[str, object]) -> str:
    lines = [f"{key}: {keys[key]}" for key in KEYS if keys.get(key) is not None]
    return "\n".join(("---", f"id: {item}", *lines, "---", "", f"What {item} is about.", ""))
