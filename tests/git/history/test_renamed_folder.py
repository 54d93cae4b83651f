"""A backlog whose folder had other names before: its history goes on under each of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitagile.model.event import changes_of
from gitagile.model.timeline import versions_after
from tests.git.history.lines import Story, checked_out, text_of, told

ONE, TWO = "backlog/ML-1-one.md", "sprints/s1/ML-2-two.md"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    story = Story(tmp_path / "project")
    story.commit({"../code.py": "x = 1\n"})
    return story


def move(story: Story, source: str, target: str) -> str:
    (story.root / target).parent.mkdir(parents=True, exist_ok=True)
    story.git("mv", source, target)
    return story.commit({})


def below(folder: str, files: dict[str, str]) -> dict[str, str | bytes | None]:
    return {f"../{folder}/{path}": text for path, text in files.items()}


@pytest.mark.parametrize("folder", ["planning/.backlog", "backlog", "a/b c/ü", "-x"])
def test_history_goes_on_under_the_older_name(story: Story, folder: str):
    story.commit(below(folder, {ONE: text_of("ML-1"), TWO: text_of("ML-2")}))
    story.commit(below(folder, {ONE: text_of("ML-1", "doing")}))
    move(story, f"./{folder}", ".backlog")
    story.commit({ONE: text_of("ML-1", "done")})
    timeline = story.read()
    assert [told(event) for event in timeline.events if changes_of(event) or event.before is None] == [
        ("ml-1", None, "todo backlog"),
        ("ml-2", None, "todo s1"),
        ("ml-1", "todo backlog", "doing backlog"),
        ("ml-1", "doing backlog", "done backlog"),
    ]
    assert timeline.events[0].after is not None
    assert timeline.events[0].after.path == f"{folder}/{ONE}"
    assert versions_after(timeline.events) == checked_out(story.root)
    assert story.recall() == story.recall() == timeline


def test_a_folder_that_was_renamed_several_times(story: Story):
    story.commit({ONE: text_of("ML-1"), TWO: text_of("ML-2")})
    for source, target in ((".backlog", "plan"), ("plan", "team/.backlog"), ("team/.backlog", ".backlog")):
        move(story, source, target)
        folder = target.rstrip("/")
        text = text_of("ML-1", "doing", target=folder.replace("/", "-"))
        story.commit(below(folder, {ONE: text}))
    timeline = story.read()
    assert story.recall() == story.recall() == timeline
    assert [told(event) for event in timeline.events if event.before is None] == [
        ("ml-1", None, "todo backlog"),
        ("ml-2", None, "todo s1"),
    ]
    assert len({event.commit for event in timeline.events}) == 5
    assert versions_after(timeline.events) == checked_out(story.root)


def test_what_did_not_come_along_is_gone(story: Story):
    items = {f"backlog/ML-{n}.md": text_of(f"ML-{n}") for n in range(5)}
    story.commit(below("plan", items))
    story.git("rm", "-q", "plan/backlog/ML-0.md")
    (story.root / "plan/backlog/ML-1.md").write_text(text_of("ML-1", "doing"))
    story.git("add", "--all")
    move(story, "plan", ".backlog")
    timeline = story.read()
    assert [told(event) for event in timeline.events[5:] if changes_of(event) or event.after is None] == [
        ("ml-0", "todo backlog", None),
        ("ml-1", "todo backlog", "doing backlog"),
    ]
    assert story.recall() == story.recall() == timeline


def test_a_folder_of_other_files_is_no_older_name(story: Story):
    story.commit(below("plan", {ONE: text_of("ML-1"), TWO: text_of("ML-2")}))
    story.git("rm", "-q", "-r", "plan")
    story.commit({ONE: text_of("ML-1", "done"), TWO: text_of("ML-2", "done")})
    timeline = story.read()
    assert len(timeline.events) == 2
    assert story.recall() == timeline


def test_a_backlog_that_was_emptied_and_filled_again_keeps_what_was_before(story: Story):
    story.commit({ONE: text_of("ML-1")})
    story.recall()
    story.commit({ONE: None})
    story.recall()
    story.commit({TWO: text_of("ML-2")})
    assert [told(event) for event in story.recall().events] == [
        ("ml-1", None, "todo backlog"),
        ("ml-1", "todo backlog", None),
        ("ml-2", None, "todo s1"),
    ]
    assert story.recall() == story.read()


def test_a_folder_renamed_after_it_was_remembered(story: Story):
    story.commit({ONE: text_of("ML-1"), TWO: text_of("ML-2")})
    story.recall()
    move(story, ".backlog", "plan")
    story.recall()
    story.commit(below("plan", {ONE: text_of("ML-1", "doing")}))
    story.git("branch", "away")
    story.recall()
    move(story, "plan", ".backlog")
    for branch in ("main", "away", "main", "HEAD~1", "main"):
        story.git("checkout", "-q", branch)
        assert story.recall() == story.recall() == story.read()
    assert len([event for event in story.recall().events if changes_of(event)]) == 1
