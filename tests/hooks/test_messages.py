"""The hook of commit messages: the items that one names exist."""

from __future__ import annotations

import pytest

from .places import BACKLOG, CONFIG, FIRST, item


def judge(project, text):
    (project.root / "message").write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return project.gitagile("hook", "message", "message")


def require(project):
    project.stage(CONFIG, 'prefix = "ML"\n\n[message]\nitems = "require"\n')


def test_an_unknown_item_is_refused_with_the_one_that_was_meant(plain):
    ended = judge(plain, "ML-7k3fd3: clean the log\n")
    assert ended.code == 1
    assert "names ML-7k3fd3, which is no item" in ended.said
    assert "did you mean ML-7k3fd2?" in ended.said


@pytest.mark.parametrize(
    "text",
    [
        "ML-7k3fd2: clean the log",
        "Clean\n\nCloses ml-7K3FD2.",
        "An ML-based ranker, ML-v2",
        "fixup! ML-zzzzz2: gone",
        "Merge branch 'side' into main, ML-zzzzz2",
        'Revert "ML-zzzzz2: gone"',
        "Clean\n# ML-zzzzz2 is a comment\n# ------------------------ >8 ------------------------\nML-zzzzz2",
        "Löschen".encode("latin-1"),
        "",
    ],
)
def test_a_message_that_names_no_unknown_item_passes(plain, text):
    ended = judge(plain, text)
    assert ended.code == 0, ended.said


def test_an_item_that_is_committed_with_it_may_be_named(plain):
    plain.stage(f"{BACKLOG}/ML-zzzzz2-new.md", item("ML-zzzzz2"))
    assert judge(plain, "ML-zzzzz2: new").code == 0


def test_an_untracked_item_is_none(plain):
    plain.write(f"{BACKLOG}/ML-zzzzz2-new.md", item("ML-zzzzz2"))
    assert judge(plain, "ML-zzzzz2: new").code == 1


def test_a_project_may_demand_an_item_of_every_message(plain):
    require(plain)
    ended = judge(plain, "Clean the log")
    assert (ended.code, "names no item" in ended.said) == (1, True)
    assert judge(plain, "Clean the log of ML-7k3fd2").code == 0
    assert judge(plain, "squash! Clean the log").code == 0
    assert judge(plain, "Merge the two rankers").code == 1


def test_a_merge_need_not_name_an_item_whatever_its_words(plain):
    require(plain)
    plain.git("commit", "-q", "-m", "Demand")
    hook = plain.root / ".git/hooks/commit-msg"
    hook.write_text('#!/bin/sh\nexec gitagile hook message "$1"\n', encoding="utf-8")
    hook.chmod(0o755)
    plain.git("switch", "-q", "-c", "side")
    plain.change(FIRST, "Why.", "Because.")
    plain.git("commit", "-q", "-a", "-m", "ML-7k3fd2: why")
    plain.git("switch", "-q", "main")
    plain.git("merge", "-q", "--no-ff", "-m", "Bring the reasons in", "side")
    assert "names no item" in plain.refused("commit", "--allow-empty", "-m", "Bring nothing in")


def test_the_config_of_the_index_counts(plain):
    plain.write(CONFIG, 'prefix = "ML"\n\n[message]\nitems = "require"\n')
    assert judge(plain, "Clean the log").code == 0


def test_a_broken_config_is_said(plain):
    plain.stage(CONFIG, "prefix = \n")
    ended = judge(plain, "Clean the log")
    assert (ended.code, f"{CONFIG}:1:" in ended.said) == (3, True), ended.said


def test_a_repository_without_a_backlog_passes_in_a_sentence(plain):
    plain.git("rm", "-q", "-r", ".backlog")
    ended = judge(plain, "ML-zzzzz2: gone")
    assert (ended.code, ended.said) == (0, "no `.backlog` in git's index: nothing to check\n")


@pytest.mark.slow
def test_pre_commit_refuses_the_commit_of_a_message(project):
    said = project.refused("commit", "--allow-empty", "-m", "ML-7k3fd3: nothing")
    assert "did you mean ML-7k3fd2?" in said
