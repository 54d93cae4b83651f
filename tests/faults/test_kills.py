"""An act that is killed ends, by the next command, as if it had never begun or as if nothing had happened."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.scale import scaled, some_of
from tests.faults.scenes import SCENES, Scene
from tests.faults.theatre import Fault, Stage, State, copy, judge, state_of


class Play:
    """One scene, ready to be performed again and again."""

    def __init__(self, stage: Stage, arena: Path, scene: Scene) -> None:
        self.stage, self.words, self.base, self.root = stage, scene.words, arena / "base/here", arena / "copy/here"
        scene.prepare(self.base)
        for path in arena.glob("base/*"):
            if path != self.base:
                copy(path, self.root.parent / path.name)
        self.before = state_of(self.base)
        copy(self.base, self.root)
        self.whole = stage(self.root, *self.words)
        assert self.whole.code == 0, self.whole
        self.after: State = state_of(self.root)
        assert self.after != self.before

    def end(self, fault: Fault) -> str:
        """How the repository is after an act with this fault and the next command."""
        copy(self.base, self.root)
        ended = self.stage(self.root, *self.words, fault=fault)
        assert fault["kind"] != "kill" or ended.code == -9, ended
        return self.recovered()

    def recovered(self) -> str:
        ended = self.stage(self.root, "recover")
        assert ended.code == 0, ended
        return judge(self.root, self.before, self.after)


@pytest.fixture
def play(stage: Stage, arena: Path, request: pytest.FixtureRequest) -> Play:
    return Play(stage, arena, SCENES[request.param])


def tell(count, name: str, ends: Counter[str]) -> None:
    count(name, ends.total())
    for kind in ("before", "after"):
        count(f"{name}: {kind}", ends[kind])


@pytest.mark.parametrize("play", SCENES, indirect=True)
def test_a_kill_at_a_point_ends_before_or_after(play: Play, count) -> None:
    """Every point at which something on the disk changes, a process starts or has just been started."""
    ends: Counter[str] = Counter()
    assert play.whole.points > 50
    for point in some_of(range(1, play.whole.points + 1), 6):
        end = play.end({"kind": "kill", "at": point})
        assert end in {"before", "after"}, f"point {point}: {end}"
        ends[end] += 1
    tell(count, "kills at a point", ends)


@pytest.mark.parametrize("play", SCENES, indirect=True)
def test_a_kill_of_the_whole_group_at_any_moment_ends_before_or_after(play: Play, count) -> None:
    """With the git processes that are at work in that moment."""
    ends: Counter[str] = Counter()
    chance = random.Random(1)
    for _ in range(scaled(36, 2)):
        end = play.end({"kind": "group", "after": chance.uniform(0.02, 0.25)})
        assert end in {"before", "after"}, end
        ends[end] += 1
    tell(count, "kills of a group of processes", ends)


@pytest.mark.parametrize("play", ["move", "close", "resolve", "import"], indirect=True)
def test_a_recovery_that_is_killed_is_recovered_itself(play: Play, count) -> None:
    ends: Counter[str] = Counter()
    for part in (0.6, 0.9):
        killed = {"kind": "kill", "at": int(play.whole.points * part)}
        copy(play.base, play.root)
        play.stage(play.root, *play.words, fault=killed)
        middle = copy(play.root, play.root.with_name("middle"))
        points = play.stage(play.root, "recover").points
        for point in some_of(range(1, points + 1), 2):
            copy(middle, play.root)
            assert play.stage(play.root, "recover", fault={"kind": "kill", "at": point}).code == -9
            end = play.recovered()
            assert end in {"before", "after"}, f"point {point}: {end}"
            ends[end] += 1
    tell(count, "kills of a recovery", ends)
