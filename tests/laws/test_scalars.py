"""Laws of single values: what is written is read back, by us and by readers of YAML 1.1."""

from __future__ import annotations

import datetime as dt

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gitagile.text.item_text import read_value
from gitagile.text.nodes import Mapping, Scalar, as_value
from gitagile.text.scalars import list_text, number_text, scalar_text
from gitagile.text.yaml_nodes import read_nodes

ANY_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(st.sampled_from("abeEfinoxyYN0123456789 :#-_.,+/@'\"[]{}&*!|>%=~<?\\\n\t\x85\u2028\ufeff\x00")),
    st.from_regex(r"[-+]?[0-9._:xbo]{1,8}[a-fxoen]?[0-9+-]{0,3}", fullmatch=True),
    st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]{1,8}(Z|[+-][0-9]{2}:[0-9]{2})?)?", fullmatch=True),
    st.sampled_from(
        [
            "y",
            "No",
            "ON",
            "off",
            "~",
            "null",
            "NULL",
            ".inf",
            "-.INF",
            ".nan",
            "0xcd",
            "0b1",
            "1_0",
            "190:20:30",
            "=",
            "<<",
            "2026-02-30",
        ]
    ),
)


def only_value(text: str) -> object:
    node = read_nodes(text)
    assert isinstance(node, Mapping)
    return node.entries[0].value


@settings(max_examples=5 * settings().max_examples)
@given(ANY_TEXT, st.sampled_from(["", "'", '"', "|"]), st.booleans())
@example("0xcd", "", True)
@example("2026-02-30", "", False)
def test_a_text_written_is_read_back_as_the_same_text(text: str, style: str, in_flow: bool):
    source = scalar_text(text, style, in_flow=in_flow)
    node = only_value(f"{{k: {source}}}" if in_flow else f"k: {source}\n")
    assert isinstance(node, Scalar)
    assert node.text == text
    assert read_value(node, "text") == text
    assert "\n" not in source


@settings(max_examples=5 * settings().max_examples)
@given(ANY_TEXT, st.booleans())
@example("2026-02-30", False)
@example("0xcd", True)
@example("12:30:45", False)
def test_a_text_written_stays_a_text_or_a_date_for_readers_of_yaml_1_1(text: str, in_flow: bool):
    source = scalar_text(text, in_flow=in_flow)
    value = yaml.safe_load(f"{{k: {source}}}" if in_flow else f"k: {source}\n")["k"]
    assert value == text or isinstance(value, dt.date)
    assert yaml.safe_load("k: " + scalar_text(text, keep_days=False)) == {"k": text}


@given(st.lists(ANY_TEXT, max_size=5).map(tuple))
def test_a_list_written_is_read_back(values: tuple[str, ...]):
    assert yaml.load("k: " + list_text(values), Loader=yaml.CBaseLoader) == {"k": list(values)}
    assert list(values) == list(read_value(only_value("k: " + list_text(values)), "words"))  # type: ignore[call-overload]


@given(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
def test_a_number_written_is_read_back(number: float):
    assert as_value(only_value("k: " + number_text(number))) == number
