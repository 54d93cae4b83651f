"""A trailer put into a message before its author sees it."""

from __future__ import annotations

import pytest

from gitagile.text.draft_message import with_trailer, without_comments

TRAILER = "Backlog-Item: ML-x2v9kq"
SCISSORS = "# ------------------------ >8 ------------------------\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Train\n", f"Train\n\n{TRAILER}\n"),
        ("Train", f"Train\n\n{TRAILER}\n"),
        ("Train\n\nWhy.\n", f"Train\n\nWhy.\n\n{TRAILER}\n"),
        ("Train\n\nCo-authored-by: B <b@x.org>\n", f"Train\n\nCo-authored-by: B <b@x.org>\n{TRAILER}\n"),
        ("Train\n\nNote: long\n and longer\n", f"Train\n\nNote: long\n and longer\n{TRAILER}\n"),
        ("fix: the log\n", f"fix: the log\n\n{TRAILER}\n"),
        ("Train\n\nWhy.\nNote: no trailer\n", f"Train\n\nWhy.\nNote: no trailer\n\n{TRAILER}\n"),
        ("", f"\n\n{TRAILER}\n"),
        ("\n# Please enter\n#\n", f"\n\n{TRAILER}\n\n# Please enter\n#\n"),
        ("# Please enter\n", f"\n\n{TRAILER}\n\n# Please enter\n"),
        ("Train\n\n# Please enter\n# On branch x\n", f"Train\n\n{TRAILER}\n\n# Please enter\n# On branch x\n"),
        ("Train\n# in between\nmore\n# end\n", f"Train\n# in between\nmore\n\n{TRAILER}\n# end\n"),
        (f"\n# Please\n{SCISSORS}diff\n+a\n", f"\n\n{TRAILER}\n\n# Please\n{SCISSORS}diff\n+a\n"),
        (f"Train\n{SCISSORS}diff: a\n", f"Train\n\n{TRAILER}\n{SCISSORS}diff: a\n"),
        ("Train\r\n\r\n# Please\r\n", f"Train\r\n\r\n{TRAILER}\r\n\r\n# Please\r\n"),
    ],
)
def test_a_trailer_comes_below_the_words_and_above_the_comments(before, after):
    assert with_trailer(before, TRAILER, "#") == after


def test_the_sign_of_comments_is_the_configured_one():
    assert with_trailer("# a heading\n; Please\n", TRAILER, ";") == f"# a heading\n\n{TRAILER}\n; Please\n"
    assert with_trailer("Train\n// Please\n", TRAILER, "//") == f"Train\n\n{TRAILER}\n// Please\n"


def test_what_git_throws_away_is_no_part_of_a_message():
    assert without_comments(f"Train\r\n# no\n\nWhy\n{SCISSORS}all gone\n", "#") == "Train\n\nWhy"
