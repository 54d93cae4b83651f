"""Real repositories with a backlog, and the program run on them in this process."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from gitagile.cli.main import main


@dataclass(frozen=True, slots=True)
class Answer:
    """How one command line ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self):
        return self.out.splitlines()

    @property
    def shape(self):
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Program:
    """Runs `gitagile …` in a repository, where it must end with the code that is asked for."""

    root: Path
    heard: pytest.CaptureFixture[str]

    def __call__(self, *words, code=0):
        self.heard.readouterr()
        ended = main([*words])
        out, err = self.heard.readouterr()
        assert ended == code, f"exit {ended}\n{out}\n{err}"
        return Answer(ended, out, err)

    def new(self, title, *words):
        """A new item's id."""
        return self("new", title, *words).out.strip()

    def git(self, *words):
        ended = subprocess.run(["git", *words], cwd=self.root, check=True, capture_output=True, text=True)
        return ended.stdout.strip()

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def file_of(self, identifier):
        return next(self.root.glob(f".backlog/**/{identifier}*.md"))


@pytest.fixture
def empty(make_repository, monkeypatch, capfd):
    """The program in a repository without a backlog."""
    root = make_repository()
    monkeypatch.chdir(root)
    return Program(root, capfd)


@pytest.fixture
def run(empty):
    """The program in a repository with an empty backlog."""
    empty("init")
    return empty


@pytest.fixture
def editor(monkeypatch, tmp_path):
    """Make the editor a program that replaces one text by another, or that fails."""

    def set_editor(old, new, *, code=0):
        script = tmp_path / "editor.py"
        lines = ("import pathlib, sys", "file = pathlib.Path(sys.argv[1])")
        change = f"file.write_text(file.read_text().replace({old!r}, {new!r}))"
        script.write_text("\n".join((*lines, change, f"sys.exit({code})")))
        monkeypatch.setenv("GIT_EDITOR", f"python3 '{script}'")

    return set_editor
