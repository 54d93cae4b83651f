"""The check against another line: what a branch lost, from the index, the folder and commits."""

from __future__ import annotations

import pytest

from gitagile.actions.check_against import lost_since
from gitagile.actions.trees import commit_tree, index_tree
from gitagile.errors import UsageError, WrongPlace
from tests.git.actions.backlogs import A, B, C, at, backlog_of, item, opened
from tests.git.places import git, write

START = {at(A): item(A, created="2026-03-02"), at(B): item(B, created="2026-03-02"), at(C): item(C)}


@pytest.fixture
def root(make_repository):
    """A branch that has left main."""
    root = backlog_of(make_repository, START)
    git(root, "switch", "-q", "-c", "side")
    return root


def commit(root, message="Change"):
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", message)


def codes(root, against="main", **options):
    workspace = opened(root)
    found = lost_since(workspace, workspace.tree(), against, **options)
    assert all(finding.hint for finding in found)
    return [(finding.code, finding.path) for finding in found]


def test_nothing_is_lost_by_edits_moves_and_archives(root):
    write(root, at(A), item(A, created="2026-03-02", status="doing"))
    (root / ".backlog/archive").mkdir(exist_ok=True)
    (root / at(B)).rename(root / at(B, "archive"))
    (root / at(C)).rename(root / f".backlog/backlog/{C}-called-otherwise.md")
    assert codes(root) == []
    commit(root)
    assert codes(root) == []


def test_an_item_that_was_deleted_is_lost_in_the_folder_the_index_and_the_commit(root):
    (root / at(A)).unlink()
    assert codes(root) == [("B311", at(A))]
    workspace = opened(root)
    assert lost_since(workspace, index_tree(workspace), "main") == ()
    git(root, "add", "-A")
    assert len(lost_since(workspace, index_tree(workspace), "main")) == 1
    commit(root)
    git(root, "switch", "-q", "main")
    assert len(lost_since(workspace, commit_tree(workspace, "side"), "main", "side")) == 1
    assert codes(root, "side") == []


def test_what_came_to_the_other_line_later_is_not_missed_until_it_is_merged(root):
    git(root, "switch", "-q", "main")
    write(root, at("ML-ddd444"), item("ML-ddd444"))
    commit(root, "Add")
    git(root, "switch", "-q", "side")
    assert codes(root) == []
    git(root, "merge", "-q", "--no-ff", "--no-edit", "main")
    assert codes(root) == []
    git(root, "rm", "-q", at("ML-ddd444"))
    git(root, "commit", "-q", "--amend", "--allow-empty", "--no-edit")
    assert codes(root) == [("B311", at("ML-ddd444"))]


def test_an_id_that_became_another_item_s_is_found_at_its_line(root):
    write(root, at(A), item(A, created="2026-03-09"))
    (found,) = lost_since(opened(root), opened(root).tree(), "main")
    lines = (root / at(A)).read_text(encoding="utf-8").splitlines()
    assert (found.code, lines[found.line - 1]) == ("B312", "created: 2026-03-09")


def test_a_broken_file_is_no_lost_item(root):
    write(root, at(A), "---\nid: [\n---\n")
    assert codes(root) == []


def test_the_config_may_pass_over_it(root):
    (root / at(A)).unlink()
    assert codes(root, ignored=("B311",)) == []


def test_a_line_that_is_not_there_or_has_nothing_in_common_is_said(root):
    with pytest.raises(UsageError, match="no commit"):
        codes(root, "nowhere")
    git(root, "checkout", "-q", "--orphan", "other")
    git(root, "commit", "-q", "-m", "Other")
    with pytest.raises(WrongPlace, match="no commit in common"):
        codes(root)
