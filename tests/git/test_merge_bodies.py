"""Bodies through git's own merge of lines, and checklists by their texts."""

from __future__ import annotations

import pytest

from gitagile.actions.merging.one_file import by_lines
from gitagile.text.merge_body import merged_body

BASE = "Why\n\n- [ ] one\n- [ ] two\n- [x] three\n\nEnd\n"


def merged(ours, theirs, base=BASE):
    result = merged_body(base, ours, theirs, by_lines, size=7)
    mirrored = merged_body(base, theirs, ours, by_lines, size=7)
    assert result.conflict == mirrored.conflict
    return result


def changed(*pairs, text=BASE):
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("ours", "theirs", "wanted"),
    [
        (("[ ] one", "[x] one"), ("[ ] two", "[x] two"), (("[ ]", "[x]"),)),
        (("[ ] one", "[x] one"), ("[x] three", "[ ] three"), (("[ ] one", "[x] one"), ("[x] three", "[ ] three"))),
        (("- [ ] two\n", ""), ("[ ] one", "[X] one"), (("- [ ] two\n", ""), ("[ ] one", "[x] one"))),
        (
            ("three\n", "three\n- [ ] four\n"),
            ("three\n", "three\n- [ ] five\n"),
            (("three\n", "three\n- [ ] four\n- [ ] five\n"),),
        ),
        (("three\n", "three\n- [ ] four\n"), ("three\n", "three\n- [x] four\n"), (("three\n", "three\n- [x] four\n"),)),
        (
            ("one\n", "one\n- [ ] new\n"),
            ("[ ] two", "[x] two"),
            (("one\n", "one\n- [ ] new\n"), ("[ ] two", "[x] two")),
        ),
        (("Why", "Wherefore"), ("End", "The end"), (("Why", "Wherefore"), ("End", "The end"))),
    ],
)
def test_these_go_together(ours, theirs, wanted):
    result = merged(changed(ours), changed(theirs))
    assert (result.text, result.conflict) == (changed(*wanted), False)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("[ ] two", "[ ] second"), ("[ ] two", "[x] two")),
        (("- [ ] two\n", ""), ("[ ] two", "[x] two")),
        (("Why", "A"), ("Why", "B")),
        (("[ ] two", "[ ] two\n  and more"), ("[ ] two", "[x] two\n  and less")),
    ],
)
def test_these_are_a_persons(ours, theirs):
    result = merged(changed(ours), changed(theirs))
    assert result.conflict
    assert result.text.count("<<<<<<< ours") == result.text.count(">>>>>>> theirs") == 1
    assert "|||||||" not in result.text


def test_a_checklist_is_merged_beside_a_conflict_of_text():
    result = merged(changed(("[ ] one", "[x] one"), ("End", "A")), changed(("[ ] two", "[x] two"), ("End", "B")))
    assert result.conflict
    assert "- [x] one\n- [x] two\n" in result.text
    assert "<<<<<<< ours\nA\n=======\nB\n>>>>>>> theirs\n" in result.text


def test_boxes_in_a_code_block_are_text():
    base = "```\n- [ ] one\n- [ ] two\n```\n"
    assert merged(base.replace("[ ] one", "[x] one"), base.replace("[ ] two", "[x] two"), base).conflict


def test_the_same_line_twice_is_left_to_a_person():
    base = "- [ ] test\n- [ ] test\n"
    assert merged("- [x] test\n- [ ] test\n", "- [ ] test\n- [x] test\n", base).conflict


def test_lines_that_look_like_markers_are_text():
    base = BASE + "<<<<<<< a\n=======\n>>>>>>> b\n"
    result = merged(base.replace("[ ] one", "[x] one"), base.replace("[ ] two", "[x] two"), base)
    assert (result.text, result.conflict) == (base.replace("[ ]", "[x]"), False)


def test_a_body_that_is_no_text_has_no_merge():
    assert merged_body("\0", "\0a", "\0b", by_lines, size=7) is None
