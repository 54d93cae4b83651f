"""What a sprint commits to, and what comes of it."""

from __future__ import annotations

from gitagile.analytics.outcome import commitment_of, outcome_of
from gitagile.model.item import Item
from gitagile.model.ledger import CommittedItem, ItemOutcome, Ledger
from gitagile.model.workflow import Workflow

FLOW = Workflow((("todo", "todo"), ("doing", "active"), ("done", "done"), ("dropped", "dropped")))


def item(name: str, place: str = "s1", **keys: object) -> Item:
    return Item(name, f"{name}.md", place, **keys)  # type: ignore[arg-type]


def test_the_commitment_is_what_is_open_in_priority_order() -> None:
    items = (
        item("a", status="doing", priority="low", points=2.0),
        item("b", status="done", points=5),
        item("c", status="dropped"),
        item("d", points=float("nan"), role=""),
        item("e", status="unheard", priority="urgent", role="ds"),
    )
    assert commitment_of(items, FLOW) == (
        CommittedItem("e", None, "unheard", "ds"),
        CommittedItem("d", None, ""),
        CommittedItem("a", 2, "doing"),
    )


def test_the_outcome_follows_ids_wherever_their_files_lie() -> None:
    ledger = Ledger("s1", "UTC", "", tuple(CommittedItem(name, 3, "todo") for name in "abcde"))
    items = (
        item("A", status="done", title="First", points=5),
        item("b", "backlog", status="done", title="Second", points=5),
        item("c", status="dropped"),
        item("d", status="doing"),
        item("f", status="todo", role="ds"),
        item("g", "s2", status="done"),
    )
    assert outcome_of(ledger, items, FLOW) == (
        ItemOutcome("A", 5, "done", added=False, title="First"),
        ItemOutcome("b", 3, "removed", added=False, title="Second"),
        ItemOutcome("c", None, "dropped", added=False),
        ItemOutcome("d", None, "carried", added=False),
        ItemOutcome("e", 3, "removed", added=False),
        ItemOutcome("f", None, "carried", added=True, role="ds"),
    )
