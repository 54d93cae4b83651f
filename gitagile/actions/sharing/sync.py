"""Syncing: fetch, merge, check, push, and again where the remote moved meanwhile; nothing is ever overwritten."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from ...errors import Refused, WrongPlace
from ...store import layout
from ...vcs.fetching import Pushed, count_apart, fetch, is_there, push
from ...vcs.merging import acting, foresee, uncommitted
from ...vcs.remotes import Route, route_of
from ...vcs.repository import Repository
from ...vcs.tips import commit_at
from ...workspace import Workspace
from ..merging.installing import install_driver, is_missing
from ..merging.resolve import Left
from .claims import end_claims
from .integrating import Integrated, finish_merge, integrate
from .judging import errors_at
from .synced import CONFLICT, FINDINGS, MOVED, SAME, SYNCED, Synced

TRIES = 12
_FIRST, _GROWTH, _LONGEST = 0.1, 1.7, 8.0  # seconds between two tries, and how they grow


class Faces(NamedTuple):
    """What a sync needs of the world: a way to pause so many seconds, and a way to say a line of progress."""

    pause: Callable[[float], None] = time.sleep
    tell: Callable[[str], None] = lambda _: None


QUIETLY = Faces()


def sync(workspace: Workspace, remote: str | None = None, *, dry_run: bool = False, faces: Faces = QUIETLY) -> Synced:
    """Bring the branch that HEAD is on and its upstream to the same commit.

    Raises WrongPlace (no remote, no upstream, a detached HEAD, a shallow clone, git in the middle of something),
    Unreachable, and Refused where git would overwrite the user's own changes or a hook says no: then nothing changed.
    """
    repository = workspace.repository
    route = route_of(repository, remote)
    if dry_run:
        return _foreseen(workspace, route)
    install_driver(repository)
    with acting(repository, workspace.environ) as act:
        notes = act.recovered
    so_far = finish_merge(workspace, route)
    stopped = so_far.result is not None
    done = _stopped(workspace, route, so_far, 1) if stopped else _in_turns(workspace, route, so_far, faces)
    return done._replace(notes=(*notes, *done.notes, *_notes(workspace, done)))


def _in_turns(workspace: Workspace, route: Route, so_far: Integrated, faces: Faces) -> Synced:
    repository, last, before = workspace.repository, None, ""
    for turn in range(1, TRIES + 1):
        if last is not None:
            faces.tell(f"{route.upstream} moved meanwhile; again ({turn} of {TRIES})")
            faces.pause(pause_before(turn, workspace.choose))
        _fetch(workspace, route)
        if last is not None and not last[0].may_have_moved and commit_at(repository, route.tracking) == before:
            raise _refused(route, *last)
        so_far = integrate(workspace, route, so_far)
        if so_far.result is not None:
            return _stopped(workspace, route, so_far, turn)
        before = commit_at(repository, route.tracking) or ""
        ahead = count_apart(repository, "HEAD", route.tracking)[0]
        if not ahead:
            return _reached(workspace, route, so_far, turn)
        rows, words = push(
            repository, route.remote, [f"refs/heads/{route.branch}:{route.target}"], environ=workspace.environ
        )
        if not rows[0].is_refused:
            return _reached(workspace, route, so_far, turn)._replace(result=SYNCED, pushed=ahead)
        last = rows[0], words
    return _stopped(workspace, route, so_far._replace(result=MOVED), TRIES)


def pause_before(turn: int, choose: Callable[[str], str]) -> float:
    """How many seconds to wait before a try: longer each time, and by chance never as long as another clone waits."""
    longest = min(_FIRST * _GROWTH ** (turn - 2), _LONGEST)
    return longest * (0.5 + int(choose("0123456789")) / 10)


def _fetch(workspace: Workspace, route: Route) -> None:
    fetch(workspace.repository, route.remote, environ=workspace.environ)
    if is_there(workspace.repository, route.tracking):
        return
    branch, remote = route.branch, route.remote
    what = f"{remote} has no branch {route.target.removeprefix('refs/heads/')}"
    if route.is_set:
        raise WrongPlace(f"{what}, the upstream of {branch}", f"`git push {remote} {branch}` makes it there")
    hint = f"`git push --set-upstream {remote} {branch}` makes it there; from then on `gitagile sync` does the rest"
    raise WrongPlace(f"the branch {branch} has no upstream, and {what}", hint)


def _refused(route: Route, pushed: Pushed, words: str) -> Refused:
    message = f"{route.upstream} was not pushed: {pushed.reason}" + (f"\n{words}" if words else "")
    return Refused(message, "your commits are safe here; what the remote asks for is above")


def _reached(workspace: Workspace, route: Route, so_far: Integrated, turn: int) -> Synced:
    """Both sides have everything; claims of what is finished end."""
    done = _stopped(workspace, route, so_far._replace(result=SYNCED if so_far.brought or so_far.merged else SAME), turn)
    ended, notes = end_claims(workspace, route.remote)
    return done._replace(ended=ended, notes=(*done.notes, *notes))


def _stopped(workspace: Workspace, route: Route, so_far: Integrated, turn: int) -> Synced:
    return Synced(
        route=route,
        result=so_far.result or SYNCED,
        head=_head(workspace.repository),
        brought=so_far.brought,
        merged=so_far.merged,
        tries=turn,
        settled=so_far.settled,
        left=so_far.left,
        elsewhere=so_far.elsewhere,
        findings=so_far.findings,
    )


def _notes(workspace: Workspace, synced: Synced) -> tuple[str, ...]:
    """What stays here: only commits are shared."""
    route = synced.route
    said = [] if route.is_set else [f"{route.branch} has no upstream: {route.upstream} was taken for it"]
    count = uncommitted(workspace.repository, layout.ROOT) if synced.result != CONFLICT else 0
    if count:
        files = "1 file of the backlog is" if count == 1 else f"{count} files of the backlog are"
        said.append(f"{files} not committed, and so not shared")
    return tuple(said)


def _foreseen(workspace: Workspace, route: Route) -> Synced:
    """What a sync would do. It fetches, and no branch and no file changes."""
    repository = workspace.repository
    _fetch(workspace, route)
    ahead, behind = count_apart(repository, "HEAD", route.tracking)
    found = Synced(route, SYNCED if ahead or behind else SAME, _head(repository), behind, pushed=ahead, dry_run=True)
    notes: tuple[str, ...] = ()
    tree: str | None = route.tracking if not ahead else "HEAD"
    if ahead and behind:
        merge = foresee(repository, route.tracking, lends_driver=is_missing(repository))
        found = found._replace(pushed=ahead + 1)
        if merge.conflicts:
            paths = [path for path in merge.conflicts if path.startswith(f"{layout.ROOT}/")]
            left = tuple(Left(path, "both sides changed it", (path,)) for path in paths)
            others = tuple(path for path in merge.conflicts if path not in paths)
            return found._replace(result=CONFLICT, left=left, elsewhere=others)
        tree = merge.tree
        notes = ("this git cannot foresee a merge (2.38 and newer can)",) if tree is None else ()
    errors = errors_at(workspace, tree) if tree is not None and (ahead or behind) else ()
    return found._replace(result=FINDINGS if errors else found.result, findings=errors, notes=notes)


def _head(repository: Repository) -> str:
    return commit_at(repository) or ""
