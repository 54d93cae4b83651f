"""Every state a repository can be in, times edit, move and new: a commit, or a refusal without a trace."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gitagile.errors import GitagileError, Refused, WrongPlace
from gitagile.vcs.process import GitFailed
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
    layers_of,
    leftovers,
    snapshot,
    write,
)

Start = Callable[..., Path]
FILES = {ITEM: TEXT, OTHER: OTHER_TEXT, "README.md": "# Read me\n"}
ACTS = {"edit": editing(), "move": MOVING, "move and edit": MOVING_AND_EDITING, "new": MAKING}
OLD_ACTS = ("edit", "move", "move and edit")


def clean(make: Start) -> Path:
    return make(files=FILES)


def staged_other(make: Start) -> Path:
    root = make(files=FILES)
    append(root, OTHER, "staged")
    write(root, "added.txt", "added\n")
    git(root, "add", "--all")
    append(root, "README.md", "not staged")
    write(root, "untracked.txt", "untracked\n")
    return root


def staged_same(make: Start) -> Path:
    root = make(files=FILES)
    append(root, ITEM, "staged")
    git(root, "add", ITEM)
    return root


def unstaged_same(make: Start) -> Path:
    root = make(files=FILES)
    append(root, ITEM, "half written")
    return root


def staged_and_unstaged_same(make: Start) -> Path:
    root = staged_same(make)
    append(root, ITEM, "half written")
    return root


def already_finished_by_hand(make: Start) -> Path:
    root = make(files=FILES)
    write(root, ITEM, TEXT.replace("status: todo", "status: done"))
    return root


def taken_out_of_the_index(make: Start) -> Path:
    root = make(files=FILES)
    git(root, "rm", "-q", "--cached", ITEM)
    return root


def assumed_unchanged(make: Start) -> Path:
    root = make(files=FILES)
    git(root, "update-index", "--assume-unchanged", ITEM)
    append(root, ITEM, "kept to myself")
    return root


def executable(make: Start) -> Path:
    root = make(files=FILES)
    (root / ITEM).chmod(0o755)
    git(root, "commit", "-q", "-am", "Executable")
    return root


def made_executable(make: Start) -> Path:
    root = make(files=FILES)
    (root / ITEM).chmod(0o755)
    return root


def detached(make: Start) -> Path:
    root = make(files=FILES)
    git(root, "checkout", "-q", "--detach")
    return root


def linked_worktree(make: Start) -> Path:
    root = make(files=FILES)
    linked = root.with_name("linked")
    git(root, "worktree", "add", "-q", str(linked), "-b", "side")
    append(linked, OTHER, "staged")
    git(linked, "add", OTHER)
    return linked


def shallow(make: Start) -> Path:
    root = make(files=FILES)
    append(root, OTHER, "second")
    git(root, "commit", "-q", "-am", "Second")
    clone = root.with_name("shallow")
    git(root, "clone", "-q", "--depth=1", root.as_uri(), str(clone))
    return clone


def sha256(make: Start) -> Path:
    root = make(files=FILES, options=("--object-format=sha256",))
    append(root, OTHER, "staged")
    git(root, "add", OTHER)
    return root


def split_index(make: Start) -> Path:
    root = staged_other(make)
    git(root, "update-index", "--split-index")
    return root


def index_version_4(make: Start) -> Path:
    root = staged_other(make)
    git(root, "update-index", "--index-version", "4")
    return root


def untracked_cache(make: Start) -> Path:
    root = staged_other(make)
    git(root, "update-index", "--force-untracked-cache")
    return root


def sparse_with_the_backlog(make: Start) -> Path:
    root = make(files={**FILES, "src/a.py": "a = 1\n"})
    git(root, "sparse-checkout", "set", "--cone", "--sparse-index", ".backlog")
    return root


def autocrlf(make: Start) -> Path:
    root = make(files=FILES)
    git(root, "config", "core.autocrlf", "true")
    for path in (ITEM, OTHER):
        (root / path).unlink()
    git(root, "checkout", "-q", "--", ".")
    assert b"\r\n" in (root / ITEM).read_bytes()
    return root


def line_ends_by_attributes(make: Start) -> Path:
    root = make(files={**FILES, ".gitattributes": ".backlog/**/*.md text eol=crlf\n"})
    for path in (ITEM, OTHER):
        (root / path).unlink()
    git(root, "checkout", "-q", "--", ".")
    return root


def carriage_returns_committed(make: Start) -> Path:
    return make(files={**FILES, ITEM: TEXT.replace("\n", "\r\n")})


def names_with_blanks(make: Start) -> Path:
    return make("my project: ünïcode", files=FILES)


COMMITTING = (
    clean,
    staged_other,
    staged_same,
    unstaged_same,
    staged_and_unstaged_same,
    already_finished_by_hand,
    taken_out_of_the_index,
    assumed_unchanged,
    executable,
    made_executable,
    detached,
    linked_worktree,
    shallow,
    sha256,
    split_index,
    index_version_4,
    untracked_cache,
    sparse_with_the_backlog,
    autocrlf,
    line_ends_by_attributes,
    carriage_returns_committed,
    names_with_blanks,
)


@pytest.mark.parametrize("change", ACTS.values(), ids=ACTS)
@pytest.mark.parametrize("state", COMMITTING, ids=lambda state: state.__name__)
def test_each_layer_gets_the_edit_and_nothing_else(state: Start, change: Change, make_repository: Start) -> None:
    root = state(make_repository)
    before, old = layers_of(root), git(root, "rev-parse", "HEAD").strip()
    outcome = act(root, change)
    after = layers_of(root)
    assert after.head == applied(change, before.head)
    assert after.work == applied(change, before.work)
    assert after.index == applied(change, before.index)
    assert outcome.commit == git(root, "rev-parse", "HEAD").strip()
    assert git(root, "rev-parse", "HEAD^").strip() == old
    assert outcome.paths == tuple(sorted(change.paths))
    assert leftovers(root) == set()


@pytest.mark.parametrize("state", [clean, autocrlf, line_ends_by_attributes], ids=lambda state: state.__name__)
@pytest.mark.parametrize("change", ACTS.values(), ids=ACTS)
def test_a_clean_tree_stays_clean(state: Start, change: Change, make_repository: Start) -> None:
    root = state(make_repository)
    act(root, change)
    assert git(root, "status", "--porcelain") == ""


def test_no_program_from_the_config_runs_beside_hooks_and_filters(make_repository: Start) -> None:
    root = staged_and_unstaged_same(make_repository)
    for key in ("core.fsmonitor", "core.pager", "diff.external", "core.editor", "core.askPass"):
        git(root, "config", key, f"touch {root.parent}/ran; false")
    act(root, MOVING_AND_EDITING, MAKING)
    assert not (root.parent / "ran").exists()


def test_a_detached_head_is_a_warning(make_repository: Start) -> None:
    assert "detached" in " ".join(act(detached(make_repository), editing()).warnings)


def test_the_entries_of_an_act_carry_the_time_stamps_of_their_files(make_repository: Start) -> None:
    root = clean(make_repository)
    act(root, MOVING, editing(OTHER))
    assert git(root, "--no-optional-locks", "diff-files", "--name-only") == ""


def test_a_file_changed_within_the_same_tick_as_it_was_staged_is_still_seen(make_repository: Start) -> None:
    """Size and times are those in the index: only the index's own time tells git to look inside (racy-git.txt)."""
    root = clean(make_repository)
    git(root, "config", "core.trustctime", "false")
    tick = (1_700_000_000, 1_700_000_000)
    os.utime(write(root, OTHER, "before\n"), tick)
    git(root, "add", OTHER)
    os.utime(write(root, OTHER, "behind\n"), tick)
    os.utime(root / ".git/index", tick)
    act(root, editing())
    assert git(root, "status", "--porcelain") == f"MM {OTHER}\n"


