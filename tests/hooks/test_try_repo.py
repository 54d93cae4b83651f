"""`pre-commit try-repo`: the hooks tried before anything is installed."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from .places import FIRST, Project

pytestmark = pytest.mark.slow


def try_repo(project: Project, source: Path, outside: Mapping[str, str], *hooks: str):
    words = ("try-repo", str(source), *hooks, "--all-files", "--verbose")
    environ = {**outside, "PATH": os.environ["PATH"]}
    return project.run(sys.executable, "-m", "pre_commit", *words, environ=environ)


def test_a_sound_backlog_passes_and_the_files_are_counted(plain, source, outside, fetched_hooks):
    ended = try_repo(plain, source, outside, "gitagile-check")
    assert (ended.code, "4 files checked, nothing found" in ended.said) == (0, True), ended.said


def test_all_hooks_of_the_manifest_name_what_is_wrong(plain, source, outside, fetched_hooks):
    plain.change(FIRST, "status: todo", "status: dooing")
    plain.git("add", FIRST)
    ended = try_repo(plain, source, outside)
    assert ended.code == 1
    assert ended.said.count(f"{FIRST}:3:9: I128") == 2, ended.said
    assert "did you mean 'doing'?" in ended.said


def test_a_step_to_done_past_a_gate_is_refused(plain, source, outside, fetched_hooks):
    plain.change(FIRST, "status: todo", "status: done\ngates: [{file: MODEL_CARD.md, has: Limits}]")
    plain.git("add", FIRST)
    ended = try_repo(plain, source, outside, "gitagile-gate")
    assert (ended.code, "MODEL_CARD.md is not there" in ended.said) == (1, True), ended.said
    plain.write("MODEL_CARD.md", "# Limits\n")
    plain.git("add", "MODEL_CARD.md")
    ended = try_repo(plain, source, outside, "gitagile-gate")
    assert (ended.code, "1 gate: it passes" in ended.said) == (0, True), ended.said
