"""Claims across clones: one has it, the others are told who; it ends with the step or by age, and never by chance."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest

from gitagile.actions import steps
from gitagile.actions.sharing.claiming import since, start_claimed
from gitagile.actions.sharing.claims import FOLDER, list_claims
from gitagile.errors import Refused, WrongPlace
from gitagile.vcs.fetching import Unreachable
from tests.git.actions.backlogs import NOW, A, B, C, backlog_of, refusal
from tests.git.places import git, hook, snapshot
from tests.git.sharing.clones import clone_of, hub_of

LATER = NOW + timedelta(days=4)
MUCH_LATER = NOW + timedelta(days=7)


@pytest.fixture
def hub(make_repository, tmp_path):
    return hub_of(backlog_of(make_repository), tmp_path)


@pytest.fixture
def ana(hub):
    return clone_of(hub, "ana")


@pytest.fixture
def bo(hub):
    return clone_of(hub, "bo")


def claim(clone, *ids, now=NOW, **named):
    return start_claimed(clone.opened(now), ids, **named)


def at_hub(hub):
    """The claims that the remote has."""
    return git(hub, "for-each-ref", "--format=%(refname)", FOLDER).split()


def held(clone, now=NOW):
    return [(one.id, one.who, one.is_mine, one.is_free) for one in list_claims(clone.opened(now)).claims]


def test_a_claim_is_made_and_the_item_begun(hub, ana):
    result = claim(ana, "aaa1")
    assert [act.change for act in result.acts] == ["claimed at origin", "todo -> doing"]
    assert result.commit == ana.head
    assert at_hub(hub) == [f"{FOLDER}/{A}"]
    assert held(ana) == [(A, "ana", True, False)]


def test_who_is_second_is_told_who_was_first_and_nothing_is_begun(ana, bo):
    claim(ana, A)
    before = snapshot(bo.root)
    said = refusal(lambda: claim(bo, A, now=NOW + timedelta(hours=3)), Refused)
    assert said.startswith(f"{A} was claimed by ana 3 hours ago, on main\n")
    assert "gitagile claims" in said
    after = snapshot(bo.root)
    assert (after.layers, after.commit) == (before.layers, before.commit)
    assert held(bo) == [(A, "ana", False, False)]


def test_of_several_all_are_claimed_or_none(hub, ana, bo):
    claim(ana, B)
    refusal(lambda: claim(bo, A, B, C), Refused)
    assert at_hub(hub) == [f"{FOLDER}/{B}"]
    assert bo.git("for-each-ref", FOLDER).count("\n") == 1


def test_whoever_has_it_already_goes_on(ana):
    claim(ana, A)
    assert [act.change for act in claim(ana, A).acts] == ["yours already at origin"]


def test_one_person_in_two_clones_claims_once(hub, ana):
    second = clone_of(hub, "second")
    second = type(second)(second.root, "ana")
    claim(ana, A)
    assert claim(second, A).acts[0].change == "yours already at origin"
    assert len(at_hub(hub)) == 1


def test_a_claim_ends_when_the_step_is_shared(hub, ana):
    claim(ana, A)
    assert ana.sync().ended == ()
    steps.done(ana.opened(), (A,))
    assert len(at_hub(hub)) == 1
    assert ana.sync().ended == (A,)
    assert at_hub(hub) == []
    assert held(ana) == []


@pytest.mark.parametrize("status", ["todo", "dropped"])
def test_a_claim_ends_when_the_item_is_given_back_or_up(hub, ana, status):
    claim(ana, A)
    steps.mark(ana.opened(), (A,), status)
    assert ana.sync().ended == (A,)


def test_a_claim_made_on_a_branch_does_not_end_where_the_item_was_never_begun(hub, ana):
    ana.git("switch", "-qc", "topic")
    claim(ana, A)
    ana.git("switch", "-q", "main")
    assert ana.sync().ended == ()
    assert at_hub(hub) == [f"{FOLDER}/{A}"]


def test_a_sync_ends_no_claim_of_another(hub, ana, bo):
    claim(ana, A)
    held(bo)
    assert bo.sync().ended == ()
    assert len(at_hub(hub)) == 1


def test_a_claim_that_is_too_old_may_be_taken_over(hub, ana, bo):
    claim(ana, A)
    assert refusal(lambda: claim(bo, A, now=NOW + timedelta(days=3)), Refused)
    assert held(bo, MUCH_LATER) == [(A, "ana", False, True)]
    result = claim(bo, A, now=LATER)
    assert result.acts[0].change == "claimed at origin, from ana, whose claim was 4 working days old"
    assert held(ana, LATER) == [(A, "bo", False, False)]


def test_weekends_do_not_count(ana):
    claim(ana, A)
    assert [one.age for one in list_claims(ana.opened(MUCH_LATER)).claims] == [5]


def test_how_old_a_claim_may_get_is_set(hub, ana, bo):
    ana.commit(".backlog/config.toml", "[claims]\ndays = 1\n")
    ana.sync()
    bo.sync()
    claim(ana, A)
    assert claim(bo, A, now=NOW + timedelta(days=2)).commit


def test_where_the_remote_does_not_answer_nothing_is_begun(hub, ana):
    claim(ana, B)
    shutil.move(hub, hub.with_name("elsewhere"))
    before = ana.head
    said = refusal(lambda: claim(ana, A), Unreachable)
    assert said.startswith("cannot push to origin: ")
    assert "without `--claim`" in said
    assert ana.head == before
    found = list_claims(ana.opened())
    assert ([one.id for one in found.claims], found.is_fresh) == ([B], False)
    assert found.note.startswith("as last seen, for origin does not answer: ")


def test_without_a_remote_there_is_nothing_to_claim_at(make_repository):
    root = backlog_of(make_repository, name="alone")
    from tests.git.sharing.clones import Clone

    assert "no remote" in refusal(lambda: claim(Clone(root, "ana"), A), WrongPlace)


def test_a_step_that_is_refused_gives_the_claim_back(hub, ana):
    hook(ana.root, "pre-commit", "exit 1")
    refusal(lambda: claim(ana, A), Refused)
    assert at_hub(hub) == []
    assert ana.git("for-each-ref", FOLDER) == ""


def test_a_server_that_takes_no_claims_is_told_in_its_words(hub, ana):
    hook(hub, "update", "echo 'branches only' >&2; exit 1")
    assert "hook declined" in refusal(lambda: claim(ana, A), Refused)


def test_a_dry_run_looks_and_claims_nothing(hub, ana, bo):
    result = claim(ana, A, dry_run=True)
    assert ([act.change for act in result.acts], result.dry_run) == (["claimed at origin", "todo -> doing"], True)
    assert at_hub(hub) == []
    claim(bo, A)
    assert refusal(lambda: claim(ana, A, dry_run=True), Refused)


def test_claims_show_in_no_log(ana):
    claim(ana, A)
    assert "claim" not in ana.git("log", "--all", "--format=%s")
    assert "claim" not in ana.git("tag")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(5, "just now"), (600, "10 minutes ago"), (7200, "2 hours ago"), (200_000, "on 2026-02-28"), (-60, "just now")],
)
def test_times_are_told_in_words(seconds, words):
    assert since(NOW - timedelta(seconds=seconds), NOW) == words
