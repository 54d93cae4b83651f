"""Acts that were killed, found by the next one: what it completes, takes back, waits for, names and leaves alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gitagile.errors import Refused
from gitagile.vcs.journal import journal_file
from tests.git.places import (
    ITEM,
    MOVED,
    OTHER,
    OTHER_TEXT,
    TEXT,
    act,
    append,
    editing,
    git,
    hook,
    layers_of,
    leftovers,
    repository,
    snapshot,
    write,
)

Start = Callable[..., Path]
PROJECT = Path(__file__).parents[2]
ACTOR = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.git.places import MAKING, MOVING_AND_EDITING, act
Path(".git/pid").write_text(str(os.getpid()))
act(Path("."), MOVING_AND_EDITING, MAKING)
"""
KILL = 'kill -KILL "$(cat .git/pid)"'
COMMITTED = f'test "$1" != committed || {KILL}'


@pytest.fixture
def root(make_repository: Start) -> Path:
    root = make_repository(files={ITEM: TEXT, OTHER: OTHER_TEXT, "README.md": "# Read me\n"})
    append(root, OTHER, "staged")
    git(root, "add", OTHER)
    append(root, OTHER, "half written")
    return root


def kill_in(root: Path, name: str, script: str) -> None:
    """Start an act that is killed in a hook, and take the hook away again."""
    hook(root, name, script)
    ended = subprocess.run([sys.executable, "-c", ACTOR, str(PROJECT)], cwd=root, check=False, capture_output=True)
    assert ended.returncode == -9, ended
    (root / ".git/hooks" / name).unlink()


def next_act(root: Path) -> tuple[str, ...]:
    """The next command, which changes nothing itself; what it says of the killed one."""
    outcome = act(root, editing(OTHER, lambda text: text))
    assert leftovers(root) == set()
    return outcome.warnings


def test_an_act_without_its_commit_is_taken_back(root: Path) -> None:
    before = snapshot(root).layers
    kill_in(root, "pre-commit", KILL)
    assert snapshot(root).layers != before
    assert next_act(root) == ("an act that was killed was taken back",)
    assert snapshot(root).layers == before


def test_an_act_with_its_commit_is_completed(root: Path) -> None:
    kill_in(root, "reference-transaction", COMMITTED)
    commit = git(root, "rev-parse", "HEAD").strip()
    assert next_act(root) == (f"an act that was killed was completed: {commit}",)
    after = layers_of(root)
    assert MOVED in after.head
    assert after.index[MOVED] == after.work[MOVED] == after.head[MOVED]
    assert git(root, "status", "--porcelain") == f"MM {OTHER}\n"


def test_a_refused_act_tells_of_the_killed_one_too(root: Path) -> None:
    kill_in(root, "pre-commit", KILL)
    with pytest.raises(Refused) as caught:
        act(root, editing("nowhere.md"))
    assert "an act that was killed was taken back" in (caught.value.hint or "")


def test_a_file_that_was_changed_since_is_left_and_named(root: Path) -> None:
    kill_in(root, "pre-commit", KILL)
    (root / MOVED).write_bytes(b"saved since\n")
    said = next_act(root)
    assert f"{MOVED} is left as it is: it changed since" in said
    assert (root / MOVED).read_bytes() == b"saved since\n"
    assert (root / ITEM).read_bytes() == TEXT.encode()


def test_what_was_staged_since_is_left_and_named(root: Path) -> None:
    kill_in(root, "reference-transaction", COMMITTED)
    (root / ".git/index.lock").unlink()
    write(root, ITEM, "staged since\n")
    git(root, "add", ITEM)
    said = next_act(root)
    assert f"{ITEM} is left as it is: staged since" in said
    assert layers_of(root).index[ITEM][1] == b"staged since\n"


def test_a_journal_that_breaks_off_in_its_first_line_is_of_an_act_that_touched_nothing(root: Path) -> None:
    before = snapshot(root).layers
    journal = journal_file(repository(root))
    journal.parent.mkdir(exist_ok=True)
    journal.write_bytes(b'{"gitagile": 1, "marks": [')
    assert next_act(root) == ()
    assert snapshot(root).layers == before


def test_a_line_that_breaks_off_is_of_a_point_that_was_not_passed(root: Path) -> None:
    before = snapshot(root).layers
    kill_in(root, "pre-commit", KILL)
    with journal_file(repository(root)).open("ab") as stream:
        stream.write(b'{"commit": "4b8')
    next_act(root)
    assert snapshot(root).layers == before


def test_an_act_of_a_newer_version_is_left_to_it(root: Path) -> None:
    kill_in(root, "pre-commit", KILL)
    journal = journal_file(repository(root))
    journal.write_bytes(journal.read_bytes().replace(b'{"gitagile": 1,', b'{"gitagile": 2,'))
    with pytest.raises(Refused, match="newer"):
        act(root, editing(OTHER))
    assert journal.exists()


def test_an_index_that_is_gone_with_its_folder_stops_no_recovery(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(root).layers
    elsewhere = root.with_name("elsewhere")
    elsewhere.mkdir()
    (elsewhere / "index").write_bytes((root / ".git/index").read_bytes())
    monkeypatch.setenv("GIT_INDEX_FILE", str(elsewhere / "index"))
    kill_in(root, "pre-commit", KILL)
    monkeypatch.delenv("GIT_INDEX_FILE")
    shutil.rmtree(elsewhere)
    assert next_act(root) == ("an act that was killed was taken back",)
    assert snapshot(root).layers == before


def test_a_hook_that_outlives_its_act_is_waited_for(root: Path) -> None:
    """Else it would write into a file that was put back already."""
    before = snapshot(root).layers
    kill_in(root, "pre-commit", f"{KILL}; sleep 1; touch .git/hook-is-over")
    next_act(root)
    assert (root / ".git/hook-is-over").exists()
    assert snapshot(root).layers == before


def test_a_killed_act_of_another_worktree_waits_for_a_command_there(root: Path) -> None:
    linked = root.with_name("linked")
    git(root, "worktree", "add", "-q", str(linked), "-b", "side")
    before = snapshot(root).layers
    kill_in(root, "pre-commit", KILL)
    assert act(linked, editing()).warnings == ()
    next_act(root)
    assert snapshot(root).layers == before


def test_a_clean_repository_costs_no_process_more(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(root, "restore", "--staged", "--worktree", OTHER)
    trace = root.with_name("trace")
    monkeypatch.setenv("GIT_TRACE", str(trace))
    act(root, editing())
    lines = [line for line in trace.read_text().splitlines() if "built-in" in line]
    started = [line.partition("built-in: git ")[2].split()[0] for line in lines]
    assert sorted(started) == sorted(
        "config write-tree cat-file ls-files update-index write-tree commit-tree update-ref".split()
    )
