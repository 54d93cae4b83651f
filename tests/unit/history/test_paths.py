"""Tests of gitagile.history.paths, and that it sees the items that the store sees."""

from __future__ import annotations

import pytest

from gitagile.history.paths import ItemPath, Paths, is_file
from gitagile.store import layout


def test_a_path_is_its_place_and_its_names():
    found = Paths("plan").of(b"plan/sprints/s1/ML-1-a.md")
    assert found == ItemPath("sprints/s1/ML-1-a.md", "plan/sprints/s1/ML-1-a.md", "s1", "ML-1")


@pytest.mark.parametrize(
    "path",
    [
        ".backlog/backlog/a.md",
        ".backlog/archive/b.MD",
        ".backlog/sprints/s1/c.md",
        ".backlog/sprints/s1/sprint.md",
        ".backlog/backlog/README.md",
        ".backlog/sprints/c.md",
        ".backlog/c.md",
        ".backlog/backlog/deep/c.md",
        ".backlog/templates/bug.md",
        ".backlog/sprints//c.md",
        "backlog/c.md",
        "x/.backlog/backlog/c.md",
        ".backlog",
    ],
)
def test_items_are_where_the_store_finds_them(path: str):
    found = Paths(layout.ROOT).of(path.encode())
    assert (found is not None) == layout.is_item_path(path)
    assert found is None or found.place == layout.place_of(path)


def test_a_name_that_is_no_utf_8_is_not_seen():
    assert Paths(layout.ROOT).of(b".backlog/backlog/\xff.md") is None


def test_links_and_submodules_are_no_files():
    assert [is_file(mode) for mode in (b"100644", b"100755", b"120000", b"160000", b"000000")] == [
        True,
        True,
        False,
        False,
        False,
    ]
