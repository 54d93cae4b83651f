"""Runs of experiments joined to commits, items and sprints: those of MLflow, and DVC's experiments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...evidence.dvc_experiments import DvcExperiment, dvc_experiments
from ...evidence.mlflow import find_stores, gather_runs
from ...model.days import read_instant
from ...model.item import Item
from ...model.ledger import Ledger
from ...model.measurement import Run
from ...store.layout import ROOT
from ...vcs.commit_facts import CommitFacts, commit_facts
from ...workspace import Workspace
from .run_links import Link, RunLinks

MLFLOW, DVC = "mlflow", "dvc"


class JoinedRun(NamedTuple):
    """One run. `run.commit` is the commit its code was at; a DVC experiment was tried from that, its own is `run.id`.

    `sprint` is the one that ran when it started, None where none did or nobody knows.
    """

    source: str
    run: Run
    links: tuple[Link, ...]
    sprint: str | None = None

    def how(self, item: str) -> str:
        """How it is known to belong to an item (a normal id); empty where it does not."""
        return next((link.how for link in self.links if link.item == item), "")


class Joined(NamedTuple):
    """All runs that are here, the earliest first, and what was wrong with a store."""

    runs: tuple[JoinedRun, ...] = ()
    faults: tuple[str, ...] = ()

    def by_item(self) -> dict[str, tuple[JoinedRun, ...]]:
        """The runs of each item (its normal id) that has some."""
        found: dict[str, list[JoinedRun]] = {}
        for run in self.runs:
            for link in run.links:
                found.setdefault(link.item, []).append(run)
        return {item: tuple(own) for item, own in found.items()}


def join_runs(workspace: Workspace, items: Iterable[Item], ledgers: Sequence[Ledger]) -> Joined:
    """The runs of the MLflow stores and DVC's experiments, joined to items, and by their time to sprints.

    Never raises for what a store holds.
    """
    repository, config = workspace.repository, workspace.config
    gathered = gather_runs(find_stores(workspace.root, config.mlflow_stores))
    tried = dvc_experiments(repository)
    commits = {run.commit for run in gathered.runs} | {one.base for one in tried} | {one.commit for one in tried}
    facts = commit_facts(repository, commits, ROOT)
    links, sprints = RunLinks(items, config.prefix), _Sprints(ledgers)
    found = [(MLFLOW, run) for run in gathered.runs] + [(DVC, _as_run(one, facts)) for one in tried]
    joined = (JoinedRun(source, run, _links(links, run, facts), sprints.at(run.started)) for source, run in found)
    return Joined(tuple(sorted(joined, key=lambda one: (one.run.started or 0, one.run.id))), gathered.faults)


def _links(links: RunLinks, run: Run, facts: dict[str, CommitFacts]) -> tuple[Link, ...]:
    """By what it says itself and its own commit, as a DVC experiment has one; else by the commit its code was at."""
    return links.of(run, facts, (run.id, run.commit))


def _as_run(one: DvcExperiment, facts: dict[str, CommitFacts]) -> Run:
    """A DVC experiment as a run: its commit is its id, and it was there when that was committed."""
    own = facts.get(one.commit)
    at = own.at * 1000 if own else None
    return Run(one.commit, one.name, status="FINISHED", started=at, ended=at, commit=one.base)


class _Sprints:
    """Which sprint ran when, by the ledgers."""

    def __init__(self, ledgers: Sequence[Ledger]) -> None:
        began = ((read_instant(one.started), read_instant(one.closed), one.sprint) for one in ledgers)
        self._spans = sorted(
            (start.timestamp(), end.timestamp() if end else float("inf"), name) for start, end, name in began if start
        )
        self._starts = [span[0] for span in self._spans]

    def at(self, milliseconds: int | None) -> str | None:
        """The sprint that ran at an instant (milliseconds since 1970)."""
        if milliseconds is None:
            return None
        place = bisect_right(self._starts, milliseconds / 1000) - 1
        fits = place >= 0 and milliseconds / 1000 <= self._spans[place][1]
        return self._spans[place][2] if fits else None
