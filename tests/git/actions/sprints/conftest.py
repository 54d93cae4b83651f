"""A sprint before its start, and one that runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.git.actions.sprints.story import FILES, Story


@pytest.fixture
def planned(make_repository: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Story:
    """A sprint that is planned, on the morning of its first day; its items were committed months before."""
    return Story(make_repository(files=FILES), monkeypatch.setenv).at("11-23", "09:00:00")


@pytest.fixture
def running(planned: Story) -> Story:
    """A sprint that was started this morning."""
    planned.start()
    return planned.at("11-23")


@pytest.fixture
def worked(running: Story) -> Story:
    """A sprint in which one item was finished, one taken in and one estimated anew, on its third day."""
    running.at("11-24").change(".backlog/sprints/s1/ML-aaaaa1-first.md", "status: todo", "status: done")
    running.at("11-25", "10:00:00").move(
        ".backlog/backlog/ML-ddddd4-fourth.md", ".backlog/sprints/s1/ML-ddddd4-fourth.md"
    )
    running.at("11-25").change(".backlog/sprints/s1/ML-ccccc3-third.md", "points: 2", "points: 3")
    return running
