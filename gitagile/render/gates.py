"""Gates judged, for people and programs: lines, a Markdown table and JSON."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from .as_json import as_text
from .gate import visible_line
from .paint import painted
from .words import plain

if TYPE_CHECKING:
    from ..actions.model_work.gate_report import GateReport
    from ..actions.model_work.gates import GateRow
    from ..model.measurement import Measurement

RELEASE = "release"


def gates_text(report: GateReport, *, colour: bool = False) -> str:
    """Each gate under its item: pass or FAIL, the demand, the values with where they were found, and why it fails."""
    titles = {item.id: item.title for item in report.items}
    lines: list[str] = []
    for name, rows in groupby(report.rows, key=lambda row: row.id):
        head = visible_line(f"{name}  {titles.get(name, '')}".rstrip()) if name else RELEASE
        lines += [painted(head, "bold", colour=colour), *(line for row in rows for line in _lines(row, colour=colour))]
    return "\n".join([*lines, counted(report)])


def counted(report: GateReport) -> str:
    """How many gates there are and what came of them, in one sentence."""
    if not report.rows:
        return visible_line(report.note)
    count, failed = len(report.rows), report.failed
    gates = "1 gate" if count == 1 else f"{count} gates"
    said = "all pass" if not failed and count > 1 else f"{count - failed} passed, {failed} failed"
    if count == 1:
        said = "it fails" if failed else "it passes"
    at = f" at {visible_line(report.revision)}" if report.revision else ""
    return f"{gates}{at}: {said}"


def gates_markdown(report: GateReport) -> str:
    """A table of all gates, harmless wherever Markdown is shown."""
    if not report.rows:
        return plain(report.note)
    titles = {item.id: item.title for item in report.items}
    rows = [
        f"| {plain(row.id or RELEASE)} {plain(titles.get(row.id, ''))} | {plain(_asked(row))} "
        f"| {plain(row.result.value)} | {plain(row.result.baseline)} "
        f"| {'pass' if row.result.passed else '**fail**'} | {plain(row.result.reason)} |"
        for row in report.rows
    ]
    head = "| item | gate | value | baseline | | why |\n| --- | --- | ---: | ---: | --- | --- |"
    return "\n".join(["# Gates", "", f"{plain(counted(report))}.", "", head, *rows])


def gates_json(report: GateReport) -> str:
    """The shape `gate`: one record a gate; the id of a release's gate is null, and so is a value that there is not."""
    titles = {item.id: item.title for item in report.items}
    rows = [gate_record(row) | {"title": titles.get(row.id)} for row in report.rows]
    counts = {"passed": len(rows) - report.failed, "failed": report.failed}
    return as_text({"gates": rows, **counts, "revision": report.revision, "note": report.note or None})


def gate_record(row: GateRow) -> dict[str, object]:
    """One gate as JSON has it."""
    result = row.result
    return {
        "id": row.id or None,
        "type": row.type or None,
        "demand": result.demand,
        "value": result.value or None,
        "baseline": result.baseline or None,
        "result": result.result,
        "reason": result.reason or None,
        "demanded_by": row.demanded_by,
        "found": _found(row.measured),
        "source": row.measured.source if row.measured and row.measured.source else None,
        "baseline_found": _found(row.baseline),
    }


def _lines(row: GateRow, *, colour: bool) -> list[str]:
    passed = row.result.passed
    word = painted("pass" if passed else "FAIL", "green" if passed else "red", colour=colour)
    values = _values(row)
    said = visible_line(_asked(row) + (f": {values}" if values else ""))
    why = [f"        {visible_line(' '.join(row.result.reason.split()))}"] if row.result.reason else []
    return [f"  {word}  {said}", *why]


def _asked(row: GateRow) -> str:
    """The demand, and who asks for it where the item itself does not."""
    return row.result.demand if row.demanded_by in ("item", RELEASE) else f"{row.result.demand} ({row.demanded_by})"


def _values(row: GateRow) -> str:
    values = [
        f"{value} ({found})" if found else value
        for value, found in (
            (row.result.baseline, _found(row.baseline)),
            (row.result.value, _found(row.measured)),
        )
        if value
    ]
    return " -> ".join(values)


def _found(measured: Measurement | None) -> str | None:
    return None if measured is None else measured.found
