"""The report of a branch: Markdown for a comment or a step's summary, plain text, annotations and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..model.finding import ERROR, WARNING, Finding
from ..store.layout import CONFIG
from .as_json import as_text, finding_record
from .ci_words import counts_words, kind_words, sprint_rows, verdict
from .findings import as_github
from .gate import visible_line
from .gates import gate_record
from .lines import aligned
from .words import plain

if TYPE_CHECKING:
    from ..actions.ci.changes import ItemChange
    from ..actions.ci.gates import JudgedGate
    from ..actions.ci.report import CiReport

MARK = "<!-- gitagile ci -->"
"""The first line of the page, by which a comment is found again."""
MOST = 100
"""So many rows of a list are shown: hosting sites cut a comment at 65,536 characters."""
_SHORT = 8


def ci_markdown(report: CiReport) -> str:
    """The page for a pull request."""
    blocks = [MARK, f"### Backlog: {plain(verdict(report))}", plain(_opening(report)), *_changes_block(report)]
    blocks += [*_findings_block(report), *_gates_block(report), *_remarks_block(report), *_sprint_block(report)]
    return "\n\n".join(blocks) + "\n"


def ci_text(report: CiReport) -> str:
    """The same for a terminal."""
    lines = [verdict(report), _opening(report)]
    lines += _section("items", [(one.id, kind_words(one), one.title) for one in report.changes])
    lines += _section("findings", [(one.as_line(),) for one in report.told])
    lines += _section("gates", [_gate_cells(one) for one in report.gates])
    lines += _section("look at", [(one.item, one.commit[:_SHORT], f"{one.kind}: {one.said}") for one in report.remarks])
    rows = sprint_rows(report)
    return "\n".join([*lines, *_section(f"sprint {report.sprint.sprint}" if report.sprint else "", rows)])


def ci_annotations(report: CiReport) -> str:
    """Workflow commands of GitHub: findings at their lines, lost ids, failed gates and remarks at the items' files."""
    paths = {one.id: one.path for one in report.changes}
    told = list(report.told)
    for gate in report.failed:
        result = gate.row.result
        told.append(_finding("gate", ERROR, gate.path, f"{gate.row.id}: {result.demand}: {result.reason}"))
    for gate in report.overridden:
        said = f"{gate.row.id}: {gate.row.result.demand}: {_why(gate)}"
        told.append(_finding("gate passed over", WARNING, gate.path, said))
    told += [
        _finding(one.kind, WARNING, paths.get(one.item, CONFIG), f"{one.item} {one.said}".strip())
        for one in report.remarks
    ]
    return as_github(report.check._replace(findings=tuple(told)))


def _finding(what: str, severity: str, path: str, said: str) -> Finding:
    return Finding(what, severity, path, 1, 1, said)


def ci_json(report: CiReport) -> str:
    """The same for programs."""
    effect = report.sprint
    sides = {} if effect is None else {"before": effect.before, "after": effect.after}
    return as_text(
        {
            "passes": report.passes,
            "base": report.span.base,
            "tip": report.span.tip,
            "counts": report.counts(),
            "items": [_change_record(one) for one in report.changes],
            "findings": [finding_record(one) for one in report.told],
            "other_warnings": report.other_warnings,
            "gates": [
                {**gate_record(one.row), "counts": one.counts, "override": one.override or None} for one in report.gates
            ],
            "remarks": [{**one._asdict(), "item": one.item or None} for one in report.remarks],
            "sprint": effect
            and {
                "id": effect.sprint,
                "unit": effect.unit or None,
                **{name: side and side._asdict() for name, side in sides.items()},
                "reason": effect.reason or None,
            },
        }
    )


def _opening(report: CiReport) -> str:
    span = report.span
    if span.is_empty:
        return f"{span.tip_called} ({span.tip[:_SHORT]}) adds nothing to {span.base_called}."
    where = f"{span.base_called} at {span.base[:_SHORT]} to {span.tip_called} at {span.tip[:_SHORT]}"
    return f"From {where}: {counts_words(report)}."


def _changes_block(report: CiReport) -> list[str]:
    rows = [(one.id, kind_words(one), one.title) for one in report.changes]
    return [_table(("item", "what", "title"), rows)] if rows else []


def _findings_block(report: CiReport) -> list[str]:
    told = report.told
    if not told and not report.other_warnings:
        return []
    lines = [_finding_line(one) for one in told[:MOST]]
    lines += [_more(len(told))] if len(told) > MOST else []
    if report.other_warnings:
        files = "in files that the branch does not touch"
        lines.append(f"- {report.other_warnings} {_one(report.other_warnings, 'warning')} {files}")
    return ["#### Findings", "\n".join(lines)]


def _finding_line(finding: Finding) -> str:
    hint = f" ({plain(finding.hint)})" if finding.hint else ""
    place = f"{plain(finding.path)}:{finding.line}"
    return f"- **{finding.severity}** {place} {plain(finding.code)}: {plain(finding.message)}{hint}"


def _gates_block(report: CiReport) -> list[str]:
    if not report.gates:
        return []
    rows = [(one.row.id, *_gate_cells(one)[1:]) for one in report.gates]
    return ["#### Gates", _table(("item", "", "demand", "before", "now", "why"), rows)]


def _gate_cells(one: JudgedGate) -> tuple[str, ...]:
    result = one.row.result
    word = "pass" if result.passed else "passed over" if one.override else "FAIL" if one.counts else "not yet"
    return one.row.id, word, result.demand, result.baseline, result.value, _why(one)


def _why(one: JudgedGate) -> str:
    """Why it fails, and why it was passed over where it was."""
    return f"{one.row.result.reason}; passed over: {one.override}" if one.is_overridden else one.row.result.reason


def _remarks_block(report: CiReport) -> list[str]:
    if not report.remarks:
        return []
    lines = [
        f"- {plain(one.item or 'config.toml')}, {one.commit[:_SHORT]}: {plain(one.kind)}: {plain(one.said)}"
        for one in report.remarks[:MOST]
    ]
    lines += [_more(len(report.remarks))] if len(report.remarks) > MOST else []
    return ["#### To look at", "\n".join(lines)]


def _sprint_block(report: CiReport) -> list[str]:
    if report.sprint is None:
        return []
    head = f"#### Sprint {plain(report.sprint.sprint)}"
    rows = sprint_rows(report)
    if len(rows) == 1:
        return [head, plain(rows[0][0])]
    return [head, _table(rows[0], rows[1:])]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(map(plain, cells))} |" for cells in (head, *rows[:MOST])]
    text = "\n".join((lines[0], f"| {' | '.join('---' for _ in head)} |", *lines[1:]))
    return f"{text}\n\n{_more(len(rows))}" if len(rows) > MOST else text


def _more(count: int) -> str:
    return f"… and {count - MOST} more: `gitagile ci` shows them all."


def _section(head: str, rows: Iterable[Sequence[str]]) -> list[str]:
    shown = [tuple(map(visible_line, row)) for row in rows]
    return ["", head, *aligned(shown, "  ").split("\n")] if shown else []


def _one(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"


def _change_record(one: ItemChange) -> dict[str, object]:
    changes = [change._asdict() for change in one.changes]
    return {"id": one.id, "title": one.title, "path": one.path, "kinds": list(one.kinds), "changes": changes}
