"""What became of demands and predictions: gates that ask for less than before, and experiments told anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..model.gate import DELTA, HEADING, TEST, VALUE, Gate
from ..model.item import Item

_TIGHTER = {(">=", ">"), ("<=", "<"), (">=", "=="), ("<=", "==")}
"""Changes of a comparison that only ask for more."""
_PREDICTED = ("hypothesis", "metric", "baseline", "timebox", "budget")
"""The keys that say what an experiment expects, against what, and what it may cost."""
_CONFIGURED = "the place the config names"
_ITEM_KEYS = ("hypothesis", "timebox")


class Loosened(NamedTuple):
    """A gate that asks for less: as it was, as it is now (None: it is gone), and what changed, in words."""

    before: Gate
    after: Gate | None
    said: str


def loosened(before: Sequence[Gate], after: Sequence[Gate]) -> tuple[Loosened, ...]:
    """The gates of a list that ask for less than they did: lower values, wider tolerances, another baseline, none.

    Gates of one kind on one metric (test, heading) are compared in their order; one that asks for more is no news, nor
    is one that cannot be read, which fails whatever it asks.
    """
    left = list(after)
    found = []
    for gate in (one for one in before if not one.fault):
        if gate in left:
            left.remove(gate)
            continue
        now = next((one for one in left if _subject(one) == _subject(gate) and one not in before), None)
        if now is not None:
            left.remove(now)
            words = "; ".join(_looser(gate, now))
            found += [Loosened(gate, now, f"{gate.demand}: {words}")] if words else []
        elif not any(one.fault for one in after):
            found.append(Loosened(gate, None, f"{gate.demand}: the gate was removed"))
    return tuple(found)


def changed_predictions(before: Item, after: Item) -> tuple[str, ...]:
    """What an item predicted and predicts otherwise now, in words; the spaces in a text do not count."""
    pairs = ((key, _predicted(before, key), _predicted(after, key)) for key in _PREDICTED)
    return tuple(_told(key, old, new) for key, old, new in pairs if old and old != new)


def _subject(gate: Gate) -> tuple[str, str]:
    """What a gate is about: only gates of one subject are one gate that changed."""
    names = {VALUE: gate.metric, DELTA: gate.metric, TEST: gate.test, HEADING: gate.has}
    return gate.shape, names[gate.shape]


def _looser(before: Gate, after: Gate) -> Iterator[str]:
    """Each way in which a gate asks for less than it did."""
    if before.shape == VALUE:
        yield from _looser_value(before, after)
    if before.shape == DELTA:
        yield from _looser_delta(before, after)
    for name in ("atol", "rtol"):
        old, new = getattr(before, name), getattr(after, name)
        if new > old:
            yield f"the tolerance {name} grew from {old} to {new}"
    yield from _moved(before, after)


def _moved(before: Gate, after: Gate) -> Iterator[str]:
    for name, word in (("source", "the metric"), ("junit", "the test"), ("file", "the heading")):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield f"{word} is looked for in {new or _CONFIGURED}, before in {old or _CONFIGURED}"


def _looser_delta(before: Gate, after: Gate) -> Iterator[str]:
    if before.baseline != after.baseline:
        yield f"the baseline was {before.baseline}, now {after.baseline}"
    if after.min_delta < before.min_delta:
        yield f"the minimum delta went down from {before.min_delta} to {after.min_delta}"


def _looser_value(before: Gate, after: Gate) -> Iterator[str]:
    if before.op != after.op and (before.op, after.op) not in _TIGHTER:
        yield f"`{before.op}` became `{after.op}`"
    if _is_lower(after.op, before.value, after.value):
        way = "changed" if after.op == "==" else "went down" if after.op in (">=", ">") else "went up"
        yield f"the value {way} from {before.value} to {after.value}"


def _is_lower(op: str, before: Decimal, after: Decimal) -> bool:
    if op == "==":
        return after != before
    return after < before if op in (">=", ">") else after > before


def _predicted(item: Item, key: str) -> str:
    value = getattr(item, key) if key in _ITEM_KEYS else dict(item.fields).get(key)
    if isinstance(value, dict):
        value = ", ".join(f"{name} {amount}" for name, amount in value.items())
    return "" if value is None else " ".join(str(value).split())


def _told(key: str, old: str, new: str) -> str:
    return f"`{key}` was {old!r}, now {new!r}" if new else f"`{key}` was {old!r}, now there is none"
