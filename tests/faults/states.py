"""The states git can be in when a person starts an act: each makes one of a fresh repository, and says what is due."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.faults.scenes import BACKLOG, S1, A, B, D, append, begin, write
from tests.faults.theatre import git

COMMANDS = {
    "create": ("new", "A new item"),
    "edit": ("edit", A, "points=5"),
    "move": ("move", A, "s2"),
    "close": ("sprint", "close", "s1", "--carry", "s2", "--yes"),
    "import": ("import", "backlog-md", "../source"),
}
ALL = frozenset(COMMANDS)


class GitState(NamedTuple):
    """How to get there from a repository with a backlog (it may give another folder), and what is refused there."""

    make: Callable[[Path], Path | None]
    refused: frozenset[str] = frozenset()


def staged(root: Path) -> None:
    append(root, "src/a.py", "staged\n")
    write(root, "src/new.py", "new = 1\n")
    git(root, "add", "--all")


def unstaged(root: Path) -> None:
    append(root, "src/b.py", "half written\n")
    write(root, "untracked.txt", "untracked\n")


def staged_item(root: Path) -> None:
    append(root, f"{S1}/{A}.md", "staged\n")
    git(root, "add", "--all")


def unstaged_item(root: Path) -> None:
    append(root, f"{S1}/{A}.md", "half written\n")
    append(root, f"{BACKLOG}/{D}.md", "half written\n")


def layered_item(root: Path) -> None:
    staged_item(root)
    unstaged_item(root)


def everything(root: Path) -> None:
    staged(root)
    layered_item(root)
    unstaged(root)


def detached(root: Path) -> None:
    git(root, "checkout", "-q", "--detach")


def worktree(root: Path) -> Path:
    linked = root.with_name("linked")
    git(root, "worktree", "add", "-q", str(linked), "-b", "side")
    everything(linked)
    return linked


def shallow(root: Path) -> Path:
    clone = root.with_name("shallow")
    git(root, "clone", "-q", "--depth=1", root.as_uri(), str(clone))
    everything(clone)
    return clone


def sha256(root: Path) -> Path:
    other = root.with_name("sha256")
    git(root, "init", "-q", "--object-format=sha256", str(other))
    for path in root.iterdir():
        if path.name != ".git":
            (shutil.copytree if path.is_dir() else shutil.copy)(path, other / path.name)
    git(other, "add", "--all")
    git(other, "commit", "-q", "-m", "Begin")
    everything(other)
    return other


def with_index(*words: str) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        everything(root)
        git(root, "update-index", *words)

    return make


def sparse(root: Path) -> None:
    git(root, "sparse-checkout", "set", "--cone", "--sparse-index", ".backlog")


def sparse_elsewhere(root: Path) -> None:
    git(root, "update-index", "-q", "--refresh")  # git leaves what it takes for changed
    git(root, "sparse-checkout", "set", "--cone", "src")


def autocrlf(root: Path) -> None:
    git(root, "config", "core.autocrlf", "true")
    shutil.rmtree(root / ".backlog")
    git(root, "checkout", "-q", "--", ".")


def odd_place(root: Path) -> Path:
    return root.rename(root.with_name("my project: ünïcode"))


def _diverged(root: Path) -> None:
    """A branch whose newest commit does not fit on main."""
    git(root, "checkout", "-q", "-b", "side")
    write(root, "src/a.py", "a = 2\n")
    git(root, "commit", "-qam", "Side")
    git(root, "checkout", "-q", "main")
    write(root, "src/a.py", "a = 3\n")
    git(root, "commit", "-qam", "Main")


def stopped(*words: str) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        _diverged(root)
        git(root, *words, ok=(1,))

    return make


def stopped_revert(root: Path) -> None:
    _diverged(root)
    write(root, "src/a.py", "a = 4\n")
    git(root, "commit", "-qam", "Again")
    git(root, "revert", "--no-edit", "HEAD~1", ok=(1,))


def stopped_am(root: Path) -> None:
    _diverged(root)
    patch = git(root, "format-patch", "-1", "--stdout", "side")
    subprocess.run(["git", "am", "-q"], cwd=root, input=patch, text=True, capture_output=True, check=False)


def bisecting(root: Path) -> None:
    git(root, "bisect", "start")


def unmerged(root: Path) -> None:
    """Entries in conflict and nothing else, as `git stash pop` leaves them."""
    write(root, "src/a.py", "a = 2\n")
    git(root, "stash", "-q")
    write(root, "src/a.py", "a = 3\n")
    git(root, "commit", "-qam", "Main")
    git(root, "stash", "pop", "-q", ok=(1,))


def locked(root: Path) -> None:
    write(root, ".git/index.lock", "")


def ignored(root: Path) -> None:
    write(root, ".git/info/exclude", ".backlog/\n")


def announced(root: Path) -> None:
    for identifier in (A, B):
        git(root, "rm", "-q", "--cached", f"{S1}/{identifier}.md")
    git(root, "commit", "-qm", "Taken out")
    git(root, "add", "--intent-to-add", f"{S1}/{A}.md", f"{S1}/{B}.md")


def bare(root: Path) -> Path:
    other = root.with_name("bare.git")
    git(root, "clone", "-q", "--bare", str(root), str(other))
    return other


def deleted_by_hand(root: Path) -> None:
    (root / f"{S1}/{A}.md").unlink()


STATES = {
    "clean": GitState(lambda root: None),
    "staged elsewhere": GitState(staged),
    "not staged elsewhere": GitState(unstaged),
    "staged in the item": GitState(staged_item),
    "not staged in the item": GitState(unstaged_item),
    "both in the item": GitState(layered_item),
    "both everywhere": GitState(everything),
    "detached": GitState(detached),
    "a linked worktree": GitState(worktree),
    "a shallow clone": GitState(shallow),
    "sha256": GitState(sha256),
    "a split index": GitState(with_index("--split-index")),
    "an index of version 4": GitState(with_index("--index-version", "4")),
    "an untracked cache": GitState(with_index("--force-untracked-cache")),
    "sparse, with the backlog": GitState(sparse),
    "sparse, without the backlog": GitState(sparse_elsewhere, ALL),
    "line ends of Windows": GitState(autocrlf),
    "an odd place": GitState(odd_place),
    "a merge": GitState(stopped("merge", "-q", "side"), ALL),
    "a cherry-pick": GitState(stopped("cherry-pick", "side"), ALL),
    "a rebase": GitState(stopped("rebase", "-q", "side"), ALL),
    "a revert": GitState(stopped_revert, ALL),
    "a mailbox being applied": GitState(stopped_am, ALL),
    "a bisection": GitState(bisecting, ALL),
    "entries in conflict": GitState(unmerged, ALL),
    "a lock of another git": GitState(locked, ALL),
    "a backlog that git ignores": GitState(ignored, ALL - {"edit"}),
    "items only announced": GitState(announced, frozenset({"edit", "move", "close"})),
    "an item deleted by hand": GitState(deleted_by_hand, frozenset({"edit", "move"})),
    "a bare repository": GitState(bare, ALL),
}


def put_into(root: Path, state: GitState) -> Path:
    """A fresh repository in this state; the folder to work in."""
    begin(root)
    return state.make(root) or root
