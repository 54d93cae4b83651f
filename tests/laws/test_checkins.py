"""Check-ins of any form: words put in take none away, and two clones' words all come through a merge."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gitagile.errors import Refused
from gitagile.model.checkin import PARTS, Note
from gitagile.text.checkin_body import as_entry, lines_of
from gitagile.text.checkin_form import form_text, without_prompts
from gitagile.text.checkin_text import checkin_from, with_words
from gitagile.text.front_matter import read_document
from gitagile.text.merge import merge_texts
from gitagile.text.merge_sides import Texts

HEAD = "---\nperson: ana\nday: 2026-11-23\n---\n"
PATH = ".backlog/checkins/2026-11-23/ana.md"
PIECES = (
    *("## Did", "## Next", "# BLOCKERS #", "### Help offered", "## Mood", "## Did", "##"),
    *("- a", "- b", "* c", "  goes on", "    deep", "1. d", "-", "- ", "", "", "   ", "plain", "more words"),
    *(
        "Kind: q",
        "Kind, helpful, mindful:",
        "Mindful: r",
        "```",
        "~~~",
        "<!-- x -->",
        "<!--",
        "-->",
        "---",
        "- [ ] box",
    ),
)
ENDS = st.sampled_from(["\n", "\r\n", "\n\n"])
BODIES = st.lists(st.tuples(st.sampled_from(PIECES), ENDS), max_size=14).map(lambda rows: "".join(map("".join, rows)))
WORDS = st.text(st.sampled_from("ab <!->#*`:\n-é"), max_size=12)
ENTRIES = st.lists(WORDS, max_size=2).map(tuple)
ADDITIONS = st.fixed_dictionaries(dict.fromkeys(PARTS, ENTRIES))


def read(content):
    document = read_document(content, PATH)
    assert document.fault is None
    return checkin_from(document, "ana", "2026-11-23")


def subsequence(few, many):
    rest = iter(many)
    return all(one in rest for one in few)


@given(BODIES, ADDITIONS, st.lists(WORDS.filter(str.strip), max_size=2))
def test_words_put_in_take_no_line_away(body, additions, notes):
    before = (HEAD + body).encode()
    try:
        after = with_words(before, additions, tuple(map(Note, notes)))
    except Refused:
        return
    lines = [line.rstrip("\r\n") for line in lines_of(body) if line.strip()]
    assert subsequence(lines, [line.rstrip("\r\n") for line in lines_of(after.decode())])
    old, new = read(before), read(after)
    for part in PARTS:
        assert new.part(part)[: len(old.part(part))] == old.part(part)
    assert with_words(after, additions, tuple(map(Note, notes))) == after


@given(BODIES)
def test_a_form_comes_back_with_all_that_was_said(body):
    before = (HEAD + body).encode()
    again = without_prompts(form_text(before, {"top": ("x",), "did": ("y -->",), "help_offered": ("z", "w")}))
    old, new = read(before), read(again)
    assert [new.part(part) for part in PARTS] == [old.part(part) for part in PARTS]
    assert new.notes == old.notes
    assert b"gitagile:" not in again


def words_of(text):
    return {" ".join(line.split()) for line in text.splitlines() if line.strip()}


@given(BODIES, BODIES)
def test_a_merge_of_two_new_check_ins_has_every_line_of_both(ours, theirs):
    texts = Texts(b"", (HEAD + ours).encode(), (HEAD + theirs).encode())

    def by_lines(texts, *, size, with_base=False):
        return None

    merged = merge_texts(texts, PATH, by_lines)
    if merged.conflicts:
        return
    lines = words_of(merged.content.decode())
    assert words_of(ours) <= lines | {"##"}
    missing = words_of(theirs) - lines
    assert all(line.startswith("#") for line in missing), "a heading of theirs may be spelt as ours is"


@given(WORDS)
def test_an_entry_reads_back_as_one_entry(text):
    entry = as_entry(text)
    body = f"## Did\n- {entry}\n\n## Next\n- after\n"
    found = read((HEAD + body).encode())
    assert found.next == ("after",)
    assert len(found.did) == (1 if entry else 0)
