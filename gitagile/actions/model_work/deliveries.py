"""Deliveries that other tools mark: versions and stages by tags of GTO, aliases of MLflow's registered models."""

from __future__ import annotations

from collections.abc import Iterable

from ...evidence.mlflow import find_stores, gather_aliases, gather_runs
from ...model.delivery import ALIASED, Delivery, delivery_in, settled
from ...vcs.tags import Tag
from ...workspace import Workspace


def deliveries(workspace: Workspace, tags: Iterable[Tag]) -> tuple[tuple[Delivery, ...], tuple[str, ...]]:
    """What was delivered, the newest last, and what was wrong with a store of MLflow."""
    marked = (delivery_in(tag.name, tag.commit, tag.at) for tag in tags)
    aliases, faults = _aliases(workspace)
    return settled((*(one for one in marked if one is not None), *aliases)), faults


def _aliases(workspace: Workspace) -> tuple[tuple[Delivery, ...], tuple[str, ...]]:
    """Each alias with the version it points at now, dated by the run that made that version."""
    stores = find_stores(workspace.root, workspace.config.mlflow_stores)
    aliases, faults = gather_aliases(stores)
    if not aliases:
        return (), faults
    runs = {run.id: run for run in gather_runs(stores).runs}
    found = []
    for one in aliases:
        run = runs.get(one.run)
        at = None if run is None or run.ended is None else run.ended // 1000
        commit = run.commit if run else ""
        found.append(Delivery(ALIASED, one.model, one.version, one.alias, at, commit, one.name))
    return tuple(found), faults