def test_a_first_commit_holds_the_new_file_alone(make_repository: Start) -> None:
    root = make_repository(files=None)
    write(root, "staged.txt", "staged\n")
    git(root, "add", "staged.txt")
    act(root, MAKING)
    assert git(root, "ls-tree", "-r", "--name-only", "HEAD").split() == [MAKING.target]
    assert git(root, "status", "--porcelain") == "A  staged.txt\n"


def test_a_folder_that_an_act_empties_goes_and_its_parents_with_it(make_repository: Start) -> None:
    root = make_repository(files={".backlog/sprints/s0/it-a.md": TEXT})
    act(root, Change(".backlog/sprints/s0/it-a.md", ".backlog/items/it-a.md", None))
    assert not (root / ".backlog/sprints").exists()


def test_an_act_that_changes_nothing_makes_no_commit(make_repository: Start) -> None:
    root = staged_and_unstaged_same(make_repository)
    before = snapshot(root)
    outcome = act(root, editing(edit=lambda text: text))
    assert (outcome.commit, outcome.paths) == (None, ())
    assert snapshot(root) == before


def test_what_head_has_already_is_not_committed_again(make_repository: Start) -> None:
    root = make_repository(files={ITEM: TEXT.replace("todo", "done")})
    write(root, ITEM, TEXT)
    before = layers_of(root)
    outcome = act(root, editing())
    assert outcome.commit is None
    assert layers_of(root).work == applied(editing(), before.work)


