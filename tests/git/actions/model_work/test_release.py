"""Releases in real repositories: gates first, one commit, one tag, and what each of them holds."""

from __future__ import annotations

from datetime import datetime

import pytest

from gitagile.actions.model_work.release import refuse_failed, release
from gitagile.actions.model_work.releases import releases
from gitagile.actions.steps import done, mark
from gitagile.actions.undo import undo
from gitagile.analytics.released import Waits
from gitagile.errors import Refused, UsageError
from gitagile.render.release_notes import notes_markdown
from tests.git.actions.backlogs import (
    CONFIG,
    A,
    B,
    C,
    at,
    backlog_of,
    committed,
    count_commits,
    item,
    message_of,
    opened,
    refusal,
)
from tests.git.places import git, hook, snapshot, write
from tests.unit.evidence.samples import unpacked

METRICS = "eval/metrics.json"
GATED = """\
[metrics."eval.auc"]
source = "eval/metrics.json"
[[release.gates]]
metric = "eval.auc"
op = ">="
value = 0.85
"""
NOTES = ".backlog/releases"


@pytest.fixture
def clock(monkeypatch):
    """Turn the clock, that of commits and tags too, to noon of a day in March 2026; gives the instant."""

    def turn(day):
        now = datetime.fromisoformat(f"2026-03-{day:02}T12:00:00+00:00")
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            monkeypatch.setenv(name, now.isoformat())
        return now

    turn(2)
    return turn


@pytest.fixture
def project(make_repository, clock):
    """A backlog of three items, a metric, and a release gate on it that does not hold yet."""
    root = backlog_of(make_repository, config=GATED)
    score(root, "0.80")
    return root


def score(root, auc):
    write(root, METRICS, f'{{"eval": {{"auc": {auc}}}}}\n')
    git(root, "add", METRICS)
    git(root, "commit", "-q", "-m", f"auc {auc}")


def shipped(root, name, *, day=None, **wishes):
    workspace = opened(root, now=day) if day else opened(root)
    return release(workspace, name, write=notes_markdown, **wishes)


def finished(root, *items, day=None):
    done(opened(root, now=day) if day else opened(root), items)


def named(one):
    return {entry.id for entry in one.facts.items}


def tags(root):
    return git(root, "tag").split()


def test_a_release_is_one_commit_and_an_annotated_tag_on_it(project):
    finished(project, A, B)
    score(project, "0.9")
    before = count_commits(project)
    one = shipped(project, "v1.0.0")
    assert count_commits(project) == before + 1
    assert message_of(project) == "backlog: release v1.0.0\n\nGitagile-Op: release v1.0.0"
    assert git(project, "show", "--name-only", "--format=", "HEAD").split() == [f"{NOTES}/v1.0.0.md"]
    assert git(project, "cat-file", "-t", "v1.0.0").strip() == "tag"
    assert git(project, "rev-parse", "v1.0.0^{commit}") == git(project, "rev-parse", "HEAD")
    assert one.tagged
    assert committed(project, f"{NOTES}/v1.0.0.md") == one.text
    said = git(project, "tag", "-l", "--format=%(contents)", "v1.0.0")
    assert said.startswith("v1.0.0\n\n2 items.\n")
    assert f"{A} Title of {A}" in said


def test_a_failed_gate_refuses_it_and_nothing_is_touched(project):
    finished(project, A)
    before = snapshot(project)
    said = refusal(lambda: shipped(project, "v1.0.0"), Refused)
    assert "eval.auc >= 0.85 fails: 0.80 is not >= 0.85" in said
    assert "--override WHY" in said
    assert snapshot(project) == before


def test_an_override_leaves_its_reason_in_the_notes_and_in_the_commit(project):
    finished(project, A)
    one = shipped(project, "v1.0.0", override="the labels come next week")
    assert "Backlog-Override: the labels come next week" in message_of(project)
    assert "passed over eval.auc >= 0.85" in message_of(project)
    assert "Released all the same: the labels come next week" in one.text
    assert tags(project) == ["v1.0.0"]


