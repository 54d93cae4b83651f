"""JUnit reports: which tests passed, read by expat with every entity refused, and the numbers tests recorded."""

from __future__ import annotations

from pathlib import PurePosixPath
from xml.parsers import expat  # nothing is expanded or fetched: see _refuse_entity

from ..model.measurement import BROKEN, FAILED, PASSED, SKIPPED, CaseOutcome, Outcomes
from .printed import TEXT, TWICE, Printed, Readings, unreadable
from .yaml_file import Unreadable

LARGEST = 32 * 1024 * 1024
MOST_CASES = 200_000
_ENDINGS = {"failure": FAILED, "error": BROKEN, "skipped": SKIPPED}
_LONGEST_MESSAGE = 300


class _Report:
    """What expat's calls build: the cases so far, and the one that is open."""

    def __init__(self) -> None:
        self.cases: list[CaseOutcome] = []
        self.root = ""
        self._open: CaseOutcome | None = None
        self._own_depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition("}")[2].rpartition(":")[2]
        self.root = self.root or tag
        if tag == "testcase":
            belongs_to = attributes.get("classname") or attributes.get("file") or ""
            self._open = CaseOutcome(attributes.get("name", ""), belongs_to, PASSED)
        elif self._open is not None:
            self._open = _with_child(self._open, tag, attributes)

    def end(self, tag: str) -> None:
        if tag.rpartition(":")[2] != "testcase" or self._open is None:
            return
        if len(self.cases) >= MOST_CASES:
            raise Unreadable(f"holds more than {MOST_CASES:,} tests")
        self.cases.append(self._open)
        self._open = None


def _with_child(case: CaseOutcome, tag: str, attributes: dict[str, str]) -> CaseOutcome:
    if tag == "property" and "name" in attributes:
        added = (attributes["name"], attributes.get("value", ""))
        return case._replace(properties=(*case.properties, added)) if len(case.properties) < 1_000 else case
    if tag in _ENDINGS and case.outcome in (PASSED, SKIPPED):
        return case._replace(outcome=_ENDINGS[tag], message=attributes.get("message", "")[:_LONGEST_MESSAGE])
    return case


def read_junit(content: bytes, path: str) -> Outcomes:
    """The tests of a JUnit report (https://github.com/testmoapp/junitxml). Never raises: see its `reason`."""
    if len(content) > LARGEST:
        return Outcomes(path, reason=f"is larger than {LARGEST // 1024 // 1024} MiB")
    report = _Report()
    parser = expat.ParserCreate()
    calls = {"StartElement": report.start, "EndElement": report.end}
    calls |= dict.fromkeys(("EntityDecl", "ExternalEntityRef"), _refuse_entity)
    for event, call in calls.items():
        setattr(parser, f"{event}Handler", call)
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        return Outcomes(path, reason=f"is no XML: line {error.lineno}: {expat.ErrorString(error.code)}")
    except Unreadable as error:
        return Outcomes(path, reason=error.reason)
    except (LookupError, ValueError):
        return Outcomes(path, reason="is in an encoding that is not read")
    if report.root not in ("testsuites", "testsuite"):
        return Outcomes(path, reason=f"is no JUnit report: its root is <{report.root}>")
    return Outcomes(path, tuple(report.cases))


def _refuse_entity(*_: object) -> int:
    raise Unreadable("declares an entity, which no test report needs and a bomb does")


def cases_named(outcomes: Outcomes, name: str) -> tuple[CaseOutcome, ...]:
    """The tests that a gate's `test` means: by name, `class.name` or pytest's `path::name`; all variants of one.

    `test_slice` means `test_slice[a]` and `test_slice[b]` too, so that all of them must pass.
    """
    return tuple(case for case in outcomes.cases if name in _names_of(case))


def _names_of(case: CaseOutcome) -> set[str]:
    bare = case.name.partition("[")[0]
    within = case.belongs_to
    names = {one for name in (case.name, bare) for one in (name, f"{within}.{name}", f"{within}::{name}")}
    module = PurePosixPath(within.replace(".", "/")).as_posix()
    return names | {f"{module}.py::{name}" for name in (case.name, bare)}


def junit_metrics(content: bytes, path: str) -> Readings:
    """The properties that tests recorded, by property name and by `test.property`; two that differ are ambiguous."""
    outcomes = read_junit(content, path)
    if outcomes.reason:
        return unreadable(outcomes.reason)
    values: dict[str, Printed] = {}
    for case in outcomes.cases:
        for name, value in case.properties:
            for known in (name, f"{case.name}.{name}"):
                printed = Printed(value, TEXT)
                values[known] = printed if values.get(known, printed) == printed else Printed("", TWICE)
    return Readings(values)
