"""Tests of gitagile.text.yaml_nodes: YAML 1.2 with every limit counted."""

from __future__ import annotations

import pytest

from gitagile.text.nodes import Mapping, Scalar, as_value
from gitagile.text.yaml_nodes import NodeFault, read_nodes


def value_of(text: str) -> object:
    return as_value(read_nodes(text))


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("NULL", None),
        ("nULL", "nULL"),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("0123", 123),
        ("0x1f", "0x1f"),
        ("0o17", "0o17"),
        ("-5", -5),
        ("+5", 5),
        ("2.50", 2.5),
        (".5", 0.5),
        ("1e-4", 0.0001),
        ("1e999", "1e999"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("2026-02-30", "2026-02-30"),
        ("1.2.3", "1.2.3"),
        ("9" * 301, "9" * 301),
        ('"5"', "5"),
        ("'true'", "true"),
        ("|\n  5\n", "5\n"),
        ("[1, a, ~]", [1, "a", None]),
        ("{a: {b: []}}", {"a": {"b": []}}),
        ("é 漢字", "é 漢字"),
    ],
)
def test_plain_words_are_read_as_yaml_1_2_reads_them(source: str, value: object):
    assert value_of(f"k: {source}") == {"k": value}


def test_whole_numbers_stay_whole():
    assert type(as_value(read_nodes("5"))) is int
    assert type(as_value(read_nodes("5.0"))) is float


def test_nothing_is_none():
    assert read_nodes("") is None
    assert read_nodes("# a comment\n\n") is None


def test_a_node_knows_its_source_text_and_place():
    root = read_nodes("a: 'it''s'  # c\nb: [x]\n")
    assert isinstance(root, Mapping)
    value = root.entries[0].value
    assert isinstance(value, Scalar)
    assert (value.text, value.style, value.start.index, value.end.index) == ("it's", "'", 3, 10)
    assert (root.entries[1].value.start.line, root.entries[1].value.start.column) == (1, 3)


@pytest.mark.parametrize(
    ("text", "kind", "line", "column"),
    [
        ("a: b: c", "syntax", 0, 4),
        ("a: [b", "syntax", 1, 0),
        ("a: 'b", "syntax", 0, 5),
        ("a: \x07", "syntax", 0, 3),
        ("é\n\x00", "syntax", 1, 0),
        ("[" * 30_000, "limit", 0, 16),
        ("- " * 30_000, "limit", 0, 32),
        ("a: &x b", "feature", 0, 3),
        ("a: *x", "feature", 0, 3),
        ("a: !!python/object/apply:os.system [x]", "feature", 0, 3),
        ("<<: {a: b}", "feature", 0, 0),
        ("a: 1\nb: 2\na: 3", "duplicate", 2, 0),
        ("{a: 1}: b", "shape", 0, 0),
        ("a: b\n---\nc: d", "shape", 1, 0),
        ("%YAML 9.9\n---\na: b", "syntax", 0, 0),
    ],
)
def test_what_is_not_read_is_a_fault_with_its_place(text: str, kind: str, line: int, column: int):
    with pytest.raises(NodeFault) as fault:
        read_nodes(text)
    assert (fault.value.kind, fault.value.line, fault.value.column) == (kind, line, column)


def test_a_quoted_merge_sign_is_a_key_like_any():
    assert value_of('"<<": a') == {"<<": "a"}


def test_the_most_values_are_a_thousand():
    assert value_of("[" + "a, " * 999 + "]") == ["a"] * 999
    with pytest.raises(NodeFault, match="more than 1000 values"):
        read_nodes("[" + "a, " * 1_000 + "]")


def test_sixteen_levels_are_read():
    assert value_of("[" * 16 + "]" * 16) is not None
