"""What `sprint summary` answers, without click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import terminal

if TYPE_CHECKING:
    from ..actions.sprints.facts import SprintFacts
    from ..workspace import Workspace

_CHART_HEIGHT = 14


def say_summary(workspace: Workspace, name: str | None, as_of: str | None = None, form: str = "text") -> int:
    """Say what a sprint came to, as text, Markdown, JSON or a page of HTML."""
    from ..actions.sprints.facts import sprint_facts

    facts = sprint_facts(workspace, name, as_of)
    _say(facts, form, workspace.config.timezone)
    terminal.tell_notes(facts.notes)
    return 0


def _say(facts: SprintFacts, form: str, timezone: str) -> None:
    if form == "json":
        from ..render.sprints import summary_json

        terminal.say_json(summary_json(facts, timezone))
    elif form == "html":
        from ..render.summary_page import summary_html

        terminal.say_drawn(summary_html(facts).rstrip("\n"))
    elif form == "md":
        from ..render.sprint_summary import summary_markdown

        terminal.say(summary_markdown(facts).rstrip("\n"))
    else:
        from ..render.sprint_summary import summary_text

        terminal.say_drawn(summary_text(facts, _chart(facts)).rstrip("\n"))


def _chart(facts: SprintFacts) -> str:
    """The burndown for a terminal, empty where there are no days."""
    if not facts.report.days:
        return ""
    from ..render.charts.as_text import as_text
    from ..render.reports.of_sprints import burndown_chart

    return as_text(
        burndown_chart(facts.report),
        width=terminal.width(),
        height=_CHART_HEIGHT,
        plain=not terminal.draws_boxes(),
        colour=terminal.has_colour(),
    )
