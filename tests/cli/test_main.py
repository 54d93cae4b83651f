"""The program itself: its help, its errors and exit codes, its folders."""

from __future__ import annotations

import subprocess
import sys

import pytest

from gitagile import __version__
from gitagile.cli import main as program
from gitagile.cli.lazy import LazyGroup
from gitagile.cli.table import COMMANDS, GROUPS, rows_of


def test_the_version_is_said_by_the_door_and_by_the_program(empty):
    door = subprocess.run([sys.executable, "-m", "gitagile", "--version"], check=True, capture_output=True, text=True)
    assert door.stdout == f"gitagile {__version__}\n"
    assert empty("--version", "list").out == door.stdout


def test_help_names_every_command_with_its_line(empty):
    said = empty("--help").out
    for row in rows_of(COMMANDS).values():
        assert f"  {row.name} " in said
        assert row.about in said


def test_without_a_command_help_is_said_as_usage(empty):
    assert "Usage: gitagile" in empty(code=2).err
    assert "Usage: gitagile sprint" in empty("sprint", code=2).err


def test_an_unknown_command_names_the_nearest(empty):
    answer = empty("lsit", code=2)
    assert answer.err == "error: no command 'lsit'\nhint: did you mean `gitagile list`?\n"
    assert answer.out == ""


def test_a_word_of_another_tool_leads_to_ours(empty):
    assert "`gitagile new`" in empty("add", code=2).err
    assert "`gitagile --help`" in empty("qqqqqq", code=2).err
    assert "`gitagile sprint start`" in empty("sprint", "strat", code=2).err


def test_an_unknown_option_names_the_nearest(empty):
    assert empty("list", "--jsn", code=2).err == "error: no option '--jsn'\nhint: did you mean `--json`?\n"


def test_a_key_that_is_written_as_an_option_is_shown_as_a_key(empty):
    assert empty("edit", "x2v9", "--points", "5", code=2).err == (
        "error: no option '--points'\nhint: did you mean `points=…`, a key and its value?\n"
    )
    assert "`--json`" in empty("edit", "x2v9", "--jsn", code=2).err
    assert "points=" not in empty("mark", "x2v9", "done", "--points", code=2).err


def test_a_missing_word_shows_the_usage(empty):
    answer = empty("show", code=2)
    assert answer.err.startswith("error: missing argument 'ID'\nhint: usage: gitagile show")


def test_without_a_repository_the_place_is_wrong(empty, tmp_path):
    assert "not in a git repository" in empty("-C", str(tmp_path), "list", code=3).err


def test_without_a_backlog_the_place_is_wrong(empty):
    answer = empty("list", code=3)
    assert answer.err.splitlines()[1] == "hint: `gitagile init` makes one"


def test_a_folder_that_is_none_is_said(empty):
    assert "cannot change to" in empty("-C", "nowhere", "list", code=3).err


def test_folders_follow_each_other_and_one_comes_back(run, tmp_path, monkeypatch):
    identifier = run.new("One")
    monkeypatch.chdir(tmp_path)
    assert identifier in run("-C", str(run.root.parent), "-C", run.root.name, "list").out
    assert tmp_path == tmp_path.cwd()


def test_a_wrong_config_stops_all_but_what_shows_it(run):
    run.write(".backlog/config.toml", "prefx = 'ML'\n")
    answer = run("list", code=3)
    assert answer.err.startswith("error: .backlog/config.toml:1:1: C502")
    assert "did you mean `prefix`" in answer.err
    assert "C502" in run("check", code=1).out
    assert "C502" in run("doctor", code=1).out
    assert "C502" in run("config", "prefix", code=1).err


def test_a_bug_is_one_sentence_and_a_kept_traceback(run, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("gitagile.actions.find.show", lambda *_: 1 / 0)
    answer = run("show", "x2", code=70)
    assert answer.err.startswith("error: this is a bug of gitagile (ZeroDivisionError); the traceback is in ")
    kept = next(tmp_path.glob("gitagile-*.txt"))
    assert "ZeroDivisionError" in kept.read_text(encoding="utf-8")
    assert str(kept) in answer.err


def test_an_interrupt_ends_with_130(run, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("gitagile.actions.find.show", interrupt)
    assert run("show", "x2", code=130).err.strip() == "error: interrupted"


def test_a_reader_that_goes_away_is_no_fault(run):
    for number in range(3):
        run.new(f"Item {number}")
    listing = subprocess.Popen(
        [sys.executable, "-m", "gitagile", "list"], cwd=run.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    listing.stdout.close()
    said = listing.stderr.read()
    listing.stderr.close()
    assert (listing.wait(), said) == (0, b"")


def test_the_program_knows_what_git_calls_it(run, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["/usr/bin/git-agile"])
    assert "usage: git agile show" in run("show", code=2).err


def test_garbage_is_collected_again_when_the_program_is_done(run):
    import gc

    run("list")
    assert gc.isenabled()


@pytest.mark.parametrize("row", rows_of(COMMANDS).values(), ids=lambda row: row.name)
def test_every_row_of_the_table_leads_to_a_command(row):
    command = program.program.get_command(None, row.name)
    assert command.short_help == row.about
    assert isinstance(command, LazyGroup) == (row.name in GROUPS)
