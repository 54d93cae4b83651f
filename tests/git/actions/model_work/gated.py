"""Repositories with model work in them: an item with gates, values that move, and rows as short tuples."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from gitagile.actions.model_work.gates import judge_items
from tests.git.actions.backlogs import FOLDER, A, opened
from tests.git.places import git, write
from tests.unit.evidence.samples import ML

METRICS = "eval/metrics.json"
CONFIG = """\
[metrics."eval.auc"]
source = "eval/metrics.json"
[metrics."eval.loss"]
source = "eval/metrics.json"
direction = "down"
"""


def trained(identifier: str = A, *gates: str, **keys: str) -> str:
    """An item of type training with gates, each written in one line."""
    held = {"status": "doing", "title": "Train", "type": "training", "created": "2026-03-01", "started": "2026-03-01"}
    lines = "".join(f"{key}: {value}\n" for key, value in (held | keys).items() if value)
    listed = "gates:\n" + "".join(f"  - {gate}\n" for gate in gates) if gates else ""
    return f"---\nid: {identifier}\n{lines}{listed}---\n"


def backlog(root: Path, *gates: str, config: str = CONFIG, place: str = FOLDER) -> Path:
    """Put a backlog of one item into a repository, and commit it; the item's path."""
    write(root, ".backlog/config.toml", config)
    path = write(root, f"{place}/{A}.md", trained(A, *gates))
    commit(root, "Backlog")
    return path


def values(root: Path, **numbers: object) -> None:
    """Write the metrics file: `values(root, auc=0.9)`."""
    write(root, METRICS, json.dumps({"eval": numbers}))


def commit(root: Path, said: str, *, at: str | None = None) -> str:
    """Commit everything, at an instant if one is given; the commit's id."""
    dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at} if at else {}
    git(root, "add", "--all")
    subprocess.run(
        ["git", "commit", "-q", "--allow-empty", "-m", said], cwd=root, check=True, env={**os.environ, **dates}
    )
    return git(root, "rev-parse", "HEAD").strip()


def demo(tmp_path: Path, bundle: str = "dvc/dvcdemo.bundle") -> Path:
    """A clone of what a real tool wrote, with an own branch `main`."""
    root = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--branch", "main", str(ML / bundle), str(root)], check=True)
    return root


def judged(root: Path, *, revision: str | None = None) -> list[tuple[str, str, str, str]]:
    """Each gate of every item as value, baseline, result and reason."""
    workspace = opened(root)
    rows = judge_items(workspace, workspace.backlog().items, revision=revision)
    return [(one.result.value, one.result.baseline, one.result.result, one.result.reason) for one in rows]
