"""What the reading commands answer, without click: lists, searches, the best item to take, and one item in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import terminal
from .opening import opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..actions.find import Listed
    from ..model.finding import Finding
    from ..workspace import Workspace

SORT, LIMIT = "priority", 50
"""How a list is sorted, and how many items a search shows, where nothing else is asked for."""


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


def show(identifier: str, *, as_json: bool) -> int:
    """One item in full."""
    from ..actions import find

    workspace = opened()
    shown = find.show(workspace, identifier)
    if as_json:
        from ..render.as_json import show_text

        terminal.say_json(show_text(shown, workspace.config.workflow))
        return 0
    from ..render.item import item_text

    terminal.say_drawn(item_text(shown, workspace.config.workflow, colour=terminal.has_colour()))
    return 0


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
