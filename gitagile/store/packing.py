"""What one file gave, packed as a row of the index and unpacked again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from operator import attrgetter

from ..model.finding import Finding
from ..model.item import ITEM_FIELDS, Item
from ..model.sprint import Sprint
from .reader import Loaded

Row = tuple[str, str, str, str]
"""Path, place, kind (item, sprint, ledger or fault) and payload, as they are read from the index."""

_PACKED = tuple(name for name in ITEM_FIELDS if name not in ("path", "place", "criteria"))
_TUPLES = tuple(_PACKED.index(name) for name in ("assignee", "labels", "depends_on", "gates", "runs", "data"))
_PAIRS = _PACKED.index("fields")
TITLE = f"$[{_PACKED.index('title')}]"
"""Where a packed item's title is, as SQLite's JSON functions name it."""
_values_of = attrgetter(*_PACKED)


def packed(loaded: Loaded | None, fault: Finding | None) -> tuple[str, str | None, str]:
    """What a file gave as kind, status and payload; criteria are not kept, since nobody has counted them yet."""
    if fault is not None:
        return "fault", None, json.dumps([getattr(fault, name) for name in Finding._fields])
    if isinstance(loaded, Item):
        return "item", loaded.status or "", json.dumps(_values_of(loaded))
    if isinstance(loaded, Sprint):
        return "sprint", loaded.status, json.dumps([getattr(loaded, name) for name in Sprint._fields])
    return "ledger", None, json.dumps(loaded)


def unpacked(rows: Iterable[Row]) -> Iterator[tuple[str, Loaded | None, Finding | None]]:
    """What the rows were packed from. ValueError, TypeError or LookupError where a row is not what `packed` made."""
    rows = tuple(rows)
    payloads = json.loads("[" + ",".join(row[3] for row in rows) + "]")
    for (path, place, kind, _), payload in zip(rows, payloads, strict=True):
        if kind == "item":
            yield path, _item(path, place, payload), None
        elif kind == "fault":
            yield path, None, Finding(*payload)
        elif kind == "sprint":
            yield path, _sprint(*payload), None
        elif kind == "ledger":
            yield path, tuple(map(str, payload)), None
        else:
            raise ValueError(f"a row of the unknown kind {kind!r}")


def _item(path: str, place: str, payload: list[object]) -> Item:
    for at in _TUPLES:
        payload[at] = tuple(payload[at]) if payload[at] else ()  # type: ignore[arg-type]
    payload[_PAIRS] = tuple(map(tuple, payload[_PAIRS])) if payload[_PAIRS] else ()  # type: ignore[call-overload]
    if len(payload) != len(_PACKED) or not isinstance(payload[0], str):
        raise ValueError("a row that is no item")
    payload[1:1] = (path, place)
    payload.append(None)
    return Item._make(payload)


def _sprint(*values: object) -> Sprint:
    *others, capacity = values
    return Sprint(*others, tuple(map(tuple, capacity)))  # type: ignore[arg-type,call-arg,call-overload]
