"""Look into the tips of all branches at once."""

from __future__ import annotations

from gitagile.vcs.batch import ObjectReader
from gitagile.vcs.process import as_text, run
from gitagile.vcs.repository import Repository


def names_in_refs(repo: Repository, folder: str) -> frozenset[str]:
    """The names (without folders) of all files under `folder` at the tip of every local and remote-tracking branch.

    Two processes whatever the number of branches: branches share most of their trees, and each tree is read once.
    """
    refs = run(repo, ("for-each-ref", "--format=%(objectname)", "refs/heads", "refs/remotes"))
    commits = dict.fromkeys(refs.decode("ascii").split())
    width = len(next(iter(commits), "")) // 2
    names: set[str] = set()
    seen: set[str] = set()
    with ObjectReader(repo) as reader:
        tops = reader.identify(f"{commit}:{folder.strip('/')}" for commit in commits)
        waiting = {oid for oid in tops if oid is not None}
        while waiting:
            seen |= waiting
            trees = reader.contents(sorted(waiting))
            waiting = set()
            for tree in trees.values():
                waiting |= _read_tree(tree, width, names)
            waiting -= seen
    return frozenset(names)


def _read_tree(tree: bytes, width: int, names: set[str]) -> set[str]:
    """Add the file names of one raw tree (`<mode> SP <name> NUL <id>` each) to `names`; the ids of its folders."""
    folders = set()
    at = 0
    while at < len(tree):
        space = tree.index(b" ", at)
        end = tree.index(b"\0", space)
        oid = tree[end + 1 : end + 1 + width]
        if tree[at:space] == b"40000":
            folders.add(oid.hex())
        else:
            names.add(as_text(tree[space + 1 : end]))
        at = end + 1 + width
    return folders


def branches_with(repo: Repository, commit: str) -> tuple[str, ...]:
    """The full names of all local and remote-tracking branches that hold a commit."""
    out = run(repo, ("for-each-ref", "--format=%(refname)", "--contains", commit, "refs/heads", "refs/remotes"))
    return tuple(as_text(out).split())
