"""Gates as they are written and said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gitagile.model.gate import read_gate
from gitagile.text.nodes import as_value
from gitagile.text.yaml_nodes import read_nodes

WORDS = [
    ('{metric: eval.auc, source: eval/metrics.json, op: ">=", value: 0.88}', "eval.auc >= 0.88"),
    ("{metric: latency, op: '<=', value: 50, atol: 1, rtol: 0.02}", "latency <= 50 (atol 1, rtol 0.02)"),
    (
        "{metric: eval.auc, baseline: sprint-start, min_delta: 0.01}",
        "eval.auc better than sprint-start by at least 0.01",
    ),
    ("{junit: reports/junit.xml, test: test_slice}", "test_slice passes in reports/junit.xml"),
    ("{file: docs/card.md, has: Intended use}", "docs/card.md has the heading 'Intended use'"),
]


@pytest.mark.parametrize(("written", "demand"), WORDS)
def test_a_demand_is_said_in_words(written, demand):
    gate = read_gate(as_value(read_nodes(written)))
    assert (gate.fault, gate.demand) == ("", demand)


def test_a_number_is_the_decimal_that_was_written():
    gate = read_gate(as_value(read_nodes("{metric: m, baseline: main, min_delta: 0.1, rtol: 1e-3}")))
    assert (gate.min_delta, gate.rtol) == (Decimal("0.1"), Decimal("0.001"))


def test_keys_of_nobody_are_left_to_the_rules():
    assert read_gate({"metric": "m", "op": ">", "value": 1, "why": "x", "shape": "test"}).demand == "m > 1"
