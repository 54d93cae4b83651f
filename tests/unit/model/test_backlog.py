"""Tests of gitagile.model.backlog: finding one item or sprint by what was typed."""

from __future__ import annotations

import pytest

from gitagile.errors import UsageError
from gitagile.model.backlog import Backlog, find_item, find_sprint
from gitagile.model.item import Item
from gitagile.model.sprint import Sprint


def item(identifier: str, place: str = "backlog") -> Item:
    return Item(identifier, f".backlog/{place}/{identifier}.md", place)


def sprint(name: str, status: str, start: str | None = None) -> Sprint:
    return Sprint(name, f".backlog/sprints/{name}/sprint.md", status=status, start=start)


BACKLOG = Backlog(
    (
        item("ML-x2v9kq"),
        item("ML-x3aaaa", "2026-s2"),
        item("ML-old", "archive"),
        item("ML-twin"),
        item("ml-TWIN", "2026-s2"),
    ),
    (
        sprint("2026-s1", "closed", "2026-01-05"),
        sprint("2026-s2", "active", "2026-01-19"),
        sprint("2026-s3", "planned", "2026-02-02"),
        sprint("Odd", "planned"),
    ),
    carried={"ml-x2v9kq": 2},
)


def test_items_are_asked_for_by_place():
    assert [one.id for one in BACKLOG.items_in("2026-s2")] == ["ML-x3aaaa", "ml-TWIN"]
    assert [one.id for one in BACKLOG.live_items()] == ["ML-x2v9kq", "ML-x3aaaa", "ML-twin", "ml-TWIN"]


def test_how_often_an_item_was_carried_is_known_whatever_the_case_of_its_id():
    assert BACKLOG.carried_times(item("ML-X2V9KQ")) == 2
    assert BACKLOG.carried_times(item("ML-x3aaaa")) == 0


def test_an_unambiguous_beginning_finds_an_item():
    assert find_item(BACKLOG, "x2").id == "ML-x2v9kq"
    assert find_item(BACKLOG, "OLD").id == "ML-old"


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("x", "'x' may mean 2 items: ML-x2v9kq, ML-x3aaaa", "type one more character"),
        ("ML-x2v9kz", "no item 'ML-x2v9kz' in this backlog", "did you mean ml-x2v9kq?"),
        ("", "no item '' in this backlog", "`gitagile list --all` and `gitagile search` find items"),
        (
            "twin",
            "the id ML-twin is given twice: .backlog/backlog/ML-twin.md and .backlog/2026-s2/ml-TWIN.md",
            "run `gitagile doctor --fix` to give one a new id",
        ),
    ],
)
def test_an_id_that_finds_no_item_or_many_is_refused_with_a_hint(typed: str, message: str, hint: str):
    with pytest.raises(UsageError) as refused:
        find_item(BACKLOG, typed)
    assert (refused.value.message, refused.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("2026-s1", "2026-s1"),
        ("2026-S2", "2026-s2"),
        ("odd", "Odd"),
        ("@current", "2026-s2"),
        ("@Next", "2026-s3"),
        ("@previous", "2026-s1"),
    ],
)
def test_a_sprint_is_found_by_name_beginning_or_stand_in(typed: str, name: str):
    assert find_sprint(BACKLOG, typed).id == name


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("2026", "'2026' may mean 3 sprints: 2026-s1, 2026-s2, 2026-s3"),
        ("zz", "no sprint 'zz'"),
        ("", "no sprint ''"),
        ("@last", "no sprint '@last'"),
    ],
)
def test_a_word_that_finds_no_sprint_or_many_is_refused(typed: str, message: str):
    with pytest.raises(UsageError) as refused:
        find_sprint(BACKLOG, typed)
    assert refused.value.message == message
    assert refused.value.hint


@pytest.mark.parametrize(("typed", "word"), [("@current", "active"), ("@next", "planned"), ("@previous", "closed")])
def test_a_stand_in_for_a_sprint_that_is_not_there_says_so(typed: str, word: str):
    with pytest.raises(UsageError, match=f"there is no {word} sprint"):
        find_sprint(Backlog(), typed)


def test_an_empty_name_never_means_the_only_sprint():
    with pytest.raises(UsageError):
        find_sprint(Backlog(sprints=(sprint("only", "active"),)), "")
