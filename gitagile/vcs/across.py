"""All branches beside one: where their trees differ below a folder, and which commit made each difference.

Git objects alone are read, nothing is checked out; how many processes there are does not grow with the branches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gitagile.vcs.batch import ObjectReader
from gitagile.vcs.process import as_bytes, as_text, run
from gitagile.vcs.repository import Repository
from gitagile.vcs.walk import OFFLINE

_REFS = "--format=%(objectname) %(symref) %(refname)"
_TREE = "40000"
_LOG = (
    *"log --stdin -c --raw -z --no-renames --no-abbrev --no-ext-diff --no-textconv -O/dev/null".split(),
    *"--no-color --no-decorate --no-mailmap --no-notes --encoding=UTF-8 --format=tformat:%H%n%ct%n%an".split(),
)


class Branch(NamedTuple):
    """One tip: its commit, the full name of the branch, and of others that are at the same commit."""

    name: str
    commit: str
    also: tuple[str, ...] = ()


class Difference(NamedTuple):
    """One path with another blob than the base has; None where it is not there."""

    path: str
    base: str | None
    here: str | None


class Made(NamedTuple):
    """The commit that made a difference: its id, when (seconds since 1970), and who."""

    commit: str
    at: int
    who: str


class _Pair(NamedTuple):
    """A folder of two trees: the base's, and that of a commit."""

    commit: str
    path: str
    base: str | None
    here: str | None


Entries = Mapping[str, tuple[str, str]]
"""A tree: each name with its mode and object."""


def tips_of_branches(repo: Repository) -> tuple[Branch, ...]:
    """Every tip that a branch here or a remembered one of a remote has, local ones first."""
    lines = as_text(run(repo, ("for-each-ref", _REFS, "refs/heads", "refs/remotes"))).splitlines()
    names: dict[str, list[str]] = {}
    for commit, symbolic, name in (line.split(" ", 2) for line in lines):
        if not symbolic:
            names.setdefault(commit, []).append(name)
    return tuple(Branch(ones[0], commit, tuple(ones[1:])) for commit, ones in names.items())


class Differences:
    """What differs from a base commit's folder, tree by tree; trees that branches share are read once."""

    def __init__(self, reader: ObjectReader, base: str, folder: str) -> None:
        self._reader = reader
        self._folder = folder
        self._base = base
        self._trees: dict[str, Entries] = {}

    def of(self, commits: Iterable[str]) -> dict[str, tuple[Difference, ...]]:
        """The differences of each commit; those without any, or without the folder, are left out."""
        wanted = tuple(dict.fromkeys(commits))
        base, *tops = self._reader.identify(f"{commit}:{self._folder}" for commit in (self._base, *wanted))
        found: dict[str, list[Difference]] = {commit: [] for commit in wanted}
        rows = zip(wanted, tops, strict=True)
        waiting = [_Pair(commit, self._folder, base, top) for commit, top in rows if top not in (base, None)]
        while waiting:
            self._load({oid for pair in waiting for oid in (pair.base, pair.here) if oid})
            waiting = [below for pair in waiting for below in self._compare(pair, found[pair.commit])]
        return {commit: tuple(ones) for commit, ones in found.items() if ones}

    def _compare(self, pair: _Pair, found: list[Difference]) -> list[_Pair]:
        """Put down the files that differ in one folder, and give the folders in it that do."""
        before, after = (self._trees.get(oid or "", {}) for oid in (pair.base, pair.here))
        below = []
        for name in sorted({name for name, _ in before.items() ^ after.items()}):
            entries, path = (before.get(name), after.get(name)), f"{pair.path}/{name}"
            trees = [one[1] if one and one[0] == _TREE else None for one in entries]
            blobs = [one[1] if one and one[0] != _TREE else None for one in entries]
            if any(trees):
                below.append(_Pair(pair.commit, path, *trees))
            if blobs[0] != blobs[1]:
                found.append(Difference(path, *blobs))
        return below

    def _load(self, oids: Iterable[str]) -> None:
        missing = sorted(set(oids) - self._trees.keys())
        for oid, content in self._reader.contents(missing).items():
            self._trees[oid] = _entries(content, len(oid) // 2)


def _entries(content: bytes, width: int) -> Entries:
    """A raw tree: `<mode> SP <name> NUL <id>` for each entry, and nothing else."""
    rows = re.findall(rb"([0-7]+) ([^\0]+)\0(.{%d})" % width, content, re.DOTALL)
    return {as_text(name): (mode.decode("ascii"), oid.hex()) for mode, name, oid in rows}


def made_apart(repo: Repository, base: str, commits: Iterable[str], folder: str) -> dict[tuple[str, str | None], Made]:
    """The newest commit that gave a path this blob (None: deleted it) on any of the branches, and not on the base.

    What a merge merely brought from its parents is not its own (`-c`).
    """
    wanted = "".join(f"{commit}\n" for commit in (*dict.fromkeys(commits), f"^{base}"))
    pieces = iter(as_text(run(repo, (*_LOG, "--", folder), stdin=as_bytes(wanted), env=OFFLINE)).split("\0"))
    made: dict[tuple[str, str | None], Made] = {}
    commit = Made("", 0, "")
    for piece in pieces:
        about = piece.lstrip("\n")
        if about.startswith(":"):
            parents = len(about) - len(about.lstrip(":"))
            oid = about.lstrip(":").split(" ")[2 * parents + 1]
            made.setdefault((next(pieces), None if set(oid) == {"0"} else oid), commit)
        elif about:
            name, at, who = about.split("\n", 2)
            commit = Made(name, int(at) if at.isdecimal() else 0, who.rstrip("\n"))
    return made
