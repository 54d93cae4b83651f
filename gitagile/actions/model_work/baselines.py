"""Baselines: what a gate's `baseline` word means, a revision to measure at or a value that is held already."""

from __future__ import annotations

from typing import NamedTuple

from ...analytics.day_edges import first_second
from ...evidence.ladder import HEAD, Ladder
from ...evidence.moment import Moment
from ...evidence.printed import TEXT, Printed, number_in
from ...model.days import read_day, read_instant, zone_named
from ...model.gate import Gate
from ...model.ledger import Ledger, MetricValue
from ...model.measurement import Measurement
from ...model.sprint import PLANNED, Sprint
from ...store import layout
from ...store.reader import load
from ...text.ledger_text import read_ledger
from ...vcs.branches import default_branch, merge_base, short_name
from ...vcs.moments import end_of_line_at
from ...workspace import Workspace

SPRINT_START, MERGE_BASE = "sprint-start", "merge-base"
UNSHALLOW = "this clone is shallow: `git fetch --unshallow` brings the rest"


class Baseline(NamedTuple):
    """Where a baseline lies: at a `revision`, behind an MLflow `alias`, or `held` as it was frozen; else why not.

    `called` says in words what the revision is.
    """

    revision: str = ""
    alias: str = ""
    held: Measurement | None = None
    reason: str = ""
    called: str = ""


class Baselines:
    """The baselines of many gates, each word looked up once. `revision` is what is judged; None: the working tree."""

    def __init__(self, workspace: Workspace, ladder: Ladder, revision: str | None) -> None:
        self._workspace, self._ladder = workspace, ladder
        self._tip = revision or HEAD
        self._starts: dict[str, tuple[Ledger | None, int | str]] = {}
        self._found: dict[tuple[str, str | None], Baseline] = {}

    def of(self, gate: Gate, sprint: str | None) -> Baseline:
        """The baseline of a gate on an item of a sprint (None: in none).

        A word is taken for a revision (a branch of the remote too, as a build's clone has it), then for an alias.
        """
        if gate.baseline == SPRINT_START and sprint is not None:
            held = self._frozen(gate, sprint)
            if held is not None:
                return Baseline(held=held)
        key = (gate.baseline, sprint if gate.baseline == SPRINT_START else None)
        if key not in self._found:
            self._found[key] = self._looked_up(*key)
        return self._found[key]

    def _looked_up(self, word: str, sprint: str | None) -> Baseline:
        if word == SPRINT_START:
            return self._sprint_start(sprint)
        if word == MERGE_BASE:
            return self._merge_base()
        for revision in (word, f"refs/remotes/origin/{word}"):
            moment = self._ladder.at(revision)
            if isinstance(moment, Moment) and moment.commit:
                return Baseline(moment.commit, called=word)
        if "@" in word.strip("@") and "@{" not in word:
            return Baseline(alias=word)
        return Baseline(reason=str(self._ladder.at(word)))

    def _frozen(self, gate: Gate, sprint: str) -> Measurement | None:
        """What the ledger of the sprint holds of the metric, if that was measured where the gate says."""
        configured = next((one.source for one in self._workspace.config.metrics if one.name == gate.metric), None)
        ledger = self._start_of(sprint)[0]
        if ledger is None or gate.source not in ("", configured):
            return None
        row = next((one for one in ledger.start_metrics or () if one.name == gate.metric), None)
        return None if row is None or row.value is None else _measured(row, sprint)

    def _sprint_start(self, sprint: str | None) -> Baseline:
        if sprint is None:
            return Baseline(reason="the item lies in no sprint: `gitagile move` puts it into one")
        started = self._start_of(sprint)[1]
        if isinstance(started, str):
            return Baseline(reason=started)
        commit = end_of_line_at(self._workspace.repository, self._tip, started)
        if commit is None:
            return Baseline(reason=self._because(f"no commit here is as old as the start of {sprint}"))
        return Baseline(commit, called=f"the start of {sprint}")

    def _start_of(self, sprint: str) -> tuple[Ledger | None, int | str]:
        """A sprint's ledger and the second it started in, or why that is not known."""
        if sprint not in self._starts:
            self._starts[sprint] = self._read_start(sprint)
        return self._starts[sprint]

    def _read_start(self, sprint: str) -> tuple[Ledger | None, int | str]:
        path, tree = layout.ledger_file(sprint), self._workspace.tree()
        if (self._workspace.root / path).is_file():
            ledger, fault = read_ledger(self._workspace.content(path), path)
            began = read_instant(ledger.started) if ledger else None
            why = fault.message if fault else "it says no instant of the start"
            return ledger, int(began.timestamp()) if began else f"the ledger of {sprint} cannot be read: {why}"
        one, _ = load(tree, layout.sprint_file(sprint))
        first = read_day(one.start) if isinstance(one, Sprint) and one.status != PLANNED else None
        if first is None:
            return None, f"{sprint} is not started: `gitagile sprint start {sprint}` freezes what it starts from"
        return None, first_second(first, zone_named(self._workspace.config.timezone))

    def _merge_base(self) -> Baseline:
        repository = self._workspace.repository
        branch = default_branch(repository)
        if branch is None:
            return Baseline(reason="no default branch is here: neither origin/HEAD, nor main, nor master")
        commit = merge_base(repository, self._tip, branch)
        if commit is None:
            return Baseline(reason=self._because(f"no commit here is shared with {short_name(branch)}"))
        return Baseline(commit, called=f"the merge base with {short_name(branch)}")

    def _because(self, said: str) -> str:
        is_shallow = (self._workspace.repository.common_dir / "shallow").exists()
        return f"{said}; {UNSHALLOW}" if is_shallow else said


def _measured(row: MetricValue, sprint: str) -> Measurement:
    """A value of a ledger as a measurement."""
    raw = str(row.value)
    value, reason = number_in(Printed(raw, TEXT))
    why = reason and f"{row.name} {reason}"
    return Measurement(row.name, value, raw, row.found, f"the ledger of {sprint}", why, row.proof)
