"""The facts of a sprint: its figures from the ledger and from history, and the commits of code behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ...analytics.commitment import Commitment, commitment_on, committed_in, rebuilt_ledger
from ...analytics.day_edges import first_second
from ...analytics.freezing import frozen
from ...analytics.item_facts import Reading
from ...analytics.scope import replay_sprint
from ...analytics.sprint_report import SprintReport, sprint_report
from ...analytics.workdays import calendar_of
from ...errors import Refused
from ...history.mention import Mention
from ...model.backlog import Backlog
from ...model.days import read_day, read_instant, zone_named
from ...model.event import Event, version_of
from ...model.ids import normal_id
from ...model.ledger import Foretold, Ledger, carried_until
from ...model.sprint import PLANNED, RUNNING, Sprint
from ...model.timeline import Timeline, with_beginnings
from ...workspace import Workspace
from ..history.code import code_commits, known_at
from ..history.happenings import notes_of
from ..history.past import HEAD, Moment, moment_of, timeline
from ..ledgers import current_or_previous, ledger_of, ledgers
from .around import Around, around
from .promise import finished_since

if TYPE_CHECKING:
    from ..model_work.sprint_metrics import SprintMetrics

_EARLIER = "`--as-of` takes a day on which the sprint ran, or a later one"


class SprintFacts(NamedTuple):
    """All that is said of a sprint as of a moment. `code` are the commits that name its items, oldest first.

    `forecast` is what was foretold at the start, with what was finished so far. `notes` say what history cannot tell,
    and where a commitment was not frozen by a start. `partial`: part of the history it is made from is missing.
    `model` is what is known of its metrics and gates, None where it has none.
    """

    report: SprintReport
    code: tuple[Mention, ...] = ()
    forecast: Foretold | None = None
    notes: tuple[str, ...] = ()
    partial: str | None = None
    model: SprintMetrics | None = None

    @property
    def people(self) -> tuple[str, ...]:
        """Who changed its items or committed code for them, by name."""
        names = {change.who for change in self.report.changes} | {one.who for one in self.code}
        return tuple(sorted((name for name in names if name), key=str.casefold))


SummaryWriter = Callable[[SprintFacts], str]
"""Makes the text of `summary.md`: rooms above this one know how (gitagile.render.sprint_summary.summary_markdown)."""


class _Asked(NamedTuple):
    """One sprint and the moment that is asked about."""

    workspace: Workspace
    files: Around
    sprint: Sprint
    moment: Moment
    settled: bool = False

    @property
    def backlog(self) -> Backlog:
        return self.files.backlog

    def reading(self) -> Reading:
        config = self.workspace.config
        return Reading(self.sprint.id, config.workflow, zone_named(config.timezone))


def sprint_facts(
    workspace: Workspace, text: str | None = None, as_of: str | None = None, *, settled: bool = False
) -> SprintFacts:
    """The facts of a sprint (by default the active one, else the one closed last), now or as of a past moment.

    A closed one is told as its ledger froze it. `settled`: a running one is told to the last thing that happened in it,
    not to today, so that a file with its facts changes only when it does. Refused where it had not started then.
    """
    files = around(workspace)
    sprint = current_or_previous(files.backlog, text)
    asked = _Asked(workspace, files, sprint, moment_of(workspace, as_of), settled)
    ledger = ledger_of(workspace, sprint.id)
    if ledger is None:
        return _rebuilt(asked)
    ledger = ledger._replace(sprint=sprint.id)
    if second(ledger.started) > asked.moment.at:
        raise Refused(f"{sprint.id} started on {ledger.started[:10]}, later than {as_of or 'now'}", _EARLIER)
    if ledger.is_closed and (asked.moment.is_now or second(ledger.closed) <= asked.moment.at):
        return closed_facts(workspace, sprint, ledger, carried_until(ledgers(workspace).ledgers, ledger))
    return _running(asked, ledger)


def second(stamp: str | None) -> int:
    """The second of a ledger's instant; 0 where it has none."""
    instant = read_instant(stamp)
    return int(instant.timestamp()) if instant else 0


def closed_facts(workspace: Workspace, sprint: Sprint, ledger: Ledger, times: Mapping[str, int]) -> SprintFacts:
    """The facts of a closed sprint as they were frozen: nothing that happened later is in them."""
    until = second(ledger.closed)
    needs_titles = any(not row.title for row in ledger.outcome)
    items = workspace.backlog().items if needs_titles else ()
    titles = {normal_id(item.id): item.title for item in items}
    report = sprint_report(sprint, ledger, titles, times, calendar=calendar_of(workspace.config))
    code = known_at(workspace, _code(workspace, report, second(ledger.started)), until)
    return SprintFacts(report, code, ledger.forecast, model=_frozen_model(workspace, sprint, ledger))


def _frozen_model(workspace: Workspace, sprint: Sprint, ledger: Ledger) -> SprintMetrics | None:
    if not (ledger.start_metrics or ledger.close_metrics or ledger.gates):
        return None
    from ..model_work.sprint_metrics import frozen_metrics

    return frozen_metrics(workspace, sprint, ledger)


