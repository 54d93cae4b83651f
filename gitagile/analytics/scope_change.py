"""A change of a sprint: what happened to one item of it, and what that does to scope and completed."""

from __future__ import annotations

from typing import NamedTuple

from ..model.ledger import ADDED, DONE, DROPPED, REMOVED, REOPENED
from .amounts import Amount, subtract, weight


class ScopeChange(NamedTuple):
    """What happened to an item: one of model.ledger.CHANGES, at an instant and on its day in the project's zone.

    `before` and `after` are its points, None where it had no estimate or was not in the scope. `is_done`: it was done
    when it left or was estimated anew, so what is completed changes too. `who` and `commit` say by whose commit, and
    `known` when that came: not before `at`, which a stamp may put earlier. A replay up to `known` tells of it.
    """

    day: str
    at: int
    id: str
    change: str
    before: Amount | None
    after: Amount | None
    is_done: bool
    who: str
    commit: str
    known: int


def scope_effect(change: ScopeChange, unit: str) -> Amount:
    """By how much a change makes the scope larger, in a unit; 0 for done and reopened."""
    if change.change in (DONE, REOPENED):
        return 0
    entered = 0 if change.change in (REMOVED, DROPPED) else weight(change.after, unit)
    left = 0 if change.change == ADDED else weight(change.before, unit)
    return subtract(entered, left)


def completed_effect(change: ScopeChange, unit: str) -> Amount:
    """By how much a change makes what is completed more, in a unit; an item that is done takes its points along."""
    if change.change == DONE:
        return weight(change.after, unit)
    if change.change == REOPENED:
        return subtract(0, weight(change.before, unit))
    return scope_effect(change, unit) if change.is_done else 0
