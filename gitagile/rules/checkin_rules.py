"""The demands on a check-in: it lies where its day and its person say, and names only what there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..config.record import Config
from ..config.values import hint_for
from ..model.checkin import is_file_handle
from ..model.days import read_day, read_instant
from ..model.ids import normal_id
from .remark import Remark, shown
from .values import Values, text_in, texts_in

_PLACE_HINT = "a check-in is `.backlog/checkins/2026-11-23/ana.md`: a folder a day, a file a person"
_OTHER_HINT = "the folder and the file's name are what counts: correct the key, or move the file"
_FORMS: dict[str, tuple[str, Callable[[object], bool]]] = {
    "person": ("one text", lambda value: isinstance(value, str)),
    "day": ("a day of the calendar, as 2026-11-23", lambda value: isinstance(value, str) and _is_day(value)),
    "until": ("an instant with its offset", lambda value: isinstance(value, str) and bool(read_instant(value))),
    "blocks": ("a list of ids", lambda value: isinstance(value, list) and all(isinstance(one, str) for one in value)),
}
"""What the value of each key must be, and the test of it."""


def check_checkin(values: Values, place: tuple[str, str] | None, config: Config) -> Iterator[Remark]:
    """All remarks on one check-in by itself; `place` is the day and the person that its path says, None for neither."""
    yield from _kinds(values)
    if place is None or not is_file_handle(place[1]):
        yield Remark("B320", (), "no day and person can be told from where this check-in lies", _PLACE_HINT)
        return
    day, person = place
    yield from _others(values, {"day": day, "person": person})
    if config.team and person.casefold() not in map(str.casefold, config.handles):
        hint = hint_for(person, config.handles) or f"add `[team.{person}]` to the config"
        yield Remark("B323", ("person",), f"the check-in is of {shown(person)}, who is not in the team", hint)


def blocking_nothing(blocks: tuple[str, ...], is_known: Callable[[str], bool]) -> Iterator[Remark]:
    """Remarks on the items that a check-in says it blocks and that are not there."""
    for number, one in enumerate(blocks):
        if not is_known(normal_id(one)):
            said = f"the check-in blocks {shown(one)}, which is no item of this backlog"
            yield Remark("B324", ("blocks", number), said, "correct it or remove it; `gitagile search` finds items")


def blocks_of(values: Values) -> tuple[str, ...]:
    """The ids of the items that a check-in blocks."""
    return texts_in(values, "blocks")


def _kinds(values: Values) -> Iterator[Remark]:
    for key, (wanted, fits) in _FORMS.items():
        value = values.get(key)
        if value is not None and not fits(value):
            yield Remark("B321", (key,), f"`{key}` is {shown(value)}, but must be {wanted}", f"write {wanted}")


def _others(values: Values, place: dict[str, str]) -> Iterator[Remark]:
    for key, wanted in place.items():
        said = text_in(values, key)
        if said is not None and said.casefold() != wanted.casefold() and (key == "person" or _is_day(said)):
            yield Remark("B322", (key,), f"`{key}` is {shown(said)}, but the file lies at {shown(wanted)}", _OTHER_HINT)


def _is_day(text: str) -> bool:
    return len(text) == len("2026-11-23") and read_day(text) is not None
