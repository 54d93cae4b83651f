"""Commits of code that name items: found in all of HEAD's history, remembered, and right when it was rewritten."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

from gitagile.history import mention_memory
from gitagile.history.mentions import FEW, mentions
from gitagile.vcs.process import GitFailed
from tests.git.places import git, repository

A, B = "ml-aaa111", "ml-bbb222"


def commit(root, message, *options):
    git(root, "commit", "-q", "--allow-empty", "-m", message, *options)
    return git(root, "rev-parse", "HEAD").strip()


def memory_of(root):
    return repository(root).common_dir / "gitagile" / "mentions.sqlite"


def remembered(root, *prefixes, **options):
    return mentions(repository(root), memory_of(root), prefixes=prefixes or ("ML",), **options)


def cold(root, *prefixes, **options):
    nowhere = root / "README.md" / "no-folder" / "memory"
    return mentions(repository(root), nowhere, prefixes=prefixes or ("ML",), **options)


def subjects(root):
    """What is remembered, once it is clear that it is what git says afresh."""
    found = remembered(root)
    assert found == cold(root)
    return sorted(one.subject for one in found)


def git_calls(root, tmp_path, call):
    trace = tmp_path / "trace"
    trace.unlink(missing_ok=True)
    before = os.environ.get("GIT_TRACE2_EVENT")
    os.environ["GIT_TRACE2_EVENT"] = str(trace)
    try:
        call()
    finally:
        os.environ.pop("GIT_TRACE2_EVENT")
        assert before is None
    return trace.read_text().count('"event":"start"') if trace.exists() else 0


@pytest.fixture
def root(make_repository):
    root = make_repository()
    commit(root, "ML-aaa111: one")
    return root


def test_a_mention_says_who_when_and_how(root):
    author = ("--author=Bö Lee <bo@example.org>", "--date=1772442007 +0100")
    made = commit(root, "Two\n\nCloses ml-BBB222", *author)
    one, two = remembered(root)
    assert (one.item, one.how, one.closes) == (A, "subject", False)
    assert two == (B, made, 1772442000, "Bö Lee", "bo@example.org", "Two", True, "body", 1772442007)


def test_longer_object_ids_are_as_good(make_repository, tmp_path):
    root = make_repository(options=("--object-format=sha256",))
    made = commit(root, "ML-aaa111: one")
    assert subjects(root) == ["ML-aaa111: one"]
    assert git_calls(root, tmp_path, lambda: remembered(root)) == 0
    assert [one.commit for one in remembered(root, revision=made)] == [made]


def test_all_of_heads_history_counts_and_nothing_else(root):
    git(root, "switch", "-q", "-c", "side")
    commit(root, "ML-aaa111: on the side")
    git(root, "switch", "-q", "main")
    git(root, "branch", "other")
    git(root, "merge", "-q", "--no-ff", "-m", "Merge side", "side")
    git(root, "switch", "-q", "other")
    commit(root, "ML-aaa111: on another branch")
    git(root, "switch", "-q", "main")
    git(root, "switch", "-q", "-c", "third", "main~1")
    commit(root, "Third")
    git(root, "switch", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "Merge third for ML-bbb222", "third")
    assert subjects(root) == ["ML-aaa111: on the side", "ML-aaa111: one", "Merge third for ML-bbb222"]


def test_the_tools_own_commits_are_left_out(root):
    commit(root, "backlog(ML-aaa111): todo -> doing\n\nBacklog-Item: ML-aaa111\nBacklog-Change: status todo doing")
    assert subjects(root) == ["ML-aaa111: one"]


def test_some_items_are_asked_for_by_their_ids(root):
    commit(root, "An ML-based ML-v2 for ML-bbb222")
    assert {one.item for one in remembered(root)} == {A, B, "ml-v2"}
    for _ in range(2):
        assert [one.item for one in remembered(root, items={B, "ml-based"})] == ["ml-based", B]
        assert {one.item for one in remembered(root, items=(A, B, *(f"ml-{number}" for number in range(999))))} == {
            A,
            B,
        }
        assert remembered(root, items=()) == ()
        memory_of(root).unlink()


def test_only_what_was_committed_from_a_second_on_is_asked_for(root, monkeypatch):
    monkeypatch.setenv("GIT_COMMITTER_DATE", "1772442005 +0000")
    commit(root, "ML-aaa111: later")
    for _ in range(2):
        assert [one.subject for one in remembered(root, since=1772442005)] == ["ML-aaa111: later"]
        assert remembered(root, since=1772442006, items={A}) == ()
        assert len(remembered(root, since=0, items={A})) == 2
        memory_of(root).unlink()


def test_before_the_first_commit_there_are_none_and_no_such_revision_is_none(make_repository):
    root = make_repository(files=None)
    assert remembered(root) == ()
    assert remembered(root, revision="--output=stolen") == ()
    assert not (root / "stolen").exists()


def test_an_earlier_revision_has_fewer(root):
    commit(root, "ML-aaa111: two")
    assert len(remembered(root)) == 2
    assert [one.subject for one in remembered(root, revision="HEAD~1")] == ["ML-aaa111: one"]
    assert len(remembered(root)) == 2


def test_nothing_new_costs_no_process_and_a_new_commit_one(root, tmp_path):
    remembered(root)
    assert git_calls(root, tmp_path, lambda: remembered(root)) == 0
    git(root, "pack-refs", "--all")
    assert git_calls(root, tmp_path, lambda: remembered(root)) == 0
    commit(root, "ML-aaa111: two")
    assert git_calls(root, tmp_path, lambda: subjects_len(root, 2)) == 1


def subjects_len(root, count):
    assert len(remembered(root)) == count


def test_an_amended_commit_and_a_forced_push_leave_nothing_behind(root):
    commit(root, "ML-aaa111: two")
    assert len(subjects(root)) == 2
    commit(root, "ML-aaa111: better", "--amend")
    assert subjects(root) == ["ML-aaa111: better", "ML-aaa111: one"]
    git(root, "reset", "-q", "--hard", "HEAD~2")
    assert subjects(root) == []


def test_many_lost_commits_are_read_afresh(root):
    for number in range(FEW + 3):
        commit(root, f"ML-aaa111: {number}")
    assert len(subjects(root)) == FEW + 4
    git(root, "reset", "-q", "--hard", "main~5")
    commit(root, "ML-aaa111: after")
    git(root, "reset", "-q", "--hard", f"HEAD~{FEW - 1}")
    assert subjects(root) == ["ML-aaa111: one"]


def test_what_was_swept_away_is_no_trouble(root):
    commit(root, "ML-aaa111: two")
    assert len(subjects(root)) == 2
    git(root, "reset", "-q", "--hard", "HEAD~1")
    git(root, "reflog", "expire", "--expire=now", "--all")
    git(root, "gc", "-q", "--prune=now")
    commit(root, "ML-aaa111: three")
    assert subjects(root) == ["ML-aaa111: one", "ML-aaa111: three"]


def test_working_trees_share_the_memory(root):
    git(root, "worktree", "add", "-q", str(root.parent / "tree"), "-b", "side")
    tree = root.parent / "tree"
    commit(tree, "ML-bbb222: there")
    assert memory_of(tree) == memory_of(root)
    for _ in range(2):
        assert subjects(root) == ["ML-aaa111: one"]
        assert subjects(tree) == ["ML-aaa111: one", "ML-bbb222: there"]
    git(tree, "switch", "-q", "--detach")
    assert subjects(tree) == ["ML-aaa111: one", "ML-bbb222: there"]


def test_a_shallow_clone_grows_when_it_is_deepened(root):
    commit(root, "ML-aaa111: two")
    clone = root.parent / "clone"
    git(root, "clone", "-q", "--depth=1", root.as_uri(), str(clone))
    assert subjects(clone) == ["ML-aaa111: two"]
    git(clone, "fetch", "-q", "--unshallow")
    assert subjects(clone) == ["ML-aaa111: one", "ML-aaa111: two"]


def test_other_prefixes_are_looked_for_once_and_kept(root, tmp_path):
    commit(root, "BACK-7 and ML-aaa111")
    assert [one.item for one in remembered(root, "back")] == ["back-7"]
    assert [one.item for one in remembered(root)] == [A, A]
    assert [one.item for one in remembered(root, "ML", "Back")] == [one.item for one in cold(root, "ML", "back")]
    assert git_calls(root, tmp_path, lambda: remembered(root, "back")) == 0
    assert remembered(root, "zz") == cold(root, "zz") == ()
    assert mentions(repository(root), memory_of(root), prefixes=()) == ()


def test_dates_that_lie_lose_nothing(root, monkeypatch):
    for number, year in enumerate([2030, 2001, 2001, 2001, 1999, 2001, 2035, 1999, *[1998] * 9, 2026]):
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{year}-01-01T00:00:0{number % 10}Z")
        commit(root, f"ML-aaa111: {number}")
        if number in {5, 11}:
            git(root, "branch", f"side-{number}")
    for place in ("main", "side-5", "side-11", "side-5", "main", "side-11", "main"):
        git(root, "switch", "-q", place)
        assert len(subjects(root)) > 5
        commit(root, f"ML-bbb222: on {place}")
        subjects(root)


@pytest.mark.parametrize("harm", ["delete", "truncate", "half", "text", "rows", "other", "folder"])
def test_a_memory_that_was_harmed_is_made_anew(root, harm):
    remembered(root)
    memory = memory_of(root)
    content = memory.read_bytes()
    match harm:
        case "delete":
            memory.unlink()
        case "truncate":
            memory.write_bytes(b"")
        case "half":
            memory.write_bytes(content[: len(content) // 2])
        case "text":
            memory.write_text("no database")
        case "folder":
            memory.unlink()
            memory.mkdir()
        case _:
            with sqlite3.connect(memory) as database:
                database.execute("UPDATE mentions SET at = 'soon'" if harm == "rows" else "UPDATE mentions SET how = 7")
    assert subjects(root) == ["ML-aaa111: one"]
    commit(root, "ML-aaa111: two")
    assert subjects(root) == ["ML-aaa111: one", "ML-aaa111: two"]


def test_a_memory_of_another_version_is_made_anew(root, monkeypatch):
    with monkeypatch.context() as older:
        older.setattr(mention_memory, "LAYOUT", mention_memory.LAYOUT._replace(version=99))
        remembered(root)
    assert subjects(root) == ["ML-aaa111: one"]


def test_a_memory_that_another_process_locks_is_passed_over(root, monkeypatch):
    remembered(root)
    commit(root, "ML-aaa111: two")
    monkeypatch.setattr(mention_memory, "LAYOUT", mention_memory.LAYOUT._replace(patience=0.01))
    with sqlite3.connect(memory_of(root), isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert len(remembered(root)) == 2
        other.execute("ROLLBACK")
    assert subjects(root) == ["ML-aaa111: one", "ML-aaa111: two"]


def test_many_readers_at_once_all_read_the_same(root):
    for number in range(6):
        commit(root, f"ML-aaa111: {number}")
    with ThreadPoolExecutor(4) as pool:
        revisions = ["HEAD", "HEAD~2", "HEAD~4"] * 4
        found = list(pool.map(lambda revision: len(remembered(root, revision=revision)), revisions))
    assert found == [7, 5, 3] * 4
    assert len(subjects(root)) == 7


def test_odd_bytes_in_messages_and_names_do_no_harm(root):
    whole = git(root, "cat-file", "commit", "HEAD").encode()
    odd = whole.replace(b"ML-aaa111: one", b"ML-aaa111: \xff\x1f\x1b[31m").replace(b"Ada", b"\xfe\x1e")
    command = ["git", "hash-object", "-t", "commit", "-w", "--stdin"]
    made = subprocess.run(command, cwd=root, input=odd, check=True, capture_output=True, text=False).stdout
    git(root, "reset", "-q", "--hard", made.decode().strip())
    assert subjects(root) == ["ML-aaa111: \ufffd\x1f\x1b[31m"]
    assert remembered(root)[0].who == "\ufffd\x1e Example"


def test_a_history_that_git_cannot_walk_is_an_error(root):
    with pytest.raises(GitFailed):
        remembered(root, revision="1" * 40)


def test_nothing_of_the_repositorys_choice_is_started(root):
    ran = root.parent / "ran"
    for key in ("core.fsmonitor", "core.pager", "diff.external", "gpg.program", "core.sshCommand"):
        git(root, "config", key, f"touch {ran}; false")
    git(root, "config", "log.showSignature", "true")
    git(root, "config", "grep.patternType", "perl")
    assert subjects(root) == ["ML-aaa111: one"]
    assert not ran.exists()


def test_a_history_with_a_hole_is_read_down_to_it_and_not_remembered(root):
    lost = commit(root, "ML-aaa111: lost")
    commit(root, "its child, which git does not get past")
    commit(root, "ML-aaa111: there")
    file = root / ".git/objects" / lost[:2] / lost[2:]
    whole = file.read_bytes()
    file.unlink()
    assert subjects(root) == ["ML-aaa111: there"]
    file.write_bytes(whole)
    assert len(subjects(root)) == 3
