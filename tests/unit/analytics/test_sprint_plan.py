"""The proposal for a sprint: what is taken, what is passed over, and why."""

from __future__ import annotations

from gitagile.analytics.capacity import role_shares
from gitagile.analytics.sprint_plan import Proposal, Room, amount_in, median, propose
from gitagile.model.item import Item
from gitagile.model.team import Person

TEAM = (Person("ana", roles=("ds",)), Person("bo", roles=("ds", "eng")), Person("cy"))


def item(name: str, points: float | None = 1, **keys: object) -> Item:
    return Item(name, f"{name}.md", "backlog", points=points, **keys)  # type: ignore[arg-type]


def plan(capacity: float, *items: Item, shares: dict[str, float] | None = None, met: tuple[str, ...] = ()) -> Proposal:
    return propose(items, frozenset(met), Room(capacity, shares), amount_in("points", items))


def taken(proposal: Proposal) -> list[str]:
    return [one.item.id for one in proposal.planned]


def skipped(proposal: Proposal) -> dict[str, str]:
    return {one.item.id: one.reason for one in proposal.skipped}


def test_items_are_taken_in_order_and_what_does_not_fit_is_passed_over() -> None:
    proposal = plan(10, item("a", 5), item("b", 8), item("c", 5), item("d", 1), item("e", 2))
    assert taken(proposal) == ["a", "c"]
    assert skipped(proposal) == {"b": "needs 8, 5 left", "d": "needs 1, 0 left"}
    assert proposal.beyond == 1


def test_capacity_is_used_to_the_last_tenth() -> None:
    assert len(plan(1, *(item(f"a{n}", 0.1) for n in range(12))).planned) == 10


def test_without_capacity_nothing_is_proposed_but_what_costs_nothing() -> None:
    assert taken(plan(0, item("a", 1), item("b", 0))) == ["b"]


def test_an_item_uses_its_role_s_share_and_one_without_a_role_what_is_left_in_all() -> None:
    items = (item("a", 5, role="ds"), item("b", 5, role="ds"), item("c", 3, role="eng"), item("d", 1), item("e", 4))
    proposal = plan(12, *items, shares={"ds": 8, "eng": 4})
    assert taken(proposal) == ["a", "c", "d"]
    assert skipped(proposal) == {"b": "needs 5, ds has 3 left", "e": "needs 4, 3 left"}


def test_a_role_that_nobody_has_has_no_share() -> None:
    assert skipped(plan(9, item("a", 1, role="law"), shares={"ds": 9})) == {"a": "nobody with time has the role law"}
    assert taken(plan(9, item("a", 1, role="law"))) == ["a"]


def test_shares_follow_the_days_of_the_people_evenly_over_their_roles() -> None:
    assert role_shares({"ana": 8, "bo": 6, "cy": 6}, TEAM, 40) == {"ds": 22, "eng": 6}
    assert role_shares({}, TEAM, 40) is None
    assert role_shares({"cy": 5}, TEAM, 40) is None


def test_an_item_waits_for_what_it_depends_on_and_keeps_its_place() -> None:
    items = (item("a", 5, depends_on=("D",)), item("b", 5), item("c", 5), item("d", 1))
    proposal = plan(16, *items)
    assert taken(proposal) == ["a", "b", "c", "d"]
    short = plan(11, *items)
    assert taken(short) == ["b", "c", "d"]
    assert skipped(short) == {"a": "needs 5, 0 left"}


def test_circles_and_unknown_ids_wait_for_ever() -> None:
    items = (
        item("a", depends_on=("b",)),
        item("b", depends_on=("a", "c")),
        item("c"),
        item("d", depends_on=("z", "y")),
    )
    proposal = plan(9, *items, met=("y",))
    assert taken(proposal) == ["c"]
    assert skipped(proposal) == {"a": "waits for b", "b": "waits for a", "d": "waits for z"}


def test_blocked_items_are_never_taken_nor_what_depends_on_them() -> None:
    proposal = plan(9, item("a", blocked="no labels"), item("b", depends_on=("a",)))
    assert skipped(proposal) == {"a": "blocked: no labels", "b": "waits for a"}
    assert taken(proposal) == []


def test_items_without_an_estimate_count_as_the_median() -> None:
    items = (item("a", None), item("b", 1), item("c", 3), item("d", 8))
    proposal = plan(20, *items)
    assert [(one.amount, one.estimated) for one in proposal.planned] == [(3, False), (1, True), (3, True), (8, True)]
    assert [median([1, 8]), median([]), median([5])] == [4.5, 1, 5]
    assert amount_in("items", items)(items[3]) == 1
