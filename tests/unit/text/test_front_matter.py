"""Tests of gitagile.text.front_matter: bytes into head and body, or the finding that says why not."""

from __future__ import annotations

import frontmatter
import pytest

from gitagile.text.front_matter import YAML_1_2, conflict_line, read_document, split_text
from gitagile.text.nodes import as_value
from gitagile.text.yaml_nodes import NodeFault


def values_of(text: str) -> dict[str, object]:
    document = read_document(text.encode(), "a.md")
    assert document.fault is None
    return {entry.key.text: as_value(entry.value) for entry in document.entries}


def fault_of(content: str | bytes) -> tuple[str, int, int]:
    fault = read_document(content.encode() if isinstance(content, str) else content, "a.md").fault
    assert fault is not None
    assert fault.path == "a.md"
    assert fault.hint
    return fault.code, fault.line, fault.column


@pytest.mark.parametrize(
    "text",
    [
        "---\nid: ML-1\ntitle: A\n---\nBody\n",
        "---\r\nid: ML-1\r\ntitle: A\r\n---\r\nBody\r\n",
        "\ufeff---\nid: ML-1\ntitle: A\n---\nBody\n",
        "---\nid: ML-1\ntitle: A\n---",
        "--- \t\nid: ML-1\ntitle: A\n---   \nBody",
        "---\n# a comment\n\nid: ML-1 # why\n\ntitle: 'A'\n---\n",
        "---\n{id: ML-1, title: A}\n---\n",
        '---\n"id": ML-1\n? title\n: A\n---\n',
        "---\n  id: ML-1\n  title: >-\n    A\n---\n",
    ],
)
def test_the_same_keys_are_read_however_they_are_written(text: str):
    assert values_of(text) == {"id": "ML-1", "title": "A"}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\nid: a\n---\n\n---\nnot a fence\n", "\n---\nnot a fence\n"),
        ("---\nblocked: |\n  ---\n  so\nid: a\n---\nBody", "Body"),
        ("---\nid: a\n---", ""),
        ("---\n---\nBody\n", "Body\n"),
        ("---\r\nid: a\r\n---\r\n\r\nx\r\n", "\r\nx\r\n"),
    ],
)
def test_the_first_closing_line_of_three_dashes_ends_the_head(text: str, body: str):
    document = read_document(text.encode(), "a.md")
    assert document.fault is None
    assert document.body == body


def test_an_indented_line_of_dashes_belongs_to_its_block_scalar():
    assert values_of("---\nblocked: |\n  ---\n  so\n---\n") == {"blocked": "---\nso\n"}


def test_an_empty_head_has_no_keys():
    assert values_of("---\n---\n") == {}
    assert values_of("---\n# nothing but this\n---\n") == {}


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        ("", "I102", 1, 1),
        ("# A title\n", "I102", 1, 1),
        ("\n---\nid: a\n---\n", "I102", 1, 1),
        ("----\nid: a\n----\n", "I102", 1, 1),
        ("---\rid: a\r---\r", "I102", 1, 1),
        ("---\nid: a\n", "I103", 1, 1),
        ("---", "I103", 1, 1),
        (b"---\nid: a\ntitle: caf\xe9\n---\n", "I101", 3, 11),
        (b"\xff\xfe-\x00", "I101", 1, 1),
        ("---\nid: a\ntitle: @ana\n---\n", "I104", 3, 8),
        ("---\nid: a\ntitle: fix: x\n---\n", "I104", 3, 11),
        ("---\nid: a\n\ttitle: x\n---\n", "I104", 3, 1),
        ("---\nid: é\x01\n---\n", "I104", 2, 6),
        ("---\n\ufeffid: a\n---\n", "I104", 2, 1),
        ("---\nx: " + "[" * 17 + "]" * 17 + "\n---\n", "I106", 2, 19),
        ("---\nx: [" + "a, " * 1_000 + "]\n---\n", "I106", 2, 2996),
        ("---\nid: &a b\n---\n", "I107", 2, 5),
        ("---\nid: *a\n---\n", "I107", 2, 5),
        ("---\nid: !x b\n---\n", "I107", 2, 5),
        ("---\n<<: b\n---\n", "I107", 2, 1),
        ("---\nid: a\nx: 1\nid: b\n---\n", "I108", 4, 1),
        ("---\nx: {a: 1, a: 2}\n---\n", "I108", 2, 11),
        ("---\n- a\n---\n", "I110", 2, 1),
        ("---\nword\n---\n", "I110", 2, 1),
        ("---\n? [a]\n: b\n---\n", "I110", 2, 3),
        ("---\nid: a\n...\nid: b\n---\n", "I104", 4, 1),
        ("<<<<<<< a\n---\nid: a\n=======\n---\nid: b\n>>>>>>> b\n---\n", "I109", 1, 1),
        ("---\nid: a\n<<<<<<< ours\npoints: 3\n=======\npoints: 5\n>>>>>>> theirs\n---\n", "I109", 3, 1),
        ("---\nx: 1\n" + "a" * 65_536 + "\n---\n", "I105", 1, 1),
        ("a" * (256 * 1024 + 1), "I105", 1, 1),
    ],
)
def test_a_file_that_cannot_be_read_is_a_finding_with_its_place(
    content: str | bytes, code: str, line: int, column: int
):
    assert fault_of(content) == (code, line, column)


