"""Setting up: what is made, what is left alone, and where it is refused."""

from __future__ import annotations

import os
import random
import shutil

import pytest

from gitagile.actions.new_item import NewItem, new_item
from gitagile.actions.setup import Wishes, init
from gitagile.actions.undo import undo
from gitagile.errors import UsageError, WrongPlace
from gitagile.text.front_matter import read_document
from gitagile.workspace import open_workspace
from tests.git.actions.backlogs import NOW, committed, count_commits, is_clean, message_of, opened, refusal, text_of
from tests.git.places import git, snapshot, write

OWN = {
    ".backlog/.gitattributes",
    ".backlog/README.md",
    ".backlog/backlog/README.md",
    ".backlog/config.toml",
}
EXPERIMENT, SPIKE, SPRINT = (f".backlog/templates/{name}.md" for name in ("experiment", "spike", "sprint"))
TEMPLATES = {"ml": {EXPERIMENT, SPRINT}, "research": {EXPERIMENT, SPIKE, SPRINT}}


def set_up(root, *, dry_run=False, **wishes):
    return init(root, Wishes(**wishes), os.environ, NOW, choose=random.Random(1).choice, dry_run=dry_run)


def tracked(root):
    return set(git(root, "ls-tree", "-r", "--name-only", "HEAD").split())


def test_a_repository_without_a_commit_gets_its_first(make_repository):
    root = make_repository(files=None)
    write(root, "mine.txt", "mine\n")
    git(root, "add", "mine.txt")
    result = set_up(root)
    assert tracked(root) == OWN | TEMPLATES["ml"]
    assert {act.path for act in result.acts} == tracked(root)
    assert message_of(root) == "backlog: init\n\nGitagile-Op: init"
    assert git(root, "status", "--porcelain") == "A  mine.txt\n"


@pytest.mark.parametrize("profile", ["ml", "scrum", "kanban", "research"])
def test_what_is_set_up_is_in_order(make_repository, profile):
    root = make_repository()
    set_up(root, prefix="KD", profile=profile, timezone="Europe/Berlin")
    workspace = open_workspace(root, os.environ, NOW, random.Random(1).choice)
    assert workspace.config_findings == ()
    config = workspace.config
    assert (config.profile, config.prefix, config.timezone) == (profile, "KD", "Europe/Berlin")
    assert ("@current" in dict(config.views)["ready"]) == (profile != "kanban")
    assert tracked(root) >= OWN | TEMPLATES.get(profile, set())
    assert len(tracked(root)) == len(OWN) + 1 + len(TEMPLATES.get(profile, ()))
    assert new_item(workspace, NewItem("A title")).acts[0].id.startswith("KD-")
    assert workspace.backlog().unreadable == ()


def test_its_template_can_be_read(make_repository):
    root = make_repository()
    set_up(root)
    assert read_document(text_of(root, EXPERIMENT).encode(), EXPERIMENT).fault is None
    path = new_item(opened(root), NewItem("Try", "experiment", (("hypothesis", "It helps"),))).acts[0].path
    assert "hypothesis: It helps\n" in committed(root, path)
    assert "## Set-up" in committed(root, path)


def test_run_again_it_adds_what_is_missing(make_repository):
    root = make_repository()
    set_up(root)
    write(root, ".backlog/config.toml", 'prefix = "MINE"\n')
    git(root, "rm", "-q", ".backlog/backlog/README.md")
    git(root, "commit", "-qam", "By hand")
    assert [act.path for act in set_up(root).acts] == [".backlog/backlog/README.md"]
    assert text_of(root, ".backlog/config.toml") == 'prefix = "MINE"\n'
    commits = count_commits(root)
    assert set_up(root).warnings == ("everything is there already",)
    assert count_commits(root) == commits


def test_hooks_and_continuous_integration_are_written_where_there_are_none(make_repository):
    root = make_repository()
    assert set_up(root, hooks=True, ci="github").warnings == ()
    assert {".pre-commit-config.yaml", ".github/workflows/backlog.yml"} <= tracked(root)
    assert set_up(root, ci="gitlab").acts[0].path == ".gitlab-ci.yml"


def test_files_of_the_user_are_never_touched_but_what_to_add_is_said(make_repository):
    files = {".pre-commit-config.yaml": "repos: []\n", ".gitlab-ci.yml": "job: {}\n"}
    root = make_repository(files=files)
    warnings = set_up(root, hooks=True, ci="gitlab").warnings
    assert {path: text_of(root, path) for path in files} == files
    assert "add these lines under `repos:`\n  - repo: local" in warnings[0]
    assert "gitagile ci" in warnings[1]
    assert len(set_up(root, hooks=True, ci="gitlab").warnings) == 2


def test_a_dry_run_makes_nothing(make_repository):
    root = make_repository()
    before = snapshot(root)
    assert len(set_up(root, dry_run=True).acts) == 6
    assert snapshot(root) == before


def test_wrong_wishes_are_named(make_repository):
    root = make_repository()
    before = snapshot(root)
    for wishes in ({"prefix": "7"}, {"prefix": "A B"}, {"profile": "scrumm"}, {"timezone": "Berlin"}, {"ci": "githup"}):
        assert refusal(lambda one=wishes: set_up(root, **one), UsageError)
    assert "did you mean 'github'?" in refusal(lambda: set_up(root, ci="githup"), UsageError)
    assert snapshot(root) == before


def test_it_starts_anywhere_in_the_repository(make_repository):
    root = make_repository(files={"deep/er/x.py": "\n"})
    set_up(root / "deep" / "er")
    assert tracked(root) >= OWN


def test_a_detached_head_is_warned_about(make_repository):
    root = make_repository()
    git(root, "switch", "-q", "--detach")
    assert "detached" in set_up(root).warnings[0]


def test_without_commits_the_files_are_only_written(make_repository, monkeypatch):
    root = make_repository()
    monkeypatch.setenv("GITAGILE_COMMIT", "none")
    assert set_up(root).commit is None
    assert git(root, "status", "--porcelain") == "?? .backlog/\n"


def test_a_link_or_a_file_in_the_place_of_the_folder_is_refused(make_repository, tmp_path):
    for name, said in (("linked", "symbolic link"), ("filed", "is a file")):
        root = make_repository(name)
        if name == "linked":
            (tmp_path / "elsewhere").mkdir()
            (root / ".backlog").symlink_to(tmp_path / "elsewhere")
        else:
            write(root, ".backlog", "notes\n")
        before = snapshot(root)
        assert said in refusal(lambda root=root: set_up(root), WrongPlace)
        assert snapshot(root) == before
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_an_ignored_folder_is_refused(make_repository):
    root = make_repository(files={".gitignore": ".*\n!.gitignore\n"})
    assert "git ignores" in refusal(lambda: set_up(root), WrongPlace)
    assert not (root / ".backlog").exists()


def test_a_config_that_cannot_be_read_is_left_to_its_owner(make_repository):
    root = make_repository(files={".backlog/config.toml": "prefix = \n"})
    assert ".backlog/config.toml:1" in refusal(lambda: set_up(root), WrongPlace)
    assert is_clean(root)


def test_no_repository_is_the_wrong_place(tmp_path):
    assert "git init" in refusal(lambda: set_up(tmp_path), WrongPlace)


def test_setting_up_can_be_undone(make_repository):
    root = make_repository()
    set_up(root, hooks=True)
    undo(opened(root))
    assert tracked(root) == {"README.md"}
    assert [path for path in (root / ".backlog").rglob("*") if path.is_file()] == []
    assert set_up(root).commit
    shutil.rmtree(root / ".backlog")
    refusal(lambda: opened(root), WrongPlace)
