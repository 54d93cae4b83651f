"""Work on copies of the user's index; the index itself is only ever replaced whole."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from gitagile.errors import WrongPlace
from gitagile.vcs.lock import ActLock, scratch_folder
from gitagile.vcs.objects import TreeEntry
from gitagile.vcs.process import Ended, as_bytes, as_text, attempt, failure
from gitagile.vcs.repository import Repository

MANY = 20
"""From so many paths on it is cheaper to ask git for a whole folder, or for all that changed, than for each path."""

_AT_ONCE = 500  # paths per command line


class Put(NamedTuple):
    """One entry an index shall have, or (mode None) shall not have."""

    path: str
    mode: str | None
    oid: str | None  # None: whatever git makes of the file in the working tree, filters and all. Zeros with mode None
    content: bytes | None = None  # None: the blob `oid` exists already
    from_work: bool = False  # the working tree is the same there: git may look for itself, and note the time stamps


def index_draft(repo: Repository, name: str) -> Path:
    """Where a copy of the index lies: on the index's own file system (GIT_INDEX_FILE may be elsewhere)."""
    beside = repo.index_file.parent != repo.git_dir
    return (repo.index_file.parent if beside else scratch_folder(repo)) / f"gitagile-index.{name}"


class IndexCopy:
    """One temporary index file; every git process started here sees it in place of the user's."""

    def __init__(self, repo: Repository, path: Path, environ: Mapping[str, str], lock: ActLock) -> None:
        self.path = path
        self._repo = repo
        self._environ = environ
        self._lock = lock  # its children hold it too: one that outlives us is waited for

    def copy_from(self, source: Path) -> None:
        """Start over as a copy of `source`, or empty where that does not exist.

        The copy keeps the time of `source`: git takes a file for unchanged only if it is older than the index
        (Documentation/technical/racy-git.txt).
        """
        self.discard()
        if source.exists():
            about = source.stat()
            self.path.write_bytes(source.read_bytes())
            self.path.chmod(stat.S_IMODE(about.st_mode))
            os.utime(self.path, ns=(about.st_atime_ns, about.st_mtime_ns))

    def load(self, commit: str | None) -> None:
        """Hold exactly the tree of `commit`; entries that agree keep their time stamps, so nothing is read again."""
        if commit is None:
            self._run(("read-tree", "--empty"))
        else:
            # -i: without a look at the working tree, where the act has been already
            self._run(("read-tree", "-i", "-m", commit))

    def write_tree(self) -> str:
        """The tree this index holds. Raises WrongPlace while it has unmerged entries."""
        args = ("write-tree",)
        ended = self._attempt(args)
        if ended.code == 0:
            return ended.out.decode("ascii").strip()
        unmerged = self._run(("ls-files", "--unmerged", "-z"))
        if unmerged:
            path = as_text(unmerged.split(b"\0", 1)[0].partition(b"\t")[2])
            raise WrongPlace(f"{path} has a conflict that is not resolved", "resolve it, then `git add` it")
        raise failure(args, ended)

    def entries(self, paths: Sequence[str]) -> dict[str, tuple[TreeEntry, bool]]:
        """The entries at `paths`, each with whether it is left out of the working tree (skip-worktree)."""
        found = {}
        wanted, specs = frozenset(map(as_bytes, paths)), _pathspecs(paths)
        for start in range(0, len(specs), _AT_ONCE):
            chunk = specs[start : start + _AT_ONCE]
            for line in self._run(("ls-files", "--stage", "-t", "-z", "--full-name", "--", *chunk)).split(b"\0"):
                about, _, name = line.partition(b"\t")
                if name in wanted:
                    tag, mode, oid, stage = about.decode("ascii").split(" ")
                    entry = TreeEntry(as_text(name), mode, oid, int(stage))
                    found[entry.path] = (entry, tag == "S")
        return found

    def stages(self, paths: Sequence[str]) -> dict[str, tuple[tuple[str, str, str], ...]]:
        """Mode, id and stage of every entry at `paths`, several of a file in conflict; nothing for one without any."""
        found: dict[str, tuple[tuple[str, str, str], ...]] = dict.fromkeys(paths, ())
        for start in range(0, len(paths), _AT_ONCE):
            chunk = paths[start : start + _AT_ONCE]
            for line in self._run(("ls-files", "--stage", "-z", "--full-name", "--", *chunk)).split(b"\0"):
                about, _, name = line.partition(b"\t")
                if as_text(name) in found:
                    mode, oid, stage = about.decode("ascii").split(" ")
                    found[as_text(name)] += ((mode, oid, stage),)
        return found

    def unstaged(self) -> tuple[str, ...]:
        """The files of the working tree that differ from it, untracked ones aside."""
        out = self._run(("diff-files", "--name-only", "-z", "--ignore-submodules"))
        return tuple(as_text(name) for name in out.split(b"\0") if name)

    def put_lines(self, lines: str) -> None:
        """Set entries as `git update-index -z --index-info` takes them."""
        self._run(("update-index", "-z", "--index-info"), lines)

    def refresh(self) -> None:
        """Note the time stamps of unchanged files, so that nobody takes them for changed."""
        self._attempt(("update-index", "-q", "--unmerged", "--refresh"))

    def put(self, puts: Iterable[Put]) -> None:
        """Set entries: those the working tree holds by reading it there, all others by their id."""
        puts = tuple(puts)
        by_reading = [put.path for put in puts if put.from_work]
        exact = [_entry_line(put) for put in puts if not put.from_work]
        if exact:
            self.put_lines("".join(exact))
        if by_reading:
            names = "".join(f"{path}\0" for path in by_reading)
            self._run(("update-index", "--add", "--remove", "-z", "--stdin"), names)

    def install(self, target: Path) -> None:
        """Become the user's index. To be called under its lock."""
        self.path.replace(target)

    def discard(self) -> None:
        """Remove the file, and what git left of a lock on it; or leave that to the next act, if the system refuses."""
        for file in (self.path, self.path.with_name(self.path.name + ".lock")):
            with contextlib.suppress(OSError):
                file.unlink(missing_ok=True)

    def _attempt(self, args: Sequence[str], stdin: str = "") -> Ended:
        variables = {"GIT_INDEX_FILE": str(self.path)}
        held = self._lock.descriptors
        return attempt(self._repo, args, stdin=as_bytes(stdin), env=variables, environ=self._environ, keep_open=held)

    def _run(self, args: Sequence[str], stdin: str = "") -> bytes:
        ended = self._attempt(args, stdin)
        if ended.code:
            raise failure(args, ended)
        return ended.out


def _pathspecs(paths: Sequence[str]) -> tuple[str, ...]:
    """What to ask for to hear of these paths: themselves, or where that is much less, the folders they lie in."""
    folders = tuple(dict.fromkeys(path.rpartition("/")[0] for path in paths))
    if len(folders) * MANY > len(paths) or "" in folders:
        return tuple(paths)
    return tuple(f"{folder}/" for folder in folders)


def _entry_line(put: Put) -> str:
    if put.mode is None:
        return f"0 {put.oid}\t{put.path}\0"
    return f"{put.mode} {put.oid} 0\t{put.path}\0"
