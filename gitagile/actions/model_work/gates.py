"""Gates of items, of their types and of releases judged: one git process for all of them, no pass by default."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from ...analytics.gate_check import check_headings, check_metric, check_test
from ...config.record import Config
from ...evidence.junit import cases_named
from ...evidence.ladder import HEAD, Ladder, open_ladder
from ...evidence.moment import Moment, unavailable
from ...evidence.wanted import Wanted, direction_of
from ...model.gate import DELTA, FAIL, HEADING, TEST, VALUE, Gate, GateResult, read_gate
from ...model.item import Item
from ...model.measurement import Measurement
from ...model.sprint import active_sprint
from ...workspace import Workspace
from .baselines import Baseline, Baselines
from .metric_names import MetricNames

BY_ITEM, BY_RELEASE = "item", "release"
Key = TypeVar("Key", bound=str | None)


class GateRow(NamedTuple):
    """One gate judged. `id` and `type` are those of its item, empty for a release's.

    `demanded_by` is `item`, `type training` or `release`; the measurements say where both values were found.
    """

    id: str
    type: str
    gate: Gate
    result: GateResult
    demanded_by: str
    measured: Measurement | None = None
    baseline: Measurement | None = None


class Demand(NamedTuple):
    """A gate with whom it is asked of: an item (or none) and the sprint that item lies in."""

    gate: Gate
    demanded_by: str
    id: str = ""
    type: str = ""
    sprint: str | None = None


def judge_items(workspace: Workspace, items: Sequence[Item], *, revision: str | None = None) -> tuple[GateRow, ...]:
    """The gates that items and their types demand, held against a revision, None: the working tree.

    Whatever cannot be compared fails, with the reason. Nothing is asked of git where there is no gate.
    """
    return judge(workspace, [one for item in items for one in demands_of(workspace, item)], revision=revision)


def judge_release(workspace: Workspace, revision: str | None) -> tuple[GateRow, ...]:
    """The gates that a release must pass; `sprint-start` is the start of the active sprint."""
    gates = workspace.config.release_gates
    sprint = active_sprint(workspace.backlog().sprints) if any(gate.baseline for gate in gates) else None
    name = sprint.id if sprint else None
    return judge(workspace, [Demand(gate, BY_RELEASE, sprint=name) for gate in gates], revision=revision)


def demands_of(workspace: Workspace, item: Item) -> tuple[Demand, ...]:
    """The gates of an item and of its type, each once."""
    own = [(read_gate(one), BY_ITEM) for one in item.gates] or unread_gates(workspace, item)
    demands: dict[Gate, str] = {}
    for gate, by in (*own, *((one, f"type {item.type}") for one in type_gates(workspace.config, item.type))):
        demands.setdefault(gate, by)
    return tuple(Demand(gate, by, item.id, item.type or "", item.sprint) for gate, by in demands.items())


def type_gates(config: Config, name: str | None) -> tuple[Gate, ...]:
    """The gates that the config demands of a type."""
    return config.gates_of(name)


def has_gates(config: Config, item: Item) -> bool:
    """Whether an item or its type demands any gate."""
    return bool(item.gates) or bool(type_gates(config, item.type))


def unread_gates(workspace: Workspace, item: Item) -> list[tuple[Gate, str]]:
    """A gate that always fails for an item whose `gates` are no list, which an item's record leaves out."""
    content = workspace.content(item.path) if (workspace.root / item.path).is_file() else b""
    if b"\ngates" not in content:
        return []
    from ...text.front_matter import read_document
    from ...text.nodes import as_value

    node = read_document(content, item.path).node("gates")
    held = None if node is None else as_value(node)
    return [(Gate(VALUE, fault="`gates` is no list of gates"), BY_ITEM)] if held not in (None, []) else []


def judge(workspace: Workspace, demands: Sequence[Demand], *, revision: str | None = None) -> tuple[GateRow, ...]:
    """Demands held against a revision, None: the working tree."""
    if not demands:
        return ()
    with open_ladder(workspace.repository, workspace.config.mlflow_stores, workspace.environ) as ladder:
        return Judge(workspace, ladder, revision).rows(demands)


