"""Hooks without pre-commit: put in beside what is there, run by git, and taken out again."""

from __future__ import annotations

import json
import os

import pytest

from .places import FIRST

NAMES = ("pre-commit", "pre-merge-commit", "prepare-commit-msg", "commit-msg")
FOREIGN = "#!/bin/sh\necho said by another >&2\n"


def put(project, path, text, mode=0o755):
    project.write(path, text)
    (project.root / path).chmod(mode)


def states(project):
    shape = json.loads(project.gitagile("hooks", "status", "--json").said)
    return {one["name"]: one["state"] for one in shape["hooks"]}


def hooks_in(folder):
    return {path.name for path in folder.iterdir() if path.suffix != ".sample"} if folder.is_dir() else set()


def test_hooks_are_put_in_run_by_git_and_taken_out(plain):
    assert states(plain) == dict.fromkeys(NAMES, "absent")
    before = hooks_in(plain.root / ".git/hooks")
    ended = plain.gitagile("hooks", "install")
    assert (ended.code, ended.said.count("installed")) == (0, 4), ended.said
    assert states(plain) == dict.fromkeys(NAMES, "installed")
    assert plain.gitagile("hooks", "install").said == "nothing to change\n"
    plain.change(FIRST, "status: todo", "status: dooing")
    plain.git("add", "-A")
    assert "I128" in plain.refused("commit", "-m", "Break")
    plain.git("reset", "-q", "--hard")
    assert "no item" in plain.refused("commit", "--allow-empty", "-m", "ML-zzzzz2: nothing")
    plain.git("switch", "-q", "-c", "feature/ml-x2v9kq")
    plain.git("commit", "--allow-empty", "-m", "Train")
    assert plain.git("log", "-1", "--format=%B").strip() == "Train\n\nBacklog-Item: ML-x2v9kq"
    ended = plain.gitagile("hooks", "remove")
    assert (ended.code, ended.said.count("removed")) == (0, 4)
    assert hooks_in(plain.root / ".git/hooks") == before
    assert plain.gitagile("hooks", "remove").said == "nothing to change\n"


def test_a_dry_run_changes_nothing(plain):
    assert plain.gitagile("hooks", "install", "--dry-run").said.count("would: ") == 4
    assert states(plain) == dict.fromkeys(NAMES, "absent")


def test_another_s_hook_is_left_as_it_is_and_the_way_is_said(plain):
    put(plain, ".git/hooks/pre-commit", FOREIGN)
    ended = plain.gitagile("hooks", "install")
    assert (ended.code, "pre-commit is there already" in ended.said, "--chain" in ended.said) == (1, True, True)
    assert plain.read(".git/hooks/pre-commit") == FOREIGN
    assert states(plain) == {**dict.fromkeys(NAMES, "installed"), "pre-commit": "foreign"}
    assert plain.gitagile("hooks", "remove").code == 0
    assert plain.read(".git/hooks/pre-commit") == FOREIGN


def test_another_s_hook_may_be_kept_and_run_first_and_comes_back(plain):
    put(plain, ".git/hooks/pre-commit", FOREIGN)
    assert plain.gitagile("hooks", "install", "--chain").code == 0
    plain.change(FIRST, "status: todo", "status: dooing")
    said = plain.refused("commit", "-a", "-m", "Break")
    assert said.index("said by another") < said.index("I128")
    assert "after the one that was there" in plain.gitagile("hooks", "status").said
    put(plain, ".git/hooks/pre-commit.before-gitagile", FOREIGN + "exit 3\n")
    assert "I128" not in plain.refused("commit", "-a", "-m", "Break")
    assert plain.gitagile("hooks", "remove").code == 0
    assert plain.read(".git/hooks/pre-commit") == FOREIGN + "exit 3\n"
    assert states(plain) == {**dict.fromkeys(NAMES, "absent"), "pre-commit": "foreign"}


