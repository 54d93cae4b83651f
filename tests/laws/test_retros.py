"""Laws of retros: whatever people do to the file, no word of theirs is lost, and a second run changes nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gitagile.text.retro_formats import FORMATS, page
from gitagile.text.retro_text import END, block, renewed

MARK = block("x").split("\n", maxsplit=1)[0]
PLAIN = st.text(st.characters(blacklist_characters="\r\n", blacklist_categories=("Cs",)), max_size=30)
LINES = PLAIN | st.sampled_from(
    (
        END,
        MARK,
        "```",
        "## Facts",
        "- a fact",
        "---",
        "<<<<<<< HEAD",
        "<!-- facts",
        "-",
        "  ",
        "*Written among*",
        "| a | b |",
    )
)
FACTS = st.lists(
    st.sampled_from(("- a fact", "- another fact", "### Part", "", "| a | b |", "- 5 of 8 points")), max_size=8
)


def words_of(text):
    """The words of a text: what is left without marking-up."""
    return "".join(letter for letter in text if not letter.isspace() and letter not in "|:*_\\`#>-")


@st.composite
def edited_pages(draw):
    """A retro as people left it: lines put in and taken out anywhere, perhaps with other line ends; and their lines."""
    facts = "\n".join(("## Facts", *draw(FACTS)))
    lines = page("s1", draw(st.sampled_from(FORMATS)), block(facts)).split("\n")
    for _ in range(draw(st.integers(0, 3))):
        del lines[draw(st.integers(0, len(lines) - 1))]
    own = draw(st.lists(LINES, max_size=6))
    for line in own:
        lines.insert(draw(st.integers(0, len(lines))), line)
    return draw(st.sampled_from(("\n", "\r\n"))).join(lines).encode("utf-8", "surrogatepass"), own


@given(edited_pages(), FACTS)
def test_no_line_of_people_is_lost_by_another_run(edited, facts):
    content, own = edited
    after = renewed(content, "\n".join(("## Facts", *facts))).content.decode("utf-8", "surrogatepass")
    stand = [words_of(line) for line in after.split("\n")]
    assert all(words_of(line) in stand for line in own if line != MARK)


@given(edited_pages(), FACTS)
def test_a_second_run_changes_nothing(edited, facts):
    told = "\n".join(("## Facts", *facts))
    once = renewed(edited[0], told)
    assert renewed(once.content, told) == (once.content, (), True)


@given(edited_pages(), FACTS, FACTS)
def test_what_stands_outside_of_the_marks_stays_byte_for_byte(edited, facts, later):
    once = renewed(edited[0], "\n".join(("## Facts", *facts))).content
    then = renewed(once, "\n".join(("## Later", *later))).content
    assert outside(once) == outside(then)


@given(st.binary(max_size=200), FACTS)
def test_any_file_whatever_is_taken_without_a_fault_and_nothing_of_it_goes(content, facts):
    assert renewed(content, "\n".join(("## Facts", *facts))).content.startswith(content)


def outside(content):
    """What stands before the first pair of marks, and what stands behind it."""
    lines = content.split(b"\n")
    begin = None
    for at, line in enumerate(lines):
        if line.strip().startswith(MARK[:11].encode()) and line.strip().endswith(MARK[19:].encode()):
            begin = at
        elif begin is not None and line.strip() == END.encode():
            return lines[:begin], lines[at + 1 :]
    raise AssertionError("no marks")
