"""The commits of code that name items: looked for by git in one pass, then remembered and extended by what is new."""

from __future__ import annotations

from collections.abc import Container, Iterable
from pathlib import Path

from ..model.ids import normal_id
from ..vcs.mentions import Found, find_messages
from ..vcs.process import GitFailed
from ..vcs.repository import Repository
from ..vcs.tips import commit_at, is_ancestor, line_cut
from .mention import Mention, is_likely_id, names_in
from .mention_memory import Differences, Held, Line, keep, recall

__all__ = ["Mention", "mentions"]

FEW = 24
"""So many commits that a line lost are looked at one by one, as after an amended commit or on another branch."""


def mentions(
    repo: Repository,
    memory: Path,
    *,
    prefixes: Iterable[str],
    revision: str = "HEAD",
    known: Container[str] | None = None,
) -> tuple[Mention, ...]:
    """Every commit of code up to `revision` that names an item, oldest first; one that names two is there twice.

    `prefixes` are those ids may have; `known` the normal ids that count (None: all with a digit behind the prefix).
    `memory` is the file to remember in. GitFailed where git cannot walk the history.
    """
    tip, asked = commit_at(repo, revision), frozenset(normal_id(prefix) for prefix in prefixes)
    if tip is None or not asked:
        return ()
    found = _in_line(repo, memory, tip, asked)
    wanted = (one for one in found if one.item.partition("-")[0] in asked)
    counted = (one for one in wanted if (is_likely_id(one.item) if known is None else one.item in known))
    return tuple(sorted(counted, key=lambda one: (one.at, one.authored, one.commit, one.item)))


def _in_line(repo: Repository, memory: Path, tip: str, asked: frozenset[str]) -> Iterable[Mention]:
    held = recall(memory)
    remembered = frozenset() if held is None else frozenset(held.line.prefixes)
    line = Line(tip, line_cut(repo), tuple(sorted(asked | remembered)))
    if held is not None and held.line == line:
        return held.mentions
    extends = held is not None and held.line._replace(tip=tip) == line
    differences = _since(repo, held, line) if held is not None and extends else None
    if held is None or differences is None:
        differences = Differences((), tuple(_named(find_messages(repo, _words(line), tip), line)))
        keep(memory, None, line, differences)
        return differences.new
    keep(memory, held, line, differences)
    new = {(one.commit, one.item): one for one in differences.new}
    old = (one for one in held.mentions if one.commit not in differences.gone and (one.commit, one.item) not in new)
    return (*old, *new.values())


def _since(repo: Repository, held: Held, line: Line) -> Differences | None:
    """How the line differs from the one that is held; None where it must be read afresh.

    Where dates lie, git takes some commits that both lines have for one's own (limit_list, revision.c): those that are
    new twice do no harm, those that seem lost are looked at again.
    """
    try:
        found = tuple(find_messages(repo, _words(line), f"{held.line.tip}...{line.tip}"))
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
    for one in found:
        for name in names_in(one.message, line.prefixes):
            subject = one.message.lstrip().partition("\n")[0].strip()
            yield Mention(
                name.item, one.commit, one.at, one.who, one.email, subject, name.closes, name.how, one.authored
            )
