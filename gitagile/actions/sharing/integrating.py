"""Bringing in what the remote has: the merge, what is beyond doubt in its conflicts, its commit, and the check."""

from __future__ import annotations

from typing import NamedTuple

from ...errors import Refused, WrongPlace
from ...model.finding import Finding
from ...vcs import merging
from ...vcs.fetching import count_apart
from ...vcs.remotes import Route
from ...vcs.state import how_to_end, operation_in_progress
from ...vcs.tips import commit_at, is_ancestor
from ...workspace import Workspace
from ..merging.resolve import Left, Settled, resolve, survey
from .judging import errors_at, errors_staged
from .synced import CONFLICT, FINDINGS

_MAIN = ("main", "master")
"""Into these merges go as a matter of course, as git's own messages have it."""


class Integrated(NamedTuple):
    """How far it came: `result` is None where nothing stands in the way of a push."""

    result: str | None = None
    brought: int = 0
    merged: str | None = None
    settled: tuple[Settled, ...] = ()
    left: tuple[Left, ...] = ()
    elsewhere: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def integrate(workspace: Workspace, route: Route, so_far: Integrated) -> Integrated:
    """Merge what the remote has into the branch, and check what came of it. Refused where git would not merge."""
    repository = workspace.repository
    ahead, behind = count_apart(repository, "HEAD", route.tracking)
    if behind:
        with merging.acting(repository, workspace.environ) as act:
            title = f"Merge {route.upstream}" + (f" into {route.branch}" if route.branch not in _MAIN else "")
            merge = merging.merge(repository, route.tracking, title, lock=act.lock, environ=workspace.environ)
        if merge.ended == merging.REFUSED:
            raise _refused(route, merge.words)
        so_far = so_far._replace(brought=so_far.brought + behind)
        if merge.ended == merging.CONFLICT:
            so_far = _settled(workspace, so_far)
        if so_far.result is not None:
            return so_far
        so_far = so_far._replace(merged=commit_at(repository))
    if not (ahead or behind):
        return so_far
    errors = errors_at(workspace, "HEAD")
    return so_far._replace(result=FINDINGS, findings=errors) if errors else so_far


def finish_merge(workspace: Workspace, route: Route) -> Integrated:
    """Commit the merge of an earlier sync that a person settled meanwhile; nothing where there is none.

    WrongPlace where git is in the middle of anything else.
    """
    repository = workspace.repository
    operation = operation_in_progress(repository)
    if operation is None:
        return Integrated()
    other = merging.merging_with(repository) if operation == "merge" else None
    if other is None or not is_ancestor(repository, other, route.tracking):
        raise WrongPlace(f"git is in the middle of a {operation}", how_to_end(operation))
    behind = count_apart(repository, "HEAD", other)[1]
    return _settled(workspace, Integrated(brought=behind))


def _settled(workspace: Workspace, so_far: Integrated) -> Integrated:
    """Settle what is beyond doubt in a merge, and commit it if nothing is left to a person."""
    repository = workspace.repository
    found = survey(repository)
    resolution = resolve(repository, found, {})
    so_far = so_far._replace(
        settled=(*so_far.settled, *resolution.settled), left=resolution.left, elsewhere=resolution.elsewhere
    )
    if resolution.left or resolution.elsewhere or merging.has_unmerged(repository):
        return so_far._replace(result=CONFLICT)
    errors = errors_staged(workspace)
    if errors:
        return so_far._replace(result=FINDINGS, findings=errors)
    with merging.acting(repository, workspace.environ) as act:
        if merging.is_merging(repository):
            merging.conclude(repository, lock=act.lock, environ=workspace.environ)
    return so_far._replace(merged=commit_at(repository))


def _refused(route: Route, words: str) -> Refused:
    hint = (
        "nothing was changed. Where your own changes are in the way, `git commit` them, or put them aside with "
        "`git stash` and take them back with `git stash pop`; then `gitagile sync` again"
    )
    return Refused(f"git would not merge {route.upstream}: {words}", hint)
