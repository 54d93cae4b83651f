"""Dates that cannot be: commits of 1970 and 2099, clocks that go wrong, and what is told of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.git.history.lines import FIRST, HOUR, Story, text_of

ONE = "backlog/ML-1-one.md"
FAR = 4_070_908_800
STATUSES = ("todo", "doing", "review", "done", "dropped", "todo", "doing")


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return Story(tmp_path / "project")


def instants(story: Story, dates: list[int], now: int) -> tuple[list[int], int]:
    """When the events of commits with these dates happened, and how many were put in line."""
    for date, status in zip(dates, STATUSES, strict=False):
        story.commit({ONE: text_of("ML-1", status)}, at=date)
    timeline = story.read(now=now)
    assert story.recall(now=now) == timeline
    return [event.at for event in timeline.events], timeline.clamped


@pytest.mark.parametrize("lie", [0, 1, FAR, FIRST - HOUR, FIRST + 40 * HOUR])
def test_one_wrong_date_moves_no_other_commit(story: Story, lie: int):
    dates = [FIRST, FIRST + HOUR, lie, FIRST + 3 * HOUR, FIRST + 4 * HOUR]
    right = [FIRST, FIRST + HOUR, FIRST + HOUR, FIRST + 3 * HOUR, FIRST + 4 * HOUR]
    assert instants(story, dates, FIRST + 90 * HOUR) == (right, 1)


def test_a_date_in_the_future_at_the_end_of_the_line_is_now(story: Story):
    assert instants(story, [FIRST, FAR], FIRST + HOUR) == ([FIRST, FIRST + HOUR], 1)


def test_clocks_that_differ_a_little_move_a_commit_a_little(story: Story):
    dates = [FIRST, FIRST + 5 * HOUR + 2, FIRST + 5 * HOUR, FIRST + 6 * HOUR]
    assert instants(story, dates, FIRST + 90 * HOUR) == ([FIRST, dates[1], dates[1], dates[3]], 1)


def test_only_what_is_asked_for_is_counted(story: Story):
    dates = [FIRST, 0, FIRST + HOUR, FIRST + 2 * HOUR, 0]
    assert instants(story, dates, FIRST + 90 * HOUR)[1] == 2
    for timeline in (story.read(since=FIRST + HOUR), story.recall(since=FIRST + HOUR)):
        assert timeline.clamped == 1
        assert len(timeline.events) == 3


def test_what_is_remembered_is_put_in_line_with_what_comes_later(story: Story):
    instants(story, [FIRST, FAR], FAR + HOUR)
    for status in STATUSES[2:]:
        story.commit({ONE: text_of("ML-1", status)})
    timeline = story.read(now=FAR + HOUR)
    assert timeline.clamped == 1
    assert story.recall(now=FAR + HOUR) == timeline
