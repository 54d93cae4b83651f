"""What `gitagile hook check` and `hook items` read: what git would commit, once for the same files."""

from __future__ import annotations

import json
import subprocess

from .places import BACKLOG, CONFIG, FIRST, SECOND, item


def checked(project):
    return project.root / ".git/gitagile/checked.json"


def test_an_entry_that_is_only_meant_to_be_added_is_not_read(plain):
    plain.write(f"{BACKLOG}/ML-zzzzz2-later.md", "not yet\n")
    plain.git("add", "--intent-to-add", ".backlog")
    assert plain.gitagile("hook", "check").said == "4 files checked, nothing found\n"
    plain.git("add", ".backlog")
    assert "ML-zzzzz2-later.md:1:1: I102" in plain.gitagile("hook", "check").said


def test_an_empty_file_that_is_added_is_read(plain):
    plain.stage(f"{BACKLOG}/ML-zzzzz2-empty.md", "")
    assert plain.gitagile("hook", "check").code == 1


def test_of_unmerged_files_our_side_is_read(plain):
    plain.git("switch", "-q", "-c", "side")
    plain.change(FIRST, "status: todo", "status: dooing")
    plain.git("commit", "-q", "-a", "-m", "Theirs")
    plain.git("switch", "-q", "main")
    plain.git("rm", "-q", FIRST, SECOND)
    plain.git("commit", "-q", "-m", "Ours")
    plain.refused("merge", "-q", "side")
    assert plain.gitagile("hook", "check").said == "2 files checked, nothing found\n"


def test_a_link_in_place_of_the_backlog_is_refused(plain):
    plain.git("mv", ".backlog", "elsewhere")
    (plain.root / ".backlog").symlink_to("elsewhere")
    plain.git("add", ".backlog")
    ended = plain.gitagile("hook", "check")
    assert (ended.code, ".backlog:1:1: B304" in ended.said) == (1, True), ended.said


def test_a_file_whose_object_is_missing_is_said(plain):
    oid = plain.git("rev-parse", f":{FIRST}").strip()
    (plain.root / ".git/objects" / oid[:2] / oid[2:]).unlink()
    ended = plain.gitagile("hook", "check")
    assert (ended.code, f"{FIRST}:1:1: I112" in ended.said) == (1, True), ended.said
    assert not checked(plain).exists()


def test_a_config_whose_object_is_missing_is_said(plain):
    oid = plain.git("rev-parse", f":{CONFIG}").strip()
    (plain.root / ".git/objects" / oid[:2] / oid[2:]).unlink()
    ended = plain.gitagile("hook", "check")
    assert (ended.code, f"{CONFIG} cannot be read" in ended.said) == (3, True), ended.said


def test_some_items_are_read_from_the_index(plain):
    plain.stage(FIRST, item("ML-7k3fd2", status="dooing"))
    plain.write(FIRST, item("ML-7k3fd2"))
    assert plain.gitagile("hook", "items", SECOND).code == 0
    ended = plain.gitagile("hook", "items", FIRST, "README.md", f"{BACKLOG}/gone.md")
    assert (ended.code, f"{FIRST}:3:9: I128" in ended.said) == (1, True), ended.said


def test_what_was_found_sound_is_not_read_again(plain):
    first = plain.gitagile("hook", "check").said
    assert len(json.loads(checked(plain).read_text())) == 1
    oid = plain.git("rev-parse", f":{FIRST}").strip()
    (plain.root / ".git/objects" / oid[:2] / oid[2:]).unlink()
    ended = plain.gitagile("hook", "check")
    assert (ended.code, ended.said) == (0, first)


def test_warnings_are_said_again_and_count_where_they_should(plain):
    plain.stage(FIRST, item("ML-7k3fd2", more="asignee: [ana]\n"))
    first = plain.gitagile("hook", "check")
    assert (first.code, "1 warning" in first.said) == (0, True), first.said
    assert checked(plain).exists()
    again = plain.gitagile("hook", "check")
    assert (again.code, again.said) == (0, first.said)
    strict = plain.gitagile("hook", "check", "--strict")
    assert (strict.code, strict.said) == (1, first.said)


def test_errors_are_not_remembered(plain):
    plain.stage(FIRST, item("ML-7k3fd2", status="dooing"))
    said = [plain.gitagile("hook", "check").said for _ in range(2)]
    assert said[0] == said[1]
    assert "I128" in said[0]
    assert not checked(plain).exists()


def test_another_config_is_another_check(plain):
    assert plain.gitagile("hook", "check").code == 0
    plain.stage(CONFIG, 'prefix = "ML"\n[workflow]\nstatuses = { open = "todo", done = "done" }\n')
    assert plain.gitagile("hook", "check").code == 1


def test_a_memory_that_is_broken_or_cannot_be_written_is_no_fault(plain):
    checked(plain).parent.mkdir(exist_ok=True)
    for text in ("{", "[]", '{"a": 1}', ""):
        checked(plain).write_text(text)
        assert plain.gitagile("hook", "check").said == "4 files checked, nothing found\n"
    checked(plain).unlink()
    checked(plain).parent.rmdir()
    checked(plain).parent.write_text("a file where a folder should be")
    assert plain.gitagile("hook", "check").said == "4 files checked, nothing found\n"


def test_worktrees_share_what_was_found_and_judge_their_own_index(plain, tmp_path):
    other = type(plain)(tmp_path / "other")
    plain.git("worktree", "add", "-q", str(other.root))
    assert plain.gitagile("hook", "check").code == 0
    assert other.gitagile("hook", "check").said == "4 files checked, nothing found\n"
    assert len(json.loads(checked(plain).read_text())) == 1
    other.stage(FIRST, item("ML-7k3fd2", status="dooing"))
    assert (other.gitagile("hook", "check").code, plain.gitagile("hook", "check").code) == (1, 0)


def test_a_repository_of_sha256_is_read_alike(make_repository, plain):
    root = make_repository("other", files={FIRST: item("ML-7k3fd2")}, options=("--object-format=sha256",))
    other = type(plain)(root)
    other.write(f"{BACKLOG}/ML-zzzzz2-later.md", "not yet\n")
    subprocess.run(["git", "add", "--intent-to-add", ".backlog"], cwd=root, check=True)
    assert other.gitagile("hook", "check").said == "1 file checked, nothing found\n"
