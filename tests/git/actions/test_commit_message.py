"""Commit messages and trees: the items a message names, in what the next commit will hold."""

from __future__ import annotations

import pytest

from gitagile.actions.commit_message import check_message
from gitagile.actions.steps import start
from gitagile.actions.trees import commit_tree, index_tree
from gitagile.actions.undo import undo
from gitagile.errors import Refused
from gitagile.store.reader import read_backlog
from tests.git.actions.backlogs import THREE, A, B, at, backlog_of, count_commits, item, message_of, opened, refusal
from tests.git.places import git, write

REQUIRED = '[message]\nitems = "require"\n'


@pytest.fixture
def root(make_repository):
    return backlog_of(make_repository)


def named(root, message):
    return check_message(opened(root), message, THREE)


FINE = {
    "ML-aaa111: train it": (A,),
    "ml-AAA111 and ML-bbb222, ML-aaa111 again": (A, B),
    "(ML-aaa111)": (A,),
    "Train it\n\nCloses ML-aaa111.": (A,),
    "Train it\n\nBacklog-Item: ML-aaa111": (A,),
    "An ML-based ranker, our ML-v2, GPU ML-3000 and xML-aaa111": (),
    "Use x86-64, sha-256 and v2-0": (),
    "Train it\n# ML-zzz999 in a comment": (),
    "Train it\n# ------------------------ >8 ------------------------\nML-zzz999 in the diff": (),
    "Merge branch 'ML-zzz999' into main": (),
    'Revert "backlog(ML-zzz999): new: x"\n\nThis reverts commit 1234.': (),
    "fixup! ML-zzz999: x": (),
    "": (),
    "# only a comment": (),
    "ML-aaa111-train-it is a branch": (),
}


def test_a_message_names_items_by_their_ids(root):
    assert {message: named(root, message) for message in FINE} == FINE


def test_an_id_that_no_item_bears_is_refused_with_the_nearest(root):
    assert "did you mean ML-aaa111?" in refusal(lambda: named(root, "ML-aaa112: train it"), Refused)
    assert "names ML-AAA11x" in refusal(lambda: named(root, "ML-AAA11x: train it"), Refused)
    assert "did you mean ML-aaa111?" in refusal(lambda: named(root, "ML-aaa11: train it"), Refused)
    assert "gitagile list" in refusal(lambda: named(root, "Train it (ML-9zzzzz)"), Refused)


def test_counted_ids_make_numbers_ids(root):
    paths = (at("ML-1"), at("task-12"))
    assert check_message(opened(root), "ML-1 and TASK-12", paths) == ("ML-1", "task-12")
    assert "names ML-2" in refusal(lambda: check_message(opened(root), "ML-2: x", paths), Refused)


def test_a_team_may_require_an_id(make_repository):
    root = backlog_of(make_repository, config=REQUIRED)
    said = refusal(lambda: named(root, "Train it\n# ML-aaa111"), Refused)
    assert "names no item" in said
    assert "`ML-aaa111: what was done`" in said
    for message in (
        "Merge branch 'x'",
        'Revert "x"',
        "fixup! x",
        "squash! x",
        "backlog: init",
        "backlog(ML-x): new",
        "# x",
    ):
        assert named(root, message) == ()
    assert named(root, "Train it for ML-bbb222") == (B,)


def test_a_team_may_leave_messages_alone(make_repository):
    root = backlog_of(make_repository, config='[message]\nitems = "off"\n')
    assert named(root, "ML-zzz999: train it") == ()


def test_comments_begin_with_what_git_is_told(make_repository):
    root = backlog_of(make_repository)
    git(root, "config", "core.commentChar", ";")
    assert named(root, "Train it\n; ML-zzz999\n; ------------------------ >8 ------------------------\nML-zzz999") == ()
    assert "names ML-zzz999" in refusal(lambda: named(root, "Train it\n# ML-zzz999"), Refused)


def test_our_own_messages_pass_even_where_they_speak_of_what_is_gone(make_repository):
    root = backlog_of(make_repository, config=REQUIRED)
    start(opened(root), (A,))
    assert named(root, message_of(root)) == (A,)
    undo(opened(root))
    assert check_message(opened(root), message_of(root), ()) == ()
    assert count_commits(root) == 3


def test_the_index_is_read_as_the_next_commit_will_hold_it(root):
    write(root, at("ML-new999"), item("ML-new999"))
    write(root, at(A), item(A, status="done"))
    git(root, "add", at("ML-new999"))
    held = {one.id: one.status for one in read_backlog(index_tree(opened(root))).items}
    assert held[A] == "todo"
    assert held["ML-new999"] == "todo"
    assert index_tree(opened(root)).read(at(A)) == item(A).encode()


def test_a_commit_is_read_without_a_working_tree(root):
    start(opened(root), (A,))
    held = {revision: read_backlog(commit_tree(opened(root), revision)).items for revision in ("HEAD", "HEAD~1")}
    assert {revision: items[0].status for revision, items in held.items()} == {"HEAD": "doing", "HEAD~1": "todo"}


def test_links_in_a_commit_are_told_apart_from_files(root):
    (root / at("ML-linked1")).symlink_to(at(A))
    git(root, "add", "--all")
    tree = index_tree(opened(root))
    assert tree.links == (at("ML-linked1"),)
    assert at("ML-linked1") not in tree.paths


def test_an_unmerged_file_is_read_from_our_side(root):
    git(root, "switch", "-qc", "side")
    write(root, at(A), item(A, points="5"))
    git(root, "commit", "-qam", "Side")
    git(root, "switch", "-q", "main")
    write(root, at(A), item(A, points="8"))
    git(root, "commit", "-qam", "Main")
    git(root, "merge", "-q", "side", ok=(1,))
    assert next(one for one in read_backlog(index_tree(opened(root))).items if one.id == A).points == 8
