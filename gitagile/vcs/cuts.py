"""Say where this repository does not hold all of its history: shallow, grafted and partial clones."""

from __future__ import annotations

from gitagile.vcs.repository import Repository


def shallow_commits(repo: Repository) -> frozenset[str]:
    """The commits whose parents a shallow clone left out; none where all are there (gitformat: `shallow`)."""
    file = repo.common_dir / "shallow"
    return frozenset(file.read_text(encoding="ascii", errors="replace").split()) if file.is_file() else frozenset()


def grafted_commits(repo: Repository) -> frozenset[str]:
    """The commits that `info/grafts` gives other parents than they have (gitrepository-layout(5))."""
    file = repo.common_dir / "info" / "grafts"
    if not file.is_file():
        return frozenset()
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return frozenset(line.split()[0] for line in lines if line.strip() and not line.startswith("#"))


def is_partial_clone(repo: Repository) -> bool:
    """Whether objects may be missing that a remote has promised: then its packs are marked (partial-clone.txt)."""
    return any((repo.common_dir / "objects" / "pack").glob("*.promisor"))
