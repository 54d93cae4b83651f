"""What a merge left in conflict, settled: item by item, nothing of the user's overwritten, nothing committed."""

from __future__ import annotations

import io
import json
import os

import pytest

from gitagile.actions.merging.resolve import decisions, resolve, survey
from gitagile.cli.main import main
from gitagile.errors import Refused, UsageError
from gitagile.vcs.merge_driver import DRIVER, KEY
from gitagile.vcs.settling import Settlement, settle
from gitagile.vcs.worktree import WorkFile
from tests.faults.simulated import tools_in
from tests.git.actions.backlogs import SPRINTS, A, B, at, backlog_of, item
from tests.git.places import append, git, layers_of, repository, write

HERE, S2, S3 = at(A, "s1"), at(A, "s2"), at(A, "s3")
CARRY = "backlog: close sprint s1\n\nGitagile-Op: sprint-close s1\n"
LEDGER = ".backlog/sprints/s1/ledger.json"
TEXT = item(A, body="Why\n\nMore\n\nEnd\n", points="3")


@pytest.fixture
def root(make_repository):
    return backlog_of(make_repository, SPRINTS | {HERE: TEXT, at(B): item(B)})


def commit(root, message):
    git(root, "add", "--all")
    git(root, "commit", "-qm", message)


def move(root, target, message="Moved", source=HERE):
    (root / target).parent.mkdir(parents=True, exist_ok=True)
    git(root, "mv", source, target)
    commit(root, message)


def branch(root):
    git(root, "checkout", "-q", "-B", "branch", "main")


def merge(root, *, ok=(1,)):
    """Merge the branch into main, where it stops."""
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-edit", "branch", ok=ok)


def moved_twice(root, ours=CARRY, theirs="Moved", our_text=None, their_text=None):
    """One item moved to s2 on main and to s3 on the branch, and perhaps changed too."""
    branch(root)
    if their_text:
        write(root, HERE, their_text)
        commit(root, "Changed")
    move(root, S3, theirs)
    git(root, "checkout", "-q", "main")
    if our_text:
        write(root, HERE, our_text)
        commit(root, "Changed")
    move(root, S2, ours)
    merge(root)


def settled(root, *, ours=(), theirs=(), dry_run=False):
    repo = repository(root)
    found = survey(repo)
    return resolve(repo, found, decisions(found, ours, theirs), dry_run=dry_run)


def unmerged(root):
    return git(root, "ls-files", "--unmerged")


def items(root):
    return {path for path in layers_of(root).work if A in path}


def text(root, path):
    return (root / path).read_text(encoding="utf-8")


def test_a_persons_move_counts_more_than_the_carry_of_a_close(root):
    moved_twice(root)
    head = git(root, "rev-parse", "HEAD")
    result = settled(root)
    assert [(one.name, one.done, one.path) for one in result.settled] == [(A, "kept in s3, not in s2", S3)]
    assert result.left == ()
    assert result.operation == "merge"
    assert items(root) == {S3}
    assert unmerged(root) == ""
    assert git(root, "rev-parse", "HEAD") == head
    git(root, "commit", "-q", "--no-edit")
    assert git(root, "status", "--porcelain") == ""
    assert layers_of(root).head[S3][1].decode() == TEXT


def test_it_does_not_matter_on_which_side_the_close_was(root):
    moved_twice(root, ours="Moved", theirs=CARRY)
    settled(root)
    assert items(root) == {S2}


def test_two_persons_moves_are_asked_and_the_later_is_proposed(root, monkeypatch):
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-03-03T09:00:00+00:00")
    branch(root)
    move(root, S3)
    git(root, "checkout", "-q", "main")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-03-02T09:00:00+00:00")
    move(root, S2)
    merge(root)
    proposal = survey(repository(root)).proposals[0]
    assert (proposal.kind, proposal.side, proposal.sure) == ("moved twice", "theirs", False)
    assert proposal.theirs == "s3, moved by Ada Example on 2026-03-03"
    before = layers_of(root).work
    assert settled(root).settled == ()
    assert layers_of(root).work == before
    assert settled(root, ours=(A,)).left == ()
    assert items(root) == {S2}


def test_changes_of_both_sides_go_with_the_item_even_without_the_driver(root):
    moved_twice(root, our_text=TEXT.replace("todo", "doing"), their_text=TEXT.replace("Title", "Name"))
    assert "<<<<<<<<" in text(root, S3)
    settled(root)
    assert text(root, S3) == TEXT.replace("todo", "doing").replace("Title", "Name")
    assert unmerged(root) == ""


