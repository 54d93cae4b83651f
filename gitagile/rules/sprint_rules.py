"""The demands on sprints: one `sprint.md` by itself, and all sprints beside each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ..config.record import Config
from ..model.backlog import Backlog
from ..model.ids import is_folder_name
from ..model.sprint import CLOSED, PLANNED, RUNNING, Sprint
from ..text.kinds import SPRINT_KINDS
from ..text.near_keys import near_key
from .remark import Remark, shown
from .schema import sprint_schema, validator_of
from .values import Values, text_in

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

WEEK = 7


class SprintDemands:
    """What a config demands of its sprints, made ready once for a whole check."""

    def __init__(self, config: Config) -> None:
        self.config = config

    @cached_property
    def validator(self) -> Draft202012Validator:
        """The compiled schema."""
        return validator_of(sprint_schema(self.config))


def check_sprint(demands: SprintDemands, values: Values, keys: tuple[str, ...]) -> tuple[Remark, ...]:
    """All remarks on one `sprint.md` by itself."""
    remarks: list[Remark] = []
    if not demands.validator.is_valid(values):
        from .demands import sprint_remarks

        errors = demands.validator.iter_errors(values)
        remarks += sprint_remarks(errors, values, SPRINT_KINDS, demands.config)
    return (*remarks, *_spelling(keys), *_dates(values, demands.config))


def _spelling(keys: tuple[str, ...]) -> Iterator[Remark]:
    for key in keys:
        near = None if key in SPRINT_KINDS else near_key(key, SPRINT_KINDS)
        if near is not None:
            yield Remark("S210", (key,), f"unknown key `{key}`", f"did you mean `{near}`?", True, near not in keys)


def _dates(values: Values, config: Config) -> Iterator[Remark]:
    status = text_in(values, "status") or PLANNED
    missing = [key for key in ("start", "end") if key not in values]
    if missing and status in (RUNNING, CLOSED):
        said = f"the sprint is {status}, but has no {' and no '.join(f'`{key}`' for key in missing)}"
        yield Remark("S213", ("status",), said, "its charts and figures need the first and the last day")
    start, end = day_of(text_in(values, "start")), day_of(text_in(values, "end"))
    if start is None or end is None:
        return
    if end < start:
        yield Remark("S205", ("end",), f"the sprint ends on {end}, before it starts on {start}", "swap the two days")
        return
    weeks = -(-((end - start).days + 1) // WEEK)
    if not config.min_weeks <= weeks <= config.max_weeks:
        allowed = f"the cadence allows {config.min_weeks} to {config.max_weeks}"
        said = f"the sprint is {weeks} {'week' if weeks == 1 else 'weeks'} long; {allowed}"
        yield Remark("S206", ("end",), said, "`cadence.min_weeks` and `cadence.max_weeks` in the config change that")


def day_of(text: str | None) -> date | None:
    """The day a text gives as `2026-11-20`, None if it gives none."""
    try:
        return date.fromisoformat(text) if text and len(text) == 10 else None
    except ValueError:
        return None


def beside_each_other(sprints: tuple[Sprint, ...]) -> Iterator[tuple[str, Remark]]:
    """Remarks on sprints that cannot both be right, with the path of the `sprint.md` each is about."""
    running = [sprint for sprint in sprints if sprint.status == RUNNING]
    for sprint in running[1:]:
        said = f"the sprint is active, and so is {shown(running[0].id)}"
        yield sprint.path, Remark("S208", ("status",), said, "close one of them: `gitagile sprint close`")
    yield from _overlaps(sprints)


def _overlaps(sprints: tuple[Sprint, ...]) -> Iterator[tuple[str, Remark]]:
    dated = [(start, end, one) for one in sprints if (start := day_of(one.start)) and (end := day_of(one.end))]
    dated = sorted((row for row in dated if row[0] <= row[1]), key=lambda row: (row[0], row[1], row[2].id))
    last: tuple[date, date, Sprint] | None = None
    for row in dated:
        if last is not None and row[0] <= last[1] and not (row[2].status == last[2].status == CLOSED):
            said = f"the sprint starts on {row[0]}, while {shown(last[2].id)} goes on until {last[1]}"
            yield row[2].path, Remark("S207", ("start",), said, "a day belongs to one sprint: move one of the dates")
        last = row if last is None or row[1] > last[1] else last


def sprint_names(folders: Collection[str], with_file: Collection[str]) -> Iterator[tuple[str, Remark]]:
    """Remarks on the folders below `sprints/`, by name: `with_file` are those that have a `sprint.md`."""
    for name in sorted(folders):
        if not is_folder_name(name):
            hint = "lower-case letters, digits, `.`, `-`, `_`; a letter or digit first; no name that Windows reserves"
            yield name, Remark("S201", (), f"{shown(name)} is no name for a sprint's folder", hint)
        elif name not in with_file:
            hint = f"`gitagile sprint new {name}` writes it"
            yield name, Remark("S202", (), f"the sprint {shown(name)} has no `sprint.md`", hint)


def left_open(backlog: Backlog, config: Config) -> Iterator[tuple[str, Remark]]:
    """Remarks on open items in closed sprints, with each item's path."""
    closed = {sprint.id for sprint in backlog.sprints if sprint.status == CLOSED}
    for item in backlog.items:
        if item.place in closed and config.workflow.is_open(item.status):
            said = f"the sprint {shown(item.place)} is closed, but the item is {item.status or 'still to do'}"
            yield item.path, Remark("S217", ("status",), said, "`gitagile move ID backlog` takes it out of the sprint")
