"""The stop rule: metrics that did not get better by enough in so many sprints that a stop is worth talking about.

It is proposed in words and never imposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..config.record import Metric
from .gate_check import CHANGED, Delta


class Gain(NamedTuple):
    """What a metric gained in one sprint, signed by its direction: above 0 is better."""

    sprint: str
    gain: Decimal


class StopProposal(NamedTuple):
    """A metric that gained less than `min_delta` in each of `gains`, the last sprints that measured it."""

    metric: str
    min_delta: Decimal
    gains: tuple[Gain, ...]

    @property
    def words(self) -> str:
        """The proposal as people read it."""
        gained = ", ".join(f"{one.gain:+f} in {one.sprint}" for one in self.gains)
        less = f"gained less than {self.min_delta:f}" if self.min_delta > 0 else "did not get better"
        sprints = "the last sprint" if len(self.gains) == 1 else f"the last {len(self.gains)} sprints"
        return f"{self.metric} {less} in {sprints} ({gained}): is it time to stop, or to try something else?"


def stop_proposals(
    metrics: Iterable[Metric], closed: Sequence[tuple[str, Mapping[str, Delta]]]
) -> tuple[StopProposal, ...]:
    """A proposal for each metric with `stop_after` n that gained less than `min_delta` in its last n sprints.

    `closed`: the closed sprints in the order of their close, each with how the metrics moved in it. A sprint that did
    not measure a metric says nothing of it and is passed over. One in which it cannot be compared (not measured at one
    end, other evaluation data, no number) ends the row: from what is not known no stop is proposed. Without `min_delta`
    a metric that did not get better at all gained too little.
    """
    found = (
        _proposal(metric, [(name, moved[metric.name]) for name, moved in closed if metric.name in moved])
        for metric in metrics
    )
    return tuple(one for one in found if one is not None)


def _proposal(metric: Metric, moved: Sequence[tuple[str, Delta]]) -> StopProposal | None:
    count, enough = metric.stop_after, metric.min_delta or Decimal(0)
    if not count or len(moved) < count:
        return None
    gains: list[Gain] = []
    for sprint, delta in moved[-count:]:
        if delta.said != CHANGED or delta.gain is None or not _is_too_little(delta.gain, enough):
            return None
        gains.append(Gain(sprint, delta.gain))
    return StopProposal(metric.name, enough, tuple(gains))


def _is_too_little(gain: Decimal, enough: Decimal) -> bool:
    return gain < enough if enough > 0 else gain <= 0
