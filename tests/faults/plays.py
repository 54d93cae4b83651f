"""One scene, performed again and again, each time with something that goes wrong."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.faults.scenes import Scene
from tests.faults.theatre import Ended, Fault, Stage, State, copy, judge, state_of


class Play:
    """The scene before and after, and a copy of it to perform on."""

    def __init__(self, stage: Stage, arena: Path, scene: Scene) -> None:
        self.stage, self.words, self.base, self.root = stage, scene.words, arena / "base/here", arena / "copy/here"
        scene.prepare(self.base)
        for path in arena.glob("base/*"):
            if path != self.base:
                copy(path, self.root.parent / path.name)
        self.before = state_of(self.base)
        began = time.monotonic()
        self.whole = self.perform()
        self.seconds = time.monotonic() - began
        assert self.whole.code == 0, self.whole
        self.after: State = state_of(self.root)
        assert self.after != self.before

    def perform(self, fault: Fault | None = None) -> Ended:
        """Perform it on a fresh copy."""
        copy(self.base, self.root)
        return self.stage(self.root, *self.words, fault=fault)

    def recovered(self) -> str:
        """What the next command makes of it."""
        ended = self.stage(self.root, "recover")
        assert ended.code == 0, ended
        return judge(self.root, self.before, self.after)


def tell(count: Callable[[str, int], None], name: str, ends: Counter[str]) -> None:
    """Keep the counts."""
    count(name, ends.total())
    for kind, number in sorted(ends.items()):
        count(f"{name}: {kind}", number)
