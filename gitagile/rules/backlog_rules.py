"""The demands on all items beside each other: ids given once, references that lead somewhere, no circles, limits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from ..config.record import Config
from ..model.ids import normal_id
from ..model.item import Item
from .remark import Remark, Where, shown

Placed = tuple[str, Remark]
"""A path and a remark on the file there."""

MOST_COMPARED = 50
MOST_CIRCLES = 50

_PARENT: Where = ("parent",)


def same_ids(items: tuple[Item, ...]) -> Iterator[Placed]:
    """Remarks on items that share an id, compared without case."""
    by_id: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_id[normal_id(item.id)].append(item)
    for same in by_id.values():
        for item in same if len(same) > 1 else ():
            yield item.path, same_id(item.id, tuple(one.path for one in same if one.path != item.path))


def same_id(identifier: str, others: tuple[str, ...]) -> Remark:
    """The remark on an id that other files give as well."""
    shown_paths = ", ".join(others[:3]) + (" …" if len(others) > 3 else "")
    said = f"the id {shown(identifier)} is given in {shown_paths} as well"
    return Remark("B301", ("id",), said, "`gitagile doctor --fix` gives the later one a new id and mends references")


class KnownIds(NamedTuple):
    """All ids of a backlog in normal form, and by their last two letters, to find what a misspelt one meant."""

    ids: frozenset[str]
    by_ending: Mapping[str, tuple[str, ...]]

    def nearest(self, missing: str) -> str | None:
        """The id that a missing one was meant to be, None if none is close."""
        from difflib import get_close_matches

        normal = normal_id(missing)
        near = get_close_matches(normal, self.by_ending.get(normal[-2:], ())[:MOST_COMPARED], 1, 0.8)
        return near[0] if near else None


def known_ids(identifiers: Iterable[str]) -> KnownIds:
    """What is known of these ids."""
    normals = frozenset(map(normal_id, identifiers))
    endings: dict[str, list[str]] = defaultdict(list)
    for one in sorted(normals):
        endings[one[-2:]].append(one)
    return KnownIds(normals, {ending: tuple(ones) for ending, ones in endings.items()})


def dangling(item: Item, is_known: Callable[[str], bool], nearest: Callable[[str], str | None]) -> Iterator[Remark]:
    """Remarks on references of one item to ids that are not known."""
    if item.parent is not None and not is_known(normal_id(item.parent)):
        said = f"the parent {shown(item.parent)} is no item of this backlog"
        yield Remark("B306", _PARENT, said, _did_you_mean(nearest(item.parent)))
    for number, one in enumerate(item.depends_on):
        if not is_known(normal_id(one)):
            said = f"the dependency {shown(one)} is no item of this backlog"
            yield Remark("B307", ("depends_on", number), said, _did_you_mean(nearest(one)))


def _did_you_mean(near: str | None) -> str:
    return f"did you mean {near}?" if near else "correct it or remove it; `gitagile search` finds items"


def circles(items: tuple[Item, ...]) -> Iterator[Placed]:
    """Remarks on circles of parents and of dependencies, one each, on the item of the circle that is first by path."""
    first = {normal_id(item.id): item for item in reversed(items)}
    up = {key: tuple(filter(None, [item.parent])) for key, item in first.items()}
    for circle in islice(_circles(up), MOST_CIRCLES):
        yield _circle(first, circle, "B308", "is, over others, its own parent")
    for circle in islice(_circles({key: item.depends_on for key, item in first.items()}), MOST_CIRCLES):
        yield _circle(first, circle, "B309", "depends, over others, on itself")


def _circle(first: Mapping[str, Item], circle: tuple[str, ...], code: str, said: str) -> Placed:
    start = min(range(len(circle)), key=lambda at: first[circle[at]].path)
    names = [first[one].id for one in (*circle[start:], *circle[: start + 1])]
    item = first[circle[start]]
    after = circle[(start + 1) % len(circle)]
    number = next((at for at, one in enumerate(item.depends_on) if normal_id(one) == after), 0)
    where = _PARENT if code == "B308" else ("depends_on", number)
    shown_names = " -> ".join(names if len(names) <= 8 else [*names[:7], "…"])
    return item.path, Remark(code, where, f"the item {said}: {shown_names}", "cut the circle at its weakest link")


def _circles(edges: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """One circle for each way back that a walk over all edges finds; references to oneself are another rule's."""
    done: set[str] = set()
    for start in edges:
        if start not in done:
            yield from _walk(start, edges, done)


def _walk(start: str, edges: Mapping[str, tuple[str, ...]], done: set[str]) -> Iterator[tuple[str, ...]]:
    trail: dict[str, Iterator[str]] = {start: _targets(start, edges)}
    while trail:
        here = next(reversed(trail))
        target = next(trail[here], None)
        if target is None:
            done.add(here)
            del trail[here]
        elif target in trail:
            names = list(trail)
            yield tuple(names[names.index(target) :])
        elif target not in done:
            trail[target] = _targets(target, edges)


def _targets(one: str, edges: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    return (target for text in edges[one] if (target := normal_id(text)) in edges and target != one)


def over_limits(items: tuple[Item, ...], config: Config) -> Iterator[Remark]:
    """Remarks on statuses that hold more items than the workflow allows."""
    held = Counter(item.status for item in items if not item.is_archived)
    for status, limit in config.workflow.wip:
        if held[status] > limit:
            said = f"{held[status]} items are {status}; the limit is {limit}"
            yield Remark("B310", (), said, "finish one before the next is started")
