"""Every command says what it is for, with an example, and stands in the reference."""

from __future__ import annotations

import shlex

import click
import pytest

from gitagile.cli.lazy import LazyGroup
from gitagile.cli.main import program
from gitagile.config.reader import ENVIRONMENT
from tests.docs.reference import PAGE, commands_of, reference_text

COMMANDS = dict(commands_of())
CHANGING = {
    *("new", "edit", "tick", "untick", "start", "done", "drop", "mark", "block", "unblock", "move", "rank", "archive"),
    *(
        "undo",
        "resolve",
        "import",
        "init",
        "doctor",
        "sprint new",
        "sprint plan",
        "sprint start",
        "sprint close",
        "sprint summary",
        "hooks install",
        "hooks remove",
        "checkin",
        "release",
        "retro write",
        "retro action",
        "sync",
    ),
}
TEXT_ALONE = {
    "schema",
    "completion",
    "export",
    "demo",
    "hook check",
    "hook gate",
    "hook items",
    "hook message",
    "hook prepare-message",
    "hook summary",
    "merge-file",
}


def test_the_reference_is_what_the_commands_say():
    assert PAGE.read_text(encoding="utf-8") == reference_text(), "`python -m tests.docs.reference` writes it anew"


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_has_help_with_an_example(words):
    command = COMMANDS[words]
    about, examples, lines = (command.help or "").partition("\n\n\b\nExamples:\n")
    assert about.strip()
    assert examples
    assert all(words in line for line in lines.strip().splitlines())


@pytest.mark.parametrize("words", COMMANDS)
def test_every_option_says_what_it_does(words):
    options = [one for one in COMMANDS[words].params if isinstance(one, click.Option)]
    assert [one.name for one in options if not (one.help or "").endswith((".", "round.", '"'))] == []


@pytest.mark.parametrize("words", [words for words in COMMANDS if not isinstance(COMMANDS[words], LazyGroup)])
def test_what_answers_takes_json_and_what_changes_a_dry_run(words):
    name = words.removeprefix("gitagile ")
    options = {option for one in COMMANDS[words].params for option in one.opts}
    assert ("--json" in options) == (name not in TEXT_ALONE)
    assert ("--dry-run" in options) == (name in CHANGING)


@pytest.mark.parametrize("words", [words for words in COMMANDS if not isinstance(COMMANDS[words], LazyGroup)])
def test_every_example_is_a_command_line_that_parses(words):
    lines = COMMANDS[words].help.partition("Examples:\n")[2].splitlines()
    for line in lines:
        _, ours, rest = line.partition("gitagile ")
        if not ours or line.strip().startswith(("eval", "gitagile completion", "gitagile demo /tmp")):
            continue
        words_of_line = shlex.split(rest.partition(" > ")[0], comments=True)
        program.make_context("gitagile", words_of_line, resilient_parsing=True)


def test_every_variable_of_the_environment_is_named():
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"`{name}`" in page for name in (*ENVIRONMENT, "GITAGILE_NOW"))
