"""Which metrics there are where nobody names them: the numbers in declared metric files, and what runs logged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .dvc_yaml import Declared, declared_in
from .moment import Moment
from .printed import Readings, number_in
from .wanted import Wanted
from .yaml_file import Unreadable

PIPELINE = "dvc.yaml"
Place = tuple[str, str]
"""A metric's file and its name in it."""


class Listed(NamedTuple):
    """The metrics that were found at some moments, and what could not be read, as sentences."""

    metrics: tuple[Wanted, ...]
    faults: tuple[str, ...] = ()

    def named(self, name: str) -> tuple[Wanted, ...]:
        """Those that a name means: one by its own name, or all that have it as their name in a file."""
        exact = tuple(one for one in self.metrics if one.name == name)
        return exact or tuple(one for one in self.metrics if one.key == name)


def declared_metrics(moments: Sequence[Moment], pipelines: Iterable[str] = (PIPELINE,)) -> Listed:
    """Every number in the metric files that some `dvc.yaml` declare at any of the moments, by file and name.

    A name that two files have is written `eval/metrics.json#auc`. A file that is at none of the moments is a fault.
    """
    places: dict[Place, None] = {}
    faults: dict[str, None] = {}
    readable: set[str] = set()
    missing: dict[str, str] = {}
    for moment in moments:
        for declared in _declared(moment, pipelines, faults):
            for path in declared.metrics:
                found = moment.readings(path)
                if isinstance(found, str):
                    missing[path] = found
                else:
                    readable.add(path)
                    places |= dict.fromkeys((path, name) for name in _numbers(found, path))
    faults |= dict.fromkeys(said for path, said in missing.items() if path not in readable)
    return Listed(_called(places), tuple(faults))


def _declared(moment: Moment, pipelines: Iterable[str], faults: dict[str, None]) -> Iterable[Declared]:
    for pipeline in pipelines:
        try:
            declared = declared_in(moment.files, pipeline)
        except Unreadable as error:
            faults[f"{pipeline} {error.reason}"] = None
            continue
        faults |= dict.fromkeys(f"{pipeline}: {said}" for said in declared.faults)
        yield declared


def _numbers(found: Readings, path: str) -> list[str]:
    """The names of a file's numbers, NaN and infinities with them; a lone number goes by the file's path."""
    if found.whole is not None:
        return [path] if _is_number(number_in(found.whole)[1]) else []
    return sorted(name for name, printed in found.values.items() if _is_number(number_in(printed)[1]))


def _is_number(reason: str) -> bool:
    return not reason or reason.endswith(("is NaN, not a number", "Infinity, not a finite number"))


def _called(places: Iterable[Place]) -> tuple[Wanted, ...]:
    places = sorted(places)
    times = Counter(name for _, name in places)
    return tuple(Wanted(name if times[name] == 1 else f"{path}#{name}", path, name) for path, name in places)


def logged_metrics(moments: Sequence[Moment]) -> tuple[Wanted, ...]:
    """Every metric that a finished MLflow run of the moments' commits logged, by name."""
    names = {name for moment in moments for run in moment.runs() for name, _ in run.metrics}
    return tuple(Wanted(name, "", name) for name in sorted(names))
