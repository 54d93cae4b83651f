"""The modes stage and none, files the tool owns, and requests that no repository can take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gitagile.errors import GitagileError, Refused, WrongPlace
from gitagile.vcs.transaction import Change, Mode, open_transaction
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
    repository,
    snapshot,
    write,
)

Start = Callable[..., Path]
ACTS = {"edit": editing(), "move": MOVING, "move and edit": MOVING_AND_EDITING, "new": MAKING}
LEDGER = ".backlog/sprints/s1/ledger.json"


def owned(text: bytes | None, path: str = LEDGER) -> Change:
    return Change(path, None if text is None else path, lambda _: text or b"", generated=True)


@pytest.fixture
def root(make_repository: Start) -> Path:
    root = make_repository(files={ITEM: TEXT, OTHER: OTHER_TEXT})
    append(root, ITEM, "staged")
    git(root, "add", "--all")
    append(root, ITEM, "half written")
    append(root, OTHER, "half written")
    return root


@pytest.mark.parametrize("change", ACTS.values(), ids=ACTS)
def test_stage_changes_index_and_working_tree(change: Change, root: Path) -> None:
    before = layers_of(root)
    outcome = act(root, change, mode="stage")
    after = layers_of(root)
    assert (outcome.commit, outcome.paths) == (None, tuple(sorted(change.paths)))
    assert after.head == before.head
    assert after.index == applied(change, before.index)
    assert after.work == applied(change, before.work)
    assert leftovers(root) == set()


@pytest.mark.parametrize("change", ACTS.values(), ids=ACTS)
def test_none_changes_the_working_tree_alone(change: Change, root: Path) -> None:
    before = snapshot(root)
    act(root, change, mode="none")
    after = snapshot(root)
    assert after.layers.work == applied(change, before.layers.work)
    assert (after.entries, after.index_bytes, after.commit) == (before.entries, before.index_bytes, before.commit)


@pytest.mark.parametrize("mode", ["stage", "none"])
@pytest.mark.parametrize("change", [editing(), MOVING, MOVING_AND_EDITING], ids=["edit", "move", "move and edit"])
def test_an_untracked_file_may_be_changed_where_nothing_is_committed(
    mode: Mode, change: Change, make_repository: Start
) -> None:
    root = make_repository()
    write(root, ITEM, TEXT)
    before = layers_of(root)
    act(root, change, mode=mode)
    assert layers_of(root).work == applied(change, before.work)
    assert layers_of(root).index == before.index


def test_the_tools_own_file_comes_is_replaced_and_goes(root: Path) -> None:
    for text in (b"[1]\n", b"[1, 2]\n", None):
        before = layers_of(root)
        act(root, owned(text))
        after = layers_of(root)
        expected = {LEDGER: ("100644", text)} if text is not None else {}
        for old, new in ((before.head, after.head), (before.index, after.index), (before.work, after.work)):
            assert new == {path: file for path, file in old.items() if path != LEDGER} | expected
    assert not (root / ".backlog/sprints").exists()


def test_what_others_did_to_the_tools_own_file_is_replaced_in_all_layers(root: Path) -> None:
    act(root, owned(b"[1]\n"))
    append(root, LEDGER, "staged")
    git(root, "add", LEDGER)
    append(root, LEDGER, "half written")
    act(root, owned(b"[2]\n"), editing())
    after = layers_of(root)
    assert after.head[LEDGER] == after.index[LEDGER] == after.work[LEDGER] == ("100644", b"[2]\n")


def test_an_untracked_file_of_the_tool_is_taken_over(root: Path) -> None:
    write(root, LEDGER, "old\n")
    act(root, owned(b"new\n"))
    assert layers_of(root).head[LEDGER] == ("100644", b"new\n")


def test_a_refused_act_gives_the_tools_own_file_back(root: Path) -> None:
    act(root, owned(b"[1]\n"))
    append(root, LEDGER, "half written")
    before = snapshot(root)
    with pytest.raises(Refused):
        act(root, owned(None), editing("missing.md"))
    assert snapshot(root) == before


def test_a_sprint_close_is_one_commit_of_moves_and_new_files(make_repository: Start) -> None:
    names = [f"it-{number}.md" for number in range(30)]
    root = make_repository(files={f".backlog/sprints/s1/{name}": TEXT + name for name in names})
    moves = [Change(f".backlog/sprints/s1/{name}", f".backlog/sprints/s2/{name}", None) for name in names]
    act(root, *moves, owned(b"{}\n", ".backlog/sprints/s1/ledger.json"))
    shown = git(root, "show", "--format=", "--name-status", "-M100%").split("\n")
    assert sum(line.startswith("R100") for line in shown) == len(names)
    assert git(root, "status", "--porcelain") == ""


def test_an_edit_that_cannot_take_one_layer_touches_nothing(root: Path) -> None:
    def edit(text: bytes) -> bytes:
        if b"half written" in text:
            raise GitagileError("no such key")
        return text + b"x"

    before = snapshot(root)
    with pytest.raises(GitagileError, match="no such key"):
        act(root, MAKING, editing(edit=edit))
    assert snapshot(root) == before


@pytest.mark.parametrize("mode", ["auto", "stage", "none"])
def test_the_second_of_two_changes_failing_takes_the_first_back(mode: Mode, root: Path) -> None:
    before = snapshot(root)
    with pytest.raises(Refused):
        act(root, editing(), MAKING, Change(OTHER, f"{ITEM}/below.md", None), mode=mode)
    assert snapshot(root) == before
    assert leftovers(root) == set()


@pytest.mark.parametrize(
    "path", ["../out.md", "/etc/out.md", ".git/hooks/pre-commit", ".GIT/config", "a//b.md", "a/./b.md", "new\nline.md"]
)
def test_no_path_leads_out_of_the_tree_or_into_gits_own_folder(path: str, root: Path) -> None:
    before = snapshot(root)
    with pytest.raises(Refused):
        act(root, Change(None, path, lambda _: b"x"))
    assert snapshot(root) == before


def test_a_link_on_the_way_is_never_followed(root: Path) -> None:
    outside = root.with_name("outside")
    outside.mkdir()
    (root / ".backlog/sprints").mkdir()
    (root / ".backlog/sprints/s1").symlink_to(outside)
    for change in (MOVING, MOVING_AND_EDITING, Change(None, ".backlog/sprints/s1/x.md", lambda _: b"x")):
        with pytest.raises(Refused, match="link"):
            act(root, change)
    assert list(outside.iterdir()) == []


def test_two_changes_of_one_path_are_a_bug(root: Path) -> None:
    with pytest.raises(ValueError, match="two changes"):
        act(root, editing(), MOVING)


def test_a_transaction_commits_once(root: Path) -> None:
    with open_transaction(repository(root), mode="none") as transaction:
        transaction.commit([editing()], "once")
        with pytest.raises(RuntimeError):
            transaction.commit([editing()], "twice")


def test_an_error_inside_the_block_frees_the_locks(root: Path) -> None:
    before = snapshot(root)
    with pytest.raises(KeyboardInterrupt), open_transaction(repository(root), mode="auto"):
        raise KeyboardInterrupt
    assert snapshot(root) == before
    assert leftovers(root) == set()
    assert act(root, editing(), patience=0.1).commit


def test_a_merge_stops_every_mode(make_repository: Start) -> None:
    root = make_repository(files={ITEM: TEXT})
    (root / ".git/MERGE_HEAD").write_text(git(root, "rev-parse", "HEAD"))
    for mode in ("auto", "stage", "none"):
        with pytest.raises(WrongPlace, match="merge"):
            act(root, editing(), mode=mode)


def test_two_at_once_wait_for_each_other_and_then_give_way(root: Path) -> None:
    with (
        open_transaction(repository(root), mode="none") as transaction,
        pytest.raises(Refused, match="another gitagile"),
    ):
        act(root, editing(), patience=0.05)
    with pytest.raises(RuntimeError):
        transaction.commit([editing()], "after its block")
    assert act(root, editing(), patience=0.05).commit
