"""Finding the repository by hand agrees with git, and refuses what git would not trust."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gitagile.errors import WrongPlace
from gitagile.vcs.repository import branch_name, find_repository, head_commit
from gitagile.vcs.state import is_detached, is_shallow, operation_in_progress
from tests.git.places import ITEM, OTHER, TEXT, append, git, hook, repository, write

Start = Callable[..., Path]


@pytest.fixture
def root(make_repository: Start) -> Path:
    return make_repository(files={ITEM: TEXT, OTHER: TEXT})


def as_git_says(folder: Path) -> tuple[Path, ...]:
    names = ("--show-toplevel", "--absolute-git-dir", "--git-common-dir", "--git-path", "index")
    return tuple(Path(line) for line in git(folder, "rev-parse", "--path-format=absolute", *names).split("\n")[:4])


def as_we_say(folder: Path) -> tuple[Path, ...]:
    repo = repository(folder)
    return (repo.root, repo.git_dir, repo.common_dir, repo.index_file)


def test_the_top_and_every_folder_below_lead_to_the_same_repository(root: Path) -> None:
    for folder in (root, root / ".backlog", root / ".backlog/items"):
        assert as_we_say(folder) == as_git_says(folder)


def test_a_linked_worktree_has_its_own_git_folder_and_a_shared_one(root: Path) -> None:
    linked = root.with_name("linked")
    git(root, "worktree", "add", "-q", str(linked))
    assert as_we_say(linked / ".backlog") == as_git_says(linked / ".backlog")
    assert repository(linked).common_dir == root / ".git"


def test_a_submodule_is_a_repository_of_its_own(root: Path, make_repository: Start) -> None:
    outer = make_repository("outer")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(root), "inner")
    assert as_we_say(outer / "inner") == as_git_says(outer / "inner")


def test_a_separate_git_folder_is_followed(make_repository: Start, tmp_path: Path) -> None:
    root = make_repository(options=(f"--separate-git-dir={tmp_path}/apart",))
    assert as_we_say(root) == as_git_says(root)


def test_a_folder_reached_by_a_link_is_the_real_one(root: Path) -> None:
    link = root.with_name("link")
    link.symlink_to(root)
    assert as_we_say(link / ".backlog") == as_git_says(link / ".backlog")


def test_outside_of_any_repository_is_the_wrong_place(tmp_path: Path) -> None:
    with pytest.raises(WrongPlace, match="not in a git repository"):
        repository(tmp_path)


def test_an_embedded_bare_repository_is_never_used(root: Path) -> None:
    """As a clone may bring one along, with a config that names programs (safe.bareRepository in git-config(1))."""
    bare = root / ".backlog/sprints/s1"
    git(root, "clone", "-q", "--bare", str(root), str(bare))
    for folder in (bare, bare / "refs"):
        with pytest.raises(WrongPlace, match="bare"):
            repository(folder)


def test_gits_own_folder_is_the_wrong_place(root: Path) -> None:
    with pytest.raises(WrongPlace):
        repository(root / ".git/refs")


def test_a_pointer_that_leads_nowhere_is_no_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: /nowhere\n")
    with pytest.raises(WrongPlace):
        repository(tmp_path)


def test_what_git_tells_its_hooks_is_understood(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hook of a partial commit, in a linked worktree, sees a temporary index."""
    linked = root.with_name("linked")
    git(root, "worktree", "add", "-q", str(linked), "-b", "side")
    script = (
        "import os; from pathlib import Path; from gitagile.vcs.repository import *;"
        "from gitagile.vcs.objects import list_index;"
        "repo = find_repository(Path('.'), os.environ);"
        "print(repo.root, repo.git_dir, head_commit(repo), *[e.path for e in list_index(repo, '')], sep='|')"
    )
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    hook(root, "pre-commit", f'"{sys.executable}" -c "{script}" > said')
    append(linked, ITEM, "ours")
    write(linked, "staged.txt", "staged\n")
    git(linked, "add", "staged.txt")
    git(linked, "commit", "-q", "--only", "-m", "Partial", "--", ITEM)
    expected = [
        str(linked),
        str(root / ".git/worktrees/linked"),
        git(linked, "rev-parse", "HEAD^").strip(),
        ITEM,
        OTHER,
    ]
    assert (linked / "said").read_text().strip().split("|") == expected


def test_a_servers_hook_may_read_a_bare_repository(root: Path) -> None:
    bare = root.with_name("bare.git")
    git(root, "clone", "-q", "--bare", str(root), str(bare))
    environ = {**os.environ, "GIT_DIR": "."}
    with pytest.raises(WrongPlace, match="bare"):
        find_repository(bare, environ)
    repo = find_repository(bare, environ, allow_bare=True)
    assert repo.bare
    assert head_commit(repo) == git(root, "rev-parse", "HEAD").strip()


def test_git_dir_and_work_tree_may_be_named_apart(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other tree"
    other.mkdir()
    repo = find_repository(tmp_path, {"GIT_DIR": str(root / ".git"), "GIT_WORK_TREE": "other tree"})
    assert (repo.root, repo.git_dir) == (other, root / ".git")


def test_a_git_dir_that_is_none_is_the_wrong_place(root: Path) -> None:
    with pytest.raises(WrongPlace, match="GIT_DIR"):
        find_repository(root, {"GIT_DIR": "/nowhere"})


def test_head_and_branch_before_and_after_the_first_commit(make_repository: Start) -> None:
    empty = repository(make_repository("empty", files=None))
    assert (head_commit(empty), branch_name(empty)) == (None, "main")
    root = make_repository()
    assert head_commit(repository(root)) == git(root, "rev-parse", "HEAD").strip()
    assert not is_detached(repository(root))
    git(root, "checkout", "-q", "--detach")
    assert branch_name(repository(root)) is None
    assert is_detached(repository(root))


def test_finding_starts_no_process(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    assert repository(root).root == root
    assert operation_in_progress(repository(root)) is None


def test_a_shallow_clone_is_seen(root: Path) -> None:
    append(root, ITEM, "more")
    git(root, "commit", "-q", "-am", "More")
    clone = root.with_name("clone")
    git(root, "clone", "-q", "--depth=1", root.as_uri(), str(clone))
    assert (is_shallow(repository(root)), is_shallow(repository(clone))) == (False, True)


def test_each_operation_is_told_by_its_name(root: Path) -> None:
    git(root, "switch", "-q", "-c", "side")
    for number in range(2):
        write(root, ITEM, f"side {number}\n")
        git(root, "commit", "-q", "-am", f"Side {number}")
    git(root, "switch", "-q", "main")
    write(root, ITEM, "main\n")
    git(root, "commit", "-q", "-am", "Main")
    for name, args in (
        ("merge", ("merge", "side")),
        ("rebase", ("rebase", "side")),
        ("cherry-pick", ("cherry-pick", "main..side")),
        ("revert", ("revert", "--no-edit", "side~1")),
    ):
        git(root, *args, ok=(1,))
        assert operation_in_progress(repository(root)) == name
        git(root, name, "--abort")
        assert operation_in_progress(repository(root)) is None


def test_a_series_of_picks_between_two_commits_is_an_operation(root: Path) -> None:
    write(root, ".git/sequencer/todo", "pick 1234567 Something\n")
    assert operation_in_progress(repository(root)) == "cherry-pick"
    write(root, ".git/sequencer/todo", "revert 1234567 Something\n")
    assert operation_in_progress(repository(root)) == "revert"
