"""Check-ins as text: what a person wrote is read, and words put in leave every other byte alone."""

from __future__ import annotations

import pytest

from gitagile.errors import Refused
from gitagile.model.checkin import BLOCKERS, DID, HELP, NEXT, PARTS, Checkin, Note
from gitagile.text.checkin_body import as_entry
from gitagile.text.checkin_text import checkin_from, new_checkin_text, with_words
from gitagile.text.front_matter import read_document

HEAD = "---\nperson: ana\nday: 2026-11-23\n---\n"
FULL = Checkin(
    "ana",
    "2026-11-23",
    did=("Read the guide", "ML-x2v9kq Train the ranker: todo -> doing"),
    next=("Train",),
    blockers=("ML-x2v9kq: waits for labels",),
    help_offered=("A look at the loader",),
    notes=(Note("Bo sat with me", "kind"), Note("all well")),
    blocks=("ML-x2v9kq",),
    until="2026-11-23T09:00:00+01:00",
)


def read(body, head=HEAD):
    return checkin_from(read_document((head + body).encode(), ""), "ana", "2026-11-23")


def added(body, parts=None, notes=()):
    return with_words((HEAD + body).encode(), parts or {}, notes).decode().removeprefix(HEAD)


def test_what_is_written_is_read_back():
    document = read_document(new_checkin_text(FULL).encode(), "")
    assert checkin_from(document, "ana", "2026-11-23") == FULL


def test_a_new_text_has_only_what_is_said():
    assert new_checkin_text(Checkin("ana", "2026-11-23", next=("Train",))) == f"{HEAD}\n## Next\n- Train\n"


@pytest.mark.parametrize(
    ("body", "part", "entries"),
    [
        ("## Did\n- a\n* b\n+ c\n1. d\n", DID, ("a", "b", "c", "d")),
        ("# DID ##\n\n- a\n  goes on\n\n  and on\n- b\n", DID, ("a goes on and on", "b")),
        ("## Did\nA paragraph\nof two lines.\n\nAnother.\n", DID, ("A paragraph of two lines.", "Another.")),
        ("## Yesterday\n- a\n## Today\n- b\n", NEXT, ("b",)),
        ("## Did\n- a\n## Elsewhere\n- b\n## Did\n- c\n", DID, ("a", "c")),
        ("## Did\n-\n- a\n- \n", DID, ("a",)),
        ("## Did\n```\n## Next\n- x\n```\n- a\n", NEXT, ()),
        ("## Did\n<!-- ## Next\n- x -->\n- a <!-- b --> c\n", DID, ("a c",)),
        ("## Did\n- a \\<!-- b\n", DID, ("a <!-- b",)),
        ("## Help offered\n- a\n\nKind: b\nand c\n", HELP, ("a",)),
        ("## Blockers\r\n- a\r\n  b\r\n", BLOCKERS, ("a b",)),
        ("no heading\n", DID, ()),
    ],
)
def test_entries_are_read_as_a_person_writes_them(body, part, entries):
    assert read(body).part(part) == entries


@pytest.mark.parametrize(
    ("body", "notes"),
    [
        ("Kind, helpful, mindful: a\n", (Note("a"),)),
        ("## Did\n- a\n\n_Kind:_ b\nand more\n\nMINDFUL: c\n", (Note("b and more", "kind"), Note("c", "mindful"))),
        ("Kind, helpful, mindful:\n", ()),
        ("- Kind: of blue\n\nKindly: x\n", ()),
    ],
)
def test_the_last_lines_are_read_and_empty_ones_say_nothing(body, notes):
    assert read(body).notes == notes


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_words_are_put_in_and_no_byte_goes(newline):
    text = (HEAD + "\n## Did\n- a   \n\n\n## My own\ntext\n\n## Help offered\n- b\n\nKind: c\n").replace("\n", newline)
    after = with_words(text.encode(), {DID: ("d",), NEXT: ("e",), HELP: ("f",)}, (Note("g"),)).decode()
    lines = after.split(newline)
    kept = [line for line in lines if line not in ("- d", "- e", "- f", "## Next", "Kind, helpful, mindful: g")]
    assert [line for line in kept if line] == [line for line in text.split(newline) if line]
    found = checkin_from(read_document(after.encode(), ""), "", "")
    assert [found.part(part) for part in PARTS] == [("a", "d"), ("e",), (), ("b", "f")]
    assert found.notes == (Note("c", "kind"), Note("g"))
    assert after.count("\n") == after.count(newline)


def test_what_is_said_already_is_not_said_twice():
    body = "\n## Did\n- Read the guide\n"
    assert added(body, {DID: ("read  the guide", "x", "x")}) == "\n## Did\n- Read the guide\n- x\n"


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("", "\n## Next\n- x\n"),
        ("\n", "\n## Next\n- x\n"),
        ("\n## Did\n- a", "\n## Did\n- a\n\n## Next\n- x\n"),
        ("\n## Blockers\n- a\n", "\n## Next\n- x\n\n## Blockers\n- a\n"),
        ("\nKind: a\n", "\n## Next\n- x\n\nKind: a\n"),
        ("\n## Next\n\n## Blockers\n", "\n## Next\n- x\n\n## Blockers\n"),
        ("\n## Next\n\nKind: a\n", "\n## Next\n- x\n\nKind: a\n"),
    ],
)
def test_a_part_that_is_missing_or_empty_gets_its_place(body, after):
    assert added(body, {NEXT: ("x",)}).lstrip("\n") == after.lstrip("\n")


def test_an_entry_hides_nothing_and_stays_one_line():
    assert as_entry(" a\nb \x1b[2J <!-- c ") == "a b [2J \\<!-- c"
    body = added("\n## Did\n- a\n\n## Next\n- b\n", {DID: ("x <!-- y",)})
    assert read(body).did == ("a", "x <!-- y")
    assert read(body).next == ("b",)


def test_where_words_would_be_swallowed_nothing_is_put_in():
    with pytest.raises(Refused, match="without touching other words"):
        added("\n## Did\n```\nnever closed\n", {NEXT: ("x",)})


def test_a_file_that_cannot_be_read_gets_no_words():
    with pytest.raises(Refused, match="I102"):
        with_words(b"just words", {DID: ("x",)})
