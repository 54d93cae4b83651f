"""The facts of a retro are renewed between their marks; nothing else is."""

from __future__ import annotations

import pytest

from gitagile.text.retro_formats import FORMATS, headings, page
from gitagile.text.retro_text import END, KEPT, block, renewed, without_facts

FACTS = "## Facts\n\n- five points\n- two items\n\n| a | b |\n| --- | --- |\n| 1 | 2 |"
NEWER = "## Facts\n\n- six points"
PAGE = page("s1", "start-stop-continue", block(FACTS)).encode()


def test_a_page_holds_the_facts_and_every_heading_of_its_format():
    for form in FORMATS:
        text = page("s1", form, block(FACTS))
        assert FACTS in text
        assert all(f"\n{heading}\n" in text for heading in headings(form))
        assert text.startswith("# Retro of s1\n\n*")
        assert text.endswith("\n")


def test_written_again_with_the_same_facts_no_byte_changes():
    assert renewed(PAGE, FACTS) == (PAGE, (), True)


def test_new_facts_take_the_place_of_the_old_ones_and_words_stay():
    words = PAGE.replace(b"## Stop\n", b"## Stop\n\nToo many meetings  \n\tindented\n")
    new = renewed(words, NEWER)
    assert b"six points" in new.content
    assert b"five points" not in new.content
    assert new.kept == ()
    above, _, below = words.partition(FACTS.encode())
    assert new.content.startswith(above[: above.index(b"<!-- facts")])
    assert new.content.endswith(below[below.index(END.encode()) :])


def test_what_was_written_among_the_facts_is_kept_below_them():
    words = PAGE.replace(b"- two items\n", b"- two items\n  - which I doubt (Bo)\n- my own line\n")
    new = renewed(words, NEWER)
    assert new.kept == (
        "- five points",
        "- two items",
        "  - which I doubt (Bo)",
        "- my own line",
        "| a | b |",
        "| 1 | 2 |",
    )
    same = renewed(words, FACTS)
    assert same.kept == ("  - which I doubt (Bo)", "- my own line")
    assert f"{END}\n\n{KEPT}\n\n  - which I doubt (Bo)\n- my own line\n\n## Start\n".encode() in same.content
    assert renewed(same.content, FACTS).content == same.content


def test_a_fact_that_was_corrected_by_hand_is_kept_beside_the_fact():
    new = renewed(PAGE.replace(b"five points", b"five points (four, really)"), FACTS)
    assert new.kept == ("- five points (four, really)",)


def test_facts_that_were_only_set_in_another_way_are_nobodys_words():
    pretty = (
        PAGE.replace(b"| a | b |", b"| a   | b   |")
        .replace(b"- five", b"*   five")
        .replace(b"## Facts\n", b"## Facts\n\n\n")
    )
    assert renewed(pretty, FACTS) == (PAGE, (), True)


def test_line_ends_of_windows_stay():
    windows = PAGE.replace(b"\n", b"\r\n")
    assert renewed(windows, FACTS).content == windows
    words = windows.replace(b"- two items\r\n", b"- two items\r\nmine\r\n")
    new = renewed(words, NEWER).content
    assert b"six points\r\n" in new
    assert b"\r\nmine\r\n" in new
    assert b"\n" not in new.replace(b"\r\n", b"")


def test_a_byte_order_mark_and_bytes_that_are_no_text_stay():
    assert renewed(b"\xef\xbb\xbf" + PAGE, NEWER).content.startswith(b"\xef\xbb\xbf# Retro")
    headless = b"\xef\xbb\xbf" + PAGE[PAGE.index(b"<!-- facts") :]
    assert renewed(headless, FACTS).content == headless
    assert b"\xff\xfe mine" in renewed(PAGE + b"\xff\xfe mine\n", NEWER).content


@pytest.mark.parametrize(
    "broken",
    [
        b"# My own retro\n\nWords.\n",
        b"no newline at the end",
        PAGE.replace(END.encode(), b""),
        PAGE.replace(b"<!-- facts ", b"<!-- my facts "),
        PAGE.replace(b"these two marks -->", b"these two marks, says Bo -->"),
    ],
    ids=("by hand", "no newline", "no end", "no beginning", "words in the mark"),
)
def test_without_both_marks_the_facts_go_to_the_end_and_all_else_stays(broken):
    new = renewed(broken, NEWER)
    assert not new.had_facts
    assert new.content.startswith(broken)
    assert new.content.endswith(block(NEWER).encode() + b"\n")
    again = renewed(new.content, NEWER)
    assert again.content == new.content
    assert again.had_facts


def test_an_empty_file_gets_the_facts_alone():
    assert renewed(b"", NEWER).content == block(NEWER).encode() + b"\n"


def test_a_page_without_words_is_known_whatever_its_facts_are():
    blank = without_facts(page("s1", "4ls", block("")).encode())
    assert without_facts(page("s1", "4ls", block(FACTS)).encode().replace(b"\n", b"\r\n")) == blank
    assert without_facts(page("s1", "4ls", block(FACTS)).replace("## Liked\n", "## Liked\nMuch\n").encode()) != blank