def _model_now(asked: _Asked, ledger: Ledger) -> SprintMetrics | None:
    """The metrics and gates of a running sprint as they stand; for a file that is kept, as its start froze them."""
    workspace, sprint = asked.workspace, asked.sprint
    if asked.settled:
        return _frozen_model(workspace, sprint, ledger)
    items = asked.files.with_gates(sprint.id, types=any(one.gates for one in workspace.config.types))
    if not (items or sprint.focus or workspace.config.metrics or ledger.start_metrics):
        return None
    from ..model_work.sprint_metrics import metrics_now

    until = None if asked.moment.is_now else (asked.moment.revision, asked.moment.at)
    return metrics_now(workspace, sprint, ledger, items=items, until=until)


def _running(asked: _Asked, ledger: Ledger) -> SprintFacts:
    """A sprint that runs, or ran at the moment asked about: its commitment as frozen, all else from history."""
    workspace, began = asked.workspace, _as_started(ledger)
    started = second(ledger.started)
    read = _since(asked, started)
    report, until = _replayed(asked, began, committed_in(began), read)
    forecast = ledger.forecast
    if forecast is not None:
        forecast = forecast._replace(finished=finished_since(workspace, read.events, started, until))
    code, model = _code_until(asked, report, started), _model_now(asked, began)
    return SprintFacts(report, code, forecast, notes_of(read), read.partial, model)


def _as_started(ledger: Ledger) -> Ledger:
    return ledger._replace(
        closed=None, outcome=(), series=(), changes=(), close_metrics=None, params=(), moved_by=(), gates=()
    )


def _rebuilt(asked: _Asked) -> SprintFacts:
    """A sprint that no `sprint start` froze: what lay in its folder when its first day ended is its commitment."""
    sprint, workspace = asked.sprint, asked.workspace
    first = read_day(sprint.start)
    if sprint.status == PLANNED or first is None or first > workspace.today():
        raise Refused(f"the sprint {sprint.id} is not started, so there is nothing to report", _hint(sprint))
    if first_second(first, asked.reading().zone) > asked.moment.at:
        raise Refused(f"{sprint.id} started on {first}, later than {asked.moment.asked}", _EARLIER)
    read = _with_untouched(asked, first_second(first, asked.reading().zone))
    commitment = commitment_on(first, read.events, asked.reading(), until=asked.moment.at)
    report, _ = _replayed(asked, rebuilt_ledger(commitment, workspace.config.timezone), commitment, read)
    note = f"{sprint.id} was started by hand: its commitment is what lay in its folder when {first} ended"
    return SprintFacts(
        report=report,
        code=_code_until(asked, report, commitment.started),
        notes=(note, *notes_of(read)),
        partial=read.partial,
    )


def _replayed(asked: _Asked, ledger: Ledger, commitment: Commitment, read: Timeline) -> tuple[SprintReport, int]:
    """The report of a sprint that runs, and the instant it is told to."""
    until = max(asked.moment.at, commitment.started)
    replay = replay_sprint(commitment, read.events, asked.reading(), until=until)
    if asked.settled:
        until = max((change.known for change in replay.changes), default=commitment.started)
        replay = replay_sprint(commitment, read.events, asked.reading(), until=until)
    untold = frozenset(normal_id(row.id) for row in replay.rows if not row.title)
    items = asked.files.with_items(asked.sprint.id, untold).items if untold else ()
    report = sprint_report(
        asked.sprint._replace(status=RUNNING),
        frozen(ledger, replay),
        {normal_id(item.id): item.title for item in items},
        times=_times(asked),
        calendar=calendar_of(asked.workspace.config),
    )
    return report, until


def _with_untouched(asked: _Asked, since: int) -> Timeline:
    """History from a second on, with the items of the sprint that nothing happened to since: as they lie there.

    Where the line ends at a commit that was asked for, all of it.
    """
    if asked.moment.revision != HEAD:
        return timeline(asked.workspace, asked.moment)
    read = _since(asked, max(since, 0))
    known = {event.item for event in read.events}
    items = asked.files.with_items(asked.sprint.id, frozenset()).items
    untouched = (item for item in items if normal_id(item.id) not in known)
    events = (Event(normal_id(item.id), since - 1, None, version_of(item)) for item in untouched)
    return read._replace(events=(*events, *read.events))


def _since(asked: _Asked, since: int) -> Timeline:
    return with_beginnings(timeline(asked.workspace, asked.moment, since))


def _code(workspace: Workspace, report: SprintReport, since: int) -> tuple[Mention, ...]:
    return code_commits(workspace, items=[row.id for row in report.rows], since=since)


def _code_until(asked: _Asked, report: SprintReport, since: int) -> tuple[Mention, ...]:
    """The commits of code that are known now, or were at the moment asked about."""
    code, moment = _code(asked.workspace, report, since), asked.moment
    if moment.is_now:
        return tuple(one for one in code if one.at <= moment.at)
    return known_at(asked.workspace, code, moment.at, revision=moment.revision)


def _times(asked: _Asked) -> Mapping[str, int]:
    """How often each item had been carried at the moment asked about."""
    if asked.moment.is_now:
        return asked.backlog.carried
    found = (one for one in ledgers(asked.workspace).ledgers if one.is_closed)
    closed = [one for one in found if second(one.closed) <= asked.moment.at]
    return carried_until(closed, closed[-1]) if closed else {}


def _hint(sprint: Sprint) -> str:
    return f"`gitagile sprint start {sprint.id}` freezes what it commits to"
