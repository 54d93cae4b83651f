"""Readers of the real inputs under tests/data/sprints: their rows as events, one timeline each."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from gitagile.model.event import Event, Version
from gitagile.model.timeline import Timeline
from gitagile.model.workflow import Workflow

FOLDER = Path(__file__).parent / "data/sprints"
RENAMED = "428c3ffb410c"
"""The commit that gave every `task-N` the id `back-N`: a migration."""
IMPORTED = int(datetime.fromisoformat("2019-08-09T12:00:00+00:00").timestamp())

BACKLOGMD = Workflow((
    ("Draft", "todo"), ("To Do", "todo"), ("In Progress", "active"), ("In Review", "active"),
    ("Done", "done"), ("Won't Do", "dropped"),
))  # fmt: skip
BEADS = Workflow((("open", "todo"), ("in_progress", "active"), ("closed", "done")))
JIRA = Workflow((("open", "todo"), ("done", "done")))


def rows_of(path: str) -> Iterator[dict[str, str]]:
    with (FOLDER / path).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def backlogmd() -> Timeline:
    """The backlog of Backlog.md along the first parents. The rows have no titles: an item's number stands in."""
    versions: dict[str, Version] = {}
    events = []
    for row in rows_of("backlogmd/events.csv"):
        item, before = row["item"], None
        if row["from_folder"] or row["to_status"] == "(deleted)":
            before = versions[item]
        after = None
        if row["to_status"] != "(deleted)":
            place = "archive" if row["to_folder"].startswith("archive") else "backlog"
            number = item.partition("-")[2]
            after = Version(
                item, f"{place}/{item}.md", place, number, status=row["to_status"], created=row["fm_created"]
            )
            versions[item] = after
        events.append(
            Event(item, int(row["committer_ts"]), before, after, row["commit"], is_migration=row["commit"] == RENAMED)
        )
    return Timeline(tuple(events))


def beads() -> Timeline:
    """Issues as one commit where they were created and one where they were closed or begun."""
    changes = []
    for row in rows_of("beads/issues.csv"):
        new = Version(row["id"], f"{row['id']}.md", "backlog", type=row["issue_type"], status="open")
        changes.append((_seconds(row["created_at"]), None, new))
        if row["closed_at"] or row["status"] == "in_progress":
            at = _seconds(row["closed_at"] or row["updated_at"])
            changes.append((at, new, new._replace(status=row["status"])))
    changes.sort(key=lambda change: change[0])
    return Timeline(tuple(Event(after.id, at, before, after, f"c{at}") for at, before, after in changes))


def jira(project: str | None = None) -> Timeline:
    """Tasks that one import brought as done: what is known of them stands in their stamps."""
    return Timeline(
        tuple(
            Event(row["id"], IMPORTED, None, _task(row), "c1", is_migration=True)
            for row in rows_of("rueedlinger/jira.csv")
            if project in (None, row["project"])
        )
    )


def _task(row: dict[str, str]) -> Version:
    created, finished = row["created_date"], row["finished_date"]
    return Version(row["id"], f"{row['id']}.md", "backlog", status="done", created=created, finished=finished)


def _seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())
