"""The counts of these suites are printed at the end of a run, whatever the tests came to; and a stage to play on."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.theatre import Stage

MEMORY = Path("/dev/shm")  # noqa: S108 - a disk in memory, where there is one: these suites copy thousands of times


@pytest.fixture
def count(record_property):
    """Keep a count for the summary: `count("simulated merges", 400)`. Numbers of several tests are added up."""
    return lambda name, value: record_property(f"count: {name}", value)


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """Performs commands, and has them killed or hindered."""
    playing = Stage()
    yield playing
    playing.close()


@pytest.fixture
def arena(tmp_path: Path) -> Iterator[Path]:
    """A folder for many copies of a repository."""
    memory = MEMORY.is_dir() and os.access(MEMORY, os.W_OK)
    folder = Path(tempfile.mkdtemp(prefix="gitagile-faults-", dir=MEMORY if memory else tmp_path))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def pytest_terminal_summary(terminalreporter):
    """Print every count that a test of this folder kept."""
    reports = [one for kind in ("passed", "failed") for one in terminalreporter.getreports(kind)]
    kept = [(name, value) for one in reports for name, value in getattr(one, "user_properties", ())]
    counts = {}
    for name, value in kept:
        if name.startswith("count: "):
            known = counts.get(name)
            both = isinstance(value, int) and isinstance(known, int)
            counts[name] = known + value if both else value
    if counts:
        terminalreporter.section("counts")
    for name, value in counts.items():
        terminalreporter.write_line(f"{name.removeprefix('count: ')}: {value}")
