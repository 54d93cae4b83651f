"""Parts of a sprint's summary: the days, what was added or removed, commits of code, the forecast and the people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..analytics.sprint_report import SprintReport
from ..model.ids import normal_id
from ..model.ledger import DONE, REOPENED, LedgerChange
from .code import SHORT, code_records
from .lines import aligned
from .words import number, plain, signed

if TYPE_CHECKING:
    from ..actions.sprints.facts import SprintFacts
    from ..history.mention import Mention


def burndown_block(report: SprintReport, *, pictures: bool) -> list[str]:
    """The burndown, drawn by hosting sites that know Mermaid, with the same numbers beside it."""
    if not report.days:
        return []
    from .charts.as_mermaid import as_mermaid
    from .reports.of_sprints import burndown_chart

    picture = as_mermaid(burndown_chart(report)) if pictures else ""
    head = "| day | scope | completed | remaining | guideline |\n| --- | ---: | ---: | ---: | ---: |"
    rows = (
        f"| {day.day}{'' if day.working else ' (off)'} | {_known(day.scope)} | {_known(day.completed)}"
        f" | {_known(day.remaining)} | {_known(day.guideline)} |"
        for day in report.days
    )
    words = f"Lines: guideline, remaining. In {report.unit}."
    table = "\n".join([head, *rows])
    return ["## Burndown", *([picture, words] if picture else []), table]


def changes_block(report: SprintReport) -> list[str]:
    """What entered and left the sprint after its start, when and by whose commit."""
    changes = _told(report.changes)
    if not changes:
        return []
    titles = _titles(report)
    rows = (
        f"| {change.day} | {plain(change.id)} | {plain(titles.get(normal_id(change.id), ''))} | {change.change} "
        f"| {signed(change.points)} | {plain(change.who)} |"
        for change in changes
    )
    head = "| day | item | | change | points | by |\n| --- | --- | --- | --- | ---: | --- |"
    return ["## Scope changes", "\n".join([head, *rows])]


def change_lines(report: SprintReport) -> list[str]:
    """The same for a terminal."""
    rows = [(one.day, one.id, one.change, signed(one.points), one.who) for one in _told(report.changes)]
    return ["", "Scope changes:", *aligned(rows, "  ").split("\n")] if rows else []


def code_block(facts: SprintFacts) -> list[str]:
    """The commits of code that name items of the sprint."""
    lines = [f"- **{plain(one.item)}** `{one.commit[:SHORT]}` {plain(one.subject)}" for one in _named(facts)]
    return ["## Code commits", "\n".join(lines)] if lines else []


def code_lines(facts: SprintFacts) -> list[str]:
    """The same for a terminal."""
    rows = [(one.item, one.commit[:SHORT], one.subject) for one in _named(facts)]
    return ["", "Code commits:", *aligned(rows, "  ").split("\n")] if rows else []


def forecast_block(facts: SprintFacts) -> list[str]:
    """The forecast made at the start against what happened."""
    return [f"**Forecast at the start:** {line}" for line in _forecast(facts)]


def forecast_lines(facts: SprintFacts) -> list[str]:
    """The same for a terminal."""
    return [f"Forecast at the start: {line}" for line in _forecast(facts)]


def model_block(facts: SprintFacts) -> list[str]:
    """Metrics and gates from start to close, where the sprint has any."""
    if facts.model is None:
        return []
    from .summary_metrics import metrics_block

    return metrics_block(facts.model, facts.report)


def model_lines(facts: SprintFacts) -> list[str]:
    """The same for a terminal."""
    if facts.model is None:
        return []
    from .summary_metrics import metrics_lines

    return metrics_lines(facts.model, facts.report)


def people_block(facts: SprintFacts) -> list[str]:
    """Who took part, by name."""
    names = ", ".join(map(plain, facts.people))
    return [f"Worked on by {names}."] if names else []


def commit_records(facts: SprintFacts, timezone: str) -> list[dict[str, object]]:
    """The commits of code as JSON has them."""
    return code_records(_named(facts), timezone)


def _named(facts: SprintFacts) -> Iterable[Mention]:
    """The commits with each item's id as its file writes it."""
    written = {normal_id(row.id): row.id for row in facts.report.rows}
    return (one._replace(item=written.get(one.item, one.item)) for one in facts.code)


def _forecast(facts: SprintFacts) -> list[str]:
    said = facts.forecast
    if said is None:
        return []
    words = f"at least {said.likely} items by {said.until} with 50 %, {said.safe} with 85 %, {said.sure} with 95 %"
    if said.finished is None:
        return [f"{words}."]
    reached = "were finished" if facts.report.closed else "are finished so far"
    return [f"{words}; {said.finished} {reached}."]


def _told(changes: Iterable[LedgerChange]) -> tuple[LedgerChange, ...]:
    return tuple(change for change in changes if change.change != DONE and (change.change != REOPENED or change.points))


def _titles(report: SprintReport) -> dict[str, str]:
    return {normal_id(row.id): row.title for row in report.rows}


def _known(amount: float | None) -> str:
    return "" if amount is None else number(amount)
