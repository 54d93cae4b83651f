"""Tests of gitagile.text.spans: where a value's own text ends."""

from __future__ import annotations

import pytest

from gitagile.text.nodes import Mapping
from gitagile.text.spans import end_of_lines, is_block, last_index, line_start, line_stop
from gitagile.text.yaml_nodes import read_nodes


@pytest.mark.parametrize(
    ("head", "own", "block"),
    [
        ("k: a  # c\nx: 1\n", "a", False),
        ("k: a\n  b # c\nx: 1\n", "a\n  b", False),
        ("k: 'a' # c\n", "'a'", False),
        ("k: [a, b] # c\n", "[a, b]", False),
        ("k: |\n  a\n\n# c\nx: 1\n", "|\n  a", True),
        ("k: |+\n  a\n\nx: 1\n", "|+\n  a\n\n", True),
        ("k: >-\n  a\u3000\n\nx: 1\n", ">-\n  a\u3000", True),
        ("k:\n  - a\n  - b # c\n\n# d\nx: 1\n", "- a\n  - b", True),
        ("k:\n  a: b\n  c:\n    - d\n\nx: 1\n", "a: b\n  c:\n    - d", True),
        ("k:\nx: 1\n", "", False),
    ],
)
def test_a_value_ends_before_blank_lines_and_comments(head: str, own: str, block: bool):
    root = read_nodes(head)
    assert isinstance(root, Mapping)
    node = root.entries[0].value
    assert head[node.start.index : last_index(head, node) + 1] == own
    assert is_block(node) is block


def test_the_lines_of_a_key_end_behind_its_comment():
    head = "k:\n  - a # c\n\nx: 1"
    root = read_nodes(head)
    assert isinstance(root, Mapping)
    assert [head[end_of_lines(head, entry) :] for entry in root.entries] == ["\nx: 1", ""]


def test_a_line_begins_behind_the_last_line_ending_and_stops_before_the_next():
    head = "ab\r\ncd\nef"
    assert [line_start(head, at) for at in (0, 1, 4, 5, 8)] == [0, 0, 4, 4, 7]
    assert [line_stop(head, at) for at in (0, 1, 4, 7)] == [2, 2, 6, 9]
