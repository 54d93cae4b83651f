"""Five situations that no tool of plain files passes together: tried with two clones, with us and with git alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.faults.clones import Clone, Team, together
from tests.faults.scale import scaled

SHARED = "Train the ranker"


def pulled(clone: Clone) -> bool:
    """Share by git alone, without the driver, as a hosting site's merge button would; whether it was clean."""
    clone.git("config", "--remove-section", "merge.gitagile", ok=(0, 128))
    if "CONFLICT" in clone.git("pull", "-q", "--no-rebase", "--no-edit", ok=(0, 1)) or clone.git("ls-files", "-u"):
        return False
    clone.git("push", "-q")
    return True


def synced(clone: Clone) -> bool:
    """Share by gitagile; whether nobody was needed."""
    return clone.run("sync", "--json", ok=(0, 1))["result"] in ("same", "synced")


Share = Callable[[Clone], bool]


def both_create(team: Team, share: Share) -> bool:
    ana, bo, _ = three(team)
    titles = ("Clean the click log", "Write the model card")
    for one, title in zip((ana, bo), titles, strict=True):
        one.run("new", title)
    return shared_by(share, ana, bo) and {*titles} <= {item["title"] for item in bo.items()} and is_sound(ana, bo)


def different_keys(team: Team, share: Share) -> bool:
    ana, bo, item = three(team)
    ana.run("start", item)
    bo.run("edit", item, "points=5", "priority=high", "labels+=ranker")
    if not shared_by(share, ana, bo):
        return False
    found = next(one for one in bo.items() if one["id"] == item)
    kept = (found["status"], found["points"], found["priority"], found["labels"])
    return kept == ("doing", 5, "high", ["ranker"]) and is_sound(ana, bo)


def keys_that_are_there(team: Team, share: Share) -> bool:
    ana, bo, item = three(team)
    ana.run("edit", item, "points=3")
    ana.git("push", "-q")
    bo.git("pull", "-q")
    ana.run("edit", item, "points=5")
    bo.run("edit", item, "priority=low")
    if not shared_by(share, ana, bo):
        return False
    found = next(one for one in bo.items() if one["id"] == item)
    return (found["points"], found["priority"]) == (5, "low") and is_sound(ana, bo)


def close_against_edit(team: Team, share: Share) -> bool:
    ana, bo, item = three(team)
    ana.run("move", item, "s1")
    ana.run("sprint", "start", "s1")
    ana.git("push", "-q")
    bo.git("pull", "-q")
    ana.run("sprint", "close", "s1", "--carry", "s2", "--yes")
    bo.run("start", item)
    bo.run("edit", item, "points=8")
    if not shared_by(share, ana, bo):
        return False
    found = [one for one in bo.items() if one["id"] == item]
    kept = [(one["status"], one["points"], one["sprint"]) for one in found]
    return kept == [("doing", 8, "s2")] and is_sound(ana, bo)


def same_title(team: Team, share: Share) -> bool:
    ana, bo, _ = three(team)
    for one in (ana, bo):
        one.run("new", "Fix the flaky test")
    if not shared_by(share, ana, bo):
        return False
    twice = [item for item in bo.items() if item["title"] == "Fix the flaky test"]
    return len({item["id"] for item in twice}) == len(twice) == 2 and is_sound(ana, bo)


def twenty_at_once(team: Team, share: Share) -> bool:
    ana, bo, _ = three(team)
    before = int(ana.git("rev-list", "--count", "HEAD"))
    titles = [f"Made at once {number}" for number in range(20)]
    together(partial(ana.run, "new", title) for title in titles)
    found = [item for item in ana.items() if item["title"] in titles]
    commits = int(ana.git("rev-list", "--count", "HEAD")) - before
    whole = len({item["id"] for item in found}) == len(found) == commits == 20
    return whole and shared_by(share, ana, bo) and is_sound(ana, bo)


SITUATIONS = {
    "both create an item": both_create,
    "different keys of one item": different_keys,
    "different keys that both had already": keys_that_are_there,
    "one closes the sprint, one edits an item in it": close_against_edit,
    "both create an item with one title": same_title,
    "20 creates at once in one clone": twenty_at_once,
}


def three(team: Team) -> tuple[Clone, Clone, str]:
    """Two clones, and the id of an item that both have."""
    item = team.begin([SHARED], sprints=("s1", "s2"))[0]
    return team.clone("ana"), team.clone("bo"), item


def shared_by(share: Share, *clones: Clone) -> bool:
    """Whether each clone's work came to all, and nobody was needed."""
    return all(share(clone) for clone in (*clones, clones[0]))


def is_sound(*clones: Clone) -> bool:
    """Whether the clones are equal, clean and without a finding."""
    clean = all(clone.git("status", "--porcelain") == "" for clone in clones)
    return clean and len({clone.head for clone in clones}) == 1 and clones[0].ended("check").returncode == 0


def rounds(folder: Path, situation: Callable[[Team, Share], bool], share: Share, total: int) -> int:
    """In how many of so many rounds, each in a place of its own, it went well."""
    passed = 0
    for number in range(total):
        place = folder / str(number)
        place.mkdir()
        passed += situation(Team(place), share)
    return passed


@pytest.mark.parametrize("name", SITUATIONS)
def test_nobody_is_needed_and_nothing_is_lost(name, tmp_path, count):
    total = scaled(4, 1)
    passed = rounds(tmp_path, SITUATIONS[name], synced, total)
    count(f"{name}: by `gitagile sync`", f"{passed} of {total}")
    assert passed == total


@pytest.mark.parametrize("name", SITUATIONS)
def test_the_merge_button_alone_gets_by_where_no_two_put_a_line_in_one_place(name, tmp_path, count):
    """It stops with a conflict, and loses nothing, where both give an item a key that it had not."""
    total = scaled(4, 1)
    passed = rounds(tmp_path, SITUATIONS[name], pulled, total)
    count(f"{name}: by git alone", f"{passed} of {total}")
    assert passed == (0 if SITUATIONS[name] is different_keys else total)
