"""Clones that do not hold all of the history: that is said, nothing is fetched, and what is said mends it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from gitagile.errors import GitagileError
from gitagile.model.timeline import versions_after
from tests.git.history.lines import Story, checked_out, text_of, told

ONE, TWO = "backlog/ML-1-one.md", "backlog/ML-2-two.md"


@pytest.fixture
def origin(tmp_path: Path) -> Story:
    story = Story(tmp_path / "origin")
    story.git("config", "uploadpack.allowFilter", "true")
    story.git("config", "uploadpack.allowAnySHA1InWant", "true")
    for status in ("todo", "doing", "review", "done"):
        story.commit({ONE: text_of("ML-1", status), TWO: text_of("ML-2", points=len(status))})
    return story


def cloned(origin: Story, folder: Path, *options: str) -> Story:
    source = origin.root.as_uri()
    subprocess.run(["git", "clone", "-q", *options, source, str(folder)], check=True, capture_output=True)
    story = Story.__new__(Story)
    story.root, story.at = folder, origin.at
    return story


def test_a_shallow_clone_is_partial_until_it_is_deepened(origin: Story, tmp_path: Path):
    story = cloned(origin, tmp_path / "clone", "--depth=2")
    timeline = story.recall()
    assert timeline.partial is not None
    assert "git fetch --unshallow" in timeline.partial
    assert [told(event) for event in timeline.events if event.item == "ml-1"] == [
        ("ml-1", None, "review backlog"),
        ("ml-1", "review backlog", "done backlog"),
    ]
    assert [event.is_migration for event in timeline.events] == [True, True, False, False]
    assert versions_after(timeline.events) == checked_out(story.root)
    assert not story.memory.exists()
    story.git("fetch", "-q", "--unshallow")
    assert story.recall() == story.read() == origin.read()


def test_a_shallow_clone_that_holds_the_whole_backlog_is_not_partial(tmp_path: Path):
    origin = Story(tmp_path / "origin")
    for name in "abc":
        origin.commit({f"../{name}.py": "x = 1\n"})
    origin.commit({ONE: text_of("ML-1")})
    origin.commit({ONE: text_of("ML-1", "doing")})
    story = cloned(origin, tmp_path / "clone", "--depth=3")
    assert story.read() == origin.read()


def test_grafts_make_it_partial(origin: Story):
    head, root = origin.head(), origin.git("rev-parse", "HEAD~3")
    origin.recall()
    grafts = origin.root / ".git" / "info" / "grafts"
    grafts.parent.mkdir(exist_ok=True)
    grafts.write_text(f"{head} {root}\n")
    timeline = origin.recall()
    assert timeline.partial is not None
    assert "grafts" in timeline.partial
    assert [event.after.status for event in timeline.events if event.after and event.item == "ml-1"] == ["todo", "done"]
    grafts.unlink()
    assert origin.recall() == origin.read()
    assert origin.recall().partial is None


def test_replaced_objects_are_seen_as_they_were(origin: Story):
    before = origin.read()
    origin.git("replace", origin.head(), origin.git("rev-parse", "HEAD~2"))
    assert origin.read() == before


def objects(story: Story) -> str:
    return story.git("count-objects", "-v")


def test_a_clone_without_old_blobs_fetches_nothing_and_says_what_does(origin: Story, tmp_path: Path):
    story = cloned(origin, tmp_path / "clone", "--filter=blob:none")
    before = objects(story)
    timeline = story.recall()
    assert objects(story) == before
    assert timeline.partial is not None
    assert "5 versions of items are not in this partial clone" in timeline.partial
    assert "git fetch --refetch --no-filter" in timeline.partial
    assert versions_after(timeline.events) == checked_out(story.root)
    assert timeline.unreadable == 0
    assert not story.memory.exists()
    story.git("fetch", "-q", "--refetch", "--no-filter")
    assert story.recall() == origin.read()


def test_a_clone_without_old_folders_fetches_nothing(origin: Story, tmp_path: Path):
    story = cloned(origin, tmp_path / "clone", "--filter=tree:0")
    before = objects(story)
    try:
        partial = story.recall().partial
    except GitagileError as error:
        partial = str(error)
    assert objects(story) == before
    assert partial
    story.git("fetch", "-q", "--refetch", "--no-filter")
    assert story.recall() == origin.read()


def test_a_blob_that_is_lost_is_said(origin: Story):
    origin.recall()
    lost = origin.git("rev-parse", f"HEAD~1:.backlog/{ONE}")
    (origin.root / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    assert origin.recall().partial is None  # it was remembered while it was there
    origin.memory.unlink()
    timeline = origin.recall()
    assert timeline.partial is not None
    assert "1 version of items are missing" in timeline.partial
    assert "git fsck" in timeline.partial


def test_a_commit_that_is_lost_is_said(origin: Story):
    lost = origin.git("rev-parse", "HEAD~2")
    (origin.root / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    timeline = origin.recall()
    assert timeline.partial is not None
    assert "git fsck" in timeline.partial
    assert not origin.memory.exists() or origin.recall().partial == timeline.partial
