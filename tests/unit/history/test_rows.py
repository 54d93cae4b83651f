"""Tests of gitagile.history.rows and gitagile.history.told: what is packed is unpacked as it was."""

from __future__ import annotations

from itertools import pairwise

import pytest

from gitagile.history.rows import BrokenMemoryError, Unpacking, key_of, keys_of, packed
from gitagile.history.told import Told as Events
from gitagile.history.told import packed_events, unpacked_events
from gitagile.model.event import Event
from tests.unit.history.commits import UNREADABLE, Told, version

PATH = "sprints/s1/ML-1-größe.md"
FULL = version(
    PATH,
    "ML-1",
    title="Größe: „x“\n",
    type="bug",
    status="todo",
    priority="high",
    points=2.5,
    assignee=("ana", "bo"),
    role="data-science",
    blocked="it rains",
    created="2026-01-05",
    started="2026-01-06T09:00:00+01:00",
    finished="2026-01-07",
)
BARE = version(PATH, "ML-1")


def test_commits_come_back_as_they_were():
    told = Told()
    commits = [
        told.commit({PATH: FULL, "backlog/x.md": UNREADABLE}, at=1 << 40, is_migration=True, who="Zoë"),
        told.commit({PATH: BARE, "backlog/x.md": None}, folder="plan"),
        told.commit({}),
        *(told.commit({PATH: version(PATH, "ML-1", points=points)}) for points in (0, 3, 3.0)),
    ]
    rows = packed(commits).rows(0)
    again = list(Unpacking().commits(rows))
    assert again[:1] + again[2:] == commits[:1] + commits[2:]
    assert again[1].facts[0].version == BARE._replace(path=f"plan/{PATH}")
    assert [type(one.facts[0].version.points) for one in again[3:] if one.facts[0].version] == [int, int, float]


def test_equal_texts_are_one_text():
    told = Told()
    commits = [told.commit({PATH: FULL}) for _ in range(2)]
    rows = packed(commits).rows(0)
    first, second = (one.facts[0].version for one in Unpacking().commits(rows))
    assert first is not None
    assert second is not None
    assert all(mine is theirs for mine, theirs in zip(first, second, strict=True) if isinstance(mine, str))


@pytest.mark.parametrize("change", [{"n": 1}, {"at": 1}, {"oid": b"x" * 20}, {"packed": b"[]"}, {"seal": 0}])
def test_a_row_that_was_changed_is_broken(change: dict[str, object]):
    commits = [Told().commit({PATH: FULL})]
    (row,) = packed(commits).rows(0)
    with pytest.raises(BrokenMemoryError):
        list(Unpacking().commits([row._replace(**change)]))  # type: ignore[arg-type]


def test_a_commit_is_found_by_its_files_and_its_items():
    commit = Told().commit({PATH: FULL, "backlog/x.md": None})
    assert keys_of(commit) == {key_of(PATH), key_of("ml-1"), key_of("backlog/x.md")}


def told_events() -> Events:
    versions = [
        version(PATH, "ML-1", points=points, assignee=("ana",) * (at % 3))
        for at, points in enumerate((None, 3, 3.0, 0, 0.5) * 80)
    ]
    pairs = pairwise([None, *versions, None])
    events = [
        Event("ml-1", at // 2, old, new, f"{at // 2:040x}", "Ana", "a@b", at % 4 > 1)
        for at, (old, new) in enumerate(pairs)
    ]
    return Events(tuple(events), tuple(at // 2 for at in range(len(events))), (3, 3, 7))


def test_events_come_back_as_they_were_with_the_instants_they_are_given():
    told = told_events()
    assert unpacked_events(packed_events(told), range(1000)) == told
    later = unpacked_events(packed_events(told), range(50, 1000))
    assert [event.at for event in later.events] == [event.at + 50 for event in told.events]
    types = [type(event.after.points) for event in later.events if event.after]
    assert types == [type(event.after.points) for event in told.events if event.after]


def test_no_events_are_packed_too():
    assert unpacked_events(packed_events(Events((), (), ())), []) == Events((), (), ())


def test_events_are_cut_and_joined():
    told = told_events()
    head = Events(told.events[:20], told.places[:20], ())
    assert head + told.since(10) == told._replace(unreadable=())
    assert told.since(4).unreadable == (7,)


@pytest.mark.parametrize("length", [0, 3, 40, -1])
def test_events_that_were_cut_off_are_broken(length: int):
    with pytest.raises(BrokenMemoryError):
        unpacked_events(packed_events(told_events())[:length], range(1000))


@pytest.mark.parametrize("title", ["", "~", "a~^|` b", "half \udc80 a letter", "漢字\n\x00"])
def test_texts_of_all_letters_come_back(title: str):
    events = (Event("ml-1", 0, None, version(PATH, "ML-1", title=title), "0" * 40, title, "a@b"),)
    told = Events(events, (0,), ())
    assert unpacked_events(packed_events(told), range(1)) == told
