"""The measured cases: what each command may cost, most of them against a floor measured in the same run."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from benchmarks.measure import CommandFailedError, Cost, Place, best_of, cheapest, cost_of, in_turn

MIB = 1024 * 1024
PEAK_BAR = 120  # MiB
CLICK = '`python -c "import click"`'


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the results, as text."""

    what: str
    floor: str
    measured: str
    ratio: str
    bar: str
    verdict: str
    git: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """All a case needs: the clone to measure in, how gitagile is called, how often, and a folder for more clones."""

    place: Place
    gitagile: str
    python: str
    runs: int
    scratch: Path

    def clone(self, name: str) -> Place:
        """A fresh clone of the measured repository, for a case that changes it."""
        folder = self.scratch / name
        command = ["git", "clone", "--quiet", "--local", str(self.place.folder), str(folder)]
        subprocess.run(command, env=dict(self.place.environ), check=True)
        return Place(folder, self.place.environ)

    def run(self, *arguments: str, ends: tuple[int, ...] = (0,)) -> Cost:
        """The cheapest of several runs of gitagile, with what it remembers."""
        return best_of(self.runs, self.place, (self.gitagile, *arguments), ends=ends)

    def run_cold(self, *arguments: str) -> Cost:
        """The same with everything forgotten before each run."""
        command = (self.gitagile, *arguments)
        return best_of(self.runs, self.place, command, before=lambda: forget(self.place.folder), ends=(0, 1))

    def start(self) -> Cost:
        """The floor of every command written in Python with click."""
        return cost_of(self.place, (self.python, "-c", "import click"))

    def beside_start(self, place: Place, *arguments: str, ends: tuple[int, ...] = (0,)) -> tuple[Cost, Cost]:
        """The cheapest of several runs of gitagile, and of the floor, in turn."""
        command = (self.gitagile, *arguments)
        ours, floor = in_turn(self.runs * 4, lambda: cost_of(place, command, ends=ends), self.start)
        return ours, floor


def start_up(ground: Ground) -> list[Row]:
    """`gitagile --version` and nothing else."""
    return [ratio("`gitagile --version`", CLICK, *ground.beside_start(ground.place, "--version"), bar=1.4)]


def warm_reads(ground: Ground) -> list[Row]:
    """What only reads, with the files remembered."""
    item = id_of(open_items(ground.place.folder)[0])
    ground.run("list")
    commands = (("list",), ("show", item), ("search", "gradient", "drift"))
    return [
        ratio(f"`{words[0]}`, warm", CLICK, *ground.beside_start(ground.place, *words), bar=3) for words in commands
    ]


def cold_list(ground: Ground) -> list[Row]:
    """`list` with nothing remembered: every file is read and parsed; and the memory that takes."""
    return _cold(ground, "list", 2.5)


def cold_check(ground: Ground) -> list[Row]:
    """`check` with nothing remembered: every rule on every item; and the memory that takes."""
    return _cold(ground, "check", 4.0)


def check_changed(ground: Ground) -> list[Row]:
    """`check` of five files that were edited since."""
    files = [str(path.relative_to(ground.place.folder)) for path in open_items(ground.place.folder)[:5]]
    cost_of(ground.place, (ground.gitagile, "list"))
    for file in files:
        path = ground.place.folder / file
        path.write_bytes(path.read_bytes() + b"\nOne line more.\n")
    try:
        measured, floor = ground.beside_start(ground.place, "check", *files, ends=(0, 1))
    finally:
        subprocess.run(["git", "checkout", "--quiet", "--", *files], cwd=ground.place.folder, check=True)
    return [ratio("`check` of five changed files", CLICK, measured, floor, bar=2.5)]


