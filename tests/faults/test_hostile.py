"""Hostile words and repositories, with canaries: nothing is executed, and no byte outside the backlog changes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.badinput.conftest import STEERING
from tests.badinput.test_arguments import CANARY, HOSTILE
from tests.faults.scale import some_of
from tests.faults.scenes import BACKLOG, S1, A, B, begin, item, write
from tests.faults.theatre import Stage, git

WORDS = [word for word in HOSTILE if "\0" not in word]
PLACES = (("new", "?"), ("edit", A, "title=?"), ("move", "?", "s2"), ("sprint", "new", "?"))
LOOKS = (("list",), ("show", A), ("check",), ("board",), ("doctor",))
CLOSE = ("sprint", "close", "s1", "--carry", "s2", "--yes")
ACTS = (("new", "A new item"), ("edit", B, "points=5"), ("move", B, "s2"), CLOSE)


def program(root: Path) -> Path:
    """What an attacker would like to have run."""
    file = root.parent / "attack.sh"
    file.write_text(f"#!/bin/sh\ntouch {root.parent / CANARY}\n")
    file.chmod(0o755)
    return file


def link(path: str, target: str) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)
        git(root, "add", "--all")
        git(root, "commit", "-qm", "A link")

    return make


def linked_backlog(root: Path) -> None:
    (root / ".backlog").rename(root.parent / "backlog-elsewhere")
    (root / ".backlog").symlink_to("../backlog-elsewhere")


def linked_lock(root: Path) -> None:
    (root / ".git/gitagile").mkdir(exist_ok=True)
    (root / ".git/gitagile/COMMIT_EDITMSG").symlink_to(root.parent / CANARY)


def embedded_bare(root: Path) -> None:
    """A plain clone may carry this: git of old ran its `core.fsmonitor` on `cd` and `status`."""
    git(root, "init", "-q", "--bare", str(root / S1 / "sub"))
    git(root / S1 / "sub", "config", "core.fsmonitor", str(program(root)))
    git(root / S1 / "sub", "config", "core.bare", "false")


def attribute(kind: str) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        write(root, ".gitattributes", f"*.md {kind}=evil\n*.md diff=evil\n")
        git(root, "add", "--all")
        git(root, "commit", "-qm", "Attributes")

    return make


def config(key: str) -> Callable[[Path], None]:
    """A program named in the backlog's own config, which may name none."""

    def make(root: Path) -> None:
        write(root, ".backlog/config.toml", f'prefix = "ML"\n{key} = "{program(root)}"\n')
        git(root, "commit", "-qam", "Config")

    return make


def replaced(root: Path) -> None:
    """A replace ref shows another item where ours lies."""
    text = git(root, "rev-parse", f"HEAD:{S1}/{A}.md").strip()
    other = root / "other.md"
    other.write_text(item(A, "done").replace("Title of", "Forged title of"))
    git(root, "replace", text, git(root, "hash-object", "-w", "other.md").strip())
    other.unlink()


REPOSITORIES: dict[str, Callable[[Path], None]] = {
    "a sprint that is a link out": link(".backlog/sprints/s3", "../../../outside"),
    "a sprint that is a link into the hooks": link(".backlog/sprints/s3", "../../.git/hooks"),
    "an item that is a link out": link(f"{BACKLOG}/ML-eee555.md", "../../../outside/secret.md"),
    "an item that is a link to the config": link(f"{BACKLOG}/ML-eee555.md", "../../.git/config"),
    "a link to itself": link(f"{BACKLOG}/ML-eee555.md", "ML-eee555.md"),
    "a config that is a link": link(".backlog/team.toml", "/etc/passwd"),
    "a backlog that is a link": linked_backlog,
    "a link in our own folder": linked_lock,
    "an embedded bare repository": embedded_bare,
    "a merge driver named in attributes": attribute("merge"),
    "a filter named in attributes": attribute("filter"),
    "an editor in our config": config("editor"),
    "a hook in our config": config("hooks"),
    "a replaced object": replaced,
}


def outside(arena: Path, root: Path) -> dict[str, bytes]:
    """Every byte that no command may change: all but the backlog and git's own; git's hooks and config too."""
    found = {}
    for folder, folders, names in os.walk(arena):
        inner = Path(folder)
        folders[:] = [name for name in folders if inner / name not in (root / ".git", root / ".backlog")]
        found |= {str(inner / name): (inner / name).read_bytes() for name in names if (inner / name).is_file()}
    kept = [root / ".git/config", *(root / ".git/hooks").glob("*")]
    return found | {str(file): file.read_bytes() for file in kept if file.is_file()}


def unharmed(stage: Stage, arena: Path, root: Path, words: tuple[str, ...]) -> list[str]:
    """What is wrong after a command."""
    before = outside(arena, root)
    ended = stage(root, *words, patience=1.0)
    found = {
        "executed": any(arena.rglob(CANARY)) or (root / CANARY).exists(),
        "bytes outside changed": outside(arena, root) != before,
        "a raw escape": STEERING.search(ended.out + ended.err) is not None,
        "a mistake of ours": "Traceback" in ended.err or ended.code not in {0, 1, 2, 3},
    }
    return [name for name, is_so in found.items() if is_so]


@pytest.fixture
def root(arena: Path) -> Path:
    root = arena / "here"
    begin(root)
    write(arena, "outside/secret.md", "secret\n")
    return root


@pytest.mark.parametrize("place", PLACES, ids=" ".join)
def test_hostile_words_do_no_harm(place: tuple[str, ...], stage: Stage, arena: Path, root: Path, count) -> None:
    words = some_of(WORDS, 12)
    for word in words:
        hostile = word.replace(CANARY, str(arena / CANARY))
        command = tuple(one.replace("?", hostile) for one in place)
        assert unharmed(stage, arena, root, command) == [], command
    count("hostile words in commands that write", len(words))


@pytest.mark.parametrize("name", REPOSITORIES)
def test_a_hostile_repository_does_no_harm(name: str, stage: Stage, arena: Path, root: Path, count) -> None:
    REPOSITORIES[name](root)
    for words in (*LOOKS, *ACTS):
        assert unharmed(stage, arena, root, words) == [], words
    assert "secret" not in git(root, "log", "-p", "--format=", "--", ".backlog").replace("outside/secret.md", "")
    count("hostile repositories times commands", len(LOOKS) + len(ACTS))


def test_there_are_as_many_hostile_inputs_as_the_bar_says() -> None:
    assert len({*WORDS}) + len(REPOSITORIES) >= 120
