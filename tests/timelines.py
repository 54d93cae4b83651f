"""Timelines for tests: commits told one by one, each saying what became of some items."""

from __future__ import annotations

from datetime import datetime

from gitagile.model.event import Event, Version
from gitagile.model.timeline import Timeline
from gitagile.model.workflow import Workflow

WORKFLOW = Workflow((
    ("todo", "todo"), ("doing", "active"), ("review", "active"), ("done", "done"), ("dropped", "dropped"),
))  # fmt: skip


class Story:
    """Commits along the line: `story.commit("2026-03-02T09:00Z", a="doing", b={"status": "done", "finished": …})`.

    A text is the new status, None deletes the item, a mapping sets any keys of it.
    """

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.versions: dict[str, Version] = {}

    def commit(self, at: str, *, migration: bool = False, **items: str | dict[str, object] | None) -> Story:
        seconds = int(datetime.fromisoformat(at).timestamp())
        for item, what in items.items():
            before = self.versions.pop(item, None)
            after = None
            if what is not None:
                keys = {"status": what} if isinstance(what, str) else what
                base = before or Version(item, f".backlog/backlog/{item}.md", "backlog", f"Item {item}", status="todo")
                after = self.versions[item] = base._replace(**keys)
            self.events.append(Event(item, seconds, before, after, f"c{seconds}", is_migration=migration))
        return self

    def timeline(self, *, partial: str | None = None) -> Timeline:
        return Timeline(tuple(self.events), partial=partial)
