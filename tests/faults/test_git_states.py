"""Every state git can be in times five commands: the expected commit, or a refusal that leaves all as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.scale import IS_FULL
from tests.faults.scenes import SOURCE, write
from tests.faults.states import COMMANDS, STATES, put_into
from tests.faults.theatre import Stage, State, git, is_sound, state_of

CASES = [
    (state, command)
    for number, state in enumerate(STATES)
    for order, command in enumerate(COMMANDS)
    if IS_FULL or order == number % len(COMMANDS)
]


def outside(root: Path) -> tuple[str, str]:
    """What the user has staged and not staged beside the backlog."""
    rest = ("--", ".", ":!.backlog")
    return git(root, "diff", "--cached", *rest), git(root, "diff", *rest)


def everything(root: Path) -> tuple[State, str]:
    """What a refusal must leave as it is."""
    return state_of(root), git(root, "status", "--porcelain=v2", "-z")


def own_lines(root: Path) -> tuple[int, int]:
    """How often the user's lines stand in the backlog's staged and unstaged changes."""
    texts = git(root, "diff", "--cached", "-M", "--", ".backlog"), git(root, "diff", "-M", "--", ".backlog")
    return texts[0].count("+staged"), texts[1].count("+half written")


@pytest.mark.parametrize(("name", "command"), CASES)
def test_a_state_takes_a_command_whole_or_not_at_all(name: str, command: str, stage: Stage, arena: Path, count) -> None:
    for path, text in SOURCE.items():
        write(arena / "source", path, text)
    root = put_into(arena / "here", STATES[name])
    refused = command in STATES[name].refused
    bare = (root / "HEAD").is_file()
    before = (
        None if bare else (state_of(root), git(root, "status", "--porcelain=v2", "-z"), outside(root), own_lines(root))
    )
    head = git(root, "rev-parse", "HEAD")
    ended = stage(root, *COMMANDS[command], patience=0.2)
    assert (ended.code != 0) == refused, ended
    assert "Traceback" not in ended.err
    if refused:
        assert "error: " in ended.err
        assert git(root, "rev-parse", "HEAD") == head
        if before is not None:
            assert everything(root) == before[:2]
    elif before is not None:
        assert git(root, "rev-parse", "HEAD~1") == head
        changed = git(root, "diff", "--name-only", "HEAD~1", "HEAD").split()
        assert changed
        assert all(path.startswith(".backlog/") for path in changed)
        assert (outside(root), own_lines(root)) == before[2:]
        assert is_sound(root)
    count("git states times commands", 1)
    count("of these refused, and nothing changed", int(refused))


def test_there_are_as_many_states_as_the_bar_says() -> None:
    assert len(STATES) >= 25
    assert len(COMMANDS) == 5
