"""Renamed ids: which item a migration went on with under a new id, so that one life is not counted as two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter

from ..model.event import Event, Version


def renamed_in(events: tuple[Event, ...]) -> Mapping[tuple[str, str], str]:
    """The former id of each item that a migration brought in the place of another: by (commit, new id).

    In one commit the one is gone and the other, never seen before, says all the same but for id and path; where
    several could be meant, none is. Outside migrations an id is an identity (docs/figures: time).
    """
    former: dict[tuple[str, str], str] = {}
    if not any(event.is_migration for event in events):
        return former
    seen: set[str] = set()
    for is_migration, part in groupby(events, attrgetter("is_migration")):
        if not is_migration:
            seen.update(event.item for event in part)
            continue
        for commit, changes in groupby(part, attrgetter("commit")):
            rows = tuple(changes)
            former.update({(commit, new): old for new, old in _pairs(rows, seen)})
            seen.update(event.item for event in rows)
    return former


def _pairs(events: tuple[Event, ...], seen: set[str]) -> Iterable[tuple[str, str]]:
    gone = _alone((event.item, event.before) for event in events if event.after is None)
    new = _alone((event.item, event.after) for event in events if event.before is None and event.item not in seen)
    return ((new[words], old) for words, old in gone.items() if words in new)


def _alone(versions: Iterable[tuple[str, Version | None]]) -> dict[Version, str]:
    """The items by what they say, without those of which another says the same."""
    found: dict[Version, str | None] = {}
    for item, version in versions:
        if version is not None:
            words = version._replace(id="", path="")
            found[words] = None if words in found else item
    return {words: item for words, item in found.items() if item is not None}
