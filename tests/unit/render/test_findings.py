"""Findings as strings, in each format."""

from __future__ import annotations

import json

import pytest

from gitagile.actions.check_backlog import CheckReport, Fixed
from gitagile.model.finding import Finding
from gitagile.render.findings import FORMATS, as_github, as_gitlab, as_json, as_sarif, as_text
from gitagile.rules.all_rules import RULES

ERROR = Finding("I128", "error", ".backlog/backlog/ML-1.md", 4, 9, "`status` is 'dooing'", "did you mean 'doing'?")
WARNING = Finding("I143", "warning", ".backlog/backlog/ML-2 é.md", 2, 1, "no stamp", fixable=True)
REPORT = CheckReport((ERROR, WARNING), 12)
NASTY = Finding("I128", "error", "a,b:c%.md", 1, 1, "50 %\nnext ::error::x \x1b[31m", "\r")


def test_text_is_what_compilers_print_with_the_hint_below_and_a_count():
    assert as_text(REPORT).splitlines() == [
        ".backlog/backlog/ML-1.md:4:9: I128 `status` is 'dooing'",
        "    did you mean 'doing'?",
        ".backlog/backlog/ML-2 é.md:2:1: I143 no stamp",
        "1 error and 1 warning in 12 files; `gitagile check --fix` mends 1",
    ]


def test_text_says_what_was_mended_and_that_nothing_is_left():
    report = CheckReport((), 1, (Fixed("a.md", ("`status` was spelt",)),))
    assert as_text(report) == "mended a.md: `status` was spelt\n1 file checked, nothing found\n"


def test_json_has_the_promised_shape():
    told = json.loads(as_json(REPORT))
    assert told == {
        "schema": 1,
        "findings": [
            {
                "code": "I128",
                "severity": "error",
                "path": ".backlog/backlog/ML-1.md",
                "line": 4,
                "column": 9,
                "message": "`status` is 'dooing'",
                "hint": "did you mean 'doing'?",
            },
            {
                "code": "I143",
                "severity": "warning",
                "path": ".backlog/backlog/ML-2 é.md",
                "line": 2,
                "column": 1,
                "message": "no stamp",
                "hint": "",
            },
        ],
        "files": 12,
    }


def test_json_names_what_was_mended():
    told = json.loads(as_json(CheckReport((), 1, (Fixed("a.md", ("x", "y")),))))
    assert told["fixed"] == [{"path": "a.md", "mended": ["x", "y"]}]


def test_github_gets_one_command_a_finding():
    assert as_github(REPORT).splitlines() == [
        "::error file=.backlog/backlog/ML-1.md,line=4,col=9,title=I128::`status` is 'dooing'%0Adid you mean 'doing'?",
        "::warning file=.backlog/backlog/ML-2 é.md,line=2,col=1,title=I143::no stamp",
    ]


def test_no_text_of_a_file_becomes_a_command_of_its_own():
    (line,) = as_github(CheckReport((NASTY,), 1)).split("\n")[:-1]
    assert line.startswith("::error file=a%2Cb%3Ac%25.md,line=1,col=1,title=I128::50 %25%0Anext")
    assert line.endswith("%0A%0D")


def test_gitlab_tells_equal_findings_apart_by_their_fingerprint():
    rows = json.loads(as_gitlab(CheckReport((ERROR, ERROR, WARNING), 1)))
    assert len({row["fingerprint"] for row in rows}) == 3
    assert [row["severity"] for row in rows] == ["major", "major", "minor"]
    assert rows[0]["location"] == {"path": ".backlog/backlog/ML-1.md", "lines": {"begin": 4}}


def test_a_fingerprint_stays_when_the_line_moves():
    moved = Finding(ERROR.code, ERROR.severity, ERROR.path, 90, 1, ERROR.message)
    first, second = (json.loads(as_gitlab(CheckReport((one,), 1)))[0] for one in (ERROR, moved))
    assert first["fingerprint"] == second["fingerprint"]


def test_sarif_names_each_rule_once_and_refers_to_it_by_number():
    log = json.loads(as_sarif(CheckReport((ERROR, WARNING, ERROR), 1)))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert (log["version"], [rule["id"] for rule in rules]) == ("2.1.0", ["I128", "I143"])
    assert [(one["ruleIndex"], one["level"]) for one in run["results"]] == [(0, "error"), (1, "warning"), (0, "error")]
    place = run["results"][1]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == ".backlog/backlog/ML-2%20%C3%A9.md"
    assert place["region"] == {"startLine": 2, "startColumn": 1}


def test_sarif_describes_every_rule():
    findings = tuple(Finding(rule.code, rule.severity, "a", 1, 1, "x") for rule in RULES)
    described = json.loads(as_sarif(CheckReport(findings, 1)))["runs"][0]["tool"]["driver"]["rules"]
    assert len({rule["name"] for rule in described}) == len(RULES)
    assert all(rule["shortDescription"]["text"].endswith(".") and rule["help"]["text"] for rule in described)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_bears_hostile_texts_and_names_that_are_no_utf_8(name):
    report = CheckReport((NASTY, Finding("B303", "error", "x\udcff.md", 1, 1, "y")), 1)
    text = FORMATS[name](report)
    assert text.endswith("\n")
    assert "\x1b" not in text or name in {"text", "github"}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_bears_a_check_without_findings(name):
    assert isinstance(FORMATS[name](CheckReport((), 0)), str)
