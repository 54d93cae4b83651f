"""Claims: who has taken which item on, for all clones of a remote, until the step ends or the claim is too old."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from ...analytics.workdays import calendar_of
from ...model.days import day_in, zone_named
from ...model.ids import normal_id
from ...model.item import Item
from ...model.workflow import DONE, DROPPED, TODO
from ...store.reader import load, locate
from ...vcs.fetching import Unreachable
from ...vcs.marks import Mark, fetch_marks, read_marks, set_marks
from ...vcs.message import parse_trailers
from ...vcs.remotes import remote_named
from ...vcs.repository import branch_name
from ...vcs.settings import read_settings
from ...workspace import Workspace
from ..trees import commit_tree

FOLDER = "refs/gitagile/claims"
BRANCH, NONCE = "Gitagile-Branch", "Gitagile-Nonce"
"""The trailers of a claim: the branch it was made on, and letters that no other claim has."""


class Claim(NamedTuple):
    """One claim. `age` is in working days; `is_free`: it is too old and may be taken over. `item` as it is at HEAD."""

    id: str
    who: str
    email: str
    at: datetime
    branch: str
    age: int
    is_mine: bool
    is_free: bool
    oid: str
    item: Item | None = None


class Claims(NamedTuple):
    """All claims at a remote, oldest first; `is_fresh`: as they are now, else as this clone last saw them."""

    remote: str
    claims: tuple[Claim, ...]
    is_fresh: bool = True
    note: str = ""


def list_claims(workspace: Workspace, remote: str | None = None) -> Claims:
    """The claims at a remote, or where it does not answer those that this clone remembers. WrongPlace without one."""
    repository = workspace.repository
    name = remote_named(repository, remote)
    note = ""
    try:
        fetch_marks(repository, name, FOLDER, environ=workspace.environ)
    except Unreachable as problem:
        note = f"as last seen, for {name} does not answer: {problem.message.partition(': ')[2].splitlines()[0]}"
    found = remembered_claims(workspace)
    items = items_at_head(workspace, frozenset(normal_id(one.id) for one in found))
    claims = tuple(one._replace(item=items.get(normal_id(one.id))) for one in found)
    return Claims(name, claims, not note, note)


def remembered_claims(workspace: Workspace) -> tuple[Claim, ...]:
    """The claims that this clone knows of, oldest first."""
    marks = read_marks(workspace.repository, FOLDER)
    if not marks:
        return ()
    _, email = read_settings(workspace.repository).identity(workspace.environ)
    return tuple(sorted((as_claim(workspace, mark, email or "") for mark in marks), key=lambda one: (one.at, one.id)))


def as_claim(workspace: Workspace, mark: Mark, own_email: str) -> Claim:
    """A mark at a remote as a claim, with its age today."""
    trailers = dict(parse_trailers(mark.text))
    at = datetime.fromtimestamp(min(max(mark.at, 0), 253_000_000_000), UTC)
    age = age_of(workspace, at)
    mine = bool(own_email) and mark.email.casefold() == own_email.casefold()
    free = age > workspace.config.claim_days
    return Claim(mark.name, mark.who, mark.email, at, trailers.get(BRANCH, ""), age, mine, free, mark.oid)


def age_of(workspace: Workspace, at: datetime) -> int:
    """How many working days have begun since an instant's own day."""
    first, today = day_in(zone_named(workspace.config.timezone), at), workspace.today()
    calendar = calendar_of(workspace.config)
    return max(calendar.count(first, today) - calendar.is_working(first), 0)


def end_claims(workspace: Workspace, remote: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """End one's own claims on what is finished at HEAD: their ids, and what could not be done about others.

    An item that is to do again ends its claim on the branch on which it was claimed: elsewhere it never was begun.
    """
    own = {claim.id: claim for claim in remembered_claims(workspace) if claim.is_mine}
    if not own:
        return (), ()
    items = items_at_head(workspace, frozenset(map(normal_id, own)))
    branch = branch_name(workspace.repository) or ""
    over = {name: claim for name, claim in own.items() if _is_over(workspace, claim, items, branch)}
    if not over:
        return (), ()
    marks = {name: (claim.oid, None) for name, claim in over.items()}
    try:
        rows = set_marks(workspace.repository, remote, FOLDER, marks, environ=workspace.environ)
    except Unreachable as problem:
        return (), (f"{len(over)} claims could not be ended: {problem.message}",)
    return tuple(name for name in over if name in rows and not rows[name].is_refused), ()


def _is_over(workspace: Workspace, claim: Claim, items: dict[str, Item], branch: str) -> bool:
    item = items.get(normal_id(claim.id))
    if item is None:
        return False
    category = workspace.config.workflow.category_of(item.status)
    return category in (DONE, DROPPED) or (category == TODO and claim.branch == branch)


def items_at_head(workspace: Workspace, wanted: frozenset[str]) -> dict[str, Item]:
    """Some items (normal ids) as the last commit has them: what is not committed is shared with nobody."""
    if not wanted:
        return {}
    listed = commit_tree(workspace, "HEAD", lambda _: False)
    paths = {path for identifier, path in locate(listed.paths) if normal_id(identifier) in wanted}
    tree = commit_tree(workspace, "HEAD", paths.__contains__)
    loaded = (load(tree, path)[0] for path in sorted(paths))
    return {normal_id(one.id): one for one in loaded if isinstance(one, Item)}
