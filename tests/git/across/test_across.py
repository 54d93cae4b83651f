"""Items across branches: what each branch made of them, from git objects alone, and cheaply."""

from __future__ import annotations

import pytest

from gitagile.actions.branches.across import find_across, list_across
from gitagile.actions.branches.view import compare_branches
from gitagile.errors import UsageError, WrongPlace
from gitagile.model.ids import normal_id
from gitagile.render.branches import across_text, state_words
from tests.git.actions.backlogs import CONFIG, SPRINTS, THREE, A, B, C, at, backlog_of, item, opened, refusal
from tests.git.places import append, git, snapshot, write

D = "ML-ddd444"


@pytest.fixture
def root(make_repository):
    return backlog_of(make_repository, SPRINTS | THREE)


def commit(root, path, text, day=3, who="Ada Example"):
    """One commit on the branch that is checked out, on a day of March."""
    write(root, path, text)
    git(root, "add", path)
    _commit(root, day, who)


def _commit(root, day, who="Ada Example"):
    import os
    import subprocess

    when = f"2026-03-{day:02}T10:00:00+00:00"
    names = {"GIT_AUTHOR_NAME": who, "GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when}
    subprocess.run(["git", "commit", "-qm", "Changed"], cwd=root, check=True, env={**os.environ, **names})


def on(root, branch, start="main"):
    """Work on a new branch."""
    git(root, "checkout", "-q", "-B", branch, start)


def states(root, identifier=A):
    """What branches made of an item, in words, the newest first."""
    found = compare_branches(opened(root)).states.get(normal_id(identifier), ())
    return [(one.branch, state_words(one)) for one in found]


def view(root, *words, everything=False):
    return list_across(opened(root), words, sort="priority", everything=everything)


def last(root, identifier=A):
    return find_across(opened(root), identifier)[0].last


def test_a_branch_that_changed_an_item_is_named_with_its_state(root):
    on(root, "topic")
    commit(root, at(A), item(A, status="doing", points="3"), who="Bo")
    git(root, "checkout", "-q", "main")
    one, _ = find_across(opened(root), "aaa1")
    assert (one.default.status, one.last) == ("todo", "topic")
    state = one.states[0]
    assert (state.branch, state.item.status, state.keys, state.made.who) == (
        "topic",
        "doing",
        ("status", "points"),
        "Bo",
    )
    assert state.made.commit == git(root, "rev-parse", "topic").strip()


def test_a_branch_that_lies_behind_changed_nothing(root):
    on(root, "stale")
    commit(root, "code.py", "x")
    git(root, "checkout", "-q", "main")
    commit(root, at(A), item(A, status="doing"))
    assert states(root) == []
    assert compare_branches(opened(root)).branches == 1


def test_what_a_branch_took_from_main_is_not_its_own(root):
    on(root, "topic")
    commit(root, at(B), item(B, status="doing"))
    git(root, "checkout", "-q", "main")
    commit(root, at(A), item(A, status="doing"))
    git(root, "checkout", "-q", "topic")
    git(root, "merge", "-q", "--no-edit", "main")
    git(root, "checkout", "-q", "main")
    commit(root, at(A), item(A, status="done"))
    assert states(root, A) == []
    assert states(root, B) == [("topic", "doing")]


def test_what_a_merge_itself_made_is_its_own(root):
    for branch, status in (("one", "doing"), ("two", "review")):
        on(root, branch)
        commit(root, at(A), item(A, status=status))
    git(root, "merge", "-q", "one", ok=(1,))
    write(root, at(A), item(A, status="done"))
    git(root, "add", "--all")
    _commit(root, 5)
    git(root, "checkout", "-q", "main")
    assert states(root) == [("two", "done"), ("one", "doing")]


def test_a_merged_branch_has_nothing_of_its_own(root):
    on(root, "topic")
    commit(root, at(A), item(A, status="doing"))
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "--no-edit", "topic")
    assert states(root) == []


def test_moved_new_gone_and_reworded_items_are_told_apart(root):
    on(root, "topic")
    git(root, "mv", at(A), at(A, "s2"))
    git(root, "rm", "-q", at(B))
    write(root, at(C), item(C, body="Other words\n"))
    write(root, at(D), item(D))
    git(root, "add", "--all")
    _commit(root, 4)
    git(root, "checkout", "-q", "main")
    words = {one: states(root, one) for one in (A, B, C, D)}
    assert words == {
        A: [("topic", "in s2")],
        B: [("topic", "gone")],
        C: [("topic", "body")],
        D: [("topic", "new, todo")],
    }
    listed = view(root)
    assert [(one.id, one.default is None) for one in listed.items if one.states] == [
        (A, False),
        (B, False),
        (C, False),
        (D, True),
    ]


