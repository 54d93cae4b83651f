"""A remote with a branch, and clones of it as the hosting sites' runners make them; scripts run in a shell."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.git.actions.backlogs import A, at, item, sprint, sprint_file
from tests.git.places import git, write

METRICS = "eval/metrics.json"
GATE = "gates:\n  - {metric: eval.auc, source: eval/metrics.json, baseline: merge-base, min_delta: 0.01}\n"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a script ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Runner:
    """A clone on a build machine, and the environment in which its steps run."""

    root: Path
    temp: Path
    environ: dict[str, str] = field(default_factory=dict)

    def bash(self, script, **environ):
        """Run a script as the hosting sites do: `bash -eo pipefail`."""
        programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        world = {**os.environ, "PATH": programs, "PIP_CONFIG_FILE": os.devnull, **self.environ, **environ}
        ended = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.root,
            env=world,
            capture_output=True,
            text=True,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    def text(self, name):
        """What a step left in the runner's folder."""
        return (self.temp / name).read_text(encoding="utf-8")


def gated(auc: str, status: str = "doing") -> dict[str, str]:
    """An item in progress with a gate against the merge base, and the metric it asks for."""
    text = item(A, status=status, started="2026-03-02").replace("title:", f"{GATE}title:")
    return {at(A, "s2"): text, METRICS: f'{{"eval": {{"auc": {auc}}}}}\n'}


@pytest.fixture
def remote(make_repository):
    """A repository with a sprint that runs, and a branch `work` with one commit."""
    files = {".backlog/config.toml": "", sprint_file("s2"): sprint("active"), **gated("0.80")}
    root = make_repository("remote", files=files)
    git(root, "switch", "-q", "-c", "work")
    write(root, METRICS, '{"eval": {"auc": 0.85}}\n')
    git(root, "commit", "-q", "-a", "-m", f"{A}: a better model")
    return root


@pytest.fixture
def runner(remote, tmp_path):
    """Clone the branch: with all of the history, or a part of it as runners do by default."""

    def clone(*options, **environ):
        root, temp = tmp_path / "clone", tmp_path / "temp"
        git(tmp_path, "clone", "-q", "--branch", "work", *options, f"file://{remote}", str(root))
        git(root, "checkout", "-q", "--detach")
        git(root, "symbolic-ref", "--delete", "refs/remotes/origin/HEAD", ok=(0, 128, 1))
        temp.mkdir()
        return Runner(root, temp, environ)

    return clone
