"""What a gate asks for less than before: every row is written out; and predictions told anew."""

from __future__ import annotations

import pytest

from gitagile.analytics.gate_changes import changed_predictions, loosened
from gitagile.model.gate import read_gate
from gitagile.model.item import Item

VALUE = {"metric": "auc", "op": ">=", "value": 0.88}
DELTA = {"metric": "auc", "baseline": "sprint-start", "min_delta": 0.01}
TEST = {"junit": "r.xml", "test": "test_slice"}
CARD = {"file": "card.md", "has": "Limits"}

LOOSER = [
    # before, after, in words
    (VALUE, VALUE | {"value": 0.87}, "auc >= 0.88: the value went down from 0.88 to 0.87"),
    (VALUE | {"op": ">"}, VALUE | {"op": ">", "value": 0.87}, "auc > 0.88: the value went down from 0.88 to 0.87"),
    (VALUE | {"op": "<="}, VALUE | {"op": "<=", "value": 0.9}, "auc <= 0.88: the value went up from 0.88 to 0.9"),
    (VALUE | {"op": "<"}, VALUE | {"op": "<", "value": 0.9}, "auc < 0.88: the value went up from 0.88 to 0.9"),
    (VALUE | {"op": "=="}, VALUE | {"op": "==", "value": 0.9}, "auc == 0.88: the value changed from 0.88 to 0.9"),
    (VALUE | {"op": ">"}, VALUE, "auc > 0.88: `>` became `>=`"),
    (VALUE | {"op": "<"}, VALUE | {"op": "<="}, "auc < 0.88: `<` became `<=`"),
    (VALUE | {"op": "=="}, VALUE, "auc == 0.88: `==` became `>=`"),
    (VALUE, VALUE | {"op": "<="}, "auc >= 0.88: `>=` became `<=`"),
    (VALUE, VALUE | {"op": "<=", "value": 0.9}, "auc >= 0.88: `>=` became `<=`; the value went up from 0.88 to 0.9"),
    (VALUE, VALUE | {"atol": 0.01}, "auc >= 0.88: the tolerance atol grew from 0 to 0.01"),
    (
        VALUE | {"rtol": 0.01},
        VALUE | {"rtol": 0.02},
        "auc >= 0.88 (rtol 0.01): the tolerance rtol grew from 0.01 to 0.02",
    ),
    (
        VALUE,
        VALUE | {"value": 0.8, "rtol": 0.02},
        "auc >= 0.88: the value went down from 0.88 to 0.8; the tolerance rtol grew from 0 to 0.02",
    ),
    (
        VALUE,
        VALUE | {"source": "easy.json"},
        "auc >= 0.88: the metric is looked for in easy.json, before in the place the config names",
    ),
    (
        DELTA,
        DELTA | {"min_delta": -0.01},
        "auc better than sprint-start by at least 0.01: the minimum delta went down from 0.01 to -0.01",
    ),
    (
        DELTA,
        DELTA | {"baseline": "v0.1"},
        "auc better than sprint-start by at least 0.01: the baseline was sprint-start, now v0.1",
    ),
    (
        DELTA,
        DELTA | {"atol": 1},
        "auc better than sprint-start by at least 0.01: the tolerance atol grew from 0 to 1",
    ),
    (TEST, TEST | {"junit": "o.xml"}, "test_slice passes in r.xml: the test is looked for in o.xml, before in r.xml"),
    (
        CARD,
        CARD | {"file": "o.md"},
        "card.md has the heading 'Limits': the heading is looked for in o.md, before in card.md",
    ),
    (VALUE, VALUE | {"metric": "f1"}, "auc >= 0.88: the gate was removed"),
    (VALUE, DELTA, "auc >= 0.88: the gate was removed"),
    (TEST, TEST | {"test": "test_easy"}, "test_slice passes in r.xml: the gate was removed"),
    (CARD, CARD | {"has": "Intro"}, "card.md has the heading 'Limits': the gate was removed"),
]