def test_who_changed_it_last_is_the_younger_of_the_two(root):
    on(root, "topic")
    commit(root, at(A), item(A, status="doing"), day=4)
    on(root, "other")
    commit(root, at(A), item(A, status="review"), day=6)
    git(root, "checkout", "-q", "main")
    assert last(root) == "other"
    commit(root, at(A), item(A, points="5"), day=5)
    assert last(root) == "other"
    commit(root, at(A), item(A, points="8"), day=7)
    assert last(root) == "main"
    assert [one.branch for one in find_across(opened(root), A)[0].states] == ["other", "topic"]


def test_remembered_branches_of_a_remote_count_and_twins_are_one(root, tmp_path):
    on(root, "topic")
    commit(root, at(A), item(A, status="doing"))
    git(root, "checkout", "-q", "main")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(root), str(clone))
    found = compare_branches(opened(clone))
    assert (found.default, found.branches) == ("origin/main", 1)
    assert [(one.branch, one.also) for one in found.states["ml-aaa111"]] == [("origin/topic", ())]
    git(clone, "branch", "topic", "origin/topic")
    assert [(one.branch, one.also) for one in compare_branches(opened(clone)).states["ml-aaa111"]] == [
        ("topic", ("origin/topic",))
    ]


def test_a_query_holds_on_any_branch(root):
    on(root, "topic")
    commit(root, at(A), item(A, status="doing", body="About gradients\n"))
    git(root, "checkout", "-q", "main")
    assert [one.id for one in view(root, "status:doing").items] == [A]
    assert [one.id for one in view(root, "gradients").items] == [A]
    assert [one.id for one in view(root, "-gradients", "is:open").items] == [A, B, C]
    assert [one.id for one in view(root, "status:todo").items] == [A, B, C]
    assert across_text(
        view(root, "status:doing"), width=None
    ) == f"{A}  todo  topic: doing, body  Title of {A}".replace(", body", "")


def test_archived_items_are_left_out_unless_they_are_asked_for(root):
    git(root, "mv", at(A), at(A, "s2"))
    (root / ".backlog/archive").mkdir()
    git(root, "mv", at(B), at(B, "archive"))
    _commit(root, 3)
    assert [one.id for one in view(root).items] == [A, C]
    assert [one.id for one in view(root, everything=True).items] == [A, B, C]


def test_what_is_not_committed_is_not_seen_and_nothing_is_touched(root):
    on(root, "topic")
    commit(root, at(A), item(A, status="doing"))
    git(root, "checkout", "-q", "main")
    append(root, at(A), "half written")
    before = snapshot(root)
    assert states(root) == [("topic", "doing")]
    view(root)
    assert snapshot(root) == before


def test_an_item_that_only_a_branch_has_is_found_by_a_beginning(root):
    on(root, "topic")
    commit(root, at(D), item(D))
    git(root, "checkout", "-q", "main")
    one, _ = find_across(opened(root), "ddd")
    assert (one.id, one.default, one.last) == (D, None, "topic")
    assert "no item 'zzz'" in refusal(lambda: find_across(opened(root), "zzz"), UsageError)


def test_a_file_that_a_branch_broke_is_named_so(root):
    on(root, "topic")
    commit(root, at(A), "no item")
    git(root, "checkout", "-q", "main")
    assert states(root) == [("topic", "cannot be read")]
    assert view(root).items[0].newest.status == "todo"


def test_a_branch_without_a_backlog_and_a_repository_without_a_commit(root, make_repository):
    git(root, "checkout", "-q", "--orphan", "pages")
    git(root, "rm", "-rqf", ".")
    commit(root, "index.html", "x")
    git(root, "checkout", "-q", "main")
    assert compare_branches(opened(root)).states == {}
    empty = make_repository("empty", files=None)
    write(empty, CONFIG, "")
    assert "no commit yet" in refusal(lambda: compare_branches(opened(empty)), WrongPlace)


def processes(root, folder, monkeypatch):
    """How many git processes a list across branches starts."""
    folder.mkdir()
    monkeypatch.setenv("GIT_TRACE2_EVENT", str(folder))
    found = view(root)
    monkeypatch.delenv("GIT_TRACE2_EVENT")
    return len(list(folder.iterdir())), sum(len(one.states) for one in found.items)


def test_fifty_branches_start_no_more_processes_than_two(root, tmp_path, monkeypatch):
    for number in range(2):
        on(root, f"b{number}")
        commit(root, at(A), item(A, points=str(number + 1)))
    few = processes(root, tmp_path / "few", monkeypatch)
    for number in range(2, 50):
        on(root, f"b{number}")
        commit(root, at((A, B, C)[number % 3]), item((A, B, C)[number % 3], points=str(number + 1)))
    many = processes(root, tmp_path / "many", monkeypatch)
    assert (few[1], many[1]) == (2, 50)
    assert many[0] == few[0] <= 12
