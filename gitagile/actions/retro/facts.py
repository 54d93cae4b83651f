"""The facts of a retro, gathered: from the ledger, from history up to the sprint's end, and from the sprint's files.

They depend on no clock: written again while nothing happened they are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ...analytics.flow import Age
from ...analytics.lifetimes import Lifetime, lifetimes
from ...analytics.retro_actions import Action, Lives
from ...analytics.retro_facts import (
    LOOK_BACK,
    Blocker,
    Foresight,
    Outliers,
    Trial,
    blockers_of,
    foresight,
    oldest_work,
    slow_ones,
    trials_of,
)
from ...model.days import zone_named
from ...model.ids import normal_id
from ...model.item import Item
from ...model.ledger import DONE
from ...model.sprint import Sprint
from ...model.timeline import day_of, with_beginnings
from ...store import layout
from ...workspace import Workspace
from ..history.past import Moment, first_second, timeline
from ..sprints.around import Around, around
from ..sprints.facts import SprintFacts, second, sprint_facts
from .actions import sprint_of_retro
from .going import going
from .past import Decision, Override, Stretch, decisions, overrides, stretch
from .told import told_actions

if TYPE_CHECKING:
    from ...analytics.stop_rule import StopProposal
    from ..model_work.audit import AuditRemark


class RetroFacts(NamedTuple):
    """All that a retro says of a sprint before people speak. `day` is the last it tells of, as an ISO day.

    `earlier` are actions of other retros that were open in the sprint's time; `own` are those of this one.
    `partial` says why what only history knows is left out, None where nothing is.
    """

    sprint: SprintFacts
    day: str
    oldest: tuple[Age, ...] = ()
    slow: Outliers = Outliers(None, 0)
    foresight: tuple[Foresight, ...] = ()
    overrides: tuple[Override, ...] = ()
    trials: tuple[Trial, ...] = ()
    decisions: tuple[Decision, ...] = ()
    blockers: tuple[Blocker, ...] = ()
    remarks: tuple[AuditRemark, ...] = ()
    stops: tuple[StopProposal, ...] = ()
    earlier: tuple[Action, ...] = ()
    own: tuple[Action, ...] = ()
    partial: str | None = None


FactsWriter = Callable[[RetroFacts], str]
"""Makes Markdown of the facts: rooms above this one know how (gitagile.render.retro.facts_markdown)."""


class Known(NamedTuple):
    """What is known of the sprint already: its figures, its items and the files around it."""

    files: Around
    sprint: Sprint
    facts: SprintFacts
    items: tuple[Item, ...]

    @property
    def started(self) -> int:
        """The second it started."""
        return second(self.facts.report.started)

    @property
    def closed(self) -> int:
        """The second it closed, 0 where it has not."""
        return second(self.facts.report.closed)


def retro_facts(workspace: Workspace, text: str | None = None) -> RetroFacts:
    """The facts of a sprint: by default of the one closed last, else of the active one.

    UsageError where there is no such sprint; Refused where it had not started.
    """
    files = around(workspace)
    sprint = sprint_of_retro(files.backlog, text)
    facts = sprint_facts(workspace, sprint.id, settled=True)
    ids = frozenset(normal_id(row.id) for row in facts.report.rows)
    items = files.with_items(sprint.id, ids).items
    return gathered(workspace, Known(files, sprint, facts, items))


def gathered(workspace: Workspace, known: Known) -> RetroFacts:
    """The facts of a sprint of which so much is known."""
    past, partial = _past(workspace, known)
    zone = zone_named(workspace.config.timezone)
    first, last = (date.fromisoformat(day_of(at, zone)) for at in (known.started, past.until))
    facts = RetroFacts(
        sprint=known.facts,
        day=last.isoformat(),
        foresight=foresight(known.facts.forecast) if known.closed else (),
        trials=_trials(workspace, known, past),
        blockers=_blockers(workspace, first, last),
        stops=_stops(workspace, known) if known.closed else (),
        partial=partial,
    )
    return facts if partial is not None else _with_history(workspace, known, past, facts)


def _with_history(workspace: Workspace, known: Known, past: Lives, facts: RetroFacts) -> RetroFacts:
    """The facts with what only history knows."""
    day = date.fromisoformat(facts.day)
    done = frozenset(normal_id(row.id) for row in known.facts.report.rows_with(DONE))
    rest = frozenset(normal_id(row.id) for row in known.facts.report.rows) - done
    between = stretch(workspace, known.started, past.until)
    earlier, own = told_actions(workspace, known.files, known.sprint, past)
    return facts._replace(
        oldest=oldest_work(going(workspace, (item for item in known.items if normal_id(item.id) in rest), past), day),
        slow=slow_ones(past.lives.values(), done, day),
        overrides=overrides(workspace, between) if between else (),
        decisions=decisions(workspace, between) if between else (),
        remarks=_audited(workspace, known, between) if between else (),
        earlier=earlier,
        own=own,
    )


def _past(workspace: Workspace, known: Known) -> tuple[Lives, str | None]:
    """Lifetimes up to the sprint's close, of a running one up to the last thing that happened in the backlog.

    What is staged does not count: it bears the instant of now. Beside them, why part of history is missing.
    """
    zone = zone_named(workspace.config.timezone)
    first = date.fromisoformat(day_of(known.closed or known.started, zone)) - timedelta(days=LOOK_BACK + 1)
    since = min(first_second(workspace, first), known.started)
    read = with_beginnings(timeline(workspace, Moment(int(workspace.now.timestamp()), is_now=False), since))
    until = known.closed or max((known.started, *(event.at for event in read.events)))
    lives = lifetimes(read, workspace.config.workflow, zone, as_of=until)
    edge = date.fromisoformat(day_of(since - 1, zone))
    told = frozenset(event.item for event in read.events)
    return Lives({life.item: _without_edge(life, edge) for life in lives}, told, until), read.partial


def _without_edge(life: Lifetime, edge: date) -> Lifetime:
    """A life that was active when what is read of history begins has no start, unless it says one itself."""
    return life if life.started != edge or life.version.started else life._replace(started=None)


def _trials(workspace: Workspace, known: Known, past: Lives) -> tuple[Trial, ...]:
    """The sprint's experiments and spikes, in the order of its report."""
    items = {normal_id(item.id): item for item in known.items}
    workflow = workspace.config.workflow
    own = [items[name] for row in known.facts.report.rows if (name := normal_id(row.id)) in items]
    categories = {
        name: life.category if (life := past.lives.get(name)) else workflow.category_of(item.status)
        for name, item in items.items()
    }
    return trials_of(own, categories)


