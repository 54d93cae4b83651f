"""Who is who: drafts that arrived before, and ids that are taken already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from ..model.ids import file_name, normal_id
from ..model.item import Item
from .draft import CREATED, FORMER_ID, FROM, Draft
from .report import NewId

DrawId = Callable[[set[str]], str]
"""Gives an id that is not in the set of normal ids it is given."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the target says of one item: enough to know an earlier import again. `name` is its file's name."""

    id: str
    name: str = ""
    title: str = ""
    created: str | None = None
    imported_from: str | None = None
    former_id: str | None = None


def known_item(item: Item) -> Known:
    """What is known of an item of the target."""
    fields = {key: value for key, value in item.fields if isinstance(value, str)}
    created = fields.get(CREATED) or item.created
    name = item.path.rpartition("/")[2]
    return Known(item.id, name, item.title, created, fields.get(FROM), fields.get(FORMER_ID))


def recognised(drafts: tuple[Draft, ...], known: Iterable[Known], origin: Callable[[Draft], str]) -> dict[str, str]:
    """The drafts that are in the target already: source path to id.

    First by `imported_from`; then, since files move in both places and are edited, by the id they had in the source
    together with a file name, a title or a creation date that is the same. An item of that id that shares none of
    these is another one.
    """
    waiting = list(known)
    by_origin = {one.imported_from: one for one in waiting if one.imported_from}
    found = {draft.source: one for draft in drafts if (one := by_origin.get(origin(draft))) is not None}
    used = set(map(id, found.values()))
    by_id: dict[str, list[Known]] = {}
    for one in waiting:
        for name in {normal_id(one.id), normal_id(one.former_id or one.id)}:
            by_id.setdefault(name, []).append(one)
    for draft in drafts:
        if draft.source in found or draft.wanted is None:
            continue
        same = [one for one in by_id.get(normal_id(draft.wanted), ()) if id(one) not in used and _is_same(draft, one)]
        if same:
            found[draft.source] = same[0]
            used.add(id(same[0]))
    return {source: one.id for source, one in found.items()}


def _is_same(draft: Draft, known: Known) -> bool:
    came_from = (known.imported_from or "").rpartition("/")[2]
    return (
        came_from == draft.source.rpartition("/")[2]
        or known.name.casefold() == file_name(draft.wanted or "", draft.title).casefold()
        or known.title.casefold() == draft.title.casefold()
        or (known.created is not None and known.created == _created(draft))
    )


def _created(draft: Draft) -> str | None:
    """The creation date as the item will say it: its own key where the source has a time, else the day."""
    kept = next((remark for remark in draft.remarks if remark.key == CREATED and remark.kind == "kept"), None)
    value = dict(draft.keys).get("created")
    if kept is None:
        return value if isinstance(value, str) else None
    lines = dict(draft.kept).get(CREATED, "")
    return lines.partition(":")[2].strip().strip("'\"")


def with_ids(
    drafts: tuple[Draft, ...], holders: Mapping[str, str], avoid: frozenset[str], draw: DrawId
) -> tuple[tuple[Draft, ...], tuple[NewId, ...]]:
    """The drafts with their ids: each keeps its own, the later of two gets a new one, with the old as `imported_id`.

    `holders` has the normal ids of the target with a word on who holds each; a new id is none of those, nor one to
    `avoid`.
    """
    holders = dict(holders)
    reserved = set(holders) | avoid | {normal_id(draft.wanted) for draft in drafts if draft.wanted}
    named: list[Draft] = []
    new_ids: list[NewId] = []
    for draft in drafts:
        wanted = normal_id(draft.wanted) if draft.wanted else None
        if wanted is not None and wanted not in holders:
            holders[wanted] = draft.source
            named.append(replace(draft, id=draft.wanted or ""))
            continue
        new = draw(reserved)
        reserved.add(normal_id(new))
        keys = (*draft.keys, (FORMER_ID, draft.wanted)) if draft.wanted else draft.keys
        named.append(replace(draft, id=new, keys=keys))
        new_ids.append(NewId(draft.source, draft.wanted, new, holders.get(wanted or "")))
    return tuple(named), tuple(new_ids)
