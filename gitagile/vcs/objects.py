"""Read many blobs, trees and index entries with one process each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gitagile.vcs.process import as_text, attempt, failure, run
from gitagile.vcs.repository import Repository, head_commit

REGULAR_FILE = "100644"
EXECUTABLE_FILE = "100755"
_AT_ONCE = 500  # paths per command line
PLAIN_MODES = (REGULAR_FILE, EXECUTABLE_FILE)
EMPTY_BLOBS = (
    "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
    "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
)
"""The id of an empty file, by SHA-1 and by SHA-256."""


class TreeEntry(NamedTuple):
    """One file of a tree or of the index. `mode` as git writes it; `stage` is 1, 2 or 3 for an unmerged index entry."""

    path: str  # from the top of the working tree, with forward slashes
    mode: str
    oid: str
    stage: int = 0


def read_blobs(repo: Repository, oids: Iterable[str]) -> dict[str, bytes]:
    """The bytes of many blobs by one `git cat-file --batch`. An object that is missing (or no blob) is left out."""
    wanted = tuple(dict.fromkeys(oids))
    if not wanted:
        return {}
    out = run(repo, ("cat-file", "--batch"), stdin="".join(f"{oid}\n" for oid in wanted).encode("ascii"))
    return dict(_blobs(out))


def _blobs(out: bytes) -> Iterator[tuple[str, bytes]]:
    """Take `<oid> SP <type> SP <size> LF <bytes> LF` apart (git-cat-file(1), BATCH OUTPUT)."""
    at = 0
    while at < len(out):
        end = out.index(b"\n", at)
        words = out[at:end].split(b" ")
        at = end + 1
        if len(words) != 3:
            continue
        size = int(words[2])
        if words[1] == b"blob":
            yield words[0].decode("ascii"), out[at : at + size]
        at += size + 1


def list_tree(repo: Repository, revision: str, folder: str) -> tuple[TreeEntry, ...]:
    """Every file under `folder` ('' for all) at `revision`. Nothing where the folder, or HEAD's commit, is not there.

    Raises GitFailed for any other revision that git does not know.
    """
    # No `--` before the paths: after --end-of-options ls-tree would take it for one.
    args = ("ls-tree", "-r", "-z", "--full-tree", "--end-of-options", revision, *_under(folder))
    ended = attempt(repo, args)
    if ended.code == 0:
        return tuple(_tree_entry(line) for line in ended.out.split(b"\0") if line)
    if revision == "HEAD" and head_commit(repo) is None:
        return ()
    raise failure(args, ended)


def tree_entries(repo: Repository, tree: str, paths: Sequence[str]) -> dict[str, TreeEntry]:
    """The entries of `tree` at exactly these paths; paths that it does not have are left out."""
    found = {}
    for start in range(0, len(paths), _AT_ONCE):
        chunk = paths[start : start + _AT_ONCE]
        out = run(repo, ("ls-tree", "-z", "--full-tree", "--end-of-options", tree, *chunk))
        for line in out.split(b"\0"):
            if line:
                entry = _tree_entry(line)
                found[entry.path] = entry
    return found


def list_index(repo: Repository, folder: str) -> tuple[TreeEntry, ...]:
    """Every index entry under `folder` ('' for all); unmerged ones have a stage other than 0.

    `ls-files` would start the program in `core.fsmonitor`, which `process` switches off for every call.
    """
    out = run(repo, ("ls-files", "--stage", "-z", "--full-name", "--", *_under(folder)))
    return tuple(_index_entry(line) for line in out.split(b"\0") if line)


def list_staged(repo: Repository, folder: str) -> tuple[TreeEntry, ...]:
    """What a commit of the index would hold under `folder`: `list_index` without what `git add --intent-to-add` noted.

    Such an entry looks like an empty file; only `git write-tree`, asked where there is one, knows which is which.
    """
    entries = list_index(repo, folder)
    if not any(entry.oid in EMPTY_BLOBS for entry in entries):
        return entries
    ended = attempt(repo, ("write-tree",))
    return entries if ended.code else list_tree(repo, ended.out.decode("ascii").strip(), folder)


def _under(folder: str) -> tuple[str, ...]:
    """The path to ask for; without a slash at its end it finds a link or file that stands where the folder should."""
    return (folder.strip("/"),) if folder.strip("/") else ()


def _tree_entry(line: bytes) -> TreeEntry:
    about, _, path = line.partition(b"\t")
    mode, _, oid = about.decode("ascii").split(" ")
    return TreeEntry(as_text(path), mode, oid)


def _index_entry(line: bytes) -> TreeEntry:
    about, _, path = line.partition(b"\t")
    mode, oid, stage = about.decode("ascii").split(" ")
    return TreeEntry(as_text(path), mode, oid, int(stage))