def test_a_key_given_twice_names_the_first_line():
    fault = read_document(b"---\nid: a\nx: 1\nid: b\n---\n", "a.md").fault
    assert fault is not None
    assert fault.message == "this key was given before, on line 2"


def test_a_document_with_a_fault_has_no_keys():
    document = read_document(b"---\nid: a\nid: b\n---\nBody", "a.md")
    assert document.entries == ()
    assert document.node("id") is None


def test_a_node_has_its_place_in_the_file():
    document = read_document("\ufeff---\r\n# c\r\nid: a\r\nlabels:\r\n  - b\r\n---\r\n\r\nBody".encode(), "a.md")
    places = [document.place_of(entry.value) for entry in document.entries]
    assert places == [(3, 5), (5, 3)]
    assert document.body_line == 7


def test_a_line_separator_inside_a_quote_shifts_no_line():
    document = read_document('---\ntitle: "a\u2028b"\nid: a\n---\n'.encode(), "a.md")
    assert document.fault is None
    assert document.place_of(document.entries[1].value) == (3, 5)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n<<<<<<< x\nb\n=======\nc\n>>>>>>> y\n", 2),
        ("<<<<<<< x\r\nb\r\n=======\r\nc\r\n>>>>>>> y\r\n", 1),
        ("<<<<<<<\nb\n||||||| base\nd\n=======\nc\n>>>>>>>", 1),
        ("<<<<<<< x\nb\n=======\n", None),
        ("<<<<<<<x\n=======\n>>>>>>> y\n", None),
        ("=======\n>>>>>>> y\n<<<<<<< x\n", None),
        (" <<<<<<< x\n=======\n>>>>>>> y\n", None),
    ],
)
def test_a_conflict_has_all_three_markers_in_their_order(text: str, line: int | None):
    assert conflict_line(text) == line


def test_the_parts_make_up_the_whole():
    text = "\ufeff--- \r\nid: a\r\n---\t\r\nBody\n"
    parts = split_text(text)
    assert parts is not None
    assert (parts.opening, parts.head, parts.closing, parts.body) == (
        "\ufeff--- \r\n",
        "id: a\r\n",
        "---\t\r\n",
        "Body\n",
    )
    assert parts.newline == "\r\n"


def test_python_frontmatter_reads_by_our_rules_through_our_handler():
    post = frontmatter.loads("---\ncountry: no\nwhen: 12:30\nsha: 0123456\n---\nBody", handler=YAML_1_2)
    assert post.metadata == {"country": "no", "when": "12:30", "sha": 123456}
    assert post.content == "Body"
    with pytest.raises(NodeFault):
        frontmatter.loads("---\na: *b\n---\n", handler=YAML_1_2)
    assert frontmatter.loads("---\na: b\n", handler=YAML_1_2).content == "---\na: b"
