"""A sprint: a folder of items with a goal, a focus and dates."""

from __future__ import annotations

from typing import NamedTuple

PLANNED, RUNNING, CLOSED = "planned", "active", "closed"
SPRINT_STATUSES = (PLANNED, RUNNING, CLOSED)


class Sprint(NamedTuple):
    """What `sprint.md` says. Dates are ISO days as written; `capacity` is working days (or points) per person.

    `focus` names a metric, or several with commas between them.
    """

    id: str
    path: str
    goal: str = ""
    focus: str | None = None
    start: str | None = None
    end: str | None = None
    status: str = PLANNED
    capacity: tuple[tuple[str, float], ...] = ()

    @property
    def focus_metrics(self) -> tuple[str, ...]:
        """The names of the metrics it shall move."""
        names = (name.strip() for name in (self.focus or "").split(","))
        return tuple(dict.fromkeys(name for name in names if name))

    @property
    def is_open(self) -> bool:
        """Not closed: items may still be moved into it."""
        return self.status != CLOSED


def in_time_order(sprints: tuple[Sprint, ...]) -> tuple[Sprint, ...]:
    """Sprints by their first day, those without one last, then by name."""
    return tuple(sorted(sprints, key=lambda sprint: (sprint.start or "9999", sprint.id)))


def active_sprint(sprints: tuple[Sprint, ...]) -> Sprint | None:
    """The sprint that runs: the first active one in time order."""
    return next((sprint for sprint in in_time_order(sprints) if sprint.status == RUNNING), None)


def next_sprint(sprints: tuple[Sprint, ...]) -> Sprint | None:
    """The first planned sprint after the active one (or the first planned one)."""
    return next((sprint for sprint in in_time_order(sprints) if sprint.status == PLANNED), None)


def previous_sprint(sprints: tuple[Sprint, ...]) -> Sprint | None:
    """The last closed sprint."""
    closed = [sprint for sprint in in_time_order(sprints) if sprint.status == CLOSED]
    return closed[-1] if closed else None
