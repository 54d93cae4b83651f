"""Moves: to sprints, to the backlog and into the archive, and places in the order."""

from __future__ import annotations

import pytest

from gitagile.actions.edits import edit_keys
from gitagile.actions.find import list_items
from gitagile.actions.moves import archive, move, rank
from gitagile.errors import Refused, UsageError
from tests.git.actions.backlogs import (
    SPRINTS,
    THREE,
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
    subject_of,
    text_of,
)
from tests.git.places import append, git, snapshot


def order(root):
    """The ids as a list shows them."""
    return [one.id for one in list_items(opened(root), ()).items]


def test_a_move_renames_the_file_and_changes_no_byte(make_repository):
    root = backlog_of(make_repository, SPRINTS | THREE)
    result = move(opened(root), ("aaa", "bbb"), "s3")
    assert git(root, "show", "--format=", "--name-status", "-M100%", "HEAD").split() == [
        *("R100", at(A), at(A, "s3")),
        *("R100", at(B), at(B, "s3")),
    ]
    assert [act.change for act in result.acts] == ["backlog -> s3"] * 2
    assert f"Backlog-Item: {A}\n" in message_of(root)
    assert "Backlog-Change: place backlog s3" in message_of(root)
    assert is_clean(root)


def test_stand_ins_and_beginnings_of_names_are_places(make_repository):
    root = backlog_of(make_repository, SPRINTS | THREE)
    for place, path in {
        "@current": at(A, "s2"),
        "@NEXT": at(A, "s3"),
        "Backlog": at(A),
        "ARCHIVE": at(A, "archive"),
    }.items():
        assert move(opened(root), (A,), place).acts[0].path == path


def test_a_closed_sprint_takes_nothing_and_gives_back(make_repository):
    root = backlog_of(make_repository, SPRINTS | THREE | {at(B, "s1"): item(B), at(B): ""})
    (root / at(B)).unlink()
    git(root, "commit", "-qam", "one less")
    assert "s1 is closed" in refusal(lambda: move(opened(root), (A,), "s1"), Refused)
    assert move(opened(root), (B,), "@next").acts[0].path == at(B, "s3")


def test_an_unknown_sprint_names_the_nearest(make_repository):
    root = backlog_of(
        make_repository, THREE | {".backlog/sprints/2026-s24/sprint.md": SPRINTS[".backlog/sprints/s3/sprint.md"]}
    )
    assert "did you mean 2026-s24?" in refusal(lambda: move(opened(root), (A,), "2026-s42"), UsageError)


def test_what_lies_there_already_is_said(make_repository):
    root = backlog_of(make_repository, SPRINTS | THREE)
    commits = count_commits(root)
    assert move(opened(root), (A,), "backlog").warnings == (f"{A} is in backlog already",)
    assert count_commits(root) == commits
    move(opened(root), (A,), "s2")
    result = move(opened(root), (A, B), "s2")
    assert ([act.id for act in result.acts], result.warnings) == ([B], (f"{A} is in s2 already",))


def test_a_file_in_the_way_is_never_written_over(make_repository):
    root = backlog_of(make_repository, SPRINTS | THREE | {at(A, "s2"): item("ML-other1")})
    before = snapshot(root)
    said = refusal(lambda: move(opened(root), ("ML-aaa111",), "s2"), Refused)
    assert "exists already" in said
    assert "git mv" in said
    refusal(lambda: move(opened(root), (A,), "s2", dry_run=True), Refused)
    assert snapshot(root) == before


def test_two_files_that_would_become_one_are_refused(make_repository):
    files = {".backlog/backlog/notes.md": item(A), ".backlog/archive/notes.md": item(B)}
    root = backlog_of(make_repository, SPRINTS | files)
    assert "would both become" in refusal(lambda: move(opened(root), (A, B), "s2"), Refused)
    assert is_clean(root)


def test_unfinished_work_in_a_file_moves_along(make_repository):
    root = backlog_of(make_repository, SPRINTS | THREE)
    append(root, at(A), "half written")
    move(opened(root), (A,), "s2")
    assert committed(root, at(A, "s2")) == item(A)
    assert text_of(root, at(A, "s2")) == item(A) + "half written\n"


