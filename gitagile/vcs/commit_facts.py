"""What some commits are, wherever they lie: when they were made, what they say, what they touch in a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import NamedTuple

from gitagile.vcs.batch import ObjectReader
from gitagile.vcs.process import GitFailed, as_bytes, as_text, attempt
from gitagile.vcs.repository import Repository
from gitagile.vcs.walk import OFFLINE

_FULL_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_COMMITTED = re.compile(rb"^committer .* (\d{1,12}) [+-]\d{4}$", re.MULTILINE)
_LARGEST = 1 << 20
_TOUCHED = (*"diff-tree --stdin -r -z --root --name-only --no-renames --no-ext-diff --no-textconv".split(), "--")


class CommitFacts(NamedTuple):
    """One commit: its committer's clock in seconds since 1970, its message, and the paths it touched (a merge none)."""

    at: int
    message: str
    paths: tuple[str, ...] = ()


def commit_facts(repo: Repository, commits: Iterable[str], folder: str) -> dict[str, CommitFacts]:
    """What is known here of commits given by their full ids, of `folder` only; those that are not here are left out.

    Two processes however many there are, and nothing is fetched.
    """
    wanted = sorted({one for one in commits if _FULL_ID.fullmatch(one)})
    found = _read(repo, wanted) if wanted else {}
    touched = _touched(repo, sorted(found), folder) if found else {}
    return {one: facts._replace(paths=tuple(touched.get(one, ()))) for one, facts in found.items()}


def _read(repo: Repository, wanted: list[str]) -> dict[str, CommitFacts]:
    try:
        with ObjectReader(repo, {**os.environ, **OFFLINE}) as reader:
            known = reader.describe(wanted)
            raw = reader.contents(one for one in known if known[one].type == "commit" and known[one].size < _LARGEST)
    except GitFailed:  # an old git in a partial clone gives up where it may not fetch
        return {}
    return {one: _facts(content) for one, content in raw.items()}


def _facts(content: bytes) -> CommitFacts:
    head, _, message = content.partition(b"\n\n")
    committed = _COMMITTED.search(head)
    return CommitFacts(int(committed[1]) if committed else 0, message.decode("utf-8", "replace"))


def _touched(repo: Repository, commits: list[str], folder: str) -> dict[str, list[str]]:
    """Take `<commit> NUL`, then `path NUL` as often as need be, apart; paths begin with the folder, commits do not."""
    ended = attempt(repo, (*_TOUCHED, folder), stdin=as_bytes("".join(f"{one}\n" for one in commits)), env=OFFLINE)
    found: dict[str, list[str]] = {}
    own: list[str] = []
    for piece in as_text(ended.out).split("\0"):
        if piece.startswith(f"{folder}/"):
            own.append(piece)
        elif piece:
            own = found.setdefault(piece.strip(), [])
    return found
