"""The team: who there is, which roles are covered, and whom only git knows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gitagile.actions.team.team import team
from gitagile.render.team import team_json, team_text
from tests.git.actions.backlogs import backlog_of, opened
from tests.git.places import git, write

CONFIG = """\
[roles]
required = ["data-science", "engineering", "business"]
[cadence]
holidays = ["2026-03-12"]
[team.zed]
name = "Anna Zed"
emails = ["zed@example.org", "anna@old.example"]
roles = ["data-science"]
days_per_sprint = 8
days_off = ["2026-02-27", "2026-03-06", "2026-03-09", "2026-03-11", "2026-03-13", "2026-04-01"]
[team.bo]
roles = ["engineering", "operations"]
"""


@pytest.fixture
def root(make_repository):
    return backlog_of(make_repository, config=CONFIG)


def signed(root, name, email):
    git(root, "-c", f"user.name={name}", "-c", f"user.email={email}", "commit", "-q", "--allow-empty", "-m", "Work")


def test_people_are_listed_by_name_with_their_days_off_ahead(root):
    view = team(opened(root))
    assert [one.person.handle for one in view.people] == ["zed", "bo"]
    spans = [(str(one.first), str(one.last)) for one in view.people[0].off]
    assert spans == [("2026-03-06", "2026-03-09"), ("2026-03-11", "2026-03-13"), ("2026-04-01", "2026-04-01")]


def test_roles_say_who_has_them_and_which_nobody_has(root):
    assert [(one.role, one.people, one.is_required) for one in team(opened(root)).roles] == [
        ("data-science", ("zed",), True),
        ("engineering", ("bo",), True),
        ("business", (), True),
        ("operations", ("bo",), False),
    ]


def test_those_whom_only_git_knows_are_shown_once_by_name(root):
    for name, email in (("Zoe", "zoe@x"), ("A. Zed", "ANNA@old.example"), ("Zoe", "zoe@x"), ("Cy Home", "cy@home")):
        signed(root, name, email)
    write(root, ".mailmap", "Cy <cy@work> <cy@home>\nAnna Zed <zed@example.org> <third@old.example>\n")
    signed(root, "A", "third@old.example")
    known = [(one.name, one.email) for one in team(opened(root)).strangers]
    assert known == [("Ada Example", "ada@example.com"), ("Cy", "cy@work"), ("Zoe", "zoe@x")]


def test_those_who_left_long_ago_are_not_missed(root):
    signed(root, "Zoe", "zoe@x")
    assert team(opened(root, now=datetime(2026, 9, 1, tzinfo=UTC))).strangers == ()


def test_no_number_of_anybody_s_commits_or_lines_is_told(root):
    for _ in range(7):
        signed(root, "Zoe", "zoe@x")
    view = team(opened(root))
    assert "7" not in team_text(view)
    assert '"email": "zoe@x"}' in team_json(view)


def test_a_name_that_would_steer_the_terminal_is_made_visible(root):
    signed(root, "Eve\x1b[31m", "eve@x")
    assert "\x1b" not in team_text(team(opened(root)))
    assert "Eve\\x1b[31m" in team_text(team(opened(root)))


def test_a_backlog_of_nobody_has_roles_to_cover(make_repository):
    view = team(opened(backlog_of(make_repository)))
    assert view.people == ()
    assert [one.people for one in view.roles] == [(), (), ()]
