"""A generated history with all that people do to a backlog: the replay ends where the generator's own memory does."""

from __future__ import annotations

from itertools import pairwise

import pytest

from benchmarks.book import Scale
from benchmarks.histories import read_truth, write_long_history
from benchmarks.plain_replay import plain_replay, said_in, wrong_in
from gitagile.history.reader import read_timeline
from gitagile.model.ids import normal_id
from gitagile.model.timeline import versions_after
from tests.git.places import git, repository

SCALE = Scale(items=300, commits=2000, samples=20)
LATE = 1_900_000_000


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    root = tmp_path_factory.mktemp("generated") / "project"
    return root, read_truth(write_long_history(SCALE, root))


def after(root, commit, memory=None):
    """The items (by normal id) as the timeline up to a commit leaves them."""
    timeline = read_timeline(repository(root), memory, revision=commit, now=LATE)
    items = versions_after(timeline.events).items()
    return {item: (version.place, version.status, version.points, version.title) for item, version in items}


def normal(items):
    return {normal_id(item): said for item, said in items.items()}


@pytest.mark.parametrize("order", [1, -1])
def test_the_timeline_ends_where_the_truth_does_at_every_sampled_commit(generated, tmp_path, order):
    root, truth = generated
    memory = tmp_path / "memory"
    wrong = {commit: wrong_in(after(root, commit, memory), normal(truth[commit])) for commit in list(truth)[::order]}
    assert wrong == {commit: set() for commit in truth}


def test_the_timeline_read_afresh_is_right_and_says_what_it_could_not_trust(generated):
    root, truth = generated
    assert wrong_in(after(root, "HEAD"), normal(list(truth.values())[-1])) == set()
    timeline = read_timeline(repository(root), None, now=LATE)
    assert timeline.clamped > 0
    assert timeline.unreadable > 0
    assert timeline.partial is None
    assert [event.at for event in timeline.events] == sorted(event.at for event in timeline.events)
    assert any(event.is_migration for event in timeline.events)


def test_the_truth_is_what_a_first_parent_replay_of_all_files_gives(generated):
    root, truth = generated
    line = set(git(root, "rev-list", "--first-parent", "HEAD").split())
    assert len(truth) > SCALE.samples // 2
    assert truth.keys() <= line
    replayed = plain_replay(root, "--first-parent", "--diff-merges=first-parent", wanted=truth)
    assert {commit: wrong_in(replayed[commit], items) for commit, items in truth.items()} == {
        commit: set() for commit in truth
    }


def test_the_truth_at_the_end_is_what_lies_in_the_working_tree(generated):
    root, truth = generated
    files = sorted((root / ".backlog").rglob("ML-*.md"))
    said = [said_in(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")) for file in files]
    assert dict(said) == list(truth.values())[-1]
    assert git(root, "status", "--porcelain") == ""


def test_a_plain_log_that_shows_nothing_for_merges_ends_wrong(generated):
    root, truth = generated
    (items,) = plain_replay(root, "HEAD", "--", ".backlog").values()
    assert wrong_in(items, list(truth.values())[-1])


def test_a_generated_history_is_as_untidy_as_a_real_one(generated):
    root, truth = generated
    subjects = git(root, "log", "--format=%s").splitlines()
    for word in (
        "Merge branch",
        "Remove ML-",
        "back again",
        "id mended",
        "Conflict in",
        "Squashed",
        "Tidy the",
        "import",
    ):
        assert any(word in subject for subject in subjects), word
    dates = [int(seconds) for seconds in git(root, "log", "--first-parent", "--format=%ct").split()]
    assert sum(after < before for after, before in pairwise(dates)) > 2
    assert any(place == "archive" for place, *_ in list(truth.values())[-1].values())


def test_the_same_scale_gives_the_same_commits(tmp_path):
    scale = Scale(items=40, commits=200)
    truths = [write_long_history(scale, tmp_path / name, checkout=False).read_text() for name in ("one", "two")]
    assert truths[0] == truths[1]
    other = write_long_history(Scale(items=40, commits=200, seed=2), tmp_path / "three", checkout=False)
    assert other.read_text() != truths[0]
