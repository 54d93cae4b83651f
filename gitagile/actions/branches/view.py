"""What an item is on the default branch, and what other branches made of it, from git objects alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ...errors import WrongPlace
from ...model.ids import normal_id
from ...model.item import ITEM_FIELDS, Item
from ...store import layout
from ...store.reader import fallback_id, parse
from ...vcs.across import Branch, Difference, Differences, Made, made_apart, tips_of_branches
from ...vcs.batch import ObjectReader
from ...vcs.branches import default_branch, short_name
from ...vcs.repository import branch_name
from ...vcs.tips import commit_at
from ...vcs.walk import OFFLINE
from ...workspace import Workspace

_NO_KEYS = ("path", "place", "criteria", "fields")


class State(NamedTuple):
    """What one branch made of an item; `item` is None where it is gone there, or cannot be read there.

    `also` are branches at the same commit, `keys` what differs from the default branch (`place`, `body` too). The
    commit that did it, when (seconds since 1970), and who.
    """

    branch: str
    also: tuple[str, ...]
    item: Item | None
    content: bytes
    keys: tuple[str, ...]
    made: Made
    is_gone: bool = False


class Across(NamedTuple):
    """One item: on the default branch (None: not there), and on others, the newest change first."""

    id: str
    default: Item | None
    states: tuple[State, ...]
    last: str

    @property
    def newest(self) -> Item:
        """The item on the default branch, else where it was changed last."""
        there = (self.default, *(state.item for state in self.states))
        return next(one for one in there if one is not None)


class Compared(NamedTuple):
    """The default branch, its commit, and what other branches made of its items, by normal id."""

    default: str
    commit: str
    branches: int
    states: Mapping[str, tuple[State, ...]]


def compare_branches(workspace: Workspace, only: str | None = None) -> Compared:
    """What all branches made of the items of the default branch, or of the one with this normal id.

    What a branch merely lacks of what came to the default branch since is no change of its own. WrongPlace where there
    is no commit.
    """
    repository = workspace.repository
    default = default_branch(repository) or branch_name(repository) or "HEAD"
    base = commit_at(repository, default)
    if base is None:
        raise WrongPlace("there is no commit yet, and so no branch", "`gitagile init` makes the first")
    branches = {one.commit: one for one in tips_of_branches(repository) if one.commit != base}
    with ObjectReader(repository, {**workspace.environ, **OFFLINE}) as reader:
        found = Differences(reader, base, layout.ROOT).of(branches)
        made = made_apart(repository, base, found, layout.ROOT) if found else {}
        rows = [(branches[commit], one) for commit, ones in found.items() for one in _own(ones, made, only)]
        texts = reader.contents({oid for _, one in rows for oid in (one.base, one.here) if oid})
    states: dict[str, list[State]] = {}
    for branch, ones in _by_branch(rows):
        for identifier, state in _states(branch, ones, texts, made):
            states.setdefault(identifier, []).append(state)
    newest = {name: tuple(sorted(ones, key=lambda one: (-one.made.at, one.branch))) for name, ones in states.items()}
    return Compared(short_name(default), base, len(branches), newest)


def _own(
    differences: Iterable[Difference], made: Mapping[tuple[str, str | None], Made], only: str | None
) -> Iterator[Difference]:
    """The items among the differences that a branch made; the old places of those that it moved are among them."""
    for one in differences:
        if layout.is_item_path(one.path) and (one.path, one.here) in made:
            identifier = normal_id(fallback_id(one.path))
            if only is None or identifier == only:
                yield one


def _by_branch(rows: Iterable[tuple[Branch, Difference]]) -> Iterator[tuple[Branch, list[Difference]]]:
    grouped: dict[Branch, list[Difference]] = {}
    for branch, one in rows:
        grouped.setdefault(branch, []).append(one)
    return iter(grouped.items())


def _states(
    branch: Branch,
    differences: list[Difference],
    texts: Mapping[str, bytes],
    made: Mapping[tuple[str, str | None], Made],
) -> Iterator[tuple[str, State]]:
    """One state for each item that a branch changed: a move is one change, though it is two paths."""
    before = {normal_id(fallback_id(one.path)): one for one in differences if one.base}
    after = {normal_id(fallback_id(one.path)): one for one in differences if one.here}
    for identifier in sorted({*before, *after}):
        old, new = before.get(identifier), after.get(identifier)
        there = new or old
        if there is None:
            continue
        content = texts.get(new.here or "", b"") if new else b""
        item = _item(content, new.path) if new else None
        base = _item(texts.get(old.base or "", b""), old.path) if old else None
        names = short_name(branch.name), tuple(map(short_name, branch.also))
        keys = changed_keys(base, item) if item else ()
        yield identifier, State(*names, item, content, keys, made[there.path, there.here], is_gone=new is None)


def changed_keys(base: Item | None, item: Item) -> tuple[str, ...]:
    """The keys in which an item differs, with `place` for a move and `body` where nothing else does; none if new."""
    if base is None:
        return ()
    keys = [name for name in ITEM_FIELDS if name not in _NO_KEYS and getattr(base, name) != getattr(item, name)]
    own, other = dict(base.fields), dict(item.fields)
    keys += [name for name in {**own, **other} if own.get(name) != other.get(name)]
    keys += ["place"] if base.place != item.place else []
    return tuple(keys) or ("body",)


def _item(content: bytes, path: str) -> Item | None:
    item, _ = parse(content, path)
    return item if isinstance(item, Item) else None
