"""Rules passed over, everywhere or in one file."""

from __future__ import annotations

from gitagile.actions.check_backlog import Fixing
from tests.unit.rules.trees import CONFIG, ITEM, STAMP, checked, codes, item


def test_the_config_passes_over_a_rule_everywhere():
    files = {
        CONFIG: '[check]\nignore = ["I128", "B306"]\n',
        ITEM: item("status: dooing", "parent: ML-no", "points: -1"),
    }
    assert codes(checked(files)) == ["I132"]


def test_a_comment_passes_over_rules_in_its_file():
    text = item("# gitagile: ignore[I128, B306]", "status: dooing", "parent: ML-no", "points: -1")
    assert codes(checked({ITEM: text})) == ["I132"]
    assert codes(checked({ITEM: text.replace("I128", "I129")})) == ["I128", "I132"]


def test_a_comment_may_stand_behind_a_value():
    assert checked({ITEM: item("status: dooing  # gitagile: ignore[I128]")}).findings == ()


def test_a_comment_in_the_body_passes_over_nothing():
    assert codes(checked({ITEM: item("status: dooing", body="# gitagile: ignore[I128]\n")})) == ["I128"]


def test_why_a_file_cannot_be_read_is_never_passed_over():
    files = {CONFIG: '[check]\nignore = ["I102"]\n', ITEM: "no front matter"}
    assert codes(checked(files)) == ["I102", "C505"]


def test_a_comment_that_names_no_rule_is_found_where_it_stands():
    (finding,) = checked({ITEM: item("# gitagile: ignore[I999]")}).findings
    assert (finding.code, finding.line, finding.column) == ("I145", 4, 20)


def test_a_mended_file_is_judged_as_it_is_afterwards_even_where_it_is_not_written_yet():
    text = item("# gitagile: ignore[B306]", "title2: @x", "parent: ML-no", "depends_on: [ML-no]", "status: doing")
    kept = {}
    report = checked({ITEM: text}, fixing=Fixing(STAMP, kept.__setitem__))
    (finding,) = [one for one in report.findings if one.code[0] == "B"]
    lines = kept[ITEM].decode().split("\n")
    assert finding.code == "B307"
    assert lines[finding.line - 1].startswith("depends_on")
