"""What a source says: a file, a name in it, or MLflow."""

from __future__ import annotations

import pytest

from gitagile.config.record import Metric
from gitagile.evidence.wanted import Wanted, direction_of, wanted, wanted_by
from gitagile.model.gate import read_gate


@pytest.mark.parametrize(
    ("source", "path", "key"),
    [
        ("eval/metrics.json", "eval/metrics.json", "auc"),
        ("./eval//metrics.json", "eval/metrics.json", "auc"),
        ("eval/metrics.json#val.auc", "eval/metrics.json", "val.auc"),
        ("eval/metrics.json#", "eval/metrics.json", "auc"),
        ("mlflow:val_auc", "", "val_auc"),
        ("mlflow:", "", "auc"),
        (None, "", "auc"),
        ("", "", "auc"),
    ],
)
def test_a_source_says_where_and_under_which_name(source, path, key):
    assert wanted("auc", source) == Wanted("auc", path, key)


def test_a_source_that_leads_out_is_a_fault():
    assert wanted("auc", "../m.json").fault == "its source '../m.json' is no path inside the repository"


def test_a_gates_own_source_comes_before_the_configs():
    metrics = (Metric("auc", "eval/m.json"), Metric("latency", "perf.json", "down"))
    own = read_gate({"metric": "auc", "source": "own.json", "op": ">", "value": 1})
    none = read_gate({"metric": "auc", "op": ">", "value": 1})
    strange = read_gate({"metric": "loss", "op": ">", "value": 1})
    assert [wanted_by(gate, metrics).path for gate in (own, none, strange)] == ["own.json", "eval/m.json", ""]
    assert [direction_of(name, metrics) for name in ("auc", "latency", "loss")] == ["up", "down", "up"]
