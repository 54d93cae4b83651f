"""Tests of gitagile.text.scalars: plain where every reader reads the text back, quoted otherwise."""

from __future__ import annotations

import pytest

from gitagile.text.scalars import list_text, number_text, scalar_text


@pytest.mark.parametrize(
    "text",
    [
        "A title",
        "it's so",
        "a, b",
        "C# and F#",
        "ratio 3:1",
        "x (y) [z"[:-3],
        "é 漢字",
        "2026-01-05",
        "2026-01-05T10:00:00+01:00",
        "a@b.c",
    ],
)
def test_common_titles_and_real_dates_are_written_plain(text: str):
    assert scalar_text(text) == text


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("", '""'),
        ("5", '"5"'),
        ("0x1f", '"0x1f"'),
        ("12:30", '"12:30"'),
        ("1_000", '"1_000"'),
        (".inf", '".inf"'),
        ("No", '"No"'),
        ("y", '"y"'),
        ("~", '"~"'),
        ("a: b", '"a: b"'),
        ("a:", '"a:"'),
        ("a #b", '"a #b"'),
        ("@ana", '"@ana"'),
        ("- a", '"- a"'),
        (" a", '" a"'),
        ("a ", '"a "'),
        ('say "x"\\', 'say "x"\\'.replace("\\", "\\\\").replace('"', '\\"').join('""')),
        ("a\r\nb", '"a\\r\\nb"'),
        ("\x00\x7f\x85", '"\\x00\\x7f\\x85"'),
        ("\u200b\ufeff", '"\\u200b\\ufeff"'),
        ("\U000e0001", '"\\U000e0001"'),
        ("2026-02-30", '"2026-02-30"'),
        ("2026-01-05T24:00:00", '"2026-01-05T24:00:00"'),
    ],
)
def test_what_a_reader_could_mistake_is_quoted(text: str, source: str):
    assert scalar_text(text) == source


def test_inside_brackets_more_is_quoted():
    assert scalar_text("a b", in_flow=True) == '"a b"'
    assert scalar_text("a,b", in_flow=True) == '"a,b"'
    assert scalar_text("0xcd", in_flow=True) == '"0xcd"'
    assert scalar_text("ML-7k3fd2", in_flow=True) == "ML-7k3fd2"


def test_a_quote_that_was_there_is_kept_where_it_can_bear_the_text():
    assert scalar_text("it's", "'") == "'it''s'"
    assert scalar_text("a", '"') == '"a"'
    assert scalar_text("a\nb", "'") == '"a\\nb"'


def test_dates_are_quoted_where_a_text_is_wanted():
    assert scalar_text("2026-01-05", keep_days=False) == '"2026-01-05"'


@pytest.mark.parametrize(
    ("number", "text"), [(5, "5"), (5.0, "5"), (0.1, "0.1"), (-2.5, "-2.5"), (10**30, "1" + "0" * 30), (1e20, "1e+20")]
)
def test_numbers_are_written_as_people_write_them(number: float, text: str):
    assert number_text(number) == text


def test_a_list_stands_on_one_line():
    assert list_text(("a", "b c", "")) == '[a, "b c", ""]'
    assert list_text(()) == "[]"
