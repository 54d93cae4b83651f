"""The workflow: which statuses there are and what each means."""

from __future__ import annotations

from typing import NamedTuple

TODO, ACTIVE, DONE, DROPPED = "todo", "active", "done", "dropped"
CATEGORIES = (TODO, ACTIVE, DONE, DROPPED)
PRIORITIES = ("urgent", "high", "medium", "low")
DEFAULT_PRIORITY = "medium"


class Workflow(NamedTuple):
    """Statuses in order, each with its category, and the most items a status may hold (`wip`)."""

    statuses: tuple[tuple[str, str], ...]
    wip: tuple[tuple[str, int], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The statuses' names, in order."""
        return tuple(name for name, _ in self.statuses)

    def category_of(self, status: str | None) -> str:
        """The category of a status; an unknown or missing one is to do, so that nothing counts as done by mistake."""
        return next((category for name, category in self.statuses if name == status), TODO)

    @property
    def finished(self) -> tuple[str, ...]:
        """The statuses that mean done or dropped."""
        return tuple(name for name, category in self.statuses if category in (DONE, DROPPED))

    def first_in(self, category: str) -> str | None:
        """The first status of a category, None if the workflow has none."""
        return next((name for name, one in self.statuses if one == category), None)

    def is_open(self, status: str | None) -> bool:
        """Neither done nor dropped."""
        return self.category_of(status) in (TODO, ACTIVE)

    def is_done(self, status: str | None) -> bool:
        """Done, with its points."""
        return self.category_of(status) == DONE

    def limit_of(self, status: str) -> int | None:
        """How many items the status may hold at once, None without a limit."""
        return dict(self.wip).get(status)
