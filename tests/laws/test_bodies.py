"""Bodies at a glance are what markdown-it makes of them."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gitagile.text.plain_body import plain_outline
from gitagile.text.sections import full_outline

LISTS = ("- [ ] ", "- [x] ", "- [X] ", "- ", "* [ ] ", "1. [ ] ", "- [ ]", "- [ ]  ")
BLOCKS = (
    "# ",
    "## ",
    "####### ",
    "> ",
    "    ",
    "  ",
    "```",
    "~~~",
    "---",
    "===",
    "| a | b |",
    "|---|---|",
    "<div>",
    "[a]: b",
)
TEXTS = ("\t", "", "", "Word ", "(", "'", '"', "é ", "_a")
MARKS = st.sampled_from(LISTS + BLOCKS + TEXTS)
ENDS = ("one", "two #", "- [x] three", "`a`", "[b](c)", "**d**", "1. e", "| f", "<g>", "\\", "  ", "", "é", "#")
WORDS = st.sampled_from(ENDS)
LINES = st.builds("".join, st.tuples(MARKS, WORDS, WORDS))


@settings(max_examples=600)
@example(["- [ ] one", "two"])
@example(["- [ ] a", "", "b", "- [x] c"])
@example(["# A #", "- [ ] b"])
@example(["Word", "- [ ] a", "## B"])
@given(st.lists(LINES, max_size=8))
def test_a_plain_body_is_outlined_as_markdown_it_would(lines):
    body = "\n".join(lines)
    found = plain_outline(body)
    assert found is None or found == full_outline(body)


def test_what_templates_write_is_plain():
    criteria = "## Acceptance criteria\n\n- [ ] The metric is measured\n- [x] It is written down\n"
    body = f"\n## Why\n\nWe believe so.\n\n{criteria}"
    assert plain_outline(body) == (
        [("Why", 2, 1), ("Acceptance criteria", 2, 5)],
        [(7, "The metric is measured", False), (8, "It is written down", True)],
    )
