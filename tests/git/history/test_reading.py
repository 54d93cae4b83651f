"""The history of items, read from real repositories: every way in which people and git change files."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitagile.errors import GitagileError
from gitagile.model.event import changes_of
from gitagile.model.timeline import Timeline, versions_after
from tests.git.history.lines import FIRST, HOUR, NOW, Story, checked_out, text_of, told

ONE, TWO = "backlog/ML-1-one.md", "backlog/ML-2-two.md"
IN_SPRINT = "sprints/s1/ML-1-one.md"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return Story(tmp_path / "project")


def check(story: Story) -> Timeline:
    """The timeline, which must end with what a checkout reads and be the same with and without memory."""
    timeline = story.read()
    assert versions_after(timeline.events) == checked_out(story.root)
    assert story.recall() == timeline
    assert story.recall() == timeline
    assert story.memory.exists()
    return timeline


def test_without_commits_nothing_happened(story: Story):
    assert story.read() == Timeline()
    assert story.recall() == Timeline()


def test_without_a_backlog_nothing_happened(story: Story):
    story.commit({"../code.py": "x = 1\n"})
    assert check(story) == Timeline()


def test_steps_moves_and_their_authors(story: Story):
    first = story.commit({ONE: text_of("ML-1")})
    second = story.commit({ONE: text_of("ML-1", "doing", points=3)})
    third = story.commit({ONE: None, IN_SPRINT: text_of("ML-1", "doing", points=3)})
    events = check(story).events
    assert [(told(event), event.commit, event.at) for event in events] == [
        (("ml-1", None, "todo backlog"), first, FIRST + HOUR),
        (("ml-1", "todo backlog", "doing backlog"), second, FIRST + 2 * HOUR),
        (("ml-1", "doing backlog", "doing s1"), third, FIRST + 3 * HOUR),
    ]
    assert [change.field for change in changes_of(events[1])] == ["status", "points"]
    assert {(event.who, event.email) for event in events} == {("Ada Example", "ada@example.com")}


def test_an_item_moved_and_edited_at_once_is_one_event(story: Story):
    story.commit({ONE: text_of("ML-1")})
    story.commit({ONE: None, IN_SPRINT: text_of("ML-1", "doing", body="All of it was written anew.\n" * 9)})
    assert told(check(story).events[-1]) == ("ml-1", "todo backlog", "doing s1")


def test_what_a_merge_changes_against_all_its_parents_is_seen(story: Story):
    story.commit({ONE: text_of("ML-1"), TWO: text_of("ML-2")})
    story.git("checkout", "-q", "-b", "topic")
    story.commit({ONE: text_of("ML-1", "doing")})
    story.git("checkout", "-q", "main")
    story.commit({ONE: text_of("ML-1", "review")})
    merge = story.merge("topic", {ONE: text_of("ML-1", "done"), TWO: text_of("ML-2", "dropped")})
    events = check(story).events
    assert [told(event) for event in events[-2:]] == [
        ("ml-1", "review backlog", "done backlog"),
        ("ml-2", "todo backlog", "dropped backlog"),
    ]
    assert {event.commit for event in events[-2:]} == {merge}


def test_a_merge_brings_what_its_branch_did_in_one_event_an_item(story: Story):
    story.commit({ONE: text_of("ML-1")})
    story.git("checkout", "-q", "-b", "topic")
    for status in ("doing", "review", "done"):
        story.commit({ONE: text_of("ML-1", status)})
    story.git("checkout", "-q", "main")
    story.merge("topic")
    assert [told(event) for event in check(story).events[1:]] == [("ml-1", "todo backlog", "done backlog")]


def test_mass_renames_of_files_change_paths_and_nothing_else(story: Story):
    story.commit({f"backlog/ML-{n}-a.md": text_of(f"ML-{n}") for n in range(200)})
    for n in range(200):
        story.git("mv", f".backlog/backlog/ML-{n}-a.md", f".backlog/backlog/ML-{n}-b.md")
    story.commit({})
    renames = check(story).events[200:]
    assert len(renames) == 200
    assert not any(changes_of(event) for event in renames)
    assert {event.after.path[-5:] for event in renames if event.after} == {"-b.md"}


def test_an_item_deleted_by_hand_and_brought_back_is_gone_and_then_new(story: Story):
    for text in (text_of("ML-1"), None, text_of("ML-1", "doing")):
        story.commit({ONE: text})
    assert [told(event) for event in check(story).events] == [
        ("ml-1", None, "todo backlog"),
        ("ml-1", "todo backlog", None),
        ("ml-1", None, "doing backlog"),
    ]


def test_a_repaired_id_is_one_item_gone_and_another_there(story: Story):
    story.commit({ONE: text_of("ML-1")})
    story.commit({ONE: text_of("ML-9")})
    assert [told(event) for event in check(story).events[1:]] == [
        ("ml-1", "todo backlog", None),
        ("ml-9", None, "todo backlog"),
    ]


def test_an_id_in_another_case_is_the_same_item(story: Story):
    story.commit({ONE: text_of("ML-1")})
    story.commit({ONE: text_of("ml-1", "doing")})
    assert [event.item for event in check(story).events] == ["ml-1", "ml-1"]


def test_of_two_files_with_one_id_the_smaller_path_speaks(story: Story):
    story.commit({"backlog/b.md": text_of("ML-1", "todo")})
    story.commit({"sprints/s1/c.md": text_of("ML-1", "doing")})
    story.commit({"backlog/a.md": text_of("ML-1", "review")})
    story.commit({"sprints/s1/c.md": text_of("ML-1", "done")})
    story.commit({"backlog/a.md": None, "backlog/b.md": None})
    assert [told(event) for event in check(story).events] == [
        ("ml-1", None, "todo backlog"),
        ("ml-1", "todo backlog", "review backlog"),
        ("ml-1", "review backlog", "done s1"),
    ]


@pytest.mark.parametrize(
    ("message", "is_migration"),
    [
        ("Bring them over\n\nGitagile-Op: migrate", True),
        ("Bring them over\n\nGitagile-Op: import jira\nGitagile-Op: migrate", True),
        ("Bring them over\n\nGitagile-Op: import jira", True),
        ("Close\n\nGitagile-Op: sprint-close s1", False),
        ("Tell of `Gitagile-Op: migrate`\n\nGitagile-Op: migrate\n\nThat was the trailer.", False),
        ("Gitagile-Op: migrate", False),
    ],
)
def test_migrations_say_so_in_a_trailer(story: Story, message: str, is_migration: bool):
    story.commit({ONE: text_of("ML-1")}, message)
    assert [event.is_migration for event in check(story).events] == [is_migration]


def test_only_items_are_told_of(story: Story):
    others = ["config.toml", "README.md", "backlog/README.md", "sprints/s1/sprint.md", "sprints/s1/ledger.json"]
    others += ["sprints/s1/summary.md", "sprints/s1/retro.md", "templates/bug.md", "checkins/2026-01-05/ana.md"]
    others += ["backlog/deep/ML-3.md", "sprints/ML-4.md", "ML-5.md", "backlog/ML-6.txt"]
    story.commit(dict.fromkeys(others, text_of("ML-2")))
    story.commit({ONE: text_of("ML-1"), "archive/ML-7.md": text_of("ML-7")})
    assert {event.item for event in check(story).events} == {"ml-1", "ml-7"}


def test_strange_names_of_files_are_read(story: Story):
    names = [
        "a\nb.md",
        "tab\there.md",
        'quote".md',
        "ünïcode.MD",
        " blank .md",
        "-dash.md",
        ":colon.md",
        "back\\slash.md",
    ]
    story.commit({f"backlog/{name}": text_of(f"ML-{at}") for at, name in enumerate(names)})
    story.git("mv", ".backlog/backlog/a\nb.md", ".backlog/backlog/:(glob)*.md")
    story.commit({})
    assert len(check(story).events) == len(names) + 1


def test_a_name_that_is_no_utf_8_is_not_seen_as_in_a_checkout(story: Story):
    folder = story.root / ".backlog" / "backlog"
    folder.mkdir(parents=True)
    try:
        Path(str(folder).encode().decode() + "/ML-1-\udcff.md").write_text(text_of("ML-1"))
    except (OSError, UnicodeError):
        pytest.skip("this file system wants UTF-8")
    story.commit({TWO: text_of("ML-2")})
    assert [event.item for event in check(story).events] == ["ml-2"]


def test_a_file_without_an_id_is_the_item_that_its_name_says(story: Story):
    story.commit({ONE: "---\nstatus: todo\n---\n", "backlog/note.md": "---\ntitle: A note\n---\n"})
    assert [event.item for event in check(story).events] == ["ml-1", "note"]


def test_a_version_that_cannot_be_read_leaves_its_item_as_it_was(story: Story):
    story.commit({ONE: text_of("ML-1"), TWO: "no front matter"})
    story.commit({ONE: "---\nid: ML-1\nstatus: [\n---\n"})
    story.commit({ONE: b"\xff\xfe"})
    story.commit({ONE: text_of("ML-1", body="x" * (257 * 1024))})
    story.commit({ONE: None, IN_SPRINT: "<<<<<<< ours\n=======\n>>>>>>> theirs\n"})
    timeline = story.read()
    assert story.recall() == story.recall() == timeline
    assert timeline.unreadable == 5
    assert [told(event) for event in timeline.events] == [
        ("ml-1", None, "todo backlog"),
        ("ml-1", "todo backlog", "todo s1"),
    ]
    story.commit({IN_SPRINT: text_of("ML-1", "done")})
    assert told(story.recall().events[-1]) == ("ml-1", "todo s1", "done s1")
    assert story.recall() == story.read()


def test_an_unreadable_file_that_is_deleted_takes_its_item_along(story: Story):
    for text in (text_of("ML-1"), "broken", None):
        story.commit({ONE: text})
    assert told(check(story).events[-1]) == ("ml-1", "todo backlog", None)


def test_a_file_that_becomes_a_link_is_gone(story: Story):
    story.commit({ONE: text_of("ML-1")})
    (story.root / ".backlog" / ONE).unlink()
    (story.root / ".backlog" / ONE).symlink_to("elsewhere")
    story.commit({})
    assert told(check(story).events[-1]) == ("ml-1", "todo backlog", None)
    (story.root / ".backlog" / ONE).unlink()
    story.commit({ONE: text_of("ML-1", "done")})
    assert told(check(story).events[-1]) == ("ml-1", None, "done backlog")


def test_a_text_changed_outside_of_what_is_told_is_no_event(story: Story):
    story.commit({ONE: text_of("ML-1")})
    story.commit({ONE: text_of("ML-1", body="More words.\n")})
    assert len(check(story).events) == 1


def test_repositories_with_longer_ids_are_read_too(tmp_path: Path):
    story = Story(tmp_path / "long", "--object-format=sha256")
    commit = story.commit({ONE: text_of("ML-1")})
    assert len(commit) == 64
    assert [event.commit for event in check(story).events] == [commit]


def test_a_detached_head_and_any_revision_are_ends_of_lines(story: Story):
    first = story.commit({ONE: text_of("ML-1")})
    story.commit({ONE: text_of("ML-1", "doing")})
    assert len(story.recall(revision=first).events) == len(story.read(revision="HEAD~1").events) == 1
    story.git("checkout", "-q", "--detach", "HEAD~1")
    assert len(check(story).events) == 1


def test_a_revision_that_is_not_there_is_an_error(story: Story):
    story.commit({ONE: text_of("ML-1")})
    with pytest.raises(GitagileError):
        story.recall(revision="1" * 40)


def test_an_orphan_branch_has_a_history_of_its_own(story: Story):
    story.commit({ONE: text_of("ML-1")})
    story.recall()
    story.git("checkout", "-q", "--orphan", "new")
    assert story.recall() == Timeline()
    story.commit({ONE: None, TWO: text_of("ML-2")})
    assert [event.item for event in check(story).events] == ["ml-2"]
    story.git("checkout", "-q", "main")
    assert [event.item for event in check(story).events] == ["ml-1"]


def test_what_the_user_configured_does_not_matter(story: Story):
    settings = {"log.follow": "true", "diff.renames": "copies", "log.diffMerges": "off", "core.quotePath": "true"}
    settings |= {"color.ui": "always", "i18n.logOutputEncoding": "latin1", "diff.orderFile": "nowhere"}
    settings |= {"log.showRoot": "false", "diff.noprefix": "true", "log.showSignature": "true", "log.decorate": "full"}
    settings |= {"diff.relative": "true", "log.mailmap": "true", "format.pretty": "oneline", "log.date": "relative"}
    story.commit({ONE: text_of("ML-1")})
    story.git("-c", "user.name=Zoë", "commit", "-q", "--allow-empty", "-m", "Grüße")
    story.commit({ONE: None, "backlog/ML-1-ü.md": text_of("ML-1", "doing")})
    plain = story.read()
    for key, value in settings.items():
        story.git("config", key, value)
    assert story.read() == plain == check(story)


def test_latest_events_are_the_end_of_all_of_them(story: Story):
    for status in ("todo", "doing", "review", "done"):
        story.commit({ONE: text_of("ML-1", status), TWO: text_of("ML-2", status)})
    whole = check(story)
    for since in range(FIRST - HOUR, FIRST + 6 * HOUR, HOUR // 2):
        wanted = tuple(event for event in whole.events if event.at >= since)
        assert story.read(since=since) == story.recall(since=since) == Timeline(wanted, since)


def test_a_commit_without_a_known_date_is_read(story: Story):
    story.commit({ONE: text_of("ML-1")}, at=0)
    story.commit({ONE: text_of("ML-1", "doing")})
    assert [event.at for event in check(story).events] == [0, FIRST + 2 * HOUR]
    assert NOW > FIRST
