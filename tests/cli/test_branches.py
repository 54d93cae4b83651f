"""Items across branches on the command line."""

from __future__ import annotations

import pytest


@pytest.fixture
def branched(run):
    """Two items on main, of which a branch began one, and a third that only the branch has."""
    ids = [run.new("First"), run.new("Second")]
    run.git("switch", "-qc", "topic")
    run("start", ids[0])
    ids.append(run.new("Third"))
    run.git("switch", "-q", "main")
    return ids


def test_a_list_says_what_branches_made_of_the_items(run, branched):
    first, second, third = branched
    rows = [line.split("  ") for line in run("list", "--all-branches").lines]
    assert [[cell.strip() for cell in row if cell] for row in rows] == [
        [first, "todo", "topic: doing", "First"],
        [second, "todo", "-", "Second"],
        [third, "(not there)", "topic: new, todo", "Third"],
    ]
    assert [line.split()[0] for line in run("list", "--all-branches", "status:doing").lines] == [first]
    assert run("list", "--all-branches", "no-such-word").err == "no item matches on main or on another branch\n"


def test_the_list_as_json_has_an_items_keys_and_its_branches(run, branched):
    shape = run("list", "--all-branches", "--json").shape
    assert (shape["schema"], shape["default"], shape["compared"], shape["unreadable"]) == (1, "main", 1, [])
    first, second, third = shape["items"]
    assert (first["status"], first["on_default"], first["last_changed_on"]) == ("todo", True, "topic")
    state = first["branches"][0]
    assert (state["branch"], state["status"], state["category"]) == ("topic", "doing", "active")
    assert (state["changed"], state["gone"], state["also"]) == (["status", "started"], False, [])
    assert state["commit"] == run.git("log", "-1", "--format=%H", "topic", "--", first["path"])
    assert (second["branches"], third["on_default"]) == ([], False)


def test_one_item_is_shown_with_its_branches(run, branched):
    first, _, third = branched
    shown = run("show", first, "--all-branches").out
    assert "status    todo" in shown
    assert "branches\n  main   todo, in backlog\n  topic  doing             2026-03-02 Ada Example  " in shown
    assert shown.rstrip().endswith("changed last")
    item = run("show", first, "--all-branches", "--json").shape["item"]
    assert (item["default"], item["last_changed_on"], item["branches"][0]["status"]) == ("main", "topic", "doing")
    assert item["body"]
    elsewhere = run("show", third, "--all-branches").out
    assert f"{third}  Third" in elsewhere
    assert "main   not there" in elsewhere
    assert "topic  new, todo" in elsewhere
    assert "no item" in run("show", third, code=2).err
