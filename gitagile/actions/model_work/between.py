"""What happened between two commits that may have moved a metric: steps of items, commits of code, parameters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from ...evidence.dvc import LOCK, POINTER
from ...evidence.moment import Moment
from ...history.mention import is_likely_id
from ...history.message_names import names_in
from ...model.ids import normal_id
from ...model.item import Item
from ...model.ledger import ParamChange
from ...model.workflow import ACTIVE, DONE
from ...store import layout
from ...store.reader import locate, parse
from ...vcs.between import CommitBetween, commits_between
from ...vcs.log import ChangedPath, tree_changes
from ...vcs.objects import read_blobs
from ...workspace import Workspace

MOST_COMMITS = 500
"""So many commits are looked at; where there are more, the newest of them."""


class ItemStep(NamedTuple):
    """An item that was begun or finished between the two: its status before (None: it was not there) and after."""

    id: str
    title: str
    before: str | None
    after: str


class CodeCommit(NamedTuple):
    """A commit that changed something outside the backlog. `items` are those it names, as their files write them.

    `moved` are the files of evidence it changed: metric files, params files and what DVC records.
    """

    commit: str
    at: int
    subject: str
    items: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()


class Between(NamedTuple):
    """What lies between two commits; commits newest first. `is_cut`: there are more than were looked at."""

    items: tuple[ItemStep, ...] = ()
    commits: tuple[CodeCommit, ...] = ()
    params: tuple[ParamChange, ...] = ()
    is_cut: bool = False


def between(workspace: Workspace, start: Moment, close: Moment, sources: Iterable[str]) -> Between:
    """What happened from one moment to another; `sources` are the files of the metrics that are compared."""
    params = changed_params(start, close)
    if start.commit is None or close.commit is None or start.commit == close.commit:
        return Between(params=params)
    commits, is_cut = code_between(workspace, start, close, sources)
    return Between(item_steps(workspace, start.commit, close.commit), commits, params, is_cut)


def code_between(
    workspace: Workspace, start: Moment, close: Moment, sources: Iterable[str]
) -> tuple[tuple[CodeCommit, ...], bool]:
    """The commits of code from one moment to another, newest first, and whether there are more than were looked at."""
    if start.commit is None or close.commit is None:
        return (), False
    found = commits_between(workspace.repository, start.commit, close.commit, limit=MOST_COMMITS + 1)
    files = evidence_files((start, close), sources)
    return tuple(_named(workspace, _code(found[:MOST_COMMITS], files))), len(found) > MOST_COMMITS


def changed_params(start: Moment, close: Moment) -> tuple[ParamChange, ...]:
    """The parameters that differ, by name: those of files and of `dvc.lock`, else those that MLflow runs logged."""
    before, after = _params(start), _params(close)
    names = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    return tuple(ParamChange(name, before.get(name), after.get(name)) for name in names)


def _params(moment: Moment) -> Mapping[str, str]:
    found = {name: one.text for name, one in moment.params().items() if one.text}
    if found:
        return found
    runs = moment.runs()
    return dict(runs[-1].params) if runs else {}


def evidence_files(moments: Iterable[Moment], sources: Iterable[str]) -> frozenset[str]:
    """The files whose change may move a metric: those of the metrics, and the params files."""
    return frozenset(sources) | {path for moment in moments for path in moment.params_files()}


def item_steps(workspace: Workspace, start: str, close: str) -> tuple[ItemStep, ...]:
    """The items that are active or done at the commit `close` and were not so at `start`, by id."""
    changed = [one for one in tree_changes(workspace.repository, start, close) if layout.is_item_path(one.path)]
    oids = {oid for one in changed for oid in (one.before_oid, one.after_oid) if oid}
    blobs = read_blobs(workspace.repository, oids)
    before, after = _items(changed, blobs, after=False), _items(changed, blobs, after=True)
    flow = workspace.config.workflow
    steps = []
    for name, item in sorted(after.items()):
        old, category = before.get(name), flow.category_of(item.status)
        was = None if old is None else flow.category_of(old.status)
        if category in (ACTIVE, DONE) and category != was:
            steps.append(ItemStep(item.id, item.title, None if old is None else old.status, item.status or ""))
    return tuple(steps)


def _items(changed: Iterable[ChangedPath], blobs: Mapping[str, bytes], *, after: bool) -> dict[str, Item]:
    found = {}
    for one in changed:
        content = blobs.get((one.after_oid if after else one.before_oid) or "")
        item = None if content is None else parse(content, one.path)[0]
        if isinstance(item, Item):
            found[normal_id(item.id)] = item
    return found


def _code(commits: Iterable[CommitBetween], files: Collection[str]) -> Iterable[tuple[CodeCommit, str]]:
    """The commits that changed more than the backlog, each with its message."""
    for one in commits:
        if all(path.startswith(f"{layout.ROOT}/") for path in one.paths):
            continue
        moved = tuple(path for path in one.paths if path in files or _is_record(path))
        yield CodeCommit(one.commit, one.at, one.subject, moved=moved), one.message


def _is_record(path: str) -> bool:
    return path.rpartition("/")[2] == LOCK or path.endswith(POINTER)


def _named(workspace: Workspace, commits: Iterable[tuple[CodeCommit, str]]) -> Iterable[CodeCommit]:
    prefixes = (normal_id(workspace.config.prefix),)
    written: dict[str, str] | None = None
    for one, message in commits:
        names = [name.item for name in names_in(message, prefixes)]
        if names and written is None:
            written = {normal_id(item): item for item, _ in locate(workspace.tree().paths)}
        known = (written or {}).get
        yield one._replace(items=tuple(known(name, name) for name in names if known(name) or is_likely_id(name)))