def test_a_dry_run_shows_all_and_changes_nothing(project):
    finished(project, A)
    before = snapshot(project)
    one = shipped(project, "v1.0.0", dry_run=True)
    assert snapshot(project) == before
    assert f"- **{A}** Title of {A}" in one.text
    assert "| eval.auc \\>= 0.85 | 0.80 | fail" in one.text
    assert [act.change for act in one.result.acts] == ["released with 1 item", "tagged"]
    with pytest.raises(Refused):
        refuse_failed(one.facts)


@pytest.fixture
def free(make_repository, clock):
    """A backlog of three items that nothing is demanded of."""
    return backlog_of(make_repository)


def test_each_item_is_in_exactly_one_release(free):
    finished(free, A)
    assert named(shipped(free, "v1")) == {A}
    finished(free, B)
    mark(opened(free), (A,), "todo")
    finished(free, A)
    assert named(shipped(free, "v2")) == {B}
    finished(free, C)
    one = shipped(free, "v3")
    assert named(one) == {C}
    assert one.facts.since.name == "v2"
    assert [[entry.id for entry in held.items] for held in releases(opened(free)).releases] == [[A], [B], [C]]


def test_what_was_finished_before_a_tag_made_by_hand_was_released_with_it(free):
    finished(free, A)
    git(free, "tag", "v0.9.0")
    git(free, "tag", "sprint-01-end")
    finished(free, B)
    one = shipped(free, "v1.0.0")
    assert (one.facts.since.name, named(one)) == ("v0.9.0", {B})
    old, new = releases(opened(free)).releases
    assert (old.version.tag.is_annotated, old.version.path, [entry.id for entry in old.items]) == (False, None, [A])
    assert new.version.tag.is_annotated


def test_work_that_is_merged_later_is_in_the_next_release(free):
    git(free, "switch", "-q", "-c", "work")
    finished(free, A)
    git(free, "switch", "-q", "main")
    finished(free, B)
    assert named(shipped(free, "v1")) == {B}
    git(free, "merge", "-q", "--no-ff", "-m", "Merge", "work")
    assert named(shipped(free, "v2")) == {A}


def test_an_item_whose_line_was_taken_out_of_the_notes_does_not_come_again(free):
    finished(free, A, B)
    one = shipped(free, "v1")
    write(free, one.path, "\n".join(line for line in one.text.splitlines() if B not in line))
    git(free, "commit", "-q", "-a", "-m", "Not to be told")
    assert named(shipped(free, "v2")) == set()


def test_archived_items_are_released_and_dropped_ones_are_not(make_repository, clock):
    files = {at(A, "archive"): item(A), at(B): item(B), at(C): item(C)}
    root = backlog_of(make_repository, files)
    finished(root, A)
    mark(opened(root), (B,), "dropped")
    assert named(shipped(root, "v1")) == {A}


def test_the_notes_group_items_by_type_and_tell_what_came_of_an_experiment(make_repository, clock):
    experiment = item(B, type="experiment", points="3", outcome="rejected")
    files = {at(A): item(A, type="training", points="5"), at(B): experiment, at(C): item(C, title='"[x](y) <b>"')}
    root = backlog_of(make_repository, files)
    finished(root, A, B, C)
    text = shipped(root, "v1").text
    heads = [line for line in text.splitlines() if line.startswith("## ")]
    assert heads == ["## Experiment", "## Training", "## Other"]
    assert f"- **{B}** Title of {B} (hypothesis rejected, 3 points)" in text
    assert f"- **{C}** \\[x\\](y) \\<b\\>" in text
    assert "Released 2026-03-02: 3 items, 8 points done so far." in text


def test_the_metrics_stand_there_before_and_after(project):
    finished(project, A)
    score(project, "0.86")
    assert "| eval.auc | 0.86 |" in shipped(project, "v1").text
    score(project, "0.91")
    text = shipped(project, "v2").text
    assert "| metric | v1 | v2 | change |" in text
    assert "| eval.auc | 0.86 | 0.91 | better by 0.05 (5.814 %) |" in text


