"""The scenario in real git: merged by merge commit, by rebase or by squash, a sprint's report is one and the same."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gitagile.analytics.commitment import committed_in, last_open_second
from gitagile.analytics.day_edges import last_second
from gitagile.analytics.freezing import frozen
from gitagile.analytics.guideline import planned_of
from gitagile.analytics.item_facts import Reading
from gitagile.analytics.scope import Replay, replay_sprint
from gitagile.analytics.sprint_report import SprintReport, sprint_report
from gitagile.analytics.workdays import Calendar
from gitagile.history.reader import read_timeline
from gitagile.model.timeline import Timeline
from gitagile.vcs.repository import find_repository
from tests.git.places import git
from tests.git.scenario_repository import WAYS, play
from tests.scenario import AFTER, BERLIN, CLOSED, FLOW, HOLIDAY, LEDGER, PLANNED, SPRINT, STORY, events, seconds

READING = Reading(SPRINT, FLOW, BERLIN)
CALENDAR = Calendar(holidays=frozenset({date.fromisoformat(HOLIDAY)}))
LATER = "2026-12-24T12:00:00+01:00"


@pytest.fixture(params=sorted(WAYS))
def played(request: pytest.FixtureRequest, make_repository: Callable[..., Path]) -> Timeline:
    """The timeline of a repository that the story was brought into in one of the ways, and went on afterwards."""
    root = make_repository(files={"code.py": "\n"})
    play(root, WAYS[request.param], *AFTER)
    return read_timeline(find_repository(root, os.environ), None, revision="HEAD", now=seconds(LATER))


def replayed(timeline: Timeline, until: int) -> Replay:
    return replay_sprint(committed_in(LEDGER), timeline.events, READING, until=until)


def told(replay: Replay) -> tuple[object, ...]:
    """All of a replay but the names of commits."""
    return tuple(change._replace(commit="") for change in replay.changes), replay.rows, replay.outside


def report(replay: Replay, closed: str | None) -> SprintReport:
    planned = planned_of(PLANNED, CALENDAR, date.fromisoformat(replay.first), date.fromisoformat(replay.last))
    return sprint_report(PLANNED, frozen(LEDGER, replay, closed=closed, planned=planned))


EXPECTED = Timeline(events(*STORY))


def test_the_report_is_that_of_the_story_however_the_work_arrived(played: Timeline, tmp_path: Path) -> None:
    closed, last = seconds(CLOSED), last_open_second(LEDGER._replace(closed=CLOSED)) or 0
    replay = replayed(played, closed)
    assert told(replay) == told(replayed(EXPECTED, closed))
    assert report(replay, CLOSED) == report(replayed(EXPECTED, closed), CLOSED)
    for day in range(19, 31):
        until = min(last_second(date(2026, 10, day), BERLIN), last)
        assert report(replayed(played, until), None) == report(replayed(EXPECTED, until), None)
    line = set(git(tmp_path / "repository", "rev-list", "--first-parent", "HEAD").split())
    assert {change.commit for change in replay.changes} <= line
