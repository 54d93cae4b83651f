"""JUnit reports: real ones read, entities refused."""

from __future__ import annotations

import pytest

from gitagile.evidence.junit import cases_named, junit_metrics, read_junit
from gitagile.evidence.printed import Printed
from gitagile.model.measurement import CaseOutcome
from tests.unit.evidence.samples import sample


def test_a_report_of_pytest_is_read():
    outcomes = read_junit(sample("junit/report.xml"), "report.xml")
    assert outcomes.reason == ""
    assert [(case.name, case.belongs_to, case.outcome) for case in outcomes.cases] == [
        ("test_auc_floor", "tests.test_model", "passed"),
        ("test_no_nulls", "tests.test_model", "passed"),
        ("test_slice_fairness", "tests.test_model", "failed"),
        ("test_gpu", "tests.test_model", "skipped"),
    ]
    assert outcomes.cases[2].message.startswith("AssertionError: slice recall 0.71 < 0.75")
    assert outcomes.cases[0].properties == (("auc", "0.89"),)


def test_recorded_properties_are_metrics():
    readings = junit_metrics(sample("junit/report.xml"), "report.xml")
    assert readings.values == {"auc": Printed("0.89", "text"), "test_auc_floor.auc": Printed("0.89", "text")}


def test_two_tests_that_record_different_values_are_ambiguous():
    case = '<testcase name="{0}"><properties><property name="auc" value="{1}"/></properties></testcase>'
    report = f"<testsuite>{case.format('a', 0.8)}{case.format('b', 0.9)}</testsuite>".encode()
    assert junit_metrics(report, "r.xml").named("auc") == Printed("", "twice")
    assert junit_metrics(report, "r.xml").named("b.auc") == Printed("0.9", "text")


@pytest.mark.parametrize(
    "name",
    [
        "test_gpu",
        "tests.test_model.test_gpu",
        "tests.test_model::test_gpu",
        "tests/test_model.py::test_gpu",
    ],
)
def test_a_test_is_found_by_every_spelling_of_its_name(name):
    outcomes = read_junit(sample("junit/report.xml"), "report.xml")
    assert [case.name for case in cases_named(outcomes, name)] == ["test_gpu"]


def test_all_variants_of_a_test_are_meant():
    report = (
        b'<testsuite><testcase name="t[a]"/><testcase name="t[b]"><error/></testcase><testcase name="tt"/></testsuite>'
    )
    outcomes = read_junit(report, "r.xml")
    assert cases_named(outcomes, "t") == (CaseOutcome("t[a]", "", "passed"), CaseOutcome("t[b]", "", "error"))
    assert cases_named(outcomes, "t[a]") == (CaseOutcome("t[a]", "", "passed"),)


def test_a_failure_after_a_skip_counts():
    report = b'<testsuite><testcase name="t"><skipped/><failure message="m"/></testcase></testsuite>'
    assert read_junit(report, "r.xml").cases == (CaseOutcome("t", "", "failed", "m"),)


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + b"".join(b'<!ENTITY lol%d "%s">' % (n, b"&lol%d;" % (n - 1) * 10 if n else b"&lol;") for n in range(10))
    + b']><testsuite name="&lol9;"/>'
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><testsuite><testcase name="&e;"/></testsuite>'
PARAMETER = b'<!DOCTYPE x [<!ENTITY % e SYSTEM "file:///etc/passwd"> %e;]><testsuite/>'
FAULTS = [
    (BOMB, "declares an entity"),
    (OUTSIDE, "declares an entity"),
    (PARAMETER, "declares an entity"),
    (b"", "is no XML: line 1: no element found"),
    (b"<testsuite>", "is no XML: line 1: no element found"),
    (b"<html></html>", "is no JUnit report: its root is <html>"),
    (b'<?xml version="1.0" encoding="utf-7"?><testsuite/>', "is "),
    (b'<testsuite name="\xff"/>', "is no XML: line 1: "),
    (b" " * (33 * 1024 * 1024), "is larger than 32 MiB"),
]


@pytest.mark.parametrize(("content", "reason"), FAULTS, ids=range(len(FAULTS)))
def test_what_is_no_honest_report_has_one_reason(content, reason):
    assert read_junit(content, "r.xml").reason.startswith(reason)
    assert junit_metrics(content, "r.xml").fault.startswith(reason)
