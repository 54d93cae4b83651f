"""The house as its tests see it: the package's modules with their syntax trees, and the files git tracks."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file of the project."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path as a reader would say it."""
        return self.path.relative_to(ROOT).as_posix()


def read_modules(*folders: str) -> tuple[Module, ...]:
    """Every module below the folders."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    texts = [(path, path.read_text(encoding="utf-8")) for path in paths]
    return tuple(Module(path, text, ast.parse(text)) for path, text in texts)


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the project."""
    return ROOT


@pytest.fixture(scope="session")
def package() -> tuple[Module, ...]:
    """The modules of the package."""
    return read_modules("gitagile")


@pytest.fixture(scope="session")
def written() -> tuple[Module, ...]:
    """The modules that people read: the package and the benchmarks."""
    return read_modules("gitagile", "benchmarks")


@pytest.fixture(scope="session")
def tracked() -> tuple[Path, ...]:
    """Every file that git tracks here, and new ones that it would not ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    paths = [ROOT / os.fsdecode(name) for name in listed.split(b"\0") if name]
    return tuple(path for path in paths if path.is_file())


@pytest.fixture
def run() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command of this Python's environment by `python -m`, in a folder, and give what it said."""

    def start(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", *arguments]
        return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, encoding="utf-8")

    return start
