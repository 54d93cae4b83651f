"""Gates and deltas: every row of the table is written out, none recomputes what the code computes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gitagile.analytics.gate_check import Delta, check_headings, check_metric, check_test, metric_delta
from gitagile.evidence.printed import NUMBER, TEXT, Printed, number_in
from gitagile.model.gate import read_gate
from gitagile.model.measurement import CaseOutcome, Headings, Measurement

GONE = Measurement("auc", reason="m.json is not in git")


def printed(text: str) -> Measurement:
    """A value as a metric file would give it."""
    value, reason = number_in(Printed(text, TEXT if "±" in text else NUMBER))
    return Measurement("auc", value, text, "git", "m.json", reason and f"auc {reason}")


def gate(**keys: object) -> dict[str, object]:
    return {"metric": "auc", **keys}


VALUES = [
    # op, demanded, atol, rtol, printed, result
    (">=", 0.88, 0, 0, "0.89", "pass"),
    (">=", 0.88, 0, 0, "0.88", "pass"),
    (">=", 0.88, 0, 0, "0.8799999999999999999999999", "fail"),
    (">=", 0.88, 0, 0, "0.88 ± 0.01", "pass"),
    (">=", 0.88, 0, 0, "0.87 ± 0.05", "fail"),
    (">", 0.88, 0, 0, "0.88", "fail"),
    (">", 0.88, 0, 0, "0.8800000000000000000000001", "pass"),
    ("<=", 50, 0, 0, "50", "pass"),
    ("<=", 50, 0, 0, "50.0", "pass"),
    ("<=", 50, 0, 0, "50.001", "fail"),
    ("<", 50, 0, 0, "50", "fail"),
    ("<", 50, 0, 0, "49.999", "pass"),
    ("==", 0.1, 0, 0, "0.10", "pass"),
    ("==", 0.1, 0, 0, "1e-1", "pass"),
    ("==", 0.1, 0, 0, "0.1000001", "fail"),
    ("==", 0.1, 0.001, 0, "0.099", "pass"),
    (">=", 0.88, 0.01, 0, "0.87", "pass"),
    (">=", 0.88, 0.01, 0, "0.8699", "fail"),
    (">", 0.88, 0.01, 0, "0.87", "fail"),
    ("<=", 50, 1, 0.02, "51", "pass"),
    ("<=", 50, 0, 0.02, "51", "pass"),
    ("<=", 50, 0, 0.02, "51.01", "fail"),
    ("<=", 50, 2, 0.02, "52", "pass"),
    ("<", 50, 1, 0, "51", "fail"),
    (">=", -10, 0, 0.1, "-11", "pass"),
    (">=", -10, 0, 0.1, "-11.1", "fail"),
    (">=", 0, 0, 0.5, "-0.1", "fail"),
    (">=", 1e300, 0, 0, "1e-300", "fail"),
    (">=", 0.88, 0, 0, "NaN", "fail"),
    ("<=", 0.88, 0, 0, "NaN", "fail"),
    ("==", 0.88, 0, 0, "NaN", "fail"),
    (">=", 0.88, 0, 0, "Infinity", "fail"),
    ("<=", 0.88, 0, 0, "-Infinity", "fail"),
]


@pytest.mark.parametrize(("op", "demanded", "atol", "rtol", "text", "result"), VALUES)
def test_a_value_is_held_against_the_decimal_that_was_written(op, demanded, atol, rtol, text, result):
    demand = read_gate(gate(op=op, value=demanded, atol=atol, rtol=rtol))
    assert check_metric(demand, printed(text)).result == result


DELTAS = [
    # direction, baseline, measured, min_delta, atol, rtol, result
    ("up", "0.80", "0.89", 0.01, 0, 0, "pass"),
    ("up", "0.2", "0.3", 0.1, 0, 0, "pass"),  # 0.3 >= 0.2 + 0.1 does not hold in binary floats
    ("up", "0.80", "0.81", 0.01, 0, 0, "pass"),
    ("up", "0.80", "0.8099999999", 0.01, 0, 0, "fail"),
    ("up", "0.80", "0.79", 0.01, 0, 0, "fail"),
    ("up", "0.80", "0.80", 0, 0, 0, "pass"),
    ("up", "0.80", "0.79", -0.01, 0, 0, "pass"),
    ("down", "100", "90", 10, 0, 0, "pass"),
    ("down", "100", "90.1", 10, 0, 0, "fail"),
    ("down", "100", "110", 10, 0, 0, "fail"),
    ("down", "0.3", "0.2", 0.1, 0, 0, "pass"),
    ("down", "100", "100", 0, 0, 0, "pass"),
    ("up", "0.80", "0.805", 0.01, 0.005, 0, "pass"),
    ("up", "0.80", "0.804", 0.01, 0.005, 0, "fail"),
    ("up", "200", "196", 0, 0, 0.02, "pass"),
    ("up", "200", "195.9", 0, 0, 0.02, "fail"),
    ("up", "200", "195.9", 0, 5, 0.02, "pass"),
    ("up", "-200", "-204", 0, 0, 0.02, "pass"),
    ("down", "200", "204", 0, 0, 0.02, "pass"),
    ("down", "200", "204.1", 0, 0, 0.02, "fail"),
    ("up", "0", "0", 0, 0, 0.5, "pass"),
    ("up", "0", "-0.1", 0, 0, 0.5, "fail"),
    ("up", "NaN", "0.89", 0.01, 0, 0, "fail"),
    ("up", "0.80", "NaN", 0.01, 0, 0, "fail"),
    ("down", "NaN", "NaN", 0, 0, 0, "fail"),
    ("up", "Infinity", "0.89", 0, 0, 0, "fail"),
    ("down", "0.80", "-Infinity", 0, 0, 0, "fail"),
    ("up", "0.80 ± 0.02", "0.82 ± 0.02", 0.02, 0, 0, "pass"),
]


@pytest.mark.parametrize(("direction", "baseline", "measured", "delta", "atol", "rtol", "result"), DELTAS)
def test_a_minimum_delta_is_signed_by_the_direction(direction, baseline, measured, delta, atol, rtol, result):
    demand = read_gate(gate(baseline="sprint-start", min_delta=delta, atol=atol, rtol=rtol))
    assert check_metric(demand, printed(measured), printed(baseline), direction).result == result


@pytest.mark.parametrize(
    ("measured", "baseline", "reason"),
    [
        (GONE, printed("0.8"), "m.json is not in git"),
        (printed("NaN"), printed("0.8"), "auc is NaN, not a number"),
        (printed("Infinity"), printed("0.8"), "auc is Infinity, not a finite number"),
        (printed("0.8"), None, "no baseline main: it is unknown"),
        (printed("0.8"), GONE, "no baseline main: m.json is not in git"),
        (printed("0.8"), printed("NaN"), "no baseline main: auc is NaN, not a number"),
        (printed("0.8"), printed("0.8"), "0.8 -> 0.8 is better by 0.0, 0.01 is demanded"),
    ],
)
def test_a_comparison_that_cannot_be_made_fails_and_is_named(measured, baseline, reason):
    result = check_metric(read_gate(gate(baseline="main", min_delta=0.01)), measured, baseline)
    assert (result.result, result.reason) == ("fail", reason)


def test_a_missing_value_fails_and_is_named():
    result = check_metric(read_gate(gate(op=">=", value=0.88)), GONE)
    assert result == ("auc >= 0.88", "", "", "fail", "m.json is not in git")


def test_a_pass_shows_both_values_as_printed():
    result = check_metric(read_gate(gate(baseline="v1.0", min_delta=0.01)), printed("0.89 ± 0.01"), printed("0.80"))
    assert result == ("auc better than v1.0 by at least 0.01", "0.89 ± 0.01", "0.80", "pass", "")


def test_other_evaluation_data_is_no_comparison():
    before = printed("0.80")._replace(proof=(("data/holdout.csv", "a1"),))
    after = printed("0.95")._replace(proof=(("data/holdout.csv", "b2"),))
    reason = "not comparable: the evaluation data changed (data/holdout.csv)"
    result = check_metric(read_gate(gate(baseline="main", min_delta=0)), after, before)
    assert (result.result, result.reason) == ("fail", reason)
    assert metric_delta(before, after, "up") == Delta("not comparable", reason=reason)
    assert metric_delta(before, printed("0.95"), "up").said == "changed"


@pytest.mark.parametrize(
    ("start", "close", "direction", "delta"),
    [
        ("0.80", "0.89", "up", ("changed", "0.09", "0.09", "11.25")),
        ("0.80", "0.89", "down", ("changed", "0.09", "-0.09", "-11.25")),
        ("100", "90", "down", ("changed", "-10", "10", "10")),
        ("-2", "-1", "up", ("changed", "1", "1", "50")),
        ("0", "0.5", "up", ("changed", "0.5", "0.5", None)),
        ("3", "4", "up", ("changed", "1", "1", "33.3333333333")),
        ("0.5", "0.5", "up", ("changed", "0", "0", "0")),
    ],
)
def test_a_delta_is_exact_signed_and_relative_to_the_start(start, close, direction, delta):
    found = metric_delta(printed(start), printed(close), direction)
    said, *numbers = delta
    assert found.said == said
    assert [found.change, found.gain, found.percent] == [None if one is None else Decimal(one) for one in numbers]


@pytest.mark.parametrize(
    ("start", "close", "said", "reason"),
    [
        (GONE, printed("0.8"), "new", "m.json is not in git"),
        (printed("0.8"), GONE, "gone", "m.json is not in git"),
        (GONE, GONE, "unavailable", "m.json is not in git"),
        (printed("NaN"), printed("0.8"), "new", "auc is NaN, not a number"),
        (printed("0.8"), printed("NaN"), "gone", "auc is NaN, not a number"),
    ],
)
def test_a_delta_without_two_numbers_says_which_is_missing(start, close, said, reason):
    assert metric_delta(start, close, "up") == Delta(said, reason=reason)


FAULTY = [
    ("text", "it is not a mapping of keys"),
    ({}, "it has no `metric`"),
    ({"metric": "auc", "op": ">="}, "it has no `value`"),
    ({"metric": "auc", "op": "=>", "value": 1}, "`op` is '=>', which is none of >=, >, <=, <, =="),
    ({"metric": "auc", "op": ">=", "value": True}, "`value` is no number"),
    ({"metric": "auc", "op": ">=", "value": "0.8"}, "`value` is no number"),
    ({"metric": "auc", "op": ">=", "value": float("nan")}, "`value` is no number"),
    ({"metric": "auc", "op": ">=", "value": 10**400}, "`value` is no number"),
    ({"metric": "auc", "op": ">=", "value": 1, "atol": -1}, "`atol` is below 0"),
    ({"metric": "", "op": ">=", "value": 1}, "`metric` is no text"),
    ({"metric": "auc", "baseline": "main"}, "it has no `min_delta`"),
]


@pytest.mark.parametrize(("written", "fault"), FAULTY)
def test_a_gate_that_cannot_be_read_never_passes(written, fault):
    demand = read_gate(written)
    assert demand.fault == fault
    for result in (
        check_metric(demand, printed("1"), printed("0")),
        check_test(demand, (CaseOutcome("t", "", "passed"),)),
        check_headings(demand, Headings("f", ("t",))),
    ):
        assert (result.result, result.demand) == ("fail", "a gate that cannot be read")


def test_a_test_passes_only_if_all_of_its_variants_do():
    demand = read_gate({"junit": "report.xml", "test": "test_slice"})
    passed, failed = (
        CaseOutcome("test_slice[a]", "t", "passed"),
        CaseOutcome("test_slice[b]", "t", "failed", "0.7 < 0.8"),
    )
    skipped, broken = CaseOutcome("test_slice", "t", "skipped"), CaseOutcome("test_slice", "t", "error")
    assert check_test(demand, (passed, passed)) == ("test_slice passes in report.xml", "passed", "", "pass", "")
    assert check_test(demand, (passed, failed)).reason == "test_slice[b] is failed: 0.7 < 0.8"
    assert check_test(demand, (skipped,)).reason == "test_slice is skipped, which is not passed"
    assert check_test(demand, (broken,)).reason == "test_slice is broken"
    assert check_test(demand, ()).reason == "report.xml has no test 'test_slice'"
    assert check_test(demand, (passed,), "is not there").reason == "report.xml is not there"


def test_a_heading_is_found_whatever_its_case():
    demand = read_gate({"file": "card.md", "has": "Intended use"})
    found = Headings("card.md", ("Model", "INTENDED  Use"))
    assert check_headings(demand, found) == ("card.md has the heading 'Intended use'", "INTENDED  Use", "", "pass", "")
    assert check_headings(demand, Headings("card.md", ("Use",))).reason == "card.md has no heading 'Intended use'"
    assert check_headings(demand, Headings("card.md", reason="is not there")).reason == "card.md is not there"


GRID = """
direction  least  margin       baseline  0.78  0.79  0.80  0.81  0.82  0.83  missing  NaN   Infinity  text
up         0.02   -            0.80      fail  fail  fail  fail  pass  pass  fail     fail  fail      fail
up         0.02   atol=0.01    0.80      fail  fail  fail  pass  pass  pass  fail     fail  fail      fail
up         0.02   rtol=0.0125  0.80      fail  fail  fail  pass  pass  pass  fail     fail  fail      fail
up         0      -            0.80      fail  fail  pass  pass  pass  pass  fail     fail  fail      fail
up         0      atol=0.01    0.80      fail  pass  pass  pass  pass  pass  fail     fail  fail      fail
up         -0.01  -            0.80      fail  pass  pass  pass  pass  pass  fail     fail  fail      fail
up         -0.01  atol=0.01    0.80      pass  pass  pass  pass  pass  pass  fail     fail  fail      fail
up         -1     atol=9       missing   fail  fail  fail  fail  fail  fail  fail     fail  fail      fail
up         -1     atol=9       NaN       fail  fail  fail  fail  fail  fail  fail     fail  fail      fail
up         -1     atol=9       Infinity  fail  fail  fail  fail  fail  fail  fail     fail  fail      fail
up         -1     atol=9       text      fail  fail  fail  fail  fail  fail  fail     fail  fail      fail
down       0.02   -            0.80      pass  fail  fail  fail  fail  fail  fail     fail  fail      fail
down       0.02   atol=0.01    0.80      pass  pass  fail  fail  fail  fail  fail     fail  fail      fail
down       0.02   rtol=0.0125  0.80      pass  pass  fail  fail  fail  fail  fail     fail  fail      fail
down       0      -            0.80      pass  pass  pass  fail  fail  fail  fail     fail  fail      fail
down       0      atol=0.01    0.80      pass  pass  pass  pass  fail  fail  fail     fail  fail      fail
down       -0.01  -            0.80      pass  pass  pass  pass  fail  fail  fail     fail  fail      fail
down       -0.01  atol=0.01    0.80      pass  pass  pass  pass  pass  fail  fail     fail  fail      fail
down       -1     atol=9       missing   fail  fail  fail  fail  fail  fail  fail     fail  fail      fail
down       -1     atol=9       NaN       fail  fail  fail  fail  fail  fail  fail     fail  fail      fail
down       -1     atol=9       Infinity  fail  fail  fail  fail  fail  fail  fail     fail  fail      fail
down       -1     atol=9       text      fail  fail  fail  fail  fail  fail  fail     fail  fail      fail
>=         0.80   -            -         fail  fail  pass  pass  pass  pass  fail     fail  fail      fail
>=         0.80   atol=0.01    -         fail  pass  pass  pass  pass  pass  fail     fail  fail      fail
>=         0.80   rtol=0.0125  -         fail  pass  pass  pass  pass  pass  fail     fail  fail      fail
>          0.80   -            -         fail  fail  fail  pass  pass  pass  fail     fail  fail      fail
>          0.80   atol=0.01    -         fail  fail  pass  pass  pass  pass  fail     fail  fail      fail
<=         0.80   -            -         pass  pass  pass  fail  fail  fail  fail     fail  fail      fail
<=         0.80   atol=0.01    -         pass  pass  pass  pass  fail  fail  fail     fail  fail      fail
<          0.80   -            -         pass  pass  fail  fail  fail  fail  fail     fail  fail      fail
<          0.80   atol=0.01    -         pass  pass  pass  fail  fail  fail  fail     fail  fail      fail
==         0.80   -            -         fail  fail  pass  fail  fail  fail  fail     fail  fail      fail
==         0.80   atol=0.01    -         fail  pass  pass  pass  fail  fail  fail     fail  fail      fail
>=         0.80   atol=9       -         pass  pass  pass  pass  pass  pass  fail     fail  fail      fail
"""
"""Directions and comparisons, what is demanded, tolerances, baselines, and below them what was measured."""


def grid_rows():
    head, *lines = (line.split() for line in GRID.strip().splitlines())
    for line in lines:
        for measured, result in zip(head[4:], line[4:], strict=True):
            yield pytest.param(*line[:4], measured, result, id=" ".join((*line[:4], measured)))


def measured_as(word: str) -> Measurement:
    return GONE if word == "missing" else printed("good" if word == "text" else word)


@pytest.mark.parametrize(("word", "demanded", "margin", "baseline", "measured", "result"), [*grid_rows()])
def test_each_direction_missing_value_nan_tie_and_tolerance(word, demanded, margin, baseline, measured, result):
    name, _, size = margin.partition("=")
    margins = {name: float(size)} if size else {}
    if baseline == "-":
        checked = check_metric(read_gate(gate(op=word, value=float(demanded), **margins)), measured_as(measured))
    else:
        demand = read_gate(gate(baseline="main", min_delta=float(demanded), **margins))
        checked = check_metric(demand, measured_as(measured), measured_as(baseline), word)
    assert checked.result == result
    assert bool(checked.reason) == (result == "fail")
