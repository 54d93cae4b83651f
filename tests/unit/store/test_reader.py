"""Tests of gitagile.store.reader: a tree's files as items, sprints, ledgers and findings."""

from __future__ import annotations

import pytest

from gitagile.model.item import Item
from gitagile.model.sprint import Sprint
from gitagile.store.reader import (
    as_searched,
    carried_ids,
    fallback_id,
    is_read,
    locate,
    parse,
    read_backlog,
    searched_text,
)
from gitagile.store.tree import BlobTree

FILES = {
    ".backlog/README.md": b"about",
    ".backlog/config.toml": b"",
    ".backlog/backlog/README.md": b"about",
    ".backlog/backlog/ML-1-a.md": b"---\nid: ML-1\ntitle: A\n---\nBody\n",
    ".backlog/backlog/notes.md": b"no front matter",
    ".backlog/archive/ML-2.md": b"---\ntitle: B # c\n---\n",
    ".backlog/sprints/s1/sprint.md": b"---\ngoal: G\nstatus: closed\n---\n",
    ".backlog/sprints/s1/ledger.json": (
        b'{"outcome": [{"id": "ML-1", "result": "carried"}, {"id": "ML-2", "result": "done"}]}'
    ),
    ".backlog/sprints/s1/ML-3.md": b"---\nid: ML-3\nstatus: done\n---\n",
    ".backlog/sprints/s1/summary.md": b"generated",
    ".backlog/sprints/s2/ledger.json": b'{"outcome": [{"id": "ml-1", "result": "carried"}]}',
    ".backlog/templates/bug.md": b"---\nid: ML-9\n---\n",
}


def tree_of(files: dict[str, bytes]) -> BlobTree:
    return BlobTree({path: (0o100644, path) for path in files}, files)


def test_a_tree_becomes_a_backlog_and_a_broken_file_is_not_lost():
    backlog = read_backlog(tree_of(FILES))
    assert backlog.items == (
        Item("ML-2", ".backlog/archive/ML-2.md", "archive", title="B"),
        Item("ML-1", ".backlog/backlog/ML-1-a.md", "backlog", title="A"),
        Item("ML-3", ".backlog/sprints/s1/ML-3.md", "s1", status="done"),
    )
    assert backlog.sprints == (Sprint("s1", ".backlog/sprints/s1/sprint.md", goal="G", status="closed"),)
    assert [one.as_line() for one in backlog.unreadable] == [".backlog/backlog/notes.md:1:1: I102 no front matter"]
    assert backlog.carried == {"ml-1": 2}


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.rpartition("/")[2] in ("README.md", "config.toml", "summary.md", "bug.md")]
)
def test_files_that_hold_no_item_are_not_read(path: str):
    assert not is_read(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b"null",
        b"\xff",
        b'{"outcome": 5}',
        b'{"outcome": [5]}',
        b'{"outcome": [{"result": "carried"}]}',
        b'{"outcome": [{"id": 5, "result": "carried"}]}',
        b"[" * 100_000,
    ],
)
def test_a_ledger_that_is_none_carries_nothing(content: bytes):
    assert carried_ids(content) == ()


def test_an_item_without_an_id_is_known_by_its_file_name():
    assert fallback_id(".backlog/backlog/ML-1-a.md") == "ML-1"
    assert fallback_id(".backlog/backlog/notes.md") == "notes"
    item, fault = parse(b"---\ntitle: x\n---\n", ".backlog/backlog/notes.md")
    assert (item, fault) == (Item("notes", ".backlog/backlog/notes.md", "backlog", title="x"), None)


def test_the_front_matter_is_not_searched_but_the_title_is():
    content = "---\nid: ML-1\ntitle: Über\nlabels: [hidden]\n---\nThe BODY\n".encode()
    text = searched_text(content, ".backlog/backlog/ML-1.md")
    assert "über" in text
    assert "the body" in text
    assert "hidden" not in text
    assert as_searched("", b"No front matter \xff") == "\nno front matter \ufffd"


def test_items_are_located_by_name_alone():
    paths = (".backlog/backlog/ML-1-a.md", ".backlog/backlog/notes.md", ".backlog/sprints/s1/sprint.md", "ML-2.md")
    assert tuple(locate(paths)) == (("ML-1", ".backlog/backlog/ML-1-a.md"),)
