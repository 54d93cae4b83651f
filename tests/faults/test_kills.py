"""An act that is killed ends, by the next command, as if it had never begun or as if nothing had happened."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.plays import Play, tell
from tests.faults.scale import scaled, some_of
from tests.faults.scenes import SCENES
from tests.faults.theatre import Fault, Stage, copy


@pytest.fixture
def play(stage: Stage, arena: Path, request: pytest.FixtureRequest) -> Play:
    return Play(stage, arena, SCENES[request.param])


def end_of(play: Play, fault: Fault) -> str:
    """How the repository is after a killed act and the next command."""
    ended = play.perform(fault)
    assert fault["kind"] != "kill" or ended.code == -9, ended
    return play.recovered()


@pytest.mark.parametrize("play", SCENES, indirect=True)
def test_a_kill_at_a_point_ends_before_or_after(play: Play, count) -> None:
    """Every point at which something on the disk changes, a process starts or has just been started."""
    ends: Counter[str] = Counter()
    assert play.whole.points > 50
    for point in some_of(range(1, play.whole.points + 1), 6):
        end = end_of(play, {"kind": "kill", "at": point})
        assert end in {"before", "after"}, f"point {point}: {end}"
        ends[end] += 1
    tell(count, "kills at a point", ends)


@pytest.mark.parametrize("play", SCENES, indirect=True)
def test_a_kill_of_the_whole_group_at_any_moment_ends_before_or_after(play: Play, count) -> None:
    """With the git processes that are at work in that moment."""
    ends: Counter[str] = Counter()
    chance = random.Random(1)
    for _ in range(scaled(36, 2)):
        end = end_of(play, {"kind": "group", "after": play.seconds * chance.uniform(0.05, 1.1)})
        assert end in {"before", "after"}, end
        ends[end] += 1
    tell(count, "kills of a group of processes", ends)


@pytest.mark.parametrize("play", ["move", "close", "resolve", "import"], indirect=True)
def test_a_recovery_that_is_killed_is_recovered_itself(play: Play, count) -> None:
    ends: Counter[str] = Counter()
    for part in (0.6, 0.9):
        play.perform({"kind": "kill", "at": int(play.whole.points * part)})
        middle = copy(play.root, play.root.with_name("middle"))
        points = play.stage(play.root, "recover").points
        for point in some_of(range(1, points + 1), 2):
            copy(middle, play.root)
            assert play.stage(play.root, "recover", fault={"kind": "kill", "at": point}).code == -9
            end = play.recovered()
            assert end in {"before", "after"}, f"point {point}: {end}"
            ends[end] += 1
    tell(count, "kills of a recovery", ends)
