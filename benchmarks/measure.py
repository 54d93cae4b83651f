"""What a command costs: CPU time of it and all its children, peak memory, and how many git processes it started."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

BYTES_PER_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # getrusage(2): ru_maxrss is in KiB but on macOS


class CommandFailedError(Exception):
    """A measured command ended otherwise than it should; the message is its last words."""


@dataclass(frozen=True, slots=True)
class Cost:
    """`cpu` in seconds, user and system, with all children; `peak` in bytes; `git` counts the git processes.

    `wall` is the clock's seconds from start to end.
    """

    cpu: float
    peak: int
    git: int
    wall: float = 0.0

    def __add__(self, other: Cost) -> Cost:
        """What two commands cost one after the other."""
        return Cost(self.cpu + other.cpu, max(self.peak, other.peak), self.git + other.git, self.wall + other.wall)


@dataclass(frozen=True, slots=True)
class Place:
    """Where commands run and what surrounds them."""

    folder: Path
    environ: Mapping[str, str]


def cost_of(place: Place, command: Sequence[str], *, ends: tuple[int, ...] = (0,)) -> Cost:
    """Run the command once. Raises CommandFailedError unless it ends with one of `ends`.

    CPU time is used, and not the clock: it hardly moves when others use the machine too. The peak is the largest
    process of the tree, but never less than this process has used itself: Linux counts memory from before `exec`.
    Git's own trace2 log counts its processes; it costs git a few microseconds, on both sides of a ratio.
    """
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as errors:
        log = Path(folder) / "trace"
        started = perf_counter()
        process = subprocess.Popen(
            command,
            cwd=place.folder,
            env={**place.environ, "GIT_TRACE2_EVENT": str(log)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        words = errors.read().decode(errors="replace").strip().splitlines() or ["without a word"]
        if process.returncode not in ends or words[0].startswith("Traceback"):
            raise CommandFailedError(f"`{' '.join(command[1:])[:60]}` ended with {process.returncode}: {words[-1]}")
        git = log.read_text().count('"event":"start"') if log.exists() else 0
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * BYTES_PER_RSS_UNIT, git, wall)


def best_of(
    count: int,
    place: Place,
    command: Sequence[str],
    *,
    before: Callable[[], object] = lambda: None,
    ends: tuple[int, ...] = (0,),
) -> Cost:
    """The cheapest of `count` runs; `before` is called ahead of each."""

    def once() -> Cost:
        before()
        return cost_of(place, command, ends=ends)

    return in_turn(count, once)[0]


def in_turn(count: int, *runs: Callable[[], Cost]) -> tuple[Cost, ...]:
    """The cheapest of `count` runs of each, made in turn: a machine that slows down for a while slows all of them."""
    rounds = [[run() for run in runs] for _ in range(count)]
    return tuple(map(cheapest, zip(*rounds, strict=True)))


def cheapest(costs: Sequence[Cost]) -> Cost:
    """The cost with the least CPU time, with the shortest wall time and the highest peak of them all."""
    least = min(costs, key=lambda cost: cost.cpu)
    return replace(least, peak=max(cost.peak for cost in costs), wall=min(cost.wall for cost in costs))
