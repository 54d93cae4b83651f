"""The report of an import as text and as JSON: what was mapped, what was mended, and what was left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from ..importers.report import Count, ImportReport, Reference
from .as_json import as_text, finding_record, result_record

if TYPE_CHECKING:
    from ..actions.import_backlog import ImportResult


def import_text(report: ImportReport) -> str:
    """The report for people: counts first, then by name all that was mended, renamed, unmatched or left."""
    blocks = (
        _arrived(report),
        _mapped(report),
        _mended(report),
        _new_ids(report),
        _references(report),
        _left(report),
        _foretold(report),
    )
    return "\n".join(line for block in blocks for line in block) + "\n"


def import_json(done: ImportResult) -> str:
    """The whole report with every reference, and the acts and the commit as every changing command gives them."""
    report, result = done.report, done.result
    counts = {name: dict(getattr(report, name)) for name in ("arrived", "places", "kept")}
    foretold = [finding_record(finding) for finding in report.foretold]
    rest = {name: value for name, value in asdict(report).items() if name not in {*counts, "foretold"}}
    return as_text({"items": report.items, **counts, **rest, "foretold": foretold, **result_record(result)})


def _arrived(report: ImportReport) -> Iterator[str]:
    already = f", {report.already} are here already" if report.already else ""
    yield f"{report.importer}: {_many(report.items, 'new item')}{already}"
    if report.arrived:
        yield f"  from  {_listed(report.arrived)}"
        yield f"  into  {_listed(report.places)}"


def _mapped(report: ImportReport) -> Iterator[str]:
    if report.keys or report.values:
        yield "mapped"
    yield from (f"  {count.key}{_of(count)} -> {count.after} ({count.count})" for count in report.keys)
    for count in report.values:
        after = count.after or f"kept as imported_{count.key}"
        yield f"  {count.key}: {count.before} -> {after} ({count.count})"
    if report.kept:
        yield f"kept under their own keys\n  {_listed(report.kept)}"


def _of(count: Count) -> str:
    return f" {count.before}" if count.before else ""


def _mended(report: ImportReport) -> Iterator[str]:
    if report.mended:
        yield f"mended: {_many(len(report.mended), 'file')} whose front matter does not parse"
    for one in report.mended:
        yield f"  {one.id}  {'; '.join(one.changes)}  ({one.source})"


def _new_ids(report: ImportReport) -> Iterator[str]:
    if report.new_ids:
        yield f"new ids: {_many(len(report.new_ids), 'file')}"
    for one in report.new_ids:
        why = f"{one.before} belongs to {one.holder}" if one.before else "it had none"
        yield f"  {one.after}  {one.source}: {why}"


def _references(report: ImportReport) -> Iterator[str]:
    if not report.references:
        return
    yield f"references: {len(report.references)}, of which {len(report.by_number)} were matched by number alone"
    if report.missing:
        yield f"  {len(report.missing)} match nothing and stay as they are; `check` names them"
        yield from (f"    {_reference(one)}" for one in report.missing)
    if report.unsure:
        yield f"  {len(report.unsure)} name an id that was given twice; they go to the file that kept it"
        yield from (f"    {_reference(one)} -> {one.target}" for one in report.unsure)


def _reference(reference: Reference) -> str:
    return f"{reference.id} {reference.key}: {reference.written}"


def _left(report: ImportReport) -> Iterator[str]:
    if report.left:
        yield f"left: {_many(len(report.left), 'file')}"
    yield from (f"  {one.source}: {one.why}" for one in report.left)


def _foretold(report: ImportReport) -> Iterator[str]:
    if report.foretold:
        yield f"`gitagile check` will find {_many(len(report.foretold), 'error')}"
    yield from (f"  {finding.as_line()}" for finding in report.foretold)


def _listed(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{word} {count}" for word, count in counts)


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
