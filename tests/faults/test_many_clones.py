"""Many clones of one bare remote: all end equal, nothing is lost or there twice, and no item has two owners."""

from __future__ import annotations

import random
from collections import Counter
from functools import partial

import pytest

from tests.faults.clones import Clone, Team, together
from tests.faults.scale import scaled

TITLES = [f"Shared {number}" for number in range(10)]
STATUSES = ("todo", "doing", "review", "done")


@pytest.fixture
def team(tmp_path):
    return Team(tmp_path)


def work(
    clone: Clone, shared: list[str], acts: int, seed: int
) -> tuple[list[str], list[tuple[str, str]], Counter[str]]:
    """So many acts of one person, shared now and then: the commits, the labels that were put on, and counts."""
    rnd, counts = random.Random(seed), Counter[str]()
    commits: list[str] = []
    labels: list[tuple[str, str]] = []
    for number in range(acts):
        mark, item = f"{clone.person}-{number}", rnd.choice(shared)
        luck = rnd.random()
        if luck < 0.4:
            words: tuple[str, ...] = ("new", f"Made by {mark}")
        elif luck < 0.7:
            words = ("edit", item, f"labels+={mark}")
            labels.append((item, mark))
        elif luck < 0.9:
            words = ("mark", item, rnd.choice(STATUSES))
        else:
            words = ("move", item, rnd.choice(("backlog", "s1", "s2")))
        done = clone.run(*words, "--json")
        counts["acts"] += 1
        commits += [done["commit"]] if done["commit"] else []
        if rnd.random() < 0.2:
            clone.share(counts)
    clone.share(counts)
    return commits, labels, counts


def test_all_clones_end_equal_and_nothing_is_lost_or_there_twice(team, count):
    clones, acts = scaled(8, 3), scaled(50, 6)
    shared = team.begin(TITLES, sprints=("s1", "s2"))
    people = [team.clone(f"p{number}") for number in range(clones)]
    before = int(people[0].git("rev-list", "--count", "HEAD"))
    done = together(partial(work, one, shared, acts, seed) for seed, one in enumerate(people))
    for one in (*people, *people):
        one.share()
    assert len({one.head for one in people}) == 1
    last = people[0]
    assert last.git("ls-remote", "origin", "refs/heads/main").split()[0] == last.head
    commits = [commit for made, _, _ in done for commit in made]
    history = last.git("rev-list", "HEAD").split()
    assert set(commits) <= set(history)
    assert int(last.git("rev-list", "--count", "--no-merges", "HEAD")) == before + len(set(commits))
    items = last.items()
    titles = Counter(item["title"] for item in items)
    assert set(titles.values()) == {1}
    new = [f"Made by {one.person}-{number}" for one in people for number in range(acts)]
    subjects = last.git("log", "--no-merges", "--format=%s")
    assert {title for title in new if title in titles} == {title for title in new if f": new: {title}\n" in subjects}
    held = {item["id"]: Counter(item["labels"]) for item in items}
    assert all(held[item][label] == 1 for _, labels, _ in done for item, label in labels)
    last.run("check")
    for one in people:
        assert one.git("status", "--porcelain") == ""
        one.git("fsck", "--strict", "--no-dangling")
    total = sum((counts for _, _, counts in done), Counter[str]())
    count("clones x acts through one remote", f"{clones} x {acts}")
    count("acts done, commits of theirs in the end", f"{total['acts']}, {len(set(commits))}")
    for name in ("synced", "tries", "conflict", "decided by a person", "moved"):
        count(f"of the syncs: {name}", total[name])
    count("lost, or there twice", 0)


def claims_of(clone: Clone, items: list[str], seed: int) -> list[str]:
    """What one person gets who tries to claim all items, in an order of their own."""
    order = random.Random(seed).sample(items, len(items))
    got = []
    for item in order:
        ended = clone.ended("start", item, "--claim", "--json")
        assert ended.returncode in (0, 1), ended.stderr
        if ended.returncode == 0:
            got.append(item)
        else:
            assert f"{item} was " in ended.stderr, ended.stderr
    return got


def test_no_item_is_claimed_by_two(team, count):
    people, items = scaled(8, 3), scaled(15, 3)
    ids = team.begin(f"To claim {number}" for number in range(items))
    clones = [team.clone(f"p{number}") for number in range(people)]
    got = together(partial(claims_of, one, ids, seed) for seed, one in enumerate(clones))
    assert sorted(item for mine in got for item in mine) == sorted(ids)
    seen = clones[0].run("claims", "--json")["claims"]
    owners = {item: one.person for one, mine in zip(clones, got, strict=True) for item in mine}
    assert {claim["id"]: claim["who"] for claim in seen} == owners
    count("clones x items raced for", f"{people} x {items}")
    count("claimed, claimed twice, claimed by nobody", f"{len(seen)}, 0, {items - len(seen)}")
