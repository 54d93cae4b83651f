"""The law of the quick edit: what it gives is what the full way gives, and the plainest files are edited by it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gitagile.errors import GitagileError
from gitagile.text.full_edit import set_in_full
from gitagile.text.quick_edit import quick_set
from gitagile.text.written_keys import KEY_ORDER
from tests.laws.heads import LETTERS, Written, written

KEYS = st.sampled_from((*KEY_ORDER, "note", "x-team", "gpu"))
VALUES = st.one_of(
    st.none(),
    st.sampled_from(
        ("doing", "null", "~", "true", "5", "2026-01-05", "a: b", "# c", "- d", "it's", '"q"', "é", "x #y")
    ),
    st.text(LETTERS, min_size=1, max_size=12),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6),
)
ROWS = st.sampled_from(
    (
        *(
            "",
            " todo",
            " 5",
            " null",
            " ~",
            " 'quoted: it'",
            ' "it\'s"',
            " [a, b]",
            " []",
            "\n- a\n- b",
            "\n  - a",
            " é",
        ),
        *(" a # b", " a  ", " 'x''y'", ' "a\\nb"', " {a: 1}", " |\n  text", " 2026-01-05", " &a b", " a\n  b"),
    )
)


@st.composite
def plain_files(draw: st.DrawFn) -> bytes:
    rows = draw(st.dictionaries(KEYS, ROWS, max_size=6))
    head = "".join(f"{key}:{row}\n" for key, row in rows.items())
    body = draw(st.sampled_from(("", "A body.\n", "---\nno: head\n---\n")))
    return f"---\n{head}---\n{body}".encode()


def in_full(content: bytes, key: str, value: str | None) -> bytes | str:
    try:
        return set_in_full(content, key, value, "x.md")
    except GitagileError as error:
        return str(error)


@given(plain_files(), KEYS, VALUES)
@example(b"---\nstatus: 'null'\n---\n", "status", "null")
@example(b"---\nstatus: null\n---\n", "status", "null")
@example(b"---\ntitle: a\n---\n---\ntitle: b\n---\n", "title", "c")
def test_the_quick_edit_of_a_plain_file_is_the_full_one(content: bytes, key: str, value: str | None):
    edited = quick_set(content, key, value, KEY_ORDER)
    assert edited is None or edited == in_full(content, key, value)


@given(written(), KEYS, VALUES)
def test_the_quick_edit_of_any_file_is_the_full_one(file: Written, key: str, value: str | None):
    edited = quick_set(file.content, key, value, KEY_ORDER)
    assert edited is None or edited == in_full(file.content, key, value)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("status", "doing", b"---\nid: ML-1\nstatus: doing\nlabels:\n  - a\ndue: '2'\n---\nBody\n"),
        ("status", None, b"---\nid: ML-1\nlabels:\n  - a\ndue: '2'\n---\nBody\n"),
        ("labels", None, b"---\nid: ML-1\nstatus: todo\ndue: '2'\n---\nBody\n"),
        (
            "started",
            "2026-01-05",
            b"---\nid: ML-1\nstatus: todo\nstarted: 2026-01-05\nlabels:\n  - a\ndue: '2'\n---\nBody\n",
        ),
        (
            "blocked",
            "it's: a",
            b"---\nid: ML-1\nstatus: todo\nblocked: \"it's: a\"\nlabels:\n  - a\ndue: '2'\n---\nBody\n",
        ),
        ("due", "3", b"---\nid: ML-1\nstatus: todo\nlabels:\n  - a\ndue: '3'\n---\nBody\n"),
        ("due", "2", b"---\nid: ML-1\nstatus: todo\nlabels:\n  - a\ndue: '2'\n---\nBody\n"),
        ("role", None, b"---\nid: ML-1\nstatus: todo\nlabels:\n  - a\ndue: '2'\n---\nBody\n"),
        ("labels", "b", None),
        ("note", "b", None),
        ("title", "", None),
        ("title", "é", None),
    ],
)
def test_what_is_edited_at_a_glance(key: str, value: str | None, expected: bytes | None):
    content = b"---\nid: ML-1\nstatus: todo\nlabels:\n  - a\ndue: '2'\n---\nBody\n"
    assert quick_set(content, key, value, KEY_ORDER) == expected
    if expected is not None:
        assert in_full(content, key, value) == expected