def test_a_key_in_conflict_stays_so_where_the_item_is_kept(root):
    moved_twice(root, our_text=TEXT.replace("todo", "doing"), their_text=TEXT.replace("todo", "done"))
    result = settled(root)
    assert [(one.name, one.why, one.paths) for one in result.left] == [(A, "both changed status", (S3,))]
    assert items(root) == {S3}
    assert [line.split()[2:] for line in unmerged(root).splitlines()] == [[n, S3] for n in "123"]
    assert "<<<<<<< ours\nstatus: doing\n=======\nstatus: done\n>>>>>>> theirs\n" in text(root, S3)
    assert settled(root, theirs=(A,)).left == ()
    assert text(root, S3) == TEXT.replace("todo", "done")


def test_a_conflict_of_lines_that_is_none_of_keys_is_settled(root):
    branch(root)
    write(root, HERE, TEXT.replace("todo", "doing"))
    commit(root, "Theirs")
    git(root, "checkout", "-q", "main")
    write(root, HERE, TEXT.replace("Title", "Name"))
    commit(root, "Ours")
    merge(root)
    assert "<<<<<<<" in text(root, HERE)
    settled(root)
    assert text(root, HERE) == TEXT.replace("todo", "doing").replace("Title", "Name")
    assert git(root, "status", "--porcelain") == f"M  {HERE}\n"


def changed_twice(root):
    branch(root)
    write(root, HERE, TEXT.replace("todo", "done"))
    commit(root, "Theirs")
    git(root, "checkout", "-q", "main")
    write(root, HERE, TEXT.replace("todo", "doing").replace("Title", "Name"))
    commit(root, "Ours")
    merge(root)


def test_a_side_that_is_named_decides_the_key_and_no_other(root):
    changed_twice(root)
    assert settled(root).left[0].why == "both changed status"
    assert settled(root, theirs=("aaa1",)).settled[0].done == "changes of both sides, status from theirs"
    assert text(root, HERE) == TEXT.replace("todo", "done").replace("Title", "Name")


@pytest.mark.parametrize("mine", ["resolved by hand\n", None], ids=["rewritten", "half done"])
def test_what_a_person_worked_on_since_is_never_overwritten(root, mine):
    changed_twice(root)
    if mine is None:
        append(root, HERE, "a line of mine")
    else:
        write(root, HERE, mine)
    before = layers_of(root).work
    result = settled(root, ours=(A,))
    assert result.settled == ()
    assert "`git add` it" in result.left[0].why
    assert layers_of(root).work == before
    assert unmerged(root) != ""


def test_an_item_deleted_here_and_changed_there_is_asked(root):
    branch(root)
    write(root, HERE, TEXT.replace("todo", "doing"))
    commit(root, "Theirs")
    git(root, "checkout", "-q", "main")
    git(root, "rm", "-q", HERE)
    git(root, "commit", "-qm", "Deleted")
    merge(root)
    proposal = survey(repository(root)).proposals[0]
    assert (proposal.kind, proposal.side, proposal.sure) == ("deleted and changed", "theirs", False)
    assert settled(root, theirs=(A,)).settled[0].done == "kept in s1"
    assert unmerged(root) == ""
    assert text(root, HERE) == TEXT.replace("todo", "doing")
    git(root, "merge", "--abort")
    merge(root)
    assert settled(root, ours=(A,)).settled[0].done == "deleted"
    assert items(root) == set()


def test_an_item_that_git_did_not_see_moving_is_found_by_its_id(root):
    branch(root)
    write(root, HERE, TEXT.replace("todo", "doing"))
    commit(root, "Theirs")
    git(root, "checkout", "-q", "main")
    git(root, "rm", "-q", HERE)
    rewritten = item(A, title="All anew", points="3", labels="[x]") + "\n" + "Other words\n" * 30
    write(root, S2, rewritten)
    commit(root, "Moved and rewritten")
    merge(root)
    result = settled(root, theirs=(A,))
    assert [(one.name, one.path) for one in result.settled] == [(A, S2)]
    assert items(root) == {S2}
    assert "status: doing" in text(root, S2)
    assert "Other words" in text(root, S2)
    assert unmerged(root) == ""


def test_a_sprint_closed_twice_keeps_one_ledger(root):
    write(root, LEDGER, "{}\n")
    commit(root, "Started")
    branch(root)
    write(root, LEDGER, '{"their": 1}\n')
    commit(root, "Theirs")
    git(root, "checkout", "-q", "main")
    write(root, LEDGER, '{"our": 1}\n')
    commit(root, "Ours")
    merge(root)
    assert settled(root).left[0].why == "the ledger is one whole: keep one side's"
    assert settled(root, theirs=(LEDGER,)).left == ()
    assert text(root, LEDGER) == '{"their": 1}\n'