# ------------------------------------------------------------------------------------------------------ refusals


def conflicted(root: Path) -> str:
    """Two branches that disagree on the item; the commit of the other one."""
    git(root, "switch", "-q", "-c", "side")
    write(root, ITEM, TEXT.replace("points: 3", "points: 5"))
    git(root, "commit", "-q", "-am", "Five")
    git(root, "switch", "-q", "main")
    write(root, ITEM, TEXT.replace("points: 3", "points: 8"))
    git(root, "commit", "-q", "-am", "Eight")
    return git(root, "rev-parse", "side").strip()


def mid_merge(make: Start) -> Path:
    root = make(files=FILES)
    conflicted(root)
    git(root, "merge", "-q", "side", ok=(1,))
    return root


def mid_merge_without_conflict(make: Start) -> Path:
    root = make(files=FILES)
    git(root, "switch", "-q", "-c", "side")
    append(root, OTHER, "side")
    git(root, "commit", "-q", "-am", "Side")
    git(root, "switch", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "--no-commit", "side")
    return root


def mid_rebase(make: Start) -> Path:
    root = make(files=FILES)
    conflicted(root)
    git(root, "rebase", "-q", "side", ok=(1,))
    return root


def mid_cherry_pick(make: Start) -> Path:
    root = make(files=FILES)
    git(root, "cherry-pick", conflicted(root), ok=(1,))
    return root


def mid_revert(make: Start) -> Path:
    root = make(files=FILES)
    conflicted(root)
    git(root, "revert", "--no-edit", "--no-commit", "HEAD")
    return root


def mid_bisect(make: Start) -> Path:
    root = make(files=FILES)
    git(root, "bisect", "start")
    return root


def unmerged_after_a_stash(make: Start) -> Path:
    root = make(files=FILES)
    append(root, OTHER, "stashed")
    git(root, "stash", "-q")
    append(root, OTHER, "committed")
    git(root, "commit", "-q", "-am", "Other")
    git(root, "stash", "pop", "-q", ok=(1,))
    return root


def sparse(make: Start) -> Path:
    root = make(files={**FILES, "src/a.py": "a = 1\n"})
    git(root, "sparse-checkout", "set", "--cone", "src")
    return root


def ignored(make: Start) -> Path:
    root = make(files={"README.md": "x\n", ".gitignore": "*.log\n.backlog/\n"})
    write(root, ITEM, TEXT)
    return root


def ignored_but_tracked(make: Start) -> Path:
    root = make(files=FILES)
    write(root, ".git/info/exclude", ".backlog\n")
    return root


def skipped(make: Start) -> Path:
    root = make(files=FILES)
    git(root, "update-index", "--skip-worktree", ITEM)
    return root


def untracked(make: Start) -> Path:
    root = make()
    write(root, ITEM, TEXT)
    return root


def announced(make: Start) -> Path:
    root = untracked(make)
    git(root, "add", "--intent-to-add", ITEM)
    return root


def added_only(make: Start) -> Path:
    root = untracked(make)
    git(root, "add", ITEM)
    return root


