"""Check-ins of one person from two clones: every word of both, each in its part, never a conflict."""

from __future__ import annotations

import pytest

from gitagile.text.checkin_text import checkin_from
from gitagile.text.front_matter import read_document
from gitagile.text.merge import merge_texts
from gitagile.text.merge_sides import Texts

PATH = ".backlog/checkins/2026-11-23/ana.md"


def no_lines(texts, *, size, with_base=False):
    raise AssertionError("the lines are merged")


def text(*lines, until="2026-11-23T09:00:00+01:00", blocks=""):
    keys = ["---", "person: ana", "day: 2026-11-23", f"until: {until}", *([f"blocks: [{blocks}]"] if blocks else [])]
    return "\n".join([*keys, "---", "", *lines, ""]).encode()


def merged(base, ours, theirs):
    found = merge_texts(Texts(base, ours, theirs), PATH, no_lines)
    assert found.conflicts == ()
    return found.content


def both_ways(base, ours, theirs):
    for one, other in ((ours, theirs), (theirs, ours)):
        content = merged(base, one, other)
        yield checkin_from(read_document(content, PATH), "ana", "2026-11-23")


def test_both_clones_words_stay_each_in_its_part():
    ours = text("## Did", "- a", "- b", "", "## Blockers", "- ML-1: x", "", "Kind: q", blocks="ML-1")
    theirs = text("## Did", "- c", "  goes on", "- b", "", "## Next", "- d", "", "Kind: q", "Helpful: z", blocks="ML-2")
    for found in both_ways(b"", ours, theirs):
        assert sorted(found.did) == ["a", "b", "c goes on"]
        assert (found.next, found.blockers) == (("d",), ("ML-1: x",))
        assert sorted(note.text for note in found.notes) == ["q", "z"]
        assert sorted(found.blocks) == ["ML-1", "ML-2"]


def test_the_parts_come_in_the_form_s_order():
    content = merged(b"", text("## Did", "- a", "", "## Blockers", "- b"), text("## Next", "- c"))
    heads = [line for line in content.decode().splitlines() if line.startswith("#")]
    assert heads == ["## Did", "## Next", "## Blockers"]


def test_an_entry_that_one_side_took_out_is_gone_and_one_that_both_changed_is_there_twice():
    base = text("## Did", "- a", "- b", "- c")
    for found in both_ways(base, text("## Did", "- a", "- b1"), text("## Did", "- b2", "- c")):
        assert sorted(found.did) == ["b1", "b2"]


def test_the_earlier_until_holds_so_that_nothing_is_left_untold():
    early, late = "2026-11-23T08:59:00+00:00", "2026-11-23T10:00:00+01:00"
    for found in both_ways(b"", text("## Did", "- a", until=early), text("## Did", "- b", until=late)):
        assert found.until == early


def test_headings_and_paragraphs_of_one_s_own_stay():
    ours = text("Hello", "", "## Did", "- a", "", "## Mood", "Sunny", "and warm.")
    theirs = text("Hi", "", "## Mood", "Windy.", "", "```", "- x", "```")
    content = merged(b"", ours, theirs).decode()
    for words in ("Hello", "Hi", "- a", "Sunny\nand warm.", "Windy.", "```\n- x\n```"):
        assert words in content


def test_one_side_s_change_alone_is_taken_as_it_is():
    base = text("## Did", "", "-   a", "", "", "## Next")
    theirs = base + b"- b\n"
    assert merged(base, base, theirs) == theirs


@pytest.mark.parametrize("broken", [b"just words", b"---\nperson: [\n---\n"])
def test_a_side_that_cannot_be_read_is_left_to_git(broken):
    with pytest.raises(AssertionError, match="the lines are merged"):
        merged(b"", broken, text("## Did", "- a"))
