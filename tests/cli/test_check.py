"""Check and hooks: the folder, the index, any commit, and what is mended."""

from __future__ import annotations

import json
import subprocess

import pytest


@pytest.fixture
def broken(run):
    """An item whose title must be quoted."""
    identifier = run.new("One")
    file = run.file_of(identifier)
    file.write_text(file.read_text(encoding="utf-8").replace("title: One", "title: fix: One"), encoding="utf-8")
    return file.relative_to(run.root).as_posix()


def test_a_sound_backlog_has_no_findings(run):
    run.new("One")
    assert "nothing found" in run("check").out


def test_an_error_is_a_line_with_its_place_and_exit_1(run, broken):
    answer = run("check", code=1)
    assert answer.out.startswith(f"{broken}:")
    assert run("check", "--json", code=1).shape["findings"][0]["path"] == broken
    assert "::error file=" in run("check", "--format", "github", code=1).out
    assert json.loads(run("check", "--format", "sarif", code=1).out)["version"] == "2.1.0"


def test_fix_mends_the_file_and_commits_nothing(run, broken):
    before = run.git("rev-parse", "HEAD")
    assert "mended" in run("check", "--fix").out
    assert 'title: "fix: One"' in (run.root / broken).read_text(encoding="utf-8").replace("'", '"')
    assert run.git("rev-parse", "HEAD") == before
    assert run.git("status", "--short").endswith(broken)


def test_the_index_and_commits_are_judged_by_themselves(run, broken):
    assert "nothing found" in run("check", "--staged").out
    assert "nothing found" in run("hook", "check").out
    run.git("add", broken)
    run("check", "--staged", code=1)
    run("hook", "check", code=1)
    assert "nothing found" in run("check", "--rev", "HEAD").out


def test_only_some_files_are_checked(run, broken, monkeypatch):
    other = run.new("Two")
    assert "1 file checked" in run("check", str(run.file_of(other))).out
    run("check", broken, code=1)
    run("check", ".backlog/backlog", code=1)
    monkeypatch.chdir(run.root / ".backlog/backlog")
    run("check", broken.rpartition("/")[2], code=1)


def test_a_file_that_is_none_of_ours_is_a_wrong_request(run, tmp_path):
    assert "no file of the backlog" in run("check", "nowhere.md", code=2).err
    assert "outside the repository" in run("check", str(tmp_path), code=2).err


def test_ways_to_look_exclude_each_other(run):
    assert "exclude each other" in run("check", "--staged", "--fix", code=2).err


def test_what_a_branch_lost_joins_the_other_findings(run):
    name = run.new("Train")
    run("check", "--against", "HEAD")
    run.file_of(name).unlink()
    assert "B311" in run("check", "--against", "HEAD", code=1).out
    assert [one["code"] for one in run("check", "--against", "HEAD", "--json", code=1).shape["findings"]] == ["B311"]
    run("check")
    for words in (["--fix"], [".backlog"], []):
        assert "hint: " in run("check", "--against", "HEAD" if words else "nowhere", *words, code=2).err


@pytest.mark.parametrize("words", [("--rev", "nowhere"), ("--rev", ""), ("--rev", "HEAD", "--against", "nowhere")])
def test_a_revision_that_is_no_commit_is_a_wrong_request(run, words):
    answer = run("check", *words, code=2)
    assert "is no commit" in answer.err
    assert "hint: " in answer.err


def test_a_commit_is_checked_in_a_bare_repository(run, broken, tmp_path, monkeypatch):
    run.git("commit", "-qam", "By hand")
    run.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    monkeypatch.chdir(tmp_path / "bare.git")
    monkeypatch.setenv("GIT_DIR", ".")
    assert broken in run("check", "--rev", "HEAD", code=1).out


def test_the_hook_of_files_passes_over_what_is_gone(run, broken):
    subprocess.run(["git", "add", broken], cwd=run.root, check=True)
    assert broken in run("hook", "items", broken, ".backlog/backlog/gone.md", code=1).out
    assert run("hook", "items").code == 0


def test_a_message_names_items_that_exist(run):
    identifier = run.new("One")
    run.write("message", f"{identifier}: work\n")
    assert run("hook", "message", "message").out == ""
    run.write("message", "ML-zzzzz2: work\n")
    assert "which is no item" in run("hook", "message", "message", "commit", code=1).err
