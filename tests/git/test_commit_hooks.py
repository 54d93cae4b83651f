"""Hooks around our commits: what they refuse, rewrite or add, and that no byte of the user is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gitagile.errors import Refused
from gitagile.vcs.transaction import Change
from tests.git.places import (
    ITEM,
    MAKING,
    MOVING,
    MOVING_AND_EDITING,
    OTHER,
    OTHER_TEXT,
    TEXT,
    act,
    append,
    applied,
    editing,
    git,
    hook,
    layers_of,
    leftovers,
    snapshot,
    write,
)

Start = Callable[..., Path]
ACTS = {"edit": editing(), "move": MOVING, "move and edit": MOVING_AND_EDITING, "new": MAKING}
FORMATTER = """
changed=0
for path in $(git diff --cached --name-only --diff-filter=d -- '*.md'); do
  if ! grep -q formatted "$path"; then echo formatted >> "$path"; changed=1; fi
done
"""


@pytest.fixture
def root(make_repository: Start) -> Path:
    return make_repository(files={ITEM: TEXT, OTHER: OTHER_TEXT, "README.md": "# Read me\n"})


@pytest.fixture
def busy_root(root: Path) -> Path:
    """A repository whose user has staged and half-written work everywhere."""
    append(root, ITEM, "staged")
    append(root, OTHER, "staged")
    git(root, "add", "--all")
    append(root, ITEM, "half written")
    append(root, "README.md", "half written")
    write(root, "untracked.txt", "untracked\n")
    return root


@pytest.mark.parametrize("name", ["pre-commit", "prepare-commit-msg", "commit-msg"])
@pytest.mark.parametrize("change", ACTS.values(), ids=ACTS)
def test_a_refusing_hook_is_quoted_and_leaves_no_trace(name: str, change: Change, busy_root: Path) -> None:
    hook(busy_root, name, "echo not on a Friday >&2; exit 1")
    before = snapshot(busy_root)
    with pytest.raises(Refused, match="not on a Friday"):
        act(busy_root, change)
    assert snapshot(busy_root) == before
    assert leftovers(busy_root) == set()


def test_a_hook_that_dies_of_a_signal_refuses(busy_root: Path) -> None:
    hook(busy_root, "pre-commit", "kill -9 $$")
    before = snapshot(busy_root)
    with pytest.raises(Refused, match="pre-commit"):
        act(busy_root, editing())
    assert snapshot(busy_root) == before


@pytest.mark.parametrize("ending", ["exit $changed", "exit 0"])
@pytest.mark.parametrize("change", ACTS.values(), ids=ACTS)
def test_what_a_formatter_makes_of_our_file_is_committed(ending: str, change: Change, root: Path) -> None:
    hook(root, "pre-commit", FORMATTER + ending)
    before = layers_of(root)
    outcome = act(root, change)
    formatted = Change(change.path, change.target, lambda text: (change.edit or bytes)(text) + b"formatted\n")
    after = layers_of(root)
    assert after.head == after.index == after.work == applied(formatted, before.head)
    assert "rewrote" in " ".join(outcome.warnings)
    assert git(root, "status", "--porcelain") == ""


@pytest.mark.parametrize("change", ACTS.values(), ids=ACTS)
def test_what_a_hook_stages_of_our_file_is_committed(change: Change, root: Path) -> None:
    hook(root, "pre-commit", FORMATTER + "git add --update; exit 0")
    before = layers_of(root)
    act(root, change)
    formatted = Change(change.path, change.target, lambda text: (change.edit or bytes)(text) + b"formatted\n")
    after = layers_of(root)
    assert after.head == after.index == after.work == applied(formatted, before.head)


def test_a_formatter_beside_other_staged_work_reaches_all_layers_of_our_file(root: Path) -> None:
    append(root, OTHER, "staged")
    git(root, "add", OTHER)
    append(root, OTHER, "half written")
    other = layers_of(root)
    hook(root, "pre-commit", FORMATTER + "exit $changed")
    act(root, editing())
    after = layers_of(root)
    assert after.head[ITEM] == after.index[ITEM] == after.work[ITEM]
    assert after.head[ITEM][1].endswith(b"formatted\n")
    assert after.head[OTHER] == other.head[OTHER]
    assert after.index[OTHER] == other.index[OTHER]
    assert after.work[OTHER] == other.work[OTHER]


@pytest.mark.parametrize("change", ACTS.values(), ids=ACTS)
def test_a_hook_that_rewrites_and_refuses_for_good_leaves_no_trace(change: Change, root: Path) -> None:
    hook(root, "pre-commit", FORMATTER.replace("! grep -q formatted", "true || !") + "exit 1")
    before = snapshot(root)
    with pytest.raises(Refused):
        act(root, change)
    assert snapshot(root) == before
    assert leftovers(root) == set()


def test_a_formatter_never_carries_half_written_work_into_the_commit(busy_root: Path) -> None:
    hook(busy_root, "pre-commit", FORMATTER + "exit $changed")
    before = snapshot(busy_root)
    with pytest.raises(Refused):
        act(busy_root, editing())
    assert snapshot(busy_root) == before


def test_the_hook_sees_what_will_be_committed_and_nothing_else(busy_root: Path) -> None:
    hook(
        busy_root,
        "pre-commit",
        "git diff --cached --name-only > .git/seen; git show :.backlog/items/it-a.md > .git/text",
    )
    act(busy_root, editing())
    assert (busy_root / ".git/seen").read_text() == f"{ITEM}\n"
    assert (busy_root / ".git/text").read_text() == TEXT.replace("todo", "done")


def test_a_file_the_hook_adds_is_committed_as_git_would(busy_root: Path) -> None:
    before = layers_of(busy_root)
    hook(busy_root, "pre-commit", "echo board > BOARD.txt; git add BOARD.txt")
    outcome = act(busy_root, editing())
    after = layers_of(busy_root)
    board = {"BOARD.txt": ("100644", b"board\n")}
    assert after.head == applied(editing(), before.head) | board
    assert after.index == applied(editing(), before.index) | board
    assert after.work == applied(editing(), before.work) | board
    assert "changed what is committed" in " ".join(outcome.warnings)


def test_a_hook_that_rewrites_other_files_keeps_its_changes_to_itself(root: Path) -> None:
    hook(root, "pre-commit", "echo mine >> README.md")
    before = layers_of(root)
    act(root, editing())
    after = layers_of(root)
    assert after.head == after.index == applied(editing(), before.head)
    assert after.work["README.md"][1].endswith(b"mine\n")


def test_a_hook_that_takes_the_change_back_is_refused(root: Path) -> None:
    hook(root, "pre-commit", f"git checkout HEAD -- {ITEM}")
    before = snapshot(root)
    with pytest.raises(Refused, match="back"):
        act(root, editing())
    assert snapshot(root).layers == before.layers


def test_message_hooks_may_write_the_message(root: Path) -> None:
    hook(root, "prepare-commit-msg", 'test "$2" = message || exit 1; echo "Reviewed-by: Bo" >> "$1"')
    hook(root, "commit-msg", 'sed -i "s/an act/a deed/" "$1"')
    act(root, editing())
    message = git(root, "log", "-1", "--format=%B")
    assert message.startswith("IT-A: a deed\n")
    assert "Reviewed-by: Bo" in message


def test_post_commit_may_use_git_and_its_failure_is_a_warning(root: Path) -> None:
    hook(root, "post-commit", "echo late > late.txt; git add late.txt; git tag late; echo oh >&2; exit 3")
    outcome = act(root, editing())
    assert git(root, "rev-parse", "late").strip() == outcome.commit
    assert git(root, "status", "--porcelain") == "A  late.txt\n"
    assert "oh" in outcome.warnings[-1]


def test_hooks_from_a_configured_folder_run(root: Path) -> None:
    write(root, "hooks/pre-commit", "#!/bin/sh\nexit 1\n").chmod(0o755)
    git(root, "config", "core.hooksPath", "hooks")
    with pytest.raises(Refused, match="pre-commit"):
        act(root, editing())


def test_a_hook_without_its_executable_bit_does_not_run(root: Path) -> None:
    hook(root, "pre-commit", "exit 1")
    (root / ".git/hooks/pre-commit").chmod(0o644)
    assert act(root, editing()).commit


def test_no_hook_runs_where_nothing_is_committed(root: Path) -> None:
    hook(root, "pre-commit", "exit 1")
    assert act(root, editing(), mode="stage").commit is None
    assert git(root, "status", "--porcelain") == f"M  {ITEM}\n"


def test_hooks_of_a_linked_worktree_run_in_it(root: Path) -> None:
    linked = root.with_name("linked")
    git(root, "worktree", "add", "-q", str(linked), "-b", "side")
    hook(root, "pre-commit", "pwd > seen.txt")
    act(linked, editing())
    assert (linked / "seen.txt").read_text().strip() == str(linked)
