"""`retro.md` in real repositories: in the close's commit, renewed, and never over anybody's words."""

from __future__ import annotations

import pytest

from gitagile.errors import Refused, UsageError
from gitagile.text.retro_text import END, KEPT
from tests.git.actions.retro.retros import RETRO, close, write
from tests.git.actions.sprints.story import SPRINTS, Story
from tests.git.places import git
from tests.git.places import write as put


@pytest.fixture
def closed(worked: Story) -> Story:
    """A sprint that was closed, some hours later."""
    close(worked.at("12-04", "17:00:00"))
    return worked.at("12-04", "19:00:00")


def test_a_close_writes_the_retro_in_its_one_commit(worked: Story) -> None:
    before = git(worked.root, "rev-list", "--count", "HEAD")
    ended = close(worked.at("12-04", "17:00:00"))
    assert ended.result.warnings == ()
    assert int(git(worked.root, "rev-list", "--count", "HEAD")) == int(before) + 1
    assert RETRO in git(worked.root, "show", "--name-only", "--format=", "HEAD").splitlines()
    assert "**3 of 19 points** were completed" in worked.read(RETRO)
    assert git(worked.root, "status", "--porcelain") == ""


def test_a_run_after_the_close_and_one_weeks_later_change_nothing(closed: Story) -> None:
    assert write(closed).result == ((), None, (), False)
    closed.at("12-08").change(f"{SPRINTS}/s2/ML-bbbbb2-second.md", "status: doing", "status: done")
    assert write(closed.at("12-20")).result.acts == ()


def test_words_stay_where_they_are_and_only_the_facts_are_renewed(closed: Story) -> None:
    closed.change(RETRO, "## Stop\n", "## Stop\n\nMeetings on Mondays  \n")
    closed.change(RETRO, "**3 of 19 points**", "**30 of 19 points**")
    done = write(closed)
    assert [act.change for act in done.result.acts] == ["retro renewed"]
    text = closed.read(RETRO)
    assert "## Stop\n\nMeetings on Mondays  \n" in text
    assert "**3 of 19 points** were" in text
    assert f"{KEPT}\n\n**30 of 19 points** were" in text
    assert "now stands below them" in done.result.warnings[0]
    assert write(closed).result.acts == ()


def test_words_that_are_not_committed_stay_uncommitted(closed: Story) -> None:
    closed.change(RETRO, "**3 of 19 points** were", "**3 of 19 points** sadly were")
    closed.change(RETRO, "## Start\n", "## Start\n\nPair on labels\n", commit=False)
    write(closed)
    assert "Pair on labels" in closed.read(RETRO)
    assert "Pair on labels" not in git(closed.root, "show", f"HEAD:{RETRO}")
    assert "sadly" in git(closed.root, "show", f"HEAD:{RETRO}")
    assert git(closed.root, "status", "--porcelain").strip() == f"M {RETRO}"


def test_line_ends_of_windows_stay(closed: Story) -> None:
    windows = closed.read(RETRO).replace("\n", "\r\n").replace("3 of 19", "4 of 19")
    (closed.root / RETRO).write_bytes(windows.encode())
    closed.commit()
    write(closed)
    text = closed.read(RETRO)
    assert "**3 of 19 points**" in text
    assert "\n" not in text.replace("\r\n", "")


def test_a_file_written_by_hand_before_the_close_keeps_every_word(worked: Story) -> None:
    put(worked.root, RETRO, "# Our retro\n\nWe were too slow.\n")
    worked.commit()
    ended = close(worked.at("12-04"))
    assert worked.read(RETRO).startswith("# Our retro\n\nWe were too slow.\n\n<!-- facts ")
    assert worked.read(RETRO).endswith(f"{END}\n")
    assert "they stand at its end" in ended.result.warnings[0]


def test_a_file_that_git_does_not_know_is_committed_with_its_words(worked: Story) -> None:
    put(worked.root, RETRO, "Words.\n")
    close(worked.at("12-04"))
    assert git(worked.root, "show", f"HEAD:{RETRO}").startswith("Words.\n")
    assert git(worked.root, "status", "--porcelain") == ""


def test_a_deleted_file_comes_back_with_the_words_it_had(closed: Story) -> None:
    closed.change(RETRO, "## Stop\n", "## Stop\n\nMeetings\n")
    (closed.root / RETRO).unlink()
    write(closed)
    assert "Meetings" in closed.read(RETRO)


def test_a_page_without_words_takes_another_format_and_one_with_words_keeps_its_own(closed: Story) -> None:
    write(closed, form="sailboat")
    assert "## Island" in closed.read(RETRO)
    assert "## Start" not in closed.read(RETRO)
    closed.change(RETRO, "## Wind\n", "## Wind\n\nThe clean log\n")
    ended = write(closed, form="4ls")
    assert "## Island" in closed.read(RETRO)
    assert "so its headings stay" in ended.result.warnings[0]
    with pytest.raises(UsageError, match="5ls"):
        write(closed, form="5ls")


def test_the_config_says_which_format_is_written(worked: Story) -> None:
    worked.change(".backlog/config.toml", 'prefix = "ML"', 'prefix = "ML"\nretro.format = "mad-sad-glad"')
    close(worked.at("12-04"))
    assert "## Mad" in worked.read(RETRO)


def test_a_file_that_is_no_text_is_left_and_does_not_hold_up_the_close(worked: Story) -> None:
    (worked.root / RETRO).write_bytes(b"\xff\xfeW\x00")
    worked.commit()
    ended = close(worked.at("12-04"))
    assert "no retro is written" in ended.result.warnings[0]
    assert (worked.root / RETRO).read_bytes() == b"\xff\xfeW\x00"
    with pytest.raises(Refused, match="not UTF-8"):
        write(worked)


def test_a_running_sprint_is_told_to_the_last_thing_that_happened(worked: Story) -> None:
    first = write(worked.at("11-27"), "s1")
    assert "are completed" in worked.read(RETRO)
    assert first.facts.day == "2026-11-25"
    assert write(worked.at("12-01"), "s1").result.acts == ()


def test_a_dry_run_writes_nothing(worked: Story) -> None:
    ended = write(worked, dry_run=True)
    assert [act.change for act in ended.result.acts] == ["retro written"]
    assert not (worked.root / RETRO).exists()


def test_without_a_started_sprint_there_is_no_retro(planned: Story) -> None:
    with pytest.raises(Refused, match="no sprint was started yet"):
        write(planned)
    with pytest.raises(Refused, match="not started"):
        write(planned, "s1")
    with pytest.raises(UsageError, match="no sprint 'nope'"):
        write(planned, "nope")
