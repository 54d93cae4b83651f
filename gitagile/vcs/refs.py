"""Look into the tips of all branches at once."""

from __future__ import annotations

import re

from gitagile.vcs.batch import ObjectReader
from gitagile.vcs.process import as_text, run
from gitagile.vcs.repository import Repository

_FOLDER = b"40000 "


def names_in_refs(repo: Repository, folder: str) -> frozenset[str]:
    """The names (without folders) of all files under `folder` at the tip of every local and remote-tracking branch.

    Two processes whatever the number of branches. Branches share most of their trees, and trees most of their entries:
    each is looked at once.
    """
    refs = run(repo, ("for-each-ref", "--format=%(objectname)", "refs/heads", "refs/remotes"))
    commits = dict.fromkeys(refs.decode("ascii").split())
    width = len(next(iter(commits), "")) // 2
    entries: set[bytes] = set()
    with ObjectReader(repo) as reader:
        tops = reader.identify(f"{commit}:{folder.strip('/')}" for commit in commits)
        waiting = {oid for oid in tops if oid is not None}
        while waiting:
            found = _entries(reader.contents(sorted(waiting)), width) - entries
            entries |= found
            waiting = {entry[-width:].hex() for entry in found if entry.startswith(_FOLDER)}
    names = (entry[entry.index(b" ") + 1 : -width - 1] for entry in entries if not entry.startswith(_FOLDER))
    return frozenset(map(as_text, names))


def _entries(trees: dict[str, bytes], width: int) -> set[bytes]:
    """The raw entries of many trees, `<mode> SP <name> NUL <id>` each (gitformat: a tree is nothing else)."""
    entry = re.compile(rb"[0-7]+ [^\0]+\0.{%d}" % width, re.DOTALL)
    return {line for tree in trees.values() for line in entry.findall(tree)}


def refs_under(repo: Repository, folder: str) -> tuple[tuple[str, str], ...]:
    """Name and object id of every reference below `folder`, such as `refs/exps`, in order of their names."""
    out = run(repo, ("for-each-ref", "--format=%(refname) %(objectname)", folder))
    rows = (line.rpartition(" ") for line in as_text(out).splitlines())
    return tuple((name, oid) for name, _, oid in rows)


def branches_with(repo: Repository, commit: str) -> tuple[str, ...]:
    """The full names of all local and remote-tracking branches that hold a commit."""
    out = run(repo, ("for-each-ref", "--format=%(refname)", "--contains", commit, "refs/heads", "refs/remotes"))
    return tuple(as_text(out).split())
