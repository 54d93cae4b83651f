"""Repositories, and folders that are none, in every state in which a command may find them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.git.places import append, git, write

PLAIN = ".backlog/backlog/ML-aaaaa1-plain.md"
OPEN = ".backlog/sprints/s1/ML-aaaaa2-open.md"
ITEM = "---\nid: {id}\nstatus: todo\ntitle: A title\npriority: high\ntype: story\ncreated: 2026-01-05\n---\n\nWhy.\n"
SPRINT = "---\ngoal: A goal\nstart: 2026-03-02\nend: 2026-03-13\nstatus: active\n---\n"
LEDGER = """\
{
  "schema": 1,
  "sprint": "s1",
  "timezone": "UTC",
  "started": "2026-03-02T09:00:00+00:00",
  "committed": [
    {"id": "ML-aaaaa2", "points": null, "status": "todo"}
  ],
  "metrics": {
    "start": null,
    "close": null
  },
  "closed": null,
  "outcome": [],
  "series": []
}
"""
FILES = {
    "README.md": "# Read me\n",
    ".backlog/config.toml": 'prefix = "ML"\n',
    ".backlog/README.md": "The backlog.\n",
    ".backlog/backlog/README.md": "Items in no sprint.\n",
    PLAIN: ITEM.format(id="ML-aaaaa1"),
    OPEN: ITEM.format(id="ML-aaaaa2"),
    ".backlog/sprints/s1/sprint.md": SPRINT,
    ".backlog/sprints/s1/ledger.json": LEDGER,
}
Make = Callable[..., Path]
State = Callable[[Make, Path], Path]


def healthy(make: Make, _: Path) -> Path:
    return make(files=FILES)


def not_a_repository(_: Make, folder: Path) -> Path:
    (folder / "elsewhere/.backlog").mkdir(parents=True)
    return folder / "elsewhere"


def no_backlog(make: Make, _: Path) -> Path:
    return make()


def no_commits_yet(make: Make, _: Path) -> Path:
    root = make(files=None)
    for path, text in FILES.items():
        write(root, path, text)
    return root


def neither_commits_nor_backlog(make: Make, _: Path) -> Path:
    return make(files=None)


def bare(make: Make, folder: Path) -> Path:
    git(healthy(make, folder), "clone", "-q", "--bare", ".", str(folder / "bare.git"))
    return folder / "bare.git"


def inside_the_git_folder(make: Make, folder: Path) -> Path:
    return healthy(make, folder) / ".git/refs"


def detached(make: Make, folder: Path) -> Path:
    root = healthy(make, folder)
    git(root, "checkout", "-q", "--detach")
    return root


def shallow(make: Make, folder: Path) -> Path:
    root = healthy(make, folder)
    append(root, "README.md", "more")
    git(root, "commit", "-q", "-am", "More")
    git(root, "clone", "-q", "--depth=1", root.as_uri(), str(folder / "shallow"))
    return folder / "shallow"


def linked_worktree(make: Make, folder: Path) -> Path:
    git(healthy(make, folder), "worktree", "add", "-q", str(folder / "linked"), "-b", "side")
    return folder / "linked"


def submodule(make: Make, folder: Path) -> Path:
    inner = healthy(make, folder)
    outer = make("outer")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner), "part")
    return outer / "part"


def _parted(make: Make, folder: Path) -> Path:
    """Two branches that changed the same line of an item."""
    root = healthy(make, folder)
    git(root, "checkout", "-q", "-b", "side")
    write(root, PLAIN, FILES[PLAIN].replace("todo", "done"))
    git(root, "commit", "-q", "-am", "Theirs")
    git(root, "checkout", "-q", "main")
    write(root, PLAIN, FILES[PLAIN].replace("todo", "doing"))
    git(root, "commit", "-q", "-am", "Ours")
    return root


def mid_merge(make: Make, folder: Path) -> Path:
    root = _parted(make, folder)
    git(root, "merge", "-q", "side", ok=(1,))
    return root


def mid_rebase(make: Make, folder: Path) -> Path:
    root = _parted(make, folder)
    git(root, "rebase", "-q", "side", ok=(1,))
    return root


def mid_cherry_pick(make: Make, folder: Path) -> Path:
    root = _parted(make, folder)
    git(root, "cherry-pick", "side", ok=(1,))
    return root


def mid_revert(make: Make, folder: Path) -> Path:
    root = _parted(make, folder)
    write(root, PLAIN, FILES[PLAIN].replace("todo", "review"))
    git(root, "commit", "-q", "-am", "Further")
    git(root, "revert", "--no-edit", "HEAD~1", ok=(1,))
    return root


def mid_bisect(make: Make, folder: Path) -> Path:
    root = _parted(make, folder)
    git(root, "bisect", "start")
    return root


def backlog_a_file(make: Make, _: Path) -> Path:
    return make(files={".backlog": "a file\n"})


def backlog_a_link(make: Make, folder: Path) -> Path:
    root = healthy(make, folder)
    (root / ".backlog").rename(root / "moved")
    (root / ".backlog").symlink_to("moved")
    return root


def backlog_a_dangling_link(make: Make, _: Path) -> Path:
    root = make()
    (root / ".backlog").symlink_to("nowhere")
    return root


def backlog_empty(make: Make, _: Path) -> Path:
    root = make()
    (root / ".backlog").mkdir()
    return root


def _with_config(content: bytes) -> State:
    def state(make: Make, folder: Path) -> Path:
        root = healthy(make, folder)
        (root / ".backlog/config.toml").write_bytes(content)
        git(root, "commit", "-q", "-am", "Config")
        return root

    return state


config_broken = _with_config(b"prefix = [\n")
config_not_utf8 = _with_config(b'prefix = "\xff"\n')
config_of_unknown_keys = _with_config(b'prefx = "ML"\n[worklow]\na = 1\n')
config_of_wrong_values = _with_config(
    b'prefix = 5\ntimezone = "../../etc/passwd"\n[workflow]\nstatuses = 3\n[team]\nana = 1\n'
)
config_huge = _with_config(b"k = " + b"[" * 50_000)
config_of_zeros = _with_config(b"\x00" * 99)


def config_a_folder(make: Make, folder: Path) -> Path:
    root = healthy(make, folder)
    (root / ".backlog/config.toml").unlink()
    (root / ".backlog/config.toml").mkdir()
    return root


def config_a_link(make: Make, folder: Path) -> Path:
    root = healthy(make, folder)
    (root / ".backlog/config.toml").unlink()
    (root / ".backlog/config.toml").symlink_to("/etc/passwd")
    return root


def git_leads_nowhere(make: Make, folder: Path) -> Path:
    root = healthy(make, folder)
    shutil.rmtree(root / ".git")
    (root / ".git").write_text("gitdir: /nowhere/at/all\n", encoding="utf-8")
    return root


def _damaged(path: str, content: bytes) -> State:
    def state(make: Make, folder: Path) -> Path:
        root = healthy(make, folder)
        (root / ".git" / path).write_bytes(content)
        return root

    return state


index_broken = _damaged("index", b"DIRC\0\0\0\x02nothing")
head_broken = _damaged("HEAD", b"\xff\xfe nothing\n")
head_elsewhere = _damaged("HEAD", b"ref: refs/heads/../../../x\n")
branch_broken = _damaged("refs/heads/main", b"0123456789abcdef0123456789abcdef01234567\n")
branch_garbage = _damaged("refs/heads/main", b"garbage\n")
git_config_broken = _damaged("config", b"[broken\n")
memory_a_file = _damaged("gitagile", b"in the way\n")


def memory_broken(make: Make, folder: Path) -> Path:
    root = healthy(make, folder)
    (root / ".git/gitagile").mkdir()
    (root / ".git/gitagile/index.sqlite").write_bytes(b"SQLite format 3\0" + b"\xff" * 5_000)
    return root


def memory_folders(make: Make, folder: Path) -> Path:
    root = healthy(make, folder)
    (root / ".git/gitagile/index.sqlite/x").mkdir(parents=True)
    (root / ".git/gitagile/lock").mkdir()
    return root


def objects_gone(make: Make, folder: Path) -> Path:
    root = healthy(make, folder)
    shutil.rmtree(root / ".git/objects")
    (root / ".git/objects").mkdir()
    return root


def hook_that_refuses(make: Make, folder: Path) -> Path:
    root = healthy(make, folder)
    hook = write(root, ".git/hooks/pre-commit", "#!/bin/sh\nprintf '\\033[2Jno\\n' >&2\nexit 9\n")
    hook.chmod(0o755)
    return root


def no_identity(make: Make, folder: Path) -> Path:
    root = healthy(make, folder)
    git(root, "config", "user.useConfigOnly", "true")
    subprocess.run(["git", "config", "--global", "--remove-section", "user"], check=True)
    return root


def owned_by_another(make: Make, folder: Path) -> Path:
    root = healthy(make, folder)
    for path in (root, root / ".git"):
        os.chown(path, 12_345, 12_345)
    return root


def closed_to_writing(make: Make, folder: Path) -> Path:
    root = healthy(make, folder)
    for path in (root, *root.rglob("*")):
        if path.is_dir():
            path.chmod(0o555)
    return root


def commits_without_gitagile(make: Make, folder: Path) -> Path:
    root = healthy(make, folder)
    git(
        root, "commit", "-q", "--allow-empty", "-m", "Forged\n\nGitagile-Op: \nBacklog-Change: x\nBacklog-Item: ../../x"
    )
    return root
