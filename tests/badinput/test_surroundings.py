"""What surrounds a process: no git or an old one, no HOME, another locale, closed streams, a folder that is gone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.badinput.conftest import Program, run_process
from tests.badinput.states import FILES, PLAIN
from tests.git.places import git

LOOKS = (("list",), ("show", "ML-aaaaa1"), ("check",), ("board",))
ACTS = (("new", "A new one"), ("mark", "ML-aaaaa1", "done"), ("undo",))


@pytest.fixture
def program(make_repository, monkeypatch, capfd) -> Program:
    """The program in a repository with a backlog of two items."""
    root = make_repository(files=FILES)
    monkeypatch.chdir(root)
    return Program(root, capfd)


def status(program: Program) -> str:
    return git(program.root, "status", "--porcelain=v2", "-z", "--branch", "--untracked-files=all")


def tools(folder: Path, script: str | None) -> str:
    """A PATH with nothing on it, or with a git that is a shell script."""
    folder.mkdir()
    if script is not None:
        (folder / "git").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (folder / "git").chmod(0o755)
    return str(folder)


OLD = 'case "$*" in *version*) echo git version 2.20.1;; *) echo "git: unknown option" >&2; exit 129;; esac'
GITS = {"none": None, "old": OLD, "silent": "exit 1", "killed": "kill -9 $$"}


@pytest.mark.parametrize("kind", GITS)
def test_without_a_git_that_works_one_reads_and_is_told_why_one_cannot_write(program, tmp_path, kind: str) -> None:
    before = status(program)
    path = {"PATH": tools(tmp_path / "tools", GITS[kind] and f"PATH={os.environ['PATH']}\n{GITS[kind]}")}
    for words in LOOKS:
        program.process(*words, env=path).judged(frozenset({0}))
    for words in ACTS:
        answer = program.process(*words, env=path).judged(frozenset({3} if kind in ("none", "old") else {1, 3}))
        assert len(answer.errors) == 1
    assert status(program) == before


VARIABLES = {
    "no HOME": {"HOME": None, "XDG_CONFIG_HOME": None},
    "HOME nowhere": {"HOME": "/nowhere/at/all"},
    "HOME a file": {"HOME": "/etc/passwd", "XDG_CACHE_HOME": "/dev/null"},
    "locale C": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "locale unknown": {"LC_ALL": "xx_YY.KOI8-Q"},
    "ASCII alone": {"PYTHONIOENCODING": "ascii:strict"},
    "UTF-16": {"PYTHONIOENCODING": "utf-16"},
    "no width": {"COLUMNS": "1", "LINES": "0"},
    "width a word": {"COLUMNS": "wide"},
    "width huge": {"COLUMNS": "9" * 30},
    "width endless": {"COLUMNS": "9" * 5_000},
    "no colour": {"NO_COLOR": "1"},
    "colour forced": {"FORCE_COLOR": "1"},
    "no terminal": {"TERM": "nothing-of-the-kind"},
    "no temporary folder": {"TMPDIR": "/nowhere/at/all"},
    "zone unknown": {"TZ": "Nowhere/At_All"},
    "git traced": {"GIT_TRACE": "1"},
    "git config by number": {"GIT_CONFIG_COUNT": "x"},
    "other object folder": {"GIT_OBJECT_DIRECTORY": "/nowhere/at/all"},
    "commit mode unknown": {"GITAGILE_COMMIT": "sometimes"},
    "our zone unknown": {"GITAGILE_TIMEZONE": "../../etc/passwd"},
    "no such instant": {"GITAGILE_NOW": "yesterday"},
    "the last instant": {"GITAGILE_NOW": "9999-12-31T23:59:59-12:00"},
    "the first instant": {"GITAGILE_NOW": "0001-01-01T00:00:00+12:00"},
    "git folder nowhere": {"GIT_DIR": "/nowhere/at/all"},
    "git folder empty": {"GIT_DIR": "", "GIT_WORK_TREE": "", "GIT_INDEX_FILE": ""},
    "index nowhere": {"GIT_INDEX_FILE": "/nowhere/at/all"},
    "work tree a file": {"GIT_DIR": ".git", "GIT_WORK_TREE": "README.md"},
}


@pytest.mark.parametrize("name", VARIABLES)
def test_no_variable_makes_a_command_stumble(program: Program, name: str) -> None:
    coloured = name in ("colour forced", "UTF-16")
    for words in (*LOOKS[:1], *ACTS[::2]):
        before = status(program)
        answer = program.process(*words, env=VARIABLES[name])
        if coloured:
            assert answer.code in (0, 1)
            continue
        answer.judged()
        assert answer.code == 0 or status(program) == before


def test_closed_and_full_streams_end_no_command_with_a_traceback(program: Program) -> None:
    for number in range(40):
        (program.root / f".backlog/backlog/ML-bbbb{number:02}.md").write_text(FILES[PLAIN] + "x\n" * 9_000)
    for line in (
        "list --json | head -c 1", "export json | head -1", "check --json | head -1", "--help | head -1", "list >&-",
        "list 2>&-", "list >&- 2>&-", "list <&-", "show ML-nothing 2>&-", "check >/dev/full",
        "list --json >/dev/full", "show x 2>/dev/full", "new Title --body - <&-", "edit ML-aaaaa1 --from - <&-",
        "edit ML-aaaaa1 </dev/null", "sprint close s1 </dev/null", "board | true", "completion bash | true",
        "new A <&- >&- 2>&-",
    ):  # fmt: skip
        script = f"{sys.executable} -m gitagile {line}"
        ended = subprocess.run(
            ["/bin/bash", "-c", f"set -o pipefail; {script}"], cwd=program.root, capture_output=True, check=False
        )
        assert b"Traceback" not in ended.stderr, (line, ended.stderr)
        assert b"Exception ignored" not in ended.stderr, (line, ended.stderr)
        assert ended.returncode in (0, 1, 2, 3), (line, ended.returncode, ended.stderr)


def test_a_folder_that_is_gone_is_a_wrong_place(program: Program) -> None:
    gone = program.root / "gone"
    gone.mkdir()
    for words in (
        ("list",),
        ("-C", ".", "list"),
        ("-C", "/nowhere/at/all", "list"),
        ("-C", "README.md", "list"),
        ("init",),
    ):
        script = f"cd {gone} && rmdir {gone} && exec {sys.executable} -m gitagile {' '.join(words)}"
        ended = subprocess.run(["/bin/sh", "-c", script], capture_output=True, check=False, text=True)
        assert ended.returncode == 3, (words, ended)
        assert ended.stderr.count("error: ") == 1
        assert "Traceback" not in ended.stderr
        gone.mkdir()


INTERRUPTED = """\
import sys
from gitagile.actions import find
from gitagile.cli.main import main
def stop(*_, **__): raise KeyboardInterrupt
find.list_items = stop
sys.exit(main(["list", "is:open"]))
"""


def test_an_interrupted_command_says_so(program: Program) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", INTERRUPTED], cwd=program.root, capture_output=True, check=False, text=True
    )
    assert (ended.returncode, ended.stderr.strip()) == (130, "error: interrupted")


def test_the_program_does_not_care_for_the_file_that_python_runs(tmp_path: Path) -> None:
    assert run_process(tmp_path, ("list",), {"PYTHONDONTWRITEBYTECODE": "1"}).judged(frozenset({3})).errors
