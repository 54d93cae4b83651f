"""Tests of gitagile.text.quick_head: which heads are read at a glance (that they are read right is a law)."""

from __future__ import annotations

import pytest

from gitagile.text.quick_head import HeadReader, full_head

PLAIN = """\
id: ML-1
# a comment
status: doing
title: "Größe: „x“"
points: 2.5

type: bug
created: 2026-01-05
assignee:
  - ana
  - 'bo'
labels: [a, b]
metrics:
  auc: {target: 0.9, actual: null}
  f1:
    target: 0.5
gates:
  - {metric: eval.auc, op: ">=", value: 0.88}
  - metric: f1
    value: 1
summary: |
  Any text: at all

  - of it
blocked: it rains #1
"""
HEAD = ("ML-1", "Größe: „x“", "bug", "doing", None, 2.5, ("ana", "bo"), None, "it rains #1", "2026-01-05", None, None)


def file_of(head: str) -> bytes:
    return f"---\n{head}---\nBody\n".encode()


def test_heads_as_they_are_written_are_read_at_a_glance():
    reader = HeadReader()
    assert reader.quick(file_of(PLAIN.replace("rains #1", "rains#1"))) == (*HEAD[:8], "it rains#1", *HEAD[9:])
    assert reader.quick(file_of(PLAIN)) is None  # a comment behind a value: read in full
    assert full_head(file_of(PLAIN)) == (*HEAD[:8], "it rains", *HEAD[9:])


@pytest.mark.parametrize(
    "head",
    [
        "id: ML-1\nid: ML-2\n",
        "title: a: b\n",
        "title: @ana\n",
        "title: a\n  b\n",
        "title: >\n  a\n",
        "note: |\n  a\n b\n",
        "note: &x a\n",
        "note:\n  a: 1\n  a: 2\n",
        "note:\n    a: 1\n  b: 2\n",
        "note: {a: 1, a: 2}\n",
        "status: [a]\ntitle:\n  - b\n",
        "a" * 70 + ": b\n",
        "title: a\u2028b\n",
        "title: a\tb\n",
    ],
)
def test_all_else_is_read_in_full(head: str):
    reader = HeadReader()
    assert reader.quick(file_of(head)) is None
    assert reader.read(file_of(head)) == full_head(file_of(head))


def test_files_that_cannot_be_read_have_no_head():
    assert HeadReader().read(b"no front matter") is None
    assert HeadReader().read(b"---\nid: ML-1\n---\n\xff") is None


def test_empty_values_are_none():
    assert HeadReader().quick(file_of('id: ""\nstatus: null\nassignee: []\ntitle:\npoints: many\n')) == (
        *(None, "", None, None, None, None, (), None, None, None, None, None),
    )
