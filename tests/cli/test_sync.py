"""Sync and claims on the command line: lines, JSON, exit codes, and what to do next."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.faults.simulated import tools_in


@pytest.fixture
def shared(run, tmp_path, monkeypatch):
    """The program in a clone, with a second one beside it; its remote has everything."""
    import os

    monkeypatch.setenv("PATH", f"{tools_in(tmp_path / 'tools')}{os.pathsep}{os.environ['PATH']}")
    identifier = run.new("Shared item")
    hub, other = tmp_path / "hub.git", tmp_path / "other"
    subprocess.run(["git", "clone", "-q", "--bare", str(run.root), str(hub)], check=True)
    run.git("remote", "add", "origin", str(hub))
    run.git("fetch", "-q")
    run.git("branch", "-q", "--set-upstream-to=origin/main")
    subprocess.run(["git", "clone", "-q", str(hub), str(other)], check=True)
    for key, value in (("user.name", "Bo Example"), ("user.email", "bo@example.com")):
        subprocess.run(["git", "config", key, value], check=True, cwd=other)
    return identifier, str(other)


def test_a_day_of_two_clones(run, shared):
    identifier, other = shared
    assert run("sync").out.startswith("main is where origin/main is  (")
    run("start", identifier)
    assert run("sync").lines[0].startswith("pushed 1 commit to origin/main  (")
    run("-C", other, "edit", identifier, "points=3")
    assert run("-C", other, "sync", "--dry-run").lines == [
        "would: brought in 1 commit of origin/main",
        "would: pushed 2 commits to origin/main",
    ]
    brought, pushed = run("-C", other, "sync").lines
    assert brought.startswith("brought in 1 commit of origin/main  (")
    assert pushed.startswith("pushed 2 commits to origin/main  (")
    shape = run("sync", "--json").shape
    assert (shape["schema"], shape["result"], shape["brought"], shape["pushed"]) == (1, "synced", 2, 0)
    assert shape["commit"] == run.git("rev-parse", "origin/main")


def test_a_conflict_says_what_and_how(run, shared):
    identifier, other = shared
    run("mark", identifier, "review")
    run("sync")
    run("-C", other, "drop", identifier)
    stopped = run("-C", other, "sync", code=1)
    assert f"left: {identifier}  both changed status" in stopped.out
    assert "error: merging origin/main left 1 conflict to a person" in stopped.err
    assert "hint: `gitagile resolve` asks about each; then `gitagile sync` again" in stopped.err
    again = run("-C", other, "sync", "--json", code=1).shape
    assert (again["result"], again["left"][0]["name"]) == ("conflict", identifier)
    run("-C", other, "resolve", "--yes", "--ours", identifier)
    run("-C", other, "sync")
    run("sync")
    assert run("show", identifier, "--json").shape["item"]["status"] == "dropped"


def test_errors_are_named_and_nothing_is_pushed(run, shared):
    identifier, _ = shared
    file = run.file_of(identifier)
    file.write_text(file.read_text().replace("status: todo", "status: tdo"))
    run.git("commit", "-qam", "By hand")
    stopped = run("sync", code=1)
    assert "error: nothing is pushed: there is an error" in stopped.err
    assert file.name in stopped.err
    assert "`gitagile check` shows all" in stopped.err
    assert run("sync", "--json", code=1).shape["findings"][0]["severity"] == "error"


def test_a_remote_that_is_missing_is_the_wrong_place(run):
    stopped = run("sync", code=3)
    assert stopped.err == "error: there is no remote to sync with\nhint: `git remote add origin URL` names one\n"


def test_claims_of_two_clones(run, shared):
    identifier, other = shared
    assert run("claims").err.startswith("nothing is claimed at origin\nhint: ")
    assert f"{identifier}  claimed at origin" in run("start", identifier, "--claim").out
    refused = run("-C", other, "start", identifier, "--claim", code=1)
    assert f"error: {identifier} was claimed by Ada Example just now, on main" in refused.err
    listed = run("-C", other, "claims").out
    assert "Ada Example" in listed
    assert "Shared item (todo)" in listed
    one = run("claims", "--json").shape["claims"][0]
    assert (one["id"], one["mine"], one["free"], one["working_days"], one["status"]) == (
        identifier,
        True,
        False,
        0,
        "doing",
    )
    run("done", identifier)
    assert f"ended the claim on {identifier}" in run("sync").out
    assert run("claims", "--json").shape["claims"] == []


def test_the_folder_of_claims_is_no_branch(run, shared):
    identifier, _ = shared
    run("start", identifier, "--claim")
    assert not list(Path(run.root, ".git/refs/heads").glob("**/*claims*"))
