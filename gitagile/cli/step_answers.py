"""What the commands that step, block and move items do, without click."""

from __future__ import annotations

from collections.abc import Callable

from .opening import opened
from .reporting import report

Names = tuple[str, ...]


def mark(identifiers: Names, status: str, *, override: str = "", dry_run: bool = False, as_json: bool = False) -> int:
    """Put items into a status."""
    from ..actions import steps

    workspace = opened()
    result = steps.mark(workspace, identifiers, status, override=override, dry_run=dry_run)
    return report(workspace, result, as_json=as_json)


def start(identifiers: Names, *, claim: bool = False, dry_run: bool = False, as_json: bool = False) -> int:
    """Begin items; with `claim` they are claimed for all clones of the remote first."""
    from ..actions import steps

    workspace = opened()
    if claim:
        from ..actions.sharing.claiming import start_claimed

        result = start_claimed(workspace, identifiers, dry_run=dry_run)
    else:
        result = steps.start(workspace, identifiers, dry_run=dry_run)
    return report(workspace, result, as_json=as_json)


def done(identifiers: Names, *, override: str = "", dry_run: bool = False, as_json: bool = False) -> int:
    """Finish items."""
    from ..actions import steps

    workspace = opened()
    return report(workspace, steps.done(workspace, identifiers, override=override, dry_run=dry_run), as_json=as_json)


def drop(identifiers: Names, *, why: str = "", dry_run: bool = False, as_json: bool = False) -> int:
    """Give items up."""
    from ..actions import steps

    workspace = opened()
    return report(workspace, steps.drop(workspace, identifiers, why=why, dry_run=dry_run), as_json=as_json)


def block(identifier: str, why: Names, *, dry_run: bool = False, as_json: bool = False) -> int:
    """Say why an item cannot go on."""
    from ..actions import steps

    workspace = opened()
    return report(workspace, steps.block(workspace, identifier, " ".join(why), dry_run=dry_run), as_json=as_json)


def unblock(identifiers: Names, *, dry_run: bool = False, as_json: bool = False) -> int:
    """Let items go on that were blocked."""
    from ..actions import steps

    workspace = opened()
    return report(workspace, steps.unblock(workspace, identifiers, dry_run=dry_run), as_json=as_json)


def move(identifiers: Names, place: str, *, dry_run: bool = False, as_json: bool = False) -> int:
    """Move items to a sprint or back to the backlog."""
    from ..actions import moves

    workspace = opened()
    return report(workspace, moves.move(workspace, identifiers, place, dry_run=dry_run), as_json=as_json)


def plainly(name: str, words: Names, *, as_json: bool) -> int:
    """One of them as it is asked on a plain command line."""
    if name == "block":
        return block(words[0], words[1:], as_json=as_json)
    if name in _WITH_LAST:
        return _WITH_LAST[name](words[:-1], words[-1], as_json=as_json)
    return _OF_ITEMS[name](words, as_json=as_json)


_WITH_LAST: dict[str, Callable[..., int]] = {"mark": mark, "move": move}
_OF_ITEMS: dict[str, Callable[..., int]] = {"start": start, "done": done, "drop": drop, "unblock": unblock}
