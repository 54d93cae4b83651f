"""What is judged where it is not the working tree: the index, or a commit, with the config that lies there."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError, WrongPlace
from .opening import choose, here, now

if TYPE_CHECKING:
    from ..config.record import Config
    from ..model.finding import Finding
    from ..store.tree import BlobTree, Tree
    from ..workspace import Workspace


class Judged(NamedTuple):
    """A tree with its config and what is wrong in that; the workspace it was found by."""

    workspace: Workspace
    tree: Tree
    config: Config
    findings: tuple[Finding, ...]


class Held(NamedTuple):
    """The same where git holds it: every file has an object's id."""

    workspace: Workspace
    tree: BlobTree
    config: Config
    findings: tuple[Finding, ...]


def staged(wanted: Callable[[str], bool] | None = None) -> Held:
    """What the next commit would hold; the working tree need not have a backlog. `wanted`: as in `index_tree`."""
    from ..actions.trees import index_tree

    workspace = _anywhere(bare=False)
    return _judged(workspace, index_tree(workspace, wanted))


def committed(revision: str, wanted: Callable[[str], bool] | None = None) -> Held:
    """What a commit holds. A bare repository will do, as in a server's hook. `wanted`: as in `index_tree`.

    UsageError where the revision is no commit.
    """
    from ..actions.trees import commit_tree
    from ..vcs.tips import commit_at

    workspace = _anywhere(bare=True)
    if commit_at(workspace.repository, revision) is None:
        raise UsageError(f"{revision!r} is no commit", "name a branch, a tag or a commit, such as `origin/main`")
    return _judged(workspace, commit_tree(workspace, revision, wanted))


def _anywhere(*, bare: bool) -> Workspace:
    """The repository, with a config of defaults until the tree's own is read."""
    from ..config.reader import read_config
    from ..vcs.repository import find_repository
    from ..workspace import Workspace

    repository = find_repository(here(), os.environ, allow_bare=bare)
    config, findings = read_config("", os.environ)
    return Workspace(repository, config, findings, os.environ, now(), choose)


def _judged(workspace: Workspace, tree: BlobTree) -> Held:
    from ..config.reader import read_config
    from ..store.layout import CONFIG

    try:
        text = tree.read(CONFIG).decode("utf-8-sig") if CONFIG in tree.paths else ""
    except UnicodeDecodeError:
        raise WrongPlace(f"{CONFIG} is not UTF-8", "save it as UTF-8") from None
    except OSError as error:
        raise WrongPlace(f"{CONFIG} cannot be read: {error}", "`git fetch` it, or `git fsck`") from None
    return Held(workspace, tree, *read_config(text, os.environ))
