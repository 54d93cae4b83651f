"""Real repositories for tests: run git, and see HEAD, index and working tree as three plain mappings."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from gitagile.vcs.repository import Repository, find_repository
from gitagile.vcs.transaction import Change, Edit, Mode, Outcome, open_transaction

ITEM = ".backlog/items/it-a.md"
OTHER = ".backlog/items/it-b.md"
MOVED = ".backlog/sprints/s1/it-a.md"
NEW = ".backlog/items/it-new.md"
TEXT = "---\nid: it-a\nstatus: todo\ntitle: First\nowner: ada\npoints: 3\n---\n\nWhy\n\nHow\n\nEnd\n"
OTHER_TEXT = TEXT.replace("it-a", "it-b")

Files = dict[str, tuple[str, bytes]]


def git(root: Path, *args: str, ok: tuple[int, ...] = (0,)) -> str:
    """Run git as a user would; its output."""
    ended = subprocess.run(["git", *args], cwd=root, capture_output=True, text=True, check=False)
    assert ended.returncode in ok, (args, ended.stdout, ended.stderr)
    return ended.stdout


def write(root: Path, path: str, text: str) -> Path:
    """Write a file, with its folders."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode("utf-8"))
    return file


def append(root: Path, path: str, line: str) -> None:
    """Add a line at the end, as an editor would."""
    with (root / path).open("ab") as stream:
        stream.write(line.encode("utf-8") + b"\n")


def hook(root: Path, name: str, script: str) -> None:
    """Install a shell script as a hook."""
    folder = Path(git(root, "rev-parse", "--path-format=absolute", "--git-path", "hooks").strip())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def repository(root: Path) -> Repository:
    """The repository at `root`, found as a command finds it."""
    return find_repository(root, os.environ)


def finish(text: bytes) -> bytes:
    """The edit of these tests: one line changes, wherever it lies and whatever its line ends are."""
    return text.replace(b"status: todo", b"status: done")


def editing(path: str = ITEM, edit: Edit = finish) -> Change:
    """A change in place."""
    return Change(path, path, edit)


MOVING = Change(ITEM, MOVED, None)
MOVING_AND_EDITING = Change(ITEM, MOVED, finish)
MAKING = Change(None, NEW, lambda _: b"---\nid: it-new\n---\n")


def act(root: Path, *changes: Change, mode: Mode = "auto", patience: float = 30.0) -> Outcome:
    """Carry one act out."""
    with open_transaction(repository(root), mode=mode, environ=os.environ, patience=patience) as transaction:
        return transaction.commit(changes, "IT-A: an act\n\nBacklog-Change: it-a\n")


@dataclass(frozen=True)
class Layers:
    """What lies in HEAD, index and working tree: path -> (mode, bytes)."""

    head: Files
    index: Files
    work: Files


@dataclass(frozen=True)
class Snapshot:
    """Everything a refusal must leave alone."""

    layers: Layers
    status: str
    entries: str
    index_bytes: bytes
    refs: str
    commit: str
    stashes: str


def snapshot(root: Path) -> Snapshot:
    """Take all of it down, without refreshing the index."""
    index = repository(root).index_file
    return Snapshot(
        layers=layers_of(root),
        status=_quiet(root, "status", "--porcelain=v2", "-z", "--untracked-files=all"),
        entries=_quiet(root, "ls-files", "--stage", "-z"),
        index_bytes=index.read_bytes() if index.exists() else b"",
        refs=_quiet(root, "for-each-ref"),
        commit=_quiet(root, "rev-parse", "HEAD", ok=(0, 128)),
        stashes=_quiet(root, "stash", "list"),
    )


def layers_of(root: Path) -> Layers:
    """Read the three layers of a repository apart."""
    head = _quiet(root, "ls-tree", "-r", "-z", "HEAD", ok=(0, 128))
    index = _quiet(root, "ls-files", "--stage", "-z")
    return Layers(
        head={path: (mode, _blob(root, oid)) for mode, _, oid, path in _records(head)},
        index={path: (mode, _blob(root, oid)) for mode, oid, _, path in _records(index)},
        work=_work(root),
    )


def applied(change: Change, files: Files) -> Files:
    """What one change makes of one layer, by the plainest reading of the contract."""
    result = dict(files)
    edit = change.edit or (lambda text: text)
    if change.path is None:
        assert change.target is not None
        return result | {change.target: ("100644", edit(b""))}
    if change.path in result:
        mode, text = result.pop(change.path)
        if change.target is not None:
            result[change.target] = (mode, edit(text))
    return result


def leftovers(root: Path) -> set[str]:
    """What a transaction left in git's folders: locks and unfinished files."""
    repo = repository(root)
    scratch = {path.name for folder in {repo.git_dir, repo.common_dir} for path in (folder / "gitagile").glob("*")}
    return (scratch - {"lock"}) | {path.name for path in repo.git_dir.glob("*.lock")}


def _records(text: str) -> list[tuple[str, str, str, str]]:
    found = []
    for line in text.split("\0"):
        if line:
            about, _, path = line.partition("\t")
            first, second, third = about.split(" ")
            found.append((first, second, third, path))
    return found


def _work(root: Path) -> Files:
    found: Files = {}
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name != ".git"]
        for name in names:
            file = Path(folder, name)
            path = file.relative_to(root).as_posix()
            if file.is_symlink():
                found[path] = ("120000", os.fsencode(file.readlink()))
            elif path != ".git":
                found[path] = ("100755" if os.access(file, os.X_OK) else "100644", file.read_bytes())
    return found


def _blob(root: Path, oid: str) -> bytes:
    return subprocess.run(["git", "cat-file", "blob", oid], cwd=root, capture_output=True, check=True).stdout


def _quiet(root: Path, *args: str, ok: tuple[int, ...] = (0,)) -> str:
    return git(root, "--no-optional-locks", *args, ok=ok)