def test_archived_items_stay_to_be_found(make_repository):
    root = backlog_of(make_repository, THREE)
    archive(opened(root), (A, B))
    assert subject_of(root) == "backlog: backlog -> archive (2 items)"
    assert found(root).is_archived
    assert order(root) == [C]
    move(opened(root), (A,), "backlog")
    assert order(root) == [A, C]


def test_a_dry_run_of_a_move_touches_nothing(make_repository):
    root = backlog_of(make_repository, SPRINTS | THREE)
    before = snapshot(root)
    assert move(opened(root), (A,), "s2", dry_run=True).acts
    assert archive(opened(root), (A,), dry_run=True).acts
    assert rank(opened(root), A, where="bottom", dry_run=True).acts
    assert snapshot(root) == before


def test_an_item_is_put_where_it_is_asked_to_be(make_repository):
    root = backlog_of(make_repository)
    assert order(root) == [A, B, C]
    asked = [
        ((A, "bottom", ""), [B, C, A]),
        ((C, "top", ""), [C, B, A]),
        ((A, "before", "bbb"), [C, A, B]),
        ((C, "after", B), [A, B, C]),
        ((C, "after", A), [A, C, B]),
    ]
    for (one, where, other), expected in asked:
        rank(opened(root), one, where=where, other=other)
        assert order(root) == expected, (one, where, other)
    assert message_of(root).startswith(f"backlog({C}): rank after {A}\n")


def test_what_stands_there_already_is_not_ranked_again(make_repository):
    root = backlog_of(make_repository)
    rank(opened(root), C, where="top")
    commits, held = count_commits(root), found(root, C).rank
    for where, other in (("top", ""), ("before", A)):
        assert rank(opened(root), C, where=where, other=other).warnings == (f"{C} is there already",)
    assert (count_commits(root), found(root, C).rank) == (commits, held)


def test_equal_ranks_of_two_clones_are_no_dead_end(make_repository):
    root = backlog_of(make_repository, {at(A): item(A, rank="m"), at(B): item(B, rank="m"), at(C): item(C, rank="x")})
    rank(opened(root), C, where="before", other=B)
    assert order(root)[0] == C
    rank(opened(root), C, where="after", other=A)
    assert order(root) == [A, B, C]


@pytest.mark.parametrize("wrong", ["", "0", "UP", "a0", "-"])
def test_a_rank_that_is_none_is_passed_over(make_repository, wrong):
    root = backlog_of(make_repository, {at(A): item(A, rank=f"'{wrong}'"), at(B): item(B), at(C): item(C)})
    rank(opened(root), A, where="bottom")
    assert order(root) == [B, C, A]


def test_a_rank_is_a_place_inside_one_priority(make_repository):
    root = backlog_of(
        make_repository, {at(A): item(A, priority="high"), at(B): item(B), at(C): item(C, priority="odd")}
    )
    said = refusal(lambda: rank(opened(root), A, where="after", other=B), Refused)
    assert f"gitagile edit {A} priority=medium" in said
    edit_keys(opened(root), A, ("priority=",))
    rank(opened(root), A, where="after", other=C)
    assert order(root) == [B, C, A]


def test_places_that_are_none_are_refused(make_repository):
    root = backlog_of(make_repository, {at(A): item(A), at(B, "archive"): item(B)})
    assert "by itself" in refusal(lambda: rank(opened(root), A, where="after", other="aaa"), UsageError)
    assert "is archived" in refusal(lambda: rank(opened(root), A, where="after", other=B), Refused)
    assert "is archived" in refusal(lambda: rank(opened(root), B, where="top"), Refused)
    assert "no place" in refusal(lambda: rank(opened(root), A, where="after"), UsageError)
    assert "no place" in refusal(lambda: rank(opened(root), A, where="middle"), UsageError)
    rank(opened(root), A, where="top")
    assert found(root).rank
