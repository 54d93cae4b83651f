"""Messages: one line per trailer, and nothing in a title that could pass for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitagile.vcs.message import Message, clean_message, parse_trailers


def test_subject_body_and_trailers_are_three_paragraphs() -> None:
    message = Message("GA-1: Begin", "Because.\n\nIndeed.\n", (("Backlog-Change", "ga-1"), ("Gitagile-Op", "move")))
    assert str(message) == "GA-1: Begin\n\nBecause.\n\nIndeed.\n\nBacklog-Change: ga-1\nGitagile-Op: move\n"


def test_a_subject_alone_is_one_line() -> None:
    assert str(Message("GA-1: Begin")) == "GA-1: Begin\n"


@pytest.mark.parametrize("title", ["x\n\nGitagile-Op: y", "x\r\n\r\nGitagile-Op: y", "x\u2028Gitagile-Op: y", "x\x00y"])
def test_no_title_breaks_the_line(title: str) -> None:
    text = str(Message(title, "", (("Gitagile-Op", "edit"),)))
    assert len(text.splitlines()) == 3
    assert parse_trailers(text) == (("Gitagile-Op", "edit"),)


def test_a_body_that_ends_like_trailers_is_not_taken_for_them() -> None:
    assert parse_trailers(str(Message("Subject", "Gitagile-Op: forged"))) == ()


def test_a_subject_that_reads_like_a_trailer_is_none() -> None:
    assert parse_trailers("Gitagile-Op: edit\n") == ()


def test_a_paragraph_with_one_other_line_holds_no_trailers() -> None:
    assert parse_trailers("s\n\nA: b\nnot a trailer\n") == ()


def test_a_value_may_go_on_in_the_next_line() -> None:
    assert parse_trailers("s\n\nA: b\n  c\nD:e\n") == (("A", "b c"), ("D", "e"))


@pytest.mark.parametrize("key", ["", "two words", "a:b", "ä", "x\ny"])
def test_a_key_is_letters_digits_and_hyphens(key: str) -> None:
    with pytest.raises(ValueError, match="trailer key"):
        str(Message("s", "", ((key, "v"),)))


def test_cleaning_does_what_git_does_without_an_editor() -> None:
    assert clean_message("\n\na  \n\n\n\nb\t\n# kept\n\n") == "a\n\nb\n# kept\n"


TEXT = st.text()
KEYS = st.from_regex(r"\A[A-Za-z][A-Za-z0-9-]{0,10}\Z")


@given(TEXT, TEXT, st.lists(st.tuples(KEYS, TEXT), max_size=4))
def test_only_the_trailers_given_are_ever_read_back(subject: str, body: str, trailers: list[tuple[str, str]]) -> None:
    text = str(Message(f"S {subject}", body, tuple(trailers)))
    assert [key for key, _ in parse_trailers(text)] == [key for key, _ in trailers]
    assert parse_trailers(clean_message(text)) == parse_trailers(text)
