"""The page on reliability names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

TOP = Path(__file__).parents[2]
PAGE = TOP / "docs/reliability.md"
NAMED = re.compile(r"`(tests/[a-z_/]+\.py)(?:::([a-z_]+))?`")


def test_every_test_the_page_names_is_there() -> None:
    named = NAMED.findall(PAGE.read_text(encoding="utf-8"))
    texts = {file: (TOP / file).read_text(encoding="utf-8") for file, _ in named}
    missing = [f"{file}::{name}" for file, name in named if name and f"def {name}(" not in texts[file]]
    assert missing == []
    assert len(named) > 40


def test_the_invariants_are_numbered_and_each_is_held_by_a_test() -> None:
    rows = re.findall(r"^\| (\d+) \| .+ \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [int(number) for number, _ in rows] == [*range(1, len(rows) + 1)]
    assert all(NAMED.search(tests) for _, tests in rows)
