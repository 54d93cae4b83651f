"""Stops that the config's rule proposes, from what the ledgers froze: for talking about, in reports and retros."""

from __future__ import annotations

from itertools import takewhile

from ...analytics.stop_rule import StopProposal, stop_proposals
from ...model.ledger import Ledger
from ...workspace import Workspace
from ..ledgers import ledgers
from .metrics import ledger_metrics


def proposed_stops(workspace: Workspace, *, until: Ledger | None = None) -> tuple[StopProposal, ...]:
    """A proposal for each metric with `stop_after` that gained too little in its last sprints; nothing is imposed.

    `until` is the last closed sprint that counts, as for its retro; by default all that are closed.
    """
    config = workspace.config
    if not any(metric.stop_after for metric in config.metrics):
        return ()
    closed = [one for one in ledgers(workspace).ledgers if one.is_closed]
    if until is not None:
        closed = [*takewhile(lambda one: one.sprint != until.sprint, closed), until]
    moved = [(one.sprint, {row.name: row.delta for row in ledger_metrics(config, one)}) for one in closed]
    return stop_proposals(config.metrics, moved)
