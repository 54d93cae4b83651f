"""Exports: JSON in the shape of a list, CSV that does no harm."""

from __future__ import annotations

import csv
import io
import json

import pytest

from gitagile.actions.export_backlog import Export, Exported
from gitagile.config.reader import read_config
from gitagile.model.finding import Finding
from gitagile.model.item import Item
from gitagile.render.exports import csv_text, json_text

CONFIG = read_config("", {})[0]


def item(**more):
    values = {"id": "ML-1", "path": ".backlog/backlog/ML-1.md", "place": "backlog", "title": "T", "criteria": (1, 3)}
    return Item(**{**values, **more})


def export(*items, unreadable=()):
    return Export(tuple(Exported(one, "\nBody\n", 2) for one in items), unreadable, CONFIG)


def rows_of(*items):
    return list(csv.DictReader(io.StringIO(csv_text(export(*items)), newline="")))


def test_json_is_the_list_with_bodies():
    fault = Finding("I104", "error", "a.md", 2, 1, "not YAML")
    answer = json.loads(json_text(export(item(status="done", fields=(("mine", 1e999),)), unreadable=(fault,))))
    assert answer["schema"] == 1
    assert answer["unreadable"] == [{"path": "a.md", "message": "not YAML"}]
    one = answer["items"][0]
    assert (one["id"], one["category"], one["body"], one["carried"]) == ("ML-1", "done", "\nBody\n", 2)
    assert (one["criteria"], one["points"]) == ({"done": 1, "total": 3}, None)
    assert one["fields"] == {"mine": "inf"}


def test_csv_has_one_row_an_item_and_lists_joined():
    row = rows_of(item(labels=("a", "b"), points=2.5, runs=("r1", "r2")))[0]
    assert (row["labels"], row["points"], row["criteria_done"], row["criteria_total"]) == ("a;b", "2.5", "1", "3")
    assert (row["fields.runs"], row["status"], row["carried"]) == ("r1;r2", "", "2")


def test_every_key_of_ones_own_has_a_column_and_others_leave_it_empty():
    first = item(fields=(("mine", True), ("more", {"a": 1})))
    rows = rows_of(first, item(id="ML-2", fields=(("other", [1, None]),)))
    assert [(row["fields.mine"], row["fields.more"], row["fields.other"]) for row in rows] == [
        ("true", '{"a": 1}', ""),
        ("", "", "1;"),
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "=cmd|' /C calc'!A0", "=1;2"]
)
def test_no_text_is_a_formula(text):
    row = rows_of(item(title=text, labels=(text,), fields=(("mine", text),)))[0]
    assert [row["title"], row["labels"], row["fields.mine"]] == ["'" + text] * 3


def test_a_key_of_ones_own_is_no_formula_either():
    assert "fields.=1+1" in rows_of(item(fields=(("=1+1", "x"),)))[0]


@pytest.mark.parametrize("text", ["a=1", "1-2", 'say "hi", then; go', "two\nlines", "x\r\ny", ""])
def test_every_other_text_comes_back_as_it_was(text):
    assert rows_of(item(title=text))[0]["title"] == text


def test_lines_end_as_rfc_4180_says_and_every_cell_is_quoted():
    text = csv_text(export(item(title="a;=1")))
    assert text.endswith('"\r\n')
    assert '"a;=1"' in text
    assert all(line.startswith('"') for line in text.split("\r\n")[:-1])


def test_an_empty_backlog_exports_to_nothing():
    assert json.loads(json_text(export())) == {"schema": 1, "items": [], "unreadable": []}
    assert csv_text(export()).startswith(
        '"id","title","type","status","category","priority","rank","points","assignee",'
    )
    assert csv_text(export()).count("\r\n") == 1
