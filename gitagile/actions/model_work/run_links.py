"""Which items a run belongs to: by the item's `runs`, by a tag, by its name, or by the commit its code was at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ...history.message_names import names_in
from ...model.ids import normal_id
from ...model.item import Item
from ...model.measurement import Run
from ...model.naming import ids_in
from ...store.layout import id_in_name
from ...vcs.commit_facts import CommitFacts

BY_KEY, BY_TAG, BY_NAME, BY_COMMIT = "runs", "tag", "name", "commit"
"""How a run was joined to an item, the surest first."""
_SHORTEST = 6
"""So many letters of a run's id are enough under `runs`."""
_LONGEST = 500
"""A tag that is longer is a text about something else."""


class Link(NamedTuple):
    """One item (its normal id) that a run belongs to, and how that is known."""

    item: str
    how: str


class RunLinks:
    """The items of a backlog, ready to be found by what runs say of themselves."""

    def __init__(self, items: Iterable[Item], prefix: str) -> None:
        known = tuple(items)
        self._ids = frozenset(normal_id(item.id) for item in known)
        self._prefixes = tuple(sorted({normal_id(prefix), *(one.partition("-")[0] for one in self._ids)}))
        self._keys: defaultdict[str, list[str]] = defaultdict(list)
        for item in known:
            for text in item.runs:
                self._keys[text.strip()].append(normal_id(item.id))
        self._commits: dict[str, tuple[str, ...]] = {}
        self._lengths = sorted({len(text) for text in self._keys if len(text) >= _SHORTEST})

    def of(self, run: Run, facts: Mapping[str, CommitFacts], commits: Iterable[str]) -> tuple[Link, ...]:
        """The items of a run. What it says itself is surer than its commits, which are asked where it says nothing.

        The first of `commits` that is here and about an item has the word.
        """
        found: dict[str, str] = {}
        for item, how in self._said(run):
            found.setdefault(item, how)
        if not found:
            about = (self._about(one, facts) for one in commits)
            found = dict.fromkeys(next(filter(None, about), ()), BY_COMMIT)
        return tuple(Link(item, how) for item, how in found.items())

    def _about(self, commit: str, facts: Mapping[str, CommitFacts]) -> tuple[str, ...]:
        """The items that a commit is about, looked at once however many runs were at it."""
        if commit not in self._commits:
            self._commits[commit] = self._by_commit(facts[commit]) if commit in facts else ()
        return self._commits[commit]

    def _said(self, run: Run) -> Iterator[tuple[str, str]]:
        starts = (run.id[:length] for length in self._lengths)
        for text in dict.fromkeys((*starts, run.name, run.experiment)):
            yield from ((item, BY_KEY) for item in self._keys.get(text, ()))
        for key, value in run.tags:
            if not key.startswith("mlflow.") and len(value) <= _LONGEST:
                yield from ((item, BY_TAG) for item in self._named(value))
        yield from ((item, BY_NAME) for item in self._named(run.name))

    def _named(self, text: str) -> Iterator[str]:
        return (
            (one for one in map(normal_id, ids_in(text, self._prefixes)) if one in self._ids)
            if "-" in text
            else iter(())
        )

    def _by_commit(self, facts: CommitFacts) -> tuple[str, ...]:
        """The items that the commit's message names; else the one item whose file it touched.

        A commit that touched many, as the close of a sprint does, is about none of them.
        """
        named = [one.item for one in names_in(facts.message, self._prefixes) if one.item in self._ids]
        if named:
            return tuple(named)
        names = (id_in_name(path.rpartition("/")[2]) for path in facts.paths)
        touched = {normal_id(name) for name in names if name} & self._ids
        return tuple(touched) if len(touched) == 1 else ()
