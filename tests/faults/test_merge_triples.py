"""A thousand triples of texts through the merge: nothing is lost, nothing is made up, and sides count alike."""

from __future__ import annotations

import random
from collections import Counter

from gitagile.actions.merging.one_file import by_lines
from gitagile.text.front_matter import conflict_line, read_document
from gitagile.text.merge import merge_texts
from gitagile.text.merge_sides import Texts
from tests.faults.backlog_sides import Side, act, add, identifier_of, wrongs
from tests.faults.scale import scaled

PATH = f".backlog/s1/{identifier_of(1)}-item.md"


def one_item(rnd):
    side = Side()
    add(side, 1, rnd, place="s1")
    return side


def changed(side, rnd):
    """The item after some acts; one that others were added to stays one."""
    result = side.copy()
    for _ in range(rnd.randint(1, 4)):
        act(result, rnd, moves=0)
    result.items = {identifier_of(1): result.items[identifier_of(1)]}
    return result


def text_of(side):
    return side.items[identifier_of(1)][1]


def outcome(*texts):
    return merge_texts(Texts(*texts), PATH, by_lines)


def is_readable(content):
    return read_document(content, PATH).fault is None


def test_triples_hold_the_laws(count):
    counts: Counter[str] = Counter()
    for seed in range(scaled(1_000, 200)):
        rnd = random.Random(seed)
        sides = [one_item(rnd)]
        sides += [changed(sides[0], rnd), changed(sides[0], rnd)]
        base, ours, theirs = map(text_of, sides)
        assert outcome(base, ours, ours).content == ours
        assert outcome(base, base, theirs).content == theirs
        assert outcome(base, ours, base).content == ours
        merged, mirrored = outcome(base, ours, theirs), outcome(base, theirs, ours)
        assert bool(merged.conflicts) == bool(mirrored.conflicts), seed
        counts["merge triples"] += 1
        if merged.conflicts:
            counts["in conflict"] += 1
            assert conflict_line(merged.content.decode()), seed
            continue
        for result in (merged, mirrored):
            assert is_readable(result.content)
            assert wrongs(*sides, {f".backlog/sprints/s1/{identifier_of(1)}-item.md": result.content}) == [], seed
    for name, value in counts.items():
        count(name, value)
    assert counts["in conflict"] < counts["merge triples"] / 2


def test_a_text_merged_by_lines_would_be_in_conflict_more_often(count):
    """What the merge key by key is worth: the same triples through git alone."""
    counts: Counter[str] = Counter()
    for seed in range(scaled(1_000, 100)):
        rnd = random.Random(seed)
        base = one_item(rnd)
        texts = Texts(*map(text_of, (base, changed(base, rnd), changed(base, rnd))))
        counts["git"] += bool(by_lines(texts, size=7).conflicts)
        counts["gitagile"] += bool(merge_texts(texts, PATH, by_lines).conflicts)
    count("of these in conflict with git alone", counts["git"])
    count("of these in conflict key by key", counts["gitagile"])
    assert counts["gitagile"] < counts["git"]
