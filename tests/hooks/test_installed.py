"""The hooks as pre-commit fetches and installs them, around commits and merges of every form."""

from __future__ import annotations

import pytest

from .places import BACKLOG, CONFIG, FIRST, IN_SPRINT, SECOND, SPRINT, fetched, item

pytestmark = pytest.mark.slow


def test_a_sound_change_is_committed(project):
    project.change(FIRST, "status: todo", "status: doing")
    said = project.git("commit", "-a", "-m", "ML-7k3fd2: begin")
    assert said.count("Passed") == 2, said


def test_a_refusal_names_the_place_the_rule_and_what_to_do(project):
    project.change(FIRST, "status: todo", "status: dooing")
    before = project.head()
    said = project.refused("commit", "-a", "-m", "Begin")
    assert f"{FIRST}:3:9: I128 `status` is 'dooing'" in said
    assert "did you mean 'doing'?" in said
    assert project.head() == before


def test_skipping_once_lets_a_commit_through(project, monkeypatch):
    project.change(FIRST, "status: todo", "status: dooing")
    monkeypatch.setenv("SKIP", "gitagile-check")
    assert "Skipped" in project.git("commit", "-a", "-m", "Begin")


def test_a_deletion_that_leaves_a_dangling_reference_is_refused(project):
    project.git("rm", "-q", FIRST)
    said = project.refused("commit", "-m", "Away with it")
    assert f"{SECOND}:" in said
    assert "ML-7k3fd2" in said


def test_a_move_to_a_sprint_is_committed(project):
    project.git("mv", FIRST, f"{SPRINT}/ML-7k3fd2-first.md")
    assert "rename" in project.git("commit", "-m", "ML-7k3fd2: in the sprint")


def test_a_commit_of_one_file_is_judged_by_that_file(project):
    project.change(FIRST, "status: todo", "status: dooing")
    project.git("add", FIRST)
    project.change(SECOND, "status: todo", "status: doing")
    project.git("commit", "-m", "ML-x2v9kq: begin", SECOND)
    assert project.git("status", "--porcelain") == f"M  {FIRST}\n"
    assert FIRST in project.refused("commit", "-m", "Begin")


def test_a_sound_index_is_committed_beside_a_broken_working_copy(project):
    project.change(FIRST, "status: todo", "status: doing")
    project.git("add", FIRST)
    project.change(FIRST, "status: doing", "status: dooing")
    project.git("commit", "-m", "Begin")
    assert "status: dooing" in project.read(FIRST)


def test_a_broken_index_is_refused_beside_a_mended_working_copy(project):
    project.change(FIRST, "status: todo", "status: dooing")
    project.git("add", FIRST)
    project.change(FIRST, "status: dooing", "status: doing")
    assert "dooing" in project.refused("commit", "-m", "Begin")
    assert "status: doing" in project.read(FIRST)


def test_a_file_that_is_only_meant_to_be_added_is_no_part_of_the_commit(project):
    project.write(f"{BACKLOG}/ML-zzzzz2-later.md", "not yet an item\n")
    project.git("add", "--intent-to-add", ".backlog")
    project.change(FIRST, "status: todo", "status: doing")
    project.git("commit", "-m", "Begin", FIRST)


def test_an_untracked_file_neither_breaks_a_commit_nor_saves_one(project):
    project.write(f"{BACKLOG}/ML-zzzzz2-broken.md", "no item at all\n")
    project.stage(IN_SPRINT, item("ML-3qf2zm", status="doing"))
    project.git("commit", "-m", "Begin")
    project.stage(IN_SPRINT, item("ML-3qf2zm", more="depends_on: [ML-zzzzz2]\n"))
    assert "ML-zzzzz2" in project.refused("commit", "-m", "Wait")


def test_a_merge_without_conflict_that_brings_an_id_twice_is_refused(project):
    project.git("switch", "-q", "-c", "side")
    project.stage(f"{BACKLOG}/ML-zzzzz2-theirs.md", item("ML-zzzzz2"))
    project.git("commit", "-m", "Theirs")
    project.git("switch", "-q", "main")
    project.stage(f"{SPRINT}/ML-zzzzz2-ours.md", item("ML-zzzzz2"))
    project.git("commit", "-m", "Ours")
    said = project.refused("merge", "--no-edit", "side")
    assert "B301" in said
    assert "ML-zzzzz2-theirs.md" in said
    project.git("rm", "-q", "-f", f"{SPRINT}/ML-zzzzz2-ours.md")
    project.git("commit", "--no-edit")
    assert len(project.git("log", "-1", "--format=%P").split()) == 2


def test_the_manual_stage_judges_the_index(project):
    project.change(FIRST, "status: todo", "status: dooing")
    words = ("run", "--hook-stage", "manual", "gitagile-check", "--all-files")
    assert project.pre_commit(*words).code == 0
    project.git("add", FIRST)
    ended = project.pre_commit(*words)
    assert (ended.code, FIRST in ended.said) == (1, True)


def test_a_config_that_is_broken_is_refused_with_its_line(project):
    project.stage(CONFIG, 'prefix = "ML"\nprofil = "ml"\n')
    said = project.refused("commit", "-m", "Profile")
    assert f"{CONFIG}:2:1: C502 unknown setting `profil`" in said


def test_a_repository_without_a_backlog_passes(make_repository, project):
    project.git("rm", "-q", "-r", ".backlog")
    project.git("commit", "-m", "ML-zzzzz2 and all others are elsewhere now")
    ended = project.pre_commit("run", "gitagile-check", "--verbose")
    assert (ended.code, "no `.backlog` in git's index: nothing to check" in ended.said) == (0, True), ended.said


def test_changed_files_are_checked_however_many_and_whatever_their_names(project, source):
    project.stage(".pre-commit-config.yaml", fetched(source, "gitagile-items"))
    letters = "0123456789abcdefghjkmnpqrstvwxyz"
    for one in (f"{a}{b}" for a in letters[:10] for b in letters):
        project.write(f"{BACKLOG}/ML-zzzz{one}-with a blank.md", item(f"ML-zzzz{one}"))
    project.git("add", "--all")
    project.git("commit", "-m", "Many")
    wrong = f"{BACKLOG}/ML-zzzz9z-with a blank.md"
    project.change(wrong, "status: todo", "status: dooing")
    project.git("add", "--all")
    ended = project.pre_commit("run", "gitagile-items", "--all-files", "--verbose")
    assert f"{wrong}:3:9: I128" in ended.said
    assert ended.said.count("checked, nothing found") + ended.said.count("1 error") > 1, "it was one process"


def test_changes_outside_the_commit_come_back_as_they_were(project):
    project.write("notes.md", "one\n")
    project.git("add", "notes.md")
    project.git("commit", "-m", "Notes")
    project.write("notes.md", "one\ntwo")
    project.change(SECOND, "Why.", "Why,  and how.\r\n")
    kept = project.read("notes.md"), project.read(SECOND)
    project.change(FIRST, "status: todo", "status: dooing")
    project.git("add", FIRST)
    assert "Stashing unstaged files" in project.refused("commit", "-m", "Begin")
    assert (project.read("notes.md"), project.read(SECOND)) == kept
