"""Model cards: the model-index and the headings."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gitagile.evidence.all_sources import read_file, source_of
from gitagile.evidence.model_card import card_metrics, read_headings
from gitagile.evidence.printed import Printed, number_in
from tests.unit.evidence.samples import sample


@pytest.mark.parametrize(
    "name", ["accuracy", "churn-holdout.accuracy", "churn.accuracy", "churn-model.churn-holdout.accuracy"]
)
def test_a_metric_of_the_card_has_short_and_long_names(name):
    assert card_metrics(sample("modelcard/README.md")).named(name) == Printed("0.91", "number")


def test_a_spread_in_a_card_is_left():
    found = card_metrics(sample("modelcard/README.md")).named("f1")
    assert found == Printed("0.84 ± 0.01", "text")
    assert number_in(found)[0] == Decimal("0.84")


def test_a_name_that_two_datasets_give_is_ambiguous_alone():
    card = (
        "---\nmodel-index:\n- name: m\n  results:\n"
        "  - {dataset: {name: a}, metrics: [{type: acc, value: 0.1}]}\n"
        "  - {dataset: {name: b}, metrics: [{type: acc, value: 0.2}]}\n---\n"
    )
    readings = card_metrics(card.encode())
    assert readings.named("acc") == Printed("", "twice")
    assert readings.named("b.acc") == Printed("0.2", "number")


@pytest.mark.parametrize(
    ("card", "reason"),
    [
        (b"# A card\n", "has no front matter"),
        (b"---\nlicense: mit\n---\n", "has no `model-index` in its front matter"),
        (b"---\n- 1\n---\n", "has no `model-index` in its front matter"),
        (b"---\na: [\n---\n", "is no YAML we read"),
        (b"\xff", "is not UTF-8"),
        (b" " * (5 * 1024 * 1024), "is larger than 4 MiB"),
    ],
)
def test_a_card_that_says_nothing_has_a_reason(card, reason):
    assert card_metrics(card).fault.startswith(reason)


@pytest.mark.parametrize("index", ["5", "[1, a]", "[{results: 5}]", "[{results: [{metrics: 5}]}]", "{name: m}"])
def test_a_card_of_odd_shape_has_no_metrics(index):
    assert card_metrics(f"---\nmodel-index: {index}\n---\n".encode()).values == {}


def test_headings_are_those_of_markdown():
    card = b"---\nlicense: mit\n---\n# Card\n\n## Intended use\n\n```\n# no heading\n```\nLimits\n------\n"
    assert read_headings(card, "card.md").titles == ("Card", "Intended use", "Limits")
    assert read_headings(b"# Card\n", "card.md").titles == ("Card",)
    assert read_headings(b"\xff", "card.md").reason == "is not UTF-8"
    assert read_headings(b" " * 300_000, "card.md").reason == "is larger than 256 KiB"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("reports/junit.XML", "junit"),
        ("README.md", "model-card"),
        ("eval/metrics.json", "metric-file"),
        ("auc", "metric-file"),
    ],
)
def test_the_table_knows_a_file_by_its_ending(path, name):
    assert source_of(path).name == name


def test_a_file_is_read_by_its_row_of_the_table():
    assert read_file(sample("modelcard/README.md"), "README.md").named("accuracy") == Printed("0.91", "number")
    assert read_file(sample("junit/report.xml"), "r.xml").named("auc") == Printed("0.89", "text")
    assert read_file(b"0.9", "auc").named("auc") == Printed("0.9", "text")
