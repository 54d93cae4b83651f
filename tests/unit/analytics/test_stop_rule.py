"""When a stop is proposed, and when not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gitagile.analytics.gate_check import Delta
from gitagile.analytics.stop_rule import stop_proposals
from gitagile.config.record import Metric

AUC = Metric("auc", min_delta=Decimal("0.005"), stop_after=2)


def moved(gain):
    return Delta(gain) if not gain[-1:].isdigit() else Delta("changed", gain=Decimal(gain))


def proposed(*gains, metric=AUC):
    """The sprints a stop is proposed after; one that did not measure the metric is an empty text."""
    closed = [(f"s{at}", {"auc": moved(gain)} if gain else {}) for at, gain in enumerate(gains, 1)]
    return [[one.sprint for one in proposal.gains] for proposal in stop_proposals((metric,), closed)]


@pytest.mark.parametrize(
    ("gains", "sprints"),
    [
        (("0.01", "0.004", "0.0049"), [["s2", "s3"]]),
        (("0.004", "-0.2"), [["s1", "s2"]]),
        (("0.004", "", "0.001"), [["s1", "s3"]]),  # a sprint about something else
        (("0.004", "0.005"), []),  # just enough
        (("0.004", "0.1", "0.004"), []),
        (("0.004",), []),
        ((), []),
        (("0.004", "not comparable"), []),
        (("0.004", "unavailable", "0.004"), []),
        (("0.004", "new"), []),
    ],
)
def test_a_stop_is_proposed_after_as_many_sprints_as_the_config_says(gains, sprints):
    assert proposed(*gains) == sprints


def test_without_a_least_gain_it_must_get_better_at_all():
    metric = AUC._replace(min_delta=None)
    assert proposed("0", "-0.1", metric=metric) == [["s1", "s2"]]
    assert proposed("0", "0.0001", metric=metric) == []


def test_without_a_rule_nothing_is_proposed():
    assert proposed("0", "0", metric=AUC._replace(stop_after=None)) == []


def test_a_proposal_is_a_question_in_words():
    (one,) = stop_proposals((AUC,), [("s1", {"auc": moved("0.004")}), ("s2", {"auc": moved("-0.0000001")})])
    assert one.words == (
        "auc gained less than 0.005 in the last 2 sprints (+0.004 in s1, -0.0000001 in s2): "
        "is it time to stop, or to try something else?"
    )
    (other,) = stop_proposals((AUC._replace(min_delta=None, stop_after=1),), [("s1", {"auc": moved("0")})])
    assert other.words.startswith("auc did not get better in the last sprint (+0 in s1)")
