"""The hook of messages before their author sees them: the branch's item as a trailer."""

from __future__ import annotations

import pytest
import yaml

from .places import BACKLOG, FIRST, item

HOOK = '#!/bin/sh\nexec gitagile hook prepare-message "$@"\n'
TRAILER = "Backlog-Item: ML-x2v9kq"


@pytest.fixture
def branch(plain):
    """A project on a branch that an item names, with the hook switched on."""
    hook = plain.root / ".git/hooks/prepare-commit-msg"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(HOOK, encoding="utf-8")
    hook.chmod(0o755)
    plain.git("switch", "-q", "-c", "ML-x2v9kq-train")
    return plain


def said(project, revision="HEAD"):
    return project.git("log", "-1", "--format=%B", revision).strip()


def commit(project, *words):
    project.git("commit", "--allow-empty", "-q", *words)
    return said(project)


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("ML-x2v9kq-train", True),
        ("ml-x2v9kq", True),
        ("feature/ml-x2v9kq", True),
        ("ana/try_ML-x2v9kq_again", True),
        ("feature/ML-x2v9kq/two", True),
        ("ML-zzzzz2-gone", False),
        ("html-x2v9kq", False),
        ("ML-x2v9kqs", False),
        ("x2v9kq", False),
        ("main2", False),
    ],
)
def test_a_branch_names_an_item_by_its_whole_id(branch, name, named):
    branch.git("switch", "-q", "-c", f"t/{name}")
    assert commit(branch, "-m", "Train") == (f"Train\n\n{TRAILER}" if named else "Train")


def test_numbered_items_are_told_apart(branch):
    branch.stage(f"{BACKLOG}/BACK-24-a.md", item("BACK-24"))
    branch.stage(f"{BACKLOG}/BACK-24.02-b.md", item("BACK-24.02"))
    branch.git("switch", "-q", "-c", "back-24.02-part")
    assert commit(branch, "-m", "Train").endswith("Backlog-Item: BACK-24.02")
    branch.git("switch", "-q", "-c", "back-24-whole")
    assert commit(branch, "-m", "Train").endswith("Backlog-Item: BACK-24")


def test_a_message_that_names_an_item_stays_as_it_is(branch):
    for text in ("ML-x2v9kq: train", "Clean the log of ml-7k3fd2", f"Train\n\n{TRAILER}"):
        assert commit(branch, "-m", text) == text


def test_trailers_join_those_that_are_there(branch):
    assert commit(branch, "-s", "-m", "Train").endswith(f"<ada@example.com>\n{TRAILER}")


def test_an_amended_message_gets_it_once(branch):
    branch.git("commit", "--allow-empty", "-q", "--no-verify", "-m", "Train")
    assert commit(branch, "--amend", "--no-edit").count(TRAILER) == 1
    assert commit(branch, "--amend", "--no-edit").count(TRAILER) == 1
    assert commit(branch, "-C", "HEAD").count(TRAILER) == 1


def test_merges_squashes_picks_reverts_and_fixups_speak_of_others(branch):
    branch.git("switch", "-q", "-c", "side", "main")
    branch.change(FIRST, "Why.", "Because.")
    branch.git("commit", "-q", "-a", "-m", "Reasons")
    branch.git("switch", "-q", "ML-x2v9kq-train")
    branch.git("merge", "-q", "--no-ff", "-m", "Bring reasons", "side")
    assert TRAILER not in said(branch)
    branch.git("revert", "--no-edit", "-m", "1", "HEAD")
    assert TRAILER not in said(branch)
    branch.git("reset", "-q", "--hard", "main")
    branch.git("cherry-pick", "side")
    assert TRAILER not in said(branch)
    branch.git("reset", "-q", "--hard", "main")
    branch.git("merge", "-q", "--squash", "side")
    branch.git("-c", "core.editor=true", "commit", "-q")
    assert TRAILER not in said(branch)
    assert TRAILER not in commit(branch, "--fixup", "HEAD")


def test_a_detached_head_and_gitagile_s_own_acts_are_left_alone(branch):
    assert branch.gitagile("start", "x2v9kq").code == 0
    assert said(branch).count(TRAILER) == 1
    branch.git("switch", "-q", "--detach")
    assert commit(branch, "-m", "Train") == "Train"


@pytest.mark.parametrize("cleanup", ["strip", "scissors"])
def test_an_author_finds_it_above_git_s_comments(branch, cleanup):
    seen = branch.root.parent / "seen"
    editor = branch.root.parent / "editor"
    editor.write_text(f'#!/bin/sh\ncp "$1" "{seen}"\nsed -i "1s/^/Train/" "$1"\n', encoding="utf-8")
    editor.chmod(0o755)
    branch.git("-c", f"core.editor={editor}", "commit", "-v", "--allow-empty", f"--cleanup={cleanup}")
    assert said(branch) == f"Train\n\n{TRAILER}"
    assert seen.read_text(encoding="utf-8").startswith(f"\n\n{TRAILER}\n")


def test_a_message_that_nobody_wrote_is_refused_by_the_check_of_messages(branch):
    hook = branch.root / ".git/hooks/commit-msg"
    hook.write_text('#!/bin/sh\nexec gitagile hook message "$1"\n', encoding="utf-8")
    hook.chmod(0o755)
    refused = branch.refused("-c", "core.editor=true", "commit", "--allow-empty")
    assert "empty but for the item of its branch" in refused


def test_what_is_no_utf_8_stays_as_it_is(branch):
    (branch.root / "message").write_bytes("Löschen\n".encode("latin-1"))
    assert branch.gitagile("hook", "prepare-message", "message").code == 0
    assert (branch.root / "message").read_bytes() == "Löschen\n".encode("latin-1") + f"\n{TRAILER}\n".encode()


def test_nothing_stops_a_commit_where_there_is_no_backlog_or_a_broken_config(branch):
    branch.stage(".backlog/config.toml", "prefix = \n")
    assert commit(branch, "-m", "Break").startswith("Break")
    branch.git("rm", "-q", "-r", ".backlog")
    assert commit(branch, "-m", "Train") == "Train"


@pytest.mark.slow
def test_pre_commit_runs_it(plain):
    hook = {"id": "gitagile-prepare-message", "name": "item", "entry": "gitagile hook prepare-message"}
    hook |= {"language": "system", "stages": ["prepare-commit-msg"], "always_run": True}
    plain.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": [hook]}]}))
    plain.git("switch", "-q", "-c", "ML-x2v9kq-train")
    assert plain.pre_commit("install", "-t", "prepare-commit-msg").code == 0
    assert commit(plain, "-m", "Train") == f"Train\n\n{TRAILER}"
    assert commit(plain, "--amend", "--no-edit").count(TRAILER) == 1
