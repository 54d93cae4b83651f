"""The hooks manifest: pre-commit accepts it, and the hooks do what they say in a real repository."""

from __future__ import annotations

import subprocess
import sys

import pytest
import yaml

from benchmarks.generate import write_history
from benchmarks.simulation import Plan


@pytest.fixture(scope="module")
def hooks(root):
    return yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def project(hooks, tmp_path, monkeypatch):
    """A made-up project whose hooks are the manifest's, run with the gitagile of these tests."""
    folder = tmp_path / "project"
    write_history(Plan(items=8, active=4), folder)
    local = [{**hook, "language": "unsupported", "entry": f"{sys.executable} -m {hook['entry']}"} for hook in hooks]
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": local}]}))
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    for key, value in (("user.name", "Ana Lee"), ("user.email", "ana@example.org")):
        git(folder, "config", key, value)
    git(folder, "add", ".pre-commit-config.yaml")
    stages = ["--hook-type=pre-commit", "--hook-type=commit-msg", "--hook-type=pre-merge-commit"]
    subprocess.run(
        [sys.executable, "-m", "pre_commit", "install", *stages], cwd=folder, check=True, capture_output=True
    )
    return folder


def git(folder, *words, code=0):
    ended = subprocess.run(["git", *words], cwd=folder, check=False, capture_output=True, text=True, encoding="utf-8")
    assert ended.returncode == code, ended.stdout + ended.stderr
    return ended.stdout + ended.stderr


def first_item(folder):
    return min(folder.glob(".backlog/sprints/*/ML-*.md"))


def test_the_name_in_the_documents_is_the_file_pre_commit_reads(root):
    link = root / "pre-commit-hooks.yaml"
    assert link.is_symlink()
    assert link.readlink().as_posix() == ".pre-commit-hooks.yaml"


def test_pre_commit_accepts_the_manifest(root, run):
    ended = run("pre_commit", "validate-manifest", str(root / ".pre-commit-hooks.yaml"))
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_hook_of_the_whole_tree_always_runs_alone_and_once(hooks):
    tree = {hook["id"]: hook for hook in hooks}["gitagile-check"]
    assert (tree["pass_filenames"], tree["always_run"], tree["require_serial"]) == (False, True, True)
    assert tree["stages"] == ["pre-commit", "pre-merge-commit", "pre-push", "manual"]


def test_every_hook_names_the_pre_commit_it_needs(hooks):
    assert [hook["id"] for hook in hooks] == [
        "gitagile-check",
        "gitagile-items",
        "gitagile-message",
        "gitagile-prepare-message",
        "gitagile-summary",
        "gitagile-gate",
    ]
    assert all(hook["minimum_pre_commit_version"] for hook in hooks)


@pytest.mark.slow
def test_a_sound_change_is_committed(project):
    item = first_item(project)
    item.write_text(item.read_text().replace("status: todo", "status: doing"))
    assert "Passed" in git(project, "commit", "--all", "--message", "Begin")


@pytest.mark.slow
def test_an_unknown_status_is_refused_with_its_place(project):
    item = first_item(project)
    item.write_text(item.read_text().replace("status: todo", "status: dooing"))
    said = git(project, "commit", "--all", "--message", "Begin", code=1)
    assert f"{item.relative_to(project).as_posix()}:3:" in said


def test_the_tree_hook_reads_the_index_and_not_the_folder(project, run):
    item = first_item(project)
    sound = item.read_text()
    item.write_text(sound.replace("status: todo", "status: dooing"))
    assert run("gitagile", "hook", "check", folder=project).returncode == 0
    git(project, "add", str(item))
    item.write_text(sound)
    assert run("gitagile", "hook", "check", folder=project).returncode == 1


@pytest.mark.slow
def test_a_link_among_the_items_is_refused(project):
    link = project / ".backlog/backlog/ML-zzzzz2-elsewhere.md"
    link.symlink_to(first_item(project))
    git(project, "add", str(link))
    assert link.name in git(project, "commit", "--message", "Link", code=1)


@pytest.mark.slow
def test_a_message_that_names_no_item_of_ours_is_refused(project):
    said = git(project, "commit", "--message", "ML-zzzzz2: work on nothing", code=1)
    assert "ML-zzzzz2" in said
