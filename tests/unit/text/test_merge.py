"""Three texts of one file: what goes together by itself, what is a conflict, and what is never merged at all."""

from __future__ import annotations

import pytest

from gitagile.text import merge
from gitagile.text.front_matter import read_document
from gitagile.text.merge import merge_texts
from gitagile.text.merge_sides import Merged, Texts, is_settled
from gitagile.text.merge_sieve import decided
from gitagile.text.nodes import as_value

BASE = """---
id: ML-a1b2c3
status: todo
title: One
priority: high # why
labels: [a, "b c"]
assignee: ana
# what it must reach
gates:
  - {metric: auc, op: ">=", value: 0.8}
capacity: {ana: 8, bo: 5}
runs:
  - r1 # first
my_list: [1, 2]
---

Text
"""
PATH = ".backlog/backlog/ML-a1b2c3-one.md"


def no_lines(texts, *, size, with_base=False):
    """Git's merge, for tests in which it must not be asked."""
    raise AssertionError("the lines are merged")


def only_settled(texts, *, size, with_base=False):
    """A merge of lines that knows no conflict but the whole."""
    return Merged(texts.ours + texts.theirs, () if is_settled(*texts) else ("lines",))


def merged(ours, theirs, base=BASE, path=PATH, lines=no_lines, size=7):
    return merge_texts(Texts(base.encode(), ours.encode(), theirs.encode()), path, lines, size=size)


def changed(*pairs, text=BASE):
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def values(result):
    document = read_document(result.content, PATH)
    assert document.fault is None
    return {entry.key.text: as_value(entry.value) for entry in document.entries}


def test_different_keys_go_together_even_on_neighbouring_lines():
    result = merged(changed(("todo", "doing")), changed(("One", "Two")))
    assert result.content.decode() == changed(("todo", "doing"), ("One", "Two"))
    assert result.conflicts == ()


def test_a_key_changed_to_two_values_is_a_conflict_of_its_line_alone():
    result = merged(changed(("todo", "doing"), ("One", "Two")), changed(("todo", "done"), ("bo: 5", "bo: 6")))
    marked = "<<<<<<< ours\nstatus: doing\n=======\nstatus: done\n>>>>>>> theirs\n"
    assert result.content.decode() == changed(("status: todo\n", marked), ("One", "Two"), ("bo: 5", "bo: 6"))
    assert result.conflicts == ("status",)


def test_a_conflict_is_what_check_finds():
    result = merged(changed(("todo", "doing")), changed(("todo", "done")))
    assert read_document(result.content, PATH).fault.code == "I109"


def test_a_key_taken_out_here_and_changed_there_is_a_conflict():
    result = merged(changed(("title: One\n", "")), changed(("One", "Two")))
    assert "<<<<<<< ours\n=======\ntitle: Two\n>>>>>>> theirs\n" in result.content.decode()


def test_markers_are_as_long_as_git_asks():
    result = merged(changed(("todo", "doing")), changed(("todo", "done")), size=9)
    assert b"<<<<<<<<< ours\n" in result.content


@pytest.mark.parametrize(
    ("ours", "theirs", "key", "wanted"),
    [
        (('[a, "b c"]', '[a, "b c", d]'), ('[a, "b c"]', "[a, e]"), "labels", ["a", "d", "e"]),
        (("labels: [a, ", "labels: ["), ('[a, "b c"]', '[a, "b c", "07"]'), "labels", ["b c", "07"]),
        (("assignee: ana", "assignee: [ana, bo]"), ("assignee: ana", "assignee: cy"), "assignee", ["bo", "cy"]),
        (
            ("r1 # first\n", "r1 # first\n  - r2\n"),
            ("r1 # first\n", "r1 # first\n  - r3\n"),
            "runs",
            ["r1", "r2", "r3"],
        ),
        (("bo: 5", "bo: 6"), ("ana: 8", "ana: 7, cy: 1"), "capacity", {"ana": 7, "cy": 1, "bo": 6}),
        (("[1, 2]", "[1, 2, 3]"), ("[1, 2]", "[2]"), "my_list", [2, 3]),
    ],
)
def test_lists_are_sets_and_small_mappings_go_key_by_key(ours, theirs, key, wanted):
    result = merged(changed(ours), changed(theirs))
    assert result.conflicts == ()
    assert values(result) == values(Merged(BASE.encode())) | {key: wanted}


def test_entries_keep_their_quotes_and_comments():
    result = merged(
        changed(("r1 # first\n", "r1 # first\n  - r2 # mine\n"), ("[a,", "[x, a,")), changed(("[a,", "[y, a,"))
    )
    assert 'labels: [x, y, a, "b c"]\n' in result.content.decode()
    assert "  - r1 # first\n  - r2 # mine\n" in result.content.decode()


def test_gates_that_both_put_in_are_both_there_and_one_that_both_rewrote_is_a_conflict():
    more = "value: 0.8}\n  - {metric: %s}"
    result = merged(changed(("value: 0.8}", more % "f1")), changed(("value: 0.8}", more % "f2")))
    assert [gate["metric"] for gate in values(result)["gates"]] == ["auc", "f1", "f2"]
    result = merged(changed(("0.8", "0.9")), changed(("0.8", "0.7")))
    assert result.conflicts == ("gates",)


def test_the_last_word_taken_out_on_both_sides_takes_the_key_with_it():
    base = changed(('[a, "b c"]', "[a, b]"))
    result = merged(base.replace("[a, b]", "[a]"), base.replace("[a, b]", "[b]"), base)
    assert "labels" not in values(result)


def test_words_added_where_there_was_no_list_are_put_together():
    base = changed(('labels: [a, "b c"]\n', ""))
    result = merged(
        changed(
            ("[a, ", "["),
        ),
        changed((', "b c"', "")),
        base,
    )
    assert values(result)["labels"] == ["b c", "a"]


