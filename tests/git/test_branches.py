"""The default branch and the merge base, in clones of every kind."""

from __future__ import annotations

import subprocess

import pytest

from gitagile.vcs.branches import default_branch, merge_base, short_name
from tests.git.places import git, repository, write


def cloned(source, folder):
    subprocess.run(["git", "clone", "-q", str(source), str(folder)], check=True)
    return folder


def test_the_remote_s_head_is_believed_first(make_repository, tmp_path):
    source = make_repository()
    git(source, "branch", "-m", "main", "trunk")
    git(source, "branch", "main")
    root = cloned(source, tmp_path / "clone")
    git(root, "branch", "main")
    assert default_branch(repository(root)) == "refs/remotes/origin/trunk"


@pytest.mark.parametrize("dangling", [True, False])
def test_without_the_remote_s_head_names_are_tried_the_remote_s_before_one_s_own(make_repository, tmp_path, dangling):
    root = cloned(make_repository(), tmp_path / "clone")
    if dangling:
        git(root, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone")
    else:
        git(root, "remote", "set-head", "origin", "--delete")
    assert default_branch(repository(root)) == "refs/remotes/origin/main"
    git(root, "update-ref", "-d", "refs/remotes/origin/main")
    assert default_branch(repository(root)) == "refs/heads/main"
    git(root, "branch", "-m", "main", "master")
    assert default_branch(repository(root)) == "refs/heads/master"
    git(root, "branch", "-m", "master", "develop")
    assert default_branch(repository(root)) is None
    git(root, "config", "init.defaultBranch", "develop")
    assert default_branch(repository(root)) == "refs/heads/develop"


def test_before_the_first_commit_there_is_none(make_repository):
    assert default_branch(repository(make_repository(files=None))) is None


@pytest.mark.parametrize("name", ["-x", "*", "a b", "..", ""])
def test_a_configured_name_that_is_none_is_passed_over(make_repository, name):
    root = make_repository()
    git(root, "config", "init.defaultBranch", name)
    assert default_branch(repository(root)) == "refs/heads/main"


def test_the_merge_base_is_where_two_lines_part(make_repository):
    root = make_repository()
    first = git(root, "rev-parse", "HEAD").strip()
    git(root, "checkout", "-q", "-b", "work")
    write(root, "a", "a")
    git(root, "add", "a")
    git(root, "commit", "-qm", "work")
    assert merge_base(repository(root), "HEAD", "refs/heads/main") == first
    git(root, "checkout", "-q", "--orphan", "other")
    git(root, "commit", "-qm", "other")
    assert merge_base(repository(root), "HEAD", "main") is None
    assert merge_base(repository(root), "HEAD", "nope") is None
    assert merge_base(repository(root), "--all", "main") is None


def test_a_branch_is_called_as_people_call_it():
    assert short_name("refs/heads/feature/x") == "feature/x"
    assert short_name("refs/remotes/origin/main") == "origin/main"
