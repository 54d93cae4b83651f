"""Tests of gitagile.model.ids: making, comparing and finding ids."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gitagile.model import ids


@pytest.mark.parametrize("text", ["ML-7k3fd2", "ml-1", "back-24.02", "A_B-0", "X9-a"])
def test_a_prefix_a_hyphen_and_a_part_make_an_id(text: str):
    assert ids.is_id(text)


@pytest.mark.parametrize(
    "text", ["", "ML", "ML-", "-1", "9L-1", "ML-1-2", "ML 1", "ML-1\n", "ML-é", "Äb-1", "ML-1 ", "ML-_1", "../ML-1"]
)
def test_anything_else_is_no_id(text: str):
    assert not ids.is_id(text)


def letters_of(text: str) -> Callable[[str], str]:
    letters = iter(text)
    return lambda _: next(letters)


def test_a_drawn_id_is_never_a_number_nor_a_word_nor_taken():
    choose = letters_of("123456" + "backed" + "abcde1" + "abcde2")
    assert ids.draw_id("ML", {"ml-abcde1"}, choose) == "ML-abcde2"


def test_counting_goes_on_from_the_highest_number_whatever_its_case():
    assert ids.count_up_id("ML", ["ML-2", "ml-11", "ML-x2v9kq", "OPS-99"]) == "ML-12"


def test_counting_begins_at_one():
    assert ids.count_up_id("ML", []) == "ML-1"


def test_a_number_too_long_to_be_one_is_passed_over():
    assert ids.count_up_id("ML", ["ml-" + "9" * 5_000, "ml-3"]) == "ML-4"


KNOWN = ("ML-x2v9kq", "ML-x3aaaa", "ML-10", "ML-101", "OPS-x2", "back-24.02", "LX-5")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ML-x2v9kq", ("ML-x2v9kq",)),
        ("ml-X2V9KQ", ("ML-x2v9kq",)),
        ("x2v", ("ML-x2v9kq",)),
        ("ml-x3", ("ML-x3aaaa",)),
        (" x3 ", ("ML-x3aaaa",)),
        ("x", ("ML-x2v9kq", "ML-x3aaaa", "OPS-x2")),
        ("10", ("ML-10",)),
        ("1", ("ML-10", "ML-101")),
        ("io", ("ML-10",)),
        ("lO1", ("ML-101",)),
        ("24", ("back-24.02",)),
        ("x2", ("OPS-x2",)),
        ("l", ("LX-5",)),
        ("", ()),
        ("  ", ()),
        ("zz", ()),
    ],
)
def test_a_beginning_finds_what_it_begins_and_an_exact_id_wins(typed: str, found: tuple[str, ...]):
    assert ids.matching_ids(typed, KNOWN) == found


def test_only_the_part_of_an_id_is_read_leniently():
    assert ids.typed_forms("ol-Ol") == ("ol-ol", "ol-01")
    assert ids.typed_forms("ML-7") == ("ml-7",)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Train the ranker", "train-the-ranker"),
        ("  Über-Größe: 5 % ", "uber-groe-5"),
        ("訓練", ""),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 60, "a" * 48),
        ("word " * 12, "word-word-word-word-word-word-word-word-word"),
        ("x" * 47 + " yy", "x" * 47),
        ("x" * 48 + " yy", "x" * 48),
    ],
)
def test_a_slug_is_short_plain_and_cut_between_words(title: str, slug: str):
    assert ids.slug(title) == slug
    assert len(slug) <= 48


def test_a_file_is_named_after_its_id_and_title():
    assert ids.file_name("ML-x2", "Train it!") == "ML-x2-train-it.md"
    assert ids.file_name("ML-x2", "訓練") == "ML-x2.md"


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("ML-1.md", True),
        ("ml-1-a.md", True),
        ("ML-1_a.md", True),
        ("ML-12.md", False),
        ("ML-1.5-a.md", False),
        ("x.md", False),
    ],
)
def test_a_name_begins_with_an_id_that_ends_there(name: str, fits: bool):
    assert ids.name_begins_with(name, "ML-1") is fits


@pytest.mark.parametrize("name", ["2026-s24", "a", "0", "a_b.c-d", "x" * 63])
def test_a_sprint_may_be_named_so(name: str):
    assert ids.is_folder_name(name)


@pytest.mark.parametrize(
    "name", ["", "A", "-a", ".a", "a.", "con", "nul.txt", "com1", "a/b", "a b", "é", "x" * 64, "a\n", ".."]
)
def test_a_sprint_may_not_be_named_so(name: str):
    assert not ids.is_folder_name(name)
