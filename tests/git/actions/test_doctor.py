"""The doctor: what is wrong with the whole, and a cure in one commit after which nothing is left to cure."""

from __future__ import annotations

import subprocess
import sys

from gitagile.actions.doctor import doctor
from gitagile.errors import Refused
from tests.git.actions.backlogs import (
    FOLDER,
    SPRINTS,
    A,
    B,
    C,
    at,
    backlog_of,
    committed,
    count_commits,
    found,
    is_clean,
    item,
    message_of,
    opened,
    refusal,
)
from tests.git.places import git, snapshot, write

SICK = SPRINTS | {
    at(A): item(A, created="2026-02-01"),
    f"{FOLDER}/ML-aaa111-later.md": item(A, created="2026-02-02", title="Later"),
    at(A, "archive"): item(A, created="2026-01-01"),
    f"{FOLDER}/notes.md": item(B, title="Named otherwise"),
    at(C, "s1"): item(C, depends_on="[ML-gone99]", parent="ML-gone98"),
}

NEW = """
import os, sys
from pathlib import Path
from gitagile.__main__ import main
Path(".git/pid").write_text(str(os.getpid()))
sys.argv = ["gitagile", "new", "Half made"]
main()
"""


def named(root, name):
    """What the doctor says under one name."""
    return [one.message for one in doctor(opened(root)).complaints if one.name == name]


def test_a_sound_backlog_has_no_complaint(make_repository):
    root = backlog_of(make_repository)
    assert doctor(opened(root)).complaints == ()
    assert doctor(opened(root), fix=True).mended is None


def test_every_illness_is_named(make_repository):
    root = backlog_of(make_repository, SICK)
    assert [message.partition(":")[0] for message in named(root, "twin")] == [
        f"{FOLDER}/ML-aaa111-later.md",
        at(A, "archive"),
    ]
    assert named(root, "name") == [f"{FOLDER}/notes.md: the file name does not begin with the id {B}"]
    assert {message.partition(": ")[2] for message in named(root, "dangling")} == {
        "ML-gone99 is no item",
        "ML-gone98 is no item",
    }
    assert named(root, "left behind") == [f"{at(C, 's1')}: the item is open, but its sprint is closed"]
    assert is_clean(root)


def test_the_cure_is_one_commit_and_a_second_finds_nothing_to_do(make_repository):
    root = backlog_of(make_repository, SICK)
    commits = count_commits(root)
    diagnosis = doctor(opened(root), fix=True)
    assert count_commits(root) == commits + 1
    assert len(diagnosis.mended.acts) == 3
    assert {one.name for one in diagnosis.complaints} == {"dangling", "left behind"}
    assert found(root).path == at(A)
    assert committed(root, f"{FOLDER}/{B}-named-otherwise.md") == SICK[f"{FOLDER}/notes.md"]
    later = next(act for act in diagnosis.mended.acts if "later" in act.path)
    assert f"id: {later.id}\n" in committed(root, later.path)
    assert f"former_id: {A}\n" in committed(root, later.path)
    assert message_of(root) == "backlog: mended by the doctor\n\nGitagile-Op: doctor"
    assert is_clean(root)
    again = doctor(opened(root), fix=True)
    assert (again.mended, again.complaints) == (None, diagnosis.complaints)


def test_a_dry_run_shows_the_cure_and_touches_nothing(make_repository):
    root = backlog_of(make_repository, SICK)
    before = snapshot(root)
    diagnosis = doctor(opened(root), fix=True, dry_run=True)
    assert len(diagnosis.mended.acts) == 3
    assert snapshot(root) == before


def test_twins_of_counted_ids_get_the_next_numbers(make_repository):
    files = {f"{FOLDER}/ML-1-{word}.md": item("ML-1", title=word) for word in ("a", "b", "c")}
    root = backlog_of(make_repository, files, 'ids = "sequential"\n')
    acts = doctor(opened(root), fix=True).mended.acts
    assert [act.id for act in acts] == ["ML-2", "ML-3"]
    assert {one.id for one in opened(root).backlog().items} == {"ML-1", "ML-2", "ML-3"}


def test_an_id_that_is_a_path_is_not_followed(make_repository):
    files = {f"{FOLDER}/notes.md": item("../../../escaped"), f"{FOLDER}/other.md": item(B)}
    root = backlog_of(make_repository, files)
    assert [act.id for act in doctor(opened(root), fix=True).mended.acts] == [B]
    assert not list(root.parent.glob("escaped*"))