def test_quotes_changed_here_and_the_value_there_is_no_conflict():
    result = merged(changed(("title: One", 'title: "One"')), changed(("One", "Two")))
    assert values(result)["title"] == "Two"
    assert result.conflicts == ()


def test_a_comment_changed_here_and_the_value_there_are_both_kept():
    result = merged(changed(("# why", "# because")), changed(("high", "low")))
    assert "priority: low # because\n" in result.content.decode()
    result = merged(changed(("# what it", "# what this")), changed(("0.8", "0.9")))
    assert '# what this must reach\ngates:\n  - {metric: auc, op: ">=", value: 0.9}\n' in result.content.decode()


def test_a_comment_that_both_changed_is_a_conflict():
    assert merged(changed(("# why", "# x")), changed(("# why", "# y"))).conflicts == ("priority",)
    assert merged(changed(("# what it", "# x")), changed(("# what it", "# y"))).conflicts == ("gates",)


def test_two_starts_are_one():
    ours = changed(("todo", "doing\nstarted: 2026-03-02T09:00:00+00:00"))
    theirs = changed(("todo", "doing\nstarted: 2026-03-01T09:00:00+00:00"))
    assert values(merged(ours, theirs))["started"] == "2026-03-01T09:00:00+00:00"


def test_who_decides_the_status_decides_when_it_was_finished():
    result = merged(changed(("todo", "done\nfinished: 2026-03-02")), changed(("todo", "doing")))
    assert result.conflicts == ("status", "finished")
    assert values(Merged(decided(result.content, "theirs", 7))) == values(Merged(BASE.encode())) | {"status": "doing"}


def test_keys_that_both_put_in_stand_in_the_order_of_both():
    result = merged(changed(("One\n", "One\npoints: 3\n")), changed(("One\n", "One\ndue: 2026-03-03\n")))
    assert "title: One\npoints: 3\ndue: 2026-03-03\npriority" in result.content.decode()


def test_carriage_returns_and_a_byte_order_mark_are_kept():
    base = "\ufeff" + BASE.replace("\n", "\r\n")
    result = merged(base.replace("todo", "doing"), base.replace("One", "Two"), base)
    assert result.content.decode() == base.replace("todo", "doing").replace("One", "Two")
    result = merged(BASE.replace("\n", "\r\n"), changed(("todo", "doing")))
    assert result.content.decode() == changed(("todo", "doing")).replace("\n", "\r\n")


def test_two_items_are_never_merged():
    result = merged(changed(("todo", "doing")), changed(("a1b2c3", "z9z9z9")))
    assert result.conflicts == ("these are two items, which git took for one that was renamed",)
    assert result.content.decode().startswith("<<<<<<< ours\n---\nid: ML-a1b2c3\n")


def test_an_id_in_another_case_is_the_same_item():
    assert merged(changed(("a1b2c3", "A1B2C3")), changed(("todo", "doing"))).conflicts == ()


def test_what_both_sides_made_is_merged_without_a_base():
    result = merged(BASE, changed(('labels: [a, "b c"]\n', "")), base="")
    assert result.content.decode() == BASE
    assert merged(BASE, changed(("One", "Two")), base="").conflicts == ("title",)


@pytest.mark.parametrize("name", ["ledger.json", "summary.md"])
def test_files_that_are_one_whole_are_never_merged_by_lines(name):
    result = merged("{2\n}\n", "{3\n}\n", "{1\n}\n", f".backlog/sprints/s1/{name}")
    assert result.content == b"<<<<<<< ours\n{2\n}\n=======\n{3\n}\n>>>>>>> theirs\n"
    assert merged("{1\n}\n", "{3\n}\n", "{1\n}\n", f".backlog/sprints/s1/{name}").content == b"{3\n}\n"


@pytest.mark.parametrize("broken", ["no front matter", "---\na: [\n---\n", "---\na: 1\n", "---\na: &x 1\n---\n"])
def test_what_cannot_be_read_is_merged_by_lines(broken):
    asked = []

    def lines(texts, *, size, with_base=False):
        asked.append(size)
        return Merged(b"by git", ("lines",))

    assert merged(broken, BASE.replace("todo", "doing"), lines=lines) == Merged(b"by git", ("lines",))
    assert asked == [7]


def test_a_clean_merge_of_lines_that_nobody_wrote_is_a_conflict_of_the_whole():
    flow = "---\n{id: a-1, title: %s, status: %s}\n---\n"

    def lines(texts, *, size, with_base=False):
        return Merged((flow % ("three", "todo")).encode())

    result = merged(flow % ("one", "done"), flow % ("two", "todo"), flow % ("zero", "todo"), lines=lines)
    assert result.conflicts == ("merged by lines it would say what neither side says",)


def test_whatever_goes_wrong_inside_git_merges_the_lines(monkeypatch):
    def fail(*_):
        raise RuntimeError("a bug")

    monkeypatch.setattr(merge, "merged_head", fail)
    result = merged(changed(("todo", "doing")), changed(("One", "Two")), lines=only_settled)
    assert result.conflicts == ("lines",)


def test_a_result_that_does_not_read_back_as_planned_is_not_taken(monkeypatch):
    monkeypatch.setattr(merge, "is_as_planned", lambda *_: False)
    result = merged(changed(("todo", "doing")), changed(("One", "Two")), lines=only_settled)
    assert result.conflicts == ("lines",)


def test_what_is_no_text_stays_ours_and_is_said():
    result = merge_texts(Texts(b"\x00", b"\x01", b"\x02"), "x.md", lambda *_, **__: None)
    assert (result.content, result.marked) == (b"\x01", False)
    assert result.conflicts == ("git cannot merge it: it is no text",)
