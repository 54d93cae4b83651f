"""What a release of HEAD would hold: the items done since the last one, the metrics before and after, the gates."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from ...analytics.released import Cut, contents, done_at
from ...errors import Refused
from ...model.days import day_in, zone_named
from ...model.event import Version as ItemVersion
from ...model.ids import normal_id
from ...model.timeline import as_instant
from ...workspace import Workspace
from ..history.past import HEAD
from .gates import GateRow, judge_release
from .releases import Line, Version

if TYPE_CHECKING:
    from .metrics import MetricsReport


class NewItem(NamedTuple):
    """One item of a new release; `outcome` is an experiment's."""

    id: str
    title: str
    type: str
    points: float | None
    outcome: str | None


class ReleaseFacts(NamedTuple):
    """All that the notes of a release say. `since` is the last release before, None for the first one.

    `day` is the ISO day of the release.
    """

    name: str
    day: str
    since: Version | None
    since_day: str | None
    items: tuple[NewItem, ...]
    types: tuple[str, ...]
    metrics: MetricsReport
    gates: tuple[GateRow, ...]
    override: str

    @property
    def failed(self) -> tuple[GateRow, ...]:
        """The gates of the release that fail."""
        return tuple(row for row in self.gates if not row.result.passed)


NotesWriter = Callable[[ReleaseFacts], str]
"""Makes the text of the notes: rooms above this one know how (gitagile.render.release_notes.notes_markdown)."""


def release_facts(workspace: Workspace, line: Line, name: str, override: str = "") -> ReleaseFacts:
    """What a release of HEAD would hold. Refused where part of the history is missing."""
    if line.timeline.partial is not None:
        raise Refused(f"the notes of {name} would not be whole: {line.timeline.partial}")
    since = next((one for one in reversed(line.versions) if one.place is not None), None)
    zone = zone_named(workspace.config.timezone)
    return ReleaseFacts(
        name=name,
        day=workspace.today().isoformat(),
        since=since,
        since_day=None if since is None or since.at is None else day_in(zone, as_instant(since.at)).isoformat(),
        items=_new_items(workspace, line, name),
        types=workspace.config.type_names,
        metrics=_metrics(workspace, since),
        gates=judge_release(workspace, HEAD),
        override=override,
    )


def _new_items(workspace: Workspace, line: Line, name: str) -> tuple[NewItem, ...]:
    """What is done at HEAD and in no release yet, in the order in which it is first seen in history."""
    last = len(line.places) - 1
    workflow, events = workspace.config.workflow, line.timeline.events
    cuts = (*(Cut(one.name, one.place, one.named) for one in line.versions), Cut(name, last))
    own = contents(cuts, events, line.places, workflow)[-1] or ()
    done = done_at((last,), events, line.places, workflow)[last]
    items = {normal_id(item.id): item for item in workspace.backlog().items}
    outcomes = {item: items[item].outcome for item in own if item in items}
    return tuple(_new_item(done[item], outcomes.get(item)) for item in own)


def _new_item(version: ItemVersion, outcome: str | None) -> NewItem:
    return NewItem(version.id, version.title, version.type or "", version.points, outcome)


def _metrics(workspace: Workspace, since: Version | None) -> MetricsReport:
    """The project's metrics at the last release and at HEAD; at HEAD alone for the first release."""
    from .metrics import compare_metrics

    return compare_metrics(workspace, since.commit if since and since.commit else HEAD, HEAD)
