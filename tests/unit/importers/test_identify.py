"""Who is who: known items recognised, doubly given ids replaced."""

from __future__ import annotations

from dataclasses import replace

from gitagile.importers.draft import Draft
from gitagile.importers.identify import Known, known_item, recognised, with_ids
from gitagile.model.item import Item

ONE = Draft("tasks/back-1 - Clock.md", "tasks", "backlog", "BACK-1", "Clock", keys=(("created", "2026-01-02"),))
OTHER = Known("BACK-1", "BACK-1-lamp.md", "Lamp", "2020-01-01")


def origin(draft):
    return f"backlog-md:{draft.source}"


def test_an_item_is_recognised_by_where_it_came_from():
    known = replace(OTHER, id="ML-x2", imported_from=origin(ONE))
    assert recognised((ONE,), (known,), origin) == {ONE.source: "ML-x2"}


def test_an_item_whose_source_moved_is_recognised_by_id_and_file_name():
    known = replace(OTHER, imported_from="backlog-md:completed/back-1 - Clock.md")
    assert recognised((ONE,), (known,), origin) == {ONE.source: "BACK-1"}


def test_an_item_without_origin_is_recognised_by_id_and_title_or_day_or_own_file_name():
    for same in ({"title": "CLOCK"}, {"created": "2026-01-02"}, {"name": "BACK-1-clock.md"}):
        assert recognised((ONE,), (replace(OTHER, **same),), origin) == {ONE.source: "BACK-1"}, same


def test_an_item_that_shares_only_the_id_is_another_one():
    assert recognised((ONE,), (OTHER,), origin) == {}
    assert recognised((ONE,), (replace(OTHER, id="BACK-2", title="Clock"),), origin) == {}


def test_an_item_with_a_new_id_is_recognised_by_its_old_one():
    known = replace(OTHER, id="ML-x2", former_id="back-1", title="Clock")
    assert recognised((ONE,), (known,), origin) == {ONE.source: "ML-x2"}


def test_one_item_stands_for_one_file_only():
    twin = replace(ONE, source="archive/tasks/back-1 - Clock.md")
    known = replace(OTHER, imported_from=origin(ONE))
    assert recognised((twin, ONE), (known,), origin) == {ONE.source: "BACK-1"}


def test_the_time_that_was_kept_counts_as_the_creation_date():
    item = Item(
        "BACK-1",
        ".backlog/backlog/BACK-1-x.md",
        "backlog",
        created="2026-01-02",
        fields=(("created_date", "2026-01-02 10:11"),),
    )
    assert known_item(item) == Known("BACK-1", "BACK-1-x.md", "", "2026-01-02 10:11")


def test_the_later_of_two_gets_a_new_id_and_keeps_the_old_one_as_a_key():
    twin = replace(ONE, source="archive/tasks/back-1.md", wanted="back-1")
    named, new = with_ids((ONE, twin), {}, frozenset(), lambda taken: "ML-new" if "ml-new" not in taken else "ML-no")
    assert [draft.id for draft in named] == ["BACK-1", "ML-new"]
    assert dict(named[1].keys)["imported_id"] == "back-1"
    assert [(one.source, one.before, one.after, one.holder) for one in new] == [
        ("archive/tasks/back-1.md", "back-1", "ML-new", ONE.source)
    ]


def test_an_id_of_the_target_is_taken_and_a_new_one_avoids_ids_elsewhere():
    seen = []
    named, new = with_ids(
        (ONE,), {"back-1": "BACK-1"}, frozenset({"ml-1"}), lambda taken: seen.append(set(taken)) or "ML-2"
    )
    assert named[0].id == "ML-2"
    assert new[0].holder == "BACK-1"
    assert seen == [{"back-1", "ml-1"}]


def test_an_id_of_another_branch_does_not_keep_a_file_from_its_own():
    named, new = with_ids((ONE,), {}, frozenset({"back-1"}), lambda _: "ML-2")
    assert (named[0].id, new) == ("BACK-1", ())


def test_a_file_without_id_gets_one():
    named, new = with_ids((replace(ONE, wanted=None),), {}, frozenset(), lambda _: "ML-2")
    assert named[0].id == "ML-2"
    assert "imported_id" not in dict(named[0].keys)
    assert new[0].before is None
