"""The hook that writes the active sprint's summary, by the real pre-commit: stopped once, then let through."""

from __future__ import annotations

import pytest

from .places import FIRST, IN_SPRINT, SPRINT, fetched

pytestmark = pytest.mark.slow
SUMMARY = f"{SPRINT}/summary.md"


@pytest.fixture
def running(project, source, monkeypatch):
    """A project whose sprint was started a day ago, with the hooks that check it and write its summary."""
    at(monkeypatch, "2026-03-02")
    project.stage(".pre-commit-config.yaml", fetched(source, "gitagile-check", "gitagile-summary"))
    project.git("commit", "-q", "--no-verify", "-m", "Summaries")
    ended = project.gitagile("sprint", "start")
    assert ended.code == 0, ended.said
    at(monkeypatch, "2026-03-03")
    return project


def at(monkeypatch, day):
    for name in ("GITAGILE_NOW", "GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, f"{day}T10:00:00+00:00")


def finish(project):
    project.change(IN_SPRINT, "status: todo", "status: done")
    project.git("add", IN_SPRINT)


def test_a_commit_that_changes_an_item_is_stopped_once_and_passes_the_second_time(running):
    finish(running)
    assert f"{SUMMARY} was written anew: add it and commit again" in running.refused("commit", "-q", "-m", "Done")
    assert "ML-3qf2zm" in running.read(SUMMARY)
    running.git("add", SUMMARY)
    running.git("commit", "-q", "-m", "Done")
    assert running.git("show", "--format=", "--name-only", "HEAD").split() == sorted([IN_SPRINT, SUMMARY])
    assert running.git("status", "--porcelain") == ""


def test_a_summary_that_git_knows_is_modified_once(running):
    written = running.gitagile("sprint", "summary", "--write")
    assert written.code == 0, written.said
    finish(running)
    said = running.refused("commit", "-q", "-m", "Done")
    assert "files were modified by this hook" in said
    assert f"{SUMMARY} was written anew: add it and commit again" in said
    assert "files were modified by this hook" in running.refused("commit", "-q", "-m", "Not added")
    running.git("add", SUMMARY)
    running.git("commit", "-q", "-m", "Done")
    assert running.git("status", "--porcelain") == ""


def test_what_the_hook_wrote_is_current_once_it_is_committed_and_stays_so(running, monkeypatch):
    finish(running)
    running.refused("commit", "-q", "-m", "Done")
    running.git("add", SUMMARY)
    running.git("commit", "-q", "-m", "Done")
    at(monkeypatch, "2026-03-05")
    assert running.gitagile("sprint", "summary", "--check").code == 0
    assert running.gitagile("hook", "summary").code == 0
    assert running.pre_commit("run", "gitagile-summary", "--all-files").code == 0
    assert running.git("status", "--porcelain") == ""


def test_all_that_git_would_commit_by_itself_counts(running):
    running.change(IN_SPRINT, "status: todo", "status: done")
    running.refused("commit", "-q", "-a", "-m", "Done")
    assert "## Done" in running.read(SUMMARY)
    running.git("add", SUMMARY)
    running.git("commit", "-q", "-a", "-m", "Done")
    assert running.gitagile("sprint", "summary", "--check").code == 0


def test_what_is_not_staged_is_not_in_the_summary(running):
    running.change(IN_SPRINT, "status: todo", "status: done")
    running.change(FIRST, "Why.", "Why?")
    running.git("add", FIRST)
    running.refused("commit", "-q", "-m", "A word")
    assert "## Done" not in running.read(SUMMARY)
    running.git("add", SUMMARY)
    running.git("commit", "-q", "-m", "A word")
    assert running.git("status", "--porcelain").split() == ["M", IN_SPRINT]


def test_a_commit_that_touches_no_file_of_the_backlog_passes(running):
    running.stage("train.py", "x = 1\n")
    running.git("commit", "-q", "-m", "Code")
    assert not (running.root / SUMMARY).exists()


def test_an_act_of_gitagile_is_let_through_and_the_next_commit_brings_the_summary_up(running):
    ended = running.gitagile("done", "3qf2zm")
    assert ended.code == 0, ended.said
    assert running.git("status", "--porcelain") == ""
    assert not (running.root / SUMMARY).exists()
    running.change(FIRST, "Why.", "Why?")
    running.git("add", FIRST)
    assert f"{SUMMARY} was written anew" in running.refused("commit", "-q", "-m", "A word")
    assert "## Done" in running.read(SUMMARY)


def test_without_a_sprint_that_runs_there_is_nothing_to_write(project, source):
    project.stage(".pre-commit-config.yaml", fetched(source, "gitagile-summary"))
    project.git("commit", "-q", "--no-verify", "-m", "Summaries")
    finish(project)
    project.git("commit", "-q", "-m", "Done")
    assert not (project.root / SUMMARY).exists()
