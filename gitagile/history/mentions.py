"""The commits of code that name items: looked for by git in one pass, then remembered and extended by what is new."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..model.ids import normal_id
from ..vcs.mentions import Found, find_messages
from ..vcs.process import GitFailed
from ..vcs.repository import Repository
from ..vcs.tips import commit_at, is_ancestor, line_cut
from .mention import Mention, is_likely_id
from .mention_memory import Differences, Line, Wanted, keep, line_held, recall

__all__ = ["Mention", "mentions"]

FEW = 24
"""So many commits that a line lost are looked at one by one, as after an amended commit or on another branch."""


def mentions(
    repo: Repository,
    memory: Path,
    *,
    prefixes: Iterable[str],
    revision: str = "HEAD",
    items: Iterable[str] | None = None,
    since: int | None = None,
) -> tuple[Mention, ...]:
    """Every commit of code up to `revision` that names an item, oldest first; one that names two is there twice.

    `prefixes` are those that ids may have. `items` asks for some items alone, by their normal ids (None: all that have
    a digit behind the prefix), `since` for what was committed from that second on. `memory` is the file to remember
    in. GitFailed where git cannot walk the history.
    """
    tip, asked = commit_at(repo, revision), frozenset(normal_id(prefix) for prefix in prefixes)
    if tip is None or not asked:
        return ()
    wanted = Wanted(None if items is None else frozenset(items), since)
    found = _in_line(repo, memory, Line(tip, line_cut(repo), tuple(sorted(asked))), wanted)
    named = (
        one for one in found if one.item.partition("-")[0] in asked and (items is not None or is_likely_id(one.item))
    )
    return tuple(sorted(named, key=lambda one: (one.at, one.authored, one.commit, one.item)))


def _in_line(repo: Repository, memory: Path, asked: Line, wanted: Wanted) -> Iterable[Mention]:
    """What is wanted of the line, the memory brought up to it first."""
    held = line_held(memory)
    prefixes = asked.prefixes if held is None else tuple(sorted({*asked.prefixes, *held.prefixes}))
    line = asked._replace(prefixes=prefixes)
    if held is not None and held != line and held._replace(tip=line.tip) == line:
        differences = _since(repo, held, line)
        if differences is not None:
            keep(memory, held, line, differences)
    found = None if held is None else recall(memory, line, wanted)
    if found is not None:
        return found
    fresh, is_whole = _read(repo, line)
    if is_whole:
        keep(memory, None, line, Differences((), fresh))
    return tuple(filter(wanted.holds, fresh))


def _read(repo: Repository, line: Line) -> tuple[tuple[Mention, ...], bool]:
    """The mentions of a line, read from git, and whether it could be walked to its end. GitFailed where not at all."""
    found: list[Found] = []
    broken = None
    try:
        found.extend(find_messages(repo, _words(line), line.tip))
    except GitFailed as fault:
        if not found:
            raise
        broken = fault
    return tuple(_named(found, line)), broken is None


def _since(repo: Repository, held: Line, line: Line) -> Differences | None:
    """How the line differs from the one that is held; None where it must be read afresh.

    Where dates lie, git takes some commits that both lines have for one's own (limit_list, revision.c): those that are
    new twice do no harm, those that seem lost are looked at again.
    """
    try:
        found = tuple(find_messages(repo, _words(line), f"{held.tip}...{line.tip}"))
    except GitFailed:
        return None  # the end of the line that is held was rewritten and swept away
    left = {one.commit for one in found if one.is_left}
    if len(left) > FEW:
        return None
    gone = frozenset(commit for commit in left if not is_ancestor(repo, commit, line.tip))
    return Differences(gone, tuple(_named((one for one in found if not one.is_left), line)))


def _words(line: Line) -> tuple[str, ...]:
    return tuple(f"{prefix}-" for prefix in line.prefixes)


def _named(found: Iterable[Found], line: Line) -> Iterable[Mention]:
    from .message_names import names_in  # late: what is remembered is told without it

    for one in found:
        for name in names_in(one.message, line.prefixes):
            subject = one.message.lstrip().partition("\n")[0].strip()
            yield Mention(
                name.item, one.commit, one.at, one.who, one.email, subject, name.closes, name.how, one.authored
            )
