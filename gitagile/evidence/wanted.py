"""What is looked for: a metric by name, where its source says it lies, and under which name it lies there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..config.record import Metric
from .files import clean_path

MLFLOW_ONLY = "mlflow:"


class Wanted(NamedTuple):
    """One metric to measure. `path` is its file, empty where only MLflow has it; `key` its name there.

    `evaluated_on` are the paths of its evaluation data, where a project names them. `fault` is why it cannot be
    measured at all, `besides` why places where it may lie too could not be looked through.
    """

    name: str
    path: str
    key: str
    evaluated_on: tuple[str, ...] = ()
    fault: str = ""
    besides: str = ""


def wanted(name: str, source: str | None, evaluated_on: tuple[str, ...] = ()) -> Wanted:
    """A metric and its source: `eval/metrics.json`, `eval/metrics.json#auc` for another name there, `mlflow:val_auc`.

    Without a source it is looked for in MLflow's runs alone, under its own name.
    """
    if not source or source.startswith(MLFLOW_ONLY):
        return Wanted(name, "", (source or "").removeprefix(MLFLOW_ONLY) or name, evaluated_on)
    written, sign, key = source.rpartition("#")
    path = clean_path(written if sign else source)
    if path is None:
        return Wanted(name, "", key or name, evaluated_on, f"its source {source!r} is no path inside the repository")
    return Wanted(name, path, key if sign and key else name, evaluated_on)


def direction_of(name: str, metrics: Sequence[Metric]) -> str:
    """The direction of a metric by the config; a metric it does not know is better when it is higher."""
    return next((metric.direction for metric in metrics if metric.name == name), "up")
