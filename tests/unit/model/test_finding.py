"""Tests of gitagile.model.finding: how a finding reads and sorts."""

from __future__ import annotations

from gitagile.model.finding import ERROR, Finding, sort_key


def test_a_finding_reads_as_compilers_print():
    finding = Finding("I104", ERROR, ".backlog/backlog/a.md", 3, 8, "it does not parse", "quote it")
    assert finding.as_line() == ".backlog/backlog/a.md:3:8: I104 it does not parse"


def test_findings_are_read_top_down_file_by_file():
    places = (("b", 1, 1), ("a", 10, 1), ("a", 2, 1), ("a", 1, 2))
    findings = sorted((Finding("X", ERROR, *place, "m") for place in places), key=sort_key)
    assert [(one.path, one.line, one.column) for one in findings] == [
        ("a", 1, 2),
        ("a", 2, 1),
        ("a", 10, 1),
        ("b", 1, 1),
    ]
