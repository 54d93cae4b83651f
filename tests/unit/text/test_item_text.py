"""Tests of gitagile.text.item_text: a document as an item, and a new item's text."""

from __future__ import annotations

import pytest

from gitagile.model.item import Item
from gitagile.text.front_matter import read_document
from gitagile.text.item_text import counted, item_from, new_item_text


def item_of(head: str) -> Item:
    document = read_document(f"---\n{head}---\n".encode(), "p.md")
    assert document.fault is None
    return item_from(document, "backlog", "ML-0")


def test_an_item_of_every_key_is_read():
    head = """\
id: ML-x2v9kq
status: doing
title: Train the ranker
priority: high
type: training
points: 2.5
created: 2026-11-20
assignee: [ana, bo]
role: data-science
rank: i5
parent: ML-3qf2zm
blocked: waits for labels
depends_on:
  - ML-7k3fd2
labels: [ranker]
started: 2026-11-24T09:12:00+01:00
finished: 2026-11-25
due: 2026-12-01
hypothesis: It lifts AUC
outcome: confirmed
timebox: 3d
learned: |
  Much.
gates:
  - {metric: eval.auc, op: ">=", value: 0.88}
runs: [r1]
data: [d1]
sha: 0123456
"""
    assert item_of(head) == Item(
        id="ML-x2v9kq",
        path="p.md",
        place="backlog",
        title="Train the ranker",
        type="training",
        status="doing",
        priority="high",
        rank="i5",
        points=2.5,
        assignee=("ana", "bo"),
        role="data-science",
        labels=("ranker",),
        parent="ML-3qf2zm",
        depends_on=("ML-7k3fd2",),
        created="2026-11-20",
        started="2026-11-24T09:12:00+01:00",
        finished="2026-11-25",
        due="2026-12-01",
        blocked="waits for labels",
        hypothesis="It lifts AUC",
        outcome="confirmed",
        learned="Much.",
        timebox="3d",
        gates=({"metric": "eval.auc", "op": ">=", "value": 0.88},),
        runs=("r1",),
        data=("d1",),
        fields=(("sha", 123456),),
    )


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("title: 0123\n", "0123"),
        ("title: no\n", "no"),
        ("title: 12:30\n", "12:30"),
        ("title: 1.10\n", "1.10"),
        ("title: '~'\n", "~"),
        ("title: ~\n", ""),
        ("title:\n", ""),
        ("title: [a]\n", ""),
    ],
)
def test_a_text_is_the_source_whatever_it_looks_like(head: str, title: str):
    assert item_of(head).title == title


@pytest.mark.parametrize(
    ("source", "points"),
    [
        ("3", 3),
        ("0.5", 0.5),
        ("-1", -1),
        ('"3"', None),
        ("three", None),
        ("true", None),
        ("[3]", None),
        ("", None),
        ("1e999", None),
    ],
)
def test_points_are_a_number_or_nothing(source: str, points: float | None):
    assert item_of(f"points: {source}\n").points == points


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("ana", ("ana",)),
        ("[ana, bo]", ("ana", "bo")),
        ("[]", ()),
        ("", ()),
        ("~", ()),
        ("[1, ~, {a: b}, no]", ("1", "no")),
        ("{a: b}", ()),
        ('"a b"', ("a b",)),
    ],
)
def test_a_lone_word_is_a_list_of_one(source: str, words: tuple[str, ...]):
    assert item_of(f"assignee: {source}\n").assignee == words


def test_gates_that_are_no_list_are_none():
    assert item_of("gates: {metric: a}\n").gates == ()
    assert item_of("gates: [a]\n").gates == ("a",)


def test_an_item_without_an_id_is_seen_by_its_file_name():
    assert item_of("title: a\n").id == "ML-0"
    assert item_of("id:\n").id == "ML-0"


def test_names_of_the_record_are_no_keys():
    assert item_of("path: x\nplace: y\nfields: z\ncriteria: 5\n").fields == (
        ("path", "x"),
        ("place", "y"),
        ("fields", "z"),
        ("criteria", 5),
    )


def test_criteria_are_counted_when_asked_for():
    assert item_of("id: a\n").criteria is None
    assert counted(item_of("id: a\n"), "- [x] a\n- [ ] b\n").criteria == (1, 2)
    assert counted(item_of("id: a\n"), "").criteria == (0, 0)


def test_a_new_item_is_written_in_the_order_that_merges_best():
    keys = {
        "mine": "x: y",
        "labels": ("a", "b"),
        "title": "New",
        "points": 3,
        "id": "ML-1",
        "blocked": None,
        "runs": (),
    }
    assert (
        new_item_text(keys, "\n\nWhy.\n\n")
        == '---\nid: ML-1\ntitle: New\npoints: 3\nlabels: [a, b]\nmine: "x: y"\n---\n\nWhy.\n'
    )
    assert new_item_text({"id": "ML-1"}, "  \n") == "---\nid: ML-1\n---\n"
