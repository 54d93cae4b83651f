"""Steps: an item's change of status, its stamps, what holds it back, and whose work stays untouched."""

from __future__ import annotations

import pytest

from gitagile.actions.steps import block, done, drop, mark, start, unblock
from gitagile.errors import Refused, UsageError
from gitagile.workspace import WrongFile
from tests.git.actions.backlogs import (
    SPRINTS,
    STAMP,
    THREE,
    A,
    B,
    C,
    at,
    backlog_of,
    changed_lines,
    committed,
    count_commits,
    found,
    is_clean,
    item,
    message_of,
    opened,
    refusal,
    sprint_file,
    subject_of,
    text_of,
)
from tests.git.places import append, git, snapshot, write

LIST = "## Acceptance criteria\n- [x] One\n- [ ] Two\n- [ ] Three\n"
DEMANDING = '[workflow]\ndone_needs = ["criteria"]\n'


def test_a_step_is_one_line_with_its_stamp(make_repository):
    root = backlog_of(make_repository)
    result = start(opened(root), ("aaa",))
    assert changed_lines(root) == ["-status: todo", "+status: doing", f"+started: {STAMP}"]
    assert message_of(root) == (f"backlog({A}): todo -> doing\n\nBacklog-Item: {A}\nBacklog-Change: status todo doing")
    assert result.commit == git(root, "rev-parse", "HEAD").strip()
    assert is_clean(root)


def test_done_and_reopened_stamps_come_and_go(make_repository):
    root = backlog_of(make_repository)
    done(opened(root), (A,))
    assert (found(root).started, found(root).finished) == (STAMP, STAMP)
    mark(opened(root), (A,), "review")
    assert (found(root).started, found(root).finished) == (STAMP, None)
    mark(opened(root), (A,), "todo")
    assert found(root).started == STAMP


def test_work_that_began_keeps_its_first_day(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, started="2026-02-01")})
    done(opened(root), (A,))
    assert "started: 2026-02-01\n" in committed(root, at(A))


def test_a_dropped_item_stays_and_says_why(make_repository):
    root = backlog_of(make_repository)
    drop(opened(root), (A,), why="Nobody needs it\nany more")
    assert "status: dropped\n" in committed(root, at(A))
    assert "finished" not in committed(root, at(A))
    assert "Nobody needs it\nany more" in message_of(root)


def test_several_items_are_one_commit(make_repository):
    root = backlog_of(make_repository)
    commits = count_commits(root)
    result = start(opened(root), (A, "bbb", A.lower(), "ML-CCC333"))
    assert [act.id for act in result.acts] == [A, B, C]
    assert count_commits(root) == commits + 1
    assert subject_of(root) == "backlog: todo -> doing (3 items)"
    assert message_of(root).count("Backlog-Item: ") == 3


def test_the_same_status_again_is_said_and_not_committed(make_repository):
    root = backlog_of(make_repository)
    start(opened(root), (A,))
    before = snapshot(root)
    result = start(opened(root), (A,))
    assert (result.acts, result.commit, result.warnings) == ((), None, (f"{A} is doing already",))
    assert snapshot(root) == before
    assert f"{A} is doing already" in start(opened(root), (A, B)).warnings


def test_an_unknown_status_names_the_nearest(make_repository):
    root = backlog_of(make_repository)
    assert "did you mean 'review'?" in refusal(lambda: mark(opened(root), (A,), "reveiw"), UsageError)
    mark(opened(root), (A,), "REVIEW")
    assert found(root).status == "review"


def test_an_unknown_or_ambiguous_id_changes_nothing(make_repository):
    root = backlog_of(make_repository, {at(A): item(A), at("ML-aaa222"): item("ML-aaa222")})
    before = snapshot(root)
    assert "may mean 2 items" in refusal(lambda: start(opened(root), ("aaa",)), UsageError)
    assert "no item 'zzz'" in refusal(lambda: start(opened(root), (A, "zzz")), UsageError)
    assert snapshot(root) == before


def test_the_limit_of_a_status_warns_and_lets_pass(make_repository):
    root = backlog_of(make_repository, THREE, "[workflow]\nwip = { doing = 1 }\n")
    assert start(opened(root), (A,)).warnings == ()
    assert start(opened(root), (B, C)).warnings == ("3 items are doing, the limit is 1",)


