"""Actions of retros: where they stood, and how often they came back."""

from __future__ import annotations

from datetime import UTC

from gitagile.analytics.retro_actions import Closing, action_now, is_action, oldest_first, retro_of, returns_of
from gitagile.model.item import Item
from gitagile.model.workflow import Workflow

FLOW = Workflow((("todo", "todo"), ("doing", "active"), ("done", "done"), ("dropped", "dropped")))
DAY = 86_400


def action(status="todo", created="1970-01-02T00:00:00+00:00", finished=None, retro="s1"):
    item = Item("ML-a", "", "backlog", "Do it", "action", status, created=created, finished=finished)
    return action_now(item._replace(fields=(("from_retro", retro),) if retro else ()), FLOW, UTC)


def closings(*days):
    return tuple(Closing(f"s{number}", day * DAY) for number, day in enumerate(days, 1))


def test_an_item_of_the_type_is_an_action_and_may_say_which_retro_it_is_from():
    assert is_action(Item("ML-a", "", "backlog", type="action"))
    assert not is_action(Item("ML-a", "", "backlog", type="story"))
    named = Item("ML-a", "", "backlog", fields=(("from_retro", 2026),))
    assert (retro_of(named), retro_of(Item("ML-a", "", "backlog"))) == ("2026", None)


def test_an_open_action_comes_back_in_every_retro_but_its_own():
    assert returns_of(action(), closings(1, 2, 3), 9 * DAY) == 2
    assert returns_of(action(retro=None), closings(1, 2, 3), 9 * DAY) == 3
    assert returns_of(action(created="1970-01-03T12:00:00+00:00"), closings(1, 2, 3), 9 * DAY) == 1
    assert returns_of(action(), closings(1, 2, 3), 2 * DAY) == 1


def test_a_done_action_came_back_until_it_was_done():
    assert returns_of(action("done", finished="1970-01-03T12:00:00+00:00"), closings(1, 2, 3), 9 * DAY) == 1


def test_actions_stand_oldest_first_and_those_of_unknown_age_before_all():
    young, old, unknown = action(created="1970-01-05"), action(), action(created=None)
    assert oldest_first((young, old, unknown)) == (unknown, old, young)
    assert (unknown.made, old.is_open, action("done").is_open, action("dropped").is_open) == (0, True, False, False)
