"""Parents and dependencies matched: by id, else by number, as `task-3` means `BACK-3` in a backlog of that prefix."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..model.ids import normal_id
from .draft import MAPPED, Draft, Remark
from .report import Reference

_NUMBERED = re.compile(r"(?:([a-z][a-z0-9_]*)-)?([0-9]+(?:\.[0-9]+)*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Targets:
    """What a reference may mean: ids by the id in the source, by prefix and number, and the prefix of the tasks."""

    by_id: Mapping[str, str]
    by_number: Mapping[tuple[str, tuple[int, ...]], str]
    prefix: str
    given_twice: frozenset[str] = frozenset()


def targets_of(drafts: tuple[Draft, ...], here_already: Mapping[str, str], others: Iterable[str]) -> Targets:
    """What the source's files are called now: drafts by their id, those `here_already` by source, and `others` as such.

    A doubly given id means the first file that has it. An id of the source wins over one of the target.
    """
    by_id: dict[str, str] = {}
    by_number: dict[tuple[str, tuple[int, ...]], str] = {}
    seen = Counter(normal_id(draft.wanted) for draft in drafts if draft.wanted)
    for draft in drafts:
        if draft.wanted:
            by_id.setdefault(normal_id(draft.wanted), here_already.get(draft.source, draft.id))
    for wanted, now in by_id.items():
        if key := _number(wanted):
            by_number.setdefault(key, now)
    for other in others:
        by_id.setdefault(normal_id(other), other)
    twice = frozenset(name for name, count in seen.items() if count > 1)
    return Targets(by_id, by_number, _task_prefix(drafts), twice)


def linked(drafts: tuple[Draft, ...], targets: Targets) -> tuple[tuple[Draft, ...], tuple[Reference, ...]]:
    """The drafts with their references matched, and what became of each reference. What matches nothing stays."""
    done: list[Draft] = []
    all_found: list[Reference] = []
    for draft in (_with_parent(one, targets) for one in drafts):
        found = [_reference(draft, "depends_on", written, targets) for written in draft.depends_on]
        parent = _reference(draft, "parent", draft.parent, targets) if draft.parent else None
        depends_on = tuple(dict.fromkeys(one.target or one.written for one in found))
        done.append(replace(draft, depends_on=depends_on, parent=_final(parent)))
        all_found += [*found, parent] if parent else found
    return tuple(done), tuple(all_found)


def _final(reference: Reference | None) -> str | None:
    return (reference.target or reference.written) if reference else None


def _with_parent(draft: Draft, targets: Targets) -> Draft:
    """`BACK-24.02` is a part of `BACK-24` if there is one, also where its file does not say so."""
    parent = (draft.wanted or "").rpartition(".")[0]
    if draft.parent or normal_id(parent) not in targets.by_id:
        return draft
    remark = Remark(MAPPED, "id", "a dotted id", "parent")
    return replace(draft, parent=parent, remarks=(*draft.remarks, remark))


def _reference(draft: Draft, key: str, written: str, targets: Targets) -> Reference:
    target = targets.by_id.get(normal_id(written))
    number = _number(normal_id(written), targets.prefix)
    if target is None and number is not None:
        own = any(prefix == number[0] for prefix, _ in targets.by_number)
        target = targets.by_number.get(number if own else (targets.prefix, number[1]))
    twice = target is not None and normal_id(target) in targets.given_twice
    return Reference(draft.source, draft.id, key, written, target, twice)


def _number(normal: str, prefix: str = "") -> tuple[str, tuple[int, ...]] | None:
    """Prefix and number of an id, padding zeros gone: `back-24.02` is (back, (24, 2)); `prefix` for a bare number."""
    found = _NUMBERED.fullmatch(normal)
    return (found[1] or prefix, tuple(map(int, found[2].split(".")))) if found else None


def _task_prefix(drafts: tuple[Draft, ...]) -> str:
    """The commonest prefix of the tasks, which drafts and milestones do not share."""
    tasks = (one.wanted for one in drafts if one.wanted and not one.folder.endswith(("drafts", "milestones")))
    counts = Counter(normal_id(wanted).partition("-")[0] for wanted in tasks)
    return counts.most_common(1)[0][0] if counts else ""
