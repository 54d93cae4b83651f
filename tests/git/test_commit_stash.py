"""pre-commit's own stash: what it put away of the user's comes back, though it was killed before it could do so."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gitagile.errors import Refused
from tests.git.places import ITEM, OTHER, OTHER_TEXT, TEXT, act, append, editing, git, hook, leftovers, snapshot, write

Start = Callable[..., Path]
PROJECT = Path(__file__).parents[2]
CONFIG = """\
repos:
  - repo: local
    hooks:
      - {id: killer, name: killer, language: system, always_run: true, pass_filenames: false, entry: ENTRY}
"""
ACTOR = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.git.places import ITEM, act, editing
Path(".git/pid").write_text(str(os.getpid()))
act(Path("."), editing())
"""
KILL_PRE_COMMIT = 'kill -9 "$PPID"; sleep 0.2'
KILL_GITAGILE_TOO = 'kill -9 "$(cat .git/pid)" "$PPID"; sleep 0.2'


@pytest.fixture
def root(make_repository: Start) -> Path:
    """A repository with pre-commit installed, and a user who has changes in every layer."""
    root = make_repository(
        files={ITEM: TEXT, OTHER: OTHER_TEXT, "a b.txt": "one\n", "src/c*.py": "1\n", "gone.md": "x\n"}
    )
    append(root, "src/c*.py", "staged")
    git(root, "add", "src/c*.py")
    append(root, "src/c*.py", "half written")
    append(root, "a b.txt", "half written")
    append(root, ITEM, "half written")
    (root / "gone.md").unlink()
    write(root, "untracked.txt", "untracked\n")
    return root


def install(root: Path, script: str) -> None:
    """A hook of pre-commit's that runs this script; its parent is pre-commit itself."""
    killer = write(root, ".git/killer.sh", f"#!/bin/sh\n{script}\n")
    killer.chmod(0o755)
    config = write(root, ".git/pre-commit.yaml", CONFIG.replace("ENTRY", str(killer)))
    program = shlex.join([sys.executable, "-m", "pre_commit", "hook-impl", "--hook-type", "pre-commit"])
    hook(root, "pre-commit", f'exec {program} --config {config} --hook-dir "$(dirname "$0")" -- "$@"')


def without_index(root: Path) -> tuple[object, ...]:
    before = snapshot(root)
    return before.layers, before.status, before.refs, before.commit


@pytest.mark.slow
def test_what_a_killed_pre_commit_put_away_is_back(root: Path) -> None:
    before = without_index(root)
    install(root, KILL_PRE_COMMIT)
    with pytest.raises(Refused, match="pre-commit had put away, are back"):
        act(root, editing())
    assert without_index(root) == before
    assert leftovers(root) == set()


@pytest.mark.slow
def test_what_pre_commit_put_away_is_back_when_gitagile_was_killed_with_it(root: Path) -> None:
    before = without_index(root)
    install(root, KILL_GITAGILE_TOO)
    subprocess.run([sys.executable, "-c", ACTOR, str(PROJECT)], cwd=root, check=False, capture_output=True)
    assert "half written" not in (root / "a b.txt").read_text()
    (root / ".git/hooks/pre-commit").unlink()
    outcome = act(root, editing(edit=lambda text: text))
    assert without_index(root) == before
    assert sum("are back" in words for words in outcome.warnings) == 4
    assert leftovers(root) == set()


@pytest.mark.slow
def test_a_pre_commit_that_ends_well_is_left_alone(root: Path) -> None:
    before = snapshot(root).layers.work
    install(root, "exit 0")
    outcome = act(root, editing())
    assert outcome.commit
    assert outcome.warnings == ()
    after = snapshot(root).layers.work
    assert {path for path in before if after[path] != before[path]} == {ITEM}
    assert b"half written" in after[ITEM][1]


@pytest.mark.slow
def test_the_patch_of_another_clone_is_not_taken_for_ours(root: Path) -> None:
    """Same names, other changes, at the same time: only what fits the files as they were is applied."""
    install(root, KILL_GITAGILE_TOO)
    subprocess.run([sys.executable, "-c", ACTOR, str(PROJECT)], cwd=root, check=False, capture_output=True)
    cache = Path(os.environ["HOME"]) / ".cache/pre-commit"
    ours = next(cache.glob("patch*"))
    foreign = ours.read_text().replace("half written", "not of this clone")
    (cache / "patch9999999999-999999999").write_text(foreign)
    (root / ".git/hooks/pre-commit").unlink()
    act(root, editing(edit=lambda text: text))
    assert (root / "a b.txt").read_text() == "one\nhalf written\n"