def test_a_metric_that_is_not_there_says_why(project):
    git(project, "rm", "-q", METRICS)
    git(project, "commit", "-q", "-m", "Gone")
    text = shipped(project, "v1", override="a test").text
    assert "| eval.auc | unavailable |" in text
    assert "- eval.auc at v1: eval/metrics.json is not in git" in text


def test_a_version_that_is_out_is_never_made_again(free):
    shipped(free, "v1")
    before = snapshot(free)
    assert "v1 is released already" in refusal(lambda: shipped(free, "v1"), Refused)
    assert "the tag v1 exists already" in refusal(lambda: shipped(free, "V1"), Refused)
    git(free, "tag", "v2")
    assert "the tag v2 exists already" in refusal(lambda: shipped(free, "v2"), Refused)
    git(free, "tag", "-d", "v2")
    assert snapshot(free) == before


@pytest.mark.parametrize("name", ["v1/2", "..", "-n", "v1.lock"])
def test_a_name_that_cannot_be_is_asked_wrongly(free, name):
    with pytest.raises(UsageError):
        shipped(free, name)


def test_where_git_makes_no_tag_the_commit_stays_and_the_same_command_goes_on(free):
    finished(free, A)
    git(free, "config", "tag.gpgSign", "true")
    git(free, "config", "gpg.program", "false")
    said = refusal(lambda: shipped(free, "v1"), Refused)
    commit = git(free, "rev-parse", "HEAD").strip()
    assert f"are committed as {commit[:7]}, but there is no tag" in said
    assert tags(free) == []
    git(free, "config", "tag.gpgSign", "false")
    git(free, "commit", "-q", "--allow-empty", "-m", "Something else")
    one = shipped(free, "v1")
    assert (one.facts, one.tagged) == (None, True)
    assert git(free, "rev-parse", "v1^{commit}").strip() == commit


def test_the_tag_is_signed_where_git_is_told_so(free, tmp_path):
    seen = tmp_path / "seen"
    signer = tmp_path / "signer"
    signer.write_text(f'#!/bin/sh\ncat > {seen}\necho "[GNUPG:] SIG_CREATED " >&2\necho SIGNED\n', encoding="utf-8")
    signer.chmod(0o755)
    git(free, "config", "tag.gpgSign", "true")
    git(free, "config", "gpg.program", str(signer))
    shipped(free, "v1")
    assert "\ntag v1\n" in seen.read_text(encoding="utf-8")
    assert git(free, "cat-file", "tag", "v1").endswith("SIGNED\n")


def test_the_tag_may_be_left_to_a_build(free):
    one = shipped(free, "v1", tag=False)
    assert (one.tagged, tags(free)) == (False, [])
    assert "committed already" in refusal(lambda: shipped(free, "v1", tag=False), Refused)
    assert shipped(free, "v1", dry_run=True).tagged is False
    assert tags(free) == []


def test_notes_that_are_not_committed_have_no_tag_yet(free):
    write(free, CONFIG, 'commit = "none"\n')
    git(free, "commit", "-q", "-a", "-m", "By hand")
    one = shipped(free, "v1")
    assert tags(free) == []
    assert "not committed" in one.result.warnings[-1]
    assert "is not committed" in refusal(lambda: shipped(free, "v1"), Refused)
    git(free, "add", NOTES)
    git(free, "commit", "-q", "-m", "Notes")
    shipped(free, "v1")
    assert git(free, "rev-parse", "v1^{commit}") == git(free, "rev-parse", "HEAD")


def test_a_hook_that_refuses_the_commit_leaves_neither_commit_nor_tag(free):
    hook(free, "pre-commit", "exit 1")
    before = snapshot(free)
    assert "pre-commit" in refusal(lambda: shipped(free, "v1"), Refused)
    assert snapshot(free) == before


def test_what_is_staged_and_half_written_stays_as_it_was(free):
    finished(free, A)
    write(free, "mine.txt", "mine\n")
    git(free, "add", "mine.txt")
    write(free, "README.md", "half written\n")
    shipped(free, "v1")
    assert git(free, "status", "--porcelain") == "A  mine.txt\n?? README.md\n"