def no_commits_yet(make: Start) -> Path:
    root = make(files=None)
    write(root, ITEM, TEXT)
    git(root, "add", "--all")
    return root


def deleted_by_hand(make: Start) -> Path:
    root = make(files=FILES)
    (root / ITEM).unlink()
    return root


def renamed_by_hand(make: Start) -> Path:
    root = make(files={OTHER: TEXT})
    git(root, "mv", OTHER, ITEM)
    return root


def a_link(make: Start) -> Path:
    root = make(files=FILES)
    write(root, "elsewhere.md", TEXT)
    (root / ITEM).unlink()
    (root / ITEM).symlink_to("../../elsewhere.md")
    return root


def a_committed_link(make: Start) -> Path:
    root = a_link(make)
    git(root, "add", "--all")
    git(root, "commit", "-q", "-m", "A link")
    return root


def a_linked_folder(make: Start) -> Path:
    root = make(files=FILES)
    (root / ".backlog").rename(root / "moved")
    (root / ".backlog").symlink_to("moved")
    return root


def locked_index(make: Start) -> Path:
    root = make(files=FILES)
    (root / ".git/index.lock").touch()
    return root


def failing_signature(make: Start) -> Path:
    root = staged_and_unstaged_same(make)
    program = write(root, ".git/fake-gpg", "#!/bin/sh\necho no secret key >&2\nexit 2\n")
    program.chmod(0o755)
    git(root, "config", "commit.gpgSign", "true")
    git(root, "config", "gpg.program", str(program))
    return root


def no_identity(make: Start) -> Path:
    root = staged_and_unstaged_same(make)
    git(root, "config", "--global", "--unset", "user.email")
    git(root, "config", "user.useConfigOnly", "true")
    return root


def an_unreadable_config(make: Start) -> Path:
    root = make(files=FILES)
    append(root, ".git/config", "[broken")
    return root


REFUSING: tuple[tuple[Start, type[GitagileError], str, tuple[str, ...]], ...] = (
    (mid_merge, WrongPlace, "merge", tuple(ACTS)),
    (mid_merge_without_conflict, WrongPlace, "merge", tuple(ACTS)),
    (mid_rebase, WrongPlace, "rebase", tuple(ACTS)),
    (mid_cherry_pick, WrongPlace, "cherry-pick", tuple(ACTS)),
    (mid_revert, WrongPlace, "revert", tuple(ACTS)),
    (mid_bisect, WrongPlace, "bisect", tuple(ACTS)),
    (unmerged_after_a_stash, WrongPlace, "conflict", tuple(ACTS)),
    (sparse, WrongPlace, "sparse", tuple(ACTS)),
    (ignored, WrongPlace, ".gitignore:2: .backlog/", ("new",)),
    (ignored, Refused, "not committed yet", OLD_ACTS),
    (ignored_but_tracked, WrongPlace, "ignores", ("move", "move and edit", "new")),
    (skipped, WrongPlace, "sparse", OLD_ACTS),
    (untracked, Refused, "not committed yet", OLD_ACTS),
    (announced, Refused, "not committed yet", OLD_ACTS),
    (added_only, Refused, "not committed yet", OLD_ACTS),
    (no_commits_yet, Refused, "not committed yet", OLD_ACTS),
    (renamed_by_hand, Refused, "not committed yet", OLD_ACTS),
    (deleted_by_hand, Refused, "deleted in the working tree", OLD_ACTS),
    (a_link, Refused, "not a plain file", OLD_ACTS),
    (a_committed_link, Refused, "not a plain file", OLD_ACTS),
    (a_linked_folder, Refused, "link", tuple(ACTS)),
    (locked_index, Refused, "another git process", tuple(ACTS)),
    (failing_signature, GitFailed, "gpg", tuple(ACTS)),
    (no_identity, GitFailed, "email", tuple(ACTS)),
    (an_unreadable_config, GitFailed, "bad config", tuple(ACTS)),
)
CASES = [
    pytest.param(state, error, words, ACTS[name], id=f"{state.__name__}-{name}")
    for state, error, words, names in REFUSING
    for name in names
]


