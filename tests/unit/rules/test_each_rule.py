"""Each rule: what its page calls bad is found, what it calls good is not."""

from __future__ import annotations

import pytest

from gitagile.rules.all_rules import RULES
from tests.unit.rules.trees import ITEM, checked, codes, example, fixed, item

DEEP = "[" * 17 + "x" + "]" * 17
NOT_SHOWN = {
    "I101": {ITEM: item().encode() + b"\xfc"},
    "I105": {ITEM: item(body="x" * 300_000)},
    "I106": {ITEM: item(f"notes: {DEEP}")},
    "I112": {ITEM: None},
    "B304": {},
}
"""What a page can only tell of."""
COMPARED = ("B311", "B312")
"""Found between two trees, by `check --against`: see test_lost_rules and tests/git/actions/test_check_against."""
JUDGED = [rule for rule in RULES if rule.code not in COMPARED]
CODES = [rule.code for rule in JUDGED]
SHOWN = [code for code in CODES if code not in NOT_SHOWN]


@pytest.mark.parametrize("code", CODES)
def test_what_a_page_calls_bad_is_found(code):
    files = NOT_SHOWN[code] if code in NOT_SHOWN else example(code, "Bad")
    report = checked(files, links=(ITEM,) if code == "B304" else ())
    assert code in codes(report)


@pytest.mark.parametrize("code", SHOWN)
def test_what_a_page_calls_good_is_without_a_finding(code):
    files = example(code, "Good")
    assert files
    assert checked(files).findings == ()


@pytest.mark.parametrize("rule", JUDGED, ids=lambda rule: rule.code)
def test_a_finding_has_the_severity_of_its_rule_and_says_what_to_do(rule):
    files = NOT_SHOWN[rule.code] if rule.code in NOT_SHOWN else example(rule.code, "Bad")
    report = checked(files, links=(ITEM,) if rule.code == "B304" else ())
    found = [finding for finding in report.findings if finding.code == rule.code]
    assert {finding.severity for finding in found} == {rule.severity}
    assert all(finding.hint and finding.message and "\n" not in finding.as_line() for finding in found)
    assert not any(finding.fixable for finding in found) or rule.fixable


FIXABLE = [rule for rule in RULES if rule.fixable and rule.code != "I107"]
"""An anchor is not mended; a text that only looks like one is: see test_mending."""


@pytest.mark.parametrize("rule", FIXABLE, ids=lambda rule: rule.code)
def test_what_is_called_fixable_is_mended(rule):
    files = example(rule.code, "Bad")
    report, after = fixed(files)
    assert report.fixed
    assert rule.code not in codes(report)
    assert rule.code not in codes(checked(after))
