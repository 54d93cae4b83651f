"""The Makefile: the first thing a newcomer runs, on a machine we do not know."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

MAKE = shutil.which("make") or "make"
OLD = "#!/bin/sh\nexit 1\n"  # stands for a Python that is too old: it fails the question that make asks


@pytest.fixture
def checkout(root, tmp_path):
    """A folder with the Makefile, and a PATH that has a shell's tools and no Python that is new enough."""
    shutil.copy(root / "Makefile", tmp_path)
    shutil.copy(root / "pyproject.toml", tmp_path)
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "rm", "mktemp", "touch"):
        (tools / name).symlink_to(shutil.which(name) or f"/bin/{name}")
    (tools / "python3").write_text(OLD)
    (tools / "python3").chmod(0o755)
    return tmp_path


def make(checkout, *words):
    """What make did, with only the folder's tools in reach."""
    environ = {"PATH": str(checkout / "tools"), "HOME": str(checkout)}
    return subprocess.run([MAKE, *words], cwd=checkout, env=environ, check=False, capture_output=True, text=True)


def test_without_a_new_python_it_says_so_in_a_plain_sentence(checkout):
    ended = make(checkout, "demo")
    assert ended.returncode != 0
    assert "gitagile needs Python 3.11 or newer" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (checkout / ".venv").exists()


def test_alone_it_lists_what_it_can_do(checkout):
    said = make(checkout).stdout
    assert all(f"make {name} " in said for name in ("demo", "test", "check", "faults", "bench"))


def test_a_second_run_installs_nothing_again(checkout):
    (checkout / ".venv/bin").mkdir(parents=True)
    python = checkout / ".venv/bin/python"
    python.write_text("")
    stamp = checkout / ".venv/.installed-dev"
    stamp.write_text("")
    for age, path in enumerate((stamp, checkout / "pyproject.toml", python)):
        os.utime(path, (1_700_000_000 - 10 * age,) * 2)
    planned = make(checkout, "--dry-run", "test").stdout
    assert "pytest" in planned
    assert "pip" not in planned
    os.utime(checkout / "pyproject.toml")
    assert "pip" in make(checkout, "--dry-run", "test").stdout


def test_what_ci_runs_is_every_kind_of_check(checkout):
    planned = make(checkout, "--dry-run", "check").stdout
    assert all(tool in planned for tool in ("ruff check", "ruff format", "mypy", "lint-imports", "gitagile check"))
    assert planned.count("-m pytest") == 1
