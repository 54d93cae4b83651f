"""The cumulative flow: bands on a week written out."""

from __future__ import annotations

from datetime import UTC, date

from gitagile.analytics.cfd import Cfd, cumulative_flow
from gitagile.analytics.lifetimes import lifetimes
from gitagile.model.workflow import Workflow
from tests.timelines import WORKFLOW, Story


def at(number: int) -> str:
    return f"2026-03-{number:02}T09:00Z"


def flow_of(story: Story, first: int, last: int, workflow: Workflow = WORKFLOW) -> Cfd:
    lives = lifetimes(story.timeline(), workflow, UTC)
    return cumulative_flow(lives, workflow, date(2026, 3, first), date(2026, 3, last))


def test_each_line_counts_the_items_at_a_status_or_past_it() -> None:
    story = Story().commit(at(2), a="todo", b="todo", c="doing").commit(at(3), a="doing", c="review")
    cfd = flow_of(story.commit(at(5), a="done", c="done"), 1, 5)
    assert cfd.statuses == ("todo", "doing", "review", "done")
    assert [day.reached for day in cfd.days] == [
        (0, 0, 0, 0),
        (3, 1, 0, 0),
        (3, 2, 1, 0),
        (3, 2, 1, 0),
        (3, 2, 2, 2),
    ]
    assert [day.bands for day in cfd.days][2] == (1, 1, 1, 0)
    assert [day.in_progress for day in cfd.days] == [0, 1, 2, 2, 0]
    assert [day.throughput for day in cfd.days] == [0, 0, 0, 0, 2]
    assert cfd.days[0].day == date(2026, 3, 1)


def test_a_step_back_makes_a_line_dip_as_it_was() -> None:
    story = Story().commit(at(2), a="doing").commit(at(3), a="done").commit(at(4), a="todo").commit(at(6), a="done")
    cfd = flow_of(story, 2, 6)
    assert [day.reached[3] for day in cfd.days] == [0, 1, 0, 0, 1]
    assert [day.reached[1] for day in cfd.days] == [1, 1, 0, 0, 1]
    assert [day.throughput for day in cfd.days] == [0, 0, 0, 0, 1]


def test_dropped_deleted_and_archived_items_leave_at_their_last_status() -> None:
    story = Story().commit(at(2), a="doing", b="review", c="todo", d="done")
    story.commit(at(3), a="dropped").commit(at(4), b=None)
    cfd = flow_of(story.commit(at(5), c={"place": "archive"}, d={"place": "archive"}), 2, 5)
    assert [day.bands for day in cfd.days] == [(1, 1, 1, 1), (1, 0, 1, 1), (1, 0, 0, 1), (0, 0, 0, 1)]


def test_what_happened_before_the_first_day_is_in_it() -> None:
    story = Story().commit(at(2), a="doing").commit(at(3), b="done").commit(at(9), a="done")
    assert [day.bands for day in flow_of(story, 6, 7).days] == [(0, 1, 0, 1)] * 2


def test_steps_that_stamps_alone_tell_are_there() -> None:
    keys = {"status": "done", "created": "2026-03-02", "started": "2026-03-03", "finished": "2026-03-05"}
    cfd = flow_of(Story().commit(at(8), a=keys), 1, 8)
    assert [day.reached[0] for day in cfd.days] == [0, 1, 1, 1, 1, 1, 1, 1]
    assert [day.in_progress for day in cfd.days] == [0, 0, 1, 1, 0, 0, 0, 0]
    assert [day.throughput for day in cfd.days] == [0, 0, 0, 0, 1, 0, 0, 0]


def test_a_status_the_workflow_has_not_stands_with_the_first_to_do() -> None:
    workflow = Workflow((("icebox", "dropped"), ("waiting", "active"), ("todo", "todo"), ("done", "done")))
    cfd = flow_of(Story().commit(at(2), a="Blocked?"), 2, 2, workflow)
    assert (cfd.statuses, cfd.days[0].bands) == (("waiting", "todo", "done"), (0, 1, 0))


def test_without_items_or_days_there_is_nothing_to_draw() -> None:
    assert flow_of(Story(), 3, 3).days[0].reached == (0, 0, 0, 0)
    assert flow_of(Story().commit(at(2), a="todo"), 4, 3).days == ()