def test_conflicts_outside_of_the_backlog_are_not_touched(root):
    for side in ("branch", "main"):
        if side == "branch":
            branch(root)
        else:
            git(root, "checkout", "-q", "main")
        write(root, "code.py", side)
        move(root, S3 if side == "branch" else S2, "Moved" if side == "branch" else CARRY)
    merge(root)
    before = text(root, "code.py")
    result = settled(root)
    assert result.elsewhere == ("code.py",)
    assert text(root, "code.py") == before
    assert unmerged(root).count("code.py") == 2


def test_a_rebase_that_stopped_is_settled_too(root):
    branch(root)
    move(root, S3)
    git(root, "checkout", "-q", "main")
    move(root, S2, CARRY)
    git(root, "checkout", "-q", "branch")
    git(root, "rebase", "-q", "main", ok=(1,))
    result = settled(root)
    assert (result.operation, result.left) == ("rebase", ())
    assert items(root) == {S3}
    git(root, "-c", "core.editor=true", "rebase", "--continue")
    assert git(root, "status", "--porcelain") == ""


def test_a_dry_run_says_all_and_touches_nothing(root):
    moved_twice(root)
    before = (layers_of(root).work, unmerged(root))
    assert settled(root, dry_run=True).settled[0].path == S3
    assert (layers_of(root).work, unmerged(root)) == before


def test_settling_again_after_a_kill_ends_the_same(root):
    """Files are written before the index: killed in between, the files are already as they shall be."""
    moved_twice(root)
    (root / S2).unlink()
    settled(root)
    assert items(root) == {S3}
    assert unmerged(root) == ""


def test_where_a_file_changes_under_our_hands_all_is_put_back(root):
    moved_twice(root)
    before = (layers_of(root).work, unmerged(root))
    wrong = WorkFile(b"was never there", 0o644)
    gone = Settlement(S2, (), None, WorkFile((root / S2).read_bytes(), (root / S2).stat().st_mode & 0o777))
    with pytest.raises(Refused):
        settle(repository(root), (gone, Settlement(S3, ((0, "100644", b"x"),), b"x", wrong)))
    assert (layers_of(root).work, unmerged(root)) == before


def test_a_link_in_the_place_of_a_file_is_refused(root, tmp_path):
    moved_twice(root)
    (root / S2).unlink()
    (root / S2).symlink_to(tmp_path / "secret")
    with pytest.raises(Refused):
        settled(root)
    assert not (tmp_path / "secret").exists()


def test_a_name_that_fits_no_conflict_is_an_error(root):
    moved_twice(root)
    with pytest.raises(UsageError):
        settled(root, ours=("zzz",))
    with pytest.raises(UsageError):
        settled(root, ours=(A,), theirs=(S3,))


def test_without_a_conflict_there_is_nothing_to_do(root):
    result = settled(root)
    assert (result.settled, result.left, result.operation) == ((), (), None)


def test_the_command_answers_and_exits_with_one_while_something_is_left(root, monkeypatch, capfd):
    monkeypatch.chdir(root)
    moved_twice(root, our_text=TEXT.replace("todo", "doing"), their_text=TEXT.replace("todo", "done"))
    assert main(["resolve"]) == 1
    assert "would: " in capfd.readouterr().out
    assert unmerged(root).count(A) == 3
    assert main(["resolve", "--yes", "--json"]) == 1
    answer = json.loads(capfd.readouterr().out)
    assert answer["settled"][0]["done"] == "kept in s3, not in s2"
    assert answer["left"][0]["name"] == A
    assert main(["resolve", "--yes", "--theirs", A]) == 0
    out, err = capfd.readouterr()
    assert "status from theirs" in out
    assert "git commit" in err
    assert main(["resolve"]) == 0
    assert capfd.readouterr().out == "no conflict in the backlog\n"


def test_a_person_is_asked_and_may_leave_it(root, monkeypatch, capfd):
    monkeypatch.chdir(root)
    monkeypatch.setattr("gitagile.cli.terminal.is_talking", lambda: True)
    changed_twice(root)
    for answer, code in (("leave", 1), ("theirs", 0)):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{answer}\n"))
        assert main(["resolve"]) == code
        assert "  ours:   status: doing\n  theirs: status: done\n" in capfd.readouterr().err
    assert text(root, HERE) == TEXT.replace("todo", "done").replace("Title", "Name")


def test_a_person_who_says_no_changes_nothing(root, monkeypatch, capfd):
    monkeypatch.chdir(root)
    monkeypatch.setattr("gitagile.cli.terminal.is_talking", lambda: True)
    moved_twice(root)
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert main(["resolve"]) == 1
    assert "a person's move counts more" in capfd.readouterr().err
    assert unmerged(root).count(A) == 3


