"""What the shell completes: quickly, quietly, from names alone."""

from __future__ import annotations

import pytest
from click.shell_completion import BashComplete

from gitagile.cli.main import program


@pytest.fixture
def complete():
    """The words that the shell offers after `gitagile …`; the last one is begun."""

    def offered(*words):
        shell = BashComplete(program, {}, "gitagile", "_GITAGILE_COMPLETE")
        return [item.value for item in shell.get_completions(list(words[:-1]), words[-1])]

    return offered


def test_commands_complete(complete):
    assert complete("sea") == ["search"]
    assert "plan" in complete("sprint", "p")


def test_ids_complete_by_any_beginning(run, complete):
    identifier = run.new("One")
    assert complete("show", "") == [identifier]
    assert complete("show", identifier[:5].lower()) == [identifier]
    assert complete("show", identifier[3:5]) == [identifier[3:]]


def test_words_of_the_config_complete(run, complete):
    run("sprint", "new", "s1")
    assert complete("list", "status:d") == ["status:doing", "status:done", "status:dropped"]
    assert complete("new", "x", "--type", "exp") == ["experiment"]
    assert complete("new", "x", "--priority", "h") == ["high"]
    assert "s1" in complete("move", "x", "s")
    assert complete("sprint", "show", "@c") == ["@current"]
    assert complete("config", "cadence.w") == ["cadence.weeks", "cadence.weekend"]


def test_queries_and_changes_complete(run, complete):
    assert "status:" in complete("list", "sta")
    assert complete("list", "status:do") == ["status:doing", "status:done"]
    assert complete("list", "status:todo,do") == ["status:todo,doing", "status:todo,done"]
    assert complete("list", "is:bl") == ["is:blocked"]
    assert "points=" in complete("edit", "x", "po")
    assert complete("edit", "x", "priority=ur") == ["priority=urgent"]


def test_where_nothing_can_be_known_nothing_is_said(tmp_path, monkeypatch, complete, capfd):
    monkeypatch.chdir(tmp_path)
    assert complete("show", "") == []
    assert complete("list", "status:") == []
    assert capfd.readouterr() == ("", "")


def test_a_folder_given_before_is_looked_in(run, complete, tmp_path, monkeypatch):
    identifier = run.new("One")
    monkeypatch.chdir(tmp_path)
    assert complete("-C", str(run.root), "show", "") == [identifier]