def test_done_may_ask_for_the_criteria(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, body=LIST)}, DEMANDING)
    said = refusal(lambda: done(opened(root), (A,)), Refused)
    assert "2 criteria are open, first: Two" in said
    assert f"gitagile tick {A} 2" in said
    done(opened(root), (A,), override="The customer agreed")
    assert "Backlog-Override: The customer agreed" in message_of(root)


def test_only_done_asks_for_the_criteria(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, body=LIST)}, DEMANDING)
    mark(opened(root), (A,), "review")
    drop(opened(root), (A,))
    assert found(root).status == "dropped"


def test_a_workflow_of_ones_own_is_followed(make_repository):
    config = '[workflow]\nstatuses = { open = "todo", "in progress" = "active", shipped = "done" }\n'
    root = backlog_of(make_repository, {at(A): item(A, status="open")}, config)
    start(opened(root), (A,))
    assert "status: in progress\n" in committed(root, at(A))
    done(opened(root), (A,))
    assert found(root).status == "shipped"
    assert "no dropped status" in refusal(lambda: drop(opened(root), (A,)), UsageError)


def test_a_status_that_the_workflow_lost_can_be_left(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, status="wip")})
    done(opened(root), (A,))
    assert subject_of(root) == f"backlog({A}): wip -> done"


def test_an_archived_item_warns_when_work_on_it_begins(make_repository):
    root = backlog_of(make_repository, {at(A, "archive"): item(A)})
    assert "archived" in start(opened(root), (A,)).warnings[0]
    assert done(opened(root), (A,)).warnings == ()


def test_an_item_of_a_closed_sprint_warns_when_it_is_reopened(make_repository):
    root = backlog_of(make_repository, SPRINTS | {at(A, "s1"): item(A, status="done"), at(B, "s2"): item(B)})
    assert "s1, which is closed" in start(opened(root), (A,)).warnings[0]
    assert start(opened(root), (B,)).warnings == ()


def test_comments_line_ends_and_marks_of_the_file_stay(make_repository):
    text = "\ufeff" + item(A, status='"todo"  # by hand', odd="[1,2]").replace("\n", "\r\n")
    root = backlog_of(make_repository, {at(A): text})
    start(opened(root), (A,))
    after = text_of(root, at(A))
    assert after == text.replace('"todo"', '"doing"').replace(
        "created: 2026-03-01\r\n", f"created: 2026-03-01\r\nstarted: {STAMP}\r\n"
    ) or after.replace(f"started: {STAMP}\r\n", "") == text.replace('"todo"', '"doing"')
    assert len(changed_lines(root)) == 3


def test_work_of_the_user_in_the_same_item_stays_as_it_was(make_repository):
    root = backlog_of(make_repository)
    write(root, at(A), item(A, points="5"))
    git(root, "add", at(A))
    append(root, at(A), "half written")
    append(root, at(B), "elsewhere")
    staged = git(root, "show", f":{at(A)}")
    start(opened(root), (A,))
    assert changed_lines(root) == ["-status: todo", "+status: doing", f"+started: {STAMP}"]
    assert git(root, "show", f":{at(A)}").replace(f"started: {STAMP}\n", "") == staged.replace("todo", "doing")
    assert text_of(root, at(A)).endswith("half written\n")
    assert "points: 5\n" in text_of(root, at(A))
    assert text_of(root, at(B)).endswith("elsewhere\n")
    assert git(root, "diff", "--name-only").split() == [at(A), at(B)]


def test_an_item_that_is_not_committed_yet_says_what_to_do(make_repository):
    root = backlog_of(make_repository)
    new = write(root, at("ML-new999"), item("ML-new999"))
    before = snapshot(root)
    said = refusal(lambda: start(opened(root), ("new999",)), Refused)
    assert "not committed yet" in said
    assert "git add" in said
    assert snapshot(root) == before
    assert new.exists()


@pytest.mark.parametrize(("mode", "status"), [("stage", "M  "), ("none", " M ")])
def test_the_config_says_whether_a_step_is_committed(make_repository, mode, status):
    root = backlog_of(make_repository, THREE, f'commit = "{mode}"\n')
    head = git(root, "rev-parse", "HEAD")
    result = start(opened(root), (A,))
    assert (result.commit, git(root, "rev-parse", "HEAD")) == (None, head)
    assert git(root, "status", "--porcelain") == f"{status}{at(A)}\n"


