"""Metrics as text, Markdown and JSON: both values, how it moved in words, where each was found, what lies between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .code import SHORT
from .gate import visible_line
from .lines import aligned
from .metric_words import delta_words, found_words, metric_records, reasons, value_words
from .words import plain

if TYPE_CHECKING:
    from ..actions.model_work.between import Between, CodeCommit
    from ..actions.model_work.metrics import MetricRow, MetricsReport, Point

SHOWN = 12
"""So many commits are shown to people; JSON has all that were looked at."""


def metrics_text(report: MetricsReport) -> str:
    """The metrics for a terminal: one line each, the reasons below it, then what lies between."""
    lines = [f"from {_point(report.start)} to {_point(report.close)}", ""]
    lines += metric_lines(report.rows, (report.start.called, report.close.called))
    lines += _between_lines(report.between)
    return "\n".join(map(visible_line, lines))


def metric_lines(rows: Sequence[MetricRow], called: tuple[str, str]) -> list[str]:
    """One line a metric, and below them why values are missing; `called` names the two moments."""
    cells = [(row.name, *value_words(row), delta_words(row), row.source, found_words(row)) for row in rows]
    drawn = aligned(cells, "  ").split("\n") if cells else []
    return [*drawn, *(f"  {line}" for line in reasons(rows, called))]


def _point(point: Point) -> str:
    return f"{point.called} ({point.commit[:SHORT]})" if point.commit else point.called


def _between_lines(found: Between) -> list[str]:
    params = [(one.name, _known(one.start), "->", _known(one.close)) for one in found.params]
    steps = [(one.id, f"{one.before or 'new'} -> {one.after}", one.title) for one in found.items]
    commits = [(one.commit[:SHORT], _subject(one)) for one in found.commits[:SHOWN]]
    lines = []
    for heading, cells in (("Items", steps), ("Parameters", params), ("Commits", commits)):
        lines += ["", f"{heading}:", *aligned(cells, "  ").split("\n")] if cells else []
    return [*lines, *([f"  {_rest(found)}"] if _rest(found) else [])]


def _subject(one: CodeCommit) -> str:
    """The subject, with the ids that stand in the rest of the message and the files behind metrics that it changed."""
    more = ", ".join(item for item in one.items if item.casefold() not in one.subject.casefold())
    moved = f"  [{', '.join(one.moved)}]" if one.moved else ""
    return f"{one.subject}{f' ({more})' if more else ''}{moved}"


def _rest(found: Between) -> str:
    more = len(found.commits) - SHOWN
    if more <= 0:
        return ""
    return f"… and {'at least ' if found.is_cut else ''}{more} more"


def _known(value: str | None) -> str:
    return "(none)" if value is None else value


def metrics_markdown(report: MetricsReport) -> str:
    """The same for a page or a comment."""
    called = (report.start.called, report.close.called)
    blocks = [f"# Metrics from {plain(_point(report.start))} to {plain(_point(report.close))}"]
    blocks += [metric_table(report.rows), *reason_list(report.rows, called)]
    found = report.between
    params = "\n".join(f"- {_param(one.name, one.start, one.close)}" for one in found.params)
    steps = "\n".join(
        f"- **{plain(one.id)}** {plain(one.title)}: {plain(one.before or 'new')} → {plain(one.after)}"
        for one in found.items
    )
    commits = "\n".join(f"- `{one.commit[:SHORT]}` {plain(_subject(one))}" for one in found.commits[:SHOWN])
    commits += f"\n- {_rest(found)}" if _rest(found) else ""
    parts = (("Items", steps), ("Parameters", params), ("Commits", commits))
    return "\n\n".join([*blocks, *(f"## {heading}\n\n{part}" for heading, part in parts if part)])


def _param(name: str, start: str | None, close: str | None) -> str:
    return f"{plain(name)}: {plain(_known(start))} → {plain(_known(close))}"


def metric_table(rows: Iterable[MetricRow], gates: Sequence[str] = ()) -> str:
    """The metrics as a table of Markdown; `gates` says what came of each row's gates, where any has some."""
    with_gates = any(gates)
    head = ("metric", "start", "close", "moved", *(("gate",) if with_gates else ()), "found")
    lines = [head, ("---", "---:", "---:", "---", *(("---",) if with_gates else ()), "---")]
    for number, row in enumerate(rows):
        gate = (plain(gates[number]),) if with_gates else ()
        cells = (row.name, *value_words(row), delta_words(row))
        lines.append((*map(plain, cells), *gate, plain(f"{row.source} ({found_words(row)})")))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def reason_list(rows: Iterable[MetricRow], called: tuple[str, str]) -> list[str]:
    """Why values are missing, as a list of Markdown; none where none is."""
    lines = [f"- {plain(line)}" for line in reasons(rows, called)]
    return ["\n".join(lines)] if lines else []


def metrics_json(report: MetricsReport) -> str:
    """The report as JSON: `metrics` with both values, then the steps of items, parameters and commits between."""
    from .as_json import as_text

    found = report.between
    return as_text(
        {
            "from": report.start.called,
            "to": report.close.called,
            "from_commit": report.start.commit,
            "to_commit": report.close.commit,
            "metrics": metric_records(report.rows),
            "items": [one._asdict() for one in found.items],
            "params": [{"name": one.name, "from": one.start, "to": one.close} for one in found.params],
            "commits": [{key: value for key, value in one._asdict().items() if key != "at"} for one in found.commits],
            "more_commits": found.is_cut,
            "notes": list(report.notes),
        }
    )
