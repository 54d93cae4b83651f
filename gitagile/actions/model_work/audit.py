"""The audit: gates loosened so that something passes, and hypotheses told anew after their experiment had begun.

Read from history alone: what the commits along a line changed in items and in the config. Nobody is named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ...analytics.gate_changes import Loosened, changed_predictions, loosened
from ...config.record import Config
from ...model.gate import Gate, read_gate
from ...model.ids import normal_id
from ...model.item import Item
from ...model.workflow import TODO
from ...store import layout
from ...store.reader import locate
from ...vcs.moments import end_of_line_at
from ...vcs.tips import commit_at
from ...workspace import Workspace
from ..ledgers import ledger_of
from .audit_line import LineCommit, commits_in_time, commits_of_range

if TYPE_CHECKING:
    from .gates import Judge

LOOSENED, RETOLD = "gate loosened", "hypothesis changed"
_SHORT = 8


class AuditRemark(NamedTuple):
    """One thing to look at: an item's id (empty: the config), the commit and its second, one of the two kinds.

    `said` tells what changed, in words.
    """

    item: str
    commit: str
    at: int
    kind: str
    said: str


class _Looser(NamedTuple):
    """A gate of an item that was loosened by a commit, and whether the item was begun by then."""

    commit: LineCommit
    item: Item
    was_done: bool
    begun: bool
    change: Loosened


def audit(
    workspace: Workspace, items_or_sprint: Collection[str] | str | None, since: int, until: int | None = None
) -> tuple[AuditRemark, ...]:
    """What was loosened or told anew between two seconds (None: now), along HEAD's first parents, oldest first.

    Of the items with these ids, of those a sprint of this name has or had, or of all (None). A gate is named where its
    item is done by the end of the window, or where it passes only since it was loosened; the config's gates always.
    """
    repository = workspace.repository
    if commit_at(repository) is None:
        return ()
    ids = _ids_of(workspace, items_or_sprint)
    last = int(workspace.now.timestamp()) if until is None else until
    commits = commits_in_time(repository, since, last, lambda name: ids is None or name in ids)
    end = None if until is None else end_of_line_at(repository, "HEAD", until)
    return _remarks(workspace, commits, end or "HEAD")


def audit_range(workspace: Workspace, base: str, tip: str) -> tuple[AuditRemark, ...]:
    """The same for the commits that `tip` has and `base` has not, both full ids: for a branch that is to be merged."""
    return _remarks(workspace, commits_of_range(workspace.repository, base, tip, lambda _: True), tip)


def _ids_of(workspace: Workspace, asked: Collection[str] | str | None) -> frozenset[str] | None:
    """Normal ids; those of a sprint by its folder and by what its ledger promised and tells."""
    if asked is None:
        return None
    if not isinstance(asked, str):
        return frozenset(map(normal_id, asked))
    folder, ledger = layout.folder_of(asked) + "/", ledger_of(workspace, asked)
    lying = [name for name, path in locate(workspace.tree().paths) if path.startswith(folder)]
    promised = [row.id for row in ledger.committed] if ledger else []
    told = [row.id for row in ledger.outcome] if ledger else []
    return frozenset(map(normal_id, (*lying, *promised, *told)))


def _remarks(workspace: Workspace, commits: Sequence[LineCommit], end: str) -> tuple[AuditRemark, ...]:
    found = [one for commit in commits for one in (*_of_config(commit), *_retold(workspace.config, commit))]
    found += _of_gates(workspace, commits, end)
    order = {commit.commit: place for place, commit in enumerate(commits)}
    return tuple(sorted(found, key=lambda one: (order[one.commit], one.item, one.said)))


def _retold(config: Config, commit: LineCommit) -> Iterator[AuditRemark]:
    """Predictions of experiments that changed after the work on them had begun."""
    for before, after in commit.items:
        if before is None or not (before.hypothesis and _is_begun(config, before)):
            continue
        for said in changed_predictions(before, after):
            yield AuditRemark(after.id, commit.commit, commit.at, RETOLD, f"{said}, after the experiment had begun")


def _is_begun(config: Config, item: Item) -> bool:
    return bool(item.started) or config.workflow.category_of(item.status) != TODO


def _of_config(commit: LineCommit) -> Iterator[AuditRemark]:
    """What the config asks for less of than before: for types, for releases, of `done`; and other metrics' sources."""
    if commit.config is None:
        return
    before, after = commit.config
    names = dict.fromkeys((*before.type_names, *after.type_names))
    pairs = [(f"type {name}", before.gates_of(name), after.gates_of(name)) for name in names]
    for by, old, new in (*pairs, ("release", before.release_gates, after.release_gates)):
        for change in loosened(old, new):
            yield AuditRemark("", commit.commit, commit.at, LOOSENED, f"{by}: {change.said}")
    if "gates" in before.done_needs and "gates" not in after.done_needs:
        yield AuditRemark("", commit.commit, commit.at, LOOSENED, "`done` asks for no gates any more")
    for said in _other_metrics(before, after):
        yield AuditRemark("", commit.commit, commit.at, LOOSENED, said)


