"""`make bench`: measures everything once, prints a table and writes it to `benchmarks/RESULTS.md`."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.backlog_md import compared
from benchmarks.cases import CASES, Ground, Row, rows_of
from benchmarks.evidence_cases import EVIDENCE_CASES
from benchmarks.history_cases import HISTORY_CASES
from benchmarks.measure import CommandFailedError, Place

RESULTS = Path(__file__).parent / "RESULTS.md"
HEADINGS = ("what", "floor", "measured", "ratio", "bar", "", "git processes")
INTRODUCTION = """\
# Results

Written by `make bench`. CPU time, user and system, of a command and all its children, the cheapest of several runs;
a ratio compares with a floor measured in turn with it on the same machine, so that it holds on other machines too.
The project is made up by `benchmarks/generate.py`: {items} items of about 1.2 KB, {active} of them open in the running
sprint. *Warm* means that gitagile remembers the files from an earlier command, *cold* that it remembers nothing.
Timelines are read from histories that `benchmarks/histories.py` makes up; *by the clock* compares the shortest wall
times, since git and gitagile work side by side there.

Python {python}, {git}, {system}, {cores} cores.
"""


def measure(folder: Path, *, items: int, active: int, runs: int, npm: bool, only: str = "") -> list[Row]:
    """Make the project up in `folder`, measure every case with `only` in its name, and give all rows in order."""
    environ = _sealed(folder / "home")
    place = Place(folder / "project", environ)
    words = [str(place.folder), "--items", str(items), "--active", str(active)]
    generate = [sys.executable, "-m", "benchmarks.generate", *words]
    subprocess.run(generate, env=environ, check=True, stdout=subprocess.DEVNULL)
    program = Path(sys.executable).with_name("gitagile")
    ground = Ground(place, str(program), sys.executable, runs, folder / "clones")
    ground.scratch.mkdir()
    rows = []
    for case in (case for case in (*CASES, *EVIDENCE_CASES, *HISTORY_CASES) if only in case.__name__):
        print(f"measuring: {case.__name__.replace('_', ' ')}", file=sys.stderr)
        rows += rows_of(case, ground)
    if npm:
        print("measuring: Backlog.md on the same items", file=sys.stderr)
        try:
            rows += compared(ground, items, active)
        except CommandFailedError as fault:
            rows.append(Row("against Backlog.md", "", str(fault), "", "", "failed"))
    return rows


def as_page(rows: list[Row], *, items: int, active: int) -> str:
    """The results as Markdown."""
    git = subprocess.run(["git", "--version"], check=True, capture_output=True, text=True).stdout.strip()
    head = INTRODUCTION.format(
        items=f"{items:,}",
        active=active,
        python=platform.python_version(),
        git=git,
        system=platform.system(),
        cores=os.cpu_count(),
    )
    lines = [
        f"| {' | '.join(HEADINGS)} |",
        f"|{'---|' * len(HEADINGS)}",
        *(
            f"| {row.what} | {row.floor} | {row.measured} | {row.ratio} | {row.bar} | {row.verdict} | {row.git} |"
            for row in rows
        ),
    ]
    return head + "\n" + "\n".join(lines) + "\n"


def _sealed(home: Path) -> dict[str, str]:
    """The environment of every measured command: no settings of the user, a fixed identity."""
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITAGILE_"))}
    person = {f"GIT_{who}_{key}": value for who in ("AUTHOR", "COMMITTER") for key, value in _PERSON.items()}
    return {**kept, **person, "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", "NO_COLOR": "1"}


_PERSON = {"NAME": "Ana Lee", "EMAIL": "ana@example.org"}


def main() -> None:
    """The command line; ends with 1 when a bar is missed or a command failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10000)
    parser.add_argument("--active", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--no-npm", action="store_true", help="leave out the comparison with Backlog.md")
    parser.add_argument("--only", default="", metavar="WORD", help="the cases with the word in their name; print only")
    parser.add_argument("--no-write", action="store_true", help="print only")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gitagile-bench-") as folder:
        size = {"items": chosen.items, "active": chosen.active}
        rows = measure(Path(folder), **size, runs=chosen.runs, npm=not (chosen.no_npm or chosen.only), only=chosen.only)
    page = as_page(rows, **size)
    print(page)
    if not (chosen.no_write or chosen.only):
        RESULTS.write_text(page, encoding="utf-8")
    sys.exit(any(row.verdict in {"OVER", "failed"} for row in rows))


if __name__ == "__main__":
    main()