def test_two_earlier_hooks_are_one_too_many(plain):
    put(plain, ".git/hooks/pre-commit", FOREIGN)
    put(plain, ".git/hooks/pre-commit.before-gitagile", "#!/bin/sh\n")
    ended = plain.gitagile("hooks", "install", "--chain")
    assert (ended.code, "is there already" in ended.said) == (1, True)
    assert plain.read(".git/hooks/pre-commit") == FOREIGN


def test_a_hook_of_ours_that_was_changed_stays(plain):
    assert plain.gitagile("hooks", "install").code == 0
    changed = plain.read(".git/hooks/commit-msg") + "# mine\n"
    put(plain, ".git/hooks/commit-msg", changed)
    for verb in ("install", "remove"):
        ended = plain.gitagile("hooks", verb)
        assert (ended.code, "was changed since it was installed" in ended.said) == (1, True)
    assert plain.read(".git/hooks/commit-msg") == changed


def test_a_link_is_never_written_through(plain):
    target = plain.root.parent / "elsewhere"
    target.write_text("mine", encoding="utf-8")
    (plain.root / ".git/hooks").mkdir(exist_ok=True)
    (plain.root / ".git/hooks/commit-msg").symlink_to(target)
    (plain.root / ".git/hooks/pre-commit").symlink_to(plain.root.parent / "nowhere")
    assert plain.gitagile("hooks", "install").code == 1
    assert states(plain)["commit-msg"] == states(plain)["pre-commit"] == "foreign"
    assert target.read_text(encoding="utf-8") == "mine"
    assert not (plain.root.parent / "nowhere").exists()


def test_pre_commit_s_own_hook_is_named_as_such(plain):
    plain.write(".pre-commit-config.yaml", "repos: []\n")
    assert plain.pre_commit("install").code == 0
    ended = plain.gitagile("hooks", "install", "--chain")
    assert (ended.code, "is pre-commit's" in ended.said, "init --hooks" in ended.said) == (1, True, True)


def test_the_folder_that_the_config_names_is_used(plain):
    plain.git("config", "core.hooksPath", "tools/hooks")
    assert plain.gitagile("hooks", "install").code == 0
    assert hooks_in(plain.root / "tools/hooks") == set(NAMES)
    assert "no item" in plain.refused("commit", "--allow-empty", "-m", "ML-zzzzz2: nothing")


def test_working_trees_share_their_hooks(plain):
    plain.git("worktree", "add", "-q", "../tree", "-b", "ML-7k3fd2-clean")
    other = type(plain)(plain.root.parent / "tree")
    assert other.gitagile("hooks", "install").code == 0
    assert states(plain) == dict.fromkeys(NAMES, "installed")
    other.git("commit", "--allow-empty", "-m", "Clean")
    assert "Backlog-Item: ML-7k3fd2" in other.git("log", "-1", "--format=%B")


def test_hooks_of_all_repositories_are_not_touched(plain, tmp_path, monkeypatch):
    settings = tmp_path / "gitconfig"
    settings.write_text(f"[core]\n\thooksPath = {tmp_path}/all\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.fspath(settings))
    ended = plain.gitagile("hooks", "install")
    assert (ended.code, "hooks of all repositories" in ended.said, "hint: " in ended.said) == (3, True, True)
    assert not (tmp_path / "all").exists()


def test_hooks_that_are_switched_off_are_said_to_be(plain):
    plain.git("config", "core.hooksPath", "/dev/null")
    assert plain.gitagile("hooks", "install").code == 3


@pytest.mark.parametrize("name", NAMES)
def test_without_gitagile_on_the_path_a_hook_says_so_and_only_what_may_refuse_does(plain, name, monkeypatch):
    assert plain.gitagile("hooks", "install").code == 0
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    ended = plain.run(f".git/hooks/{name}", "message")
    assert (ended.code, "not on the PATH" in ended.said) == (int(name != "prepare-commit-msg"), True)
