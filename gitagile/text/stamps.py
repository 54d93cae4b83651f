"""Stamps: the dates that an item should have by what its status means."""

from __future__ import annotations

from ..model.workflow import ACTIVE, DONE

_WANTED = {ACTIVE: ("created", "started"), DONE: ("created", "finished")}


def missing_stamps(keys: frozenset[str], category: str) -> tuple[str, ...]:
    """The dates that an item of a category should have and has not; `keys` are those with a value."""
    return tuple(key for key in _WANTED.get(category, ()) if key not in keys)
