"""Tests of gitagile.store.reader.named_like: the item files whose name's id a typed id may mean."""

from __future__ import annotations

import pytest

from gitagile.store.reader import named_like

HERE = ".backlog/backlog"
FILES = (f"{HERE}/ML-abc123-train.md", f"{HERE}/ML-abd456.md", ".backlog/sprints/s1/ML-xyz789-Deploy.md")
OTHERS = (
    f"{HERE}/README.md",
    ".backlog/sprints/s1/sprint.md",
    ".backlog/sprints/s1/ledger.json",
    ".backlog/config.toml",
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ml-ABC", ["ML-abc123"]),
        ("ab", ["ML-abc123", "ML-abd456"]),
        ("xyz789", ["ML-xyz789"]),
        ("abcl", ["ML-abc123"]),  # an l is read as a 1
        ("nosuch", []),
        ("", ["ML-abc123", "ML-abd456", "ML-xyz789"]),
        ("abc123\nml-abd456", []),
    ],
)
def test_ids_are_found_by_file_names(text: str, found: list[str]):
    named, complete = named_like((*FILES, *OTHERS), text)
    assert [identifier for identifier, _ in named] == found
    assert {path for _, path in named} <= set(FILES)
    assert complete


def test_a_file_named_after_no_id_leaves_a_doubt():
    assert not named_like((*FILES, f"{HERE}/notes.md"), "abc")[1]
    assert named_like((*FILES, ".backlog/notes.md"), "abc")[1]
    assert named_like((), "") == ([], True)