def test_without_commits_an_item_need_not_be_committed(make_repository):
    root = backlog_of(make_repository, {}, 'commit = "none"\n')
    write(root, at(A), item(A))
    start(opened(root), (A,))
    assert "status: doing\n" in text_of(root, at(A))


def test_a_dry_run_of_every_step_touches_nothing(make_repository):
    root = backlog_of(make_repository, THREE | {at(B): item(B, blocked="why")})
    append(root, at(A), "half written")
    before = snapshot(root)
    acts = [
        start(opened(root), (A, B), dry_run=True),
        done(opened(root), (A,), dry_run=True),
        drop(opened(root), (A,), dry_run=True),
        block(opened(root), A, "why", dry_run=True),
        unblock(opened(root), (B,), dry_run=True),
    ]
    assert [len(result.acts) for result in acts] == [2, 1, 1, 1, 1]
    assert all(result.dry_run and result.commit is None for result in acts)
    assert snapshot(root) == before


def test_a_file_that_cannot_be_read_is_named_with_its_line(make_repository):
    root = backlog_of(make_repository, {at(A): "---\nid: ML-aaa111\ntitle: [\n---\n", at(B): item(B)})
    with pytest.raises(WrongFile) as caught:
        start(opened(root), ("aaa",))
    assert caught.value.exit_code == 1
    assert caught.value.message.startswith(f"{at(A)}:")
    assert start(opened(root), (B,)).acts


def test_a_broken_file_makes_an_id_ambiguous_like_any_other(make_repository):
    root = backlog_of(make_repository, {at(A): "no item", at("ML-aaa222"): item("ML-aaa222")})
    assert "may mean 2 items" in refusal(lambda: start(opened(root), ("aaa",)), UsageError)


def test_two_items_of_one_id_are_both_named(make_repository):
    twins = {
        at(A): item(A),
        ".backlog/backlog/ML-aaa111-twin.md": item(A),
        ".backlog/archive/odd.md": item(B),
        at(B): item(B),
    }
    root = backlog_of(make_repository, twins)
    for identifier, paths in ((A, (at(A), "ML-aaa111-twin.md")), (B, (at(B), "archive/odd.md"))):
        said = refusal(lambda one=identifier: start(opened(root), (one,)), UsageError)
        assert "given twice" in said
        assert all(path in said for path in paths)


def test_a_file_named_otherwise_is_found_by_the_id_it_holds(make_repository):
    files = {
        ".backlog/backlog/notes.md": item(A),
        ".backlog/backlog/ML-ccc333-was.md": item(B),
        at(C, "archive"): item(C),
    }
    root = backlog_of(make_repository, files)
    assert found(root, A).path.endswith("notes.md")
    assert found(root, B).path.endswith("ML-ccc333-was.md")
    assert found(root, C).path == at(C, "archive")


def test_an_exact_id_in_a_file_named_otherwise_wins_over_a_beginning(make_repository):
    root = backlog_of(make_repository, {".backlog/backlog/notes.md": item("ML-aaa"), at(A): item(A)})
    assert found(root, "aaa").path.endswith("notes.md")


def test_blocking_says_why_on_one_line_and_is_taken_back(make_repository):
    root = backlog_of(make_repository)
    block(opened(root), A, "  waits: for\nthe labels ")
    assert found(root).blocked == "waits: for the labels"
    assert block(opened(root), A, "waits: for the labels").warnings == (f"{A} is blocked by that already",)
    assert "say why" in refusal(lambda: block(opened(root), A, " \n"), UsageError)
    assert [act.change for act in unblock(opened(root), (A, B)).acts] == ["unblocked"]
    assert found(root).blocked is None
    assert unblock(opened(root), (A,)).warnings == (f"{A} is not blocked",)
    assert committed(root, at(A)) == THREE[at(A)]


def test_a_long_reason_makes_a_short_subject(make_repository):
    root = backlog_of(make_repository)
    block(opened(root), A, "because " * 60)
    assert len(subject_of(root)) <= 100


def test_a_sprints_own_file_is_no_item(make_repository):
    root = backlog_of(make_repository, SPRINTS)
    refusal(lambda: start(opened(root), ("sprint",)), UsageError)
    assert text_of(root, sprint_file("s2")) == SPRINTS[sprint_file("s2")]
