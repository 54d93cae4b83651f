"""Pushes: pre-push judges the commit that is pushed, and a server's pre-receive judges it without a working tree."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from .places import FIRST, SECOND, Project

PAGE = Path(__file__).resolve().parents[2] / "docs/hooks.md"
pytestmark = pytest.mark.slow


@pytest.fixture
def remote(tmp_path):
    """A bare repository to push to."""
    folder = tmp_path / "origin"
    subprocess.run(["git", "init", "-q", "--bare", str(folder)], check=True)
    return folder


def shown_script(word):
    """The script of docs/hooks.md that has this word."""
    scripts = re.findall(r"^```sh\n(#!.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return next(script for script in scripts if word in script)


def break_past_the_hooks(project):
    project.change(FIRST, "status: todo", "status: dooing")
    project.git("commit", "-q", "-a", "--no-verify", "-m", "Past the hooks")


def test_the_first_push_of_a_broken_commit_is_refused_though_the_index_is_mended(remote, project):
    break_past_the_hooks(project)
    project.change(FIRST, "status: dooing", "status: doing")
    project.git("add", FIRST)
    assert f"{FIRST}:3:9: I128" in project.refused("push", "../origin", "main")


def test_a_later_push_is_judged_by_its_commit_and_not_by_the_index(remote, project):
    project.git("remote", "add", "origin", str(remote))
    project.git("push", "origin", "main")
    project.change(FIRST, "status: todo", "status: doing")
    project.git("commit", "-a", "-m", "Begin")
    project.change(FIRST, "status: doing", "status: dooing")
    project.git("add", FIRST)
    assert "Passed" in project.git("push", "origin", "main")
    project.git("commit", "--no-verify", "-m", "Past the hooks")
    assert f"{FIRST}:3:9: I128" in project.refused("push", "origin", "main")


def test_a_commit_made_while_a_push_runs_its_hooks_is_judged_by_its_index(project, monkeypatch):
    monkeypatch.setenv("PRE_COMMIT", "1")
    monkeypatch.setenv("PRE_COMMIT_TO_REF", project.head())
    project.change(FIRST, "status: todo", "status: dooing")
    assert f"{FIRST}:3:9: I128" in project.refused("commit", "-a", "-m", "Begin")


def test_a_servers_hook_refuses_what_it_has_no_working_tree_for(remote, plain):
    hook = remote / "hooks/pre-receive"
    hook.write_text(shown_script("while read"), encoding="utf-8")
    hook.chmod(0o755)
    plain.git("push", "../origin", "main")
    break_past_the_hooks(plain)
    assert f"{FIRST}:3:9: I128" in plain.refused("push", "../origin", "main")
    assert Project(remote).git("log", "--format=%s", "main").split() == ["Begin"]
    plain.git("push", "../origin", "HEAD~1:refs/heads/side")
    plain.git("push", "../origin", ":side")


def test_a_servers_hook_refuses_what_a_branch_lost(remote, plain):
    hook = remote / "hooks/pre-receive"
    hook.write_text(shown_script("while read"), encoding="utf-8")
    hook.chmod(0o755)
    plain.git("push", "../origin", "main")
    plain.git("rm", "-q", SECOND)
    plain.git("commit", "-q", "-m", "Tidy")
    assert f"{SECOND}:1:1: B311" in plain.refused("push", "../origin", "main")
    assert f"{SECOND}:1:1: B311" in plain.refused("push", "../origin", "main:refs/heads/side")
    plain.git("reset", "-q", "--hard", "HEAD~1")
    (plain.root / ".backlog/archive").mkdir()
    plain.git("mv", SECOND, ".backlog/archive")
    plain.git("commit", "-q", "-m", "Tidy")
    plain.git("push", "../origin", "main")
    plain.git("switch", "-q", "--orphan", "pages")
    plain.git("commit", "-q", "--allow-empty", "-m", "Pages")
    plain.git("push", "../origin", "pages")


def test_the_hooks_for_git_alone_do_as_pre_commit_does(plain):
    assert plain.gitagile("hooks", "install").code == 0
    assert "ML-zzzzz2" in plain.refused("commit", "--allow-empty", "-m", "ML-zzzzz2: nothing")
    plain.change(FIRST, "status: todo", "status: dooing")
    assert f"{FIRST}:3:9: I128" in plain.refused("commit", "-a", "-m", "Begin")
    plain.change(FIRST, "status: dooing", "status: doing")
    plain.git("commit", "-a", "-m", "Begin")
    plain.git("switch", "-q", "-c", "side", "HEAD~1")
    plain.change(SECOND, "status: todo", "status: dooing")
    plain.git("commit", "-q", "-a", "--no-verify", "-m", "Past the hooks")
    assert f"{SECOND}:3:9: I128" in plain.refused("merge", "--no-ff", "--no-edit", "main")
