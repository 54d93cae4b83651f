"""What a branch does to the active sprint: its scope, what is completed and what remains, before and after."""

from __future__ import annotations

from typing import NamedTuple

from ...analytics.commitment import Commitment, commitment_on, committed_in, rebuilt_ledger
from ...analytics.freezing import frozen
from ...analytics.item_facts import Reading
from ...analytics.scope import replay_sprint
from ...analytics.sprint_report import Figures, figures_of, unit_of
from ...history.reader import read_timeline
from ...model.days import read_day, zone_named
from ...model.ledger import Ledger
from ...model.sprint import Sprint, active_sprint
from ...model.timeline import Timeline, with_beginnings
from ...store import layout
from ...store.reader import load
from ...store.tree import BlobTree
from ...text.ledger_text import read_ledger
from ...workspace import Workspace
from ..history.past import history_file
from .span import Span


class SprintEffect(NamedTuple):
    """The figures of the sprint without and with the branch; one is None where the branch starts or closes it.

    `reason` says why there are no figures at all.
    """

    sprint: str
    unit: str = ""
    before: Figures | None = None
    after: Figures | None = None
    reason: str = ""

    @property
    def is_moved(self) -> bool:
        """Whether the branch changes any of the figures."""
        return self.before != self.after


class _Side(NamedTuple):
    """One side of the branch: its commit, the sprint as it stands there, and its ledger if it has one."""

    commit: str
    sprint: Sprint
    ledger: Ledger | None


def sprint_effect(workspace: Workspace, span: Span, base: BlobTree, tip: BlobTree) -> SprintEffect | None:
    """The effect on the sprint that is active at the tip, else on the one that was; None where none is or was."""
    sides = _active(base, span.base), _active(tip, span.tip)
    one = sides[1] or sides[0]
    if one is None:
        return None
    name = one.sprint.id
    same = [side if side is not None and side.sprint.id == name else None for side in sides]
    ledgers = [None if side is None else _told(workspace, side) for side in same]
    unsure = next((one for one in ledgers if isinstance(one, str)), None)
    known = [one for one in ledgers if isinstance(one, Ledger)]
    if unsure is not None or not known:
        return SprintEffect(name, reason=unsure or "it has neither a ledger nor a first day")
    unit = unit_of(known[-1])
    before, after = (figures_of(one, unit) if isinstance(one, Ledger) else None for one in ledgers)
    return SprintEffect(name, unit, before, after)


def sprint_files(tree: BlobTree) -> tuple[str, ...]:
    """The files of a tree that say which sprints there are, and their ledgers."""
    endings = ("/" + layout.SPRINT_FILE, "/" + layout.LEDGER_FILE)
    return tuple(path for path in tree.paths if path.endswith(endings) and path.startswith(layout.SPRINTS + "/"))


def _active(tree: BlobTree, commit: str) -> _Side | None:
    found = (load(tree, path)[0] for path in sprint_files(tree) if layout.sprint_of_file(path))
    sprint = active_sprint(tuple(one for one in found if isinstance(one, Sprint)))
    if sprint is None:
        return None
    path = layout.ledger_file(sprint.id)
    ledger = read_ledger(tree.read(path), path)[0] if path in tree.paths else None
    return _Side(commit, sprint, ledger)


def _told(workspace: Workspace, side: _Side) -> Ledger | str | None:
    """The ledger with what has come of the sprint up to the side's commit.

    None where nothing says when it began; what is missing, in words, where its history is not all here.
    """
    config = workspace.config
    reading = Reading(side.sprint.id, config.workflow, zone_named(config.timezone))
    now = int(workspace.now.timestamp())
    if side.ledger is not None:
        began = side.ledger._replace(sprint=side.sprint.id, closed=None, outcome=(), series=(), changes=())
        commitment = committed_in(began)
        read = with_beginnings(_timeline(workspace, side.commit, since=commitment.started))
        return read.partial or _frozen(began, commitment, read, reading, now=now)
    first = read_day(side.sprint.start)
    if first is None or first > workspace.today():
        return None
    read = _timeline(workspace, side.commit)
    commitment = commitment_on(first, read.events, reading, until=now)
    ledger = rebuilt_ledger(commitment, config.timezone)
    return read.partial or _frozen(ledger, commitment, read, reading, now=now)


def _frozen(ledger: Ledger, commitment: Commitment, read: Timeline, reading: Reading, *, now: int) -> Ledger:
    return frozen(ledger, replay_sprint(commitment, read.events, reading, until=max(now, commitment.started)))


def _timeline(workspace: Workspace, commit: str, since: int | None = None) -> Timeline:
    now = int(workspace.now.timestamp())
    return read_timeline(workspace.repository, history_file(workspace), revision=commit, since=since, now=now)