def test_a_name_that_is_taken_is_left_to_a_person(make_repository):
    files = {f"{FOLDER}/notes.md": item(A, title="One"), f"{FOLDER}/{A}-one.md": item(B)}
    root = backlog_of(make_repository, files)
    diagnosis = doctor(opened(root), fix=True)
    assert [act.id for act in diagnosis.mended.acts] == [B]
    assert [act.id for act in doctor(opened(root), fix=True).mended.acts] == [A]
    assert doctor(opened(root)).complaints == ()


def test_a_file_that_cannot_be_read_is_named_and_no_dangling_end(make_repository):
    root = backlog_of(make_repository, {at(A): "no item", at(B): item(B, parent=A)})
    complaints = doctor(opened(root)).complaints
    assert [one.name for one in complaints] == ["unreadable"]
    assert complaints[0].message.startswith(f"{at(A)}:1:1: I102")


def test_what_is_not_committed_yet_holds_the_cure_back(make_repository):
    root = backlog_of(make_repository)
    write(root, f"{FOLDER}/notes.md", item("ML-new999"))
    before = snapshot(root)
    assert "not committed yet" in refusal(lambda: doctor(opened(root), fix=True), Refused)
    assert snapshot(root) == before


def test_a_missing_readme_is_written_again(make_repository):
    root = backlog_of(make_repository)
    git(root, "rm", "-q", f"{FOLDER}/README.md")
    git(root, "commit", "-qm", "By hand")
    assert [act.path for act in doctor(opened(root), fix=True).mended.acts] == [f"{FOLDER}/README.md"]
    assert doctor(opened(root)).complaints == ()


def test_a_shallow_clone_and_a_wrong_config_are_named(make_repository, tmp_path):
    root = backlog_of(make_repository, config="prefx = 'ML'\n")
    write(root, "x", "x\n")
    git(root, "add", "x")
    git(root, "commit", "-qm", "More")
    git(root, "clone", "-q", "--depth", "1", f"file://{root}", str(tmp_path / "shallow"))
    assert [one.name for one in doctor(opened(tmp_path / "shallow")).complaints] == ["config", "shallow"]


def test_the_driver_and_ledgers_that_no_line_merges_are_seen_to(make_repository):
    attributes = ".backlog/.gitattributes"
    old = "# Ours\n*.md merge=gitagile\nsprints/*/ledger.json linguist-generated\n"
    root = backlog_of(make_repository, SPRINTS | {at(A): item(A), attributes: old})
    assert {one.name for one in doctor(opened(root)).complaints} == {"attributes", "driver"}
    doctor(opened(root), fix=True)
    assert committed(root, attributes) == old.replace("generated\n", "generated -merge\n")
    assert git(root, "check-attr", "merge", ".backlog/sprints/s2/ledger.json").endswith("merge: unset\n")
    assert doctor(opened(root)).complaints == ()


def test_what_a_team_wrote_about_ledgers_is_left_alone(make_repository):
    for number, line in enumerate(("sprints/*/ledger.json merge=ours", "**/ledger.json binary", "ledger.json -merge")):
        files = {at(A): item(A), ".backlog/.gitattributes": f"{line}\n"}
        assert named(backlog_of(make_repository, files, name=f"r{number}"), "attributes") == []
    root = backlog_of(make_repository, {at(A): item(A), ".backlog/.gitattributes": "*.md text"})
    doctor(opened(root), fix=True)
    assert committed(root, ".backlog/.gitattributes") == "*.md text\nsprints/*/ledger.json -merge\n"


def test_a_repository_that_git_cannot_read_is_a_complaint_beside_the_others(make_repository):
    root = backlog_of(make_repository, SICK)
    (root / ".git/index").write_bytes(b"no index")
    assert "index file smaller than expected" in named(root, "git")[0]
    assert named(root, "dangling")


def test_an_act_that_was_killed_is_told_and_brought_to_its_end(make_repository):
    root = backlog_of(make_repository)
    hook = root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text('#!/bin/sh\nkill -KILL "$(cat .git/pid)"\n')
    hook.chmod(0o755)
    before = snapshot(root)
    ended = subprocess.run((sys.executable, "-c", NEW), cwd=root, check=False, capture_output=True)
    hook.unlink()
    assert ended.returncode != 0
    assert snapshot(root) != before
    assert "killed half way" in named(root, "killed")[0]
    assert [act.id for act in doctor(opened(root), fix=True, dry_run=True).mended.acts][:1] == ["killed act"]
    mended = doctor(opened(root), fix=True).mended
    assert [act.change for act in mended.acts if act.id == "killed act"] == ["an act that was killed was taken back"]
    assert not named(root, "killed")
    assert is_clean(root)
