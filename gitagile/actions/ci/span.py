"""The span of a branch: from where it left the branch it will be merged into, to its tip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ...errors import UsageError, WrongPlace
from ...vcs.branches import default_branch, merge_base, short_name
from ...vcs.place import Repository
from ...vcs.state import is_shallow
from ...vcs.tips import commit_at

HEAD = "HEAD"
_WHOLE = (
    "on GitHub: `fetch-depth: 0` below `with:` of actions/checkout\n"
    'on GitLab: `GIT_DEPTH: "0"` below `variables:` of the job\n'
    "anywhere: `git fetch --unshallow`"
)


class Span(NamedTuple):
    """From `base` to `tip`, both full commit ids; `base_called` and `tip_called` in words."""

    base: str
    tip: str
    base_called: str
    tip_called: str

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing between: as on the default branch itself."""
        return self.base == self.tip


def span_of(repo: Repository, environ: Mapping[str, str], text: str | None = None) -> Span:
    """The span that `A..B` means (from where B left A), or that of HEAD.

    Without a text the other side is the branch that a merge request of GitHub or GitLab names in the environment, else
    the default branch. WrongPlace in a shallow clone, and where that branch is not here; UsageError for a text that is
    no range, a revision that is none, and histories that have nothing in common.
    """
    if is_shallow(repo):
        raise WrongPlace("the clone is shallow: what the branch does cannot be told without its history", _WHOLE)
    if text is not None:
        return _written(repo, text)
    tip = commit_at(repo, HEAD)
    if tip is None:
        raise WrongPlace("there is no commit yet", "`git commit` makes the first")
    called, revision = _target(repo, environ)
    return _between(repo, (revision, called), (tip, HEAD))


def _written(repo: Repository, text: str) -> Span:
    one, dots, other = text.partition("..")
    if not dots:
        raise UsageError(f"{text!r} is no range", "write it as `main..HEAD`: from where HEAD left main")
    one, other = one or HEAD, other.removeprefix(".") or HEAD
    tip = commit_at(repo, other)
    if tip is None:
        raise UsageError(f"{other!r} is no commit here", "name a commit, a branch or a tag")
    return _between(repo, (one, one), (tip, other))


def _between(repo: Repository, one: tuple[str, str], other: tuple[str, str]) -> Span:
    revision, called = one
    start = commit_at(repo, revision)
    if start is None:
        raise UsageError(f"{called!r} is no commit here", "name a commit, a branch or a tag")
    tip, tip_called = other
    base = merge_base(repo, start, tip)
    if base is None:
        raise UsageError(f"{called} and {tip_called} have no commit in common", "name another with `--range A..B`")
    return Span(base, tip, called, tip_called)


def _target(repo: Repository, environ: Mapping[str, str]) -> tuple[str, str]:
    """What the branch will be merged into: how it is called, and its revision."""
    commit = environ.get("CI_MERGE_REQUEST_DIFF_BASE_SHA")
    if commit and commit_at(repo, f"{commit}^0"):
        return environ.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME") or commit[:8], commit
    named = environ.get("GITHUB_BASE_REF") or environ.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
    for name in filter(None, (named, None if named else environ.get("CI_DEFAULT_BRANCH"))):
        found = next((ref for ref in _refs(name) if commit_at(repo, ref)), None)
        if found:
            return short_name(found), found
    if named:
        raise WrongPlace(f"the branch {named} is not in this clone", f"{_WHOLE}\n`git fetch origin {named}`")
    branch = default_branch(repo)
    if branch is None:
        hint = "`gitagile ci --range A..B` names both sides; `git remote set-head origin --auto` sets the default"
        raise WrongPlace("no default branch is here: neither origin/HEAD, nor main, nor master", hint)
    return short_name(branch), branch


def _refs(name: str) -> Iterator[str]:
    yield f"refs/remotes/origin/{name}"
    yield f"refs/heads/{name}"
