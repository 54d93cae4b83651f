"""What lies between two commits: messages and paths of any kind, merges, and where there is nothing."""

from __future__ import annotations

import pytest

from gitagile.vcs.between import commit_that_added, commits_between
from gitagile.vcs.process import GitFailed
from tests.git.places import git, repository, write


def commit(root, message, *paths):
    for path in paths:
        write(root, path, message)
    git(root, "add", "--all")
    git(root, "commit", "-q", "--allow-empty", "--allow-empty-message", "-m", message)
    return git(root, "rev-parse", "HEAD").strip()


def test_commits_come_newest_first_with_message_and_paths(make_repository):
    root = make_repository()
    made = [
        commit(root, "One\n\nBody\nML-1", "a.txt", "größe/b c.txt"),
        commit(root, "", "x"),
        commit(root, "\x01" + "a" * 40, "y\x01"),
        commit(root, "Nothing in it"),
        commit(root, "Last", "z"),
    ]
    found = commits_between(repository(root), "HEAD~5", "HEAD", limit=10)
    assert [one.commit for one in found] == made[::-1]
    assert [one.paths for one in found] == [("z",), (), ("y\x01",), ("x",), ("a.txt", "größe/b c.txt")]
    assert (found[4].subject, found[3].subject) == ("One", "")
    assert "ML-1" in found[4].message
    assert found[0].at > 0
    assert [one.commit for one in commits_between(repository(root), "HEAD~5", "HEAD", limit=2)] == made[:2:-1]


def test_between_a_commit_and_itself_lies_nothing(make_repository):
    root = make_repository()
    assert commits_between(repository(root), "HEAD", "HEAD", limit=10) == ()
    commit(root, "More", "a")
    assert commits_between(repository(root), "HEAD", "HEAD~1", limit=10) == ()


def test_a_merge_brings_the_commits_of_its_branch_and_nothing_of_its_own(make_repository):
    root = make_repository()
    git(root, "checkout", "-q", "-b", "side")
    side = commit(root, "Side", "side.txt")
    git(root, "checkout", "-q", "main")
    own = commit(root, "Own", "own.txt")
    git(root, "merge", "-q", "--no-edit", "side")
    found = commits_between(repository(root), "HEAD~2", "HEAD", limit=10)
    assert {one.commit for one in found} == {side, own}
    assert [one.commit for one in commits_between(repository(root), own, "HEAD", limit=10)] == [side]


def test_where_there_is_no_such_commit_it_is_said(make_repository):
    root = make_repository()
    with pytest.raises(GitFailed):
        commits_between(repository(root), "nope", "HEAD", limit=10)


def test_the_commit_that_added_a_file_is_the_newest_that_did(make_repository):
    root = make_repository()
    commit(root, "First", "a b.txt")
    git(root, "rm", "-q", "a b.txt")
    git(root, "commit", "-q", "-m", "Gone")
    again = commit(root, "Again", "a b.txt")
    commit(root, "Changed", "a b.txt")
    assert commit_that_added(repository(root), "a b.txt") == again
    assert commit_that_added(repository(root), "none.txt") is None
    assert commit_that_added(repository(make_repository("empty", files=None)), "none.txt") is None
