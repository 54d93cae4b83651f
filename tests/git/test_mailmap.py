"""Who is who by `.mailmap`, in real repositories."""

from __future__ import annotations

import os

import pytest

from gitagile.actions.people import me, signers
from gitagile.vcs.mailmap import canonical, recent_authors
from tests.git.actions.backlogs import NOW, backlog_of, opened
from tests.git.places import git, repository, write

MAILMAP = "Ana Lee <ana@example.org> <ana@old.example>\nBo <bo@example.org> <root@box>\n"
TEAM = '[team.ana]\nname = "Ana Lee"\nemails = ["ana@example.org"]\n[team.bo]\nemails = ["root@box"]\n'


@pytest.fixture
def mapped(make_repository):
    root = backlog_of(make_repository, config=TEAM)
    write(root, ".mailmap", MAILMAP)
    return root


def commit(root, name, email, day):
    stamp = f"2026-02-{day:02}T12:00:00+00:00"
    whole = {"GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": email, "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    before = {key: os.environ.get(key) for key in whole}
    os.environ.update(whole)
    try:
        git(root, "commit", "-q", "--allow-empty", "-m", "Work")
    finally:
        for key, value in before.items():
            os.environ.pop(key) if value is None else os.environ.update({key: value})


def test_addresses_are_joined_as_git_joins_them(mapped):
    asked = [("A. Lee", "ana@old.example"), ("Root", "root@box"), ("Eve", "eve@example.net")]
    assert canonical(repository(mapped), asked) == {
        ("A. Lee", "ana@old.example"): ("Ana Lee", "ana@example.org"),
        ("Root", "root@box"): ("Bo", "bo@example.org"),
        ("Eve", "eve@example.net"): ("Eve", "eve@example.net"),
    }


def test_without_a_mailmap_everybody_stays_who_they_are(make_repository):
    assert canonical(repository(make_repository()), [("Eve", "eve@x"), ("", "only@x")]) == {
        ("Eve", "eve@x"): ("Eve", "eve@x"),
        ("", "only@x"): ("", "only@x"),
    }


@pytest.mark.parametrize(
    "signature", [("", ""), ("A\nB <x>", "a b<c>\n"), ("\u202eEve", "\udcff@x"), ("x" * 9000, "a@b")]
)
def test_no_signature_breaks_the_answer_of_the_others(mapped, signature):
    known = ("Any", "ANA@old.example")
    assert canonical(repository(mapped), [signature, known])[known] == ("Ana Lee", "ana@example.org")


def test_a_link_in_place_of_the_mailmap_is_not_followed(make_repository, tmp_path):
    root = make_repository()
    (tmp_path / "elsewhere").write_text(MAILMAP)
    (root / ".mailmap").symlink_to(tmp_path / "elsewhere")
    assert canonical(repository(root), [("x", "ana@old.example")]) == {
        ("x", "ana@old.example"): ("x", "ana@old.example")
    }


def test_the_team_is_found_behind_an_old_address(mapped):
    found = signers(
        opened(mapped), [("A. Lee", "ana@old.example"), ("Bo", "bo@example.org"), ("Eve", "eve@example.net")]
    )
    assert [(one.shown, one.person and one.person.handle) for one in found.values()] == [
        ("Ana Lee", "ana"),
        ("bo", "bo"),
        ("Eve", None),
    ]


def test_who_sits_here_is_found_behind_an_old_address(mapped):
    git(mapped, "config", "user.email", "ana@old.example")
    assert me(opened(mapped)) == ("ana",)
    git(mapped, "config", "user.email", "eve@example.net")
    assert me(opened(mapped)) == ("eve", "ada")


def test_those_who_committed_of_late_are_each_there_once_by_name(mapped):
    for day, name, email in ((1, "Zoe", "zoe@x"), (9, "A. Lee", "ana@old.example"), (10, "Ana Lee", "ana@example.org")):
        commit(mapped, name, email, day)
    since = int(NOW.timestamp()) - 25 * 86_400
    assert recent_authors(repository(mapped), since) == (("Ana Lee", "ana@example.org"),)


def test_a_repository_without_a_commit_has_no_authors(make_repository):
    assert recent_authors(repository(make_repository(files=None)), 0) == ()
