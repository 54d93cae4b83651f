"""Gates judged, as the files that build servers and code-review sites read: JUnit XML and SARIF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..model.finding import ERROR, Finding
from ..model.gate import DELTA, HEADING, TEST, VALUE
from .findings import fingerprint_of, sarif_log, sarif_result
from .gates import RELEASE

if TYPE_CHECKING:
    from ..actions.model_work.gate_report import GateReport, Written
    from ..actions.model_work.gates import GateRow

_NOT_XML = re.compile(r"[^\t\n\r\x20-\x7e\x80-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold (https://www.w3.org/TR/xml/#charsets), and DEL."""
_PAGE = "docs/gates.md"
_ABOUT = {
    VALUE: ("gate-value", "A metric reaches the value that is demanded."),
    DELTA: ("gate-delta", "A metric is better than its baseline by the minimum delta."),
    TEST: ("gate-test", "A test passes in a JUnit report."),
    HEADING: ("gate-heading", "A file has a heading."),
}


def gates_junit(report: GateReport, places: Sequence[Written]) -> str:
    """A JUnit report: one suite an item, one case a gate (https://github.com/testmoapp/junitxml)."""
    titles = {item.id: item.title for item in report.items}
    pairs = list(zip(report.rows, places, strict=True))
    suites = [
        _suite(name, titles.get(name, ""), [pair for pair in pairs if pair[0].id == name])
        for name in dict.fromkeys(row.id for row in report.rows)
    ]
    counts = f'tests="{len(pairs)}" failures="{report.failed}" errors="0"'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites {counts}>", *suites, "</testsuites>"])


def gates_sarif(report: GateReport, places: Sequence[Written]) -> str:
    """A SARIF 2.1.0 log of the gates that fail, each at the place where it is written."""
    failed = [(row, place) for row, place in zip(report.rows, places, strict=True) if not row.result.passed]
    shapes = list(dict.fromkeys(row.gate.shape for row, _ in failed))
    seen: dict[str, int] = {}
    results = []
    for row, place in failed:
        finding = _finding(row, place)
        results.append(sarif_result(finding, shapes.index(row.gate.shape), fingerprint_of(finding, seen)))
    return sarif_log([_rule(shape) for shape in shapes], results)


def _suite(name: str, title: str, pairs: Sequence[tuple[GateRow, Written]]) -> str:
    failed = sum(not row.result.passed for row, _ in pairs)
    said = _quoted(f"{name or RELEASE} {title}".strip())
    head = f'  <testsuite name={said} tests="{len(pairs)}" failures="{failed}" errors="0" skipped="0">'
    return "\n".join([head, *(_case(row, place) for row, place in pairs), "  </testsuite>"])


def _case(row: GateRow, place: Written) -> str:
    where = f'file={_quoted(place.path)} line="{place.line}"'
    head = f"    <testcase classname={_quoted(row.id or RELEASE)} name={_quoted(row.result.demand)} {where}"
    if row.result.passed:
        return f"{head}/>"
    return f"{head}>\n      <failure message={_quoted(row.result.reason)}/>\n    </testcase>"


def _quoted(text: str) -> str:
    """A text as an attribute's value, in quotes and in ASCII; what XML cannot hold is replaced."""
    from xml.sax.saxutils import escape  # writes only: nothing is parsed here

    marks = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
    return '"' + escape(_NOT_XML.sub("?", text), marks).encode("ascii", "xmlcharrefreplace").decode("ascii") + '"'


def _finding(row: GateRow, place: Written) -> Finding:
    said = f"{row.id or RELEASE}: {row.result.demand} fails: {row.result.reason}"
    return Finding(_ABOUT[row.gate.shape][0], ERROR, place.path, place.line, place.column, said, "")


def _rule(shape: str) -> dict[str, Any]:
    code, about = _ABOUT[shape]
    return {
        "id": code,
        "shortDescription": {"text": about},
        "help": {"text": f"{about} See {_PAGE}."},
        "defaultConfiguration": {"level": ERROR},
    }
