"""The counts of these suites are printed at the end of a run, whatever the tests came to."""

from __future__ import annotations

import pytest


@pytest.fixture
def count(record_property):
    """Keep a count for the summary: `count("simulated merges", 400)`."""
    return lambda name, value: record_property(f"count: {name}", value)


def pytest_terminal_summary(terminalreporter):
    """Print every count that a test of this folder kept."""
    reports = [one for kind in ("passed", "failed") for one in terminalreporter.getreports(kind)]
    kept = [(name, value) for one in reports for name, value in getattr(one, "user_properties", ())]
    counts = [(name.removeprefix("count: "), value) for name, value in kept if name.startswith("count: ")]
    if counts:
        terminalreporter.section("counts")
    for name, value in dict(counts).items():
        terminalreporter.write_line(f"{name}: {value}")
