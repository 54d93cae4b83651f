"""Syncing with a remote: both sides end equal, nothing of the user's is lost, and what stands in the way is told."""

from __future__ import annotations

import os
import shutil

import pytest

from gitagile.actions import steps
from gitagile.actions.merging.resolve import resolve, survey
from gitagile.actions.sharing import sync as syncing
from gitagile.actions.sharing.sync import Faces, pause_before, sync
from gitagile.errors import Refused, UsageError, WrongPlace
from gitagile.vcs.fetching import Unreachable, push
from gitagile.vcs.repository import find_repository
from tests.faults.simulated import tools_in
from tests.git.actions.backlogs import SPRINTS, THREE, A, B, C, at, backlog_of, item, refusal
from tests.git.places import append, git, hook, layers_of, snapshot, write
from tests.git.sharing.clones import clone_of, hub_of

M = "ML-mvd111"
CARRY = "backlog: close sprint s1\n\nGitagile-Op: sprint-close s1\n"


@pytest.fixture(autouse=True)
def tools(tmp_path, monkeypatch):
    """The driver that git calls is this very program."""
    monkeypatch.setenv("PATH", f"{tools_in(tmp_path / 'tools')}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def hub(make_repository, tmp_path):
    return hub_of(backlog_of(make_repository, SPRINTS | THREE | {at(M, "s2"): item(M)}), tmp_path)


@pytest.fixture
def ana(hub):
    return clone_of(hub, "ana")


@pytest.fixture
def bo(hub):
    return clone_of(hub, "bo")


def step(clone, identifier, status):
    return steps.mark(clone.opened(), (identifier,), status)


def test_where_nothing_happened_nothing_is_done(ana):
    before = snapshot(ana.root)
    done = ana.sync()
    assert (done.result, done.brought, done.pushed, done.merged) == ("same", 0, 0, None)
    assert snapshot(ana.root) == before


def test_what_one_did_comes_to_the_other(ana, bo):
    step(ana, A, "doing")
    assert (ana.sync().result, ana.sync().result) == ("synced", "same")
    done = bo.sync()
    assert (done.brought, done.pushed, done.merged) == (1, 0, ana.head)
    assert bo.head == ana.head


def test_different_keys_of_one_item_go_together(ana, bo):
    step(ana, A, "doing")
    ana.sync()
    bo.commit(at(A), bo.text(A).replace("medium", "high"))
    done = bo.sync()
    assert (done.result, done.brought, done.pushed) == ("synced", 1, 2)
    assert "status: doing" in bo.text(A)
    assert "priority: high" in bo.text(A)
    ana.sync()
    assert ana.head == bo.head
    assert bo.git("log", "-1", "--format=%s").strip() == "Merge origin/main"


def conflict(ana, bo):
    """Ana and Bo put one item into two statuses, and Bo syncs last."""
    step(ana, A, "review")
    ana.sync()
    step(bo, A, "dropped")
    return bo.sync()


def test_one_key_with_two_values_is_left_to_a_person_in_a_merge_that_git_understands(ana, bo):
    done = conflict(ana, bo)
    assert (done.result, done.pushed, [one.name for one in done.left]) == ("conflict", 0, [A])
    assert bo.git("rev-parse", "MERGE_HEAD").strip() == ana.head
    assert "All conflicts fixed" not in bo.git("status")
    before = bo.head
    bo.git("merge", "--abort")
    assert (bo.head, bo.git("status", "--porcelain")) == (before, "")


def test_resolved_and_synced_again_it_is_committed_and_pushed(ana, bo):
    conflict(ana, bo)
    repository = find_repository(bo.root, os.environ)
    assert bo.sync().result == "conflict"
    resolve(repository, survey(repository), {A: "theirs"})
    done = bo.sync()
    assert (done.result, done.brought, done.pushed) == ("synced", 1, 2)
    assert "status: review" in bo.text(A)
    assert not (bo.root / ".git/MERGE_HEAD").exists()
    ana.sync()
    assert ana.head == bo.head


def test_a_conflict_beyond_doubt_asks_nobody(ana, bo):
    for clone, place, message in ((ana, "backlog", CARRY), (bo, "s3", "Moved by hand")):
        clone.git("mv", at(M, "s2"), at(M, place))
        clone.git("commit", "-qm", message)
    ana.sync()
    done = bo.sync()
    assert (done.result, [one.done for one in done.settled]) == ("synced", ["kept in s3, not in backlog"])
    assert not (bo.root / at(M)).exists()
    ana.sync()
    assert ana.head == bo.head


def test_conflicts_of_code_are_left_as_they_are(ana, bo):
    for clone in (ana, bo):
        clone.commit("code.py", clone.person)
    ana.sync()
    done = bo.sync()
    assert (done.result, done.elsewhere, done.left) == ("conflict", ("code.py",), ())
    write(bo.root, "code.py", "both")
    bo.git("add", "code.py")
    assert bo.sync().result == "synced"


def test_markers_that_were_added_are_not_committed(ana, bo):
    conflict(ana, bo)
    bo.git("add", at(A))
    done = bo.sync()
    assert (done.result, done.merged) == ("findings", None)
    assert done.findings[0].path == at(A)
    assert bo.git("rev-parse", "MERGE_HEAD").strip() == ana.head


def test_changes_that_git_merges_around_stay_byte_for_byte(ana, bo):
    step(ana, A, "doing")
    ana.sync()
    step(bo, B, "doing")
    append(bo.root, at(C), "half written")
    append(bo.root, "README.md", "mine")
    write(bo.root, "notes.txt", "new")
    mine = {name: (bo.root / name).read_bytes() for name in (at(C), "README.md", "notes.txt")}
    done = bo.sync()
    assert done.result == "synced"
    assert done.notes == ("1 file of the backlog is not committed, and so not shared",)
    assert {name: (bo.root / name).read_bytes() for name in mine} == mine
    assert bo.git("status", "--porcelain").split("\n")[0] == f" M {at(C)}"


@pytest.mark.parametrize("state", ["unstaged", "staged", "untracked"])
def test_changes_that_would_be_lost_stop_it_before_anything_happens(ana, bo, state):
    path = "new.txt" if state == "untracked" else at(A)
    ana.commit(path, "new" if state == "untracked" else ana.text(A).replace("todo", "doing"))
    ana.sync()
    if state == "untracked":
        write(bo.root, path, "mine")
    else:
        append(bo.root, path, "half written")
    if state == "staged":
        bo.git("add", path)
    before = layers_of(bo.root)
    said = refusal(bo.sync, Refused)
    assert "git stash" in said
    assert path in said
    assert layers_of(bo.root) == before


def test_errors_after_the_merge_keep_it_from_being_pushed_and_are_named(ana, bo):
    ana.commit(at("ML-ddd444"), item("ML-ddd444"))
    ana.sync()
    before = ana.head
    bo.commit(at("ML-ddd444", "s2"), item("ML-ddd444"))
    done = bo.sync()
    assert (done.result, done.pushed) == ("findings", 0)
    assert "ML-ddd444" in done.findings[0].message
    assert bo.git("ls-remote", "origin", "refs/heads/main").split()[0] == before
    assert bo.sync().result == "findings"


def test_where_the_remote_moves_meanwhile_it_tries_again(ana, bo, monkeypatch):
    step(ana, A, "doing")
    moves = iter((B, C))

    def quicker(*args, **named):
        for other in (one for one in (next(moves, None),) if one):
            step(bo, other, "doing")
            bo.git("pull", "-q", "--no-rebase", "--no-edit")
            bo.git("push", "-q")
        return push(*args, **named)

    paused, said = [], []
    monkeypatch.setattr(syncing, "push", quicker)
    step_once = sync(ana.opened(), faces=Faces(paused.append, said.append))
    assert (step_once.result, step_once.tries) == ("synced", 3)
    assert said[0] == "origin/main moved meanwhile; again (2 of 12)"
    assert len(paused) == 2
    bo.sync()
    assert bo.head == ana.head
    assert all("doing" in ana.text(one) for one in (A, B, C))


def test_it_does_not_try_for_ever(ana, bo, monkeypatch):
    step(ana, A, "doing")
    texts = iter(range(100))

    def quicker(*args, **named):
        bo.commit("code.py", str(next(texts)))
        bo.git("pull", "-q", "--no-rebase")
        bo.git("push", "-q")
        return push(*args, **named)

    monkeypatch.setattr(syncing, "push", quicker)
    monkeypatch.setattr(syncing, "TRIES", 3)
    done = ana.sync()
    assert (done.result, done.tries, done.is_done) == ("moved", 3, False)


def test_pauses_grow_and_differ():
    shortest = [pause_before(turn, lambda _: "0") for turn in range(2, 13)]
    longest = [pause_before(turn, lambda _: "9") for turn in range(2, 13)]
    assert shortest == sorted(shortest)
    assert all(low < high for low, high in zip(shortest, longest, strict=True))
    assert max(longest) <= 12


def test_a_server_that_refuses_is_told_in_its_own_words_and_at_once(ana, hub):
    hook(hub, "pre-receive", "echo 'not on a friday' >&2; exit 1")
    step(ana, A, "doing")
    before = ana.head
    said = refusal(ana.sync, Refused)
    assert "not on a friday" in said
    assert "pre-receive hook declined" in said
    assert ana.head == before


def test_a_pre_push_hook_is_run_and_heard(ana):
    hook(ana.root, "pre-push", "echo 'tests are red' >&2; exit 1")
    step(ana, A, "doing")
    assert "tests are red" in refusal(ana.sync, Refused)


def test_a_hook_that_refuses_the_merge_leaves_all_as_it_was(ana, bo):
    step(ana, A, "doing")
    ana.sync()
    step(bo, B, "doing")
    append(bo.root, at(C), "half written")
    hook(bo.root, "pre-merge-commit", "echo 'no merges here' >&2; exit 1")
    before = (bo.head, layers_of(bo.root))
    assert "no merges here" in refusal(bo.sync, Refused)
    assert (bo.head, layers_of(bo.root)) == before
    assert not (bo.root / ".git/MERGE_HEAD").exists()


def test_a_post_merge_hook_is_run(ana, bo):
    step(ana, A, "doing")
    ana.sync()
    hook(bo.root, "post-merge", "touch ran")
    bo.sync()
    assert (bo.root / "ran").exists()


def test_the_users_config_of_merges_and_pushes_changes_nothing(ana, bo):
    for key, value in {
        "merge.ff": "only",
        "merge.autoStash": "true",
        "pull.rebase": "true",
        "push.default": "nothing",
        "branch.main.mergeOptions": "--squash --no-commit",
        "remote.origin.push": "+refs/heads/main:refs/heads/other",
    }.items():
        bo.git("config", key, value)
    step(ana, A, "doing")
    ana.sync()
    step(bo, B, "doing")
    assert bo.sync().result == "synced"
    assert bo.git("ls-remote", "origin", "refs/heads/other") == ""
    ana.sync()
    assert ana.head == bo.head


def test_no_push_is_ever_by_force(ana):
    with pytest.raises(ValueError, match="force"):
        push(find_repository(ana.root, os.environ), "origin", ["+HEAD:refs/heads/main"], environ=ana.environ)


def test_a_dry_run_says_all_and_moves_nothing(ana, bo):
    step(ana, A, "doing")
    ana.sync()
    step(bo, B, "doing")
    before = (bo.head, layers_of(bo.root))
    done = bo.sync(dry_run=True)
    assert (done.result, done.brought, done.pushed, done.dry_run) == ("synced", 1, 2, True)
    bo.git("config", "--remove-section", "merge.gitagile")
    bo.commit(at(A), bo.text(A).replace("todo", "todo\npoints: 3"))
    assert bo.sync(dry_run=True).result == "synced"
    bo.git("reset", "-q", "--hard", "HEAD~1")
    step(bo, A, "dropped")
    foreseen = bo.sync(dry_run=True)
    assert (foreseen.result, [one.name for one in foreseen.left]) == ("conflict", [at(A)])
    bo.git("reset", "-q", "--hard", "HEAD~1")
    assert (bo.head, layers_of(bo.root)) == before


PLACES = {
    "detached": (lambda one: one.git("checkout", "-q", "--detach"), "HEAD is detached"),
    "no remote": (lambda one: one.git("remote", "remove", "origin"), "there is no remote"),
    "no upstream": (lambda one: one.git("switch", "-qc", "topic"), "the branch topic has no upstream"),
    "gone upstream": (lambda one: one.git("push", "-q", "origin", "--delete", "topic"), "origin has no branch topic"),
    "local upstream": (lambda one: one.git("switch", "-qc", "topic", "--track", "main"), "no branch of a remote"),
    "a merge of one's own": (lambda one: one.git("merge", "-q", "--no-ff", "--no-commit", "own"), "middle of a merge"),
    "a fork": (lambda one: one.git("config", "remote.pushDefault", "fork"), "is pushed to fork"),
}


@pytest.mark.parametrize("state", PLACES)
def test_a_wrong_place_is_told_in_one_sentence_with_a_hint(hub, ana, state):
    prepare, sentence = PLACES[state]
    hub_setting = git(hub, "config", "receive.denyDeleteCurrent", "ignore")
    assert hub_setting == ""
    if state == "gone upstream":
        ana.git("switch", "-qc", "topic")
        ana.git("push", "-qu", "origin", "topic")
    if state == "a merge of one's own":
        ana.git("switch", "-qc", "own")
        ana.commit("x", "x")
        ana.git("switch", "-q", "main")
    prepare(ana)
    if state == "gone upstream":
        ana.git("fetch", "-q", "--prune")
    before = layers_of(ana.root)
    said = refusal(ana.sync, WrongPlace)
    message, _, hint = said.partition("\n")
    assert sentence in message
    assert "`" in hint
    assert layers_of(ana.root) == before


def test_a_shallow_clone_and_an_unborn_branch_are_told(hub, ana, make_repository):
    git(hub.parent, "clone", "-q", "--depth", "1", f"file://{hub}", "shallow")
    ana.git("switch", "-q", "--orphan", "empty")
    assert "no commit yet" in refusal(lambda: syncing.route_of(find_repository(ana.root, os.environ)), WrongPlace)
    shallow = find_repository(hub.parent / "shallow", os.environ)
    assert "`git fetch --unshallow`" in refusal(lambda: syncing.route_of(shallow), WrongPlace)


def test_a_remote_that_does_not_answer_is_told(hub, ana):
    step(ana, A, "doing")
    shutil.move(hub, hub.with_name("elsewhere"))
    said = refusal(ana.sync, Unreachable)
    assert said.startswith("cannot fetch from origin: ")
    assert "nothing was changed" in said


def test_another_remote_is_named_and_a_wrong_name_refused(hub, ana):
    git(hub.parent, "clone", "-q", "--bare", str(hub), "second.git")
    ana.git("remote", "add", "second", str(hub.parent / "second.git"))
    step(ana, A, "doing")
    done = ana.sync(remote="second")
    assert (done.route.upstream, done.pushed) == ("second/main", 1)
    assert done.notes == ("main has no upstream: second/main was taken for it",)
    assert ana.sync().pushed == 1
    assert "the remotes are origin, second" in refusal(lambda: ana.sync(remote="third"), UsageError)


def test_the_driver_is_installed_where_it_is_missing(ana):
    ana.git("config", "--remove-section", "merge.gitagile")
    ana.sync()
    assert "merge-file" in ana.git("config", "merge.gitagile.driver")
