"""Claiming: an item taken on for all clones at once, by a reference at the remote that only one of them can make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from ...errors import GitagileError, Refused
from ...model.ids import ALPHABET
from ...model.item import Item
from ...vcs.fetching import Unreachable
from ...vcs.marks import fetch_marks, make_mark, set_marks
from ...vcs.remotes import remote_named
from ...vcs.repository import branch_name
from ...workspace import Workspace
from .. import steps
from ..result import Act, Result
from .claims import BRANCH, FOLDER, NONCE, Claim, remembered_claims


def start_claimed(
    workspace: Workspace, texts: tuple[str, ...], *, remote: str | None = None, dry_run: bool = False
) -> Result:
    """Claim items at the remote, and begin them here. All or none: where one is somebody else's, Refused says whose.

    WrongPlace without a remote; Unreachable where it does not answer, and then nothing is begun either.
    """
    items = steps.unique(workspace.find(text) for text in texts)
    name = remote_named(workspace.repository, remote)
    try:
        acts, taken = _looked(workspace, name, items) if dry_run else _taken(workspace, name, items)
    except Unreachable as problem:
        hint = "nothing is claimed and nothing begun; without `--claim` it is begun here alone"
        raise Unreachable(problem.message, hint) from None
    try:
        result = steps.start(workspace, texts, dry_run=dry_run)
    except BaseException:
        _release(workspace, name, taken)
        raise
    return result._replace(acts=(*acts, *result.acts))


def _looked(workspace: Workspace, remote: str, items: Sequence[Item]) -> tuple[list[Act], dict[str, str]]:
    """What claiming would do, as things stand."""
    fetch_marks(workspace.repository, remote, FOLDER, environ=workspace.environ)
    held = {claim.id: claim for claim in remembered_claims(workspace)}
    _refuse_held(workspace.now, [held[item.id] for item in items if item.id in held])
    return [_act(item, remote, held.get(item.id)) for item in items], {}


def _taken(workspace: Workspace, remote: str, items: Sequence[Item]) -> tuple[list[Act], dict[str, str]]:
    """The acts, and the claims that were made now, by item, to be given back should something else fail."""
    marks = {item.id: _mark(workspace, item) for item in items}
    taken, lost = _tried(workspace, remote, {name: (None, oid) for name, oid in marks.items()})
    if not lost:
        return [_act(item, remote, None) for item in items], taken
    try:
        fetch_marks(workspace.repository, remote, FOLDER, environ=workspace.environ)
        held = {claim.id: claim for claim in remembered_claims(workspace) if claim.id in lost}
        _refuse_held(workspace.now, list(held.values()))
        again = {
            name: (held[name].oid if name in held else None, marks[name])
            for name in lost
            if name not in held or not held[name].is_mine
        }
        more, refused = _tried(workspace, remote, again) if again else ({}, {})
        taken |= more
        if refused:
            name, reason = next(iter(refused.items()))
            raise Refused(f"{name} was not claimed: {reason}", "`gitagile claims` shows who has what")
    except BaseException:
        _release(workspace, remote, taken)
        raise
    return [_act(item, remote, held.get(item.id)) for item in items], taken


def _tried(
    workspace: Workspace, remote: str, marks: Mapping[str, tuple[str | None, str | None]]
) -> tuple[dict[str, str], dict[str, str]]:
    """The claims that were made, with their objects, and those that were not, with the reason."""
    rows = set_marks(workspace.repository, remote, FOLDER, marks, environ=workspace.environ)
    made = {name: new for name, (_, new) in marks.items() if new and name in rows and rows[name].is_changed}
    return made, {name: rows[name].reason if name in rows else "git did not say" for name in marks if name not in made}


def _refuse_held(now: datetime, claims: Sequence[Claim]) -> None:
    """Refused where a claim is somebody else's and not yet too old."""
    held = next((one for one in claims if not one.is_mine and not one.is_free), None)
    if held is not None:
        where = f", on {held.branch}" if held.branch else ""
        hint = "`gitagile next` finds another one; `gitagile claims` shows who has what"
        raise Refused(f"{held.id} was claimed by {held.who} {since(held.at, now)}{where}", hint)


def since(at: datetime, now: datetime) -> str:
    """How long ago something was, in words: minutes and hours, then the day."""
    seconds = max((now - at).total_seconds(), 0)
    if seconds < 90:
        return "just now"
    if seconds < 5400:
        return f"{seconds / 60:.0f} minutes ago"
    return f"{seconds / 3600:.0f} hours ago" if seconds < 129_600 else f"on {at.date()}"


def _act(item: Item, remote: str, held: Claim | None) -> Act:
    if held is None:
        return Act(item.id, f"claimed at {remote}", item.path)
    if held.is_mine:
        return Act(item.id, f"yours already at {remote}", item.path)
    return Act(item.id, f"claimed at {remote}, from {held.who}, whose claim was {held.age} working days old", item.path)


def _mark(workspace: Workspace, item: Item) -> str:
    nonce = "".join(workspace.choose(ALPHABET) for _ in range(16))
    branch = branch_name(workspace.repository) or ""
    text = f"claim {item.id}\n\n{BRANCH}: {branch}\n{NONCE}: {nonce}"
    return make_mark(workspace.repository, item.id, text, now=workspace.now, environ=workspace.environ)


def _release(workspace: Workspace, remote: str, taken: Mapping[str, str]) -> None:
    """Give claims back as well as can be; what stood in the way of the step is said, not this."""
    if taken:
        with suppress(GitagileError):
            marks: dict[str, tuple[str | None, str | None]] = {name: (oid, None) for name, oid in taken.items()}
            set_marks(workspace.repository, remote, FOLDER, marks, environ=workspace.environ)
