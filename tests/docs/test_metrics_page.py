"""The worked examples of docs/figures/metrics.md hold: each row of its tables is a delta or a gate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from gitagile.actions.model_work.metrics import row_of
from gitagile.analytics.gate_check import check_metric
from gitagile.evidence.printed import BOOLEAN, NUMBER, TEXT, Printed, number_in
from gitagile.model.gate import read_gate
from gitagile.model.measurement import Measurement
from gitagile.render.metric_words import delta_words

PAGE = (Path(__file__).parents[2] / "docs" / "figures" / "metrics.md").read_text(encoding="utf-8")


def rows_of(head: str) -> Iterator[list[str]]:
    """The cells of the table whose head begins so."""
    _, _, rest = PAGE.partition(f"| {head} |")
    for line in rest.split("\n")[2:]:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split("|")]


def printed(text: str) -> Measurement:
    """A value as its file prints it."""
    kind = BOOLEAN if text in ("true", "false") else TEXT if "±" in text else NUMBER
    value, reason = number_in(Printed(text, kind))
    return Measurement("auc", value, text, "git", "m.json", reason)


DELTAS = list(rows_of("start | close | direction"))
GATES = list(rows_of("demand | baseline"))


def test_the_page_has_examples_of_both() -> None:
    assert (len(DELTAS), len(GATES)) == (9, 14)


@pytest.mark.parametrize(("start", "close", "direction", "moved"), DELTAS)
def test_a_delta_of_the_page_is_what_the_command_says(start: str, close: str, direction: str, moved: str) -> None:
    known = direction if direction in ("up", "down") else ""
    assert delta_words(row_of("auc", (printed(start), printed(close)), known)) == moved


@pytest.mark.parametrize(("demand", "baseline", "value", "direction", "result"), GATES)
def test_a_gate_of_the_page_is_judged_as_it_says(
    demand: str, baseline: str, value: str, direction: str, result: str
) -> None:
    gate = read_gate({"metric": "auc", **yaml.safe_load(re.sub("`", "", demand))})
    assert not gate.fault
    judged = check_metric(gate, printed(value), printed(baseline) if baseline else None, direction)
    assert judged.result == result
