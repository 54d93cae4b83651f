"""Ten thousand fuzzed items and ten thousand edits: nothing stumbles, and one key is one changed line."""

from __future__ import annotations

import random
import time

from gitagile.actions.checks.gathering import judged
from gitagile.actions.checks.one_file import Bench
from gitagile.config.reader import read_config
from gitagile.store.reader import searched_text
from gitagile.text.front_matter import read_document
from gitagile.text.key_edit import set_key
from tests.badinput.broken import broken_item
from tests.badinput.pieces import OWN
from tests.faults.scale import scaled

PROCESSOR_SECOND = 1.0
"""The most that one item may cost; what this process computes, so that a busy machine changes nothing."""
VALUES = {
    "title": ("A title", "With: colon", "# sharp", "- dash", "é", "'", '"quoted"', "null", "5", "a" * 200),
    "status": ("todo", "doing", "review", "done"),
    "points": (1, 2, 3, 8, 0.5),
    "priority": ("low", "high"),
}
DRESSES = (
    lambda text: text,
    lambda text: text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
    lambda text: b"\xef\xbb\xbf" + text,
    lambda text: text.replace(b"title: ", b"# a comment\ntitle:   ", 1),
    lambda text: text + b"no line end",
)


def test_no_fuzzed_item_makes_a_reader_stumble_or_eats_a_second(count) -> None:
    bench = Bench(read_config("[workflow]\ndone_needs = ['criteria']\n", {})[0])
    total, slowest = scaled(10_000, 300), 0.0
    for seed in range(total):
        chance = random.Random(seed)
        content = broken_item(chance, f"ML-{seed:06}".replace("0", "a"))
        began = time.process_time()
        judged(bench, content, ".backlog/backlog/ML-aaaaa1.md")
        searched_text(content, ".backlog/backlog/ML-aaaaa1.md")
        slowest = max(slowest, time.process_time() - began)
    count("fuzzed items read, judged and searched", total)
    count("the slowest, in milliseconds", f"{slowest * 1000:.0f}")
    assert slowest < PROCESSOR_SECOND


def lines_changed(before: bytes, after: bytes) -> int:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    assert abs(len(old) - len(new)) <= 1
    if len(old) == len(new):
        return sum(one != other for one, other in zip(old, new, strict=True))
    longer, shorter = sorted((old, new), key=len, reverse=True)
    at = next((at for at, line in enumerate(shorter) if longer[at] != line), len(shorter))
    return 1 if longer[:at] + longer[at + 1 :] == shorter else len(longer)


def test_an_edit_of_one_key_is_one_changed_line(count) -> None:
    chance, total, same = random.Random(1), scaled(10_000, 500), 0
    for _ in range(total):
        text = chance.choice(DRESSES)(chance.choice(OWN))
        key = chance.choice([*VALUES])
        value = chance.choice(VALUES[key])
        after = set_key(text, key, value)
        assert lines_changed(text, after) <= 1, (text, key, value, after)
        same += after == text
        document = read_document(after, "x.md")
        assert document.fault is None
        assert set_key(after, key, value) == after
    count("edits of one key", total)
    count("of these that changed nothing, for it was so already", same)


def test_no_two_fuzzed_items_are_alike() -> None:
    assert len({broken_item(random.Random(seed), "ML-aaaaa1") for seed in range(50)}) > 45
