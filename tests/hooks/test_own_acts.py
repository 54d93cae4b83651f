"""Acts of gitagile where pre-commit's hooks are installed: they go through them, and a refusal puts all back."""

from __future__ import annotations

import pytest

from .places import FIRST, SECOND

pytestmark = pytest.mark.slow
OTHER_HOOKS = "".join(
    f"  - {{id: fine-{number}, name: fine {number}, entry: 'true', language: system, always_run: true}}\n"
    for number in range(20)
)


def add_hook(project, text):
    config = project.read(".pre-commit-config.yaml") + "- repo: local\n  hooks:\n" + text
    project.stage(".pre-commit-config.yaml", config)
    project.git("commit", "-q", "--no-verify", "-m", "One more hook")


def test_an_act_is_committed_through_the_hooks(project):
    ended = project.gitagile("mark", "7k3fd2", "doing")
    assert ended.code == 0, ended.said
    assert project.git("log", "-1", "--format=%s").strip() == "backlog(ML-7k3fd2): todo -> doing"
    assert project.git("status", "--porcelain") == ""


def test_a_new_item_is_seen_by_the_hooks(project):
    ended = project.gitagile("new", "Say what a hook sees", "--depends-on", "7k3fd2")
    assert ended.code == 0, ended.said
    assert project.git("status", "--porcelain") == ""


def test_a_refusal_puts_all_back_and_shows_the_hooks_last_words(project):
    refusing = "  - {id: never, name: never, entry: echo not on this branch, language: fail, always_run: true}\n"
    add_hook(project, OTHER_HOOKS + refusing)
    before, head = project.read(FIRST), project.head()
    ended = project.gitagile("mark", "7k3fd2", "doing")
    assert (ended.code, "not on this branch" in ended.said) == (1, True), ended.said
    assert (project.read(FIRST), project.head(), project.git("status", "--porcelain")) == (before, head, "")


def test_an_act_on_a_backlog_that_is_broken_elsewhere_is_refused(project):
    project.change(SECOND, "status: todo", "status: dooing")
    project.git("commit", "-a", "-q", "--no-verify", "-m", "Past the hooks")
    ended = project.gitagile("mark", "7k3fd2", "doing")
    assert (ended.code, f"{SECOND}:3:9: I128" in ended.said) == (1, True), ended.said
    assert "status: todo" in project.read(FIRST)


def test_the_users_own_changes_stay_byte_for_byte(project):
    project.write("staged.txt", "staged\r\n")
    project.git("add", "staged.txt")
    project.write("staged.txt", "staged\r\nand more")
    project.write("untracked.txt", "x")
    project.change(FIRST, "Why.", "Why? Since…  ")
    project.change(SECOND, "status: todo", "status: dooing")
    before = project.git("status", "--porcelain")
    ended = project.gitagile("mark", "7k3fd2", "doing")
    assert ended.code == 0, ended.said
    assert project.git("status", "--porcelain") == before
    assert project.git("show", "--format=", "--name-only", "HEAD").split() == [FIRST]
    assert "Why? Since…  " in project.read(FIRST)
    assert project.read("staged.txt") == "staged\r\nand more"
    assert project.git("ls-files", "--eol", "staged.txt").startswith("i/crlf ")
