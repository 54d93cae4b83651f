"""Laws of history's heads: the quick way gives what the full way gives, or nothing."""

from __future__ import annotations

import random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gitagile.text.quick_head import HeadReader, full_head
from tests.laws.heads import Written, written
from tests.laws.hostile import KEYS, LINES, VALUES, mutated

NESTED = (
    "metrics:",
    "  auc: {target: 0.9, actual: null}",
    "  auc:",
    "    target: 0.9",
    "   target: 0.9",
    "    - {a: b, a: c}",
    "  - metric: f1",
    "    value: 0.5",
    "- metric: f1",
    "  value: 0.5",
    "summary: |",
    "summary: >-",
    "  a text: with # signs",
    "   deeper",
    " shallow",
    "blocked: Größe „x“ — 漢字",
    "assignee:",
    "- ana",
    '  - "bo"',
    "- ~",
    "# a comment",
    "  # another",
    "note: a#b [c] {d} \"e\" 'f' g:h",
    "title: ",
    'id: ""',
    "points: 1e3",
)
rows = st.one_of(
    st.builds(
        lambda key, colon, value: key + colon + value,
        st.sampled_from((*KEYS, "started", "blocked", "points", "assignee")),
        st.sampled_from([": "] * 6 + [":", " : ", ":  "]),
        st.sampled_from(VALUES),
    ),
    st.sampled_from(LINES),
    st.sampled_from(NESTED),
    st.sampled_from(NESTED),
)
READER = HeadReader()


def check(content: bytes) -> None:
    quick = READER.quick(content)
    assert quick is None or quick == full_head(content)


@settings(max_examples=10 * settings().max_examples)
@given(st.lists(rows, max_size=7), st.sampled_from(["\n", "\n\nBody\n", "\n\n---\n", "", "\r\n", " \nx", "\nf\xfc"]))
@example(["a" * 1100 + ": b"], "\n")
@example([f"k{at}: [" + ", ".join(["a"] * 80) + "]" for at in range(14)], "\n")
@example(["k:", *(" " * at + f"{'abcdefgh'[at % 8]}:" for at in range(1, 20))], "\n")
def test_a_head_read_at_a_glance_is_what_the_full_reading_gives(head: list[str], tail: str):
    text = "\n".join(["---", *head, "---"]) + tail
    check(text.encode("utf-8"))
    check(text.encode("latin-1", "replace"))


@settings(max_examples=5 * settings().max_examples)
@given(written())
def test_heads_as_people_write_them_are_read_alike_both_ways(file: Written):
    check(file.content)


@settings(max_examples=5 * settings().max_examples)
@given(
    st.lists(st.text(st.sampled_from("ab1 :-?,[]{}#&*!|>'\"%@`\\~<=é漢\x85\ufeff\u2028\t"), max_size=24), max_size=4)
)
def test_any_lines_are_read_alike_both_ways(lines: list[str]):
    check(
        "\n".join(
            ["---", "id: ML-1", *(f"a{at}: b{line}" for at, line in enumerate(lines)), *lines, "---", ""]
        ).encode()
    )


def test_ten_thousand_broken_files_are_read_alike_both_ways():
    chance = random.Random(2027)
    for _ in range(10_000):
        check(mutated(chance))
