"""What a source says: a file, a name in it, or MLflow."""

from __future__ import annotations

import pytest

from gitagile.config.record import Metric
from gitagile.evidence.wanted import Wanted, direction_of, wanted


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


def test_a_metric_that_no_config_knows_is_better_when_it_is_higher():
    metrics = (Metric("auc", "eval/m.json"), Metric("latency", "perf.json", "down"))
    assert [direction_of(name, metrics) for name in ("auc", "latency", "loss")] == ["up", "down", "up"]
