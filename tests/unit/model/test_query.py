"""Queries: what an item has to be to match a term."""

from __future__ import annotations

import pytest

from gitagile.model.item import Item
from gitagile.model.query import Query, Scene, Term, is_ready, matches
from gitagile.model.workflow import Workflow

FLOW = Workflow((("todo", "todo"), ("doing", "active"), ("done", "done"), ("dropped", "dropped")))
SCENE = Scene(FLOW, "2026-03-02", me=("ana", "Ana"), done_ids=frozenset({"ml-2"}), carried={"ml-1": 2})


def one(**keys):
    return Item(**({"id": "ML-1", "path": ".backlog/backlog/ML-1.md", "place": "backlog", "status": "todo"} | keys))


def holds(qualifier, value, item, *, negated=False, scene=SCENE):
    return matches(Query((Term(qualifier, tuple(value.split(",")), negated),)), item, scene)


def test_all_terms_must_hold_and_one_of_their_values():
    query = Query((Term("status", ("doing", "todo")), Term("type", ("bug",))))
    assert matches(query, one(type="bug"), SCENE)
    assert not matches(query, one(type="data"), SCENE)
    assert matches(Query(), one(), SCENE)


def test_a_minus_turns_a_term_round():
    assert holds("label", "a", one(labels=("b",)), negated=True)
    assert not holds("label", "a,b", one(labels=("b",)), negated=True)


def test_free_text_is_the_indexs_matter():
    query = Query((Term("text", ("Label Noise",)), Term("text", ("x",), negated=True)))
    assert query.words == ("label noise",)
    assert matches(query, one(), SCENE)


def test_a_query_knows_what_it_asks_and_what_it_wants():
    query = Query((Term("is", ("archived", "open"), negated=True), Term("sprint", ("s1", "s2"))))
    assert query.asks("is")
    assert query.asks("is", "archived")
    assert not query.asks("is", "late")
    assert not query.wants("is")
    assert query.wants("sprint", "s2")
    assert query.values_of("sprint") == ("s1", "s2")


@pytest.mark.parametrize(
    ("demand", "fits"),
    [
        ("3", (3,)),
        ("3.0", (3,)),
        (">3", (5, 8)),
        (">=3", (3, 5, 8)),
        ("<3", (0, 0.5)),
        ("<=0.5", (0, 0.5)),
        ("3..5", (3, 5)),
        ("5..", (5, 8)),
        ("..3", (0, 0.5, 3)),
    ],
)
def test_points_are_compared_as_numbers(demand, fits):
    assert tuple(n for n in (0, 0.5, 3, 5, 8) if holds("points", demand, one(points=n))) == fits
    assert not holds("points", demand, one())


def test_what_was_never_carried_was_carried_nought_times():
    assert holds("carried", "2", one())
    assert holds("carried", "0", one(id="ML-9"))


@pytest.mark.parametrize(
    ("demand", "fits"),
    [
        ("2026-02-28", ("2026-02-28",)),
        ("2026-02", ("2026-02-28",)),
        ("2026", ("2026-02-28", "2026-03-02")),
        (">2026-02", ("2026-03-02",)),
        (">=2026-02", ("2026-02-28", "2026-03-02")),
        ("<2026", ("2025-12-31",)),
        ("<=2026-02", ("2025-12-31", "2026-02-28")),
        ("<@today", ("2025-12-31", "2026-02-28")),
        ("@today", ("2026-03-02",)),
        ("2025-12..2026-02", ("2025-12-31", "2026-02-28")),
        ("2026-03..", ("2026-03-02",)),
        ("..2025", ("2025-12-31",)),
    ],
)
def test_a_month_and_a_year_hold_all_their_days(demand, fits):
    days = ("2025-12-31", "2026-02-28", "2026-03-02")
    assert tuple(day for day in days if holds("due", demand, one(due=day))) == fits
    assert tuple(day for day in days if holds("created", demand, one(created=f"{day}T23:59:00+01:00"))) == fits
    assert not holds("due", demand, one())


STATES = {
    "open": {"todo", "doing", "odd"},
    "todo": {"todo", "odd"},
    "active": {"doing"},
    "done": {"done"},
    "dropped": {"dropped"},
}


def test_states_are_categories_and_an_unknown_status_is_to_do():
    statuses = ("todo", "doing", "done", "dropped", "odd")
    assert {state: {name for name in statuses if holds("is", state, one(status=name))} for state in STATES} == STATES


def test_late_is_what_is_due_and_not_finished():
    assert holds("is", "late", one(due="2026-03-01"))
    assert not holds("is", "late", one(due="2026-03-02"))
    assert not holds("is", "late", one(due="2026-03-01", status="dropped"))
    assert not holds("is", "late", one())


def test_ready_is_to_do_free_and_waiting_for_nothing():
    assert is_ready(one(depends_on=("ML-2",)), SCENE)
    for waits in ({"depends_on": ("ML-3",)}, {"blocked": "why"}, {"status": "doing"}, {"place": "archive"}):
        assert not is_ready(one(**waits), SCENE), waits


def test_people_are_found_with_and_without_the_sign():
    item = one(assignee=("Ana", "bo"))
    assert all(holds("assignee", who, item) for who in ("ana", "@BO", "@me", "cy,bo"))
    assert not holds("assignee", "cy", item)
    assert not holds("is", "mine", one(assignee=("bo",)))


def test_ids_are_found_by_their_beginnings():
    item = one(id="ML-x20abc", parent="ML-7k3fd2", depends_on=("back-24.1",))
    assert all(holds("id", text, item) for text in ("x2", "ML-X2OABC", "ml-x"))
    assert holds("parent", "7k", item)
    assert holds("depends", "back-24", item)
    assert not holds("parent", "x2", item)
    assert not holds("parent", "7k", one())


def test_a_priority_that_is_not_given_is_medium():
    assert holds("priority", "MEDIUM", one())
    assert holds("priority", "high", one(priority="High"))
    assert not holds("priority", "medium", one(priority="high"))


def test_what_an_item_has_and_has_not():
    item = one(points=0, labels=("x",), fields=(("odd", False), ("none", "")), place="s1")
    has = [
        key
        for key in ("points", "label", "labels", "depends", "odd", "none", "sprint", "due")
        if holds("has", key, item)
    ]
    assert has == ["points", "label", "labels", "odd", "sprint"]
    assert holds("no", "due", item)
    assert holds("no", "sprint", one(place="archive"))


def test_keys_of_ones_own_are_compared_by_what_they_hold():
    item = one(fields=(("hours", 3.0), ("on", "2026-02-03"), ("flag", True), ("words", ["A b", "c"]), ("none", None)))
    for qualifier, value in (
        ("hours", "3"),
        ("hours", ">=3"),
        ("hours", "1..4"),
        ("on", "2026-02"),
        ("on", "<2026-03-01"),
        ("flag", "TRUE"),
        ("words", "a B"),
        ("words", "x,c"),
    ):
        assert holds(qualifier, value, item), (qualifier, value)
    for qualifier, value in (("hours", ">3"), ("hours", "three"), ("on", "2026-03"), ("flag", "1"), ("none", "none")):
        assert not holds(qualifier, value, item), (qualifier, value)
