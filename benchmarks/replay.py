"""Reads a backlog's timeline in a process of its own: `replay.py FOLDER`; prints what it found and its peak memory.

`--truth FILE` compares every commit of a file of truth (see `benchmarks/histories.py`); `--forecast` makes one instead.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
from pathlib import Path

from gitagile.__main__ import leave

TODAY = 1_900_000_000


def replayed(folder: Path, revision: str = "HEAD") -> dict[str, tuple[str, str | None, float | None, str]]:
    """Every item as the timeline leaves it: its normal id with place, status, points and title."""
    from gitagile.history.reader import read_timeline
    from gitagile.model.timeline import versions_after
    from gitagile.vcs.repository import find_repository

    repository = find_repository(folder, os.environ)
    memory = repository.common_dir / "gitagile" / "history.sqlite"
    events = read_timeline(repository, memory, revision=revision, now=TODAY).events
    items = versions_after(events).items()
    return {item: (version.place, version.status, version.points, version.title) for item, version in items}


def compared(folder: Path, file: Path) -> dict[str, int]:
    """How many items are wrong after each commit of the truth."""
    wrong = {}
    for line in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        found = replayed(folder, line["commit"])
        truth = {item.casefold(): tuple(said) for item, said in line["items"].items()}
        wrong[line["commit"]] = sum(found.get(item) != truth.get(item) for item in found.keys() | truth.keys())
    return wrong


def forecast_once() -> int:
    """A forecast of 10,000 trials from half a year of throughput; the trials."""
    from datetime import date
    from random import Random

    from gitagile.analytics.flow import Throughput
    from gitagile.analytics.forecast import forecast
    from gitagile.analytics.workdays import Calendar

    random = Random(1)
    counts = tuple(random.choice((0, 0, 1, 1, 2, 5)) for _ in range(180))
    return forecast(Throughput(date(2026, 1, 5), counts), 60, Calendar(), trials=10_000).trials


def main() -> None:
    """The command line. It begins and ends as every command of gitagile does: no garbage is looked for."""
    gc.disable()
    folder, *options = sys.argv[1:]
    if options == ["--forecast"]:
        said: dict[str, object] = {"trials": forecast_once()}
    elif options[:1] == ["--truth"]:
        said = {"wrong": compared(Path(folder), Path(options[1]))}
    else:
        said = {"items": len(replayed(Path(folder)))}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps(said | {"peak": peak}))
    leave(0)


if __name__ == "__main__":
    main()