def _other_metrics(before: Config, after: Config) -> Iterator[str]:
    now = {metric.name: metric for metric in after.metrics}
    for metric in (one for one in before.metrics if one.name in now):
        for key in ("source", "direction"):
            old, new = getattr(metric, key), getattr(now[metric.name], key)
            if old != new:
                yield f"the {key} of {metric.name} was {old or 'none'}, now {new or 'none'}"


def _of_gates(workspace: Workspace, commits: Sequence[LineCommit], end: str) -> Iterator[AuditRemark]:
    """The gates of items that were loosened, where that is why, or when, something passes."""
    config = workspace.config
    changes = [one for commit in commits for one in _looser(config, commit)]
    if not changes:
        return
    last = {normal_id(after.id): after for commit in commits for _, after in commit.items}
    is_done = [config.workflow.is_done(last[normal_id(one.item.id)].status) for one in changes]
    passing = _passing(workspace, [one for one, done in zip(changes, is_done, strict=True) if not done], end)
    steps = _steps(config, commits)
    for one, done in zip(changes, is_done, strict=True):
        why = _step_said(one, steps.get(normal_id(one.item.id))) if done else next(passing)
        if why:
            yield AuditRemark(one.item.id, one.commit.commit, one.commit.at, LOOSENED, f"{one.change.said}; {why}")


def _steps(config: Config, commits: Iterable[LineCommit]) -> dict[str, str]:
    """The commits that stepped items (normal ids) to done, the last of each."""
    is_done = config.workflow.is_done
    return {
        normal_id(after.id): commit.commit
        for commit in commits
        for before, after in commit.items
        if is_done(after.status) and not (before and is_done(before.status))
    }


def _looser(config: Config, commit: LineCommit) -> Iterator[_Looser]:
    for before, after in commit.items:
        if before is None:
            continue
        was_done = config.workflow.is_done(before.status)
        for change in loosened(_asked(config, before), _asked(config, after)):
            yield _Looser(commit, after, was_done, _is_begun(config, after), change)


def _asked(config: Config, item: Item) -> tuple[Gate, ...]:
    """The gates of an item, with those that the config now demands of its type: another type may ask for less."""
    configured = {metric.name: metric.source for metric in config.metrics}
    gates = (*map(read_gate, item.gates), *config.gates_of(item.type))
    said = (one._replace(source="") if one.source == configured.get(one.metric) else one for one in gates)
    return tuple(dict.fromkeys(said))


def _step_said(one: _Looser, step: str | None) -> str:
    if one.was_done or step is None:
        return "the item was done already"
    return "the same commit steps it to done" if step == one.commit.commit else f"{step[:_SHORT]} steps it to done"


def _passing(workspace: Workspace, changes: Sequence[_Looser], end: str) -> Iterator[str]:
    """For each change what it made of its gate, at its own commit or else at the end, in words."""
    if not changes:
        return
    from ...evidence.ladder import open_ladder  # late: nearly always nothing was loosened
    from .gates import Judge

    with open_ladder(workspace.repository, workspace.config.mlflow_stores) as ladder:
        judges = {name: Judge(workspace, ladder, name) for name in (end, *(one.commit.commit for one in changes))}
        for one in changes:
            yield _difference(judges[one.commit.commit], one) or _difference(judges[end], one)


def _difference(judge: Judge, one: _Looser) -> str:
    """What the loosening made of a gate at one revision, empty where it made no difference."""
    from .gates import Demand

    gates = (one.change.before, *((one.change.after,) if one.change.after else ()))
    rows = judge.rows([Demand(gate, "item", one.item.id, sprint=one.item.sprint) for gate in gates])
    if rows[0].result.passed:
        return ""
    if one.change.after is None:
        return f"it failed: {rows[0].result.reason}" if one.begun else ""
    return f"it passes only since then: {rows[0].result.reason}" if rows[1].result.passed else ""
