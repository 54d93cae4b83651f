"""What once made a command stumble, kept as it was found."""

from __future__ import annotations

import json
import os

import pytest

from tests.badinput.conftest import Program

ITEM = "---\nid: {}\ntitle: A title\n---\n"


def test_an_item_whose_lines_end_with_carriage_returns_alone_is_shown_with_its_criteria(program: Program) -> None:
    text = ITEM.format("ML-aaaaa1") + "a\r- [ ] one\r- [x] two\r"
    (program.root / ".backlog/backlog/ML-aaaaa1.md").write_bytes(text.encode())
    assert "a\n1. [ ] one\n2. [x] two\n" in program("show", "ML-aaaaa1").judged(frozenset({0})).out


@pytest.mark.parametrize("line", ["- [ ] a\n", "#\n", "a\n", "> - [x] b\n"])
def test_a_body_of_very_many_lines_is_looked_through_only_at_its_beginning(program: Program, line: str) -> None:
    text = ITEM.format("ML-aaaaa1") + "- [ ] first\n\n" + line * (200_000 // len(line))
    (program.root / ".backlog/backlog/ML-aaaaa1.md").write_text(text, encoding="utf-8")
    item = json.loads(program("show", "ML-aaaaa1", "--json").judged(frozenset({0})).out)["item"]
    assert 1 <= len(item["criteria_list"]) <= 5_000
    assert item["criteria_list"][0]["text"] == "first"


def test_a_name_that_is_no_utf8_is_a_finding_of_the_check(program: Program) -> None:
    path = os.fsencode(program.root / ".backlog/backlog") + b"/ML-aaaaa1-\xff.md"
    try:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("this file system bears no such name")
    found = json.loads(program("check", "--json").judged(frozenset({1})).out)["findings"]
    assert [(one["code"], one["path"]) for one in found] == [("I112", ".backlog/backlog/ML-aaaaa1-\\udcff.md")]


@pytest.mark.parametrize("words", [("import", "backlog-md", "x" * 5_000), ("-C", "x" * 5_000, "list")])
def test_a_path_that_is_too_long_is_a_wrong_place(program: Program, words: tuple[str, ...]) -> None:
    assert len(program(*words).judged(frozenset({3})).errors) == 1
