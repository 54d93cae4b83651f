"""Experiments over time as text, Markdown, JSON and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..model.ids import normal_id
from ..model.timeline import as_instant
from .as_json import as_text, unreadable_records
from .cells import harmless_cell
from .experiment_words import (
    A_RESULT,
    budget_words,
    closing_lines,
    decided_words,
    expected,
    metric_reasons,
    metric_words,
    run_cells,
    timebox_words,
)
from .gate import visible_line
from .lines import aligned
from .metric_words import metric_records, number_of
from .words import plain

if TYPE_CHECKING:
    from ..actions.model_work.experiments import ExperimentRow, ExperimentsReport
    from ..actions.model_work.runs import JoinedRun

_HEAD = ("decided", "item", "hypothesis", "outcome", "timebox", "budget", "metric", "learned")


def experiments_text(report: ExperimentsReport, timezone: str, *, with_runs: bool = False) -> str:
    """For a terminal: a line of figures each, below it what was expected, what was learned and, if asked, its runs."""
    cells = [_cells(row) for row in report.rows]
    heads = aligned([tuple(map(visible_line, one)) for one in cells]).split("\n") if cells else []
    blocks = [
        "\n".join([head, *_details(row, timezone, with_runs=with_runs)])
        for head, row in zip(heads, report.rows, strict=True)
    ]
    return "\n\n".join([*blocks, "\n".join(map(visible_line, closing_lines(report)))])


def _cells(row: ExperimentRow) -> tuple[str, ...]:
    words = (timebox_words(row.timebox), budget_words(row.budget), metric_words(row.metric))
    return (decided_words(row), row.item.id, row.outcome, *words)


def _details(row: ExperimentRow, timezone: str, *, with_runs: bool) -> list[str]:
    lines = [expected(row)]
    lines += [f"learned: {row.item.learned}"] if row.item.learned else []
    lines += metric_reasons(row.metric)
    shown = [f"  {visible_line(' '.join(line.split()))}" for line in lines]
    if with_runs:
        runs = [tuple(map(visible_line, run_cells(one, normal_id(row.item.id), timezone))) for one in row.runs]
        shown += aligned(runs, "  run  ").split("\n") if runs else ["  no runs"]
    return shown


def experiments_markdown(report: ExperimentsReport, timezone: str, *, with_runs: bool = False) -> str:
    """A table for a page or a comment; a second one of the runs if asked."""
    blocks = ["# Experiments", _table(_HEAD, [_columns(row) for row in report.rows])]
    lines = [f"- {plain(row.item.id)}: {plain(said)}" for row in report.rows for said in metric_reasons(row.metric)]
    blocks += ["\n".join(lines)] if lines else []
    if with_runs:
        runs = [
            (row.item.id, *run_cells(one, normal_id(row.item.id), timezone)) for row in report.rows for one in row.runs
        ]
        head = ("item", "tracker", "run", "status", "day", "commit", "sprint", "joined")
        blocks += ["## Runs", _table(head, runs) if runs else "None."]
    return "\n\n".join([*blocks, *map(plain, closing_lines(report))])


def _columns(row: ExperimentRow) -> tuple[str, ...]:
    words = (timebox_words(row.timebox), budget_words(row.budget), metric_words(row.metric))
    return (decided_words(row), row.item.id, expected(row), row.outcome, *words, row.item.learned or "")


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *(tuple(map(plain, row)) for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def experiments_json(report: ExperimentsReport) -> str:
    """All of it, each experiment with its runs; `reading` is the word on rejected ones."""
    return as_text(
        {
            "experiments": [_record(row) for row in report.rows],
            "counts": report.counts,
            "timeboxes": {"kept": report.kept, "overrun": report.overrun},
            "reading": A_RESULT,
            "stops": [
                {
                    "metric": one.metric,
                    "min_delta": number_of(one.min_delta),
                    "sprints": [{"sprint": gain.sprint, "gain": number_of(gain.gain)} for gain in one.gains],
                    "words": one.words,
                }
                for one in report.stops
            ],
            "runs_of_no_item": report.unjoined,
            "notes": report.notes,
            "unreadable": unreadable_records(report.unreadable),
        }
    )


def _record(row: ExperimentRow) -> dict[str, object]:
    item, box = row.item, row.timebox
    return {
        "id": item.id,
        "title": item.title,
        "type": item.type,
        "status": item.status,
        "hypothesis": item.hypothesis,
        "outcome": row.outcome,
        "started": row.span.started and str(row.span.started),
        "decided": row.decided and str(row.decided),
        "timebox": item.timebox and {"written": item.timebox, "said": box.word, "days": box.allowed, "used": box.used},
        "budget": [
            {"name": one.name, "allowed": number_of(one.allowed), "used": _used(one.used), "over": one.is_over}
            for one in row.budget
        ],
        "metric": metric_records([row.metric])[0] if row.metric else None,
        "learned": item.learned,
        "sprints": row.sprints,
        "runs": [_run_record(one, normal_id(item.id)) for one in row.runs],
    }


def _used(value: object) -> object:
    from decimal import Decimal

    return number_of(value) if isinstance(value, Decimal) else None


def _run_record(joined: JoinedRun, item: str) -> dict[str, object]:
    """Instants are in UTC; `joined_by` is runs, tag, name or commit."""
    run = joined.run
    return {
        "tracker": joined.source,
        "id": run.id,
        "name": run.name or None,
        "experiment": run.experiment or None,
        "status": run.status or None,
        "started": _instant(run.started),
        "ended": _instant(run.ended),
        "commit": run.commit or None,
        "sprint": joined.sprint,
        "joined_by": joined.how(item),
        "items": [link.item for link in joined.links],
        "metrics": dict(run.metrics),
        "params": dict(run.params),
    }


def _instant(milliseconds: int | None) -> str | None:
    return None if milliseconds is None else as_instant(milliseconds // 1000).isoformat()


def experiments_csv(report: ExperimentsReport) -> str:
    """One row each, by RFC 4180, in cells that no spreadsheet takes for formulas."""
    rows = [_flat(row) for row in report.rows]
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_FLAT)
    writer.writerows([_cell(row[name]) for name in _FLAT] for row in rows)
    return text.getvalue()


_FLAT = (
    *("id", "title", "type", "status", "hypothesis", "outcome", "started", "decided", "timebox", "timebox_kept"),
    *("days_allowed", "days_used", "budget", "metric", "baseline", "value", "gain", "learned", "sprints", "runs"),
)


def _flat(row: ExperimentRow) -> Mapping[str, object]:
    item, metric = row.item, row.metric
    return {
        **{name: getattr(item, name) for name in ("id", "title", "type", "status", "hypothesis", "timebox", "learned")},
        "outcome": row.outcome,
        "started": row.span.started,
        "decided": row.decided,
        "timebox_kept": row.timebox.word,
        "days_allowed": row.timebox.allowed,
        "days_used": row.timebox.used,
        "budget": budget_words(row.budget),
        "metric": metric.name if metric else None,
        "baseline": metric.start.raw if metric and metric.start else None,
        "value": metric.close.raw if metric and metric.close else None,
        "gain": metric.delta.gain if metric else None,
        "sprints": ";".join(row.sprints),
        "runs": ";".join(one.run.name or one.run.id for one in row.runs),
    }


def _cell(value: object) -> str:
    return "" if value is None else harmless_cell(value) if isinstance(value, str) else str(value)
