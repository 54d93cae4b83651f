"""What is staged, as events: the index against HEAD, as hooks see it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gitagile.history.reader import pending_events, pending_from
from gitagile.model.event import Event
from gitagile.model.timeline import versions_after
from gitagile.vcs.repository import find_repository
from tests.git.history.lines import NOW, Story, checked_out, text_of, told

ONE, TWO = "backlog/ML-1-one.md", "backlog/ML-2-two.md"
IN_SPRINT = "sprints/s1/ML-1-one.md"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    story = Story(tmp_path / "project")
    story.commit({ONE: text_of("ML-1"), TWO: text_of("ML-2")})
    return story


def pending(story: Story) -> list[tuple[str, str | None, str | None]]:
    events = pending_events(story.repository, at=NOW)
    assert {(event.at, event.commit, event.who) for event in events} <= {(NOW, "", "")}
    assert versions_after((*story.read().events, *events)) == checked_out(story.root)
    return [told(event) for event in events]


def test_nothing_is_pending_where_nothing_is_staged(story: Story):
    assert pending(story) == []
    story.write({"../code.py": "x\n", "sprints/s1/sprint.md": "---\ngoal: G\n---\n", ONE: text_of("ML-1", body="B\n")})
    assert pending(story) == []


def test_steps_moves_new_and_removed_items_are_pending(story: Story):
    story.write({ONE: None, IN_SPRINT: text_of("ML-1", "doing"), "backlog/ML-3.md": text_of("ML-3"), TWO: None})
    assert sorted(pending(story)) == [
        ("ml-1", "todo backlog", "doing s1"),
        ("ml-2", "todo backlog", None),
        ("ml-3", None, "todo backlog"),
    ]


def test_what_is_not_staged_is_not_pending(story: Story):
    (story.root / ".backlog" / ONE).write_text(text_of("ML-1", "done"))
    assert pending_events(story.repository, at=NOW) == ()


def test_a_file_that_is_only_intended_to_be_added_is_not_pending(story: Story):
    (story.root / ".backlog/backlog/ML-3.md").write_text(text_of("ML-3"))
    story.git("add", "--intent-to-add", ".backlog")
    assert pending_events(story.repository, at=NOW) == ()


def test_all_is_pending_before_the_first_commit(tmp_path: Path):
    story = Story(tmp_path / "empty")
    assert pending_events(story.repository, at=NOW) == ()
    story.write({ONE: text_of("ML-1")})
    assert pending(story) == [("ml-1", None, "todo backlog")]


def test_the_index_that_a_hook_is_given_counts(story: Story, tmp_path: Path):
    other = tmp_path / "index"
    other.write_bytes((story.root / ".git" / "index").read_bytes())
    story.write({ONE: text_of("ML-1", "doing")})
    repository = find_repository(story.root, {**os.environ, "GIT_INDEX_FILE": str(other)})
    assert pending_events(repository, at=NOW) == ()
    assert len(pending_events(story.repository, at=NOW)) == 1


def test_a_staged_version_that_cannot_be_read_changes_nothing(story: Story):
    story.write({ONE: "broken", "backlog/ML-4.md": "broken"})
    assert pending_events(story.repository, at=NOW) == ()


def test_a_file_that_could_not_be_read_in_head_is_what_it_was_before(story: Story):
    story.commit({ONE: "broken"})
    story.write({ONE: text_of("ML-1", "done")})
    last = versions_after(story.read().events)
    (event,) = pending_events(story.repository, at=NOW, last=last)
    assert told(event) == ("ml-1", "todo backlog", "done backlog")


def test_a_path_with_a_conflict_is_not_pending(story: Story):
    story.git("checkout", "-q", "-b", "topic")
    story.commit({ONE: text_of("ML-1", "doing")})
    story.git("checkout", "-q", "main")
    story.commit({ONE: text_of("ML-1", "review")})
    with pytest.raises(AssertionError):
        story.git("merge", "topic")
    assert pending_events(story.repository, at=NOW) == ()


def test_two_states_of_the_items_are_compared(story: Story):
    before = versions_after(story.read().events)
    (story.root / ".backlog" / ONE).write_text(text_of("ML-1", "done"))
    (story.root / ".backlog" / TWO).unlink()
    after = checked_out(story.root)
    assert pending_from(before, after, NOW) == (
        Event("ml-1", NOW, before["ml-1"], after["ml-1"]),
        Event("ml-2", NOW, before["ml-2"], None),
    )
    assert pending_from(before, before, NOW) == ()
