"""Narrowings: which items a command needs, told to the index so that it need not hand out all."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..model.item import ARCHIVE, Item
from ..model.sprint import CLOSED, Sprint


class Narrowing(NamedTuple):
    """What is asked for. `words` (casefolded) must all be in the item's title or body.

    With words the items come in the order of their match, and only the `best` ones if that is not 0. With `live` the
    archive is left out, and so are the items of closed sprints whose status is one of `finished`.
    """

    live: bool = False
    finished: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    best: int = 0


EVERYTHING = Narrowing()


def as_sql(narrowing: Narrowing, paths: tuple[str, ...] = ()) -> tuple[str, tuple[str, ...]]:
    """The narrowing as an SQL condition on the index's `files` table, and its values.

    `paths` are the items that hold the words, if there are any words.
    """
    import json

    clauses, values = ["kind = 'item'"], []
    if narrowing.live:
        closed = "SELECT place FROM files WHERE kind = 'sprint' AND status = ?"
        clauses += ["place != ?", f"NOT (place IN ({closed}) AND status IN (SELECT value FROM json_each(?)))"]  # noqa: S608
        values += [ARCHIVE, CLOSED, json.dumps(narrowing.finished)]
    if narrowing.words:
        clauses.append("path IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(paths))
    return " AND ".join(clauses), tuple(values)


def is_wanted(narrowing: Narrowing, item: Item, sprints: tuple[Sprint, ...], folded: Callable[[str], str]) -> bool:
    """Whether an item is asked for; `folded` gives the searched text of a path."""
    if narrowing.live:
        closed = {sprint.id for sprint in sprints if sprint.status == CLOSED}
        if item.is_archived or (item.place in closed and (item.status or "") in narrowing.finished):
            return False
    return not narrowing.words or all(word in folded(item.path) for word in narrowing.words)
