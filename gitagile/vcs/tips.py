"""Where a line of history ends, found without a process where that is plain, and where it is cut short."""

from __future__ import annotations

import re

from gitagile.vcs.repository import Repository

_FULL_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_CUTS = ("shallow", "info/grafts")


def commit_at(repo: Repository, revision: str = "HEAD") -> str | None:
    """The full id of the commit a revision means; None where there is none. A full id is taken at its word.

    HEAD is read as gitrepository-layout(5) says, in one or two small files; git is asked for all else.
    """
    if _FULL_ID.fullmatch(revision):
        return revision
    return (_head_by_hand(repo) if revision == "HEAD" else None) or _asked(repo, revision)


def line_cut(repo: Repository) -> str:
    """What cuts the history short here (a shallow clone, grafts), as a fingerprint; empty where nothing does."""
    cuts = [file.read_bytes() for name in _CUTS if (file := repo.common_dir / name).is_file()]
    if not any(cuts):
        return ""
    from ..digests import blake2b

    return blake2b(b"\0".join(cuts), digest_size=16).hexdigest()


def is_ancestor(repo: Repository, commit: str, tip: str) -> bool:
    """Whether a commit is part of the history of another."""
    from gitagile.vcs.process import attempt
    from gitagile.vcs.walk import OFFLINE

    return attempt(repo, ("merge-base", "--is-ancestor", commit, tip), env=OFFLINE).code == 0


def _head_by_hand(repo: Repository) -> str | None:
    try:
        head = (repo.git_dir / "HEAD").read_text(encoding="utf-8").rstrip("\n")
        ref = head.removeprefix("ref: ")
        if ref == head or not ref.startswith("refs/heads/"):
            return head if _FULL_ID.fullmatch(head) else None
        loose = repo.common_dir / ref
        said = loose.read_text(encoding="utf-8").rstrip("\n") if loose.is_file() else _packed(repo, ref)
    except (OSError, ValueError):
        return None
    return said if said and _FULL_ID.fullmatch(said) else None


def _packed(repo: Repository, ref: str) -> str | None:
    text = (repo.common_dir / "packed-refs").read_text(encoding="utf-8")
    end = f" {ref}\n"
    place = text.find(end)
    return text[text.rfind("\n", 0, place) + 1 : place] if place > 0 else None


def _asked(repo: Repository, revision: str) -> str | None:
    from gitagile.vcs.process import attempt  # late: most heads are found without a process

    ended = attempt(repo, ("rev-parse", "--quiet", "--verify", "--end-of-options", f"{revision}^{{commit}}"))
    return ended.out.decode("ascii").strip() if ended.code == 0 else None