def _stops(workspace: Workspace, known: Known) -> tuple[StopProposal, ...]:
    """What the config's stop rule proposes after the sprints that had closed by then."""
    metrics, model = workspace.config.metrics, known.facts.model
    if model is None or not any(metric.stop_after for metric in metrics):
        return ()
    from ...analytics.stop_rule import stop_proposals
    from ..ledgers import ledgers
    from ..model_work.metrics import ledger_metrics

    earlier = (one for one in ledgers(workspace).ledgers if one.is_closed and second(one.closed) < known.closed)
    told = [(one.sprint, {row.name: row.delta for row in ledger_metrics(workspace.config, one)}) for one in earlier]
    return stop_proposals(metrics, [*told, (known.sprint.id, {row.name: row.delta for row in model.rows})])


def _audited(workspace: Workspace, known: Known, between: Stretch) -> tuple[AuditRemark, ...]:
    """What was loosened or told anew in the sprint's time: of its items, and in the config."""
    from ..model_work.audit import audit_range

    if between.start is None:
        return ()
    own = {"", *(normal_id(row.id) for row in known.facts.report.rows)}
    return tuple(one for one in audit_range(workspace, between.start, between.end) if normal_id(one.item) in own)


def _blockers(workspace: Workspace, first: date, last: date) -> tuple[Blocker, ...]:
    if not (workspace.root / layout.CHECKINS).is_dir():
        return ()
    from ..team.checkin import checkins_between

    return blockers_of(checkins_between(workspace, first, last))
