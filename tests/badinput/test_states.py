"""Every state times every kind of command: the exit code that is tabled, one sentence, and no trace of a refusal."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.badinput import states
from tests.badinput.conftest import Program

LOOKING = {
    "list": ("list",),
    "show": ("show", "ML-aaaaa1"),
    "board": ("board",),
    "search": ("search", "why"),
    "export": ("export", "json"),
    "summary": ("sprint", "summary", "s1"),
}
JUDGING = {"check": ("check",), "doctor": ("doctor",), "config": ("config",)}
STAGED = {"staged": ("check", "--staged"), "hook": ("hook", "check")}
WRITING = {
    "new": ("new", "A new one"),
    "mark": ("mark", "ML-aaaaa1", "doing"),
    "close": ("sprint", "close", "s1", "--carry", "backlog", "--yes"),
    "undo": ("undo",),
    "init": ("init",),
}
COMMANDS = {**LOOKING, **JUDGING, **STAGED, **WRITING}


def codes(*four: int, **others: int) -> dict[str, int]:
    """The exit codes of what looks, judges, judges the index and writes; and of single commands that end otherwise."""
    kinds = zip((LOOKING, JUDGING, STAGED, WRITING), four, strict=True)
    return {name: code for names, code in kinds for name in names} | others


FINE = codes(0, 0, 0, 0)
NOWHERE = codes(3, 3, 3, 3)
UNDECIDED = codes(0, 0, 0, 3, show=1, check=1, doctor=1)
"""In the middle of something, with a conflict in the item; the index holds no version of it that could be judged."""
UNWRITABLE = codes(0, 0, 0, 1)
WRONG_CONFIG = codes(3, 1, 1, 3)
UNREADABLE_CONFIG = codes(3, 3, 0, 3)
NOTHING_THERE = codes(3, 3, 0, 3)
DAMAGED = codes(0, 0, 1, 1, summary=1, doctor=1)
TABLE: dict[str, dict[str, int]] = {
    "healthy": FINE,
    "detached": FINE,
    "shallow": FINE | {"doctor": 1},
    "linked_worktree": FINE,
    "submodule": FINE,
    "memory_broken": FINE,
    "commits_without_gitagile": FINE,
    "no_commits_yet": FINE | {"mark": 1, "close": 1},
    "not_a_repository": NOWHERE,
    "git_leads_nowhere": NOWHERE,
    "bare": NOWHERE,
    "inside_the_git_folder": NOWHERE,
    "no_backlog": NOTHING_THERE | {"init": 0},
    "neither_commits_nor_backlog": NOTHING_THERE | {"init": 0},
    "backlog_a_file": NOTHING_THERE,
    "backlog_a_link": NOTHING_THERE,
    "backlog_a_dangling_link": NOTHING_THERE,
    "backlog_empty": FINE | {"show": 2, "mark": 2, "close": 2, "summary": 2, "doctor": 1},
    "mid_merge": UNDECIDED,
    "mid_rebase": UNDECIDED,
    "mid_cherry_pick": UNDECIDED,
    "mid_revert": UNDECIDED,
    "mid_bisect": codes(0, 0, 0, 3),
    "config_broken": WRONG_CONFIG,
    "config_of_unknown_keys": WRONG_CONFIG,
    "config_of_wrong_values": WRONG_CONFIG,
    "config_huge": WRONG_CONFIG,
    "config_of_zeros": WRONG_CONFIG,
    "config_not_utf8": UNREADABLE_CONFIG | {"staged": 3, "hook": 3},
    "config_a_folder": UNREADABLE_CONFIG,
    "config_a_link": UNREADABLE_CONFIG,
    "index_broken": DAMAGED | {"new": 1},
    "head_broken": DAMAGED,
    "head_elsewhere": codes(0, 0, 0, 1, new=0),
    "branch_broken": codes(0, 0, 0, 1, summary=1),
    "branch_garbage": codes(0, 0, 0, 1),
    "git_config_broken": DAMAGED,
    "objects_gone": codes(0, 0, 3, 1, summary=1),
    "memory_a_file": UNWRITABLE,
    "memory_folders": UNWRITABLE,
    "hook_that_refuses": UNWRITABLE,
    "no_identity": UNWRITABLE,
    "owned_by_another": DAMAGED,
    "closed_to_writing": UNWRITABLE,
}
ROOT_ALONE, NOT_ROOT = "owned_by_another", "closed_to_writing"


@pytest.mark.parametrize("name", TABLE)
def test_each_state_has_its_answer_to_each_command(
    name: str,
    make_repository: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    if name in (ROOT_ALONE, NOT_ROOT) and (os.geteuid() == 0) != (name == ROOT_ALONE):
        pytest.skip("root may write anywhere, and nobody else may give files away")
    place = getattr(states, name)(make_repository, tmp_path)
    monkeypatch.chdir(place)
    program = Program(place, capfd)
    ended = {}
    for key, words in COMMANDS.items():
        before = everything(tmp_path)
        answer = program(*words).judged()
        ended[key] = answer.code
        assert answer.code == 0 or everything(tmp_path) == before, f"{words} left a trace"
        assert answer.code == 0 or key not in WRITING or len(answer.errors) == 1
    assert ended == TABLE[name]


def everything(root: Path) -> dict[str, bytes]:
    """All files below a folder, but for what git and gitagile may add without changing anything."""
    found = {}
    for folder, folders, names in os.walk(root):
        inside = Path(folder).relative_to(root).as_posix()
        folders[:] = [name for name in folders if name not in ("objects", "gitagile")]
        for name in names:
            file = Path(folder, name)
            found[f"{inside}/{name}"] = os.fsencode(file.readlink()) if file.is_symlink() else file.read_bytes()
    return found
