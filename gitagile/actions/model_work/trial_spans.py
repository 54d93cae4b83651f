"""From when to when experiments were worked on: by their stamps, and by history where those are missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo

from ...analytics.lifetimes import Lifetime, lifetimes
from ...analytics.timebox import Span
from ...model.days import day_in, read_day, read_instant, zone_named
from ...model.ids import normal_id
from ...model.item import Item
from ...model.workflow import DONE, TODO, Workflow
from ...workspace import Workspace
from ..history.past import timeline


def spans_of(workspace: Workspace, items: Sequence[Item]) -> dict[str, Span]:
    """The span of each item by its normal id. History is read only where a stamp is missing, as for dropped items."""
    workflow, zone = workspace.config.workflow, zone_named(workspace.config.timezone)
    spans = {normal_id(item.id): _stamped(item, workflow, zone) for item in items}
    if all(_is_complete(span) for span in spans.values()):
        return spans
    lives = {life.item: life for life in lifetimes(timeline(workspace), workflow, zone)}
    return {key: _completed(span, lives.get(key)) for key, span in spans.items()}


def _stamped(item: Item, workflow: Workflow, zone: tzinfo) -> Span:
    category = workflow.category_of(item.status)
    started = day_of(item.started, zone)
    ended = day_of(item.finished, zone) if category == DONE else None
    return Span(started, ended, started is not None or category != TODO, not workflow.is_open(item.status))


def _is_complete(span: Span) -> bool:
    return not (span.has_begun and span.started is None) and not (span.is_over and span.ended is None)


def _completed(span: Span, life: Lifetime | None) -> Span:
    if life is None:
        return span
    last = life.steps[-1].day if life.is_dropped and life.steps else life.finished
    return span._replace(started=span.started or life.started, ended=span.ended or (last if span.is_over else None))


def day_of(stamp: str | None, zone: tzinfo) -> date | None:
    """The day of a stamp in the project's zone; None for what is no date."""
    instant = read_instant(stamp)
    return day_in(zone, instant) if instant else read_day(stamp)
