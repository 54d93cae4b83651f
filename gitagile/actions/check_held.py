"""The check of what git holds, which is not done again where the same files were checked before."""

from __future__ import annotations

from ..config.record import Config
from ..model.finding import Finding
from ..store.checked import Verdict, key_of, recall, remember
from ..store.tree import BlobTree
from ..workspace import Workspace


def check_held(workspace: Workspace, tree: BlobTree, config: Config, config_findings: tuple[Finding, ...]) -> Verdict:
    """The findings in a tree that git holds, and how many files it has. Rules are loaded only if they are needed."""
    folder = workspace.repository.common_dir / "gitagile"
    key = key_of(tree.blobs, workspace.environ)
    known = recall(folder, key)
    if known is not None:
        return known
    from .check_backlog import check

    report = check(tree, config, config_findings)
    remember(folder, key, (report.findings, report.files))
    return report.findings, report.files
