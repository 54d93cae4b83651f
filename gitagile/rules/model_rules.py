"""The demands on model work: experiments that can turn out wrong, and gates that can be judged."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from ..config.record import Config
from ..config.values import hint_for
from ..model.finding import Finding
from ..model.places import INSIDE
from ..model.workflow import DONE
from .baseline_rules import baseline_remark
from .remark import Remark, Where, finding_at, shown
from .schema import OPERATORS
from .silence import CONFIG_PATH
from .values import Values

Gate = Mapping[str, object]

COMPARED: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("metric", "op", "value"): ("source", "atol", "rtol"),
    ("metric", "baseline", "min_delta"): ("source", "atol", "rtol"),
    ("junit", "test"): (),
    ("file", "has"): (),
}
"""The keys each demand needs, and those it may have besides."""

_FORMS = (
    "one of {metric, op, value}, {metric, baseline, min_delta}, {junit, test}, {file, has}; a metric may have a source"
)
_NUMBERS = ("value", "min_delta", "atol", "rtol")
_PATHS = ("source", "junit", "file")
_TEXTS = (*_PATHS, "metric", "baseline", "test", "has")


def _experiment(values: Values, category: str, _: Config) -> Iterator[Remark]:
    if category == DONE and "hypothesis" in values and "outcome" not in values:
        hint = "write `outcome: confirmed`, `rejected`, `inconclusive` or `stopped`: a rejected one is a result too"
        yield Remark("M403", ("status",), "the experiment is done, but has no `outcome`", hint)
    if "outcome" in values and not str(values.get("learned") or "").strip():
        yield Remark("M404", ("outcome",), "`outcome` without `learned`", "add `learned: …`, one sentence to keep")


def _trial_metric(values: Values, _: str, config: Config) -> Iterator[Remark]:
    name, known = values.get("metric"), tuple(metric.name for metric in config.metrics)
    if "hypothesis" not in values or any(field.name == "metric" for field in config.custom_fields):
        return
    if isinstance(name, str) and known and name not in known:
        said = f"`metric` is {shown(name)}, which the config does not name"
        yield Remark("M406", ("metric",), said, hint_for(name, known))


def _trial_baseline(values: Values, _: str, config: Config) -> Iterator[Remark]:
    is_own = any(field.name == "baseline" for field in config.custom_fields)
    remark = baseline_remark(values.get("baseline"), ("baseline",)) if "hypothesis" in values and not is_own else None
    if remark is not None:
        yield remark


def _gates(values: Values, _: str, config: Config) -> Iterator[Remark]:
    gates = values.get("gates")
    for number, gate in enumerate(gates if isinstance(gates, list) else ()):
        if isinstance(gate, dict):
            yield from _gate(gate, ("gates", number), config)
        else:
            said = f"gate {number + 1} is {shown(gate)}, but must be a mapping"
            yield Remark("M410", ("gates", number), said, _FORMS)


def config_findings(config: Config) -> Iterator[Finding]:
    """Findings on the gates of the config, for types and for releases: held to what gates of items are held to."""
    for one in config.written_gates:
        for remark in _gate(one.keys, ("gates", one.number - 1), config):
            said = remark._replace(message=f"`{one.setting}`: {remark.message}")
            yield finding_at(said, CONFIG_PATH, (one.line, 1))


def _gate(gate: Gate, where: Where, config: Config) -> Iterator[Remark]:
    shape, said = _shape_of(gate), f"gate {int(where[-1]) + 1}"
    if shape is None:
        found = ", ".join(map(str, gate)) or "it is empty"
        yield Remark("M410", where, f"{said} has no keys of a known demand: {found}", _FORMS)
        return
    yield from _gate_keys(gate, shape, where, said)
    for key, value in gate.items():
        yield from _gate_value(key, value, (*where, key))
    if shape[0] == "metric":
        yield from _metric(gate, where, config)
    if "baseline" in shape and (remark := baseline_remark(gate.get("baseline"), (*where, "baseline"))):
        yield remark


def _gate_keys(gate: Gate, shape: tuple[str, ...], where: Where, said: str) -> Iterator[Remark]:
    for key in shape:
        if key not in gate:
            yield Remark("M410", where, f"{said} has no `{key}`", f"this demand needs {', '.join(shape)}")
    allowed = shape + COMPARED[shape]
    for key in gate:
        if key not in allowed:
            message = f"{said} has the key `{key}`, which does not go with {' and '.join(shape)}"
            yield Remark("M410", (*where, key), message, hint_for(key, allowed), at_key=True)


def _shape_of(gate: Gate) -> tuple[str, ...] | None:
    """The demand that a gate was meant to be: the one it shares most keys with."""
    best = max(COMPARED, key=lambda shape: sum(key in gate for key in shape))
    return best if any(key in gate for key in best) else None


def _gate_value(key: str, value: object, where: Where) -> Iterator[Remark]:
    if key == "op":
        if value not in OPERATORS:
            said = f"`op` is {shown(value)}, which is no comparison"
            yield Remark("M411", where, said, f"known are {', '.join(OPERATORS)}, in quotes")
    elif key in _NUMBERS:
        if not _is_number(value):
            yield Remark("M412", where, f"`{key}` is {shown(value)}, but must be a number", "write it without quotes")
    elif key in _TEXTS and not (isinstance(value, str) and value):
        yield Remark("M410", where, f"`{key}` is {shown(value)}, but must be one text", "write it out, in quotes")
    elif key in _PATHS and not _inside().fullmatch(str(value)):
        said = f"`{key}` is {shown(value)}, which is no path inside the repository"
        yield Remark("M413", where, said, "write it from the repository's top, with `/` and without `..`")


def _metric(gate: Gate, where: Where, config: Config) -> Iterator[Remark]:
    name, known = gate.get("metric"), tuple(metric.name for metric in config.metrics)
    if isinstance(name, str) and name and "source" not in gate and name not in known:
        said = f"the metric {shown(name)} has no `source` here, and the config does not name it"
        hint = hint_for(name, known) if known else f'add `source: …`, or `[metrics."{name}"]` to the config'
        yield Remark("M414", (*where, "metric"), said, hint)


def _is_number(value: object) -> bool:
    try:
        return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    except OverflowError:  # a whole number of hundreds of digits
        return False


@cache
def _inside() -> re.Pattern[str]:
    return re.compile(INSIDE)


MODEL_RULES: tuple[Callable[[Values, str, Config], Iterator[Remark]], ...] = (
    _experiment,
    _trial_metric,
    _trial_baseline,
    _gates,
)
