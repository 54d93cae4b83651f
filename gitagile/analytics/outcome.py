"""The outcome of a sprint: what has come of each item it committed to or took in, as its files say it."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.ids import normal_id
from ..model.item import Item, order_key
from ..model.ledger import (
    CARRIED,
    DONE,
    DROPPED,
    REMOVED,
    CommittedItem,
    ItemOutcome,
    Ledger,
    estimate,
)
from ..model.workflow import DONE as DONE_CATEGORY
from ..model.workflow import DROPPED as DROPPED_CATEGORY
from ..model.workflow import Workflow

_RESULTS = {DONE_CATEGORY: DONE, DROPPED_CATEGORY: DROPPED}


def commitment_of(items: Iterable[Item], workflow: Workflow) -> tuple[CommittedItem, ...]:
    """What a sprint that starts now promises: its items that are neither done nor dropped, in priority order."""
    promised = (item for item in sorted(items, key=order_key) if workflow.is_open(item.status))
    return tuple(
        CommittedItem(item.id, estimate(item.points), item.status or "", item.role or None) for item in promised
    )


def outcome_of(ledger: Ledger, items: Iterable[Item], workflow: Workflow) -> tuple[ItemOutcome, ...]:
    """What has come of the sprint's items: the committed ones in their order, then the added ones by priority.

    A committed item that left the sprint's folder is removed, wherever it lies now; an open one counts as carried.
    """
    items = tuple(items)
    present = {normal_id(item.id): item for item in items if item.place == ledger.sprint}
    elsewhere = {normal_id(item.id): item for item in items if item.place != ledger.sprint}
    committed = ledger.committed_ids
    added = sorted((item for key, item in present.items() if key not in committed), key=order_key)
    return (
        *(_committed_outcome(one, present, elsewhere, workflow) for one in ledger.committed),
        *(_present_outcome(item, workflow, added=True) for item in added),
    )


def _committed_outcome(
    one: CommittedItem, present: dict[str, Item], elsewhere: dict[str, Item], workflow: Workflow
) -> ItemOutcome:
    key = normal_id(one.id)
    if key in present:
        return _present_outcome(present[key], workflow, added=False)
    found = elsewhere.get(key)
    return ItemOutcome(one.id, one.points, REMOVED, added=False, role=one.role, title=found.title if found else "")


def _present_outcome(item: Item, workflow: Workflow, *, added: bool) -> ItemOutcome:
    result = _RESULTS.get(workflow.category_of(item.status), CARRIED)
    return ItemOutcome(item.id, estimate(item.points), result, added, item.role or None, item.title)
