"""A commit of code that names an item."""

from __future__ import annotations

from typing import NamedTuple

SUBJECT, TRAILER, BODY = "subject", "trailer", "body"
HOWS = frozenset((SUBJECT, TRAILER, BODY))


class Mention(NamedTuple):
    """A commit of code that names an item (its normal id), with its author.

    `at` is the committer's clock, `authored` the author's, in seconds since 1970. `how`: "subject", "trailer" or
    "body", the first of these that names it. `closes`: it says that it closes the item.
    """

    item: str
    commit: str
    at: int
    who: str
    email: str
    subject: str
    closes: bool
    how: str
    authored: int = 0


def is_likely_id(item: str) -> bool:
    """Whether a normal id, of which nothing else is known, looks like one: `ml-x2v9kq`, and not `ml-based`."""
    return any(map(str.isdigit, item.partition("-")[2]))
