"""That nothing is staged is remembered by HEAD and the index's own checksum, and never believed of another state."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from gitagile.vcs.repository import find_repository
from gitagile.vcs.staged import staged_changes

ITEM = ".backlog/backlog/ML-1-one.md"


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=root, check=True)


def staged(root: Path) -> list[bytes]:
    return [change.path for change in staged_changes(find_repository(root, os.environ), ".backlog")]


def test_what_is_staged_after_nothing_was_is_seen(make_repository: Callable[..., Path]):
    root = make_repository(files={ITEM: "---\nid: ML-1\n---\n"})
    assert (staged(root), staged(root)) == ([], [])
    assert (root / ".git/gitagile/unstaged").is_file()
    (root / ITEM).write_text("---\nid: ML-1\ntitle: One\n---\n")
    assert staged(root) == []
    git(root, "add", ITEM)
    assert (staged(root), staged(root)) == ([ITEM.encode()], [ITEM.encode()])
    git(root, "commit", "-qm", "One")
    assert (staged(root), staged(root)) == ([], [])


def test_the_same_index_before_another_commit_is_another_state(make_repository: Callable[..., Path]):
    root = make_repository(files={ITEM: "---\nid: ML-1\n---\n"})
    (root / ITEM).write_text("---\nid: ML-1\ntitle: One\n---\n")
    git(root, "commit", "-qam", "One")
    assert staged(root) == []
    git(root, "reset", "-q", "--soft", "HEAD~")
    assert staged(root) == [ITEM.encode()]


def test_an_index_without_a_checksum_is_always_looked_at(make_repository: Callable[..., Path]):
    root = make_repository(files={ITEM: "---\nid: ML-1\n---\n"})
    index = root / ".git/index"
    index.write_bytes(index.read_bytes()[:-20] + bytes(20))
    assert staged(root) == []
    assert not (root / ".git/gitagile/unstaged").exists()


def test_a_memory_that_is_none_is_done_without(make_repository: Callable[..., Path]):
    root = make_repository(files={ITEM: "---\nid: ML-1\n---\n"})
    (root / ".git/gitagile/unstaged").mkdir(parents=True)
    assert staged(root) == []
