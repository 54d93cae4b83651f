"""The same items under npm's `backlog.md`, the nearest tool of its kind, where npm is there to install it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.cases import Ground, Row, id_of, open_items, ratio
from benchmarks.measure import Place, best_of, cheapest, cost_of


def compared(ground: Ground, items: int, active: int) -> list[Row]:
    """Reading and changing one item in both tools; a row that says so where the other tool cannot be had."""
    npm = shutil.which("npm")
    program = npm and _install(npm, ground.scratch / "npm")
    if not program:
        return [Row("against Backlog.md", "", "npm or its package `backlog.md` is not here", "", "", "skipped")]
    place = Place(ground.scratch / "backlog-md", ground.place.environ)
    words = [str(place.folder), "--backlog-md", "--items", str(items), "--active", str(active)]
    generate = [sys.executable, "-m", "benchmarks.generate", *words]
    subprocess.run(generate, env=dict(place.environ), check=True, stdout=subprocess.DEVNULL)
    ours = ground.clone("against-backlog-md")
    cost_of(ours, (ground.gitagile, "list"))
    return [*_reads(ground, program, place, ours), _edit(ground, program, place, ours)]


def _reads(ground: Ground, program: str, theirs: Place, ours: Place) -> list[Row]:
    item = id_of(open_items(ours.folder)[0])
    pairs = (
        (("list",), ("task", "list", "--plain")),
        (("show", item), ("task", "view", "BACK-1", "--plain")),
    )
    rows = []
    for our_words, their_words in pairs:
        floor = best_of(2, theirs, (program, *their_words))
        measured = best_of(ground.runs, ours, (ground.gitagile, *our_words))
        name = " ".join(their_words[:2])
        rows.append(ratio(f"`{our_words[0]}`, warm", f"Backlog.md's `{name}`", measured, floor, bar=None))
    return rows


def _edit(ground: Ground, program: str, theirs: Place, ours: Place) -> Row:
    edits = [
        cost_of(theirs, (program, "task", "edit", f"BACK-{number}", "--status", "In Progress", "--plain"))
        for number in (1, 2)
    ]
    items = open_items(ours.folder)[: ground.runs]
    marks = [cost_of(ours, (ground.gitagile, "mark", id_of(item), "doing")) for item in items]
    floor = "Backlog.md's `task edit`, committed too"
    return ratio("one `mark`", floor, cheapest(marks), cheapest(edits), bar=None)


def _install(npm: str, folder: Path) -> str | None:
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), "backlog.md"],
        check=False,
        capture_output=True,
    )
    program = folder / "node_modules/.bin/backlog"
    return str(program) if done.returncode == 0 and program.exists() else None