def test_it_works_in_a_repository_of_the_new_hash_and_with_carriage_returns(make_repository):
    root = make_repository(files=SPRINTS | {HERE: TEXT}, options=("--object-format=sha256",))
    git(root, "config", "core.autocrlf", "true")
    moved_twice(root, our_text=TEXT.replace("todo", "doing"), their_text=TEXT.replace("Title", "Name"))
    assert settled(root).left == ()
    assert (root / S3).read_bytes() == TEXT.replace("todo", "doing").replace("Title", "Name").replace(
        "\n", "\r\n"
    ).encode()
    git(root, "commit", "-q", "--no-edit")
    assert git(root, "status", "--porcelain") == ""
    assert "\r" not in git(root, "cat-file", "blob", f"HEAD:{S3}")


def test_merge_file_tells_git_what_came_of_it(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    for name, words in (("base", TEXT), ("ours", TEXT.replace("todo", "doing")), ("theirs", TEXT.replace("3", "5"))):
        write(tmp_path, name, words)
    assert main(["merge-file", "base", "ours", "theirs", HERE]) == 0
    assert text(tmp_path, "ours") == TEXT.replace("todo", "doing").replace("3", "5")
    write(tmp_path, "theirs", TEXT.replace("todo", "done"))
    assert main(["merge-file", "--marker-size", "9", "base", "ours", "theirs", HERE]) == 1
    assert "<<<<<<<<< ours\n" in text(tmp_path, "ours")
    assert f"{HERE}: conflict in status" in capfd.readouterr().err
    assert main(["merge-file", "base", "gone", "theirs", HERE]) == 129
    assert sorted(os.listdir(tmp_path)) == ["base", "ours", "theirs"]  # noqa: PTH208


def taken_for_another(root, *, their_status="todo"):
    """On the branch the item moves and changes much, beside a new one that is more like it; main changes it too."""
    branch(root)
    git(root, "mv", HERE, S3)
    write(root, S3, TEXT.replace("todo", their_status).replace("Why\n", "Why\n" + "More and more\n" * 8))
    write(root, at("ML-new999"), TEXT.replace(A, "ML-new999"))
    commit(root, "Moved and changed, and a new one")
    git(root, "checkout", "-q", "main")
    write(root, HERE, TEXT.replace("todo", "doing").replace("Title", "Name"))
    commit(root, "Changed")
    merge(root)


def driver(root, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", f"{tools_in(tmp_path / 'tools')}{os.pathsep}{os.environ['PATH']}")
    git(root, "config", KEY, DRIVER)
    write(root, ".backlog/.gitattributes", "*.md merge=gitagile\n")
    commit(root, "Attributes")


def test_a_new_item_that_git_took_for_a_moved_one_takes_nothing_from_it(root, tmp_path, monkeypatch):
    driver(root, tmp_path, monkeypatch)
    taken_for_another(root)
    found = survey(repository(root)).proposals
    assert [(one.name, one.kind, one.sure) for one in found] == [(at("ML-new999"), "two items", True)]
    result = settled(root)
    assert (result.left, [one.path for one in result.settled]) == ((), [S3])
    assert unmerged(root) == ""
    assert text(root, at("ML-new999")) == TEXT.replace(A, "ML-new999")
    both = text(root, S3)
    assert "status: doing\n" in both
    assert "title: Name" in both
    assert both.count("More and more\n") == 8
    assert not (root / HERE).exists()


def test_a_key_with_two_values_stays_so_where_the_moved_one_lies(root, tmp_path, monkeypatch):
    driver(root, tmp_path, monkeypatch)
    taken_for_another(root, their_status="done")
    assert [(one.why, one.paths) for one in settled(root).left] == [("both changed status", (S3,))]
    assert {line.split()[-1] for line in unmerged(root).splitlines()} == {S3}
    assert settled(root, ours=(A,)).left == ()
    assert "status: doing\n" in text(root, S3)
    assert text(root, at("ML-new999")) == TEXT.replace(A, "ML-new999")


def test_a_new_item_beside_one_that_was_deleted_is_left_to_a_person(root, tmp_path, monkeypatch):
    driver(root, tmp_path, monkeypatch)
    branch(root)
    git(root, "rm", "-q", HERE)
    write(root, at("ML-new999"), TEXT.replace(A, "ML-new999"))
    commit(root, "Deleted, and a new one")
    git(root, "checkout", "-q", "main")
    write(root, HERE, TEXT.replace("todo", "doing"))
    commit(root, "Changed")
    merge(root)
    for side in ({}, {"theirs": (at("ML-new999"),)}):
        assert "deleted here and changed there" in settled(root, **side).left[0].why
    assert unmerged(root) != ""
