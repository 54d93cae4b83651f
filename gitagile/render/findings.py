"""Findings as strings: for people, for programs, and for the code-review views of hosting sites."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .. import __version__
from ..actions.check_backlog import CheckReport
from ..model.finding import ERROR, Finding
from ..rules.all_rules import find_rule

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_text(report: CheckReport) -> str:
    """`path:line:column: CODE message`, the hint under it, what was mended, and a last line that counts."""
    lines = [f"mended {fixed.path}: {', '.join(fixed.said)}" for fixed in report.fixed]
    for finding in report.findings:
        lines.append(finding.as_line())
        if finding.hint:
            lines.append(f"    {finding.hint}")
    return "\n".join([*lines, _counts(report)]) + "\n"


def as_json(report: CheckReport) -> str:
    """The shape that `gitagile check --json` promises; `fixed` is there where something was mended."""
    table: dict[str, Any] = {
        "schema": 1,
        "findings": [_row(finding) for finding in report.findings],
        "files": report.files,
    }
    if report.fixed:
        table["fixed"] = [{"path": fixed.path, "mended": list(fixed.said)} for fixed in report.fixed]
    return _dumped(table)


def as_github(report: CheckReport) -> str:
    """Workflow commands that GitHub shows as annotations on the lines they name.

    Source: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    lines = []
    for finding in report.findings:
        level = "error" if finding.severity == ERROR else "warning"
        said = finding.message + (f"\n{finding.hint}" if finding.hint else "")
        place = f"file={_property(finding.path)},line={finding.line},col={finding.column}"
        lines.append(f"::{level} {place},title={_property(finding.code)}::{_escaped(said)}")
    return "".join(line + "\n" for line in lines)


def as_gitlab(report: CheckReport) -> str:
    """A code quality report. Source: https://docs.gitlab.com/ci/testing/code_quality/"""
    seen: dict[str, int] = {}
    rows = [_gitlab_row(finding, fingerprint_of(finding, seen)) for finding in report.findings]
    return _dumped(rows)


def as_sarif(report: CheckReport) -> str:
    """A SARIF 2.1.0 log. Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html"""
    codes = tuple(dict.fromkeys(finding.code for finding in report.findings))
    seen: dict[str, int] = {}
    results = [
        sarif_result(finding, codes.index(finding.code), fingerprint_of(finding, seen)) for finding in report.findings
    ]
    return sarif_log([_sarif_rule(code) for code in codes], results)


def sarif_log(rules: Sequence[Mapping[str, Any]], results: Sequence[Mapping[str, Any]]) -> str:
    """A log of one run of ours, with the rules that its results name."""
    driver = {"name": "gitagile", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _dumped({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


FORMATS: Mapping[str, Callable[[CheckReport], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
    "sarif": as_sarif,
}
"""What `gitagile check --format` knows."""


def _gitlab_row(finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "description": finding.message,
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": "major" if finding.severity == ERROR else "minor",
        "location": {"path": finding.path, "lines": {"begin": finding.line}},
    }


def _counts(report: CheckReport) -> str:
    files = _number(report.files, "file")
    if not report.findings:
        return f"{files} checked, nothing found"
    fixable = sum(finding.fixable for finding in report.findings)
    mend = f"; `gitagile check --fix` mends {fixable}" if fixable else ""
    return f"{_number(report.errors, 'error')} and {_number(report.warnings, 'warning')} in {files}{mend}"


def _number(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _row(finding: Finding) -> dict[str, Any]:
    names = ("code", "severity", "path", "line", "column", "message", "hint")
    return {name: getattr(finding, name) for name in names}


def _dumped(value: object) -> str:
    """JSON in ASCII, so that nothing from a file can steer a terminal."""
    import json

    return json.dumps(value, indent=2) + "\n"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def fingerprint_of(finding: Finding, seen: dict[str, int]) -> str:
    """The same for the same finding when its line moves; a number is added where a file has it more than once."""
    from hashlib import sha256  # late: it loads OpenSSL

    text = f"{finding.code}\0{finding.path}\0{finding.message}"
    seen[text] = seen.get(text, 0) + 1
    return sha256(f"{text}\0{seen[text]}".encode("utf-8", "surrogatepass")).hexdigest()


def _sarif_rule(code: str) -> dict[str, Any]:
    rule = find_rule(code)
    if rule is None:
        return {"id": code}
    mend = " `gitagile check --fix` may mend it." if rule.fixable else ""
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.about[0].upper() + rule.about[1:] + "."},
        "help": {"text": f"{rule.about[0].upper()}{rule.about[1:]}.{mend} See {rule.page}."},
        "defaultConfiguration": {"level": rule.severity},
    }


def sarif_result(finding: Finding, rule_index: int, fingerprint: str) -> dict[str, Any]:
    """A finding as a result of a SARIF log, whose rule is the how-many-th of the log's rules."""
    from urllib.parse import quote

    said = finding.message + (f". {finding.hint}" if finding.hint else "")
    region = {"startLine": finding.line, "startColumn": finding.column}
    where = {"artifactLocation": {"uri": quote(finding.path, errors="surrogateescape")}, "region": region}
    return {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": finding.severity,
        "message": {"text": said},
        "locations": [{"physicalLocation": where}],
        "partialFingerprints": {"gitagile/v1": fingerprint},
    }
