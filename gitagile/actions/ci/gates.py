"""The gates of what a branch works on, held against its tip and the commit at which it left."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from ...config.record import Config
from ...evidence.wanted import MLFLOW_ONLY, wanted
from ...history.message_names import names_in
from ...model.gate import Gate, read_gate
from ...model.ids import normal_id
from ...model.item import Item
from ...model.workflow import ACTIVE, DONE
from ...store.reader import load
from ...store.tree import BlobTree
from ...vcs.between import CommitBetween, commits_between
from ...workspace import Workspace
from ..model_work.baselines import MERGE_BASE
from ..model_work.gates import BY_ITEM, Demand, GateRow, judge, type_gates
from .overrides import override_of, passed_over
from .span import Span

MOST_COMMITS = 1_000
"""So many commits of a branch are looked through for the items they name."""
_LOCKS = ("dvc.lock",)


class JudgedGate(NamedTuple):
    """One gate with its item's file. Where it `counts`, its failure fails the build; else it is asked for at `done`.

    `override` is the reason that the branch gives for a gate that its item's step to done passed over.
    """

    row: GateRow
    path: str
    counts: bool
    override: str = ""

    @property
    def is_failure(self) -> bool:
        """Whether it fails, counts, and nobody gave a reason to go on."""
        return self.counts and not self.row.result.passed and not self.override

    @property
    def is_overridden(self) -> bool:
        """Whether it fails and the branch says why that is passed over."""
        return bool(self.override) and not self.row.result.passed


def judged_gates(
    workspace: Workspace,
    span: Span,
    tip: BlobTree,
    items: Sequence[Item],
    *,
    touched: Collection[str],
    paths: Collection[str],
) -> tuple[JudgedGate, ...]:
    """The gates of the items that a branch works on, in the order of `items` (those of the tip, archived ones not).

    A branch works on what it touches (normal ids), on what the commits of code name, and on active items whose evidence
    is among the `paths` that it changes. A gate counts if its item is done, or if it is active and more than its file
    was worked on. Items to do, and dropped ones, are not judged. Of `items` ids, statuses and places are enough: those
    that may be judged are read from the tip.
    """
    commits = commits_between(workspace.repository, span.base, span.tip, limit=MOST_COMMITS)
    named = _named(workspace, commits, items)
    worked_on = named.union(touched)
    counting: dict[Demand, bool] = {}
    finished: set[str] = set()
    for item in _open_to_judgement(workspace.config, tip, items, worked_on):
        category = workspace.config.workflow.category_of(item.status)
        gates = tuple(_gates(workspace.config, item))
        key = normal_id(item.id)
        proven = category == ACTIVE and any(_rests_on(gate, workspace.config, paths) for gate, _ in gates)
        if key not in worked_on and not proven:
            continue
        finished.update((item.id,) if category == DONE else ())
        counts = category == DONE or proven or key in named
        counting |= {Demand(gate, by, item.id, item.type or "", item.sprint): counts for gate, by in gates}
    asked, files = tuple(counting), {item.id: item.path for item in items}
    rows = judge(workspace, [_at_base(one, span) for one in asked], revision=span.tip)
    over = passed_over(commits)
    told = [_as_asked(row, demand.gate, span) for row, demand in zip(rows, asked, strict=True)]
    return tuple(
        JudgedGate(
            row,
            files[demand.id],
            counting[demand],
            override_of(over, row.id, row.result.demand) if row.id in finished and not row.result.passed else "",
        )
        for row, demand in zip(told, asked, strict=True)
    )


def _open_to_judgement(
    config: Config, tip: BlobTree, items: Iterable[Item], worked_on: Collection[str]
) -> Iterator[Item]:
    """The items that are active, or done and worked on, read in full; one that cannot be read is a finding."""
    for item in items:
        category = config.workflow.category_of(item.status)
        if item.is_archived or category not in (DONE, ACTIVE):
            continue
        if category == ACTIVE or normal_id(item.id) in worked_on:
            one, _ = load(tip, item.path)
            if isinstance(one, Item):
                yield one


def _named(workspace: Workspace, commits: Iterable[CommitBetween], items: Iterable[Item]) -> frozenset[str]:
    """The items (normal ids) that the branch's commits of code name."""
    prefixes = {workspace.config.prefix, *(item.id.partition("-")[0] for item in items)}
    asked = tuple(sorted({prefix.casefold() for prefix in prefixes}))
    return frozenset(name.item for one in commits for name in names_in(one.message, asked))


def _gates(config: Config, item: Item) -> Iterator[tuple[Gate, str]]:
    """The gates of an item and of its type, each once, with who asks for it."""
    own = {read_gate(one): BY_ITEM for one in item.gates}
    yield from (dict.fromkeys(type_gates(config, item.type), f"type {item.type}") | own).items()


def _rests_on(gate: Gate, config: Config, paths: Collection[str]) -> bool:
    """Whether what a gate looks at is among some paths; a lock file may stand for any metric that is cached."""
    if gate.junit or gate.file:
        return gate.junit in paths or gate.file in paths
    source = gate.source or next((one.source for one in config.metrics if one.name == gate.metric), None)
    if source and source.startswith(MLFLOW_ONLY):
        return False
    path = wanted(gate.metric, source).path
    return path in paths or any(one.rpartition("/")[2] in _LOCKS for one in paths)


def _at_base(demand: Demand, span: Span) -> Demand:
    """The demand with the merge base that is the span's, whatever branch it was asked for."""
    if demand.gate.baseline != MERGE_BASE:
        return demand
    return demand._replace(gate=demand.gate._replace(baseline=span.base))


def _as_asked(row: GateRow, gate: Gate, span: Span) -> GateRow:
    """The row in the words in which the gate is written."""
    if gate.baseline != MERGE_BASE:
        return row
    reason = row.result.reason.replace(span.base, f"{MERGE_BASE} {span.base[:8]}")
    return row._replace(gate=gate, result=row.result._replace(demand=gate.demand, reason=reason))