@pytest.mark.parametrize(("state", "error", "words", "change"), CASES)
def test_a_refusal_says_why_and_leaves_no_trace(
    state: Start, error: type[GitagileError], words: str, change: Change, make_repository: Start
) -> None:
    root = state(make_repository)
    kept = {"index.lock"} if state is locked_index else set()
    before = snapshot(root) if state is not an_unreadable_config else None
    with pytest.raises(error) as caught:
        act(root, change, patience=0.05)
    assert words in caught.value.message
    assert leftovers(root) == kept
    assert before is None or snapshot(root) == before


@pytest.mark.parametrize("state", [ignored_but_tracked, deleted_by_hand], ids=lambda state: state.__name__)
def test_states_that_refuse_some_acts_take_the_others(state: Start, make_repository: Start) -> None:
    root = state(make_repository)
    change = editing() if state is ignored_but_tracked else MAKING
    before = layers_of(root)
    act(root, change)
    assert layers_of(root).head == applied(change, before.head)
    assert layers_of(root).work == applied(change, before.work)


@pytest.mark.parametrize("state", [untracked, announced, added_only, no_commits_yet, skipped, a_link])
def test_a_new_file_may_stand_beside_one_that_cannot_take_part(state: Start, make_repository: Start) -> None:
    root = state(make_repository)
    before = layers_of(root)
    act(root, MAKING)
    assert layers_of(root).head == applied(MAKING, before.head)
    assert layers_of(root).index == applied(MAKING, before.index)
    assert layers_of(root).work == applied(MAKING, before.work)


@pytest.mark.parametrize("taken", ["working tree", "index", "HEAD"])
@pytest.mark.parametrize("change", [MOVING, Change(None, MOVING.target, lambda _: b"x")])
def test_no_act_lands_on_a_file_that_is_there_in_any_layer(taken: str, change: Change, make_repository: Start) -> None:
    root = make_repository(files=FILES)
    target = change.target or ""
    write(root, target, "mine\n")
    if taken != "working tree":
        git(root, "add", target)
    if taken == "index":
        (root / target).unlink()
    if taken == "HEAD":
        git(root, "commit", "-q", "-m", "There")
        git(root, "rm", "-q", target)
    before = snapshot(root)
    with pytest.raises(Refused, match="exists already"):
        act(root, change)
    assert snapshot(root) == before


def test_a_signature_made_by_the_users_program_is_in_the_commit(make_repository: Start) -> None:
    root = clean(make_repository)
    program = write(
        root,
        ".git/fake-gpg",
        '#!/bin/sh\ncat >/dev/null\necho "[GNUPG:] SIG_CREATED D" >&2\n'
        "printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nfake\\n-----END PGP SIGNATURE-----\\n'\n",
    )
    program.chmod(0o755)
    git(root, "config", "commit.gpgSign", "true")
    git(root, "config", "gpg.program", str(program))
    act(root, editing())
    assert "BEGIN PGP SIGNATURE" in git(root, "cat-file", "commit", "HEAD")


def test_a_bare_repository_is_the_wrong_place(make_repository: Start) -> None:
    root = clean(make_repository)
    bare = root.with_name("bare.git")
    git(root, "clone", "-q", "--bare", str(root), str(bare))
    with pytest.raises(WrongPlace, match="bare"):
        act(bare, editing())


def test_a_lock_that_a_killed_gitagile_left_is_cleared(make_repository: Start) -> None:
    root = clean(make_repository)
    (root / ".git/index.lock").write_bytes(b"gitagile holds this lock\n")
    assert act(root, editing(), patience=0.5).commit
    assert leftovers(root) == set()


def test_the_environment_of_a_hook_is_understood(make_repository: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    root = clean(make_repository)
    monkeypatch.chdir(root)
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_PREFIX", ".backlog/")
    act(root / ".backlog/..", editing())
    monkeypatch.delenv("GIT_DIR")
    assert b"status: done" in (root / ITEM).read_bytes()
    assert git(root, "status", "--porcelain") == ""


def test_a_file_of_another_owner_mode_keeps_its_bits(make_repository: Start) -> None:
    root = clean(make_repository)
    (root / ITEM).chmod(0o640)
    act(root, MOVING_AND_EDITING)
    assert (root / (MOVING.target or "")).stat().st_mode & 0o777 == 0o640