@pytest.mark.parametrize(("before", "after", "said"), LOOSER)
def test_a_gate_that_asks_for_less_is_told_in_words(before, after, said):
    (found,) = loosened((read_gate(before),), (read_gate(after),))
    assert found.said == said
    assert found.before == read_gate(before)
    assert found.after == (None if said.endswith("removed") else read_gate(after))


SOUND = [
    # before, after
    (VALUE, VALUE),
    (VALUE, VALUE | {"value": 0.880}),
    (VALUE, VALUE | {"value": 0.89}),
    (VALUE | {"op": "<="}, VALUE | {"op": "<=", "value": 0.8}),
    (VALUE, VALUE | {"op": ">"}),
    (VALUE | {"op": "<="}, VALUE | {"op": "<"}),
    (VALUE, VALUE | {"op": "=="}),
    (VALUE | {"atol": 0.01}, VALUE),
    (VALUE | {"rtol": 0.02}, VALUE | {"rtol": 0.01}),
    (DELTA, DELTA | {"min_delta": 0.02}),
    (DELTA | {"atol": 0.01}, DELTA),
    (VALUE, VALUE | {"op": "=>"}),
    (VALUE, "text"),
    (VALUE | {"op": "=>"}, VALUE | {"value": 0.1}),
]


@pytest.mark.parametrize(("before", "after"), SOUND)
def test_a_gate_that_asks_as_much_or_cannot_be_read_is_no_news(before, after):
    assert loosened((read_gate(before),), (read_gate(after),)) == ()


def test_gates_are_told_apart_by_what_they_are_about():
    young, old = (VALUE | {"metric": name} for name in ("auc.young", "auc.old"))
    before = [read_gate(one) for one in (young, old, TEST, CARD)]
    after = [read_gate(one) for one in (CARD, old | {"value": 0.5}, young)]
    assert [found.said for found in loosened(before, after)] == [
        "auc.old >= 0.88: the value went down from 0.88 to 0.5",
        "test_slice passes in r.xml: the gate was removed",
    ]
    assert loosened(before, list(reversed(before))) == ()
    assert loosened((), before) == ()
    assert len(loosened(before, ())) == 4


def test_of_two_gates_on_one_metric_the_one_that_stayed_is_no_news():
    strict, mild = read_gate(VALUE | {"value": 0.9}), read_gate(VALUE | {"value": 0.8})
    (found,) = loosened((mild, strict), (mild, read_gate(VALUE | {"value": 0.85})))
    assert found.said == "auc >= 0.9: the value went down from 0.9 to 0.85"
    (gone,) = loosened((mild, strict), (mild,))
    assert gone.said == "auc >= 0.9: the gate was removed"


def trial(
    hypothesis: str | None = "Clean clicks lift AUC by 0.01", timebox: str | None = "3d", **fields: object
) -> Item:
    return Item("ML-a", "p", "backlog", hypothesis=hypothesis, timebox=timebox, fields=tuple(fields.items()))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (trial(), trial(), ()),
        (trial(), trial("Clean  clicks lift\nAUC by 0.01"), ()),
        (trial(None, None), trial(), ()),
        (trial(), trial("x"), ("`hypothesis` was 'Clean clicks lift AUC by 0.01', now 'x'",)),
        (trial(), trial(None), ("`hypothesis` was 'Clean clicks lift AUC by 0.01', now there is none",)),
        (trial(), trial(timebox="5d"), ("`timebox` was '3d', now '5d'",)),
        (trial(metric="auc"), trial(metric="f1"), ("`metric` was 'auc', now 'f1'",)),
        (trial(baseline=0.8), trial(baseline="v1"), ("`baseline` was '0.8', now 'v1'",)),
        (
            trial(budget={"gpu_hours": 20, "runs": 3}),
            trial(budget={"gpu_hours": 40, "runs": 3}),
            ("`budget` was 'gpu_hours 20, runs 3', now 'gpu_hours 40, runs 3'",),
        ),
        (trial(notes="a"), trial(notes="b"), ()),
    ],
)
def test_what_an_experiment_predicts_otherwise_is_told(before, after, said):
    assert changed_predictions(before, after) == said