def test_a_shallow_clone_releases_nothing(free, tmp_path):
    finished(free, A)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{free}", "shallow")
    assert "would not be whole" in refusal(lambda: shipped(tmp_path / "shallow", "v1"), Refused)


def test_when_a_release_was_made_is_not_known_where_a_clone_is_cut_off_after_it(free, tmp_path):
    finished(free, A)
    shipped(free, "v1")
    finished(free, B)
    git(tmp_path, "clone", "-q", "--depth", "1", "--no-tags", f"file://{free}", "shallow")
    told = releases(opened(tmp_path / "shallow"))
    (one,) = told.releases
    assert (one.version.at, one.version.commit, one.waits) == (None, None, None)
    assert [item.id for item in one.items or ()] == [A]
    assert "shallow" in told.notes[0]


def test_undo_takes_the_notes_back_and_names_the_tag_that_stays(free):
    shipped(free, "v1")
    result = undo(opened(free))
    assert "the tag v1 stays: `git tag -d v1` takes it away" in result.warnings
    assert not (free / NOTES / "v1.md").exists()


def test_a_lower_version_and_an_empty_one_are_remarked_on(free):
    shipped(free, "v1.1.0")
    remarks = shipped(free, "v1.0.9").result.warnings
    assert remarks == ("no item was done since v1.1.0", "v1.0.9 is not above v1.1.0, the last release")


def test_the_days_from_done_to_released_are_counted(free, clock):
    for identifier, day in ((A, 2), (B, 5), (C, 10)):
        finished(free, identifier, day=clock(day))
    now = clock(12)
    shipped(free, "v1", day=now)
    (one,) = releases(opened(free, now=now)).releases
    assert {entry.id: entry.days for entry in one.items} == {A: 10, B: 7, C: 2}
    assert one.waits == Waits(7, 2, 10, 3)


def test_a_hotfix_beside_the_line_is_a_release_too(free):
    finished(free, A)
    shipped(free, "v1.0.0")
    git(free, "switch", "-q", "-c", "hotfix")
    finished(free, B)
    shipped(free, "v1.0.1")
    git(free, "switch", "-q", "main")
    git(free, "merge", "-q", "--no-ff", "-m", "Merge the hotfix", "hotfix")
    finished(free, C)
    assert named(shipped(free, "v1.1.0")) == {C}
    assert [one.version.name for one in releases(opened(free)).releases] == ["v1.0.0", "v1.0.1", "v1.1.0"]


def test_tags_of_another_history_hold_nobody_knows_what(free):
    git(free, "switch", "-q", "--orphan", "else")
    git(free, "commit", "-q", "--allow-empty", "-m", "Else")
    git(free, "tag", "v9.0.0")
    git(free, "switch", "-q", "main")
    (one,) = releases(opened(free)).releases
    assert (one.items, one.version.place) == (None, None)
    finished(free, A)
    assert named(shipped(free, "v1")) == {A}


def test_deliveries_of_gto_stand_beside_the_releases(free, clock):
    git(free, "tag", "churn@v1.0.0")
    git(free, "tag", "-a", "churn#prod#1", "-m", "Assigning stage")
    clock(3)
    git(free, "tag", "-a", "churn#prod!#2", "-m", "Unassigning stage")
    told = releases(opened(free))
    assert told.releases == ()
    assert [(one.source, one.version, one.stands) for one in told.deliveries] == [
        ("churn@v1.0.0", "v1.0.0", True),
        ("churn#prod#1", "v1.0.0", False),
        ("churn#prod!#2", "v1.0.0", True),
    ]


def test_aliases_of_mlflow_are_deliveries(free):
    unpacked("mlflow/mlflow_v3.17_sqlite.db.gz", free)
    (one,) = releases(opened(free)).deliveries
    assert (one.kind, one.source, one.artifact, one.stage) == (
        "alias",
        "churn-model@champion",
        "churn-model",
        "champion",
    )
    assert (one.version, one.stands) == ("1", True)
    assert one.at is not None
