"""Tags: all of a repository read by one process, one made, and the line of commits they lie on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gitagile.vcs.process import as_bytes, as_text, attempt, failure, run
from gitagile.vcs.repository import Repository
from gitagile.vcs.walk import OFFLINE

_FIELDS = "refname:strip=2 objecttype objectname *objecttype *objectname creatordate:unix".split()
_FORMAT = "--format=" + "%00".join(f"%({field})" for field in _FIELDS)


class Tag(NamedTuple):
    """One tag that leads to a commit. `at`: the tagger's clock (a light tag's: the commit's), seconds since 1970."""

    name: str
    commit: str
    at: int
    is_annotated: bool


def read_tags(repo: Repository) -> tuple[Tag, ...]:
    """All tags that lead to commits, annotated and light, in the order of their names; one process."""
    out = run(repo, ("for-each-ref", _FORMAT, "refs/tags"), env=OFFLINE)
    rows = (line.split("\0", 5) for line in as_text(out).splitlines())
    tags = (_tag(row) for row in rows if len(row) == len(_FIELDS))
    return tuple(tag for tag in tags if tag is not None)


def _tag(row: list[str]) -> Tag | None:
    name, kind, oid, led_kind, led, seconds = row
    at = int(seconds) if seconds.isdecimal() else 0
    if kind == "commit":
        return Tag(name, oid, at, is_annotated=False)
    return Tag(name, led, at, is_annotated=True) if led_kind == "commit" else None


def make_tag(
    repo: Repository, name: str, commit: str, *, message: str, environ: Mapping[str, str] | None = None
) -> None:
    """Make an annotated tag, signed where `tag.gpgSign` says so. GitFailed where it exists or git cannot make it."""
    args = ("tag", "--annotate", "--cleanup=whitespace", "--file=-", "--end-of-options", name, commit)
    ended = attempt(repo, args, stdin=as_bytes(message), environ=environ)
    if ended.code:
        raise failure(args, ended)


def line_of(repo: Repository, tip: str) -> tuple[str, ...]:
    """The commits along the first parents of a revision, oldest first. GitFailed where there is no such revision."""
    out = run(repo, ("rev-list", "--first-parent", "--reverse", "--end-of-options", tip, "--"), env=OFFLINE)
    return tuple(out.decode("ascii").split())
