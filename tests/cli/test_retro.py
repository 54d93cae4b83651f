"""Retros on the command line: the group that takes a sprint for its first word, and its subcommands."""

from __future__ import annotations

import pytest

from gitagile.cli.plain import plain_answer


@pytest.fixture
def closed(run):
    """A closed sprint with one item done, and a planned one after it."""
    run("sprint", "new", "s1", "--goal", "Lift it")
    run("sprint", "new", "s2")
    identifier = run.new("One", "--points", "3", "--to", "s1")
    run("sprint", "start", "s1")
    run("done", identifier)
    run("sprint", "close", "s1", "--yes")
    return identifier


def retro(run, sprint="s1"):
    return (run.root / f".backlog/sprints/{sprint}/retro.md").read_text(encoding="utf-8")


def test_a_first_word_that_is_no_subcommand_is_a_sprint(run, closed):
    for words in ((), ("s1",), ("write", "s1"), ("@previous", "--dry-run"), ("--format", "start-stop-continue")):
        assert "nothing to change" in run("retro", *words).err
    assert "## Island" not in retro(run)
    assert "retro renewed" in run("retro", "s1", "--format", "sailboat").out
    assert "## Island" in retro(run)
    assert "**3 of 3 points** were completed" in retro(run)


def test_a_sprint_called_like_a_subcommand_is_asked_for_by_the_full_name(run, closed):
    run("sprint", "new", "action")
    assert "missing argument" in run("retro", "action", code=2).err
    assert "the sprint action is not started" in run("retro", "write", "action", code=1).err
    assert "gitagile retro write action" in " ".join(run("retro", "--help").out.split())


def test_slips_are_answered_with_a_hint(run, closed):
    assert "did you mean `gitagile retro actions`?" in run("retro", "actoins", code=2).err
    assert "no sprint 'nope'" in run("retro", "nope", code=2).err
    assert "did you mean `--format`?" in run("retro", "--fromat", code=2).err
    assert "unexpected extra argument" in run("retro", "s1", "s2", code=2).err
    assert "a title has 1 to 200 characters" in run("retro", "action", "", code=2).err
    assert "is closed" in run("retro", "action", "Do", "--to", "s1", code=1).err


def test_the_facts_are_told_as_json(run, closed):
    shape = run("retro", "--json").shape
    assert (shape["schema"], shape["sprint"], shape["completed"], shape["unit"]) == (1, "s1", 3, "points")
    assert [one["id"] for one in shape["done"]] == [closed]
    assert (shape["slow"]["usual"], shape["slow"]["items"]) == (None, [])
    assert shape["path"] == ".backlog/sprints/s1/retro.md"
    assert (shape["acts"], shape["commit"], shape["partial"]) == ([], None, None)
    lists = ("unfinished", "scope_changes", "overrides", "experiments", "decisions", "blockers", "remarks", "gates")
    assert [shape[name] for name in lists] == [[]] * len(lists)
    assert "who" not in str(shape)


def test_an_action_is_made_listed_and_counted(run, closed):
    assert "there is no action" in run("retro", "actions").err
    made = run("retro", "action", "Label", "twice", "--points", "1", "--due", "2030-01-01")
    identifier = made.out.strip()
    assert made.err.startswith(f".backlog/sprints/s2/{identifier}-label-twice.md")
    assert "would: " in run("retro", "action", "Another", "--dry-run").out
    assert run("retro", "actions").lines == [
        f"{identifier}  todo  s2  from s1  -  -  Label twice",
        "0 of 1 action done",
    ]
    run("retro")
    assert f"### Actions of this retro\n\n- **{identifier}** Label twice\n" in retro(run)
    assert "an action of a retro is still to be done" in run("sprint", "start", "s2").err
    run("done", identifier)
    assert run("retro", "actions").lines == ["1 of 1 action done"]
    shape = run("retro", "actions", "--all", "--json").shape
    assert (shape["open"], shape["done"], shape["dropped"]) == (0, 1, 0)
    assert (shape["actions"][0]["retro"], shape["actions"][0]["returns"]) == ("s1", 0)
    assert shape["actions"][0]["finished"]


def test_without_any_sprint_the_way_to_one_is_said(run):
    assert "no sprint was started yet" in run("retro", code=1).err
    assert "no sprint was started yet" in run("retro", "action", "Do", code=1).err


def test_the_close_writes_the_retro_and_says_what_is_odd_about_it(run):
    run("sprint", "new", "s1")
    run("sprint", "start")
    run.write(".backlog/sprints/s1/retro.md", "Our words\n")
    assert "they stand at its end" in run("sprint", "close", "--yes").err
    assert retro(run).startswith("Our words\n\n<!-- facts ")


def test_subcommands_sprints_and_options_complete(run, closed):
    def complete(*words):
        from click.shell_completion import ShellComplete

        from gitagile.cli.main import program

        *before, last = words
        asked = ShellComplete(program, {}, "gitagile", "_GITAGILE_COMPLETE")
        return [one.value for one in asked.get_completions(["retro", *before], last)]

    assert complete("") == ["write", "action", "actions", "@current", "@next", "@previous", "s2", "s1"]
    assert complete("a") == ["action", "actions"]
    assert complete("s1", "--fo") == complete("--fo") == ["--format"]
    assert complete("--format", "sa") == complete("s1", "--format", "sa") == ["sailboat"]
    assert complete("write", "s") == ["s2", "s1"]
    assert complete("action", "x", "--sprint", "s1") == ["s1"]
    assert complete("actions", "--al") == ["--all"]


def test_the_road_without_click_leaves_retros_to_click():
    assert plain_answer(["retro"]) is None
    assert plain_answer(["retro", "s1"]) is None
