"""Sprints and their ledgers found and read, and what no verb of a sprint goes on with."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from ..errors import Refused
from ..model.backlog import Backlog, find_sprint
from ..model.finding import Finding
from ..model.ids import normal_id
from ..model.ledger import Ledger, in_closing_order
from ..model.sprint import Sprint, active_sprint, next_sprint
from ..store import layout
from ..store.reader import content_of, is_ledger
from ..text.ledger_text import read_ledger
from ..workspace import Workspace, WrongFile


class Ledgers(NamedTuple):
    """All ledgers: closed ones in the order of their close, then running ones; `unreadable` names the broken ones."""

    ledgers: tuple[Ledger, ...]
    unreadable: tuple[Finding, ...] = ()


def ledgers(workspace: Workspace) -> Ledgers:
    """The ledgers of all sprints of the working tree."""
    tree = workspace.tree()
    found: list[Ledger] = []
    faults: list[Finding] = []
    for path in filter(is_ledger, tree.paths):
        content, fault = content_of(tree, path)
        ledger, fault = (None, fault) if content is None else read_ledger(content, path)
        if fault is not None:
            faults.append(fault)
        elif ledger is not None:
            found.append(ledger)
    running = sorted((one for one in found if not one.is_closed), key=lambda one: one.sprint)
    return Ledgers((*in_closing_order(found), *running), tuple(faults))


def ledger_of(workspace: Workspace, sprint: str) -> Ledger | None:
    """A sprint's ledger, None where it has none; WrongFile where it cannot be read."""
    path = layout.ledger_file(sprint)
    if not (workspace.root / path).is_file():
        return None
    ledger, fault = read_ledger(workspace.content(path), path)
    if fault is not None:
        raise WrongFile(fault)
    return ledger


def current_or_next(backlog: Backlog, text: str | None) -> Sprint:
    """The sprint that is named, else the active one, else the next planned one."""
    if text is not None:
        return find_sprint(backlog, text)
    return active_sprint(backlog.sprints) or find_sprint(backlog, "@next")


def next_or_current(backlog: Backlog, text: str | None) -> Sprint:
    """The sprint that is named, else the next planned one, else the active one."""
    if text is not None:
        return find_sprint(backlog, text)
    return next_sprint(backlog.sprints) or find_sprint(backlog, "@current")


def current_or_previous(backlog: Backlog, text: str | None) -> Sprint:
    """The sprint that is named, else the active one, else the one closed last."""
    if text is not None:
        return find_sprint(backlog, text)
    return active_sprint(backlog.sprints) or find_sprint(backlog, "@previous")


def refuse_unsure(backlog: Backlog, sprint: Sprint) -> None:
    """Refused where a file of the sprint cannot be read or an id lies in it twice: its ledger would stay wrong."""
    folder = layout.folder_of(sprint.id) + "/"
    broken = [fault for fault in backlog.unreadable if fault.path.startswith(folder)]
    if broken:
        raise WrongFile(broken[0])
    counts = Counter(normal_id(item.id) for item in backlog.items_in(sprint.id))
    twice = next((item for item in backlog.items_in(sprint.id) if counts[normal_id(item.id)] > 1), None)
    if twice is not None:
        raise Refused(f"the id {twice.id} is given twice in {sprint.id}", "`gitagile doctor --fix` gives one a new id")
