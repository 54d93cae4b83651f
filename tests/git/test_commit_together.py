"""Many at once: acts of several processes and worktrees, people who commit meanwhile, interrupts and kills."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gitagile.errors import GitagileError, Refused
from gitagile.vcs.transaction import HeadMoved
from tests.git.places import (
    ITEM,
    MAKING,
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
)

Start = Callable[..., Path]
PROJECT = Path(__file__).parents[2]
WRITER = """
import os, sys
from pathlib import Path
from gitagile.vcs.repository import find_repository
from gitagile.vcs.transaction import Change, open_transaction
root, name, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(times):
    line = f"{name} {number}\\n".encode()
    with open_transaction(find_repository(root, os.environ), mode="auto", patience=300) as transaction:
        shared = Change("shared.md", "shared.md", lambda text: text + line)
        outcome = transaction.commit([shared, Change(None, f"{name}/{number}.md", lambda _: line)], f"{name} {number}")
    assert outcome.commit
"""
ACTOR = """
import os, signal, sys
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that runs the tests in the background has it ignored
sys.path.insert(0, sys.argv[1])
from tests.git.places import ITEM, MAKING, MOVING_AND_EDITING, act
Path(".git/pid").write_text(str(os.getpid()))
act(Path("."), MOVING_AND_EDITING, MAKING)
"""


def start(root: Path, script: str, *args: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", script, *args], cwd=root, stderr=subprocess.PIPE, text=True)


def run_actor(root: Path) -> str:
    _, words = (actor := start(root, ACTOR, str(PROJECT))).communicate()
    assert actor.returncode != 0
    return words


@pytest.fixture
def root(make_repository: Start) -> Path:
    return make_repository(files={ITEM: TEXT, OTHER: OTHER_TEXT, "shared.md": "begin\n"})


@pytest.mark.slow
def test_eight_writers_lose_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    writers = [start(root, WRITER, str(root), f"w{number}", "20") for number in range(8)]
    assert [writer.communicate()[1] for writer in writers] == [""] * 8
    expected = sorted(f"w{writer} {number}" for writer in range(8) for number in range(20))
    assert sorted(layers_of(root).head["shared.md"][1].decode().split("\n")[1:-1]) == expected
    assert sorted(git(root, "log", "--format=%s", "HEAD").split("\n")[:160]) == expected
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "fsck", "--strict") == ""
    assert leftovers(root) == set()


@pytest.mark.slow
def test_worktrees_write_beside_each_other(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    linked = root.with_name("linked")
    git(root, "worktree", "add", "-q", str(linked), "-b", "side")
    writers = [start(place, WRITER, str(place), f"w{n}", "5") for n in range(2) for place in (root, linked)]
    assert [writer.communicate()[1] for writer in writers] == [""] * 4
    for place in (root, linked):
        assert layers_of(place).head["shared.md"][1].count(b"\n") == 11
        assert git(place, "status", "--porcelain") == ""


def somebody_commits(root: Path) -> None:
    """What `git commit` does to HEAD, from a process that does not care for index.lock."""
    tree = git(root, "rev-parse", "HEAD^{tree}").strip()
    git(root, "update-ref", "HEAD", git(root, "commit-tree", tree, "-p", "HEAD", "-m", "Meanwhile").strip())


def test_an_act_is_worked_out_anew_when_somebody_commits_meanwhile(root: Path) -> None:
    calls: list[bytes] = []

    def edit(text: bytes) -> bytes:
        calls.append(text)
        if len(calls) == 1:
            somebody_commits(root)
        return text + b"ours\n"

    append(root, ITEM, "half written")
    append(root, OTHER, "staged")
    git(root, "add", OTHER)
    before = layers_of(root)
    act(root, editing(edit=edit))
    assert git(root, "log", "-3", "--format=%s").split("\n")[:3] == ["IT-A: an act", "Meanwhile", "Begin"]
    ours = editing(edit=lambda text: text + b"ours\n")
    after = layers_of(root)
    assert after.head == applied(ours, before.head)
    assert after.index == applied(ours, before.index)
    assert after.work == applied(ours, before.work)


def test_a_head_that_keeps_moving_is_told_and_nothing_is_left(root: Path) -> None:
    def edit(text: bytes) -> bytes:
        somebody_commits(root)
        return text + b"ours\n"

    before = snapshot(root)
    with pytest.raises(HeadMoved):
        act(root, editing(edit=edit))
    after = snapshot(root)
    assert (after.layers, after.status, after.index_bytes) == (before.layers, before.status, before.index_bytes)
    assert leftovers(root) == set()


def test_a_hook_that_guards_references_is_heard(root: Path) -> None:
    hook(root, "reference-transaction", 'test "$1" != prepared || { echo frozen >&2; exit 1; }')
    before = snapshot(root)
    with pytest.raises(GitagileError, match="frozen"):
        act(root, MOVING_AND_EDITING, MAKING)
    assert snapshot(root) == before


def test_a_file_saved_in_an_editor_meanwhile_stays_as_saved(root: Path) -> None:
    hook(root, "pre-commit", "exit 0")

    def edit(text: bytes) -> bytes:
        (root / OTHER).write_bytes(b"saved meanwhile\n")
        return text + b"ours\n"

    before = layers_of(root)
    with pytest.raises(Refused, match="changed while"):
        act(root, editing(edit=edit), editing(OTHER, lambda text: text + b"ours\n"))
    after = layers_of(root)
    assert (after.head, after.index) == (before.head, before.index)
    assert after.work == before.work | {OTHER: ("100644", b"saved meanwhile\n")}


def test_a_save_while_the_commit_is_refused_is_named_and_kept(root: Path) -> None:
    """The hook stands for an editor: what it leaves after its last run is taken for its own, a later save is not."""
    hook(root, "commit-msg", f"echo 'saved meanwhile' > {ITEM}; exit 1")
    with pytest.raises(Refused) as caught:
        act(root, editing(), editing(OTHER))
    assert ITEM in (caught.value.hint or "")
    assert (root / ITEM).read_bytes() == b"saved meanwhile\n"
    assert (root / OTHER).read_bytes() == OTHER_TEXT.encode()


def test_an_interrupt_before_the_commit_puts_everything_back(root: Path) -> None:
    hook(root, "pre-commit", 'kill -INT "$(cat .git/pid)"; sleep 1')
    before = snapshot(root)
    assert "KeyboardInterrupt" in run_actor(root)
    assert snapshot(root) == before
    assert leftovers(root) == set()


def test_an_interrupt_after_the_commit_point_completes_the_act(root: Path) -> None:
    hook(root, "reference-transaction", 'test "$1" != committed || { kill -INT "$(cat .git/pid)"; sleep 1; }')
    append(root, ITEM, "half written")
    before = layers_of(root)
    assert "KeyboardInterrupt" in run_actor(root)
    after = layers_of(root)
    for old, new in ((before.head, after.head), (before.index, after.index), (before.work, after.work)):
        assert new == applied(MAKING, applied(MOVING_AND_EDITING, old))
    assert leftovers(root) == set()


def test_a_killed_act_leaves_no_lock_that_stops_the_next(root: Path) -> None:
    hook(root, "pre-commit", 'kill -KILL "$(cat .git/pid)"')
    run_actor(root)
    (root / ".git/hooks/pre-commit").unlink()
    assert (root / ".git/index.lock").exists()
    assert act(root, editing(OTHER), patience=5).commit
    assert not (root / ".git/index.lock").exists()


def test_a_full_disk_is_a_refusal_that_leaves_no_trace(root: Path) -> None:
    script = ACTOR.replace("MOVING_AND_EDITING, MAKING)", "MOVING_AND_EDITING, BIG)").replace(
        "act(Path",
        "import resource\nfrom gitagile.vcs.transaction import Change\n"
        "BIG = Change(None, 'big.md', lambda _: b'x' * 200_000)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\nact(Path",
    )
    before = snapshot(root)
    _, words = start(root, script, str(PROJECT)).communicate()
    assert "Refused: could not write" in words
    assert snapshot(root) == before
    assert leftovers(root) == set()
