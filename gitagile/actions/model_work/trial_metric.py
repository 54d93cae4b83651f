"""The metric of an experiment, from its baseline to what came out, each side with where it was found."""

from __future__ import annotations

from collections.abc import Sequence

from ...analytics.gate_check import metric_delta
from ...evidence.ladder import HEAD, Ladder
from ...evidence.moment import Moment, named, of_run, unavailable
from ...evidence.printed import TEXT, Printed, number_in
from ...evidence.wanted import Wanted
from ...model.gate import DELTA, Gate, read_gate
from ...model.item import Item
from ...model.measurement import Measurement
from ...vcs.state import is_shallow
from ...workspace import Workspace
from .baselines import SPRINT_START, UNSHALLOW, Baseline, Baselines
from .metric_names import MetricNames
from .metrics import MetricRow
from .runs import DVC, JoinedRun

ITEM = "item"
"""Where a baseline was found that the item itself says."""


class TrialMetrics:
    """Measures the metrics of experiments on one ladder."""

    def __init__(self, workspace: Workspace, ladder: Ladder) -> None:
        self._config, self._ladder = workspace.config, ladder
        self._baselines = Baselines(workspace, ladder, None)
        self._cut = f"; {UNSHALLOW}" if is_shallow(workspace.repository) else ""
        moments = (ladder.at(HEAD), ladder.at(None))
        self._names = MetricNames(workspace, [one for one in moments if isinstance(one, Moment)])

    def of(self, item: Item, runs: Sequence[JoinedRun], commit: str | None) -> MetricRow | None:
        """The metric an experiment is about, from its baseline to what came out; None where it names none.

        `commit` is the last one of code that names it. The value is that of its last finished run that logged the
        metric; else what the commit holds.
        """
        gate = gate_of(item)
        if gate is None:
            return None
        one = self._names.demanded(gate)
        direction = next((known.direction for known in self._config.metrics if known.name == gate.metric), "")
        baseline, value = self._baseline(item, gate, one), self._value(one, runs, commit)
        delta = metric_delta(baseline, value, direction)
        return MetricRow(gate.metric, value.source, baseline, value, delta, direction)

    def _baseline(self, item: Item, gate: Gate, one: Wanted) -> Measurement:
        written = dict(item.fields).get("baseline", gate.baseline or SPRINT_START)
        if isinstance(written, int | float) and not isinstance(written, bool):
            return _written(one, str(written), item)
        text = str(written)
        value, _ = number_in(Printed(text, TEXT))
        if value is not None:
            return _written(one, text, item)
        return self._measured(one, self._baselines.of(gate._replace(shape=DELTA, baseline=text), item.sprint))

    def _measured(self, one: Wanted, base: Baseline) -> Measurement:
        if base.held is not None:
            return base.held
        if base.alias:
            return self._ladder.behind((one,), base.alias)[0]
        return self._ladder.measure((one,), (base.revision,))[0][0] if base.revision else unavailable(one, base.reason)

    def _value(self, one: Wanted, runs: Sequence[JoinedRun], commit: str | None) -> Measurement:
        for joined in reversed(runs):
            found = self._of_run(one, joined) if joined.run.is_finished else None
            if found is not None and found.raw:
                return found
        if commit is None:
            why = "no finished run of it has it" if runs else "no run and no commit of code belongs to it"
            return unavailable(one, why + self._cut)
        return self._ladder.measure((one,), (commit,))[0][0]

    def _of_run(self, one: Wanted, joined: JoinedRun) -> Measurement:
        if joined.source == DVC:
            found = self._ladder.measure((one,), (joined.run.id,))[0][0]
            return found._replace(source=f"{found.source} of {named(joined.run)}") if found.raw else found
        return of_run(one, joined.run, named(joined.run))


def gate_of(item: Item) -> Gate | None:
    """What an experiment is about: its `metric`, as a gate of the same metric reads it; else that of its first gate."""
    gates = [gate for written in item.gates if (gate := read_gate(written)).metric and not gate.fault]
    name = dict(item.fields).get("metric")
    if isinstance(name, str) and name:
        return next((gate for gate in gates if gate.metric == name), Gate(DELTA, metric=name))
    return next(iter(gates), None)


def _written(one: Wanted, text: str, item: Item) -> Measurement:
    value, reason = number_in(Printed(text, TEXT))
    return Measurement(one.name, value, text, ITEM, item.path, reason)
