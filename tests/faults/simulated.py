"""A repository in which a branch and main with a sprint's close are merged, as a team's week would have it."""

from __future__ import annotations

import os
import random
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gitagile.vcs.merge_driver import DRIVER, KEY
from tests.faults.backlog_sides import Side, act, beginning, close

SPRINTS = {
    f".backlog/sprints/{name}/sprint.md": f"---\ngoal: G\nstatus: {status}\n---\n".encode()
    for name, status in (("s1", "active"), ("s2", "planned"), ("s3", "planned"))
}
CLOSED = {".backlog/sprints/s1/sprint.md": b"---\ngoal: G\nstatus: closed\n---\n"}
ATTRIBUTES = {".backlog/.gitattributes": b"*.md merge=gitagile\n", ".backlog/backlog/README.md": b"Items.\n"}
CARRY = "backlog: close sprint s1\n\nGitagile-Op: sprint-close s1\n"


@dataclass(frozen=True)
class Week:
    """What both sides did: the state before, main's before and after its close, and the branch's."""

    base: Side
    main: Side
    closed: Side
    branch: Side

    @property
    def carried(self) -> frozenset[str]:
        """The items that the close moved."""
        return frozenset(one for one in self.main.items if self.main.items[one][0] != self.closed.items[one][0])


def week(seed: int, ours: int = 5, theirs: int = 5, *, with_close: bool = True) -> Week:
    """A made-up week: so many acts on main before the close, so many on the branch."""
    rnd = random.Random(seed)
    base = beginning(rnd)
    branch, main = base.copy(), base.copy()
    for _ in range(theirs):
        act(branch, rnd)
    rnd = random.Random(seed + 10**6)
    for _ in range(ours):
        act(main, rnd)
    closed = main.copy()
    if with_close:
        close(closed)
    return Week(base, main, closed, branch)


class Place:
    """One repository, used for one week after the other."""

    def __init__(self, root: Path, tools: Path) -> None:
        self.root = root
        self.environ = {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
        subprocess.run(["git", "init", "-q", str(root)], check=True)
        self.git("config", KEY, DRIVER)

    def git(self, *words: str, stdin: bytes = b"", ok: tuple[int, ...] = (0,)) -> subprocess.CompletedProcess[bytes]:
        """Run git as a user would."""
        ended = subprocess.run(
            ["git", *words], cwd=self.root, env=self.environ, input=stdin, capture_output=True, check=False
        )
        assert ended.returncode in ok, (words, ended.returncode, ended.stderr)
        return ended

    def write(self, one: Week) -> None:
        """The commits of a week: `base`, `main` with its close on top, and `branch`."""
        stream = b"".join(
            (
                _commit("base", None, "base", one.base, {}),
                _commit("main", "base", "acts of main", one.main, {}),
                _commit("main", "main", CARRY, one.closed, CLOSED if one.closed != one.main else {}),
                _commit("branch", "base", "acts of the branch", one.branch, {}),
            )
        )
        self.git("fast-import", "--force", "--quiet", stdin=stream)

    def clean_merge(self, *, with_driver: bool) -> dict[str, bytes] | None:
        """The items of a merge without a working tree, None where it stops with a conflict."""
        args = () if with_driver else ("-c", "merge.gitagile.driver=")
        self._attributes(with_driver)
        ended = self.git(*args, "merge-tree", "--write-tree", "main", "branch", ok=(0, 1))
        return None if ended.returncode else dict(self.items(ended.stdout.split()[0].decode()))

    def merge(self) -> bool:
        """Merge in the working tree, as a person does; whether it is clean."""
        self._attributes(with_driver=True)
        self.git("merge", "--abort", ok=(0, 128))
        self.git("checkout", "-q", "--force", "--detach", "main")
        self.git("clean", "-qfdx")
        return self.git("merge", "-q", "--no-edit", "branch", ok=(0, 1)).returncode == 0

    def items(self, tree: str) -> Iterator[tuple[str, bytes]]:
        """The items of a tree or commit by path."""
        lines = self.git("ls-tree", "-r", "-z", tree, ".backlog/").stdout.split(b"\0")
        wanted = [line for line in lines if line.endswith(b"-item.md")]
        oids = [line.split(b"\t")[0].split()[2] for line in wanted]
        out = self.git("cat-file", "--batch", stdin=b"\n".join(oids) + b"\n").stdout
        at = 0
        for line in wanted:
            end = out.index(b"\n", at)
            size = int(out[at:end].split()[2])
            yield line.split(b"\t")[1].decode(), out[end + 1 : end + 1 + size]
            at = end + 2 + size

    def _attributes(self, with_driver: bool) -> None:
        (self.root / ".git/info/attributes").write_text("" if with_driver else "*.md !merge\n")


def tools_in(folder: Path) -> Path:
    """A folder for the PATH with a `gitagile` that is this very program."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "gitagile"
    root = Path(__file__).parents[2]
    starter = f"import sys; sys.path.insert(0, {str(root)!r}); from gitagile.__main__ import main; main()"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c {shlex.quote(starter)} "$@"\n')
    program.chmod(0o755)
    return folder


def _commit(name: str, parent: str | None, message: str, side: Side, files: dict[str, bytes]) -> bytes:
    """One commit for `git fast-import`, with all files anew."""
    words = message.encode()
    source = f"from refs/heads/{parent}\n" if parent else ""
    reset = f"reset refs/heads/{name}\n{source}\n".encode() if name != parent else b""
    head = f"commit refs/heads/{name}\ncommitter Ada <ada@example.com> 1700000000 +0000\ndata {len(words)}\n".encode()
    body = b"".join(
        f"M 100644 inline {path}\ndata {len(text)}\n".encode() + text + b"\n"
        for path, text in {**SPRINTS, **ATTRIBUTES, **files, **side.files()}.items()
    )
    return reset + head + words + b"\n" + b"deleteall\n" + body + b"\n"