def one_step(ground: Ground) -> list[Row]:
    """One `mark` against git's own commit of one edited file in the same repository, and what it adds to a start."""
    by_git, by_us, numbers = ground.clone("commit-only"), ground.clone("mark"), count()
    file, *others = open_items(by_git.folder)
    items = iter(others)
    commit = ("git", "commit", "--quiet", "--only", "-m", "Edit", "--", str(file))

    def edited() -> Cost:
        file.write_bytes(file.read_bytes() + f"\nLine {next(numbers)}.\n".encode())
        return cost_of(by_git, commit)

    def marked() -> Cost:
        return cost_of(by_us, (ground.gitagile, "mark", id_of(next(items)), "doing"))

    cost_of(by_us, (ground.gitagile, "list"))
    mark, edit, start = in_turn(ground.runs * 4, marked, edited, ground.start)
    above = replace(mark, cpu=mark.cpu - start.cpu)
    return [
        ratio("one `mark`", "`git commit --only` of one file + start-up", mark, edit + start, bar=3),
        seconds("one `mark`, above the start of Python and click", above, 0.15),
    ]


def sprint_close(ground: Ground) -> list[Row]:
    """The close of the running sprint against git's own move and commit of the same files."""
    floors, closes = [], []
    for number in range(max(2, ground.runs // 2)):
        place = ground.clone(f"move-{number}")
        files = [str(path) for path in open_items(place.folder)]
        moved = cost_of(place, ("git", "mv", *files, str(place.folder / ".backlog/backlog")))
        floors.append(moved + cost_of(place, ("git", "commit", "--quiet", "-m", "Move")))
        ours = ground.clone(f"close-{number}")
        cost_of(ours, (ground.gitagile, "sprint", "start", "@current"))
        closes.append(cost_of(ours, (ground.gitagile, "sprint", "close", "--carry", "backlog", "--yes")))
    items = len(open_items(ground.place.folder))
    what = f"`sprint close` of {items} open items"
    return [ratio(what, "`git mv` + `git commit` of the same", cheapest(closes), cheapest(floors), bar=6)]


CASES: tuple[Callable[[Ground], list[Row]], ...] = (
    start_up,
    warm_reads,
    cold_list,
    cold_check,
    check_changed,
    one_step,
    sprint_close,
)


def rows_of(case: Callable[[Ground], list[Row]], ground: Ground) -> list[Row]:
    """The case's rows; one that says why when a command failed."""
    try:
        return case(ground)
    except CommandFailedError as fault:
        return [Row(case.__name__.replace("_", " "), "", str(fault), "", "", "failed")]


def ratio(what: str, floor_name: str, measured: Cost, floor: Cost, *, bar: float | None) -> Row:
    """A row of CPU time against a floor; without a bar it only tells."""
    times = measured.cpu / floor.cpu
    verdict = "" if bar is None else _verdict(times, bar)
    bar_text = "" if bar is None else f"{bar:g}x"
    shown = f"{floor_name}: {_shown(floor.cpu)}"
    return Row(what, shown, _shown(measured.cpu), f"{times:.2f}x", bar_text, verdict, str(measured.git))


def seconds(what: str, measured: Cost, bar: float) -> Row:
    """A row of CPU seconds."""
    return Row(what, "", _shown(measured.cpu), "", f"{bar:g} s", _verdict(measured.cpu, bar), str(measured.git))


def peak(what: str, measured: Cost) -> Row:
    """A row of memory at its highest."""
    mib = measured.peak / MIB
    return Row(what, "", f"{mib:.0f} MiB", "", f"{PEAK_BAR} MiB", _verdict(mib, PEAK_BAR))


def open_items(folder: Path) -> list[Path]:
    """The item files of the newest sprint that are not done, in order of their names."""
    sprint = max((folder / ".backlog/sprints").iterdir())
    return [path for path in sorted(sprint.glob("ML-*.md")) if b"\nstatus: done\n" not in path.read_bytes()]


def id_of(path: Path) -> str:
    """The id that a made-up item's file name begins with."""
    return "-".join(path.name.split("-")[:2])


def forget(folder: Path) -> None:
    """Remove what gitagile remembers of a repository; it may go any time."""
    shutil.rmtree(folder / ".git/gitagile", ignore_errors=True)


def _cold(ground: Ground, name: str, bar: float) -> list[Row]:
    cost = ground.run_cold(name)
    return [seconds(f"`{name}`, cold", cost, bar), peak(f"`{name}`, cold: peak memory", cost)]


def _shown(cpu: float) -> str:
    return f"{cpu * 1000:.0f} ms" if cpu < 10 else f"{cpu:.1f} s"


def _verdict(value: float, bar: float) -> str:
    return "ok" if value <= bar else "OVER"
