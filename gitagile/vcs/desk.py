"""What one transaction has open while it holds the locks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gitagile.vcs.batch import ObjectReader
from gitagile.vcs.change import Mode
from gitagile.vcs.hooks import Hooks
from gitagile.vcs.index import IndexCopy
from gitagile.vcs.lock import ActLock
from gitagile.vcs.repository import Repository
from gitagile.vcs.settings import Settings


@dataclass(frozen=True, slots=True)
class Desk:
    """The repository, its settings and hooks, a reader, and a copy of the user's index with the tree it makes."""

    repo: Repository
    mode: Mode
    environ: Mapping[str, str]
    settings: Settings
    hooks: Hooks
    reader: ObjectReader
    act_lock: ActLock
    user: IndexCopy
    user_tree: str
