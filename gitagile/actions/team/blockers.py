"""Blockers of a check-in: which item each holds back, and that item blocked in the same act."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from ...editing import Editing
from ...errors import UsageError
from ...history.mention import is_likely_id
from ...model.backlog import Backlog, find_item
from ...model.item import Item
from ...text.key_edit import set_key
from ...workspace import Workspace
from ..result import Act

_NAMED = re.compile(r"([A-Za-z]\w*-[\w.]+):\s+(\S.*)", re.ASCII)
_PAIRED = 'one `--blocker WHY` for the item, or name it in each: `--blocker "ML-x2v9kq: waits for labels"`'


class Blocker(NamedTuple):
    """One blocker: its words, and the item it names with the reason alone. `holds` it back only if that is open."""

    words: str
    item: Item | None = None
    why: str = ""
    holds: bool = False


def read_blocker(workspace: Workspace, backlog: Backlog, text: str) -> Blocker:
    """A blocker; one that begins with an item's id and a colon holds that item back.

    UsageError for what looks like an id of this backlog and is none, or could be several.
    """
    line = " ".join(text.split())
    found = _NAMED.fullmatch(line)
    if found is None:
        return Blocker(line)
    try:
        item = find_item(backlog, found[1])
    except UsageError:
        prefix, _, _ = found[1].partition("-")
        if prefix.casefold() == workspace.config.prefix.casefold() and is_likely_id(found[1].casefold()):
            raise
        return Blocker(line)
    return _of_item(workspace, item, found[2])


def asked_blockers(
    workspace: Workspace, backlog: Backlog, texts: Iterable[str], ids: Iterable[str]
) -> tuple[Blocker, ...]:
    """The blockers of a command line: `ids` are items that the one blocker without an item holds back.

    UsageError where that is not one.
    """
    found = [read_blocker(workspace, backlog, text) for text in texts if text.strip()]
    items = [find_item(backlog, one) for one in ids]
    if not items:
        return tuple(found)
    loose = [one for one in found if one.item is None]
    if len(loose) != 1:
        raise UsageError("say why the items are blocked" if not loose else "which blocker blocks the items?", _PAIRED)
    why = loose[0].words
    return (
        *(one for one in found if one.item is not None),
        *(_of_item(workspace, item, why) for item in items),
    )


def block_items(editing: Editing, blockers: Iterable[Blocker]) -> tuple[list[Act], list[str]]:
    """Block the items that are free, in this act: what was done, and a warning for each that stays as it is."""
    acts, warnings = [], []
    seen = set()
    for blocker in blockers:
        item = blocker.item
        if item is None or item.path in seen or item.blocked == blocker.why:
            continue
        seen.add(item.path)
        if not blocker.holds:
            warnings.append(f"{item.id} is {item.status}: it is not blocked")
        elif item.blocked:
            hint = f'`gitagile block {item.id} "…"` gives another reason'
            warnings.append(f"{item.id} is blocked already: {item.blocked}; {hint}")
        else:
            editing.edit(item.path, partial(_blocked, why=blocker.why, path=item.path))
            acts.append(Act(item.id, f"blocked: {blocker.why}", item.path))
    return acts, warnings


def _of_item(workspace: Workspace, item: Item, why: str) -> Blocker:
    return Blocker(f"{item.id}: {why}", item, why, workspace.config.workflow.is_open(item.status))


def _blocked(content: bytes, *, why: str, path: str) -> bytes:
    return set_key(content, "blocked", why, path)
