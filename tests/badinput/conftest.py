"""The program run in this process and in real ones, and an answer judged: its exit code, its words, its signs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from gitagile.cli.main import main

ALLOWED = frozenset((0, 1, 2, 3))
STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """How one command line ended."""

    words: tuple[str, ...]
    code: int
    out: str
    err: str

    @property
    def errors(self) -> list[str]:
        """The sentences that begin with `error:`."""
        return [line for line in self.err.splitlines() if line.startswith("error: ")]

    def judged(self, codes: frozenset[int] = ALLOWED, *, exact: bool = False) -> Answer:
        """Itself, once nothing is wrong with it; an `exact` answer is a file's content, byte by byte."""
        where = f"{self.words} -> {self.code}\n{self.out[-600:]}\n{self.err[-1500:]}"
        assert self.code in codes, where
        assert "Traceback" not in self.err, where
        assert "bug of gitagile" not in self.err, where
        assert len(self.errors) <= 1, where
        assert (self.code in (2, 3)) <= bool(self.errors), where
        steering = STEERING.search(self.err if exact else self.out + self.err)
        assert steering is None, f"{steering!r} in {where}"
        return self


@dataclass(frozen=True, slots=True)
class Program:
    """`gitagile …` in a folder."""

    root: Path
    heard: pytest.CaptureFixture[str]

    def __call__(self, *words: str) -> Answer:
        """Run it in this process."""
        self.heard.readouterr()
        code = main(words)
        out, err = self.heard.readouterr()
        return Answer(words, code, out, err)

    def process(self, *words: str, env: Mapping[str, str | None] | None = None, **how: object) -> Answer:
        """Run it as a process of its own; a variable that is None is taken out of its environment."""
        return run_process(self.root, words, env or {}, **how)


def run_process(folder: Path, words: Sequence[str], env: Mapping[str, str | None], **how: object) -> Answer:
    """`gitagile …` as a process in a folder."""
    environment = {name: value for name, value in {**os.environ, **env}.items() if value is not None}
    settings: dict[str, object] = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
    } | how
    ended = subprocess.run(
        [sys.executable, "-m", "gitagile", *words], cwd=folder, env=environment, check=False, timeout=300, **settings
    )
    out, err = ((text or b"").decode("utf-8", "replace") for text in (ended.stdout, ended.stderr))
    return Answer(tuple(words), ended.returncode, out, err)


@pytest.fixture
def program(
    make_repository: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Program:
    """The program in a repository with an empty backlog that is committed."""
    root = make_repository()
    monkeypatch.chdir(root)
    made = Program(root, capfd)
    assert made("init").code == 0
    return made
