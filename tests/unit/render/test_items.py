"""Items as lines, in full and on a board."""

from __future__ import annotations

from gitagile.actions.board import Board, Column
from gitagile.actions.find import Shown
from gitagile.model.item import Item
from gitagile.model.sprint import Sprint
from gitagile.model.workflow import Workflow
from gitagile.render.as_json import item_record
from gitagile.render.board import drawn_board, plain_board
from gitagile.render.item import item_text, numbered
from gitagile.render.items import drawn_list, plain_list
from gitagile.text.sections import criteria

WORKFLOW = Workflow((("todo", "todo"), ("doing", "active"), ("done", "done")))
ITEM = Item(
    "ML-x2v9kq",
    "p.md",
    "s1",
    title="Train \x1b[31m",
    status="doing",
    points=2.5,
    assignee=("ana", "bo"),
    blocked="waits",
)


def test_a_line_says_why_an_item_is_blocked():
    assert plain_list([ITEM]) == "ML-x2v9kq  doing  medium  2.5  ana,bo  Train \\x1b[31m (blocked: waits)"


def test_a_drawn_list_is_coloured_after_the_gate():
    said = drawn_list([ITEM], WORKFLOW, width=80, colour=True)
    assert "\x1b[36mML-x2v9kq" in said
    assert "\\x1b[31m (blocked" in said


def test_criteria_are_numbered_where_they_stand():
    body = "- [ ] a\n* [x] b\n1. [ ] c\n```\n- [ ] no\n```\n"
    assert numbered(body, criteria(body)) == "1. [ ] a\n2. [x] b\n3. [ ] c\n```\n- [ ] no\n```\n"


def test_windows_lines_are_shown_as_lines():
    assert numbered("a\r\nb\r\n", ()) == "a\nb\n"


def test_an_item_in_full_has_only_the_keys_it_has():
    item = Item("ML-1", "p.md", "backlog", title="One", status="todo", fields=(("cost", 3), ("m", {"a": [1]})))
    said = item_text(Shown(item, "\nWhy.\n", (), 2), WORKFLOW, colour=False)
    assert said.splitlines() == [
        "ML-1  One",
        "",
        "status   todo (todo)",
        "sprint   backlog",
        "carried  2 times",
        "cost     3",
        "m        a=[1]",
        "path     p.md",
        "",
        "Why.",
    ]


def test_numbers_that_json_does_not_know_become_text():
    item = Item("ML-1", "p.md", "archive", fields=(("loss", float("nan")), ("list", [float("inf")])))
    record = item_record(item, WORKFLOW, 0)
    assert record["fields"] == {"loss": "nan", "list": ["inf"]}
    assert (record["sprint"], record["category"]) == (None, "todo")


def board_of(*items, limit=None):
    columns = (Column("todo", "todo", items, limit), Column("doing", "active", (), 2))
    return Board("s1", Sprint("s1", "p", goal="Lift it"), columns, ())


def test_a_wide_board_stands_side_by_side_and_a_narrow_one_below_each_other():
    board = board_of(ITEM)
    assert plain_board(board).splitlines()[:3] == ["s1: Lift it", "", "todo 1"]
    wide = drawn_board(board, width=60, colour=False).splitlines()
    assert wide[2].split() == ["todo", "1", "doing", "0", "of", "at", "most", "2"]
    assert max(map(len, wide)) <= 60
    assert drawn_board(board, width=40, colour=False).splitlines()[2] == "todo 1"


def test_a_full_column_is_red_and_a_long_one_is_counted():
    board = board_of(*[ITEM] * 60, limit=3)
    assert "\x1b[31mtodo 60 of at most 3" in drawn_board(board, width=100, colour=True)
    assert "and 10 more" in drawn_board(board, width=100, colour=False)