class Judge:
    """Judges demands at one revision, on a ladder that others may use too."""

    def __init__(self, workspace: Workspace, ladder: Ladder, revision: str | None) -> None:
        self._config, self._ladder, self._revision = workspace.config, ladder, revision
        self._baselines = Baselines(workspace, ladder, revision)
        self._moment = ladder.at(revision)
        self._names = MetricNames(workspace, (self._moment,) if isinstance(self._moment, Moment) else ())
        self._at: dict[tuple[str | None, Wanted], Measurement] = {}
        self._behind: dict[tuple[str, Wanted], Measurement] = {}

    def rows(self, demands: Sequence[Demand]) -> tuple[GateRow, ...]:
        """Each demand with its result, in their order."""
        metrics = [one for one in demands if one.gate.shape in (VALUE, DELTA) and not one.gate.fault]
        compared = {one: self._baselines.of(one.gate, one.sprint) for one in metrics if one.gate.shape == DELTA}
        pairs = [(base, self._wanted(one.gate)) for one, base in compared.items()]
        self._measure((self._revision, self._wanted(one.gate)) for one in metrics)
        self._measure((base.revision, one) for base, one in pairs if base.revision)
        self._ask_aliases((base.alias, one) for base, one in pairs if base.alias)
        return tuple(self._row(one, compared.get(one)) for one in demands)

    def _wanted(self, gate: Gate) -> Wanted:
        return self._names.demanded(gate)

    def _measure(self, pairs: Iterable[tuple[str | None, Wanted]]) -> None:
        """Measure what is not known yet, all metrics of one revision at once."""
        for revision, metrics in _by_first(pair for pair in pairs if pair not in self._at).items():
            (row,) = self._ladder.measure(metrics, (revision,))
            self._at |= {(revision, one): value for one, value in zip(metrics, row, strict=True)}

    def _ask_aliases(self, pairs: Iterable[tuple[str, Wanted]]) -> None:
        for alias, metrics in _by_first(pairs).items():
            row = self._ladder.behind(metrics, alias)
            self._behind |= {(alias, one): value for one, value in zip(metrics, row, strict=True)}

    def _row(self, demand: Demand, base: Baseline | None) -> GateRow:
        gate, measured, baseline = demand.gate, None, None
        if gate.fault or isinstance(self._moment, str):
            result = GateResult(gate.demand, "", "", FAIL, gate.fault or str(self._moment))
        elif gate.shape == TEST:
            outcomes = self._moment.outcomes(gate.junit)
            result = check_test(gate, cases_named(outcomes, gate.test), outcomes.reason)
        elif gate.shape == HEADING:
            result = check_headings(gate, self._moment.headings(gate.file))
        else:
            measured = self._at[self._revision, self._wanted(gate)]
            baseline = None if base is None else self._baseline(gate, base)
            result = check_metric(gate, measured, baseline, direction_of(gate.metric, self._config.metrics))
            result = self._explained(result, base)
        return GateRow(demand.id, demand.type, gate, result, demand.demanded_by, measured, baseline)

    def _baseline(self, gate: Gate, base: Baseline) -> Measurement:
        one = self._wanted(gate)
        if base.held is not None:
            return base.held
        if base.alias:
            return self._behind[base.alias, one]
        return self._at[base.revision, one] if base.revision else unavailable(one, base.reason)

    def _explained(self, result: GateResult, base: Baseline | None) -> GateResult:
        """A failure says so where a commit was compared with itself, as on the default branch."""
        moment = self._moment
        if result.passed or base is None or not result.baseline or not isinstance(moment, Moment):
            return result
        if base.revision != moment.commit or base.called == HEAD:
            return result
        judged = "HEAD" if moment.is_work else "the commit that is judged"
        return result._replace(reason=f"{result.reason}; {base.called} is {judged}")


def _by_first(pairs: Iterable[tuple[Key, Wanted]]) -> dict[Key, list[Wanted]]:
    grouped: dict[Key, list[Wanted]] = {}
    for key, one in dict.fromkeys(pairs):
        grouped.setdefault(key, []).append(one)
    return grouped
