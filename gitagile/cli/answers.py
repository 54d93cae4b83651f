"""What the reading commands answer, without click: lists, searches, the best item to take, and one item in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import terminal
from .opening import opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..actions.find import Listed, Shown
    from ..actions.history.happenings import Log
    from ..history.mention import Mention
    from ..model.finding import Finding
    from ..workspace import Workspace

SORT, LIMIT = "priority", 50
"""How a list is sorted, and how many items a search shows, where nothing else is asked for."""


class Beside(NamedTuple):
    """What is shown beside an item: a block of text that passed the gate, or the same as JSON has it."""

    text: str
    record: dict[str, object]


def list_items(
    query: tuple[str, ...], *, sort: str = SORT, everything: bool = False, strict: bool = False, as_json: bool
) -> int:
    """Items by query; the exit code is 1 with `strict` where a file could not be read."""
    workspace = opened()
    if not (query or everything or as_json or terminal.is_terminal()) and sort == SORT:
        code = _said_at_once(workspace, strict=strict)
        if code is not None:
            return code
    from ..actions import find

    listed = find.list_items(workspace, query, sort=sort, everything=everything)
    hint = "`gitagile list` without words shows all that is open" if query else '`gitagile new "…"` makes the first'
    nothing = "no item matches" if query else "there is no item"
    say_listed(workspace, listed, as_json=as_json, nothing=f"{nothing}\nhint: {hint}")
    return _warned(listed.unreadable, strict=strict)


def search(words: tuple[str, ...], *, limit: int = LIMIT, strict: bool = False, as_json: bool) -> int:
    """Items whose title or body hold the words; the exit code is 1 with `strict` where a file could not be read."""
    from ..actions import find

    workspace = opened()
    listed = find.search(workspace, words, limit=limit)
    say_listed(workspace, listed, as_json=as_json, nothing="nothing found\nhint: fewer words find more")
    if listed.more:
        terminal.note(f"{listed.more} more match; `--limit 0` shows all")
    return _warned(listed.unreadable, strict=strict)


def next_item(*, role: str | None, mine: bool, limit: int, as_json: bool) -> int:
    """The best items to take."""
    from ..actions import find

    workspace = opened()
    listed = find.next_items(workspace, role=role, mine=mine, limit=limit)
    nothing = "nothing is ready\nhint: `gitagile list is:blocked` shows what waits"
    say_listed(workspace, listed, as_json=as_json, nothing=nothing)
    return _warned(listed.unreadable, strict=False)


def show(names: tuple[str, ...], *, history: bool = False, as_json: bool) -> int:
    """The item of that name in full, with the commits of code that name it; with `history` all that happened to it."""
    from ..actions import find

    workspace = opened()
    return say_shown(workspace, find.show(workspace, names[0]), history=history, as_json=as_json)


def say_shown(workspace: Workspace, shown: Shown, *, history: bool, as_json: bool, more: Beside | None = None) -> int:
    """One item with its past; `more` is what stands beside that."""
    code, log = _code_of(workspace, shown.item.id), None
    if history:
        from ..actions.history.log import item_log

        log = item_log(workspace, shown.item.id)
    if as_json:
        from ..render.as_json import show_text

        past = {**_past_records(workspace, code, log), **(more.record if more else {})}
        terminal.say_json(show_text(shown, workspace.config.workflow, past))
        return 0
    from ..render.item import item_text

    blocks = [item_text(shown, workspace.config.workflow, colour=terminal.has_colour())]
    if log is not None:
        from ..render.log import log_text

        blocks.append("history\n\n" + log_text(log, workspace.config.timezone, titles=False))
    elif code:
        from ..render.code import code_text

        blocks.append(code_text(code, workspace.config.timezone))
    blocks += [more.text] if more else []
    terminal.say_drawn("\n\n".join(blocks))
    for note in log.notes if log else ():
        terminal.note(f"note: {note}")
    return 0


def sprint_summary(names: tuple[str, ...], *, as_json: bool) -> int:
    """What a sprint came to, by default the active one."""
    from .summary_answer import say_summary

    return say_summary(opened(), names[0] if names else None, form="json" if as_json else "text")


def _code_of(workspace: Workspace, item: str) -> tuple[Mention, ...]:
    """The commits of code that name an item; none, and a note, where git cannot read its history."""
    from ..actions.history.code import code_commits
    from ..errors import GitagileError

    try:
        return code_commits(workspace, items=(item,))
    except GitagileError as error:
        terminal.note(f"note: the commits that name it cannot be read: {error.message}")
        return ()


def _past_records(workspace: Workspace, code: tuple[Mention, ...], log: Log | None) -> dict[str, object]:
    """The commits of code, and the history where it was asked for, as JSON has them."""
    if not code and log is None:
        return {"code_commits": [], "history": None}
    from ..render.code import code_records
    from ..render.log import happening_records

    timezone = workspace.config.timezone
    history = None if log is None else happening_records(log.happenings, timezone)
    return {"code_commits": code_records(code, timezone), "history": history}


def say_listed(workspace: Workspace, listed: Listed, *, as_json: bool, nothing: str) -> None:
    """The list as JSON, as a table on a terminal, else as plain lines; `nothing` is said on standard error."""
    workflow = workspace.config.workflow
    if as_json:
        from ..render.as_json import list_text

        terminal.say_json(list_text(listed, workflow))
        return
    if not listed.items:
        terminal.note(nothing)
        return
    from ..render.items import drawn_list, plain_list

    if terminal.is_terminal():
        terminal.say_drawn(drawn_list(listed.items, workflow, width=terminal.width(), colour=terminal.has_colour()))
    else:
        terminal.say_drawn(plain_list(listed.items))


def _said_at_once(workspace: Workspace, *, strict: bool) -> int | None:
    """The list without a query as it is remembered; None, and nothing said, where it is not or where it is empty."""
    from ..actions.plain_list import plain_list
    from ..render.items import cells_of
    from ..render.lines import aligned

    found = plain_list(workspace, cells_of)
    if found is None or not found[0]:
        return None
    rows, unreadable = found
    terminal.say_drawn(aligned(rows))
    return _warned(unreadable, strict=strict)


def _warned(unreadable: Sequence[Finding], *, strict: bool) -> int:
    if not unreadable:
        return 0
    from .reporting import warn_unreadable

    return warn_unreadable(unreadable, strict=strict)
