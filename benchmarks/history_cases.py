"""The measured cases of history: timelines cold and remembered, what they get right, and figures made of them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

from benchmarks.book import Scale
from benchmarks.cases import CLICK, MIB, Ground, Row, forget, ratio, seconds
from benchmarks.histories import read_truth, write_long_history
from benchmarks.measure import Cost, Place, best_of, cost_of, in_turn
from benchmarks.plain_replay import plain_replay, wrong_in

LARGE = Scale(items=10_000, commits=100_000, samples=2)
SMALL = Scale(items=1_000, commits=5_000)
WIDE = Scale(items=1_000, commits=200_000, share=0.02)
REPLAY = str(Path(__file__).with_name("replay.py"))
LOG = "git log --raw -z --first-parent --diff-merges=first-parent --no-renames --no-abbrev -- .backlog".split()
PEAK_BAR = 250  # MiB
RUNS = 5


def timeline_of_many_commits(ground: Ground) -> list[Row]:
    """10,000 items in 100,000 commits, nothing remembered: the clock against git's alone, and our own memory."""
    place, what = lived_in(ground, LARGE), f"timeline of {_size(LARGE)}, cold"
    cold, log = map(_by_clock, in_turn(RUNS, *_cold_and_log(ground, place)))
    row = ratio(f"{what}, by the clock", "`git log --raw` alone", cold, log, bar=1.35)
    forget(place.folder)
    peak = int(str(_said(ground, place)["peak"])) / MIB
    verdict = "ok" if peak <= PEAK_BAR else "OVER"
    memory = Row(f"{what}: peak memory of our process", "", f"{peak:.0f} MiB", "", f"{PEAK_BAR} MiB", verdict)
    return [row, memory]


def timeline_of_few_commits(ground: Ground) -> list[Row]:
    """1,000 items in 5,000 commits, nothing remembered."""
    return _against_log_and_start(ground, SMALL)


def timeline_of_a_wide_history(ground: Ground) -> list[Row]:
    """200,000 commits of which one in fifty touches the backlog, nothing remembered."""
    return _against_log_and_start(ground, WIDE)


def timeline_remembered(ground: Ground) -> list[Row]:
    """The same 100,000 commits remembered, and one new commit each time, dated like the last: the sprint still runs."""
    place, numbers = lived_in(ground, LARGE), count()
    item = next(place.folder.glob(".backlog/sprints/*/ML-*.md"))
    last = _said_by(place, "git", "log", "--max-count=1", "--format=%cI").strip()
    environ = {**place.environ, "GIT_COMMITTER_DATE": last, "GIT_AUTHOR_DATE": last}

    def commit() -> None:
        item.write_bytes(item.read_bytes() + f"\nLine {next(numbers)}.\n".encode())
        command = ["git", "commit", "--quiet", "--only", "-m", "Edit", "--", str(item)]
        subprocess.run(command, cwd=place.folder, env=environ, check=True)

    cost_of(place, _reading(ground))
    measured = best_of(RUNS * 2, place, _reading(ground), before=commit)
    return [seconds(f"timeline of {_size(LARGE)}, remembered, one new commit", measured, 0.35)]


def timeline_is_right(ground: Ground) -> list[Row]:
    """What the timeline and a plain `git log` make of the large history, against the generator's truth."""
    place = lived_in(ground, LARGE)
    truth = list(read_truth(_truth(place)).values())[-1]
    (plain,) = plain_replay(place.folder, "HEAD", "--", ".backlog").values()
    wrong = _said(ground, place, "--truth", str(_truth(place)))["wrong"]
    most = max(wrong.values()) if isinstance(wrong, dict) else len(truth)
    floor = f"a plain `git log --raw`, replayed by file names: {len(wrong_in(plain, truth))}"
    what = f"items that end wrong, of {len(truth):,}"
    return [Row(what, floor, str(most), "", "0", "OVER" if most else "ok")]


def forecast(ground: Ground) -> list[Row]:
    """A forecast of 10,000 trials, the start of Python included."""
    measured = best_of(RUNS, ground.place, (ground.python, REPLAY, ".", "--forecast"))
    return [seconds("forecast of 10,000 trials", measured, 0.2)]


def summary(ground: Ground) -> list[Row]:
    """`sprint summary` of the running sprint after 100,000 commits, remembered, on the day of the last commit.

    The sprint gets its ledger first, as if it had been started on its first morning.
    """
    place = lived_in(ground, LARGE)
    last = _said_by(place, "git", "log", "--max-count=1", "--format=%cI").strip()
    shown = json.loads(_said_by(place, ground.gitagile, "sprint", "show", "@current", "--json"))["sprint"]
    if not (place.folder / ".backlog/sprints" / shown["id"] / "ledger.json").exists():
        started = replace(place, environ={**place.environ, "GITAGILE_NOW": f"{shown['start']}T09:00:00+00:00"})
        cost_of(started, (ground.gitagile, "sprint", "start", shown["id"]))
    place = replace(place, environ={**place.environ, "GITAGILE_NOW": last})
    cost_of(place, (ground.gitagile, "sprint", "summary"))
    both = ground.beside_start(place, "sprint", "summary")
    return [ratio(f"`sprint summary` after {_size(LARGE)}, remembered", CLICK, *both, bar=4)]


HISTORY_CASES: tuple[Callable[[Ground], list[Row]], ...] = (
    timeline_of_many_commits,
    timeline_is_right,
    timeline_remembered,
    summary,
    timeline_of_few_commits,
    timeline_of_a_wide_history,
    forecast,
)


def lived_in(ground: Ground, scale: Scale) -> Place:
    """A repository with a life of that scale behind it, made once for all cases."""
    place = Place(ground.scratch / f"life-{scale.commits}", ground.place.environ)
    if not _truth(place).exists():
        write_long_history(scale, place.folder)
    return place


def _against_log_and_start(ground: Ground, scale: Scale) -> list[Row]:
    place = lived_in(ground, scale)
    what = f"timeline of {_size(scale)}, cold, by the clock"
    cold, log, start = map(_by_clock, in_turn(RUNS * 2, *_cold_and_log(ground, place), ground.start))
    return [ratio(what, "`git log --raw` alone + start-up", cold, log + start, bar=1.6)]


def _cold_and_log(ground: Ground, place: Place) -> tuple[Callable[[], Cost], Callable[[], Cost]]:
    def cold() -> Cost:
        forget(place.folder)
        return cost_of(place, _reading(ground))

    return cold, lambda: cost_of(place, LOG)


def _reading(ground: Ground) -> tuple[str, ...]:
    return ground.python, REPLAY, "."


def _said(ground: Ground, place: Place, *options: str) -> dict[str, object]:
    command = [*_reading(ground), *options]
    ended = subprocess.run(command, cwd=place.folder, env=dict(place.environ), check=True, capture_output=True)
    said: dict[str, object] = json.loads(ended.stdout)
    return said


def _said_by(place: Place, *command: str) -> str:
    ended = subprocess.run(
        command, cwd=place.folder, env=dict(place.environ), check=True, capture_output=True, text=True
    )
    return ended.stdout


def _truth(place: Place) -> Path:
    return place.folder.with_name(f"{place.folder.name}.truth.jsonl")


def _by_clock(cost: Cost) -> Cost:
    """The cost with the clock's seconds in the place of CPU time: two processes may work at once."""
    return replace(cost, cpu=cost.wall)


def _size(scale: Scale) -> str:
    share = "" if scale.share >= 0.5 else f" of which {scale.share:.0%} touch the backlog"
    return f"{scale.items:,} items in {scale.commits:,} commits{share}"
