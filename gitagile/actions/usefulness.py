"""What a configuration makes meaningless: the reports and commands that have nothing to say, and what would help."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..config.record import Config
from ..config.settings import WEEKDAYS
from ..config.values import hint_for
from ..errors import UsageError
from ..model.item import Item
from ..model.sprint import Sprint
from ..model.workflow import ACTIVE, DONE, DROPPED


class Note(NamedTuple):
    """One remark that is no fault: the commands it is about, what they cannot say and why, and what to do."""

    about: str
    message: str
    hint: str


class Grounds(NamedTuple):
    """What is looked at: the config, what there is in the backlog, and which of its named paths lead somewhere.

    `stores` are MLflow's, `pipelines` the `dvc.yaml` of the repository: both have metrics that no config names.
    """

    config: Config
    items: tuple[Item, ...] = ()
    sprints: tuple[Sprint, ...] = ()
    stores: tuple[str, ...] = ()
    pipelines: tuple[str, ...] = ()


def notes_on(grounds: Grounds) -> tuple[Note, ...]:
    """All notes on a configuration, in the order of the settings they are about."""
    return tuple(note for look in _LOOKS for note in look(grounds))


def _statuses(grounds: Grounds) -> Iterator[Note]:
    workflow = grounds.config.workflow
    if workflow.first_in(ACTIVE) is None:
        said = "no status is active: cycle time, work in progress and age stay empty"
        yield Note("report flow, start", said, 'give a status of `workflow.statuses` the category "active"')
    if workflow.first_in(DROPPED) is None:
        said = "no status means dropped: what is given up can only be called open or done"
        yield Note("drop, report velocity", said, 'add `dropped = "dropped"` to `workflow.statuses`')
    for status, _ in workflow.wip:
        if workflow.category_of(status) in (DONE, DROPPED):
            said = f"`workflow.wip` limits {status!r}, which items never leave: it will be over its limit for good"
            yield Note("board, check", said, "limit statuses that items pass through")


def _demands(grounds: Grounds) -> Iterator[Note]:
    config = grounds.config
    if "criteria" in config.done_needs and not config.criteria_headings:
        said = "`workflow.done_needs` asks for criteria, but no heading holds any: nothing is ever asked"
        yield Note("done", said, 'name headings in `items.criteria_headings`, such as "Acceptance criteria"')
    gated = any(one.gates for one in config.types) or any(item.gates for item in grounds.items)
    if "gates" in config.done_needs and not gated:
        said = "`workflow.done_needs` asks for gates, but no type and no item has one: nothing is ever asked"
        yield Note("done, gate", said, "write `gates` under `[types.NAME]`, or into items")
    default = config.type_named(config.default_type)
    if default is not None and default.requires:
        said = f"`items.default_type` is {default.name!r}, which demands {', '.join(default.requires)}"
        yield Note("new", f"{said}: `new` is refused without them", "take a type that demands nothing")


def _points(grounds: Grounds) -> Iterator[Note]:
    config = grounds.config
    if len(set(config.points_scale)) == 1:
        said = "`items.points_scale` has one value: points say no more than counting items does"
        yield Note("report velocity, sprint plan", said, "more values, or none and items without points")
    if config.profile == "kanban" and not grounds.sprints:
        said = "there are no sprints, as kanban needs none: burndown, burnup, velocity and summaries stay empty"
        yield Note("sprint, report velocity", said, "`report flow`, `report cfd` and `report forecast` need none")
        if config.points_scale:
            said = "`items.points_scale` is set, but without sprints every report counts items"
            yield Note("report forecast", said, "leave points out, or work in sprints")


def _cadence(grounds: Grounds) -> Iterator[Note]:
    config = grounds.config
    if len(set(config.weekend)) == len(WEEKDAYS):
        said = "no day of the week is a working day: guidelines stay flat, capacity is 0 and no day can be forecast"
        yield Note("report burndown, capacity, report forecast", said, "leave a day out of `cadence.weekend`")
    if not config.weekend:
        said = "`cadence.weekend` is empty: guidelines fall and check-ins are awaited on all seven days"
        yield Note("report burndown, checkin", said, "name the days nobody works, if there are any")
    if not config.min_weeks <= config.weeks <= config.max_weeks:
        said = f"`cadence.weeks` is {config.weeks}, but {config.min_weeks} to {config.max_weeks} are allowed"
        yield Note(
            "sprint new",
            f"{said}: it is refused without `--weeks` or `--end`",
            "change `cadence.weeks`, `cadence.min_weeks` or `cadence.max_weeks`",
        )


def _history(grounds: Grounds) -> Iterator[Note]:
    if grounds.config.commit == "none":
        said = '`commit` is "none": steps between two commits of yours are seen by nobody, and `undo` finds no act'
        yield Note("log, report flow, undo", said, 'commit often, or set it to "auto"')


def _team(grounds: Grounds) -> Iterator[Note]:
    config = grounds.config
    has_days = any(sprint.capacity for sprint in grounds.sprints)
    if not config.team:
        said = "the config names no team: nobody's time, roles or handle are known"
        yield Note("team, capacity, checkin", said, "write `[team.ana]` with name, emails, roles and days_per_sprint")
        return
    if not has_days and all(person.days_per_sprint is None for person in config.team):
        said = "nobody has `days_per_sprint` and no sprint a capacity: there are no days to plan with"
        yield Note("capacity, sprint plan", said, "add `days_per_sprint = 8` to the people under `[team]`")
    held = {role for person in config.team for role in person.roles}
    if not held:
        said = "nobody in the team has a role: plans and loads by role stay empty"
        yield Note("sprint plan, capacity", said, "add `roles = [...]` to the people under `[team]`")
    for role in (one for one in config.required_roles if held and one not in held):
        said = f"nobody in the team has the required role {role!r}: every plan will warn of it"
        yield Note("sprint plan, team", said, "give it to somebody, or take it out of `roles.required`")


def _roles(grounds: Grounds) -> Iterator[Note]:
    config = grounds.config
    for person in config.team if config.roles else ():
        for role in (one for one in person.roles if one not in config.roles):
            said = f"{person.handle} has the role {role!r}, which no item may ask for"
            yield Note("sprint plan, capacity", said, hint_for(role, config.roles) + "; or add it to `roles.names`")


def _metrics(grounds: Grounds) -> Iterator[Note]:
    config, elsewhere = grounds.config, (*grounds.stores, *grounds.pipelines)
    if not config.metrics and not elsewhere and config.profile in ("ml", "research"):
        said = "the config names no metric: a sprint's focus is not measured, and releases show none"
        hint = 'write `[metrics."eval.auc"]` with the `source` it is read from'
        yield Note("metrics, sprint start, retro", said, hint)
    for metric in config.metrics:
        if not metric.source and not elsewhere:
            nowhere = "there is neither a dvc.yaml nor an MLflow store"
            said = f"the metric {metric.name} has no `source`, and {nowhere}: it is never measured"
            yield Note("metrics, sprint start", said, "add a `source`, or a store to `evidence.mlflow`")
        if metric.min_delta is not None and metric.stop_after is None:
            said = f"the metric {metric.name} has `min_delta`, but no `stop_after`: a stop is never proposed"
            yield Note("experiments, retro", said, "add `stop_after`, or take `min_delta` out")
    for path in config.mlflow_stores:
        if path not in grounds.stores:
            said = f"`evidence.mlflow` names {path!r}, where no store lies"
            yield Note("metrics, experiments", said, "it may lie in other clones only; else mend the path")


def _fields(grounds: Grounds) -> Iterator[Note]:
    from ..text.kinds import KINDS

    for field in grounds.config.custom_fields:
        if field.name in KINDS:
            said = f"`fields.{field.name}` has the name of a key that every item has: the declaration does nothing"
            yield Note("check, edit", said, "give your own key another name")
        elif field.values and field.kind not in ("text", "list"):
            said = f"`fields.{field.name}` is a {field.kind}, for which `values` are not looked at"
            yield Note("check, edit", said, 'only `type = "text"` and `type = "list"` can be held to values')


def _views(grounds: Grounds) -> Iterator[Note]:
    from .find import query_by, refuse_unknown

    for name, _ in grounds.config.views:
        try:
            refuse_unknown(grounds.config, query_by(grounds.config, (f"@{name}",)), grounds.items)
        except UsageError as error:
            yield Note(
                f"list @{name}",
                f"the view `{name}` asks for nothing known: {error}",
                error.hint or "mend it under `[views]`",
            )


_LOOKS: tuple[Callable[[Grounds], Iterator[Note]], ...] = (
    _statuses,
    _demands,
    _points,
    _cadence,
    _history,
    _team,
    _roles,
    _metrics,
    _fields,
    _views,
)
