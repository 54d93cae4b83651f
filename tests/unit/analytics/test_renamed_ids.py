"""Renamed ids: a migration that gives items new ids makes no lives of them."""

from __future__ import annotations

from datetime import UTC, date

from gitagile.analytics.lifetimes import lifetimes
from gitagile.analytics.renamed_ids import renamed_in
from tests.timelines import WORKFLOW, Story

BEFORE, RENAMING, AFTER = "2026-03-02T09:00Z", "2026-03-05T09:00Z", "2026-03-07T09:00Z"


def renaming(story: Story, *, migration: bool = True, **new: str) -> Story:
    """One commit in which old items are gone and new ones say the same."""
    versions = {name: story.versions[old]._asdict() | {"id": name} for name, old in new.items()}
    return story.commit(RENAMING, migration=migration, **dict.fromkeys(new.values()), **versions)


def test_a_renamed_item_keeps_its_life() -> None:
    story = renaming(Story().commit(BEFORE, a="doing", b={"status": "done", "finished": BEFORE}), x="a", y="b")
    one, other = lifetimes(story.commit(AFTER, x="done").timeline(), WORKFLOW, UTC)
    assert (one.item, one.started, one.finished) == ("x", date(2026, 3, 2), date(2026, 3, 7))
    assert (other.item, other.finished, other.is_deleted) == ("y", date(2026, 3, 2), False)


def test_outside_a_migration_an_id_is_an_identity() -> None:
    story = renaming(Story().commit(BEFORE, a="doing"), migration=False, x="a")
    assert renamed_in(tuple(story.events)) == {}
    assert [life.item for life in lifetimes(story.timeline(), WORKFLOW, UTC)] == ["a", "x"]


def test_where_several_could_be_meant_none_is() -> None:
    same = {"title": "Same"}
    story = renaming(Story().commit(BEFORE, a=same, b=same, c="doing"), x="a", y="b", z="c")
    assert renamed_in(tuple(story.events)) == {("c1772701200", "z"): "c"}


def test_an_id_that_was_there_before_is_its_own_item() -> None:
    story = Story().commit(BEFORE, a="todo", x="todo").commit("2026-03-03T09:00Z", x=None)
    story = renaming(story, x="a")
    assert renamed_in(tuple(story.events)) == {}


def test_what_was_gone_before_the_timeline_began_is_not_looked_for() -> None:
    story = renaming(Story().commit(BEFORE, a="doing"), x="a")
    timeline = story.timeline()._replace(events=tuple(story.events[1:]))
    (one,) = lifetimes(timeline, WORKFLOW, UTC)
    assert (one.item, one.started, one.is_active) == ("x", None, True)
