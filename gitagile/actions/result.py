"""What a changing command did: its acts and the commit that holds them."""

from __future__ import annotations

from typing import NamedTuple

from ..editing import Editing
from ..vcs.message import Message

LONGEST_SUBJECT = 100
"""A commit's subject is cut to this many characters; the trailers say the rest."""


class Act(NamedTuple):
    """One thing done to one item or sprint: `change` in a few words, `path` where it lies afterwards."""

    id: str
    change: str
    path: str


class Result(NamedTuple):
    """What a command did. `commit` is the full commit id, None where nothing was committed."""

    acts: tuple[Act, ...]
    commit: str | None = None
    warnings: tuple[str, ...] = ()
    dry_run: bool = False


def finish(editing: Editing, acts: list[Act], message: Message, warnings: tuple[str, ...] = ()) -> Result:
    """Commit what was collected. Without any act nothing is committed."""
    if not acts:
        return Result((), None, warnings, editing.is_dry)
    outcome = editing.commit(message)
    return Result(tuple(acts), outcome.commit, (*warnings, *outcome.warnings), editing.is_dry)


def item_message(acts: list[Act], trailers: list[tuple[str, str]], *, subject: str | None = None) -> Message:
    """The message of an act on items: `backlog(ML-x2v9kq): todo -> doing`, or how many items, and one trailer each."""
    items = list(dict.fromkeys(act.id for act in acts))
    if subject is None:
        changes = list(dict.fromkeys(act.change for act in acts))
        what = changes[0] if len(changes) == 1 else f"{len(acts)} changes"
        who = items[0] if len(items) == 1 else f"{len(items)} items"
        subject = f"backlog({who}): {what}" if len(items) == 1 else f"backlog: {what} ({who})"
    named = [("Backlog-Item", item) for item in items]
    return Message(_cut(subject), trailers=(*named, *trailers))


def _cut(subject: str) -> str:
    line = " ".join(subject.split())
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1].rstrip() + "…"
