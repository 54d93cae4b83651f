"""The part of a sprint's summary about model work: metrics from start to close, gates, and what moved them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..model.ledger import DONE
from .code import SHORT
from .lines import aligned
from .metric_words import metric_records
from .metrics import metric_lines, metric_table, reason_list
from .words import plain

if TYPE_CHECKING:
    from ..actions.model_work.sprint_metrics import SprintMetrics
    from ..analytics.sprint_report import SprintReport
    from ..model.ledger import FrozenGate

SHOWN = 12
"""So many parameters and commits are shown to people."""


def metrics_block(model: SprintMetrics, report: SprintReport) -> list[str]:
    """The metrics as a table of Markdown, why values are missing, what changed behind them, and the gates."""
    blocks = []
    if model.rows:
        blocks += ["## Model metrics", *([f"In focus: {plain(', '.join(model.focus))}."] if model.focus else [])]
        blocks += [metric_table(model.rows, _gate_cells(model)), *reason_list(model.rows, model.called)]
        behind = "\n".join(f"- {line}" for line in _behind(model, report, markdown=True))
        blocks += [f"Between the two:\n\n{behind}"] if behind else []
    if model.gates:
        lines = (f"- {plain(one.result)}: {_named(one, markdown=True)} {plain(_judged(one))}" for one in model.gates)
        blocks += ["## Gates", "\n".join(lines)]
    return blocks


def metrics_lines(model: SprintMetrics, report: SprintReport) -> list[str]:
    """The same for a terminal."""
    lines = []
    if model.rows:
        focus = f" (in focus: {', '.join(model.focus)})" if model.focus else ""
        lines += ["", f"Model metrics from {model.called[0]} to {model.called[1]}{focus}:"]
        lines += [*metric_lines(model.rows, model.called), *(f"  {line}" for line in _behind(model, report))]
    if model.gates:
        rows = [(one.result, _named(one), _judged(one)) for one in model.gates]
        lines += ["", "Gates:", *aligned(rows, "  ").split("\n")]
    return lines


def model_record(model: SprintMetrics) -> dict[str, object]:
    """`metrics`, `gates` and what lies behind as JSON has them."""
    moved = {
        "params": [{"name": one.name, "from": one.start, "to": one.close} for one in model.params],
        "moved_by": [one._asdict() for one in model.moved_by],
    }
    return {"metrics": metric_records(model.rows), "gates": [_gate_record(one) for one in model.gates], **moved}


def _gate_record(one: FrozenGate) -> dict[str, object]:
    return {**{key: value or None for key, value in one._asdict().items()}, "id": one.id, "result": one.result}


def _gate_cells(model: SprintMetrics) -> list[str]:
    """What came of the gates on each metric: `pass`, or `fail` with the demands that are not met."""
    return [", ".join(_gates_on(row.name, model.gates)) for row in model.rows]


def _gates_on(metric: str, gates: Iterable[FrozenGate]) -> Iterator[str]:
    found = [one for one in gates if one.metric == metric]
    failed = dict.fromkeys(one.demand for one in found if one.result == "fail")
    if failed:
        yield f"fail: {'; '.join(failed)}"
    elif found:
        yield "pass"


def _named(one: FrozenGate, *, markdown: bool = False) -> str:
    """Whom a gate is asked of."""
    return f"**{plain(one.id)}**" if markdown else one.id


def _judged(one: FrozenGate) -> str:
    return f"{one.demand}: {one.reason or one.value}" if one.reason or one.value else one.demand


def _behind(model: SprintMetrics, report: SprintReport, *, markdown: bool = False) -> Iterator[str]:
    """What lies between the two values: items done, parameters and commits that touched the files behind metrics."""
    if all(row.close is None for row in model.rows):
        return
    said = plain if markdown else str
    done = [row.id for row in report.rows_with(DONE)]
    if done:
        yield f"items done: {said(', '.join(done))}"
    if model.params:
        changes = (f"{one.name} {_known(one.start)} -> {_known(one.close)}" for one in model.params[:SHOWN])
        yield f"parameters: {said(', '.join(changes))}{_more(len(model.params))}"
    for one in model.moved_by[:SHOWN]:
        commit = f"`{one.commit[:SHORT]}`" if markdown else one.commit[:SHORT]
        yield f"commit {commit} {said(one.subject)}"
    if len(model.moved_by) > SHOWN:
        yield f"{len(model.moved_by) - SHOWN} more commits"


def _more(count: int) -> str:
    return f" and {count - SHOWN} more" if count > SHOWN else ""


def _known(value: str | None) -> str:
    return "(none)" if value is None else value
