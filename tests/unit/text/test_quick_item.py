"""Tests of gitagile.text.quick_item: the plainest items at a glance, None wherever there is doubt."""

from __future__ import annotations

import pytest

from gitagile.model.item import Item
from gitagile.text.quick_item import quick_item


def test_a_plain_item_is_read_at_a_glance():
    head = "id: ML-1\ntitle: It's 5 of 6\npoints: 3\nlabels: [a, b]\nassignee:\n  - ana\ndue:\nnote: 'x: y'\n"
    content = f"---\n{head}---\nKörper\n"
    assert quick_item(content.encode(), "p.md", "backlog") == Item(
        id="ML-1",
        path="p.md",
        place="backlog",
        title="It's 5 of 6",
        points=3,
        labels=("a", "b"),
        assignee=("ana",),
        fields=(("note", "x: y"),),
    )


def test_an_item_without_an_id_takes_the_fallback():
    item = quick_item(b"---\ntitle: a\n---\n", "p.md", "backlog", "ML-9")
    assert item is not None
    assert item.id == "ML-9"


def test_a_list_of_gates_is_kept_whatever_it_holds():
    item = quick_item(b"---\ngates: [a, b]\n---\n", "p.md", "backlog", "ML-9")
    assert item is not None
    assert item.gates == ("a", "b")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"---\n---\n",
        b"---\nid: a\n",
        b"---\r\nid: a\r\n---\r\n",
        b"\xef\xbb\xbf---\nid: a\n---\n",
        b"---\nid: a # c\n---\n",
        b"---\n# c\nid: a\n---\n",
        b"---\nid: a\nid: b\n---\n",
        b"---\nid: a: b\n---\n",
        b"---\nid: |\n  a\n---\n",
        b"---\nid: &a b\n---\n",
        b"---\nid: a\n  b\n---\n",
        b"---\nid: a\n- b\n---\n",
        b"---\nlabels:\n- a\n  - b\n---\n",
        b"---\nid: caf\xc3\xa9\n---\n",
        b"---\nid: a\n---\nbody that is no UTF-8 \xff\n",
        b"---\nid: a\n--- \nbody\n---\n",
        b"---\n" + b"k" * 100 + b": a\n---\n",
        b"---\nx: [" + b"a, " * 1_000 + b"a]\n---\n",
        b"---\n" + b"".join(b"k%d: a\n" % n for n in range(61)) + b"---\n",
        b"---\nid: a\n---\n" + b"x" * 256 * 1024,
    ],
)
def test_whatever_is_not_of_the_plainest_form_is_left_to_the_full_reading(content: bytes):
    assert quick_item(content, "p.md", "backlog") is None
