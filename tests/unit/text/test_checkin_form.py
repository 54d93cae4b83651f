"""The form of a check-in: every part to be filled in, and nothing of ours in what comes back."""

from __future__ import annotations

import pytest

from gitagile.text.checkin_form import TOP, form_text, remark, without_prompts

HEAD = "---\nperson: ana\nday: 2026-11-23\n---\n"


def shown(body, remarks=None):
    return form_text((HEAD + body).encode(), remarks or {}).decode().removeprefix(HEAD)


def test_every_part_stands_there_with_its_remarks():
    text = shown("\n## Next\n- a\n", {TOP: ("how",), "blockers": ("which", "why")})
    assert text == (
        "<!-- gitagile: how -->\n\n## Did\n\n## Next\n- a\n\n"
        "## Blockers\n<!-- gitagile: which -->\n<!-- gitagile: why -->\n\n"
        "## Help offered\n\nKind, helpful, mindful:\n"
    )


@pytest.mark.parametrize(
    "body", ["", "\n## Did\n- a\n", "\n## Mood\nsunny\n\n## Did\n- a\n\nKind: b\n", "\r\n## Did\r\n- a\r\n"]
)
def test_a_form_that_nobody_filled_in_comes_back_as_it_was(body):
    head = HEAD.replace("\n", "\r\n") if "\r" in body else HEAD
    before = (head + body).encode()
    assert without_prompts(form_text(before, {TOP: ("x",), "did": ("y",)})).rstrip() == before.rstrip()


def test_comments_of_a_person_stay_and_the_last_line_stays_where_words_follow_it():
    body = "\n## Did\n- a <!-- mine -->\n\nKind, helpful, mindful:\nthank you all\n"
    assert without_prompts((HEAD + body).encode()).decode() == HEAD + body


def test_what_cannot_be_read_comes_back_as_it_is():
    assert without_prompts(b"---\na: b: c\n---\n## Did\n") == b"---\na: b: c\n---\n## Did\n"


def test_a_remark_ends_where_it_ends():
    assert remark("a --> b\nc") == "<!-- gitagile: a - -> b c -->"


def test_behind_a_code_block_that_is_never_closed_nothing_is_put():
    assert shown("\n## Did\n```\n") == "\n## Did\n```\n"
