"""Terminals: colour where it is wanted, widths that fit."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

import pytest

from gitagile.cli import terminal


def on_terminal(folder, *words, **environ):
    """What the program writes on a terminal 60 characters wide."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": "60", "TERM": "xterm", **environ}
    command = [sys.executable, "-m", "gitagile", *words]
    ended = subprocess.run(command, cwd=folder, env=environment, stdout=theirs, stderr=subprocess.PIPE, check=True)
    os.close(theirs)
    text = b""
    try:
        while chunk := os.read(ours, 65536):
            text += chunk
    except OSError:
        pass
    finally:
        os.close(ours)
    assert ended.stderr == b""
    return text.decode()


@pytest.fixture
def items(run):
    run.new("A title that is much longer than any terminal of sixty characters can hold", "--priority", "high")
    run("start", run.new("日本語のタイトルはとても長いのでここで切られなければならない"))
    return run


def test_a_list_on_a_terminal_is_coloured_and_fits(items):
    said = on_terminal(items.root, "list")
    assert "\x1b[36m" in said
    plain = re.sub(r"\x1b\[\d*m", "", said)
    assert plain.startswith("id         status")
    assert max(len(line) for line in plain.splitlines()) <= 60


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_without_colour_gets_none(items, environ):
    assert "\x1b" not in on_terminal(items.root, "list", **environ)


def test_colour_can_be_forced(items, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert terminal.has_colour()
    monkeypatch.setenv("FORCE_COLOR", "0")
    assert not terminal.has_colour()


def test_a_board_on_a_narrow_terminal_is_stacked_and_on_a_wide_one_not(items):
    narrow = on_terminal(items.root, "board", NO_COLOR="1")
    assert re.search(r"^todo 1\r?$", narrow, re.MULTILINE)
    wide = on_terminal(items.root, "board", NO_COLOR="1", COLUMNS="150")
    assert re.search(r"^todo 1 +doing 1", wide, re.MULTILINE)


def test_an_item_on_a_terminal_is_shown_in_full(items):
    said = on_terminal(items.root, "show", items("list").out.split()[0])
    assert "\x1b[1mA title that is much longer" in said
