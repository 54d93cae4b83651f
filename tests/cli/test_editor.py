"""Texts through the editor: what comes back is checked, and never thrown away."""

from __future__ import annotations


def drafts(run):
    return sorted((run.root / ".git/gitagile/drafts").glob("*.md"))


def test_an_edited_text_is_committed(run, editor):
    identifier = run.new("One")
    editor("title: One", "title: Uno")
    assert "edited" in run("edit", identifier).out
    assert "title: Uno\n" in run.file_of(identifier).read_text(encoding="utf-8")
    assert drafts(run) == []


def test_a_text_that_stays_the_same_changes_nothing(run, editor):
    identifier = run.new("One")
    editor("nowhere", "")
    assert run("edit", identifier).err == "nothing to change\n"
    assert drafts(run) == []


def test_a_text_that_comes_back_wrong_is_kept_and_named(run, editor):
    identifier = run.new("One")
    editor("title: One", "title: a: b\nwritten: with care")
    answer = run("edit", identifier, code=1)
    (kept,) = drafts(run)
    assert "I104" in answer.err
    assert str(kept.relative_to(run.root)) in answer.err
    assert "written: with care" in kept.read_text(encoding="utf-8")
    assert "title: One\n" in run.file_of(identifier).read_text(encoding="utf-8")
    kept.write_text(kept.read_text(encoding="utf-8").replace("a: b", "ab"), encoding="utf-8")
    assert "edited" in run("edit", identifier, "--from", str(kept)).out


def test_an_id_never_changes(run, editor):
    identifier = run.new("One")
    editor(identifier, "ML-zzzzz2")
    assert f"the id changed from {identifier}" in run("edit", identifier, code=2).err
    assert len(drafts(run)) == 1


def test_an_editor_that_fails_changes_nothing(run):
    identifier = run.new("One")
    answer = run("edit", identifier, code=1)
    assert answer.err.startswith("error: the editor `false` failed, nothing is changed\n")
    assert drafts(run) == []


def test_an_editor_that_fails_after_writing_loses_nothing(run, editor):
    identifier = run.new("One")
    editor("title: One", "title: Uno", code=3)
    assert "your text is kept in" in run("edit", identifier, code=1).err
    assert "title: Uno" in drafts(run)[0].read_text(encoding="utf-8")


def test_a_second_draft_leaves_the_first(run, editor):
    identifier = run.new("One")
    editor("title: One", "title: a: b")
    run("edit", identifier, code=1)
    run("edit", identifier, code=1)
    assert len(drafts(run)) == 2


def test_a_new_item_is_written_in_the_editor(run, editor):
    editor("title: One", "title: Uno")
    identifier = run("new", "One", "-e").out.strip()
    assert "title: Uno\n" in run.file_of(identifier).read_text(encoding="utf-8")


def test_a_new_item_that_comes_back_wrong_is_kept(run, editor):
    editor("title: One", "title: [")
    assert "your text is kept in" in run("new", "One", "-e", code=1).err
    assert len(drafts(run)) == 1
