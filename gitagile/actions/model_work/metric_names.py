"""Which metrics are meant: of the config, of a sprint's focus, of a gate, those that are named, else all there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from ...config.record import Metric
from ...errors import UsageError
from ...evidence.listing import PIPELINE, Listed, declared_metrics, logged_metrics
from ...evidence.moment import Moment
from ...evidence.wanted import MLFLOW_ONLY, Wanted, wanted
from ...model.gate import Gate
from ...model.near_words import near_words
from ...vcs.objects import list_index
from ...workspace import Workspace


class Chosen(NamedTuple):
    """The metrics to measure, and what could not be read while they were looked for."""

    metrics: tuple[Wanted, ...]
    notes: tuple[str, ...] = ()


class MetricNames:
    """Finds the metrics of some moments by their names; what files declare is looked through only where it is asked."""

    def __init__(self, workspace: Workspace, moments: Sequence[Moment]) -> None:
        self._workspace, self._moments = workspace, moments

    @cached_property
    def declared(self) -> Listed:
        """The metrics that the `dvc.yaml` of the moments declare, wherever in the repository those lie now."""
        pipelines = (entry.path for entry in list_index(self._workspace.repository, ""))
        below = (path for path in pipelines if path.endswith(f"/{PIPELINE}"))
        return declared_metrics(self._moments, (PIPELINE, *below))

    @cached_property
    def logged(self) -> tuple[Wanted, ...]:
        """The metrics that the moments' MLflow runs logged."""
        return logged_metrics(self._moments)

    def all(self) -> Chosen:
        """The metrics of the config; without any every declared number, and without those all that runs logged."""
        configured = self._workspace.config.metrics
        if configured:
            return Chosen(tuple(map(self.configured, configured)))
        metrics, faults = self.declared
        return Chosen(metrics or self.logged, faults)

    def asked(self, names: Iterable[str]) -> Chosen:
        """The metrics that were named; UsageError for a name that nothing here has."""
        return Chosen(tuple(dict.fromkeys(one for name in names for one in self._found(name) or self._hidden(name))))

    def named(self, name: str) -> tuple[Wanted, ...]:
        """The metrics that a name means; where nothing here has it, one that says so when it is measured."""
        said = f"no metric of the config, of a dvc.yaml or of a run is called {name!r}"
        return self._found(name) or (Wanted(name, "", name, fault="; ".join((said, *self.declared.faults))),)

    def configured(self, metric: Metric) -> Wanted:
        """A metric of the config: where its source says, else where a `dvc.yaml` declares it, else in MLflow's runs."""
        return self._sought(metric.name, metric.source, metric.evaluated_on)

    def demanded(self, gate: Gate) -> Wanted:
        """The metric of a gate: where its own `source` says, else as the config's of that name, if there is one."""
        known = self._known(gate.metric)
        source, evaluated_on = (known.source, known.evaluated_on) if known else (None, ())
        return self._sought(gate.metric, gate.source or source, evaluated_on)

    def _known(self, name: str) -> Metric | None:
        return next((one for one in self._workspace.config.metrics if one.name == name), None)

    def _sought(self, name: str, source: str | None, evaluated_on: tuple[str, ...]) -> Wanted:
        if source or _is_place(name):
            return wanted(name, source or name, evaluated_on)
        listed = self.declared.named(name)
        if len(listed) == 1:
            return listed[0]._replace(name=name, evaluated_on=evaluated_on)
        several = f"more than one file has it, a `source` says which: {', '.join(one.path for one in listed)}"
        said = several if listed else "; ".join(self.declared.faults)
        return wanted(name, None, evaluated_on)._replace(besides=said)

    def _found(self, name: str) -> tuple[Wanted, ...]:
        known = self._known(name)
        if known is not None:
            return (self.configured(known),)
        if _is_place(name):
            return (wanted(name, name),)
        return self.declared.named(name) or tuple(one for one in self.logged if one.name == name)

    def _hidden(self, name: str) -> tuple[Wanted, ...]:
        """A metric that may lie in a declared file which cannot be read; UsageError where all could be."""
        said = "; ".join(self.declared.faults)
        return (Wanted(name, "", name, besides=said),) if said else self._refused(name)

    def _refused(self, name: str) -> tuple[Wanted, ...]:
        configured = (one.name for one in self._workspace.config.metrics)
        known = tuple(dict.fromkeys((*configured, *(one.name for one in (*self.declared.metrics, *self.logged)))))
        raise UsageError(f"no metric here is called {name!r}", _hint(name, known))


def _is_place(name: str) -> bool:
    """Whether a name says itself where the metric lies: `FILE#KEY`, `mlflow:NAME`."""
    return "#" in name or name.startswith(MLFLOW_ONLY)


def _hint(name: str, known: Sequence[str]) -> str:
    if not known:
        return 'write `[metrics."eval.auc"]` with its `source` to the config, or name `FILE#KEY`'
    near = near_words(name, known)
    return f"did you mean {near[0]}?" if near else f"there is: {', '.join(known[:12])}"
