"""Whether what is to be shared is sound: the errors in a commit, in a tree, or in what a merge is about to commit."""

from __future__ import annotations

from ...config.reader import read_config
from ...model.finding import ERROR, Finding
from ...store.layout import CONFIG
from ...store.tree import BlobTree
from ...workspace import Workspace
from ..check_held import check_held
from ..trees import commit_tree, index_tree


def errors_at(workspace: Workspace, revision: str) -> tuple[Finding, ...]:
    """The errors in the backlog of a commit or tree, by the config that lies there."""
    return _errors(workspace, commit_tree(workspace, revision))


def errors_staged(workspace: Workspace) -> tuple[Finding, ...]:
    """The errors in what the next commit would hold."""
    return _errors(workspace, index_tree(workspace))


def _errors(workspace: Workspace, tree: BlobTree) -> tuple[Finding, ...]:
    text = tree.read(CONFIG).decode("utf-8-sig", "replace") if CONFIG in tree.paths else ""
    findings, _ = check_held(workspace, tree, *read_config(text, workspace.environ))
    return tuple(one for one in findings if one.severity == ERROR)
