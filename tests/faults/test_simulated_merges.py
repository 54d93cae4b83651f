"""Merges of a made-up team's weeks in real git: none may come out clean and wrong, and few may need a person."""

from __future__ import annotations

import os
from collections import Counter

import pytest

from gitagile.actions.merging.resolve import resolve, survey
from gitagile.vcs.repository import find_repository
from tests.faults.backlog_sides import wrongs
from tests.faults.scale import scaled
from tests.faults.simulated import Place, tools_in, week

WITHOUT, WITH, LIGHT = 0.25, 0.06, 0.02
"""How many of a close's merges may conflict without the driver, and may need a person with driver and resolve."""


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path / "repository", tools_in(tmp_path / "tools"))


def settled(place, counts):
    """The items after a merge that stopped and a resolve that asks nobody, None where a person is needed."""
    repository = find_repository(place.root, os.environ)
    found = survey(repository)
    left = resolve(repository, found, {}).left
    for kind in {one.kind for one in found.proposals if not one.sure}:
        counts[f"needs a person: {kind}"] += 1
    assert survey(repository).elsewhere == ()
    if left:
        return None
    place.git("commit", "-q", "--no-edit")
    return dict(place.items("HEAD"))


def test_no_merge_of_a_week_with_a_close_is_clean_and_wrong(place, count):
    counts: Counter[str] = Counter()
    total = scaled(400, 24)
    for seed in range(total):
        one = week(seed)
        place.write(one)
        by_git = place.clean_merge(with_driver=False)
        counts["conflict without driver"] += by_git is None
        assert by_git is None or wrongs(one.base, one.closed, one.branch, by_git) == [], seed
        if by_git is None:
            counts["clean with driver alone"] += place.merge()
            stopped = place.git("ls-files", "-u").stdout != b""
            items = settled(place, counts) if stopped else dict(place.items("HEAD"))
            counts["a person is needed"] += items is None
            assert items is None or wrongs(one.base, one.closed, one.branch, items, one.carried) == [], seed
    count("simulated merges of a close", total)
    for name, value in sorted(counts.items()):
        count(name, f"{value} ({value / total:.1%})")
    count("clean and wrong", 0)
    slack = 0 if total >= 400 else 0.12
    assert counts["conflict without driver"] / total <= WITHOUT + slack
    assert counts["a person is needed"] / total <= WITH + slack


def test_the_driver_is_right_where_git_alone_would_do_too(place, count):
    """Where git finds no conflict, the driver is called all the same if both sides changed a file."""
    total = scaled(100, 8)
    clean = 0
    for seed in range(1_000, 1_000 + total):
        one = week(seed, ours=3, theirs=3, with_close=False)
        place.write(one)
        items = place.clean_merge(with_driver=True)
        clean += items is not None
        assert items is None or wrongs(one.base, one.closed, one.branch, items) == [], seed
    count("simulated merges without a close, with driver", total)
    count("of these clean", clean)
    assert clean > total * 0.7


def test_a_light_week_needs_nobody(place, count):
    total = scaled(60, 6)
    stopped = 0
    for seed in range(2_000, 2_000 + total):
        one = week(seed, ours=0, theirs=2)
        place.write(one)
        stopped += not place.merge() and settled(place, Counter()) is None
    count("light weeks", total)
    count("of these a person is needed", stopped)
    assert stopped <= max(1, total * LIGHT)


@pytest.mark.parametrize("kept", ["base", "closed", "branch"])
def test_the_judge_sees_what_a_wrong_merge_loses(kept):
    """One side alone, as a driver that fails in silence leaves it, is wrong in nearly every week."""
    weeks = [week(seed) for seed in range(20)]
    wrong = [bool(wrongs(one.base, one.closed, one.branch, getattr(one, kept).files())) for one in weeks]
    assert sum(wrong) >= 19
