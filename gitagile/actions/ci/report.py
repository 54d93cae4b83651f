"""The report of a branch for a pull request: items, findings, gates, what was loosened, and the active sprint."""

from __future__ import annotations

from typing import NamedTuple

from ...errors import WrongPlace
from ...model.finding import ERROR, Finding
from ...model.ids import normal_id
from ...store.tree import BlobTree
from ...vcs.log import tree_changes
from ...workspace import Workspace
from ..check_against import lost_since
from ..check_backlog import CheckReport, check
from ..model_work.audit import AuditRemark, audit_range
from ..trees import commit_tree, reading
from .changes import KINDS, ItemChange, item_changes
from .gates import JudgedGate, judged_gates
from .span import Span
from .sprint_effect import SprintEffect, sprint_effect, sprint_files

GONE = "B311"
"""The rule that an id is not lost (docs/rules)."""


class CiReport(NamedTuple):
    """What a branch does to the backlog. `warnings` are those in files it touches, `other_warnings` how many more.

    `check` holds all findings at the tip, `lost` one for each id that was there at the base and is there no more.
    """

    span: Span
    changes: tuple[ItemChange, ...]
    check: CheckReport
    touched: frozenset[str]
    lost: tuple[Finding, ...] = ()
    gates: tuple[JudgedGate, ...] = ()
    remarks: tuple[AuditRemark, ...] = ()
    sprint: SprintEffect | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that are errors."""
        return tuple(one for one in self.check.findings if one.severity == ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The warnings in files that the branch touches."""
        return tuple(one for one in self.check.findings if one.severity != ERROR and one.path in self.touched)

    @property
    def told(self) -> tuple[Finding, ...]:
        """What is told one by one: lost ids, errors, and the branch's own warnings."""
        return (*self.lost, *self.errors, *self.warnings)

    @property
    def other_warnings(self) -> int:
        """How many warnings there are in other files."""
        return len(self.check.findings) - len(self.errors) - len(self.warnings)

    @property
    def failed(self) -> tuple[JudgedGate, ...]:
        """The gates that fail, and count."""
        return tuple(one for one in self.gates if one.is_failure)

    @property
    def overridden(self) -> tuple[JudgedGate, ...]:
        """The gates that fail, and that a step of the branch passed over with a reason."""
        return tuple(one for one in self.gates if one.is_overridden)

    @property
    def passes(self) -> bool:
        """Whether nothing stands against a merge: no error, no lost id, no failed gate."""
        return not (self.errors or self.lost or self.failed)

    def counts(self) -> dict[str, int]:
        """How many items each kind of change befell; one item may count in several."""
        return {kind: sum(kind in one.kinds for one in self.changes) for kind in KINDS}


def ci_report(workspace: Workspace, span: Span, tip: BlobTree, config_findings: tuple[Finding, ...] = ()) -> CiReport:
    """What a branch does, read from git's objects; the workspace's config is that of its tip, whose tree is given.

    WrongPlace where the tip has no backlog.
    """
    if not tip.paths:
        raise WrongPlace(f"there is no backlog at {span.tip_called}", "`gitagile init` makes one")
    changed = frozenset(one.path for one in tree_changes(workspace.repository, span.base, span.tip))
    known = commit_tree(workspace, span.base)
    wanted = changed.union(sprint_files(known))
    base = reading(workspace, known, wanted.__contains__)
    changes = item_changes(base, tip, sorted(changed))
    touched = frozenset(normal_id(one.id) for one in changes)
    missed = lost_since(workspace, tip, span.base, span.tip, ignored=workspace.config.ignored_rules)
    lost = tuple(one for one in missed if one.code == GONE)
    found = check(tip, workspace.config, config_findings)
    return CiReport(
        span=span,
        changes=changes,
        check=found._replace(findings=(*found.findings, *(one for one in missed if one not in lost))),
        touched=changed,
        lost=lost,
        gates=judged_gates(workspace, span, tip, found.items, touched=touched, paths=changed),
        remarks=() if span.is_empty else audit_range(workspace, span.base, span.tip),
        sprint=sprint_effect(workspace, span, base, tip),
    )
