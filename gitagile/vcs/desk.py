"""What one transaction has open while it holds the locks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gitagile.vcs.batch import ObjectReader
from gitagile.vcs.change import Mode
from gitagile.vcs.hooks import Hooks
from gitagile.vcs.index import IndexCopy
from gitagile.vcs.journal import Journal
from gitagile.vcs.lock import ActLock
from gitagile.vcs.repository import Repository
from gitagile.vcs.settings import Settings


class Desk(NamedTuple):
    """The repository, its settings and hooks, a reader of objects, and two indexes to work on."""

    repo: Repository
    mode: Mode
    environ: Mapping[str, str]
    settings: Settings
    hooks: Hooks
    reader: ObjectReader
    act_lock: ActLock
    journal: Journal
    user: IndexCopy  # a copy of the user's index
    user_tree: str  # the tree that makes
    heads: IndexCopy  # an index of HEAD's tree, for where the user has staged something
