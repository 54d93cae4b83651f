"""Six hooks and what each may do: reject, rewrite our files, rewrite others, be killed, be absent. No byte is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.plays import Play
from tests.faults.scale import some_of
from tests.faults.scenes import BACKLOG, S1, SCENES, A, D
from tests.faults.theatre import Ended, Stage, git, is_sound, locks_in, state_of

HOOKS = ("pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "reference-transaction", "post-index-change")
OURS = f"{S1}/{A}.md"
BEHAVIOURS = {
    "rejects": "echo no >&2; exit 1",
    "rewrites ours": f"echo 'by the hook' | tee -a $(find .backlog -name '{A}*') >/dev/null; exit 0",
    "rewrites others": "echo 'by the hook' >> src/b.py; echo new > by-the-hook.txt; exit 0",
    "is killed": "kill -9 $$",
    "absent": None,
}
BYTES_OF_THE_USER = {
    "src/a.py": ("staged", "half written"),
    "src/b.py": ("half written",),
    "src/new.py": ("new = 1",),
    "untracked.txt": ("untracked",),
    OURS: ("staged of A", "half written of A"),
    f"{S1}/ML-bbb222.md": ("half written of B",),
    f"{BACKLOG}/{D}.md": ("staged of D",),
}


@pytest.fixture
def play(stage: Stage, arena: Path, request: pytest.FixtureRequest) -> Play:
    return Play(stage, arena, SCENES[request.param])


def install(root: Path, name: str, script: str | None) -> None:
    file = root / ".git/hooks" / name
    file.unlink(missing_ok=True)
    if script is not None:
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)


def lost(root: Path) -> list[str]:
    """What the user had written and is nowhere in the file any more, wherever that lies by now."""
    missing = []
    for path, lines in BYTES_OF_THE_USER.items():
        found = [root / path, *root.glob(f".backlog/**/{Path(path).name}")]
        text = next(file.read_text() for file in found if file.is_file())
        missing += [f"{path}: {line}" for line in lines if f"{line}\n" not in text]
    return missing


@pytest.mark.parametrize("name", HOOKS)
@pytest.mark.parametrize("play", some_of(["edit", "move", "close"], 1), indirect=True)
def test_whatever_a_hook_does_the_user_loses_nothing(play: Play, name: str, count) -> None:
    refused = 0
    for behaviour, script in BEHAVIOURS.items():
        install(play.base, name, script)
        ended = play.perform()
        assert play.stage(play.root, "recover").code == 0
        assert wrongs(play, ended, behaviour) == [], (behaviour, ended)
        refused += ended.code != 0
    count("hooks and what they do", len(BEHAVIOURS))
    count("of these refused, and put back", refused)


def wrongs(play: Play, ended: Ended, behaviour: str) -> list[str]:
    """Everything that is not as it must be."""
    now, before, after = state_of(play.root), play.before, play.after
    files = {path for path in {*now.files, *before.files} if now.files.get(path) != before.files.get(path)}
    theirs = {"src/b.py", "by-the-hook.txt"} if behaviour == "rewrites others" else set()
    staged = git(play.root, "diff", "--cached", "--name-only").split()
    found = {
        "a mistake of ours": "Traceback" in ended.err,
        "objects": not is_sound(play.root),
        "a commit without a success, or the other way round": (now.commits == after.commits) != (ended.code == 0),
        "something staged is gone": not {"src/a.py", "src/new.py"} <= {*staged},
        "no hook, but another outcome": behaviour == "absent" and now != after,
        "refused, but files differ": ended.code != 0 and not files <= theirs,
        "refused, but the index differs": ended.code != 0 and now.index != before.index,
    }
    return [*lost(play.root), *locks_in(play.root), *(name for name, is_so in found.items() if is_so)]
