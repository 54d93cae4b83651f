"""Which gates the steps of a branch passed over, each with the reason that its commit gives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ...model.ids import normal_id
from ...vcs.between import CommitBetween
from ...vcs.message import parse_trailers

OVERRIDE, ITEM = "backlog-override", "backlog-item"


class PassedOver(NamedTuple):
    """What one commit passed over: normal ids of items, the reason, and the message, which names the demands."""

    items: frozenset[str]
    why: str
    message: str


def passed_over(commits: Iterable[CommitBetween]) -> tuple[PassedOver, ...]:
    """The overrides among some commits, in their order."""
    found = []
    for one in commits:
        trailers = [(key.casefold(), value) for key, value in parse_trailers(one.message)]
        why = next((value for key, value in trailers if key == OVERRIDE), "")
        if why:
            items = frozenset(normal_id(value) for key, value in trailers if key == ITEM)
            found.append(PassedOver(items, why, one.message))
    return tuple(found)


def override_of(found: Iterable[PassedOver], item: str, demand: str) -> str:
    """Why a demand on an item was passed over; empty where it was not, or where another demand was."""
    line = f"\npassed over {item}: {' '.join(demand.split())} fails: "
    return next((one.why for one in found if normal_id(item) in one.items and line in one.message), "")
