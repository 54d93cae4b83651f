"""What a line of work lost: items that are gone without having been archived, and ids that became other items."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from ..model.days import read_day
from ..model.ids import normal_id
from ..model.item import Item
from .backlog_rules import Placed
from .remark import Remark


def lost(before: Iterable[Item], now: Mapping[str, Item], kept: Container[str], revision: str) -> Iterator[Placed]:
    """A remark for each item from `before` that is lost `now` (by normal id), at its path as it was.

    `kept` are the normal ids that are there and unchanged, or in a file that cannot be read. `revision` names the
    commit that is compared with. An id whose `created` became another day is another item's now: two clones drew it, or
    a merge took one for the other. Where an id was given twice, one of its items keeps it.
    """
    before = tuple(before)
    created = {(normal_id(item.id), _day(item.created)) for item in before}
    for item in before:
        normal = normal_id(item.id)
        new = now.get(normal)
        if new is None and normal not in kept:
            hint = f"`git checkout {revision} -- {item.path}` brings it back; `drop` and `archive` put items away"
            yield item.path, Remark("B311", (), f"{item.id} was there at {revision} and is gone: {_title(item)}", hint)
        elif new is not None and (normal, _day(new.created)) not in created:
            message = f"{item.id} was created on {item.created} at {revision}, now {_said(new.created)}"
            hint = "if this is another item, give it an id of its own; if not, put the day back"
            yield new.path, Remark("B312", ("created",), message, hint)


def _day(stamp: str | None) -> object:
    return read_day(stamp) or stamp


def _said(stamp: str | None) -> str:
    return f"on {stamp}" if stamp else "it says no day"


def _title(item: Item) -> str:
    return " ".join(item.title.split())[:60] or "it had no title"
