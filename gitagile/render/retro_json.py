"""Retros as JSON: the facts in stable names, and the actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..analytics.sprint_report import OPEN
from ..model.ledger import CARRIED, DONE, LedgerChange
from .as_json import as_text, result_record, unreadable_records

if TYPE_CHECKING:
    from ..actions.retro.actions import Actions
    from ..actions.retro.facts import RetroFacts
    from ..actions.retro.write import WrittenRetro
    from ..analytics.flow import Age, Duration
    from ..analytics.retro_actions import Action
    from ..analytics.sprint_report import ReportRow


def retro_json(written: WrittenRetro) -> str:
    """The facts of a retro, where it lies, and what was done."""
    return as_text({**facts_record(written.facts), "path": written.path, **result_record(written.result)})


def facts_record(facts: RetroFacts) -> dict[str, object]:
    """The facts. Days are ISO days; amounts are in `unit`; what cannot be known is null."""
    report = facts.sprint.report
    names = ("sprint", "goal", "focus", "status", "start", "end", "started", "closed")
    return {
        **{name: getattr(report, name) for name in names},
        "until": facts.day,
        **report.figures._asdict(),
        "done": [_row(row) for row in report.rows_with(DONE)],
        "unfinished": [_row(row) for row in report.rows_with(CARRIED if report.closed else OPEN)],
        "scope_changes": [_change(one) for one in report.changes if one.change != DONE],
        "oldest_work": [_age(one) for one in facts.oldest],
        "slow": {"usual": facts.slow.usual, "of": facts.slow.of, "items": [_duration(one) for one in facts.slow.rows]},
        "forecast": _forecast(facts),
        **_model(facts),
        "overrides": [one._asdict() for one in facts.overrides],
        "experiments": [one._asdict() for one in facts.trials],
        "decisions": [one._asdict() for one in facts.decisions],
        "blockers": [one._asdict() for one in facts.blockers],
        "stop_proposals": [{"metric": one.metric, "words": one.words} for one in facts.stops],
        "remarks": [{name: getattr(one, name) for name in ("item", "kind", "said", "commit")} for one in facts.remarks],
        "earlier_actions": [action_record(one) for one in facts.earlier],
        "actions": [action_record(one) for one in facts.own],
        "partial": facts.partial,
    }


def actions_json(found: Actions) -> str:
    """The actions, and how many there are."""
    counts = {"open": found.all - found.done - found.dropped, "done": found.done, "dropped": found.dropped}
    rows = [action_record(one) for one in found.rows]
    return as_text({"actions": rows, **counts, "unreadable": unreadable_records(found.unreadable)})


def action_record(action: Action) -> dict[str, object]:
    """One action. `returns`: in how many retros it came back open since the one it is from."""
    names = ("id", "title", "status", "category", "assignee", "retro", "finished", "place", "returns")
    return {name: getattr(action, name) for name in names}


def _row(row: ReportRow) -> dict[str, object]:
    return {"id": row.id, "title": row.title, "points": row.points, "added": row.added, "carried": row.times}


def _change(one: LedgerChange) -> dict[str, object]:
    """A change of the scope; whose it was says the summary, a retro asks for no names."""
    return {name: value for name, value in one._asdict().items() if name != "who"}


def _age(age: Age) -> dict[str, object]:
    return {**age._asdict(), "started": None if age.started is None else age.started.isoformat()}


def _duration(row: Duration) -> dict[str, object]:
    said = {"id": row.id, "title": row.title, "days": row.days, "reopens": row.reopens}
    return {**said, "first": row.first.isoformat(), "last": row.last.isoformat()}


def _model(facts: RetroFacts) -> dict[str, object]:
    """Metrics and gates as the summary has them."""
    from ..actions.model_work.sprint_metrics import SprintMetrics
    from .summary_metrics import model_record

    return model_record(facts.sprint.model or SprintMetrics())


def _forecast(facts: RetroFacts) -> dict[str, object] | None:
    said = facts.sprint.forecast
    if said is None:
        return None
    how_many = {"50": said.likely, "85": said.safe, "95": said.sure}
    held: Iterable[tuple[str, bool]] = ((str(one.confidence), one.held) for one in facts.foresight)
    return {"until": said.until, "how_many": how_many, "finished": said.finished, "held": dict(held) or None}
