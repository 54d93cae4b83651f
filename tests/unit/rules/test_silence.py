"""Rules passed over, everywhere or in one file."""

from __future__ import annotations

from tests.unit.rules.trees import CONFIG, ITEM, checked, codes, item


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
